"""Proof 4: while a question is open, what the host sees does not depend on any answer."""

import asyncio
from collections.abc import Sequence

import pytest
from starlette.types import ASGIApp

from askfirst.activities.base import Activity
from askfirst.room.app import create_app
from askfirst.room.state import Room
from tests.privacy.kinds import ASKED, choices_of, name_of
from tests.privacy.wire import WirePhone, ask
from tests.room.rooms import CHECK, HOST, as_host, client, make_room

KEY = {name.lower(): value for name, value in as_host().items()}
EVERY_KIND = pytest.mark.parametrize("asked", ASKED, ids=name_of)


async def seen(room: Room, app: ASGIApp, asked: Activity) -> tuple[object, ...]:
    """Return every byte that the host can get of an open question, by asking for all there is."""
    paths = ("/host/state", f"/host/activities/{asked.id}/texts", "/standing")
    read = [await ask(app, path, headers=KEY) for path in paths]
    steps = ("release", "again", "sort")
    tried = [
        await ask(app, f"/host/activities/{asked.id}/{step}", {"text": 0}, headers=KEY)
        for step in steps
    ]
    return (*read, *tried, room.host_snapshot(), room.leader_snapshot(), room.phone_snapshot())


async def after(asked: Activity, choices: Sequence[str]) -> tuple[object, ...]:
    room = make_room(activities=[asked])
    room.open(asked.id)
    app = create_app(room, hosts=[HOST])
    for name, choice in enumerate(choices):
        phone = WirePhone(app, name)
        assert (await phone.answer(await phone.seat(), asked, choice)).status == 200
    room.tick()
    return await seen(room, app, asked)


@EVERY_KIND
def test_the_host_sees_the_same_bytes_whatever_is_chosen(asked: Activity) -> None:
    """Seven phones that choose alike, otherwise, differently or pass leave the same to see."""
    choices = choices_of(asked)
    rooms = [*([choice] * 7 for choice in choices), [choices[n % len(choices)] for n in range(7)]]
    assert len({asyncio.run(after(asked, room)) for room in rooms}) == 1


@EVERY_KIND
def test_between_two_snapshots_nothing_moves(asked: Activity) -> None:
    """Answers, passes, take-backs and new answers change no byte and send none to any stream."""

    async def run() -> None:
        room = make_room(activities=[asked])
        room.open(asked.id)
        app = create_app(room, hosts=[HOST])
        phones = [WirePhone(app, name) for name in range(9)]
        seats = [await phone.seat() for phone in phones]
        room.tick()
        async with (
            room.hosts.subscribe() as decks,
            room.leaders.subscribe() as leaders,
            room.phones.subscribe() as told,
        ):
            before = await seen(room, app, asked)
            for place, (phone, seat) in enumerate(zip(phones, seats, strict=True)):
                choice = choices_of(asked)[place % len(choices_of(asked))]
                replies = [await phone.answer(seat, asked, choice)]
                if place % 3 == 0:
                    replies.append(await phone.take_back(seat, asked, choice))
                    replies.append(await phone.answer(seat, asked, choice, turn=2))
                assert {reply.status for reply in replies} == {200}
                assert await seen(room, app, asked) == before
            assert (decks.qsize(), leaders.qsize(), told.qsize()) == (0, 0, 0)
            room.tick()
            assert await seen(room, app, asked) != before
            assert (decks.qsize(), leaders.qsize(), told.qsize()) == (1, 1, 0)

    asyncio.run(run())


@EVERY_KIND
def test_below_five_a_look_shows_nothing(asked: Activity) -> None:
    """Four answers look like none, at every look."""

    async def run() -> None:
        room = make_room(activities=[asked])
        room.open(asked.id)
        app = create_app(room, hosts=[HOST])
        seats = [await WirePhone(app, name).seat() for name in range(4)]
        before = await seen(room, app, asked)
        for name, seat in enumerate(seats):
            assert (await WirePhone(app, name).answer(seat, asked, "pass")).status == 200
            room.tick()
            assert await seen(room, app, asked) == before

    asyncio.run(run())


def test_whoever_compares_sees_that_the_comparison_works() -> None:
    """Once a result is shown, what was chosen does make a difference to what the host sees."""
    shown = set()
    for choice in "01":
        room = make_room(activities=[CHECK])
        web = client(room)
        room.open(CHECK.id)
        for name in range(12):
            seat = web.post("/join", json={"word": "river", "ticket": f"{name:032x}"})
            said = {"seat": seat.json().get("seat"), "activity": CHECK.id, "nonce": f"{name:032x}"}
            web.post("/answer", json={**said, "choice": choice})
        room.close(CHECK.id)
        room.release(CHECK.id)
        shown.add(room.host_snapshot())
    assert len(shown) == 2
