"""How much one connection may ask for: a bucket that fills again, and forgets whose it was.

A whole room may stand behind one address (a hotspot, a school's network), so a bucket holds
enough for every phone to join, follow, answer and retry within a minute.
"""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

FORGET_SECONDS: Final = 60.0
REQUESTS_A_PHONE: Final = 40
SMALLEST_ROOM: Final = 25
MOST_BUCKETS: Final = 4096


class Scrambled:
    """Gives each address a name that says nothing of it, and another one in each process."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def __call__(self, address: str) -> bytes:
        """Return the name of an address."""
        return hmac.digest(self._key, address.encode(), "sha256")


class Buckets:
    """Token buckets by a keyed hash of the address; the address itself is not kept.

    Args:
        phones: How many phones a room holds now.
        now: Seconds that only go forward.
    """

    def __init__(self, phones: Callable[[], int], *, now: Callable[[], float]) -> None:
        self._name = Scrambled()
        self._phones = phones
        self._now = now
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def allow(self, address: str) -> bool:
        """Take one request from the bucket of an address; False when it is empty.

        What is refused takes nothing: else a room that knocks again and again is never let in.
        """
        now = self._now()
        self.forget(now)
        size = float(REQUESTS_A_PHONE * max(SMALLEST_ROOM, self._phones()))
        name = self._name(address)
        left, then = self._buckets.pop(name, (size, now))
        left = min(size, left + (now - then) * size / FORGET_SECONDS)
        allowed = left >= 1
        self._buckets[name] = (left - 1 if allowed else left, now)
        return allowed

    def clear(self) -> None:
        """Drop every bucket."""
        self._buckets.clear()

    def forget(self, now: float) -> None:
        """Drop the buckets that nothing was taken from for a minute, and the oldest beyond 4096."""
        while self._buckets:
            _, (_, then) = next(iter(self._buckets.items()))
            if now - then < FORGET_SECONDS and len(self._buckets) < MOST_BUCKETS:
                return
            self._buckets.popitem(last=False)
