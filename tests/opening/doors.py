"""A room behind a door of its own, served in this loop, and raw sockets that knock at it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette

from askfirst.opening.addresses import free_port, listen
from askfirst.opening.door import Door
from askfirst.opening.serve import Server, make_server
from askfirst.room.app import create_app
from askfirst.room.state import Room
from tests.room.rooms import KEY, make_room

HOST = b"Host: 127.0.0.1\r\n"
BYE = b"GET /bye HTTP/1.1\r\n" + HOST + b"\r\n"
EVENTS = b"GET /events HTTP/1.1\r\n" + HOST + b"\r\n"
STATE = b"GET /host/state HTTP/1.1\r\n" + HOST + f"Authorization: Bearer {KEY}\r\n\r\n".encode()
FACILITATOR, PHONES = "127.0.0.1", "127.0.0.9"  # what the server listens on
Link = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Serving:
    """A room that is served in this loop, at one address for the facilitator, one for phones."""

    room: Room
    app: Starlette
    server: Server
    port: int
    links: list[Link] = field(default_factory=list)

    async def link(self, address: str = "127.0.0.2", to: str = PHONES) -> Link:
        """Connect from an address."""
        link = await asyncio.open_connection(to, self.port, local_addr=(address, 0))
        self.links.append(link)
        return link

    def leave(self) -> None:
        """Go away from everywhere, without a word."""
        for _, writer in self.links:
            writer.transport.abort()

    async def first(self, sent: bytes, address: str = "127.0.0.2", to: str = PHONES) -> bytes:
        """Return the first line of the reply, b"" where there is none."""
        reader, writer = await self.link(address, to)
        writer.write(sent)
        try:
            return await asyncio.wait_for(reader.readline(), 20)
        except ConnectionError:
            return b""
        finally:
            writer.transport.abort()

    async def until(self, true: Callable[[], bool]) -> None:
        """Let the loop run until this is so."""

        async def look() -> None:
            while not true():
                await asyncio.sleep(0)

        await asyncio.wait_for(look(), 60)


@asynccontextmanager
async def serving(door: Door, *, buffer: int = 0) -> AsyncIterator[Serving]:
    room = make_room()
    app = create_app(room, hosts=["127.0.0.1"])
    port = free_port()
    _, sockets = listen([FACILITATOR, PHONES], port)
    for sock in sockets:
        if buffer:  # those that are accepted get the same
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer)
    listening = asyncio.Event()
    server = make_server(app, door=door, on_listening=listening.set)
    task = asyncio.ensure_future(server.serve(sockets=sockets))
    await listening.wait()
    served = Serving(room, app, server, port)
    try:
        yield served
    finally:
        served.leave()
        app.state.closing.set()
        server.should_exit = True
        await task


def run(door: Door, story: Callable[[Serving], Awaitable[None]], *, buffer: int = 0) -> None:
    async def play() -> None:
        async with serving(door, buffer=buffer) as served:
            await story(served)

    asyncio.run(play())


def a_door(**options: float) -> Door:
    most = int(options.pop("most", 60))
    return Door(
        most=most, here=lambda server: server is not None and server[0] == FACILITATOR, **options
    )
