"""An unsteady Wi-Fi: a proxy before the room that loses, delays, doubles and reorders requests."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from enum import StrEnum

from tests.privacy.phones import LOST

LONGEST_DELAY = 0.15  # seconds


class Fault(StrEnum):
    """What becomes of a request."""

    NONE = "none"
    NO_REQUEST = "the request is lost"
    NO_REPLY = "the reply is lost"
    HALF_A_REPLY = "the reply breaks off"
    LATE = "the request comes late, after others"
    TWICE = "the request comes twice at once"
    COPY_LATER = "a copy of the request comes once more, later"


def any_fault(seed: int, *, share: float = 0.6) -> Callable[[bytes], Fault]:
    """Return a choice of faults, drawn for each request: the share of those that meet with one."""
    draw = random.Random(seed)
    faults = [fault for fault in Fault if fault is not Fault.NONE]
    return lambda _: draw.choice(faults) if draw.random() < share else Fault.NONE


@dataclass
class Wifi:
    """Carries requests to a port, each with its fault; streams are carried as they are."""

    to: int
    choose: Callable[[bytes], Fault]
    delays: random.Random = field(default_factory=lambda: random.Random(1))
    met: Counter[Fault] = field(default_factory=Counter)
    carried: list[bytes] = field(default_factory=list)
    copies: set["asyncio.Task[bytes]"] = field(default_factory=set)
    port: int = 0

    async def settled(self) -> None:
        """Return once no copy of a request is under way."""
        while self.copies:
            await asyncio.gather(*self.copies, return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry what one connection sends."""
        with suppress(*LOST), closing(writer):
            while request := await whole(reader):
                if request.startswith(b"GET /events"):
                    await self._follow(request, writer)
                    return
                fault = self.choose(request)
                self.met[fault] += 1
                self.carried.append(request)
                reply = await self._carry(request, fault)
                writer.write(reply)
                await writer.drain()
                if fault in {Fault.NO_REQUEST, Fault.NO_REPLY, Fault.HALF_A_REPLY}:
                    return

    async def _carry(self, request: bytes, fault: Fault) -> bytes:
        """Return what of the reply comes through."""
        match fault:
            case Fault.NO_REQUEST:
                return b""
            case Fault.NO_REPLY:
                await self._ask(request)
                return b""
            case Fault.HALF_A_REPLY:
                reply = await self._ask(request)
                return reply[: len(reply) - 5]
            case Fault.LATE:
                return await self._later(request)
            case Fault.TWICE:
                first, _ = await asyncio.gather(self._ask(request), self._ask(request))
                return first
            case Fault.COPY_LATER:
                copy = asyncio.create_task(self._later(request))
                self.copies.add(copy)
                copy.add_done_callback(self.copies.discard)
        return await self._ask(request)

    async def _later(self, request: bytes) -> bytes:
        await asyncio.sleep(self.delays.uniform(0, LONGEST_DELAY))
        return await self._ask(request)

    async def _ask(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.to)
        with closing(writer):
            writer.write(request)
            return await whole(reader)

    async def _follow(self, request: bytes, writer: asyncio.StreamWriter) -> None:
        reader, upstream = await asyncio.open_connection("127.0.0.1", self.to)
        with closing(upstream):
            upstream.write(request)
            while part := await reader.read(1 << 16):
                writer.write(part)
                await writer.drain()


async def whole(reader: asyncio.StreamReader) -> bytes:
    """Return a request or reply with its body, nothing at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""
    _, found, after = head.lower().partition(b"content-length:")
    return head + await reader.readexactly(int(after.split()[0]) if found else 0)


@asynccontextmanager
async def unsteady(to: int, choose: Callable[[bytes], Fault]) -> AsyncIterator[Wifi]:
    """Carry requests to a port on this computer until the block is left."""
    wifi = Wifi(to=to, choose=choose)
    server = await asyncio.start_server(wifi.serve, "127.0.0.1", 0, backlog=512)
    wifi.port = server.sockets[0].getsockname()[1]
    try:
        yield wifi
    finally:
        server.close()
        await wifi.settled()
