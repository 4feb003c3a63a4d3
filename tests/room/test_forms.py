"""What stands open beside the question, on pages with a script and without."""

import json
import re
import shutil
import subprocess
from html import unescape

import pytest
from starlette.testclient import TestClient

from askfirst import Pace, QuestionBox
from askfirst.room.pages import read_text, standing_script
from tests.room.rooms import POLL, WORDS, client, make_room, number

PACE = Pace("00-pace", "How is the <b>pace</b>?")
BOX = QuestionBox("00-box", "Anything <i>else</i>?", most=120)
TYPES = ("pace", "questionbox")


def hidden(html: str, action: str) -> dict[str, str]:
    (form,) = re.findall(rf'<form[^>]*action="{action}".*?</form>', html, re.DOTALL)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def standing_on(html: str) -> list[str]:
    """Return the lines of what stands folded, after main and before the foot."""
    main, _, rest = html.partition("</main>")
    aside = rest.partition("<footer>")[0]
    assert "<details" not in main
    return re.findall(r"<summary>(.*?)</summary>", aside)


@pytest.fixture
def web() -> TestClient:
    room = make_room(activities=[PACE, POLL, WORDS])
    room.open(PACE.id)
    return client(room)


def test_every_page_of_a_seat_has_it_below(web: TestClient) -> None:
    """Waiting, question, thank-you, answered, closed and a refusal: each has it after main."""
    room = web.app.state.room  # type: ignore[attr-defined]  # a Starlette application
    page = web.post("/join", data={"word": "river", "ticket": number("a")}).text
    assert standing_on(page) == ["Pace"]
    seat = {"seat": hidden(page, "/signal")["seat"]}
    room.open(POLL.id)
    asked = web.post("/next", data=seat).text
    assert (POLL.question in asked, standing_on(asked)) == (True, ["Pace"])
    empty = web.post("/answer", data=hidden(asked, "/answer")).text
    assert ("Nothing is chosen yet" in empty, standing_on(empty)) == (True, ["Pace"])
    thanks = web.post("/answer", data={**hidden(asked, "/answer"), "choice": "1"}).text
    assert ("Thank you." in thanks, standing_on(thanks)) == (True, ["Pace"])
    answered = web.post("/next", data=seat).text
    assert ("has answered" in answered, standing_on(answered)) == (True, ["Pace"])
    room.close(POLL.id)
    closed = web.post("/next", data=seat).text
    assert ("This question is closed" in closed, standing_on(closed)) == (True, ["Pace"])
    room.close(PACE.id)
    assert standing_on(web.post("/next", data=seat).text) == []
    room.open(PACE.id)
    room.end()
    assert standing_on(web.post("/next", data=seat).text) == []


def test_nobody_without_a_seat_is_shown_it(web: TestClient) -> None:
    """The page that asks for the word, and the page one leaves to, have nothing beside them."""
    for html in (web.get("/").text, web.get("/bye").text):
        assert standing_on(html) == []
    assert standing_on(web.post("/join", data={"word": "lake"}).text) == []


def test_a_signal_leads_back_to_the_question(web: TestClient) -> None:
    """After a signal the same page comes back, Pace unfolded, and the question as it was."""
    web.app.state.room.open(POLL.id)  # type: ignore[attr-defined]  # a Starlette application
    page = web.post("/join", data={"word": "river"}).text
    after = web.post("/signal", data={**hidden(page, "/signal"), "signal": "pause"}).text
    assert '<details class="promise" open>' in after
    assert POLL.form() in after
    assert hidden(after, "/answer")["seat"] == hidden(page, "/answer")["seat"]


def test_a_signal_that_is_refused_leads_back_too(web: TestClient) -> None:
    """A signal to what was closed meanwhile says so, with a way on."""
    page = web.post("/join", data={"word": "river"}).text
    web.app.state.room.close(PACE.id)  # type: ignore[attr-defined]  # a Starlette application
    reply = web.post("/signal", data={**hidden(page, "/signal"), "signal": "pause"})
    assert reply.status_code == 409
    assert "This question is closed." in reply.text
    assert hidden(reply.text, "/next")["seat"]


def boxed() -> tuple[TestClient, str]:
    """A phone without a script, before a question and an open box."""
    room = make_room(activities=[PACE, BOX, POLL])
    for one in (PACE, BOX, POLL):
        room.open(one.id)
    web = client(room)
    return web, web.post("/join", data={"word": "river", "ticket": number("a")}).text


def fields_of(html: str, activity: str) -> dict[str, str]:
    """Return the hidden fields of the form that answers this activity."""
    forms = re.findall(r'<form[^>]*action="/answer".*?</form>', html, re.DOTALL)
    (form,) = [one for one in forms if f'name="activity" value="{activity}"' in one]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_a_box_is_answered_beside_the_question() -> None:
    """Without a script the box is filled, taken back and filled anew, and the question stays."""
    web, page = boxed()
    pool = web.app.state.room.asked[BOX.id].tally.pool  # type: ignore[attr-defined]
    assert standing_on(page) == ["Pace", "Question box"]
    assert BOX.form() in page
    sent = {**fields_of(page, BOX.id), "words": " Why?\r\n And how? "}
    thanks = web.post("/answer", data=sent).text
    assert pool == ["Why? And how?"]
    assert "The room sees the facilitator’s words in place of yours." in thanks
    assert "This phone has answered or passed." in thanks  # folded, where the field was
    after = web.post("/take-back", data=hidden(thanks, "/take-back")).text
    assert pool == []
    assert POLL.form() in after
    web.post("/answer", data={**fields_of(after, BOX.id), "words": "Something else?"})
    assert pool == ["Something else?"]
    answered = web.post("/answer", data={**fields_of(after, POLL.id), "choice": "1"})
    assert "Thank you. That is in." in answered.text


def test_an_empty_box_says_what_is_missing() -> None:
    """Nothing written: the same page comes back, the box unfolded with a line in it."""
    web, page = boxed()
    reply = web.post("/answer", data=fields_of(page, BOX.id))
    assert reply.status_code == 422
    line = (
        '<p class="askfirst-error" role="alert">Nothing is written yet. Write a question, or Pass.'
    )
    assert reply.text.count(line) == 1
    assert reply.text.index("<aside") < reply.text.index(line)
    assert '<details class="promise" open><summary>Question box' in reply.text
    assert POLL.form() in reply.text


def test_a_second_question_of_one_phone_is_refused() -> None:
    """One question a phone: a second one is refused with a way on, and a pass looks the same."""
    pages = set()
    for given in ({"words": "Why?"}, {"choice": "pass"}, {"choice": "pass", "words": "Why?"}):
        web, page = boxed()
        sent = fields_of(page, BOX.id)
        thanks = web.post("/answer", data={**sent, "nonce": number("n"), **given}).text
        pages.add(re.sub(r'value="\w{32}"', "", thanks))
        second = web.post("/answer", data={**sent, "nonce": number("m"), "words": "And?"})
        assert second.status_code == 409
        assert "has answered or passed already" in second.text
        assert hidden(second.text, "/next")["seat"]
    assert len(pages) == 1


def test_phones_are_not_told_the_types() -> None:
    """What a phone fetches of a box holds neither types nor a line for the facilitator."""
    web, _ = boxed()
    told = web.get("/standing").text
    assert BOX.question in json.loads(told)["standing"][1]["spec"]["question"]
    assert not [kind for kind in ("disclosure", "shock", "off-topic") if kind in told.lower()]


def test_a_forged_seat_is_shown_no_box() -> None:
    """With a box open a page needs a seat of this room, or leads back to the word."""
    web, _ = boxed()
    reply = web.post("/next", data={"seat": "A" * 43})
    assert (reply.status_code, 'name="word"' in reply.text) == (403, True)


def test_text_is_text_and_policy_allows_no_script(web: TestClient) -> None:
    """A question that looks like markup stays text in the form and in what a script fetches."""
    reply = web.post("/join", data={"word": "river"})
    assert "<b>pace" not in reply.text
    assert PACE.question in unescape(reply.text)
    assert "script-src 'none'" in reply.headers["content-security-policy"]
    (one,) = web.get("/standing").json()["standing"]
    assert one["spec"]["question"] == PACE.question
    assert set(one["spec"]["texts"]) == {"ask"}


def test_the_script_is_there_only_where_something_may_stand(web: TestClient) -> None:
    """A room without such activities has no such script, and tells of none."""
    assert web.get("/c/standing.js").headers["content-type"].startswith("text/javascript")
    plain = client(make_room(activities=[POLL]))
    assert plain.get("/c/standing.js").status_code == 404
    assert plain.get("/standing").json()["standing"] == []


def test_the_page_allows_its_own_scripts_only(web: TestClient) -> None:
    """What comes later is a file of the room itself, which the policy of the page allows."""
    policy = web.get("/").headers["content-security-policy"]
    assert "'self'" in policy.split("script-src")[1].split(";")[0]
    assert web.get("/c/standing.js").headers["x-content-type-options"] == "nosniff"


def test_phones_are_told_of_it_in_a_few_bytes() -> None:
    """What stands open is named in the snapshot, in the order of the plan, and not drawn there."""
    other = Pace("00-zz", "And now?")
    room = make_room(activities=[other, POLL, PACE])
    for one in (PACE, other):
        room.open(one.id)
    told = json.loads(room.phone_snapshot())
    assert told["standing"] == ["00-zz/1", "00-pace/1"]
    assert (told["activity"], told["held"]) == (None, [])


def test_the_script_keeps_nothing_and_makes_no_markup() -> None:
    """Like the page's own script it stores nothing, makes no HTML from text, and holds no text."""
    source = standing_script(TYPES)
    for word in ("localStorage", "sessionStorage", "cookie", "indexedDB", "caches", "innerHTML"):
        assert word not in source
    for word in ("insertAdjacentHTML", "document.write", "subtle", "randomUUID(", "eval("):
        assert word not in source
    code = re.sub(r"/\*.*?\*/|^\s*//.*$", "", read_text("standing.js"), flags=re.DOTALL | re.M)
    assert [s for s in re.findall(r'"([^"\n]*)"', code) if re.search(r"[a-z] [a-z]", s)] == []


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_script_is_one_module() -> None:
    """Components and surface together are one valid module with one export."""
    source = standing_script(TYPES)
    assert re.findall(r"\bexport\b[ \w]*", source) == ["export async function draw"]
    run = subprocess.run(
        ["node", "--input-type=module", "--check", "-"],
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
