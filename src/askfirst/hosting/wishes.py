"""What `askfirst room` was asked for, as typed; read without the room's libraries."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the command line asked for, as typed.

    Attributes:
        workers: How many processes hold rooms, each on a port of its own.
        port: The port of the first worker; the others take those that follow.
        host: The address to listen on.
        domain: What the rooms' names stand before.
        organisation: The file with the key with which rooms are made.
        certificate: The file of a certificate, or None.
        key: The file of its key, or None.
        proxied: Whether a proxy with TLS is before the workers, and says who asks.
        hours: How long a room is held.
    """

    workers: str
    port: str
    host: str
    domain: str
    organisation: Path
    certificate: Path | None = None
    key: Path | None = None
    proxied: bool = False
    hours: str = "12"
