"""Services of rooms for tests: one in memory, and whole ones as processes of their own."""

import asyncio
import http.client
import json
import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any

import psutil
import trustme
from starlette.testclient import TestClient

from askfirst.hosting.front import Front, hash_key
from askfirst.hosting.rooms import Rooms
from askfirst.hosting.shelf import read_shelf
from askfirst.hosting.wire import HoldRoom, Settings
from tests.opening.projects import make_project

DOMAIN = "rooms.test"
KEY = "k" * 64
NAME = "amber-otter-stone"
PLAN = "short"


@dataclass
class Service:
    """A front with its rooms, held by nobody else: each step counts as held in the next moment."""

    root: Path
    options: dict[str, Any] = field(default_factory=dict)
    told: list[object] = field(default_factory=list)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        given = {"hours": 12, "proxied": True, **self.options}
        self.settings = Settings(domain=DOMAIN, organisation=hash_key(KEY), **given)
        shelf = read_shelf(self.root, today=date(2026, 11, 21))
        self.rooms = Rooms(shelf, self.settings, tell=self._tell, now=lambda: self.seconds)
        self.front = Front(self.rooms, self.settings, now=lambda: self.seconds)

    def _tell(self, message: object) -> None:
        self.told.append(message)
        if isinstance(message, HoldRoom):
            asyncio.get_running_loop().call_soon(self.rooms.arrived, message.name)

    def web(self) -> TestClient:
        return TestClient(self.front, base_url=f"http://{NAME}.{DOMAIN}")


def headers(
    *, name: str = NAME, key: str = "", address: str = "10.0.0.7", scheme: str = "https"
) -> dict[str, str]:
    """What comes with a request by way of the proxy."""
    return {
        "host": f"{name}.{DOMAIN}",
        "x-askfirst-address": address,
        "x-askfirst-scheme": scheme,
        **({"authorization": f"Bearer {key}"} if key else {}),
    }


def wanted(plan: str = PLAN, head_count: object = 12) -> dict[str, object]:
    return {"plan": plan, "headCount": head_count}


def make(web: TestClient, name: str = NAME) -> dict[str, str]:
    """A room, as whoever made it is told of it."""
    reply = web.post("/rooms", json=wanted(), headers=headers(name=name, key=KEY))
    assert reply.status_code == 200, reply.text
    found: dict[str, str] = reply.json()
    return found


@dataclass(frozen=True)
class Certified:
    """A certificate for all rooms, as files, and who trusts it."""

    chain: Path
    key: Path
    authority: Path

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.authority))


def certify(folder: Path) -> Certified:
    """Make a certificate for every room of the domain."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA()
    own = authority.issue_cert(f"*.{DOMAIN}", DOMAIN)
    made = Certified(folder / "certificate.pem", folder / "key.pem", folder / "authority.pem")
    made.chain.write_bytes(b"".join(blob.bytes() for blob in own.cert_chain_pems))
    made.key.write_bytes(own.private_key_pem.bytes())
    authority.cert_pem.write_to_path(str(made.authority))
    return made


@dataclass
class Program:
    """`askfirst room` as a process."""

    process: "subprocess.Popen[str]"
    first: str

    def workers(self) -> list[psutil.Process]:
        """The processes that hold rooms, in the order of their ports."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        mine = [p for p in found if "askfirst.hosting.worker_main" in p.cmdline()]
        return sorted(mine, key=lambda p: p.pid)

    def kill(self) -> None:
        """Kill the whole of it, as when a machine loses its power."""
        for one in (*self.workers(), psutil.Process(self.process.pid)):
            one.kill()
        self.process.wait()

    def end(self) -> str:
        """End it as a terminal or systemd does, and return what it says."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=60)[0]


def project(folder: Path) -> Path:
    """A project with the file of the organisation's key."""
    root = make_project(folder)
    (root / "organisation-key").write_text(KEY, encoding="utf-8")
    return root


@contextmanager
def program(root: Path, *options: str, inside: Sequence[str] = ()) -> Iterator[Program]:
    """Run `askfirst room` until the block is left, and give it once all workers listen."""
    code = "from askfirst.cli import app; app()"
    command = [*inside, sys.executable, "-c", code, "room", "--domain", DOMAIN, *options]
    process = subprocess.Popen(
        command, cwd=root, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    out: IO[str] = process.stdout
    running = Program(process, out.readline())
    try:
        assert "are held at" in running.first, running.first + out.read()
        yield running
    finally:
        if process.poll() is None:
            running.kill()
        out.close()


@dataclass
class Client:
    """Somebody who asks, over a connection that stays open."""

    connection: http.client.HTTPConnection

    def ask(
        self, method: str, path: str, *, name: str, key: str = "", body: object = None, **more: str
    ) -> tuple[int, Any]:
        sent = None if body is None else json.dumps(body)
        said = {"Host": f"{name}.{DOMAIN}", "Content-Type": "application/json", **more}
        if key:
            said["Authorization"] = f"Bearer {key}"
        self.connection.request(method, path, body=sent, headers=said)
        reply = self.connection.getresponse()
        found = reply.read()
        return reply.status, json.loads(found) if found.startswith(b"{") else found.decode()
