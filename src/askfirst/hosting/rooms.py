"""The rooms that one worker holds, each with an application, a name and an end of its own."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from starlette.applications import Starlette

from askfirst.errors import RoomError
from askfirst.hosting.names import choose_key, choose_words
from askfirst.hosting.refusals import refusal
from askfirst.hosting.results import ResultsInMemory
from askfirst.hosting.shelf import Offer, Shelf
from askfirst.hosting.wire import Gone, HoldRoom, Kept, Made, New, Settings
from askfirst.opening.code import qr_path
from askfirst.opening.wishes import MOST
from askfirst.room import replica
from askfirst.room.app import create_app
from askfirst.room.keeper import Replicated
from askfirst.room.snapshots import Place
from askfirst.room.state import Room

MOST_ROOMS: Final = 2000
HOUR: Final = 3600.0


@dataclass(frozen=True, kw_only=True)
class Running:
    """A room that answers."""

    made: Made
    room: Room
    app: Starlette
    keeper: Replicated
    ticking: "asyncio.Task[None]"


class Rooms:
    """Makes, finds and drops rooms, and has each of their steps held by the other process.

    Args:
        shelf: What rooms are made of.
        settings: Where they are, and for how long.
        tell: Says something to the other process.
        now: Seconds that only go forward, the same for both processes.
    """

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings,
        *,
        tell: Callable[[object], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shelf = shelf
        self._settings = settings
        self._tell = tell
        self._now = now
        self._running: dict[str, Running] = {}

    def __len__(self) -> int:
        return len(self._running)

    def __iter__(self) -> Iterator[Running]:
        """Iterate over the rooms."""
        return iter(tuple(self._running.values()))

    def find(self, name: str) -> Running | None:
        """Return the room of this name, if it is here."""
        return self._running.get(name)

    async def make(self, name: str, address: str, fields: Mapping[str, Any]) -> Running:
        """Make a room, and return it once the other process holds it as well.

        Args:
            name: Its name.
            address: How it was asked for, port included.
            fields: `plan` and `headCount`.

        Raises:
            RoomError: `taken`, `too_many_rooms`, `unknown_plan` or `bad_head_count`.
        """
        if name in self._running:
            raise refusal("taken")
        if len(self) >= MOST_ROOMS:
            raise refusal("too_many_rooms")
        plan = str(fields.get("plan", ""))
        self._shelf.offer(plan)
        made = Made(
            name=name,
            address=address,
            plan=plan,
            word=choose_words(),
            host_key=choose_key(),
            head_count=_head_count(fields.get("headCount")),
            until=self._now() + self._settings.hours * HOUR,
        )
        self._tell(New(made))
        running = self._begin(made)
        running.keeper.changed()
        await running.keeper.settled()
        return running

    async def resume(self, kept: Kept) -> None:
        """Go on with a room that the other process held."""
        running = self._begin(kept.made)
        replica.take(running.room, kept.parts)
        running.room.phones.most = 3 * running.room.seats.head_count + 32
        running.keeper.sent(kept.parts)
        running.keeper.changed()  # any part, so that all are compared once
        await running.keeper.settled()
        running.room.signals.resume()

    def arrived(self, name: str) -> None:
        """Take note that a step of a room is held by the other process."""
        if running := self._running.get(name):
            running.keeper.arrived()

    def sweep(self) -> None:
        """Drop the rooms whose time is over."""
        for running in self:
            if running.made.until <= self._now():
                self._end(running)
                del self._running[running.made.name]
                self._tell(Gone(running.made.name))

    def end(self) -> None:
        """End all rooms: their phones are told."""
        for running in self:
            self._end(running)

    @staticmethod
    def _end(running: Running) -> None:
        if not running.room.ended:
            running.room.end()
        running.app.state.closing.set()
        running.ticking.cancel()

    def _begin(self, made: Made) -> Running:
        offer = self._shelf.offer(made.plan)
        host = f"{made.name}.{self._settings.domain}"
        room = _room(made, offer, scheme="http" if self._settings.plain else "https")
        keeper = Replicated(
            parts=lambda only: replica.parts(room, only),
            send=lambda parts: self._tell(HoldRoom(made.name, parts)),
        )
        room.keeper = keeper
        app = create_app(
            room, hosts=(host,), pages=offer.pages, services=self._shelf.services, hosted=True
        )
        ticking = asyncio.ensure_future(_alive(app))
        running = Running(made=made, room=room, app=app, keeper=keeper, ticking=ticking)
        self._running[made.name] = running
        return running


async def _alive(app: Starlette) -> None:
    """Let an application have its look every 15 seconds, until it is cancelled."""
    async with app.router.lifespan_context(app):
        await asyncio.Event().wait()


def _room(made: Made, offer: Offer, *, scheme: str) -> Room:
    join = f"{scheme}://{made.address}/#{made.word}"
    path, size = qr_path(join)
    room = Room(
        offer.activities,
        word=made.word,
        head_count=made.head_count,
        host_key=made.host_key,
        results=ResultsInMemory(day=date.today(), plan=made.plan),
        plan=made.plan,
        place=Place(address=made.address, join=join, qr=path, size=size, plan=offer.plan),
    )
    room.door = None  # nobody starts a browser here
    return room


def _head_count(given: object) -> int:
    if type(given) is int and 1 <= given <= MOST:
        return given
    raise RoomError("bad_head_count", f"A head count is a whole number from 1 to {MOST}.", 422)
