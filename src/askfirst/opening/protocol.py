"""What the server says and does by itself, before a request reaches the room."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

import h11
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from askfirst.errors import RoomError
from askfirst.opening.door import Deadline, Door, notice_loss
from askfirst.opening.line import OpenLine
from askfirst.room.carrier import STAY, Line
from askfirst.room.replies import HEADERS, error_reply

UNREADABLE: Final = RoomError("bad_request", "This is no request that the room can read.", 400)
SLOW: Final = RoomError("too_slow", "The request took too long. Send it again.", 408)
BUSY: Final = RoomError("busy", "Too many phones ask at once. Try again in a moment.", 503)
NOT_WHOLE: Final = (h11.IDLE, h11.SEND_BODY)


class Protocol(H11Protocol):
    """HTTP as uvicorn speaks it, but with limits, and refusals that look like those of the room.

    Args:
        args: What uvicorn gives.
        door: Who is let in, and how long each may take.
        options: What uvicorn gives.
    """

    # Beside the attributes of uvicorn's, of which Python keeps thirty small and no more.
    __slots__ = ("_app", "_asking", "_door", "_place", "_unread")

    def __init__(self, *args: Any, door: Door, **options: Any) -> None:
        super().__init__(*args, **options)
        self._door = door
        self._asking = Deadline(self.loop, door.asking)
        self._unread = Deadline(self.loop, door.reading)
        self._app, self.app = self.app, self._answer

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let in whoever comes, or say that all places are taken once something is asked."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=1)  # what is not read soon is noticed; TLS needs 1
        notice_loss(transport)
        self._place, let_in = self._door.let_in(self.client, self.server, transport.abort)
        if not let_in:
            self.app = _busy
        self._look()

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the next request, and keep nothing of this one meanwhile."""
        super().on_response_complete()
        if self.cycle.response_complete:  # and no other was sent behind it
            self.cycle = self.scope = self.headers = None  # type: ignore[assignment]
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place back."""
        self._asking.end()
        self._unread.end()
        self._place.free()
        self.app = _busy  # not of itself any more, so that it goes without the collector
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Give who does not read what was sent a while for it."""
        super().pause_writing()
        self._unread.begin(self.transport.abort)

    def resume_writing(self) -> None:
        """Go on once everything was read."""
        self._unread.end()
        super().resume_writing()

    def stay(self, left: Callable[[Line], None]) -> Line | None:
        """Let go of all but the connection, which stays for what is sent; None if it is gone.

        Args:
            left: Called once it is gone.
        """
        self.cycle.disconnected = True  # the reply goes on without it: it misses no end
        if self.transport.is_closing():
            return None
        self._asking.end()
        self._unread.end()
        self.connections.discard(self)
        self.app = _busy
        return OpenLine(
            self.transport,
            place=self._place,
            connections=self.connections,
            reading=self._door.reading,
            chunked=self.scope["http_version"] == "1.1",
            left=left,
            paused=self.flow.write_paused,
        )

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  # it may quote what was sent
        """Refuse what is no HTTP."""
        self._refuse(UNREADABLE)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        # What is still being asked has a deadline, and who is asked hears how that ends.
        scope["extensions"] = {STAY: self.stay} if self._whole() else {}
        try:
            await self._app(scope, receive, send)
        finally:
            del scope["extensions"]

    def _whole(self) -> bool:
        return self.conn.their_state not in NOT_WHOLE

    def _look(self) -> None:
        """Give a request that is not whole a while to become so, however many parts it comes in."""
        whole = self._whole()
        self._place.rest(idle=not whole)
        if whole:
            self._asking.end()
        else:
            self._asking.begin(self._too_slow)

    def _too_slow(self) -> None:
        begun = self.conn.trailing_data[0] and self.conn.our_state is h11.IDLE
        if begun and not self.transport.is_closing():
            self._refuse(SLOW)
        elif self.conn.their_state is h11.IDLE:
            self.transport.close()
        else:
            self.transport.abort()

    def _refuse(self, error: RoomError) -> None:
        if self.conn.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.abort()  # in the middle of a reply: nothing can be said any more
            return
        reply = error_reply(error)
        headers = [*reply.raw_headers, *_headers(), (b"connection", b"close")]
        for event in (
            h11.Response(
                status_code=error.status,
                headers=headers,
                reason=HTTPStatus(error.status).phrase.encode(),
            ),
            h11.Data(data=bytes(reply.body)),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


async def _busy(scope: Scope, receive: Receive, send: Send) -> None:
    reply = error_reply(BUSY)
    reply.raw_headers += [*_headers(), (b"connection", b"close")]
    await reply(scope, receive, send)


def _headers() -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in HEADERS.items()]
