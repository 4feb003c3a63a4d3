"""`askfirst open` under strace: what it writes, to which file, whether or not the file remains."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil
import pytest

from tests.opening.projects import write_library

ROOT: Final = Path(__file__).parents[2]
PLAIN: Final = "from askfirst.cli import app\napp()\n"
CALLS: Final = (
    "open,openat,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,"
    "mknod,mknodat,setxattr,lsetxattr,fsetxattr,write,pwrite64,writev,pwritev,pwritev2"
)
# Children too, each file by its name, every byte spelled out, and no stop at other calls.
OPTIONS: Final = ("-f", "-qq", "-y", "-xx", "-s", "131072", "--seccomp-bpf", f"--trace={CALLS}")
LINE: Final = re.compile(rb"^\d+ +(\w+)\((.*)$")
FILE: Final = re.compile(rb"^\d+<((?:\\x[0-9a-f]{2})+)>")
TEXT: Final = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
NO_FILE: Final = re.compile(rb"^(socket|pipe|anon_inode|TCP|TCPv6|UDP|UNIX|UNIX-STREAM|NETLINK)\b")


def strace_path() -> str:
    """Return where strace is; without it these tests are skipped, and fail in CI."""
    found = shutil.which("strace")
    if found:
        return found
    reason = "strace was not found: this proof reads with it what a process writes. Install strace."
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A workshop that runs under strace, in folders of its own."""

    process: "subprocess.Popen[bytes]"
    port: int
    word: str
    key: str
    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "project"

    def stop(self) -> None:
        """End it as Ctrl-C does, and wait."""
        if self.process.poll() is None:
            for child in psutil.Process(self.process.pid).children():
                child.send_signal(signal.SIGINT)
        self.process.wait(60)


@contextmanager
def traced_workshop(
    folder: Path, *, program: str = PLAIN, head_count: int, sealed: bool = False
) -> Iterator[Traced]:
    """Hold a workshop under strace, with a home, a folder for what is temporary and a project.

    Args:
        folder: Where all three are, and what was said and written.
        program: The Python program that is run.
        head_count: How many phones may join.
        sealed: Whether they seal what they send.
    """
    strace = strace_path()
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    for name in ("notebooks", "data", "facilitator"):
        shutil.copytree(ROOT / name, folder / "project" / name)
    own = ("XDG_", "JUPYTER", "IPYTHON", "PYTEST", "ASKFIRST")
    rest = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    home = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "PYTHONUNBUFFERED": "1"}
    command = ["open", "--no-browser", "--host", "127.0.0.1", "--head-count", str(head_count)]
    if sealed:
        write_library(folder / "project")
        command.append("--sealed")
    with (folder / "stderr").open("wb") as errors:
        process = subprocess.Popen(
            [strace, *OPTIONS, "-o", folder / "trace", sys.executable, "-c", program, *command],
            cwd=folder / "project",
            env={**rest, **home},
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    assert process.stdout is not None
    with process, (folder / "stdout").open("wb") as said:
        text = ""
        for line in process.stdout:
            said.write(line)
            text += line.decode()
            if "Press Ctrl-C" in text:
                break
        else:
            errors_said = (folder / "stderr").read_text()
            pytest.fail(f"askfirst open under strace said: {text}{errors_said}", pytrace=False)
        place = re.search(r"127\.0\.0\.1:(\d+)/host#k=(\S+)", text)
        word = re.search(r"and type\s+(\w+)", text)
        assert place is not None
        assert word is not None
        traced = Traced(
            process=process, port=int(place[1]), key=place[2], word=word[1], folder=folder
        )
        try:
            yield traced
            said.write(_rest(traced))
        finally:
            traced.stop()


def _rest(traced: Traced) -> bytes:
    traced.stop()
    assert traced.process.stdout is not None
    return traced.process.stdout.read()


def plain(spelled: bytes) -> bytes:
    """Return the bytes that strace spelled out."""
    return bytes.fromhex(spelled.decode().replace("\\x", ""))


def writes(trace: Path) -> Mapping[str, bytes]:
    """Return what was written to each file, in order, and each name that was given to one.

    What went over a socket or a pipe is left out: it reached another process, or a phone.
    """
    written: dict[str, bytes] = defaultdict(bytes)
    with trace.open("rb") as lines:
        for line in lines:
            call = LINE.match(line)
            if call is None:
                continue
            texts = b"\n".join(plain(text) for text in TEXT.findall(call[2]))
            to = FILE.match(call[2])
            if b"write" not in call[1]:
                written["names"] += texts + b"\n"
            elif to is not None and not NO_FILE.match(name := plain(to[1])):
                written[name.decode()] += texts
    return written
