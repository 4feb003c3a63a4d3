"""The door of the room: who is let in, and what every reply carries on its way out."""

import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from askfirst.errors import RoomError
from askfirst.room.failures import told
from askfirst.room.keeper import ALONE
from askfirst.room.limits import Buckets
from askfirst.room.places import address
from askfirst.room.replies import HEADERS, error_reply, wants_page

FORM: Final = "application/x-www-form-urlencoded"
FACILITATOR: Final = ("/host", "/deck/")
METHODS: Final = frozenset({"GET", "POST"})
LOG: Final = logging.getLogger(__name__)


class Guard:
    """ASGI middleware: checks host, origin and pace, adds headers, and answers every failure.

    Args:
        app: What is guarded.
        hosts: Names and addresses the room answers to, without ports.
        buckets: How much one connection may ask for.
        settled: Returns once all that a reply may rest on is held elsewhere, too.
        hosted: Whether the facilitator comes from elsewhere, which only TLS makes safe.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str],
        buckets: Buckets,
        settled: Callable[[], Awaitable[None]] = ALONE.settled,
        hosted: bool = False,
    ) -> None:
        self.app = app
        self.hosted = hosted
        self.settled = settled
        self.hosts = frozenset(host.lower() for host in hosts)
        self.buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        reply = _Reply(send, self.settled)
        try:
            self._check(scope)
            await self.app(scope, receive, reply.send)
        except ClientDisconnect:
            return  # the phone went away in the middle; there is nobody to answer
        except RoomError as error:
            await error_reply(error, page=_wants_page(scope))(scope, receive, reply.send)
        except Exception as error:  # noqa: BLE001  # its text may hold what a phone sent
            LOG.error("%s", told(error))  # noqa: TRY400
            if not reply.started:
                failed = RoomError("failed", "The room could not do this. Try again.", 500)
                said = error_reply(failed, page=_wants_page(scope))
                await said(scope, receive, reply.send)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(host) not in self.hosts:
            raise RoomError("wrong_host", "The room does not answer to this name.", 421)
        facilitator = scope["path"].startswith(FACILITATOR)
        if facilitator and not self.hosted and _from_elsewhere(scope):
            raise RoomError("elsewhere", "Open this on the computer that holds the room.", 404)
        if not self.buckets.allow(address(scope)):
            raise RoomError("too_fast", "Too many requests. Wait a moment.", 429)
        if scope["method"] not in METHODS:
            raise RoomError("wrong_method", "The room takes GET and POST.", 405)
        origins = headers.getlist("origin")
        fetched = headers.get("sec-fetch-site", "none")  # where a browser says it, it is right
        elsewhere = fetched not in {"same-origin", "none"}
        if scope["method"] == "POST" and (elsewhere or not _same_origin(origins, host)):
            raise RoomError("wrong_origin", "This was sent from another page.", 403)


class _Reply:
    """Adds the headers to a reply as it leaves, and knows whether it has begun.

    Each part of it, of a stream as well, waits until what it may rest on is held elsewhere, too.
    """

    __slots__ = ("_send", "_settled", "started")  # each open phone has one

    def __init__(self, send: Send, settled: Callable[[], Awaitable[None]]) -> None:
        self._send = send
        self._settled = settled
        self.started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._settled()
        await self._send(message)


def _name(host: str) -> str:
    """Return the host of a Host header, without the port and in lower case."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _from_elsewhere(scope: Scope) -> bool:
    """Return whether a request came in by another address than this computer's own loopback."""
    try:
        return not ip_address((scope.get("server") or ("",))[0]).is_loopback
    except ValueError:  # no network address: a test, or a socket file
        return False


def _same_origin(origins: Iterable[str], host: str) -> bool:
    """Return whether a request comes from a page of this room."""
    fitting = {f"http://{host}".lower(), f"https://{host}".lower()}
    return all(origin.lower() in fitting for origin in origins)


def _wants_page(scope: Scope) -> bool:
    """Return whether somebody will look at the reply, in a browser and without our script."""
    return wants_page(Headers(scope=scope))
