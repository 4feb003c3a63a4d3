"""Publish and subscribe for whole snapshots: who comes late, or reads slowly, is right at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from askfirst.errors import RoomError


def busy() -> RoomError:
    """Return what is said when as many as are allowed follow already."""
    return RoomError("busy", "Too many pages are open. Close one and reload.", 503)


class Broker:
    """Hands the newest snapshot to every subscriber, each over a queue of one.

    Args:
        most: How many may subscribe at once.
    """

    def __init__(self, *, most: int) -> None:
        self.most = most
        self._queues: set[asyncio.Queue[bytes]] = set()
        self._nobody = asyncio.Event()
        self._nobody.set()

    @property
    def subscribers(self) -> int:
        """How many are subscribed."""
        return len(self._queues)

    def publish(self, snapshot: bytes) -> None:
        """Give all subscribers this snapshot in place of one they have not read yet."""
        for queue in self._queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(snapshot)

    def end(self, queue: asyncio.Queue[bytes]) -> None:
        """Send away one that is subscribed: the last it reads is empty."""
        if queue in self._queues:
            self._queues.discard(queue)
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(b"")

    @asynccontextmanager
    async def subscribe(
        self, queue: asyncio.Queue[bytes] | None = None
    ) -> AsyncIterator[asyncio.Queue[bytes]]:
        """Subscribe until the block is left, however that happens.

        Args:
            queue: An empty queue of one, where there is one already.

        Raises:
            RoomError: `busy`, when as many as are allowed have subscribed.
        """
        if self.subscribers >= self.most:
            raise busy()
        queue = asyncio.Queue[bytes](maxsize=1) if queue is None else queue
        self._queues.add(queue)
        self._nobody.clear()
        try:
            yield queue
        finally:
            self._queues.discard(queue)
            if not self._queues:
                self._nobody.set()

    async def emptied(self) -> None:
        """Wait until nobody is subscribed."""
        await self._nobody.wait()
