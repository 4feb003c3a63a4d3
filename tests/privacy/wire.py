"""Requests straight into an application: any address, any header, and the reply to the byte."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message

from askfirst.activities.base import Activity
from askfirst.room.guard import FORM
from tests.room.rooms import HOST, number, request_scope

JSON = "application/json"
Headers = Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """A reply as it went out: two are equal where every byte is."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of an error in the one shape, which is all that is in it."""
        assert set(self.json) == {"error"}
        assert set(self.json["error"]) == {"code", "message"}
        return str(self.json["error"]["code"])


async def ask(
    app: ASGIApp,
    path: str,
    body: Mapping[str, object] | bytes | None = None,
    *,
    method: str = "",
    form: bool = False,
    address: str = "10.0.0.7",
    headers: Headers | None = None,
) -> Reply:
    """Send a request as a script does, or as a form; without a body it is a GET."""
    sent = {"host": f"{HOST}:8080", **({} if body is None else {"content-type": JSON})}
    if form:
        sent["content-type"] = FORM
    if isinstance(body, Mapping):
        body = (urlencode(body, doseq=True) if form else json.dumps(body)).encode()
    sent |= {name.lower(): value for name, value in (headers or {}).items()}
    method = method or ("GET" if body is None else "POST")
    scope = request_scope(path, sent, method=method, address=address)
    started: list[Message] = []
    parts: list[bytes] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body or b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            started.append(message)
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, send)
    (start,) = started
    return Reply(start["status"], tuple(start["headers"]), b"".join(parts))


@dataclass(frozen=True)
class WirePhone:
    """A phone that reaches the room by requests, from an address and with headers of its own."""

    app: ASGIApp
    name: object
    address: str = "10.0.0.7"
    headers: Headers = field(default_factory=dict)

    async def join(self) -> Reply:
        fields = {"word": "river", "ticket": number(("ticket", self.name))}
        return await self.post("/join", fields)

    async def seat(self) -> str:
        return str((await self.join()).json["seat"])

    async def post(self, path: str, fields: Mapping[str, object], *, form: bool = False) -> Reply:
        return await ask(
            self.app, path, fields, form=form, address=self.address, headers=self.headers
        )

    def message(self, seat: str, asked: Activity, choice: str, turn: int = 1) -> dict[str, object]:
        """Return what this phone sends of a choice; each turn has a nonce of its own."""
        nonce = number((self.name, asked.id, turn))
        return {"seat": seat, "activity": asked.id, "round": 1, "nonce": nonce, "choice": choice}

    async def answer(self, seat: str, asked: Activity, choice: str, turn: int = 1) -> Reply:
        return await self.post("/answer", self.message(seat, asked, choice, turn))

    async def take_back(self, seat: str, asked: Activity, choice: str, turn: int = 1) -> Reply:
        return await self.post("/take-back", self.message(seat, asked, choice, turn))
