"""Server-sent events: the whole snapshot at once, then each new one, and an end at shutdown."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.types import Receive, Scope, Send

from askfirst.room.events import END, QUIET, Broker, Newest, busy
from askfirst.room.places import Place, Places, address

PING_SECONDS: Final = 15.0
RETRY: Final = b"retry: 1500\n"  # milliseconds until a page asks again for a stream that broke
PING: Final = b":\n\n"
HEADERS: Final = ((b"content-type", b"text/event-stream; charset=utf-8"),)


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
        self._closed: asyncio.Task[object] | None = None

    def of(
        self,
        broker: Broker,
        *,
        event: str,
        first: Callable[[], bytes],
        places: Places | None = None,
    ) -> "Events":
        """Return what sends a snapshot now and whenever the broker has a new one.

        Args:
            broker: Who has the new ones.
            event: How the page calls them.
            first: Gives the snapshot of now.
            places: As many as the broker takes, where they are to be shared out by address.
        """
        return Events(self, broker, event, first, places)

    def closed(self) -> "asyncio.Task[object]":
        """Return what is done once the room closes: one for all, as there may be a thousand."""
        if self._closed is None:
            self._closed = asyncio.create_task(self.closing.wait())
        return self._closed


@dataclass(frozen=True)
class Events:
    """An ASGI application that is one stream, and gives its place back however it ends.

    All it keeps for a phone is one task beside the one that hears when the phone goes.
    """

    stream: Stream
    broker: Broker
    event: str
    first: Callable[[], bytes]
    places: Places | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until there is no more, or nobody to send it to.

        Raises:
            RoomError: `busy`, when too many follow already.
        """
        newest = Newest()
        place = self._take_place(address(scope), newest)
        try:
            self.broker.enter(newest)
            await self._send(newest, receive, send)
        finally:
            self.broker.leave(newest)
            if self.places is not None and place is not None:
                self.places.free(place)

    async def _send(self, newest: Newest, receive: Receive, send: Send) -> None:
        gone, closed = asyncio.ensure_future(_gone(receive)), self.stream.closed()
        gone.add_done_callback(newest.end)
        closed.add_done_callback(newest.end)
        try:
            first = RETRY + self._frame(self.first())
            await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS]})
            await _part(send, first)
            while not self._all_said(newest):
                news = await newest.get(within=self.stream.ping)
                if news == END:
                    break
                await _part(send, PING if news == QUIET else self._frame(news))
            await send({"type": "http.response.body", "body": b""})
        finally:
            closed.remove_done_callback(newest.end)
            gone.cancel()

    def _take_place(self, address: str, newest: Newest) -> Place | None:
        if self.places is None:
            return None
        place = self.places.take(address, lambda: self.broker.end(newest))
        if place is None:
            raise busy()
        return place

    def _all_said(self, newest: Newest) -> bool:
        """Return whether the workshop has ended, and the newest snapshot has gone out."""
        return self.stream.ended.is_set() and not newest.qsize()

    def _frame(self, snapshot: bytes) -> bytes:
        return b"event: %s\ndata: %s\n\n" % (self.event.encode(), snapshot)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _part(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})
