"""Who may hold a place where places are few, so that one address cannot take those of all others.

A whole room may stand behind one address (a hotspot, a school's network, a tunnel), so one address
may hold every place while nobody else wants one. Whoever comes from elsewhere then gets one of its.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import Scope

from askfirst.room.limits import Scrambled


@dataclass(eq=False)
class Place:
    """A place that is held.

    Attributes:
        name: Whose it is, scrambled.
        leave: Called when it is given to somebody else.
        idle: Whether nothing is asked or answered there now.
    """

    name: bytes
    leave: Callable[[], None] = field(repr=False)
    idle: bool = False


class Places:
    """A number of places by a keyed hash of the address; the address itself is not kept.

    Args:
        most: How many there are now.
    """

    def __init__(self, most: Callable[[], int]) -> None:
        self._most = most
        self._name = Scrambled()
        self._held: dict[bytes, dict[Place, None]] = {}
        self._idle: dict[Place, None] = {}  # the one that has been so for longest is first
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def take(self, address: str, leave: Callable[[], None], *, idle: bool = False) -> Place | None:
        """Return a place, perhaps one that somebody else has to leave; None if all are taken.

        One that is idle is left first, and then the oldest of the address that holds the most,
        where that is more than the newcomer would hold.
        """
        place = Place(self._name(address), leave)
        while len(self) >= self._most():
            other = next(iter(self._idle), None) or self._of_most(place.name)
            if other is None:
                return None
            self.free(other)
            other.leave()
        self._held.setdefault(place.name, {})[place] = None
        self._count += 1
        self.rest(place, idle=idle)
        return place

    def rest(self, place: Place, *, idle: bool) -> None:
        """Say whether anything is asked or answered at a place now."""
        if place.idle == idle or place not in self._held.get(place.name, ()):
            return
        place.idle = idle
        if idle:
            self._idle[place] = None
        else:
            del self._idle[place]

    def free(self, place: Place) -> None:
        """Give a place back; a second time changes nothing."""
        held = self._held.get(place.name, {})
        if place not in held:
            return
        del held[place]
        self._idle.pop(place, None)
        self._count -= 1
        if not held:
            del self._held[place.name]

    def _of_most(self, newcomer: bytes) -> Place | None:
        held = max(self._held.values(), key=len, default={})
        if len(held) <= len(self._held.get(newcomer, ())) + 1:
            return None
        return next(iter(held))


def address(scope: Scope) -> str:
    """Return where a request comes from, "" where that is no network address."""
    return str((scope.get("client") or ("", 0))[0])
