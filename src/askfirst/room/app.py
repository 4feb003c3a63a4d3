"""The room as a web application: routes, the guard at the door, and the look every 15 seconds."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from askfirst.errors import RoomError
from askfirst.room.failures import tell_of_loop
from askfirst.room.guard import Guard
from askfirst.room.help import Service
from askfirst.room.host import HostRoutes
from askfirst.room.limits import Buckets
from askfirst.room.pages import Page, html_reply
from askfirst.room.phone import PhonePages
from askfirst.room.phone_routes import PhoneRoutes
from askfirst.room.progress import EVERY_SECONDS
from askfirst.room.replies import on_http_error, on_room_error
from askfirst.room.state import Room
from askfirst.room.streams import PING_SECONDS, Stream


def create_app(  # noqa: PLR0913  # all but the room by name, and each has a default
    room: Room,
    *,
    hosts: Collection[str] = ("localhost", "127.0.0.1"),
    pages: Mapping[str, Page] | None = None,
    services: Sequence[Service] = (),
    hosted: bool = False,
    ping: float = PING_SECONDS,
    now: Callable[[], float] = time.monotonic,
) -> Starlette:
    """Return the application that serves a room.

    Args:
        room: The room; the application keeps no state of its own about it.
        hosts: Names and addresses it answers to, without ports.
        pages: The facilitator's pages by path ("/host", "/deck/05_consent"), made elsewhere.
        services: Who can help here, for the foot of every page of a phone.
        hosted: Whether a server far away holds the room, and lets nobody in but by TLS: then the
            facilitator comes from elsewhere too, and phones are told of it.
        ping: Seconds after which a quiet stream says that it is alive.
        now: Seconds that only go forward, for the pace of requests.

    Returns:
        An application whose `state.closing` ends every stream once it is set, and whose
        `state.ended` is set when the facilitator has ended the workshop.
    """
    closing, ended = asyncio.Event(), asyncio.Event()
    stream = Stream(closing, ended=ended, ping=ping, settled=room.keeper.settled)
    phone = PhoneRoutes(
        room, pages=PhonePages(room, services=services, hosted=hosted), stream=stream
    )
    buckets = Buckets(lambda: room.seats.head_count, now=now)

    def on_end() -> None:
        buckets.clear()
        ended.set()

    host = HostRoutes(room, stream=stream, on_end=on_end, addresses=buckets)
    guard = Middleware(
        Guard, hosts=hosts, buckets=buckets, settled=room.keeper.settled, hosted=hosted
    )
    app = Starlette(
        routes=[*phone.routes(), *host.routes(), Route("/{path:path}", _given(pages or {}))],
        middleware=[guard],
        exception_handlers={RoomError: on_room_error, HTTPException: on_http_error},
        lifespan=lambda _: _looking(room, closing),
    )
    app.router.redirect_slashes = False
    app.state.room, app.state.closing, app.state.ended = room, closing, ended
    return app


def _given(pages: Mapping[str, Page]) -> Callable[[Request], Response]:
    """Return the endpoint for pages that were made elsewhere, perhaps only now.

    It is a plain function, so Starlette runs it in a thread: phones do not wait for a deck.
    """

    def page(request: Request) -> Response:
        found = pages.get(request.url.path)
        if found is None:
            raise HTTPException(404)
        return html_reply(request, found.html, policy=found.policy)

    return page


@asynccontextmanager
async def _looking(room: Room, closing: asyncio.Event) -> AsyncIterator[None]:
    """Look at the progress every 15 seconds while the application runs."""

    async def look() -> None:
        while True:
            await room.clock.pause(EVERY_SECONDS)
            room.tick()

    asyncio.get_running_loop().set_exception_handler(tell_of_loop)
    looking = asyncio.ensure_future(look())
    try:
        yield
    finally:
        closing.set()
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
