"""What `askfirst open` and the process that serves its room say to each other."""

from dataclasses import dataclass
from typing import Literal

from askfirst.opening.workshop import Workshop
from askfirst.room.keeper import Counts, Parts
from askfirst.room.snapshots import Place
from askfirst.supervision.sockets import Lent


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The first message: the room as it is now, and where it listens."""

    workshop: Workshop
    listening: Lent


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
