"""What the server says by itself, before a request reaches the room: in the one error shape."""

from typing import Any, Final

import h11
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from askfirst.errors import RoomError
from askfirst.room.replies import HEADERS, error_reply

MOST_AT_ONCE: Final = 1500
UNREADABLE: Final = RoomError("bad_request", "This is no request that the room can read.", 400)
BUSY: Final = RoomError("busy", "Too many phones ask at once. Try again in a moment.", 503)


class Protocol(H11Protocol):
    """HTTP as uvicorn speaks it, but that its own refusals look like those of the room."""

    most_at_once = MOST_AT_ONCE

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._room = self.app

    def data_received(self, data: bytes) -> None:
        """Take what came, for the room or, where too many are connected, for nobody."""
        self.app = _busy if len(self.connections) > self.most_at_once else self._room
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  # it may quote what was sent
        """Refuse what is no HTTP."""
        reply = error_reply(UNREADABLE)
        headers = [*reply.raw_headers, *_headers(), (b"connection", b"close")]
        for event in (
            h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
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
