"""What goes ahead of everything heavy: the sockets, and the process that will serve the room.

That process imports what it needs while this one reads the plan, so that nobody waits for both.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Final

from askfirst.loopback import LOOPBACK
from askfirst.opening.addresses import Address
from askfirst.opening.hat import HatFile, read_hat, take_place
from askfirst.opening.wishes import Wishes
from askfirst.supervision.sockets import start

PROGRAM: Final = (sys.executable, "-m", "askfirst.opening.room_main")


@dataclass(frozen=True, kw_only=True)
class Listening:
    """Where a workshop will be found.

    Attributes:
        address: Its address.
        port: Its port.
        sockets: They take the port already.
        known: The slips that let phones in, if there are any.
    """

    address: Address
    port: int
    sockets: tuple[socket, ...]
    known: HatFile | None = None

    def close(self) -> None:
        """Let the port go."""
        for sock in self.sockets:
            sock.close()


def listen_as(wishes: Wishes, *, folder: Path = Path()) -> Listening:
    """Listen where the command line says, or else where the slips lead.

    Args:
        wishes: What the command line says.
        folder: Where the command was given.

    Raises:
        StartError: There is no such address or port, it is taken, or it is not for a rehearsal; or
            the slips cannot be read.
    """
    known = None if wishes.seats is None else read_hat(folder / wishes.seats)
    host = wishes.host if wishes.speed == 1 else LOOPBACK
    address, port, sockets = take_place(known, host=host, port=wishes.wanted)
    return Listening(address=address, port=port, sockets=tuple(sockets), known=known)


@contextmanager
def ahead(wishes: Wishes) -> Iterator[tuple[Listening, "subprocess.Popen[bytes]"]]:
    """Listen, and have a process ready to serve; both end when the block is left.

    Raises:
        StartError: As `listen_as`, or a head count that is none.
    """
    _ = wishes.phones
    with closing(listen_as(wishes)) as listening, start(PROGRAM, listening.sockets) as process:
        try:
            yield listening, process
        finally:
            process.kill()
