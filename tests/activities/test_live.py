"""The room as a kernel sees it, against a small server."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import pytest

from askfirst.activities.live import RoomClient, room_of_this_kernel
from askfirst.errors import RoomError
from tests.serving import running

SNAPSHOT = {"activities": {"x": {"spec": {"id": "x"}, "phase": "open"}, "y": {"phase": "draft"}}}
REFUSAL = {"error": {"code": "wrong_phase", "message": "It is a draft. Open it first."}}
posted: list[tuple[str, object]] = []


class Handler(BaseHTTPRequestHandler):
    """Sends one snapshot as an event and refuses every step."""

    def do_GET(self) -> None:
        assert self.headers["Authorization"] == "Bearer the-key"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(
            b": hello\n\nevent: state\ndata: " + json.dumps(SNAPSHOT).encode() + b"\n\n"
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        posted.append((self.path, json.loads(body)))
        self.send_response(409)
        self.end_headers()
        self.wfile.write(json.dumps(REFUSAL).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """A room's host interface that tells one thing and ends."""
    posted.clear()
    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as made:
        yield f"http://127.0.0.1:{made.server_port}"


def test_follows_one_activity(server: str) -> None:
    """A listener is told the states of its own activity, without the spec it has already."""
    heard: Queue[dict[str, Any]] = Queue()
    RoomClient(server, "the-key").follow("x", heard.put)
    assert heard.get(timeout=30) == {"phase": "open"}


def test_says_what_the_room_refuses(server: str) -> None:
    """The room's own line reaches the facilitator."""
    with pytest.raises(RoomError, match="It is a draft") as error:
        RoomClient(server, "the-key").step("x", "close")
    assert error.value.code == "wrong_phase"


def test_seen_reaches_the_room(server: str) -> None:
    """That a signal was seen is sent to its activity, and a refusal is said."""
    with pytest.raises(RoomError, match="It is a draft"):
        RoomClient(server, "the-key").seen("x", "slower")
    assert posted == [("/host/activities/x/seen", {"signal": "slower"})]


def test_says_when_nobody_answers() -> None:
    """No room is one line, not a traceback of sockets."""
    with pytest.raises(RoomError, match="does not answer"):
        RoomClient("http://127.0.0.1:1", "the-key").step("x", "open")


def test_without_a_room_a_kernel_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that was not told of a room has none."""
    monkeypatch.delenv("ASKFIRST_ROOM", raising=False)
    room_of_this_kernel.cache_clear()
    assert room_of_this_kernel() is None
    monkeypatch.setenv("ASKFIRST_ROOM", "http://127.0.0.1:1")
    monkeypatch.setenv("ASKFIRST_HOST_KEY", "key")
    room_of_this_kernel.cache_clear()
    assert isinstance(room_of_this_kernel(), RoomClient)
    room_of_this_kernel.cache_clear()


def test_no_proxy_hears_the_key(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever proxy the environment names, the key goes to the room alone."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(RoomError, match="It is a draft"):
        RoomClient(server, "the-key").step("x", "close")
