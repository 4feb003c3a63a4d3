import gzip
import json
import re
from html import unescape

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest

from askfirst import Option, Poll, Quiz, Words
from askfirst.activities.base import Activity
from askfirst.room.pages import phone_script, read_text
from tests.room.rooms import BASE, Help, client, make_room

MOST_BYTES = 7300
FIVE = Poll(
    "05-five",
    "What makes it hardest to say “not now”?",
    options=[
        "Hurting someone’s feelings",
        "Spoiling the mood",
        "Having said yes before",
        "Not finding the words",
        "Being asked more than once",
    ],
)
SAID = Words("05-said", "What could Sam say to slow things down?")
CLOUD = Words("11-word", "One word for where you are now.", cloud=True)
CHECK = Quiz(
    "05-check",
    "Sam goes still and does not answer Alex. What holds up?",
    options=[
        Option("Alex waits for a clear no", "Freezing is never a yes.", "C54 C68"),
        Option("Alex stops, and says so", "Stillness means stop.", "C54", holds=True),
        Option("Alex asks again while going on", "Stop comes first."),
    ],
)
HELP = [
    Help("emergency", number="112"),
    Help("Sexual assault support", "", "01632 960 017", "day and night", "2026-11-14"),
    Help("Fear of someone at home", "", "01632 960 033", "day and night", "2026-11-14"),
    Help("Someone to listen", "", "01632 960 042", "evenings", "2026-11-14"),
    Help("Sexual health clinic", "", "01632 960 058", "Tue to Sat", "2026-11-14"),
]
INJECTION = "</script><img src=x onerror=alert(1)>'\"&amp;{{7*7}}$main"


def page(activity: Activity | None = None) -> str:
    room = make_room(activities=[activity or FIVE])
    if activity:
        room.open(activity.id)
    return client(room, services=HELP).get("/").text


@pytest.mark.parametrize("activity", [FIVE, SAID, CLOUD, CHECK])
def test_one_small_request_until_the_question(activity: Activity) -> None:
    """The page with an open question, its component and the help has at most 7,300 bytes packed."""
    html = page(activity).encode()
    assert f'define("askfirst-{activity.type}"' in html.decode()
    assert len(gzip.compress(html, 9, mtime=0)) <= MOST_BYTES
    assert len(brotli.compress(html)) <= MOST_BYTES


@pytest.mark.parametrize("activity", [FIVE, SAID, None])
def test_page_asks_for_nothing_more(activity: Activity | None) -> None:
    """The page has no source, style sheet or icon outside itself."""
    html = page(activity)
    assert re.findall(r'\bsrc="|url\(|@import|<link(?! rel="icon" href="data:,")', html) == []
    assert set(re.findall(r'href="([^"]*)"', html)) <= {
        "data:,",
        "/bye",
        *(f"tel:{one.number.replace(' ', '')}" for one in HELP),
    }


def test_title_and_address_are_neutral() -> None:
    """The page is called Workshop, and says nothing of where it comes from."""
    html = page()
    assert "<title>Workshop</title>" in html
    shown = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    assert "askfirst" not in shown.lower()
    assert "ask first" not in shown.lower()


@pytest.mark.parametrize("path", ["/", "/bye"])
def test_policy_allows_only_what_is_on_the_page(path: str) -> None:
    """Scripts and styles are allowed by their hash, and nothing is allowed inline."""
    reply = client(make_room()).get(path)
    policy = reply.headers["content-security-policy"]
    assert len(re.findall(r"<script type=\"module\"", reply.text)) == policy.split("style-src")[
        0
    ].count("sha256-")
    assert " style=" not in reply.text
    assert re.findall(r"\son\w+=", re.sub(r"<script.*?</script>", "", reply.text)) == []
    for part in ("connect-src 'self'", "form-action 'self'", "base-uri 'none'"):
        assert part in policy


def test_text_is_text_everywhere() -> None:
    """Text from a notebook neither ends the data block nor becomes an element."""
    room = make_room(activities=[Poll("05-x", INJECTION, options=[INJECTION, "b"])])
    room.open("05-x")
    web = client(room, services=[Help(INJECTION, INJECTION, "1")])
    live, plain = web.get("/").text, web.post("/join", data={"word": "river"}).text
    for html in (live, plain):
        assert "<img" not in html
        assert INJECTION in unescape(html.replace("\\u003c", "<").replace('\\"', '"'))
    block = re.findall(r'id="data">(.*?)</script>', live)[0]
    assert json.loads(block)["now"]["activity"]["question"] == INJECTION


def test_each_page_has_its_own_ticket() -> None:
    """No two phones get the same ticket."""
    web = client(make_room())
    tickets = {re.findall(r'name="ticket" value="(\w+)"', web.get("/").text)[0] for _ in range(9)}
    assert len(tickets) == 9


def test_every_page_has_leave_and_help() -> None:
    """Leaving and help are on every page but the one that one leaves to."""
    web = client(make_room())
    for html in (web.get("/").text, web.post("/join", data={"word": "river"}).text):
        assert '<a id="leave" href="/bye">Leave now</a>' in html
        assert '<details class="help">' in html
    bye = web.get("/bye").text
    assert "You have left." in bye
    assert "Leave now" not in bye
    assert "<noscript><p>Without JavaScript, Back may lead to what was there." in bye
    assert "Help" not in bye


def test_plain_pages_hold_no_script() -> None:
    """What answers a plain form works without a script and allows none."""
    reply = client(make_room()).post("/join", data={"word": "river"})
    assert "<script" not in reply.text
    assert "script-src 'none'" in reply.headers["content-security-policy"]


def test_script_keeps_nothing_and_needs_no_secure_origin() -> None:
    """The script stores nothing, makes no HTML from text, and works on plain http."""
    source = phone_script()
    for word in ("localStorage", "sessionStorage", "cookie", "indexedDB", "caches", "innerHTML"):
        assert word not in source
    for word in ("insertAdjacentHTML", "document.write", "subtle", "randomUUID(", "eval("):
        assert word not in source
    assert "getRandomValues" in source


def test_script_holds_no_sentence() -> None:
    """Every text of the script comes from the page's data."""
    source = re.sub(r"/\*.*?\*/|//.*", "", read_text("phone.js"), flags=re.DOTALL)
    strings = re.findall(r'"([^"\n]*)"', source)
    assert [text for text in strings if re.search(r"[a-z] [a-z]", text)] == []


def test_promises_stand_on_the_page() -> None:
    """What happens to an answer can be read before joining."""
    html = unescape(page())
    for said in (
        "No name, no account.",
        "no names, no device numbers, no times, and no answer on disk",
        "The facilitator reads them, after the question is closed, in mixed order, and may show",
        "Exact numbers are shown once five phones have answered.",
        "while this page stays open and is not reloaded",
        "Others on this Wi-Fi could read what phones send, and send in their place.",
    ):
        assert said in html


def test_address_of_the_page_is_the_root() -> None:
    """There is nothing in the path that could be read at home."""
    assert str(client(make_room()).get("/").url) == f"{BASE}/"
