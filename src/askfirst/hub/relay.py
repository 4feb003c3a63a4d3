"""Hands a facilitator's pages and steps on to their room, with the key that only this process has.

The hub's login is before it (jupyter-server-proxy), so whoever asks here is the facilitator.
Nothing of what a browser sends reaches the room but path, query and body: no cookie of the hub, no
token, no address. What phones ask for is not handed on: they go to the room itself.
"""

import asyncio
import http.client
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, ParamSpec, TypeVar

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from askfirst.errors import RoomError, StartError
from askfirst.hosting.asking import HostedRoom, Service
from askfirst.hub.following import Following, Opened
from askfirst.hub.page import hub_page
from askfirst.hub.room import Rooms, State
from askfirst.hub.texts import refusal
from askfirst.room.guard import Guard
from askfirst.room.limits import Buckets
from askfirst.room.pages import html_reply
from askfirst.room.replies import error_reply, on_http_error, wants_page
from askfirst.room.requests import MOST_HOST_BYTES, read, read_bytes

Given = ParamSpec("Given")
Result = TypeVar("Result")
THREADS: Final = 8
STEPS: Final = re.compile("/host/.")  # below the start page there is no page to go to
PASSED_ON: Final = ("content-type", "content-security-policy", "x-frame-options")


class Relay:
    """What is answered behind the hub's login.

    Each request that is handed on takes a thread for as long as it waits for the room: `THREADS` of
    them, beside those of at most `PAGES` streams.

    Args:
        rooms: The facilitator's room.
    """

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._following = Following()
        self._asking = ThreadPoolExecutor(THREADS)

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/", self.look, methods=["GET"]),
            Route("/rooms", self.make, methods=["POST"]),
            Route("/host/events", self.follow, methods=["GET"]),
            Route("/host/end", self.end, methods=["POST"]),
            Route("/host", self.hand_on, methods=["GET"]),
            Route("/host/{rest:path}", self.hand_on, methods=["GET", "POST"]),
            Route("/deck/{rest:path}", self.hand_on, methods=["GET"]),
        ]

    async def look(self, request: Request) -> Response:
        """Show how the room stands, with a form for a new one where none is open."""
        return await self._page(request)

    async def make(self, request: Request) -> Response:
        """Make a room."""
        fields = (await read(request)).fields
        try:
            await self._run(self._rooms.make, fields)
        except RoomError as error:
            return await self._page(request, wrong=error)
        return RedirectResponse("./", status_code=303)

    async def hand_on(self, request: Request) -> Response:
        """Let the room answer."""
        body = await read_bytes(request, MOST_HOST_BYTES) if request.method == "POST" else None
        return await self._run(self._ask, request, self._rooms.room(), body)

    async def end(self, request: Request) -> Response:
        """Write what was shown, then let the room end."""
        room = self._rooms.room()
        await self._run(self._rooms.save, room)
        body = await read_bytes(request, MOST_HOST_BYTES)
        return await self._run(self._ask, request, room, body)

    async def follow(self, request: Request) -> Response:
        """Hand on snapshots as they come."""
        opened = await self._run(self._send, request, self._rooms.room(), None)
        return self._following.hand_on(opened, _passed_on(opened[1].headers))

    def _ask(self, request: Request, room: HostedRoom, body: bytes | None) -> Response:
        """Return the whole of what the room answers.

        Raises:
            RoomError: `silent`.
        """
        connection, reply = self._send(request, room, body)
        try:
            return Response(reply.read(), reply.status, _passed_on(reply.headers))
        except (OSError, http.client.HTTPException) as error:
            raise refusal("silent") from error
        finally:
            connection.close()

    @staticmethod
    def _send(request: Request, room: HostedRoom, body: bytes | None) -> Opened:
        """Send path, query and body with the room's key, and return what begins to come back.

        Raises:
            RoomError: `silent`.
        """
        raw: bytes = request.scope["raw_path"]
        query: bytes = request.scope["query_string"]
        path = (raw + b"?" + query if query else raw).decode("ascii")
        try:
            return Service.at(room.address).send(request.method, path, key=room.key, body=body)
        except StartError as error:
            raise refusal("silent") from error

    async def _page(self, request: Request, *, wrong: RoomError | None = None) -> Response:
        state, room = await self._run(self._rooms.look)
        page = hub_page(
            state,
            room,
            path=self._rooms.settings.path,
            plans={} if state in {State.OPEN, State.SILENT} else self._rooms.plans(),
            folder=self._rooms.folder,
            wrong=str(wrong) if wrong else "",
        )
        status = wrong.status if wrong else 200
        return html_reply(request, page.html, policy=page.policy, status=status)

    async def _run(
        self, function: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
    ) -> Result:
        asked = partial(function, *given, **named)
        return await asyncio.get_running_loop().run_in_executor(self._asking, asked)

    async def on_error(self, request: Request, error: Exception) -> Response:
        """Answer what was refused: to people by the page itself, which says what to do next."""
        if not isinstance(error, RoomError):
            raise error
        if wants_page(request.headers):
            return await self._page(request, wrong=error)
        return error_reply(error)


class OwnOrigin:
    """ASGI middleware: a step comes from a page of this very origin, which says so.

    Other servers of the hub are other origins. A browser names the origin of every page that
    sends something, so whoever names none is refused as well. What is only asked for can be a step,
    too: reading words closes them for good. So anything but a page is answered to pages of this
    origin alone, as far as the browser says where it is asked from.

    Args:
        app: What is guarded.
        origin: "https://ann.hub.example.org".
    """

    def __init__(self, app: ASGIApp, *, origin: str) -> None:
        self.app = app
        self.origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] == "http" and not self._is_own(scope):
            raise refusal("wrong_origin")
        await self.app(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        if scope["method"] != "GET":
            return [origin.lower() for origin in headers.getlist("origin")] == [self.origin]
        asked_from = headers.get("sec-fetch-site", "same-origin")
        return asked_from == "same-origin" or not STEPS.search(scope["path"])


def create_relay(rooms: Rooms) -> Starlette:
    """Return the application that is served behind the hub's login."""
    relay, settings = Relay(rooms), rooms.settings
    buckets = Buckets(lambda: 1, now=time.monotonic)
    app = Starlette(
        routes=relay.routes(),
        middleware=[
            Middleware(Guard, hosts=(settings.host,), buckets=buckets, hosted=True),
            Middleware(OwnOrigin, origin=settings.origin),
        ],
        exception_handlers={RoomError: relay.on_error, HTTPException: on_http_error},
    )
    app.router.redirect_slashes = False
    return app


def _passed_on(headers: http.client.HTTPMessage) -> dict[str, str]:
    return {name: value for name in PASSED_ON if (value := headers.get(name))}
