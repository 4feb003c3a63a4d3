"""A worker: the process that serves many rooms, and ends when the one that started it is gone.

Run as a module. What it is to serve comes by its standard input, and what its rooms hold goes back
by its standard output. It writes no file.
"""

import asyncio
import os
import signal
import threading
from datetime import date
from typing import Final

from askfirst.errors import AskFirstError
from askfirst.hosting.front import Front, wide_door
from askfirst.hosting.rooms import Rooms
from askfirst.hosting.shelf import read_shelf
from askfirst.hosting.wire import Begin, HeldRoom
from askfirst.opening.room_main import LEFT_ALONE, keep_clean, own_wire
from askfirst.opening.serve import make_server
from askfirst.opening.wire import End, Failed, Serving, Wire, borrowed
from askfirst.room.failures import keep_quiet

SWEEP_SECONDS: Final = 60.0


def main() -> None:
    """Serve until it is over."""
    keep_quiet()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for whoever started it
    wire = own_wire()
    begin = wire.receive()
    if isinstance(begin, Begin):
        try:
            asyncio.run(serve(begin, wire))
        except AskFirstError as error:
            wire.send(Failed(str(error)))
    os._exit(0)  # a thread still listens, and nothing is left to be done


async def serve(begin: Begin, wire: Wire) -> None:
    """Serve rooms, each step of which is held by the other process before anybody hears of it.

    Raises:
        AskFirstError: Plans or pages cannot be made from what is on disk.
    """
    loop, settings = asyncio.get_running_loop(), begin.settings
    shelf = read_shelf(settings.root, today=date.today())
    rooms = Rooms(shelf, settings, tell=wire.send)
    server = make_server(
        Front(rooms, settings),
        on_listening=lambda: wire.send(Serving()),
        door=wide_door(),
        certificate=settings.certificate,
    )

    def end() -> None:
        rooms.end()
        server.should_exit = True

    def listen() -> None:
        while (message := wire.receive()) is not None:
            match message:
                case HeldRoom():
                    loop.call_soon_threadsafe(rooms.arrived, message.name)
                case End():
                    loop.call_soon_threadsafe(end)
        os._exit(LEFT_ALONE)

    threading.Thread(target=listen, daemon=True).start()
    for kept in begin.rooms.values():
        await rooms.resume(kept)
    keep_clean()
    sweeping = asyncio.ensure_future(_sweep(rooms))
    await server.serve(sockets=[borrowed(sock) for sock in begin.listening])
    sweeping.cancel()


async def _sweep(rooms: Rooms) -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        rooms.sweep()


if __name__ == "__main__":
    main()
