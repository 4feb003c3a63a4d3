"""Streams of snapshots on a hub: each ends with its page, and the oldest makes place."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import SimpleQueue

import pytest

from askfirst.hosting.asking import HostedRoom
from askfirst.hub.following import PAGES
from tests.hub.hubs import ORIGIN, PATH

SNAPSHOT = b"event: state\ndata: {}\n\n"
STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


@dataclass
class Quiet:
    """A room that says one snapshot to whoever follows, then listens until they have gone."""

    listening: socket.socket
    gone: "SimpleQueue[int]" = field(default_factory=SimpleQueue)

    @property
    def address(self) -> str:
        return f"http://amber.localhost:{self.listening.getsockname()[1]}"

    def serve(self) -> None:
        number = 0
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection, number), daemon=True).start()
            number += 1

    def _one(self, connection: socket.socket, number: int) -> None:
        with connection:
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += connection.recv(4096)
            chunk = f"{len(SNAPSHOT):x}\r\n".encode() + SNAPSHOT + b"\r\n"
            connection.sendall(STREAM + chunk)
            with suppress(ConnectionResetError):
                assert connection.recv(4096) == b""
        self.gone.put(number)


class AtSocket(http.client.HTTPConnection):
    """A connection as jupyter-server-proxy makes it: to a socket with a path."""

    def __init__(self, path: Path) -> None:
        super().__init__("ann.hub.test", timeout=60)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(str(self.path))

    def follow(self) -> http.client.HTTPResponse:
        """Follow the room, and read on to its first snapshot."""
        self.request("GET", "/host/events", headers={"Accept": "text/event-stream"})
        reply = self.getresponse()
        assert reply.status == 200, reply.read()
        assert reply.read(len(SNAPSHOT)) == SNAPSHOT
        return reply


@pytest.fixture
def room() -> Iterator[Quiet]:
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        quiet = Quiet(listening)
        serving = threading.Thread(target=quiet.serve)
        serving.start()
        yield quiet
        listening.shutdown(socket.SHUT_RDWR)
        serving.join()


@contextmanager
def relay(room: Quiet, folder: Path) -> Iterator[Path]:
    """The process that jupyter-server-proxy starts, for a facilitator who leads this room."""
    kept, path = folder / "state/askfirst/room.json", folder / "relay"
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps(asdict(HostedRoom(room.address, "a-b-c", "key"))), encoding="utf-8")
    environment = {
        "JUPYTERHUB_PUBLIC_URL": f"{ORIGIN}{PATH.removesuffix('askfirst')}",
        "ASKFIRST_SERVICE": "http://localhost",
        "XDG_STATE_HOME": str(folder / "state"),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "askfirst.hub.main", str(path)], env={**os.environ, **environment}
    ) as process:
        try:
            yield path
        finally:
            process.terminate()


@pytest.fixture
def served(room: Quiet, tmp_path: Path) -> Iterator[Path]:
    with relay(room, tmp_path) as path:
        ready(path)
        yield path


def ready(path: Path) -> None:
    """Wait until somebody answers there."""
    while True:
        try:
            with socket.socket(socket.AF_UNIX) as knocking:
                knocking.connect(str(path))
                return
        except (FileNotFoundError, ConnectionRefusedError):
            os.sched_yield()


def test_a_stream_ends_with_its_page(room: Quiet, served: Path) -> None:
    """When a page leaves, its stream ends in the room as well."""
    page = AtSocket(served)
    reply = page.follow()
    reply.close()
    page.close()
    assert room.gone.get(timeout=60) == 0


def test_the_oldest_stream_makes_place(room: Quiet, served: Path) -> None:
    """With one page too many the oldest stream ends, on both sides, and no other does."""
    pages = [AtSocket(served) for _ in range(PAGES + 1)]
    replies = [page.follow() for page in pages]
    assert room.gone.get(timeout=60) == 0
    assert replies[0].read() == b""
    assert room.gone.empty()
    for page, reply in zip(pages, replies, strict=True):
        reply.close()
        page.close()
    assert sorted(room.gone.get(timeout=60) for _ in range(PAGES)) == [*range(1, PAGES + 1)]
