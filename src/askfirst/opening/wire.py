"""What `askfirst open` and the process that serves its room say to each other, over two pipes.

A message arrives whole or not at all: one that was cut off, because whoever wrote it was killed, is
none. Nothing of it touches the disk.
"""

import contextlib
import copyreg
import os
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import IO, Any, Final, Literal

from askfirst.errors import StartError
from askfirst.opening.workshop import Workshop
from askfirst.room.keeper import Counts, Parts
from askfirst.room.snapshots import Place

LENGTH: Final = 8  # bytes that say how long a message is


def table(rows: dict[object, object]) -> MappingProxyType[object, object]:
    """Return the read-only table of a module again, which travels as its rows."""
    return MappingProxyType(rows)


copyreg.pickle(MappingProxyType, lambda rows: (table, (dict(rows),)))


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The first message: the room as it is now, and where it listens."""

    workshop: Workshop
    listening: tuple[int | bytes, ...]


@dataclass(frozen=True)
class Hold:
    """What changed in the room, and what is to be done with its results once it is held."""

    parts: Parts
    then: Literal["save", "finish"] | None = None


@dataclass(frozen=True)
class Held:
    """The answer to `Hold`: it is held, unless the disk refused."""

    error: OSError | None = None


@dataclass(frozen=True)
class Count:
    """Count what is held, after what was said before."""


@dataclass(frozen=True)
class Counted:
    """The answer to `Count`."""

    held: Counts


@dataclass(frozen=True)
class Move:
    """Where things are has changed: JupyterLab came or went."""

    place: Place


@dataclass(frozen=True)
class End:
    """The workshop is over."""


@dataclass(frozen=True)
class Serving:
    """The room listens; or, `asked`, it has been asked for something."""

    asked: bool = False


@dataclass(frozen=True)
class Failed:
    """The room cannot be served, and why."""

    reason: str


Message = Opening | Hold | Held | Count | Counted | Move | End | Serving | Failed


@dataclass(frozen=True)
class Wire:
    """One end of the two pipes.

    Args:
        incoming: What the other end says.
        outgoing: Where the other end hears.
    """

    incoming: IO[bytes]
    outgoing: IO[bytes]
    _alone: threading.Lock = field(default_factory=threading.Lock)

    def send(self, message: object) -> None:
        """Say something.

        Raises:
            OSError: The other end is gone.
        """
        told = pickle.dumps(message)
        with self._alone:
            self.outgoing.write(len(told).to_bytes(LENGTH, "big") + told)
            self.outgoing.flush()

    def receive(self) -> Any:
        """Return what the other end says next, None once it is gone."""
        told = self._read(int.from_bytes(self._read(LENGTH) or b"", "big"))
        if not told:
            return None
        return pickle.loads(told)  # noqa: S301  # from a process of ours, by our pipe

    def _read(self, length: int) -> bytes:
        found = self.incoming.read(length) if length else b""
        return found if len(found) == length else b""


def hear_out(
    process: "subprocess.Popen[bytes]", follow: Callable[[Wire, int], None], *, name: str
) -> int:
    """Have the other end of a process that was started with pipes heard until it is gone.

    Args:
        process: What was started.
        follow: Takes this end of the wire and the process's id, and returns once it is gone.
        name: What it is, for the error.

    Returns:
        How it ended, as its exit code.

    Raises:
        StartError: It has no pipes.
    """
    if process.stdin is None or process.stdout is None:  # as Popen may not be asked for pipes
        raise StartError(f"{name} has no pipes.")
    with contextlib.suppress(OSError):  # it died; what it said until then is held
        follow(Wire(process.stdout, process.stdin), process.pid)
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            pipe.close()
    return process.wait()


def lent(sock: socket.socket, pid: int) -> int | bytes:
    """Return what lets another process of ours listen on the same socket."""
    if sys.platform == "win32":
        return sock.share(pid)
    return sock.fileno()  # the process was started with it


def borrowed(told: int | bytes) -> socket.socket:
    """Return the socket that another process of ours lent."""
    if sys.platform == "win32":
        return socket.fromshare(told)
    sock = socket.socket(fileno=int(told))
    os.set_inheritable(sock.fileno(), False)
    return sock
