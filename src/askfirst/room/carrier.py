"""Streams that the server carries by itself: one task tells all of them, in one pass."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from askfirst.room.events import END, QUIET, Broker, Newest

PING: Final = b":\n\n"
STAY: Final = "askfirst.stay"  # of ASGI's extensions: gives a `Line` in place of what was asked


class Line(Protocol):
    """What is left of a stream once a server carries it: no request, no task, no framework."""

    def tell(self, part: bytes, *, lasting: bool = True) -> None:
        """Send this, or keep it in place of what was kept while the last was not read.

        Args:
            part: What is sent.
            lasting: Whether it is to be kept.
        """

    def end(self) -> None:
        """Send what is kept, and then that there is no more."""


Stay = Callable[[Callable[[Line], None]], Line | None]
"""Takes what is called once the line is gone; gives none where it is gone already."""


class Carrier:
    """Tells all lines what a broker has, as soon as that is held elsewhere, too.

    Args:
        broker: Who has the new ones.
        frame: Makes of a snapshot what is sent.
        settled: Returns once all that may be sent is held elsewhere.
        closed: Gives what is done once the room closes.
        ended: Set when the workshop has ended.
        ping: Seconds after which a comment keeps quiet lines alive.
    """

    def __init__(  # noqa: PLR0913  # all by name
        self,
        *,
        broker: Broker,
        frame: Callable[[bytes], bytes],
        settled: Callable[[], Awaitable[None]],
        closed: "Callable[[], asyncio.Task[object]]",
        ended: asyncio.Event,
        ping: float,
    ) -> None:
        self._broker, self._frame, self._settled = broker, frame, settled
        self._closed, self._ended, self._ping = closed, ended, ping
        self._lines: set[Line] = set()
        self._carrying: asyncio.Task[None] | None = None

    def add(self, line: Line) -> None:
        """Tell one more, until it leaves."""
        self._lines.add(line)
        self._broker.hold(line)
        if self._carrying is None:
            self._carrying = asyncio.create_task(self._carry())

    def leave(self, line: Line) -> None:
        """Tell one no more."""
        self._lines.discard(line)
        self._broker.leave(line)

    async def _carry(self) -> None:
        newest, closed = Newest(), self._closed()
        self._broker.read(newest)
        closed.add_done_callback(newest.end)
        try:
            while self._lines and not (self._ended.is_set() and not newest.qsize()):
                news = await newest.get(within=self._ping)
                if news == END:
                    break
                await self._settled()
                self._tell(news)
        finally:
            for line in tuple(self._lines):
                line.end()
            closed.remove_done_callback(newest.end)
            self._broker.leave(newest)
            self._carrying = None

    def _tell(self, news: bytes) -> None:
        part = PING if news == QUIET else self._frame(news)
        for line in tuple(self._lines):
            line.tell(part, lasting=news != QUIET)
