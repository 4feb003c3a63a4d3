"""Publish and subscribe for whole snapshots: who comes late, or reads slowly, is right at once."""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, Protocol

from askfirst.errors import RoomError

END: Final = b""  # in place of a snapshot: there are no more
QUIET: Final = b" "  # in place of a snapshot: there was none for a while


class Subscriber(Protocol):
    """What holds a place at a broker, and can be sent away."""

    def end(self) -> None:
        """Say that there are no more."""


class Newest:
    """The newest snapshot that one reader has not read yet; a queue of one, and much smaller."""

    __slots__ = ("_awaited", "_snapshot")

    def __init__(self) -> None:
        self._snapshot: bytes | None = None
        self._awaited: asyncio.Future[None] | None = None

    def put(self, snapshot: bytes, *, wake: bool = True) -> None:
        """Put a snapshot in place of one that was not read yet; nothing follows an end.

        Args:
            snapshot: The snapshot.
            wake: Whether who waits for it hears of it now, or by `wake` soon.
        """
        if self._snapshot != END:
            self._snapshot = snapshot
        if wake:
            self.wake()

    def end(self, _: object = None) -> None:
        """Say that there are no more."""
        self.put(END)

    def qsize(self) -> int:
        """Return how many there are to read: one or none."""
        return int(self._snapshot is not None)

    async def get(self, *, within: float = math.inf) -> bytes:
        """Return it as soon as there is one, or `QUIET` after so many seconds."""
        if self._snapshot is None:
            loop = asyncio.get_running_loop()
            self._awaited = loop.create_future()
            # Of a thousand readers each has one: far smaller and quicker than `asyncio.timeout`.
            timer = None if within == math.inf else loop.call_later(within, self.wake)
            try:
                await self._awaited
            finally:
                self._awaited = None
                if timer is not None:
                    timer.cancel()
        snapshot = QUIET if self._snapshot is None else self._snapshot
        self._snapshot = END if snapshot == END else None
        return snapshot

    def wake(self) -> None:
        """Let who waits go on."""
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(None)


def busy() -> RoomError:
    """Return what is said when as many as are allowed follow already."""
    return RoomError("busy", "Too many pages are open. Close one and reload.", 503)


class Broker:
    """Hands the newest snapshot to every subscriber.

    Args:
        most: How many may subscribe at once.
    """

    def __init__(self, *, most: int) -> None:
        self.most = most
        self._subscribed: set[Subscriber] = set()
        self._readers: set[Newest] = set()
        self._nobody = asyncio.Event()
        self._nobody.set()

    @property
    def subscribers(self) -> int:
        """How many are subscribed."""
        return len(self._subscribed)

    def publish(self, snapshot: bytes) -> None:
        """Give all who read this snapshot in place of one they have not read yet.

        They hear of it once the step is taken that told it. Where that is held elsewhere by then, a
        thousand phones need not wait for it one by one.
        """
        for newest in self._readers:
            newest.put(snapshot, wake=False)
        if self._readers:
            asyncio.get_running_loop().call_soon(self._wake)

    def _wake(self) -> None:
        for newest in self._readers:
            newest.wake()

    def enter(self, newest: Newest | None = None) -> Newest:
        """Subscribe, until `leave`.

        Args:
            newest: What the subscriber reads, where there is one already.

        Raises:
            RoomError: `busy`, when as many as are allowed have subscribed.
        """
        if self.subscribers >= self.most:
            raise busy()
        newest = Newest() if newest is None else newest
        self.hold(newest)
        self.read(newest)
        return newest

    def hold(self, subscriber: Subscriber) -> None:
        """Count one, whoever reads for it, until `leave`; it takes the place of one who entered."""
        self._subscribed.add(subscriber)
        self._nobody.clear()

    def read(self, newest: Newest) -> None:
        """Hand snapshots to one who reads, perhaps for others, until `leave`."""
        self._readers.add(newest)

    def leave(self, subscriber: Subscriber) -> None:
        """Give the place back."""
        self._subscribed.discard(subscriber)
        if isinstance(subscriber, Newest):
            self._readers.discard(subscriber)
        if not self._subscribed:
            self._nobody.set()

    def end(self, subscriber: Subscriber) -> None:
        """Send a subscriber away, and give the place back at once."""
        self.leave(subscriber)
        subscriber.end()

    async def emptied(self) -> None:
        """Wait until nobody is subscribed."""
        await self._nobody.wait()

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[Newest]:
        """Subscribe until the block is left, however that happens."""
        newest = self.enter()
        try:
            yield newest
        finally:
            self.leave(newest)
