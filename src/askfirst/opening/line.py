"""A stream that the server carries by itself, once what was asked and who answered are let go."""

import asyncio
from collections.abc import Callable
from typing import Any

from askfirst.opening.door import Held
from askfirst.room.carrier import Line


class OpenLine(asyncio.Protocol):
    """All that a connection holds while it follows: who it is, and what it has not been sent.

    Args:
        transport: The connection.
        place: Its place at the door.
        connections: Those of the server, of which it is one.
        reading: How many seconds it may take to read what it was sent.
        chunked: Whether each part goes with its length, as HTTP 1.1 has it.
        left: Called once it is gone.
        paused: Whether it has not read yet what it was sent before.
    """

    __slots__ = (
        "_chunked",
        "_connections",
        "_ending",
        "_kept",
        "_left",
        "_paused",
        "_place",
        "_reading",
        "_unread",
        "transport",
    )  # each open phone has one

    def __init__(  # noqa: PLR0913  # all but the connection by name
        self,
        transport: asyncio.Transport,
        *,
        place: Held,
        connections: set[Any],
        reading: float,
        chunked: bool,
        left: Callable[[Line], None],
        paused: bool,
    ) -> None:
        self.transport, self._place, self._connections = transport, place, connections
        self._reading, self._chunked, self._left = reading, chunked, left
        self._kept, self._ending, self._paused = b"", False, False
        self._unread: asyncio.TimerHandle | None = None
        connections.add(self)
        transport.set_protocol(self)
        if paused:
            self.pause_writing()

    def tell(self, part: bytes, *, lasting: bool = True) -> None:
        """Send this, or keep it in place of what was kept while the last was not read."""
        if self.transport.is_closing() or self._ending:
            return
        if not self._paused:
            self._write(part)
        elif lasting:
            self._kept = part

    def end(self) -> None:
        """Send what is kept, and then that there is no more."""
        if not self._ending:
            self._ending = True
            self._finish()

    def pause_writing(self) -> None:
        """Give who does not read what was sent a while for it."""
        self._paused = True
        loop = asyncio.get_running_loop()
        self._unread = loop.call_later(self._reading, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on once everything was read."""
        self._stop_waiting()
        self._paused = False
        if kept := self._kept:
            self._kept = b""
            self._write(kept)
        self._finish()

    def data_received(self, data: bytes) -> None:  # noqa: ARG002  # nothing is asked on a stream
        """Take nothing more: a page that follows has no more to say here."""
        self.transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # however it went
        """Give all places back."""
        self._stop_waiting()
        self._kept = b""
        self._place.free()
        self._connections.discard(self)
        self._left(self)
        del self._left  # it leads back here, and nobody has to find that out

    def shutdown(self) -> None:
        """Leave it to the room to end this once its last word is said: the server ends."""

    def _finish(self) -> None:
        if self._ending and not self._paused and not self.transport.is_closing():
            if self._chunked:
                self.transport.write(b"0\r\n\r\n")
            self.transport.close()

    def _write(self, part: bytes) -> None:
        framed = b"%x\r\n%b\r\n" % (len(part), part) if self._chunked else part
        self.transport.write(framed)

    def _stop_waiting(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
