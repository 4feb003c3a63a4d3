"""Whatever fails while a workshop runs, what is said of it holds no address, seat or answer."""

import asyncio
import logging
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from askfirst.room.events import Broker
from askfirst.room.failures import told
from askfirst.room.limits import Buckets
from askfirst.room.phone import PhonePages
from askfirst.room.state import Room
from askfirst.room.tally import Tally
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import MAPPED_HOST
from tests.privacy.canaries import Canary, finder, found
from tests.room.rooms import WORDS, make_room

PHONE = Canary(3)
FAULTS = [
    (Room, "join"), (Room, "answer"), (Room, "take_back"), (Room, "signal"), (Room, "texts"),
    (Room, "phone_snapshot"), (Room, "host_snapshot"), (Tally, "accept"), (Buckets, "allow"),
    (PhonePages, "live"), (PhonePages, "now"), (PhonePages, "thanks"), (Broker, "enter"),
]  # fmt: skip


def breaking(error: type[BaseException]) -> Callable[..., None]:
    """Return a step that fails as a program does: with the values it had at hand in its words."""

    def fail(*given: object, **named: object) -> None:
        raise error(f"{PHONE.text()} {PHONE.address} {given!r} {named!r}")

    return fail


def send(served: Served, request: str, *, cut: bool = False) -> bytes:
    """Send a request from an address of its own; `cut` resets the connection before the reply."""
    place = ("127.0.0.1", urlsplit(served.url).port or 0)
    with socket.create_connection(place, 20, source_address=(PHONE.address, 0)) as link:
        link.sendall(request.encode())
        if cut:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return b""
        link.shutdown(socket.SHUT_WR)
        reply = b""
        while part := link.recv(65536):
            reply += part
    return reply


def requests() -> list[str]:
    """Return one request of each kind, with canaries wherever a phone can put something."""
    head = f"Host: {MAPPED_HOST}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in PHONE.headers.items())
    fields = f'"seat":"{PHONE.mark("seat")}","activity":"{WORDS.id}","nonce":"{PHONE.nonce}"'
    body = f'{{{fields},"choice":"={PHONE.mark("text")}","word":"river","ticket":"{PHONE.ticket}"}}'
    form = f"seat={PHONE.mark('seat')}&word=river&activity={WORDS.id}&words={PHONE.mark('text')}"
    paths = ("join", "answer", "take-back", "signal", "next")
    json, plain = "application/json", "application/x-www-form-urlencoded"
    posts = [
        f"POST /{path} HTTP/1.1\r\n{head}Content-Type: {kind}\r\n"
        f"Content-Length: {len(sent)}\r\n\r\n{sent}"
        for path in paths
        for kind, sent in ((json, body), (plain, form))
    ]
    gets = [
        f"GET /{path} HTTP/1.1\r\n{head}\r\n"
        for path in ("", "standing", f"{PHONE.mark('path')}?{PHONE.mark('query')}")
    ]
    broken = [
        f"{PHONE.mark('nonsense')}\r\n\r\n",
        f"GET /{PHONE.mark('path')} HTTP/7.3\r\n{head}\r\n",
        f"POST /answer HTTP/1.1\r\n{head}Content-Length: 999\r\n\r\n{PHONE.mark('part')}",
    ]
    return [*posts, *gets, *broken]


@pytest.fixture
def outputs(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Iterator[Callable[[], str]]:
    """All that is said anywhere: by any logger at any level, on stdout and on stderr."""
    with caplog.at_level(logging.DEBUG, logger="asyncio"), caplog.at_level(logging.DEBUG):
        yield lambda: "".join([*capfd.readouterr(), caplog.text])


@pytest.mark.parametrize("error", [KeyError, RuntimeError, OSError, BrokenPipeError])
def test_a_fault_in_any_step_tells_nothing(
    outputs: Callable[[], str], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """With a fault in each step in turn, replies and outputs name kind and line, and no value."""
    replies = b""
    with served_to_phones(make_room()) as served:
        served.do(served.room.open, WORDS.id)
        for owner, name in FAULTS:
            with monkeypatch.context() as patch:
                patch.setattr(owner, name, breaking(error))
                for request in requests():
                    replies += send(served, request)
    said = outputs()
    assert f"{error.__name__} at " in said
    assert found(said.encode(), finder()) == []
    assert b'"failed"' in replies
    assert PHONE.mark("text").encode() not in replies


def test_a_phone_that_goes_away_tells_nothing(outputs: Callable[[], str]) -> None:
    """Connections that are reset in the middle of anything leave no line at all."""
    with served_to_phones(make_room()) as served:
        served.do(served.room.open, WORDS.id)
        for request in requests():
            send(served, request, cut=True)
            send(served, request[: len(request) // 2], cut=True)
        assert send(served, f"GET /bye HTTP/1.1\r\nHost: {MAPPED_HOST}\r\n\r\n")
    said = outputs()
    assert found(said.encode(), finder()) == []
    assert "Traceback" not in said


def test_what_fails_in_the_loop_tells_nothing(outputs: Callable[[], str]) -> None:
    """A step that the clock takes, a task nobody waits for: kind and line, no value."""
    with served_to_phones(make_room()) as served:

        def schedule() -> None:
            loop = asyncio.get_running_loop()
            loop.call_soon(breaking(ValueError), PHONE.text())
            loop.call_exception_handler({"message": PHONE.text(), "handle": PHONE.address})

            async def forgotten() -> None:
                breaking(LookupError)()

            asyncio.ensure_future(forgotten()).add_done_callback(lambda _: None)

        served.do(schedule)
        served.do(lambda: None)
    said = outputs()
    assert "ValueError at " in said
    assert "A step did not end well" in said
    assert found(said.encode(), finder()) == []


@pytest.mark.parametrize(
    "how",
    [
        "raise KeyError(secret)",
        "threading.Thread(target=lambda: {}[secret]).start()",
        "class A:\n def __del__(self): raise ValueError(secret)\nA()",
        "def f(answer): return {}[answer]\nf(secret)",
        "raise ExceptionGroup(secret, [ValueError(secret)])",
        "try:\n raise ValueError(secret)\nexcept ValueError as e:\n raise KeyError(secret) from e",
    ],
)
def test_a_process_that_dies_tells_nothing(tmp_path: Path, how: str) -> None:
    """What ends a process, a thread or an object is told by kind and line, without its words."""
    program = tmp_path / "program.py"
    program.write_text(
        "import threading\nfrom askfirst.room.failures import keep_quiet\nkeep_quiet()\n"
        f"secret = 'Kanari' + 'envogel' + 'text'\n{how}\n"
    )
    said = subprocess.run([sys.executable, program], capture_output=True, check=False, timeout=60)
    assert b" at " in said.stderr
    assert found(said.stdout + said.stderr, finder()) == []


def test_a_workshop_keeps_quiet_before_anything_can_fail() -> None:
    """`askfirst open` sets this up first: what breaks while it opens is told without its words."""
    program = (
        "import sys, threading\nfrom askfirst.opening import command\n"
        "command.prepare = lambda *_, **__: {}['Kanari' + 'envogel']\n"
        "from askfirst.cli import app\napp()\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, "open"], capture_output=True, check=False, timeout=60
    )
    assert said.returncode == 1
    assert said.stderr.startswith(b"KeyError at ")
    assert found(said.stdout + said.stderr, finder()) == []


def test_told_names_the_line_that_failed() -> None:
    """A failure is told by its kind and by the file and line in which it happened."""
    with pytest.raises(KeyError) as caught:
        breaking(KeyError)()
    assert told(caught.value).startswith(f"KeyError at {__file__}:")
    assert told(KeyError("x")) == "KeyError at an unknown line"
