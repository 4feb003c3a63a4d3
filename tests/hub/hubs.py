"""Facilitators of a hub for tests: their page as jupyter-server-proxy asks it, and a service."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from starlette.testclient import TestClient

from askfirst.hosting.asking import HostedRoom, Service
from askfirst.hub.relay import create_relay
from askfirst.hub.room import Rooms
from askfirst.hub.settings import Settings
from tests.hosting.hosted import project
from tests.opening.projects import POLL

ORIGIN = "https://ann.hub.test"
PATH = "/user/ann/askfirst"
SENT = {"origin": ORIGIN, "content-type": "application/json"}
"""What a page of the facilitator's own sends along with a step."""


@dataclass(frozen=True)
class Served:
    """A service of rooms on this computer, as processes of its own."""

    address: str
    root: Path


@contextmanager
def service(folder: Path, port: int) -> Iterator[Served]:
    """Hold rooms at a port until the block is left."""
    root = project(folder)
    code = "from askfirst.cli import app; app()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "room", "--port", str(port)],
        cwd=root, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    out: IO[str] = process.stdout
    first = out.readline()
    try:
        assert "are held at" in first, first + out.read()
        yield Served(f"http://localhost:{port}", root)
    finally:
        process.terminate()
        process.communicate(timeout=60)


def settings(served: Served, home: Path, **other: object) -> Settings:
    """What the hub would say to the server of a facilitator with this home."""
    given = {
        "origin": ORIGIN,
        "path": PATH,
        "service": served.address,
        "organisation": served.root / "organisation-key",
        "project": served.root,
        "results": home / "results",
        "kept": home / "state" / "room.json",
        **other,
    }
    return Settings(**given)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Facilitator:
    """One who has logged in: what is asked here has passed the hub's door."""

    rooms: Rooms
    web: TestClient

    @classmethod
    def at(cls, given: Settings) -> "Facilitator":
        rooms = Rooms(given)
        return cls(rooms, TestClient(create_relay(rooms), base_url=ORIGIN, follow_redirects=False))

    def make(self, plan: str = "short", head_count: str = "12") -> HostedRoom:
        """Fill in the form, and return the room."""
        fields = {"plan": plan, "headCount": head_count}
        reply = self.web.post("/rooms", data=fields, headers={"origin": ORIGIN})
        assert (reply.status_code, reply.headers["location"]) == (303, "./"), reply.text
        return self.rooms.room()

    def step(self, path: str) -> int:
        """Take a step as the start page does, and return the status."""
        return self.web.post(path, json={}, headers=SENT).status_code


def ask_room(room: HostedRoom, method: str, path: str, body: object = None) -> tuple[int, object]:
    """Ask a room as a phone does: at its own address."""
    return Service.at(room.address).ask(method, path, body=body)


def answer(room: HostedRoom, choices: list[str]) -> None:
    """Let a phone for each choice join at the room's own address, and answer."""
    for choice in choices:
        ticket = secrets.token_hex(16)
        status, joined = ask_room(room, "POST", "/join", {"word": room.word, "ticket": ticket})
        assert isinstance(joined, dict)
        assert status == 200, joined
        sent = {"seat": joined["seat"], "activity": POLL.id, "nonce": ticket, "choice": choice}
        assert ask_room(room, "POST", "/answer", sent)[0] == 200
