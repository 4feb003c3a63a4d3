"""Who is let in to the server: places for connections, and how long each of them may take."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from askfirst.room.places import Place, Places

MOST_AT_ONCE: Final = 1500
MOST_REFUSED: Final = 100  # who was not let in, and is told so as soon as anything is asked
ASKING_SECONDS: Final = 15.0  # for a whole request; the room waits 10 of them for its body
READING_SECONDS: Final = 30.0
# A phone that went away without a word is noticed after about a minute.
LOSS: Final = {
    "TCP_KEEPIDLE": 30,
    "TCP_KEEPINTVL": 10,
    "TCP_KEEPCNT": 3,
    "TCP_USER_TIMEOUT": 60_000,  # milliseconds, and Linux alone has it
}
Address = tuple[str, int | None] | None


def from_here(server: Address) -> bool:
    """Return whether this is an address of this computer that no other can reach."""
    try:
        return ip_address(server[0] if server else "").is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Held:
    """The place of a connection."""

    places: Places
    place: Place | None

    def rest(self, *, idle: bool) -> None:
        """Say whether anything is asked or answered on the connection now."""
        if self.place is not None:
            self.places.rest(self.place, idle=idle)

    def free(self) -> None:
        """Give it back."""
        if self.place is not None:
            self.places.free(self.place)


class Door:
    """What the connections of a server share.

    The addresses that only this computer reaches have places of their own: phones never take the
    facilitator's.

    Args:
        most: How many connections there may be here, and as many from elsewhere.
        asking: How many seconds one may take for a whole request.
        reading: How many seconds one may take to read what it was sent.
        here: Whether a connection to this address is one of the facilitator's.
    """

    def __init__(
        self,
        *,
        most: int | None = None,
        asking: float = ASKING_SECONDS,
        reading: float = READING_SECONDS,
        here: Callable[[Address], bool] = from_here,
    ) -> None:
        self.asking, self.reading = asking, reading
        self._here = here
        self._places = {mine: Places(lambda: _most(most)) for mine in (True, False)}
        self._refused = Places(lambda: MOST_REFUSED)

    def let_in(
        self, client: Address, server: Address, leave: Callable[[], None]
    ) -> tuple[Held, bool]:
        """Return the place of a connection, and whether it is one among those who are let in."""
        address = client[0] if client else ""
        places = self._places[self._here(server)]
        place = places.take(address, leave, idle=True)
        if place is not None:
            return Held(places, place), True
        return Held(self._refused, self._refused.take(address, leave, idle=True)), False


class Deadline:
    """A step that is taken after so many seconds, however often it is begun, unless it is ended.

    It knows the step only while it runs: what it belongs to is then dropped as soon as it is gone.
    """

    __slots__ = ("_loop", "_seconds", "_timer")  # each connection has two

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._loop, self._seconds = loop, seconds
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, step: Callable[[], None]) -> None:
        """Begin, unless it runs already."""
        if self._timer is None:
            self._timer = self._loop.call_later(self._seconds, step)

    def end(self) -> None:
        """End it before its time."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None


def notice_loss(transport: asyncio.Transport) -> None:
    """Have the system end a connection whose other end is gone, where it can."""
    sock = transport.get_extra_info("socket")
    if sock is None or sock.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in LOSS.items():
            if option := getattr(socket, name, None):
                sock.setsockopt(socket.IPPROTO_TCP, option, value)


def _most(most: int | None) -> int:
    return MOST_AT_ONCE if most is None else most
