"""The process that serves a room for `askfirst open`, and ends when that is gone, however it went.

Run as a module. What it is to serve comes by its standard input, and what it holds goes back by
its standard output. It writes no file: not even results.
"""

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Callable
from datetime import date
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from askfirst.errors import AskFirstError
from askfirst.opening.pages import make_app
from askfirst.opening.replicated import Replica
from askfirst.opening.serve import make_server
from askfirst.opening.wire import Counted, End, Failed, Held, Move, Opening, Serving, Wire, borrowed
from askfirst.room.failures import keep_quiet

LEFT_ALONE: Final = 1


def main() -> None:
    """Serve until it is over."""
    keep_quiet()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for whoever started it
    wire = own_wire()
    opening = wire.receive()
    if isinstance(opening, Opening):
        try:
            asyncio.run(serve(opening, wire))
        except AskFirstError as error:
            wire.send(Failed(str(error)))
    os._exit(0)  # a thread still listens, and nothing is left to be done


def own_wire() -> Wire:
    """Take standard input and output for the wire alone; what is printed goes to the errors."""
    wire = Wire(os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)
    return wire


async def serve(opening: Opening, wire: Wire) -> None:
    """Serve a room, each step of which is held by the other process before anybody hears of it.

    Raises:
        AskFirstError: Its pages cannot be made from what is on disk.
    """
    loop, room = asyncio.get_running_loop(), opening.workshop.room
    replica = Replica(room, wire)
    app = make_app(opening.workshop, today=date.today())

    def asked() -> None:
        wire.send(Serving(asked=True))

    server = make_server(First(app, asked), on_listening=lambda: wire.send(Serving()))

    def end() -> None:
        if not room.ended:
            room.end()
        app.state.closing.set()
        server.should_exit = True

    def listen() -> None:
        while (message := wire.receive()) is not None:
            match message:
                case Held():
                    replica.answered(message)
                case Counted():
                    replica.counted(message)
                case Move():
                    loop.call_soon_threadsafe(room.move, message.place)
                case End():
                    loop.call_soon_threadsafe(end)
        os._exit(LEFT_ALONE)

    threading.Thread(target=listen, daemon=True).start()
    replica.keeper.changed()
    await replica.keeper.settled()
    room.signals.resume()
    keep_clean()
    await server.serve(sockets=[borrowed(sock) for sock in opening.listening])
    await replica.keeper.settled()


def keep_clean() -> None:
    """Have what a request leaves behind dropped soon, in place of when it is a quarter of all.

    What is there now stays as long as the process, so it counts no more for how much is all.
    """
    gc.collect()
    gc.freeze()


class First:
    """An application that tells of its first request, and only of that."""

    def __init__(self, app: ASGIApp, tell: Callable[[], None]) -> None:
        self._app = app
        self._tell: Callable[[], None] | None = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        await self._app(scope, receive, send)
        tell = self._tell
        if tell is not None and scope["type"] == "http":
            self._tell = None
            tell()


if __name__ == "__main__":
    main()
