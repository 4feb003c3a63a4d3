"""A process that is started on sockets which another one took, and keeps open."""

import os
import socket
import subprocess
import sys
from collections.abc import Sequence

Lent = tuple[int | bytes, ...]


def start(program: Sequence[str], sockets: Sequence[socket.socket]) -> "subprocess.Popen[bytes]":
    """Start a process that may listen on these sockets, and hears and speaks by pipes."""
    handles = () if sys.platform == "win32" else tuple(sock.fileno() for sock in sockets)
    return subprocess.Popen(  # noqa: S603  # our own program
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # the terminal's Ctrl-C is for us
        pass_fds=handles,
    )


def lent(sockets: Sequence[socket.socket], pid: int) -> Lent:
    """Return what lets another process of ours listen on the same sockets."""
    if sys.platform == "win32":
        return tuple(sock.share(pid) for sock in sockets)
    return tuple(sock.fileno() for sock in sockets)  # the process was started with them


def borrowed(told: Lent) -> list[socket.socket]:
    """Return the sockets that another process of ours lent."""
    return [_borrowed(one) for one in told]


def _borrowed(told: int | bytes) -> socket.socket:
    if sys.platform == "win32":
        return socket.fromshare(told)
    sock = socket.socket(fileno=int(told))
    os.set_inheritable(sock.fileno(), False)
    return sock
