"""What `askfirst room` and a worker say to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from askfirst.hosting.shelf import Shelf
from askfirst.room.keeper import Parts
from askfirst.supervision.sockets import Lent


@dataclass(frozen=True, kw_only=True)
class Made:
    """A room as it was made; all that changes later is in its parts.

    Attributes:
        name: The first label of its host name.
        address: That host name, with the port where it is not the usual one.
        plan: The plan's name.
        word: What opens it to phones.
        host_key: What leads it.
        head_count: How many phones may join at first.
        until: The second of the system's monotonic clock at which it is dropped.
    """

    name: str
    address: str
    plan: str
    word: str
    host_key: str
    head_count: int
    until: float


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a worker is to know; the same for all.

    Attributes:
        domain: What the rooms' names stand before.
        organisation: A hash of the key with which rooms are made.
        hours: How long a room is held.
        certificate: The files of certificate and key, where it speaks TLS itself.
        proxied: Whether a proxy before it, and it alone, reaches it, and says who asks.
        plain: Whether it answers without TLS, on this computer alone.
    """

    domain: str
    organisation: bytes
    hours: float
    certificate: tuple[Path, Path] | None = None
    proxied: bool = False
    plain: bool = False


@dataclass(frozen=True)
class Kept:
    """A room as another process holds it: how it was made, and its parts as they came."""

    made: Made
    parts: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Begin:
    """The first message: what to serve, where, and which rooms there are."""

    settings: Settings
    shelf: Shelf
    listening: Lent
    rooms: Mapping[str, Kept]


@dataclass(frozen=True)
class New:
    """A room was made."""

    made: Made


@dataclass(frozen=True)
class HoldRoom:
    """What changed in a room."""

    name: str
    parts: Parts


@dataclass(frozen=True)
class HeldRoom:
    """The answer to it: it is held."""

    name: str


@dataclass(frozen=True)
class Gone:
    """A room was dropped."""

    name: str
