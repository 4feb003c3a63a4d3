"""Streams of snapshots that pages follow through a hub, each of which ends with its page.

jupyter-server-proxy does not say that a page has left: it reads on until the stream ends. So the
oldest stream makes place for one too many. A page that is still there opens its own again.
"""

import asyncio
import http.client
import socket
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

PAGES: Final = 16  # that follow at once: start page, decks and their speaker windows
Opened = tuple[http.client.HTTPConnection, http.client.HTTPResponse]


class Following:
    """The streams that are handed on now."""

    def __init__(self) -> None:
        self._streams: dict[Followed, None] = {}  # in the order in which they came
        self._waiting = ThreadPoolExecutor(PAGES, thread_name_prefix="askfirst-follow")

    def __len__(self) -> int:
        return len(self._streams)

    def hand_on(self, opened: Opened, headers: Mapping[str, str]) -> "Followed":
        """Return a reply that is this stream."""
        while len(self) >= PAGES:
            next(iter(self._streams)).end()
        stream = Followed(self, opened, headers)
        self._streams[stream] = None
        return stream

    async def part(self, reply: http.client.HTTPResponse) -> bytes:
        """Return what comes next, nothing once the stream has ended."""
        return await asyncio.get_running_loop().run_in_executor(self._waiting, reply.read1)

    def forget(self, stream: "Followed") -> None:
        """Give the place back."""
        self._streams.pop(stream, None)


class Followed(StreamingResponse):
    """One stream, which gives its place back however it ends.

    Args:
        following: Whose it is.
        opened: The way to the room, and the stream that comes from there.
        headers: What the page is told of it.
    """

    def __init__(self, following: Following, opened: Opened, headers: Mapping[str, str]) -> None:
        self._following = following
        self._connection, self._reply = opened
        self._socket = self._connection.sock
        super().__init__(self._parts(), self._reply.status, headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the room or the page is gone."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.end()
            self._connection.close()

    def end(self) -> None:
        """Let the room know that nobody follows here any more."""
        self._following.forget(self)
        if self._socket is None:  # the room has said all and closed it
            return
        with suppress(OSError):  # a thread may still wait for the next part: it gets an end
            self._socket.shutdown(socket.SHUT_RDWR)

    async def _parts(self) -> AsyncIterator[bytes]:
        with suppress(OSError, http.client.HTTPException):
            while part := await self._following.part(self._reply):
                yield part
