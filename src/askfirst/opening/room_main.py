"""The process that serves a room for `askfirst open`. Run as a module."""

import asyncio
from collections.abc import Callable
from datetime import date

from starlette.types import ASGIApp, Receive, Scope, Send

from askfirst.opening.pages import make_app
from askfirst.opening.replicated import Replica
from askfirst.opening.serve import make_server
from askfirst.opening.wire import Counted, Held, Move, Opening
from askfirst.supervision.child import keep_clean, listen, serve_until_over
from askfirst.supervision.sockets import borrowed
from askfirst.supervision.wire import End, Serving, Wire


def main() -> None:
    """Serve until it is over."""
    serve_until_over(Opening, serve)


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

    def take(message: object) -> None:
        match message:
            case Held():
                replica.answered(message)
            case Counted():
                replica.counted(message)
            case Move():
                loop.call_soon_threadsafe(room.move, message.place)
            case End():
                loop.call_soon_threadsafe(end)

    listen(wire, take)
    replica.keeper.changed()
    await replica.keeper.settled()
    room.signals.resume()
    keep_clean()
    await server.serve(sockets=borrowed(opening.listening))
    await replica.keeper.settled()


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
