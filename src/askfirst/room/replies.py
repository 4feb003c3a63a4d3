"""The one error shape, and the headers that every reply carries."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from askfirst.errors import RoomError
from askfirst.room.pages import message_page, phone_policy

POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    # To nobody else; but our own forms then say where they come from, and no others pass for ours.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), display-capture=()",
}
CODES: Final = {404: "not_found", 405: "wrong_method"}


def json_reply(value: object, *, status: int = 200) -> Response:
    """Return a value as JSON."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, status_code=status, media_type="application/json")


def wants_page(headers: Headers) -> bool:
    """Return whether a browser asks to show what comes; a script of ours takes anything."""
    return "text/html" in headers.get("accept", "")


def error_reply(error: RoomError, *, page: bool = False) -> Response:
    """Return an error in the one shape that every route uses, or as a page for people."""
    if page:
        headers = {"content-security-policy": phone_policy()}
        html = message_page(str(error))
        return Response(html, error.status, headers, media_type="text/html")
    return json_reply({"error": {"code": error.code, "message": str(error)}}, status=error.status)


async def on_room_error(request: Request, error: Exception) -> Response:
    """Answer what the room refused."""
    if not isinstance(error, RoomError):
        raise error
    return error_reply(error, page=wants_page(request.headers))


async def on_http_error(request: Request, error: Exception) -> Response:
    """Answer what no route takes."""
    if not isinstance(error, HTTPException):
        raise error
    code = CODES.get(error.status_code, "refused")
    message = f"{HTTPStatus(error.status_code).phrase}. The room has nothing at this address."
    failed = RoomError(code, message, error.status_code)
    reply = error_reply(failed, page=wants_page(request.headers))
    if allow := (error.headers or {}).get("Allow"):
        reply.headers["Allow"] = allow
    return reply
