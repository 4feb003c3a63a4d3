"""A room served to real phones, and led from the test."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from socket import socket
from typing import Any

from starlette.applications import Starlette

from askfirst.opening.addresses import listen
from askfirst.opening.serve import make_server
from askfirst.room.app import create_app
from askfirst.room.help import Service
from askfirst.room.pages import Page
from askfirst.room.state import Room
from tests.browser.surface import MAPPED_HOST


@dataclass(frozen=True)
class Served:
    """A room that is being served, and a way to lead it from the thread it runs in."""

    room: Room
    url: str
    loop: asyncio.AbstractEventLoop

    def do(self, step: Callable[..., Any], *args: object) -> None:
        """Take a step, and wait until it was taken."""

        async def run() -> None:
            step(*args)

        asyncio.run_coroutine_threadsafe(run(), self.loop).result(20)


@contextmanager
def served_to_phones(
    room: Room,
    *,
    services: Sequence[Service] = (),
    pages: Mapping[str, Page] | None = None,
    host: str = MAPPED_HOST,
) -> Iterator[Served]:
    """Serve a room at a plain-http name until the end of the block, phones connected or not."""
    app = create_app(room, hosts=[MAPPED_HOST, "127.0.0.1"], services=services, pages=pages)
    _, sockets = listen(["127.0.0.1"], 0)
    port = sockets[0].getsockname()[1]
    with app_served(app, sockets) as loop:
        yield Served(room, f"http://{host}:{port}/", loop)


@contextmanager
def app_served(app: Starlette, sockets: Sequence[socket]) -> Iterator[asyncio.AbstractEventLoop]:
    """Serve an app in the loop of another thread until the end of the block, and wait for nobody.

    Whoever listens is sent away then: a server gives them a second.
    """
    server = make_server(app)
    loops: list[asyncio.AbstractEventLoop] = []
    started = threading.Event()

    async def run() -> None:
        loops.append(asyncio.get_running_loop())
        started.set()
        await server.serve(sockets=list(sockets))

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    assert started.wait(20)

    def stop() -> None:
        app.state.closing.set()
        server.should_exit = True

    try:
        yield loops[0]
    finally:
        loops[0].call_soon_threadsafe(stop)
        thread.join(20)
    assert not thread.is_alive()
