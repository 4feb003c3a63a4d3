"""A workshop held by `askfirst open` in a copy of the project, for the tests in this folder."""

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

import pytest

from tests.browser.surface import MAPPED_HOST

ROOT = Path(__file__).parents[2]
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
    """A workshop that `askfirst open` holds."""

    process: subprocess.Popen[str]
    port: int
    word: str
    key: str
    folder: Path

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


@contextmanager
def open_workshop(project: Path) -> Iterator[Opened]:
    """Give the command that a facilitator gives, in a copy of the project."""
    for folder in ("notebooks", "data", "facilitator"):
        shutil.copytree(ROOT / folder, project / folder)
    arguments = ["open", "--no-browser", "--host", MAPPED_HOST, "--head-count", "12"]
    with subprocess.Popen(
        [sys.executable, "-c", RESOLVING, *arguments],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        said = ""
        assert process.stdout is not None
        for line in process.stdout:
            said += line
            if found := re.search(r"127\.0\.0\.1:(\d+)/host#k=(\S+)", line):
                break
        else:
            pytest.fail(f"askfirst open said: {said}")
        word = re.search(r"and type\s+(\w+)", said)
        assert word is not None
        yield Opened(
            process=process, port=int(found[1]), key=found[2], word=word[1], folder=project
        )
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(30)
