"""A stand-in for the room's host side: whole snapshots as a stream, and steps by POST."""

import json
import queue
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import Page

from tests.browser.deck_sheet import READY, show
from tests.browser.surface import OpenPage
from tests.serving import running

KEY = "a-host-key"
PHASES = {"open": "open", "close": "closed", "release": "released"}
RELEASE = {"view": "bands", "k": 5, "answered": [25, 29], "cells": [[10, 14], [5, 9], [0, 4]]}


class FakeRoom:
    """Serves one page as the live deck and follows the contract of the host interface."""

    def __init__(self, page: str, activities: Mapping[str, Mapping[str, Any]]) -> None:
        self.page = page
        self.asked = {
            name: {"spec": dict(spec), "phase": "draft", "round": 1, "progress": None}
            for name, spec in activities.items()
        }
        self.steps: list[str] = []
        self.refuse: str | None = None
        self.listeners: list[queue.Queue[str | None]] = []
        self.streams = 0
        self.ended = False
        self.lock = threading.Lock()

    def snapshot(self) -> str:
        """The whole state, as one line of JSON."""
        room = {
            "address": "192.168.1.20:8080",
            "word": "river",
            "join": "http://192.168.1.20:8080/#river",
            "qr": "M0 .5h7m2 0h9m2 0h5M0 1.5h1m5 0h1m3 0h2M4 12.5h9M0 24.5h25",
            "size": 25,
            "ended": self.ended,
        }
        return json.dumps({"room": room, "activities": self.asked})

    def step(self, name: str, step: str) -> None:
        """Do a step and tell everyone."""
        with self.lock:
            self.steps.append(f"{name}/{step}")
            asked = self.asked[name]
            asked["phase"] = PHASES[step]
            asked["progress"] = {"pips": 2, "words": "about half"} if step == "open" else None
            asked["release"] = RELEASE if step == "release" else None
            for listener in self.listeners:
                listener.put(self.snapshot())

    def end(self) -> None:
        """End the workshop: say so, and end every stream, as the room does."""
        with self.lock:
            self.ended = True
            for listener in self.listeners:
                listener.put(self.snapshot())
        self.hang_up()

    def hang_up(self) -> None:
        """End every stream."""
        with self.lock:
            for listener in self.listeners:
                listener.put(None)
            self.listeners.clear()


@contextmanager
def serving(room: FakeRoom) -> Iterator[str]:
    """Serve the room on this machine; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/deck/"):
                self.answer(200, room.page, "text/html; charset=utf-8")
            elif self.path == "/host/events" and self.allowed():
                self.stream()
            else:
                self.answer(401, "{}")

        def do_POST(self) -> None:
            _, _, _, name, step = self.path.split("/")
            if room.refuse:
                error = {"error": {"code": "no", "message": room.refuse}}
                self.answer(409, json.dumps(error))
            elif self.allowed():
                room.step(name, step)
                self.answer(200, "{}")

        def allowed(self) -> bool:
            return self.headers["Authorization"] == f"Bearer {KEY}"

        def answer(self, status: int, body: str, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", "frame-ancestors 'self'")
            self.end_headers()
            self.wfile.write(body.encode())

        def stream(self) -> None:
            mine: queue.Queue[str | None] = queue.Queue()
            with room.lock:
                room.streams += 1
                mine.put(room.snapshot())
                room.listeners.append(mine)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            while (data := mine.get()) is not None:
                try:
                    self.wfile.write(f"event: state\ndata: {data}\n\n".encode())
                except OSError:
                    return

        def log_message(self, *args: object) -> None:
            pass

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            room.hang_up()


@contextmanager
def deck_led_by(room: FakeRoom, open_page: OpenPage, *, at: int = 2) -> Iterator[Page]:
    """Open the live deck of a room that stands in, on a projector, at one of its slides."""
    with serving(room) as base:
        page = open_page()
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(f"{base}/deck/05_consent#k={KEY}")
        page.wait_for_selector(READY)
        show(page, at)
        yield page
