"""The door of a worker: which room is meant, whether TLS leads here, and where rooms are made."""

import hashlib
import hmac
import logging
import time
from collections.abc import Callable, Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from askfirst.errors import RoomError
from askfirst.hosting.names import NAME
from askfirst.hosting.refusals import refusal
from askfirst.hosting.rooms import Rooms
from askfirst.hosting.wire import Settings
from askfirst.opening.door import Door
from askfirst.opening.limits import most_files
from askfirst.room.failures import told
from askfirst.room.limits import Buckets
from askfirst.room.replies import HEADERS, error_reply, json_reply, wants_page
from askfirst.room.requests import read

LOG: Final = logging.getLogger(__name__)
MAKE: Final = "/rooms"
ADDRESS: Final = "x-askfirst-address"  # both from the proxy, where there is one
SCHEME: Final = "x-askfirst-scheme"
SPARE_FILES: Final = 256


def most_connections() -> int:
    """Return how many connections a worker takes: fewer than it may open files."""
    return most_files() - SPARE_FILES


def wide_door() -> Door:
    """Return a door for many rooms: as many connections as the system lets this process have.

    Whoever comes after that is told so, while there are files left to tell it with. Nobody has
    places of their own: a proxy on this computer brings phones and facilitators alike.
    """
    return Door(most=most_connections(), here=lambda _: False)


class Front:
    """ASGI application that hands each request to the room whose name it was sent to.

    Args:
        rooms: The rooms that are here.
        settings: Who may ask, and how.
        now: Seconds that only go forward, for the pace of those who find no room.
    """

    def __init__(
        self, rooms: Rooms, settings: Settings, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._rooms = rooms
        self._settings = settings
        self._suffix = f".{settings.domain}"
        self._astray = Buckets(lambda: 1, now=now)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let a room answer."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._answer(self._seen(scope), receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        try:
            app = self._find(scope, headers)
            if app is None:
                app = await self._make(Request(scope, receive), self._name(headers))
        except ClientDisconnect:
            return
        except RoomError as error:
            app = error_reply(error, page=wants_page(headers))
        except Exception as error:  # noqa: BLE001  # its text may hold what was sent
            LOG.error("%s", told(error))  # noqa: TRY400
            app = error_reply(refusal("failed"), page=wants_page(headers))
        await app(scope, receive, _dressed(send))

    def _find(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        """Return the room's application; None where one is to be made.

        Raises:
            RoomError: `not_secure`, `wrong_host`, `too_fast` or `no_room`.
        """
        if not (self._settings.plain or scope["scheme"] == "https"):
            raise refusal("not_secure")
        running = self._rooms.find(self._name(headers))
        if (scope["method"], scope["path"]) != ("POST", MAKE) and running is not None:
            return running.app
        if not self._astray.allow((scope.get("client") or ("", 0))[0]):
            raise refusal("too_fast")
        if (scope["method"], scope["path"]) == ("POST", MAKE):
            return None
        raise refusal("no_room")

    async def _make(self, request: Request, name: str) -> ASGIApp:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(hash_key(given), self._settings.organisation):
            raise refusal("no_key")
        address = request.headers["host"].lower()
        made = (await self._rooms.make(name, address, (await read(request)).fields)).made
        return json_reply({"word": made.word, "key": made.host_key})

    def _name(self, headers: Headers) -> str:
        """Return the name of the room that is meant.

        Raises:
            RoomError: `wrong_host`.
        """
        host = headers.get("host", "").lower().rsplit(":", 1)[0]
        name = host.removesuffix(self._suffix)
        if name == host or not NAME.fullmatch(name):
            raise refusal("wrong_host")
        return name

    def _seen(self, scope: Scope) -> Scope:
        """Return a request as the proxy saw it; from anybody else those headers say nothing."""
        if not self._settings.proxied:
            return scope
        headers = Headers(scope=scope)
        seen: Mapping[str, object] = {
            "client": (headers.get(ADDRESS, ""), 0),
            "scheme": headers.get(SCHEME, "http"),
        }
        return {**scope, **seen}


def hash_key(key: str) -> bytes:
    """Return a hash of an organisation's key: the key itself is in no worker."""
    return hashlib.sha256(key.encode()).digest()


def _dressed(send: Send) -> Send:
    """Return a way to send that adds the headers of every reply."""
    ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            more = [(name, value) for name, value in ours if name not in there]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return sent


async def _live(receive: Receive, send: Send) -> None:
    for step in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{step}.complete"})
