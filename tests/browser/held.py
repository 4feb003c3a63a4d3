"""A workshop held by `askfirst open`, in a copy of the project or in one that a test made."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.browser.surface import MAPPED_HOST

ROOT = Path(__file__).parents[2]
NETWORK = ("--host", MAPPED_HOST, "--head-count", "12")
PATIENCE = 60
# The resolver of this process knows the name, as a network's would; Chromium has a rule of its own.
RESOLVING = f"""
import socket
plain = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **named: plain(
    "127.0.0.1" if host == {MAPPED_HOST!r} else host, *rest, **named)
from askfirst.cli import app
app()
"""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A workshop that `askfirst open` holds; `said` is what it said until people could come."""

    process: subprocess.Popen[str]
    port: int
    word: str
    key: str
    folder: Path
    said: str

    @property
    def url(self) -> str:
        return f"http://{MAPPED_HOST}:{self.port}"

    def snapshot(self) -> dict[str, Any]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/host/state")
        request.add_header("Authorization", f"Bearer {self.key}")
        with urllib.request.urlopen(request, timeout=20) as reply:
            found: dict[str, Any] = json.load(reply)
        return found

    def wait_for_lab(self) -> str:
        """Return the lab's address, once the start page is told of it."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/host/events")
        request.add_header("Authorization", f"Bearer {self.key}")
        with urllib.request.urlopen(request, timeout=90) as stream:
            for line in stream:
                if line.startswith(b"data:") and (lab := json.loads(line[5:])["room"]["lab"]):
                    return str(lab)
        raise AssertionError("the room ended before its lab was ready")

    def phase(self, activity: str) -> str:
        return str(self.snapshot()["activities"][activity]["phase"])

    def end(self, number: int = signal.SIGINT) -> str:
        """Press Ctrl-C, and return what was said from then on."""
        self.process.send_signal(number)
        assert self.process.stdout is not None
        said = self.process.stdout.read()
        assert self.process.wait(PATIENCE) == 0
        return said

    def kill(self) -> None:
        """Kill the one that was started, and wait until what it started has ended by itself."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        assert any("askfirst.opening.room_main" in part for one in family for part in one.cmdline())
        self.process.kill()
        self.process.wait(PATIENCE)
        _, alive = psutil.wait_procs(family, timeout=PATIENCE)
        assert not alive


@contextmanager
def open_workshop(project: Path, *arguments: str) -> Iterator[Opened]:
    """Give the command that a facilitator gives, in a copy of the project.

    Args:
        project: The folder for the copy.
        arguments: What else to say; without any, all modules on a network of its own.
    """
    for folder in ("notebooks", "data", "facilitator"):
        shutil.copytree(ROOT / folder, project / folder)
    with open_in(project, *(arguments or NETWORK)) as opened:
        yield opened


@contextmanager
def open_in(project: Path, *arguments: str) -> Iterator[Opened]:
    """Give the command in a project; at the end it is ended as a facilitator ends it."""
    with subprocess.Popen(
        [sys.executable, "-c", RESOLVING, "open", "--no-browser", *arguments],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        try:
            opened = _opened(process, project)
            yield opened
            if process.poll() is None:
                opened.end()
        finally:
            if process.poll() is None:
                process.kill()


def _opened(process: subprocess.Popen[str], folder: Path) -> Opened:
    """Read what it says until people may come in."""
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if "Ctrl-C to end." in line:
            break
    found = re.search(r"127\.0\.0\.1:(\d+)/host#k=(\S+)", said)
    word = re.search(r"and type\s+(\w+)", said)
    assert found, said
    assert word, said
    return Opened(
        process=process, port=int(found[1]), key=found[2], word=word[1], folder=folder, said=said
    )
