"""Phones by the hundred: each asks at its own time, whatever the server does meanwhile.

The loop is open: a request is sent when its time has come, not when an earlier one was answered,
and what it took counts from that time on. A server that falls behind is seen to. Everything runs
in a process of its own, so that measuring takes no time from what is measured.
"""

import asyncio
import contextlib
import json
import multiprocessing
import secrets
import selectors
import socket
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Self

HOST = "127.0.0.1"
PADDED = 1024  # bytes of what a phone sends, whatever it says
LEAD = 0.5  # seconds before the first request, for the process to get ready
PATIENCE = 60.0
SPAWN = multiprocessing.get_context("spawn")
BROWSER = (
    "User-Agent: Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/140.0 Mobile\r\n"
    "Accept: */*\r\nAccept-Language: en-GB,en;q=0.9\r\nAccept-Encoding: gzip, deflate\r\n"
    "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"
)


@dataclass(frozen=True)
class Shot:
    """A request, and how many seconds after the start it is due."""

    due: float
    request: bytes


@dataclass(frozen=True)
class Hit:
    """What came of it: the status (0 for no reply), seconds since it was due, and the body."""

    status: int
    seconds: float
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON types."""
        return json.loads(self.body)


def get(port: int, path: str, *, key: str = "") -> bytes:
    """Return a request as a browser sends it."""
    return _head("GET", path, port, key) + b"\r\n"


def post(port: int, path: str, body: Mapping[str, object], *, key: str = "") -> bytes:
    """Return a request as the phone's page sends it, padded as there."""
    text = json.dumps({**body, "pad": ""}).encode()
    text = text[:-2] + b" " * max(0, PADDED - len(text)) + text[-2:]
    more = f"Origin: http://{HOST}:{port}\r\nContent-Type: application/json\r\n"
    more += f"Content-Length: {len(text)}\r\n\r\n"
    return _head("POST", path, port, key) + more.encode() + text


def _head(method: str, path: str, port: int, key: str) -> bytes:
    lead = f"Authorization: Bearer {key}\r\n" if key else ""
    return f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n{lead}{BROWSER}".encode()


class Phones:
    """Sends what is due from a process of its own, which is there until the block is left."""

    def __enter__(self) -> Self:
        """Start the process."""
        self._pool = ProcessPoolExecutor(1, mp_context=SPAWN)
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._pool.shutdown()

    def fire(self, port: int, shots: Sequence[Shot]) -> list[Hit]:
        """Send each request over a connection of its own, at its time; return what came of them."""
        return self._pool.submit(_fire, port, tuple(shots)).result()

    def ask(self, port: int, request: bytes) -> Hit:
        """Send one request at once: what leads the room, and is not measured."""
        return self._pool.submit(_fire, port, (Shot(0.0, request),), 0.0).result()[0]

    def join(self, port: int, word: str, count: int) -> list[str]:
        """Let so many phones join, 200 in a second, and return their seats."""
        bodies = [{"word": word, "ticket": secrets.token_hex(16)} for _ in range(count)]
        shots = [Shot(n / 200, post(port, "/join", body)) for n, body in enumerate(bodies)]
        return [hit.json["seat"] for hit in self.fire(port, shots)]


def _fire(port: int, shots: Sequence[Shot], lead: float = LEAD) -> list[Hit]:
    start = time.monotonic() + lead
    asked = [_Request(shot.request, start + shot.due) for shot in shots]
    late = start + max(shot.due for shot in shots) + PATIENCE
    waiting, flying = deque(sorted(asked, key=lambda one: one.due)), 0
    with selectors.DefaultSelector() as ready:
        while (waiting or flying) and (now := time.monotonic()) < late:
            while waiting and waiting[0].due <= now:
                waiting.popleft().begin(port, ready)
                flying += 1
            until = min(waiting[0].due if waiting else late, late) - now
            for key, _ in ready.select(until):
                flying -= key.data.go_on(ready)
        for request in asked:
            request.close()
    return [request.hit for request in asked]


class _Request:
    """One request over its own connection, and the reply to it."""

    def __init__(self, request: bytes, due: float) -> None:
        self.due = due
        self.hit = Hit(0, PATIENCE, b"")
        self._request, self._got = request, b""
        self._sock: socket.socket | None = None

    def begin(self, port: int, ready: selectors.BaseSelector) -> None:
        """Connect; what is to be sent goes as soon as that has worked."""
        self._sock = socket.socket()
        self._sock.setblocking(False)
        self._sock.connect_ex((HOST, port))
        ready.register(self._sock, selectors.EVENT_WRITE, self)

    def go_on(self, ready: selectors.BaseSelector) -> bool:
        """Send or receive what can be; return whether this was the end of it."""
        sock = self._sock
        assert sock is not None
        try:
            if self._request:
                self._request = self._request[sock.send(self._request) :]
                if not self._request:
                    ready.modify(sock, selectors.EVENT_READ, self)
                return False
            got = sock.recv(1 << 16)
        except BlockingIOError:
            return False
        except OSError:
            got = b""
        self._got += got
        head, end, body = self._got.partition(b"\r\n\r\n")
        whole = bool(end) and len(body) >= _size(head)
        if got and not whole:
            return False
        status = int(head.split(b" ", 2)[1]) if whole else 0
        self.hit = Hit(status, time.monotonic() - self.due, body)
        ready.unregister(sock)
        return True

    def close(self) -> None:
        """Hang up."""
        if self._sock is not None:
            self._sock.close()


def _size(head: bytes) -> int:
    _, found, after = head.lower().partition(b"content-length:")
    return int(after.split(b"\r\n", 1)[0]) if found else 0


@contextlib.contextmanager
def listeners(port: int, count: int, *, path: str = "/events") -> Iterator["Listeners"]:
    """Give so many open streams, held by a process of their own until the block is left.

    Raises:
        RuntimeError: Not all of them were opened.
    """
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_listen, args=(port, count, path, theirs), daemon=True)
    process.start()
    try:
        opened = ours.recv()
        if opened < count:
            raise RuntimeError(f"{opened} of {count} streams were opened.")
        yield Listeners(ours)
    finally:
        process.kill()
        process.join()


@dataclass(frozen=True)
class Listeners:
    """Open streams."""

    _pipe: Connection

    def mark(self) -> None:
        """Wait from now on for the next that each is told."""
        self._pipe.send("mark")
        self._pipe.recv()

    def arrivals(self) -> list[float]:
        """Return when each was told something since the mark, in seconds of `time.monotonic`.

        Infinite for one that was told nothing within ten seconds.
        """
        self._pipe.send("arrivals")
        found: list[float] = self._pipe.recv()
        return found


def _listen(port: int, count: int, path: str, pipe: Connection) -> None:
    asyncio.run(_hold(port, count, path, pipe))


async def _hold(port: int, count: int, path: str, pipe: Connection) -> None:
    loop = asyncio.get_running_loop()
    streams: list[_Listener] = []
    for _ in range(count):
        _, stream = await loop.create_connection(_Listener, HOST, port)
        stream.transport.write(get(port, path))
        streams.append(stream)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stream.told.wait(), 10)
    pipe.send(sum(stream.told.is_set() and stream.opened for stream in streams))
    while True:
        asked = await asyncio.to_thread(pipe.recv)
        if asked == "mark":
            for stream in streams:
                stream.told.clear()
            pipe.send(None)
            continue
        waiting = [asyncio.ensure_future(stream.told.wait()) for stream in streams]
        await asyncio.wait(waiting, timeout=10)
        pipe.send([s.at if s.told.is_set() else float("inf") for s in streams])


class _Listener(asyncio.Protocol):
    """One stream: when it was last told something that is not a sign of life."""

    transport: asyncio.WriteTransport

    def __init__(self) -> None:
        self.told = asyncio.Event()
        self.at = 0.0
        self.opened = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.opened = self.opened or data.startswith(b"HTTP/1.1 200")
        if b"data: " in data and not self.told.is_set():
            self.at = time.monotonic()
            self.told.set()
