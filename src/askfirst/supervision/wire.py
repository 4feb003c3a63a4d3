"""Two pipes between a process that serves and the one that started it, and what all of them say.

A message arrives whole or not at all: one that was cut off, because whoever wrote it was killed, is
none. Nothing of it touches the disk.
"""

import copyreg
import pickle
import threading
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import IO, Any, Final

LENGTH: Final = 8  # bytes that say how long a message is


def table(rows: dict[object, object]) -> MappingProxyType[object, object]:
    """Return the read-only table of a module again, which travels as its rows."""
    return MappingProxyType(rows)


copyreg.pickle(MappingProxyType, lambda rows: (table, (dict(rows),)))


@dataclass(frozen=True)
class End:
    """To the process that serves: it is over."""


@dataclass(frozen=True)
class Serving:
    """From it: it listens; or, `asked`, it has been asked for something."""

    asked: bool = False


@dataclass(frozen=True)
class Failed:
    """From it: it cannot serve, and why."""

    reason: str


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
