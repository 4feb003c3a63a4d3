"""What goes ahead of everything heavy: the sockets, and the process that will serve the room.

That process imports what it needs while this one reads the plan, so that nobody waits for both.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from socket import socket
from typing import Final

from askfirst.opening.addresses import LOOPBACK, Address, choose_address, listen
from askfirst.opening.wishes import Wishes

PROGRAM: Final = (sys.executable, "-m", "askfirst.opening.room_main")


@dataclass(frozen=True, kw_only=True)
class Listening:
    """Where a workshop will be found: its address, and sockets that take the port already."""

    address: Address
    port: int
    sockets: tuple[socket, ...]

    def close(self) -> None:
        """Let the port go."""
        for sock in self.sockets:
            sock.close()


def listen_as(wishes: Wishes) -> Listening:
    """Listen where the command line says.

    Raises:
        StartError: There is no such address or port, it is taken, or it is not for a rehearsal.
    """
    wanted = wishes.wanted
    address = choose_address(wishes.host if wishes.speed == 1 else LOOPBACK)
    port, sockets = listen(address.bind, wanted)
    return Listening(address=address, port=port, sockets=tuple(sockets))


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


def start(program: Sequence[str], sockets: Sequence[socket]) -> "subprocess.Popen[bytes]":
    """Start a process that may listen on these sockets, and hears and speaks by pipes."""
    handles = () if sys.platform == "win32" else tuple(sock.fileno() for sock in sockets)
    return subprocess.Popen(  # noqa: S603  # our own program
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # the terminal's Ctrl-C is for us
        pass_fds=handles,
    )
