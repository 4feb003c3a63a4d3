"""What is held while workers come and go."""

import asyncio
import sys

import pytest

from askfirst.errors import StartError
from askfirst.hosting.front import hash_key
from askfirst.hosting.holder import SAID, Holder
from askfirst.hosting.shelf import Shelf
from askfirst.hosting.wire import Gone, HoldRoom, Made, New, Settings
from tests.hosting.hosted import DOMAIN, KEY

SETTINGS = Settings(domain=DOMAIN, organisation=hash_key(KEY), hours=1)
SHELF = Shelf(offers={}, services=())


def made(name: str) -> Made:
    return Made(
        name=name,
        address=f"{name}.{DOMAIN}",
        plan="p",
        word="w",
        host_key="k",
        head_count=1,
        until=1,
    )


class Told:
    """A wire that keeps what is said."""

    def __init__(self) -> None:
        self.messages: list[object] = []

    def send(self, message: object) -> None:
        self.messages.append(message)


async def begun() -> Holder:
    return Holder(SETTINGS, SHELF, (), warn=print)


def test_parts_of_rooms_are_held_apart() -> None:
    """What one room sends stands beside no other, and is gone once the room is."""
    holder, wire = asyncio.run(begun()), Told()
    for message in (
        New(made("amber")),
        New(made("lemon")),
        HoldRoom("amber", {"seats": b"1", "room": b"a"}),
        HoldRoom("lemon", {"seats": b"2"}),
        HoldRoom("amber", {"seats": b"3"}),
        Gone("lemon"),
    ):
        holder._take(message, wire)  # type: ignore[arg-type]
    assert {name: kept.parts for name, kept in holder.rooms.items()} == {
        "amber": {"seats": b"3", "room": b"a"}
    }
    assert [type(message).__name__ for message in wire.messages] == ["HeldRoom"] * 3


def test_a_worker_that_cannot_live_is_given_up() -> None:
    """One that dies three times in a row, before it held a room, is not started a fourth time."""
    warned: list[str] = []

    async def run() -> None:
        program = (sys.executable, "-c", "raise SystemExit(7)")
        await Holder(SETTINGS, SHELF, (), warn=warned.append, program=program).run()

    with pytest.raises(StartError, match=r"stopped 3 times in a row \(exit code 7\)"):
        asyncio.run(run())
    assert warned == [SAID.again] * 2
