"""What a request says, read with a limit: JSON from a script, or a form without one."""

import asyncio
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.requests import Request

from askfirst.errors import RoomError
from askfirst.room.guard import FORM
from askfirst.room.texts import refusal

MOST_BYTES: Final = 2048
MOST_HOST_BYTES: Final = 16384  # mended lines, and a place for each text of a large room
MOST_SECONDS: Final = 10.0
MOST_FIELDS: Final = 40


@dataclass(frozen=True)
class Sent:
    """The fields of a request, and whether a plain form sent them."""

    fields: Mapping[str, Any]
    form: bool = False
    lists: Mapping[str, list[str]] = field(default_factory=dict)


async def read(request: Request, *, most: int = MOST_BYTES) -> Sent:
    """Return what a request says, in at most so many bytes.

    Raises:
        RoomError: `too_large`, `bad_type` or `bad_body`.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await read_bytes(request, most)
    if not body and not kind:
        return Sent({})
    try:
        if kind == FORM:
            lists = parse_qs(
                body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
            )
            return Sent({name: values[-1] for name, values in lists.items()}, True, lists)
        if kind == "application/json":
            found = json.loads(body or b"{}")
            if isinstance(found, dict):
                return Sent(found)
    except (ValueError, RecursionError):
        pass
    else:
        if kind not in {FORM, "application/json"}:
            raise RoomError("bad_type", "Send JSON or a form.", 415)
    raise refusal("bad_body")


async def read_bytes(request: Request, most: int) -> bytes:
    """Return the body of a request, of at most so many bytes.

    Raises:
        RoomError: `too_large` or `too_slow`.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(MOST_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise RoomError("too_large", f"A request has at most {most} bytes.", 413)
    except TimeoutError as error:
        raise RoomError("too_slow", "The request took too long. Send it again.", 408) from error
    return bytes(body)


def check_key(request: Request, key: str) -> None:
    """Refuse whoever does not send the host key in the header.

    Raises:
        RoomError: `no_key`.
    """
    given = request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {key}".encode()):
        raise RoomError("no_key", "This needs the key of the room. Open it from the terminal.", 401)
