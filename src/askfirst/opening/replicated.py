"""The room in the process that serves it: what it holds goes to the other process first."""

import asyncio
import queue
from collections import deque
from collections.abc import Callable
from typing import Literal

from askfirst.opening.wire import Count, Counted, Held, Hold
from askfirst.room import replica
from askfirst.room.keeper import Counts, Parts, Replicated
from askfirst.room.results import Results
from askfirst.room.state import Room
from askfirst.supervision.wire import Wire

Then = Literal["save", "finish"]


class ResultsElsewhere(Results):
    """Results that the other process writes, at the moment it holds what they belong to."""

    def __init__(self, results: Results, tell: Callable[[Then], None]) -> None:
        """Hold what they hold."""
        vars(self).update(vars(results))
        self._tell = tell

    def save(self) -> None:
        """Have the file written; when this returns, it has been synced."""
        self._tell("save")

    def finish(self) -> None:
        """Have the tables written."""
        self._tell("finish")


class Replica:
    """Sends what a room holds to the other process, and hears that it is held.

    Args:
        room: The room; from now on nothing leaves it that is not held there, too.
        wire: The way to the other process.
    """

    def __init__(self, room: Room, wire: Wire) -> None:
        self._wire = wire
        self._loop = asyncio.get_running_loop()
        self._expected: deque[Then | None] = deque()  # what the answers to come are about
        self._answers: queue.SimpleQueue[Held] = queue.SimpleQueue()
        self._counting: deque[asyncio.Future[Counts]] = deque()
        self.keeper = Replicated(
            parts=lambda only: replica.parts(room, only), send=self._send, counted=self._count
        )
        room.keeper = self.keeper
        if room.results is not None:
            room.results = ResultsElsewhere(room.results, self._have)

    def answered(self, held: Held) -> None:
        """Take an answer; called by the thread that listens."""
        if self._expected.popleft() is None:
            self._loop.call_soon_threadsafe(self.keeper.arrived)
        else:
            self._answers.put(held)

    def counted(self, message: Counted) -> None:
        """Take a count; called by the thread that listens."""
        asked = self._counting.popleft()

        def tell() -> None:
            if not asked.done():  # nobody waits any more
                asked.set_result(message.held)

        self._loop.call_soon_threadsafe(tell)

    def _count(self) -> "asyncio.Future[Counts]":
        asked: asyncio.Future[Counts] = self._loop.create_future()
        self._counting.append(asked)
        self._wire.send(Count())
        return asked

    def _send(self, parts: Parts, then: Then | None = None) -> None:
        self._expected.append(then)
        self._wire.send(Hold(parts, then))

    def _have(self, then: Then) -> None:
        """Have something done there and wait for it, as for a disk: nothing else happens here."""
        parts = self.keeper.unsent(amid=True)
        self._send(parts, then)
        error = self._answers.get().error
        if error is not None:
            raise error
        self.keeper.sent(parts)
