"""Every type of activity on the phone: it is asked, answered and counted, or never asked at all."""

import gzip
import json
import re
from typing import Final

import pytest

from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.release import Tier
from askfirst.room.state import Room
from tests.examples import ANSWERED, ASKED, EXAMPLES, OWN, SHARED, SIGNALLED, STANDING, example
from tests.forms import Form
from tests.room.rooms import Phone, client, make_room, number

MOST_BYTES: Final = 7300


@pytest.fixture(params=ANSWERED)
def parts(request: pytest.FixtureRequest) -> tuple[Activity, ...]:
    """What phones are asked and send, of each type that a room answers."""
    example(str(request.param))
    asked = (part for a in EXAMPLES if a.type == request.param for part in a.parts())
    return tuple(part for part in asked if part.collects)


@pytest.fixture(params=SIGNALLED)
def signalled(request: pytest.FixtureRequest) -> Activity:
    """One activity of each type that takes signals in place of answers."""
    return example(str(request.param))


@pytest.fixture(params=OWN)
def own(request: pytest.FixtureRequest) -> Activity:
    """One activity of each type that is for oneself."""
    return example(str(request.param))


def choice_of(asked: Activity) -> str:
    """The canonical choice of a form in which the first of everything was taken."""
    sent = Form(asked.form()).filled()
    chosen = [*sent.get("before", []), *sent.get("choice", [])]
    return asked.from_fields(chosen, "".join(sent.get("words", [])))


def counted(room: Room, asked: Activity) -> object:
    """What the room counted, to compare with what the choice stands for."""
    tally = room.asked[asked.id].tally
    places = tuple(place for place, count in enumerate(tally.counts) if count)
    return places, list(tally.pool), sum(tally.counts) + len(tally.pool)


def expected(asked: Activity) -> object:
    answer = asked.read_choice(choice_of(asked))
    said = [answer.text] if answer.text else []
    return answer.cells, said, len(answer.cells) + len(said)


def test_form_makes_a_choice_that_can_be_read(parts: tuple[Activity, ...]) -> None:
    """What a form without JavaScript sends is read as an answer, and so is Pass."""
    for asked in parts:
        answer = asked.read_choice(choice_of(asked))
        assert not answer.passed
        assert answer.cells or answer.text
        assert asked.read_choice(asked.from_fields(["pass"])).passed


def test_phone_without_javascript_answers(parts: tuple[Activity, ...]) -> None:
    """Without JavaScript a phone gets the form, and what it sends is counted."""
    for asked in parts:
        room = make_room(activities=[asked])
        room.open(asked.id)
        web = client(room)
        page = web.post("/join", data={"word": "river"}).text
        assert asked.form() in page
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        sent = {**hidden, **Form(asked.form()).filled()}
        assert web.post("/answer", data=sent).status_code == 200
        assert counted(room, asked) == expected(asked)


def test_phone_with_javascript_answers(parts: tuple[Activity, ...]) -> None:
    """With JavaScript a phone gets component and spec, and the choice that it sends is counted."""
    for asked in parts:
        room = make_room(activities=[asked])
        room.open(asked.id)
        web = client(room)
        page = web.get("/").text
        data = json.loads(re.findall(r'id="data">(.*?)</script>', page)[0])
        spec, source = data["now"]["activity"], page
        if asked.standing:
            assert data["now"]["standing"] == [f"{asked.id}/1"]
            spec = web.get("/standing").json()["standing"][0]["spec"]
            source = web.get("/c/standing.js").text
        assert f'define("askfirst-{asked.type}"' in source
        assert spec["question"] == ASKED
        seat = web.post("/join", json={"word": "river", "ticket": number("a")}).json()["seat"]
        said = {"seat": seat, "activity": asked.id, "nonce": number("b"), "round": 1}
        web.post("/answer", json={**said, "choice": choice_of(asked)}).raise_for_status()
        assert counted(room, asked) == expected(asked)


@pytest.mark.parametrize("kind", SHARED)
def test_phone_page_is_small(kind: str) -> None:
    """With it open, and all that may stand beside it, the page has at most 7,300 bytes packed."""
    for asked in example(kind).parts():
        standing = [one for one in STANDING if one.id != asked.id]
        room = make_room(activities=[asked, *standing])
        for one in (asked, *standing):
            room.open(one.id)
        html = client(room).get("/").content
        assert len(gzip.compress(html, 9, mtime=0)) <= MOST_BYTES


def test_phones_give_signals(signalled: Activity) -> None:
    """With JavaScript and without, a phone gives each signal, and no answer is taken."""
    for scripted in (True, False):
        room = make_room(activities=[signalled])
        room.open(signalled.id)
        web = client(room)
        page = web.post("/join", data={"word": "river"}).text
        (key,) = json.loads(room.phone_snapshot())["standing"]
        assert key == f"{signalled.id}/1"
        assert f'define("askfirst-{signalled.type}"' in web.get("/c/standing.js").text
        assert web.get("/standing").json()["standing"][0]["spec"]["question"] == ASKED
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        for signal in signalled.signals:
            assert f'<button name="signal" value="{signal}">' in page
            sent = {**hidden, "signal": signal}
            given = {"json": sent, "data": None} if scripted else {"json": None, "data": sent}
            reply = web.post("/signal", json=given["json"], data=given["data"])
            assert reply.status_code == 200
        with pytest.raises(RoomError):
            Phone(room, "a").answer(signalled, signalled.signals[0])


def test_room_refuses_what_is_private(own: Activity) -> None:
    """The room neither opens what is private nor takes an answer to it, and no form sends one."""
    room = make_room(activities=[own])
    with pytest.raises(RoomError) as refused:
        room.open(own.id)
    assert refused.value.code == "private"
    with pytest.raises(RoomError):
        Phone(room, "a").answer(own, "0")
    assert Form(own.form()).controls == {}
    assert ASKED not in client(room).get("/").text


def test_phone_shows_what_collects_nothing_and_sends_none_of_it() -> None:
    """What collects nothing is asked on small pages too, with no form, and no answer is taken."""
    kept = [part for a in EXAMPLES for part in a.parts() if not part.collects]
    for asked in (part for part in kept if part.tier is not Tier.PRIVATE):
        room = make_room(activities=[asked])
        room.open(asked.id)
        web = client(room)
        assert len(gzip.compress(web.get("/").content, 9, mtime=0)) <= MOST_BYTES
        assert Form(asked.form()).controls == {}
        assert asked.form() in web.post("/join", data={"word": "river"}).text
        with pytest.raises(RoomError):
            Phone(room, "a").answer(asked, "0")
