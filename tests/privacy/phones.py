"""Phones without a browser: each sends until the room answers, as the page does."""

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

LOST = (ConnectionError, asyncio.IncompleteReadError)


class RefusedError(Exception):
    """The room refused, and says why."""


async def ask(
    port: int, method: str, path: str, body: dict[str, Any] | None = None, *, key: str = ""
) -> Any:
    """Ask once.

    Raises:
        RefusedError: The room answered, and refused.
        ConnectionError, IncompleteReadError: Nobody answered.
    """
    sent = json.dumps(body).encode() if body is not None else b""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
    head += f"Authorization: Bearer {key}\r\nContent-Type: application/json\r\n"
    head += f"Content-Length: {len(sent)}\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head.encode() + sent)
        await writer.drain()
        status = (await reader.readuntil(b"\r\n")).split()[1]
        headers = await reader.readuntil(b"\r\n\r\n")
        size = int(headers.lower().split(b"content-length:")[1].split()[0])
        found = json.loads(await reader.readexactly(size))
    finally:
        writer.close()
    if status != b"200":
        raise RefusedError(found["error"]["code"])
    return found


async def insist(
    port: int, path: str, body: dict[str, Any] | None, *, key: str = "", method: str = "POST"
) -> Any:
    """Ask until somebody answers and has time for it; the body is the same each time."""
    while True:
        try:
            return await ask(port, method, path, body, key=key)
        except LOST:
            pass
        except RefusedError as error:
            if error.args != ("too_fast",):  # a whole room comes from one address here
                raise
        await asyncio.sleep(0.05)


@dataclass
class AsyncPhone:
    """A phone that joins, answers and takes back."""

    port: int
    word: str
    ticket: str = field(default_factory=lambda: secrets.token_hex(16))
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))
    seat: str = ""

    async def join(self) -> None:
        found = await insist(self.port, "/join", {"word": self.word, "ticket": self.ticket})
        self.seat = found["seat"]

    def message(self, activity: str, choice: str) -> dict[str, Any]:
        fields = {"activity": activity, "choice": choice, "round": 1}
        return {"seat": self.seat, "nonce": self.nonce, **fields}

    async def answer(self, activity: str, choice: str) -> None:
        await insist(self.port, "/answer", self.message(activity, choice))

    async def take_back(self, activity: str, choice: str) -> None:
        await insist(self.port, "/take-back", self.message(activity, choice))
        self.nonce = secrets.token_hex(16)
