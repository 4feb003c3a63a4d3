"""What the phones of a benchmark ask: the room as `askfirst open` has it served, and its measures.

All are processes of their own, ended when the block is left. The bare one is the room's server,
set as it is for the room, with an application that answers 204 and nothing else. The floor is no
server at all: sockets to which the same bytes are written, which is the least that it can take.

    python benchmarks/served.py room FOLDER HEADS
    python benchmarks/served.py bare
    python benchmarks/served.py floor
"""

import asyncio
import contextlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from starlette.types import Receive, Scope, Send

from askfirst.opening.addresses import LOOPBACK, free_port, listen
from askfirst.opening.limits import set_limits
from askfirst.opening.serve import make_server
from askfirst.opening.supervisor import Supervisor
from askfirst.opening.wishes import Wishes
from askfirst.opening.workshop import prepare
from askfirst.room.failures import keep_quiet

ROOT = Path(__file__).resolve().parents[1]
EVENTS = b"event: now\ndata: %s\n\n"


@dataclass(frozen=True)
class Served:
    """A server that runs.

    Attributes:
        port: Where it listens, on this computer alone.
        process: The process that was started; a room is served by its child.
        word: What opens the room.
        key: What leads it.
    """

    port: int
    process: psutil.Process
    word: str = ""
    key: str = ""

    @property
    def serving(self) -> psutil.Process:
        """The process that answers."""
        return next(iter(self.process.children()), self.process)


@contextlib.contextmanager
def room(folder: Path, *, heads: int) -> Iterator[Served]:
    """Give the room of the whole curriculum, with a copy of the project in a folder."""
    for name in ("notebooks", "data", "facilitator"):
        shutil.copytree(ROOT / name, folder / name)
    with _started("room", str(folder), str(heads)) as served:
        yield served


@contextlib.contextmanager
def bare() -> Iterator[Served]:
    """Give the server without a room."""
    with _started("bare") as served:
        yield served


@contextlib.contextmanager
def floor() -> Iterator[Served]:
    """Give the sockets without a server."""
    with _started("floor") as served:
        yield served


@contextlib.contextmanager
def _started(*what: str) -> Iterator[Served]:
    command = (sys.executable, __file__, *what)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise SystemExit(f"{' '.join(command)}: did not start.")
        told: dict[str, Any] = json.loads(line)
        yield Served(process=psutil.Process(process.pid), **told)
        process.stdin.close()


async def _serve_room(folder: Path, heads: int) -> None:
    wishes = Wishes(port=str(free_port()), host=LOOPBACK)
    with contextlib.closing(prepare(wishes, folder=folder)) as workshop:
        workshop.room.set_head_count(heads)
        supervisor = Supervisor(workshop, warn=lambda line: print(line, file=sys.stderr))
        serving = asyncio.create_task(supervisor.run())
        await supervisor.listening.wait()
        _tell(port=workshop.port, word=workshop.room.word, key=workshop.room.host_key)
        try:
            await _until_left()
        finally:
            supervisor.end()
            await serving


async def _serve_bare() -> None:
    port, sockets = listen((LOOPBACK,), free_port())
    server = make_server(Bare(), on_listening=lambda: _tell(port=port))
    serving = asyncio.create_task(server.serve(sockets=sockets))
    await _until_left()
    server.should_exit = True
    await serving


async def _serve_floor() -> None:
    port, sockets = listen((LOOPBACK,), free_port())
    streams: list[asyncio.WriteTransport] = []
    for sock in sockets:
        await asyncio.get_running_loop().create_server(lambda: Floor(streams), sock=sock)
    _tell(port=port)
    await _until_left()


class Floor(asyncio.Protocol):
    """Takes whatever comes for a request in one piece, and tells streams what is posted."""

    transport: asyncio.WriteTransport

    def __init__(self, streams: list[asyncio.WriteTransport]) -> None:
        self._streams = streams

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the connection."""
        assert isinstance(transport, asyncio.WriteTransport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer."""
        head, _, body = data.partition(b"\r\n\r\n")
        if head.startswith(b"GET /events"):
            self.transport.write(b"HTTP/1.1 200 OK\r\n\r\n" + EVENTS % b"{}")
            self._streams.append(self.transport)
            return
        told = EVENTS % body
        for stream in self._streams:
            stream.write(told)
        self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")


class Bare:
    """Answers every request with 204, but for streams: they stay, and are told what is posted."""

    def __init__(self) -> None:
        self._streams: list[Send] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] == "lifespan":
            while (message := await receive())["type"] != "lifespan.shutdown":
                await send({"type": f"{message['type']}.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        if scope["path"] == "/events":
            await self._follow(receive, send)
            return
        body = b""
        while (message := await receive()).get("more_body"):
            body += message["body"]
        body += message.get("body", b"")
        if scope["path"] == "/tell":
            for stream in list(self._streams):
                await _part(stream, EVENTS % body)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def _follow(self, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await _part(send, EVENTS % b"{}")
        self._streams.append(send)
        while (await receive())["type"] != "http.disconnect":
            pass
        self._streams.remove(send)


async def _part(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


def _tell(**told: object) -> None:
    print(json.dumps(told), flush=True)


async def _until_left() -> None:
    """Wait until whoever started this is done."""
    await asyncio.to_thread(sys.stdin.read)


def main() -> None:
    """Serve what the command line says."""
    set_limits()
    keep_quiet()
    match sys.argv[1:]:
        case ["room", folder, heads]:
            asyncio.run(_serve_room(Path(folder), int(heads)))
        case ["bare"]:
            asyncio.run(_serve_bare())
        case ["floor"]:
            asyncio.run(_serve_floor())
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
