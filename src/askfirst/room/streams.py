"""Server-sent events: the whole snapshot at once, then each new one, and an end at shutdown."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.types import Receive, Scope, Send

from askfirst.room.carrier import PING, STAY, Carrier, Line
from askfirst.room.events import END, QUIET, Broker, Newest, busy
from askfirst.room.keeper import ALONE
from askfirst.room.places import Place, Places, address

PING_SECONDS: Final = 15.0
RETRY: Final = b"retry: 1500\n"  # milliseconds until a page asks again for a stream that broke
HEADERS: Final = ((b"content-type", b"text/event-stream; charset=utf-8"),)


class Stream:
    """Makes replies that stay open until the page or the room goes.

    Args:
        closing: Set when the room shuts down; every stream then ends.
        ended: Set when the workshop has ended; a stream then ends once it has said so.
        ping: Seconds after which a comment keeps a quiet connection alive.
        settled: Returns once all that a stream may tell is held elsewhere, too.
    """

    def __init__(
        self,
        closing: asyncio.Event,
        *,
        ended: asyncio.Event | None = None,
        ping: float = PING_SECONDS,
        settled: Callable[[], Awaitable[None]] = ALONE.settled,
    ) -> None:
        self.closing = closing
        self.settled = settled
        self.ended = ended or asyncio.Event()
        self.ping = ping
        self._closed: asyncio.Task[object] | None = None
        self._carriers: dict[Broker, Carrier] = {}

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

    def carrier(self, events: "Events") -> Carrier:
        """Return who tells the streams of a broker that the server carries by itself."""
        if events.broker not in self._carriers:
            self._carriers[events.broker] = Carrier(
                broker=events.broker,
                frame=events.frame,
                settled=self.settled,
                closed=self.closed,
                ended=self.ended,
                ping=self.ping,
            )
        return self._carriers[events.broker]

    def closed(self) -> "asyncio.Task[object]":
        """Return what is done once the room closes: one for all, as there may be a thousand."""
        if self._closed is None:
            self._closed = asyncio.create_task(self.closing.wait())
        return self._closed


@dataclass(frozen=True)
class Events:
    """An ASGI application that is one stream, and gives its place back however it ends.

    A server that can carry a stream by itself is left with it once it has begun, so that no task
    and nothing of the request stays for a phone. For any other a task sends it, beside one that
    hears when the phone goes.
    """

    stream: Stream
    broker: Broker
    event: str
    first: Callable[[], bytes]
    places: Places | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until there is no more, or nobody to send it to, or the server goes on alone.

        Raises:
            RoomError: `busy`, when too many follow already.
        """
        newest = Newest()
        place = self._take_place(address(scope), newest)
        line: Line | None = None
        try:
            self.broker.enter(newest)
            first = RETRY + self.frame(self.first())
            await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS]})
            await _part(send, first)
            if STAY in (scope.get("extensions") or {}):
                line = await self._hand_over(newest, place, scope, send)
            else:
                await self._send(newest, receive, send)
        finally:
            self.broker.leave(newest)
            if line is None:
                self._free(place)

    async def _hand_over(
        self, newest: Newest, place: Place | None, scope: Scope, send: Send
    ) -> Line | None:
        """Let the server carry the stream once nothing is unread; None where it has ended."""
        while newest.qsize():
            if (news := await newest.get()) == END:
                await send({"type": "http.response.body", "body": b""})
                return None
            await _part(send, self.frame(news))
        carrier = self.stream.carrier(self)
        line: Line | None = scope["extensions"][STAY](partial(self._left, carrier, place))
        if line is not None:
            carrier.add(line)
            if place is not None:
                place.leave = partial(self.broker.end, line)
        return line

    def _left(self, carrier: Carrier, place: Place | None, line: Line) -> None:
        carrier.leave(line)
        self._free(place)

    def _free(self, place: Place | None) -> None:
        if self.places is not None and place is not None:
            self.places.free(place)

    async def _send(self, newest: Newest, receive: Receive, send: Send) -> None:
        gone, closed = asyncio.ensure_future(_gone(receive)), self.stream.closed()
        gone.add_done_callback(newest.end)
        closed.add_done_callback(newest.end)
        try:
            while not self._all_said(newest):
                news = await newest.get(within=self.stream.ping)
                if news == END:
                    break
                await _part(send, PING if news == QUIET else self.frame(news))
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

    def frame(self, snapshot: bytes) -> bytes:
        """Return what is sent of a snapshot."""
        return b"event: %s\ndata: %s\n\n" % (self.event.encode(), snapshot)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _part(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})
