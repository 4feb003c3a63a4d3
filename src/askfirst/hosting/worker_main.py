"""A worker: the process that serves many rooms. Run as a module."""

import asyncio
from typing import Final

from askfirst.hosting.front import Front, wide_door
from askfirst.hosting.rooms import Rooms
from askfirst.hosting.wire import Begin, HeldRoom
from askfirst.opening.serve import make_server
from askfirst.supervision.child import keep_clean, listen, serve_until_over
from askfirst.supervision.sockets import borrowed
from askfirst.supervision.wire import End, Serving, Wire

SWEEP_SECONDS: Final = 60.0


def main() -> None:
    """Serve until it is over."""
    serve_until_over(Begin, serve)


async def serve(begin: Begin, wire: Wire) -> None:
    """Serve rooms, each step of which is held by the other process before anybody hears of it."""
    loop, settings = asyncio.get_running_loop(), begin.settings
    rooms = Rooms(begin.shelf, settings, tell=wire.send)
    server = make_server(
        Front(rooms, settings),
        on_listening=lambda: wire.send(Serving()),
        door=wide_door(),
        certificate=settings.certificate,
    )

    def end() -> None:
        rooms.end()
        server.should_exit = True

    def take(message: object) -> None:
        match message:
            case HeldRoom():
                loop.call_soon_threadsafe(rooms.arrived, message.name)
            case End():
                loop.call_soon_threadsafe(end)

    listen(wire, take)
    for kept in begin.rooms.values():
        await rooms.resume(kept)
    keep_clean()
    sweeping = asyncio.ensure_future(_sweep(rooms))
    await server.serve(sockets=borrowed(begin.listening))
    sweeping.cancel()


async def _sweep(rooms: Rooms) -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        rooms.sweep()


if __name__ == "__main__":
    main()
