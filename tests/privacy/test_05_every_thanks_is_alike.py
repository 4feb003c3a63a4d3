"""Proof 5: a thank-you tells nothing of the answer it is for, nor whether it was a pass."""

import asyncio

import pytest

from askfirst.activities.base import Activity
from askfirst.room.app import create_app
from tests.privacy.kinds import ASKED, SIGNALS, choices_of, forms_of, name_of
from tests.privacy.wire import Reply, WirePhone
from tests.room.rooms import HOST, make_room

EVERY_KIND = pytest.mark.parametrize("asked", ASKED, ids=name_of)


async def by_script(asked: Activity, choice: str) -> tuple[Reply, ...]:
    """Return all that a phone is told of an answer: at first, again, after close, taken back."""
    room = make_room(activities=[asked])
    room.open(asked.id)
    phone = WirePhone(create_app(room, hosts=[HOST]), "a")
    seat = await phone.seat()
    replies = [await phone.answer(seat, asked, choice) for _ in range(2)]
    room.tick()
    room.close(asked.id)
    replies.append(await phone.answer(seat, asked, choice))
    replies += [await phone.take_back(seat, asked, choice) for _ in range(2)]
    return tuple(replies)


async def by_form(asked: Activity, choice: str) -> tuple[Reply, ...]:
    """Return the pages that a phone without a script gets of it: thanks, further, taken back."""
    room = make_room(activities=[asked])
    room.open(asked.id)
    phone = WirePhone(create_app(room, hosts=[HOST]), "a")
    seat = await phone.seat()
    fields = phone.message(seat, asked, "")
    del fields["choice"]
    replies = [
        await phone.post("/answer", {**fields, **forms_of(asked)[choice]}, form=True)
        for _ in range(2)
    ]
    replies.append(await phone.post("/next", {"seat": seat}, form=True))
    room.close(asked.id)
    replies.append(await phone.post("/answer", {**fields, **forms_of(asked)[choice]}, form=True))
    replies.append(await phone.post("/take-back", fields, form=True))
    return tuple(replies)


@EVERY_KIND
def test_a_script_is_thanked_in_the_same_bytes(asked: Activity) -> None:
    """Status, headers and body are the same for every choice and a pass, at every step."""
    seen = {asyncio.run(by_script(asked, choice)) for choice in choices_of(asked)}
    assert len(seen) == 1
    (replies,) = seen
    assert {(reply.status, reply.body) for reply in replies} == {(200, b'{"accepted":true}')}


@EVERY_KIND
def test_a_form_is_thanked_in_the_same_bytes(asked: Activity) -> None:
    """Without JavaScript too: each page is the same, so none holds a trace of the choice."""
    seen = {asyncio.run(by_form(asked, choice)) for choice in choices_of(asked)}
    assert len(seen) == 1
    (replies,) = seen
    assert {reply.status for reply in replies} == {200}
    assert b"Thank you. That is in." in replies[0].body or not asked.standing


def test_every_signal_is_acknowledged_in_the_same_bytes() -> None:
    """Each signal, by script and by form, is answered with the same bytes."""

    async def after(asked: Activity, signal: str) -> tuple[Reply, ...]:
        room = make_room(activities=[asked])
        room.open(asked.id)
        phone = WirePhone(create_app(room, hosts=[HOST]), "a")
        said = {"seat": await phone.seat(), "activity": asked.id, "signal": signal}
        return tuple([await phone.post("/signal", said, form=form) for form in (False, True)])

    for asked in SIGNALS:
        assert len({asyncio.run(after(asked, signal)) for signal in asked.signals}) == 1
