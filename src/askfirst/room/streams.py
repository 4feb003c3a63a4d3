"""Server-sent events: the whole snapshot at once, then each new one, and an end at shutdown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Final

from starlette.responses import StreamingResponse

from askfirst.room.events import Broker

PING_SECONDS: Final = 15.0
RETRY: Final = b"retry: 1500\n"  # milliseconds until a page asks again for a stream that broke


class Stream:
    """Makes replies that stay open until the page or the room goes.

    Args:
        closing: Set when the room shuts down; every stream then ends.
        ended: Set when the workshop has ended; a stream then ends once it has said so.
        ping: Seconds after which a comment keeps a quiet connection alive.
    """

    def __init__(
        self,
        closing: asyncio.Event,
        *,
        ended: asyncio.Event | None = None,
        ping: float = PING_SECONDS,
    ) -> None:
        self.closing = closing
        self.ended = ended or asyncio.Event()
        self.ping = ping

    async def reply(self, broker: Broker, *, event: str, first: bytes) -> StreamingResponse:
        """Return a reply that sends a snapshot now and whenever the broker has a new one.

        Raises:
            RoomError: `busy`, when too many follow already.
        """
        stack = AsyncExitStack()
        queue = await stack.enter_async_context(broker.subscribe())
        return _Events(self._frames(queue, event=event, first=first), stack)

    async def _frames(
        self, queue: asyncio.Queue[bytes], *, event: str, first: bytes
    ) -> AsyncIterator[bytes]:
        yield RETRY + _frame(event, first)
        closed = asyncio.ensure_future(self.closing.wait())
        news = asyncio.ensure_future(queue.get())
        try:
            while not self.closing.is_set() and not (
                self.ended.is_set() and _all_said(news, queue)
            ):
                await asyncio.wait(
                    {news, closed}, timeout=self.ping, return_when=asyncio.FIRST_COMPLETED
                )
                if news.done():
                    yield _frame(event, news.result())
                    news = asyncio.ensure_future(queue.get())
                else:
                    yield b":\n\n"
        finally:
            closed.cancel()
            news.cancel()


def _all_said(news: "asyncio.Future[bytes]", queue: "asyncio.Queue[bytes]") -> bool:
    """Whether the newest snapshot has gone out."""
    return queue.empty() and not news.done()


class _Events(StreamingResponse):
    """A stream that gives its place back when it ends, however that happens."""

    media_type = "text/event-stream"

    def __init__(self, frames: AsyncIterator[bytes], stack: AsyncExitStack) -> None:
        super().__init__(frames)
        self._stack = stack

    async def __call__(self, *args: object) -> None:
        async with self._stack:
            await super().__call__(*args)  # type: ignore[arg-type]  # scope, receive, send


def _frame(event: str, snapshot: bytes) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (event.encode(), snapshot)
