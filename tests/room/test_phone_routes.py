import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from askfirst.activities.base import Activity
from askfirst.room.state import Room
from tests.room.rooms import (
    CHECK,
    POLL,
    SCALE,
    SEVERAL,
    WORDS,
    client,
    held,
    make_room,
    number,
)

FORMS: list[tuple[Activity, list[dict[str, Any]]]] = [
    (POLL, [{"choice": "0"}, {"choice": "2"}, {"choice": "pass"}]),
    (SEVERAL, [{}, {"choice": ["0", "2"]}, {"choice": "pass"}]),
    (SCALE, [{"choice": "0"}, {"choice": "4"}, {"choice": "pass"}]),
    (WORDS, [{"words": "No"}, {"words": "Not now, thank you"}, {"choice": "pass", "words": ""}]),
]
CHOICES = [
    (POLL, ["0", "1", "2", "pass"]),
    (SEVERAL, ["+", "+0,1,2", "pass"]),
    (SCALE, ["0", "4", "pass"]),
    (WORDS, ["=No", "=Not now, thank you", "pass"]),
]


def join(web: TestClient, name: object = "a") -> str:
    reply = web.post("/join", json={"word": "river", "ticket": number(name)})
    return str(reply.json()["seat"])


def message(seat: str, activity: Activity, choice: str = "0", **other: object) -> dict[str, object]:
    fields = {"seat": seat, "activity": activity.id, "nonce": number("n"), "choice": choice}
    return {**fields, **other}


def hidden(html: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the form with this action."""
    (form,) = re.findall(rf'<form[^>]*action="{action}".*?</form>', html, re.DOTALL)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def open_room(activity: Activity) -> tuple[Room, TestClient]:
    room = make_room()
    room.open(activity.id)
    return room, client(room)


@pytest.mark.parametrize(("activity", "choices"), CHOICES)
def test_acknowledgement_is_the_same_for_every_choice(
    activity: Activity, choices: list[str]
) -> None:
    """Status, headers and body are the same for every choice and for a pass."""
    seen = set()
    for choice in choices:
        _, web = open_room(activity)
        reply = web.post("/answer", json=message(join(web), activity, choice))
        seen.add((reply.status_code, str(reply.headers), reply.content))
    assert len(seen) == 1


@pytest.mark.parametrize(("activity", "forms"), FORMS)
def test_thank_you_page_is_the_same_for_every_choice(
    activity: Activity, forms: list[dict[str, Any]]
) -> None:
    """Without JavaScript too: the page is the same, so it holds no trace of the choice."""
    seen = set()
    for fields in forms:
        _, web = open_room(activity)
        sent = {"seat": join(web), "activity": activity.id, "round": "1", "nonce": number("n")}
        reply = web.post("/answer", data={**sent, **fields})
        assert reply.status_code == 200
        assert "Thank you. That is in." in reply.text
        seen.add((str(reply.headers), reply.content))
    assert len(seen) == 1


def test_the_whole_way_without_javascript() -> None:
    """Join by word, answer, take it back, answer anew, go on: all by plain forms."""
    room, web = open_room(POLL)
    start = web.get("/")
    page = web.post("/join", data={"word": "River ", **hidden(start.text, "/join")})
    assert POLL.question in page.text
    page = web.post("/answer", data={"choice": "1", **hidden(page.text, "/answer")})
    assert room.asked[POLL.id].tally.counts == [0, 1, 0]
    page = web.post("/take-back", data=hidden(page.text, "/take-back"))
    assert room.asked[POLL.id].tally.counts == [0, 0, 0]
    page = web.post("/answer", data={"choice": "2", **hidden(page.text, "/answer")})
    assert room.asked[POLL.id].tally.counts == [0, 0, 1]
    page = web.post("/next", data=hidden(page.text, "/next"))
    assert "This phone has answered or passed." in page.text
    room.close(POLL.id)
    page = web.post("/next", data=hidden(page.text, "/next"))
    assert "This question is closed" in page.text
    room.open(SCALE.id)
    page = web.post("/next", data=hidden(page.text, "/next"))
    assert SCALE.question in page.text
    seat = hidden(page.text, "/answer")["seat"]
    room.end()
    page = web.post("/next", data={"seat": seat})
    assert "The workshop has ended" in page.text


def test_page_sent_twice_takes_one_seat_and_counts_once() -> None:
    """Going back and sending a page again changes nothing."""
    room, web = open_room(POLL)
    fields = {"word": "river", **hidden(web.get("/").text, "/join")}
    first, second = (web.post("/join", data=fields).text for _ in range(2))
    assert hidden(first, "/answer")["seat"] == hidden(second, "/answer")["seat"]
    sent = {"choice": "1", **hidden(first, "/answer")}
    pages = {web.post("/answer", data=sent).content for _ in range(3)}
    assert (len(pages), room.seats.joined) == (1, 1)
    assert room.asked[POLL.id].tally.counts == [0, 1, 0]


@pytest.mark.parametrize(
    ("activity", "line"),
    [
        (POLL, "Nothing is chosen yet. Choose one, or Pass."),
        (SCALE, "Nothing is chosen yet. Choose one, or Pass."),
        (WORDS, "Nothing is written yet. Write something, or Pass."),
    ],
)
def test_empty_form_comes_back_with_what_to_do(activity: Activity, line: str) -> None:
    """A form without a choice comes back with a line that says what to do."""
    _, web = open_room(activity)
    page = web.post("/join", data={"word": "river"})
    page = web.post("/answer", data=hidden(page.text, "/answer"))
    assert page.status_code == 422
    assert line in page.text
    assert activity.question in page.text


def test_wrong_word_without_javascript() -> None:
    """A wrong word brings the field back with what to do."""
    page = client(make_room()).post("/join", data={"word": "lake"})
    assert page.status_code == 403
    assert "That is not the word on the screen." in page.text
    assert 'name="word"' in page.text


def test_forged_seat_without_javascript() -> None:
    """An unknown seat leads back to the word."""
    _, web = open_room(POLL)
    page = web.post("/next", data={"seat": '"><script>alert(1)</script>'})
    assert page.status_code == 403
    assert 'name="word"' in page.text
    assert "<script" not in page.text


@pytest.mark.parametrize("change", ["seat", "nonce", "activity", "choice", "round"])
def test_forged_messages_are_refused(change: str) -> None:
    """A forged seat, nonce, activity, choice or round changes nothing."""
    room, web = open_room(POLL)
    seat = join(web)
    wrong: dict[str, object] = {
        "seat": "A" * 43,
        "nonce": "guess",
        "activity": "05-none",
        "choice": "9",
        "round": 2,
    }
    before = held(room.asked)
    reply = web.post("/answer", json={**message(seat, POLL), change: wrong[change]})
    assert 400 <= reply.status_code < 500
    assert set(reply.json()["error"]) == {"code", "message"}
    assert held(room.asked) == before


def test_seat_after_the_last_is_refused() -> None:
    """Seat N + 1 is refused with what to do."""
    web = client(make_room(head_count=2))
    for name in range(2):
        join(web, name)
    reply = web.post("/join", json={"word": "river", "ticket": number("late")})
    assert (reply.status_code, reply.json()["error"]["code"]) == (409, "full")


def test_replayed_answer_is_idempotent() -> None:
    """The same message again is acknowledged in the same bytes and counts nothing."""
    room, web = open_room(CHECK)
    sent = message(join(web), CHECK)
    replies = {web.post("/answer", json=sent).content for _ in range(5)}
    assert (len(replies), room.asked[CHECK.id].tally.counts) == (1, [1, 0])


def test_old_take_back_after_a_new_answer() -> None:
    """An old take-back is acknowledged again and leaves the new answer alone."""
    room, web = open_room(CHECK)
    seat = join(web)
    old, new = message(seat, CHECK), message(seat, CHECK, "1", nonce=number("new"))
    for path, sent in (("/answer", old), ("/take-back", old), ("/answer", new)):
        assert web.post(path, json=sent).status_code == 200
    web.post("/take-back", json=old)
    assert web.post("/answer", json=old).json()["error"]["code"] == "answered"
    assert room.asked[CHECK.id].tally.counts == [0, 1]


def test_guessed_nonce_takes_nothing_back() -> None:
    """A take-back with a guessed nonce is refused."""
    room, web = open_room(CHECK)
    seat = join(web)
    web.post("/answer", json=message(seat, CHECK))
    reply = web.post("/take-back", json=message(seat, CHECK, nonce=number("guess")))
    assert (reply.status_code, reply.json()["error"]["code"]) == (409, "nothing_to_take_back")
    assert room.asked[CHECK.id].tally.counts == [1, 0]


def test_component_of_another_type() -> None:
    """What draws another type is fetched when needed; nothing else lies there."""
    web = client(make_room())
    reply = web.get("/c/words.js")
    assert reply.headers["content-type"].startswith("text/javascript")
    assert "askfirst-words" in reply.text
    for path in ("/c/none.js", "/c/kit.js", "/c/../app.js", "/c/%2e%2e%2fphone.js"):
        assert web.get(path).status_code == 404


def test_burst_of_300_phones_behind_one_address() -> None:
    """Of 300 phones behind one address none is lost and none counts twice."""
    room = make_room(head_count=300)
    room.open(POLL.id)
    web = client(room)
    for name in range(300):
        assert web.get("/").status_code == 200
        sent = message(join(web, name), POLL, str(name % 3), nonce=number(name))
        assert web.post("/answer", json=sent).status_code == 200
        assert web.post("/answer", json=sent).status_code == 200
    assert room.asked[POLL.id].tally.counts == [100, 100, 100]
