"""Seats, tokens and commitments: what lets a phone answer once, and says nothing about whose it is.

A seat is 16 random bytes and their MAC under the room key, which lives in memory only. The room
derives the token of an activity from a seat when it answers, and drops the seat at once.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Final, Self

from askfirst.errors import RoomError
from askfirst.room.texts import refusal

SIZE: Final = 16
NONCE: Final = re.compile(r"[0-9a-f]{32}")
LARGEST_ROOM: Final = 1000


def framed(*parts: bytes) -> bytes:
    """Return the parts as one byte string that no other parts give: each after its length."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def token(seat: bytes, activity: str, turn: int) -> bytes:
    """Return the one-use right of a seat to answer one round of an activity."""
    return hashlib.sha256(
        framed(b"askfirst token", seat, activity.encode(), str(turn).encode())
    ).digest()


@dataclass(frozen=True)
class Right:
    """What lets a seat answer one round; without the seat nothing joins its two halves.

    Attributes:
        token: The one-use right itself.
        turns: Under which it is counted how often an answer was taken back.
    """

    token: bytes
    turns: bytes

    @classmethod
    def of(cls, seat: bytes, activity: str, turn: int) -> Self:
        """Return the right of a seat to answer one round of an activity."""
        named = framed(b"askfirst turns", seat, activity.encode(), str(turn).encode())
        return cls(token=token(seat, activity, turn), turns=hashlib.sha256(named).digest())


def commitment(nonce: bytes, choice: str) -> bytes:
    """Return what hides a choice from everyone but the phone that holds the nonce."""
    return hashlib.sha256(framed(b"askfirst commitment", nonce, choice.encode())).digest()


def spent(nonce: bytes) -> bytes:
    """Return the mark that the answer with this nonce was taken back."""
    return hashlib.sha256(framed(b"askfirst spent", nonce)).digest()


def read_nonce(text: object) -> bytes:
    """Return the 16 bytes of a nonce.

    Raises:
        RoomError: `bad_nonce`, for anything but 32 lower-case hexadecimal digits.
    """
    if not isinstance(text, str) or not NONCE.fullmatch(text):
        raise refusal("bad_nonce")
    return bytes.fromhex(text)


class Seats:
    """Gives out seats, as many as the head count, and knows its own again.

    Args:
        head_count: How many phones may join, 1 to 1000.
        key: The room key, 32 random bytes; tests give their own.
    """

    def __init__(self, head_count: int, *, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)
        self._joined: set[bytes] = set()
        self.head_count = head_count

    @property
    def head_count(self) -> int:
        """How many phones may join."""
        return self._head_count

    @head_count.setter
    def head_count(self, count: int) -> None:
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= LARGEST_ROOM:
            raise RoomError(
                "bad_head_count", f"The head count is {count!r}. Use 1 to {LARGEST_ROOM}.", 422
            )
        self._head_count = count

    @property
    def joined(self) -> int:
        """How many phones have a seat."""
        return len(self._joined)

    def take(self, ticket: bytes) -> str:
        """Return the seat of a ticket: 16 random bytes that the phone made.

        The same ticket gives the same seat, so a request that is sent twice takes one seat.

        Raises:
            RoomError: `full`, when every seat is taken.
        """
        seat = self._mac(b"askfirst seat", ticket)
        mark = self._joined_mark(ticket)
        if mark not in self._joined and self.joined >= self.head_count:
            raise refusal("full")
        self._joined.add(mark)
        return (
            base64.urlsafe_b64encode(seat + self._mac(b"askfirst mac", seat)).decode().rstrip("=")
        )

    def knows(self, ticket: bytes) -> bool:
        """Return whether this ticket has its seat already."""
        return self._joined_mark(ticket) in self._joined

    def read(self, seat: object) -> bytes:
        """Return the 16 bytes of a seat that this room gave out.

        Raises:
            RoomError: `bad_seat`, for any other.
        """
        try:
            found = base64.b64decode(f"{seat}=", altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            found = b""
        given, mac = found[:SIZE], found[SIZE:]
        if not hmac.compare_digest(mac, self._mac(b"askfirst mac", given)):
            raise refusal("bad_seat")
        return given

    def secret(self, name: str) -> bytes:
        """Return 16 bytes that nobody knows who has not the room key, the same for a name."""
        return self._mac(b"askfirst secret", name.encode())

    def held(self) -> tuple[bytes, list[bytes], int]:
        """Return all that is held, the marks sorted: who came first is not in it."""
        return self._key, sorted(self._joined), self._head_count

    def hold(self, held: tuple[bytes, list[bytes], int]) -> None:
        """Hold this in place of what is held now."""
        self._key, joined, self._head_count = held
        self._joined = set(joined)

    def forget(self) -> None:
        """Make every seat worthless."""
        self._key = secrets.token_bytes(32)
        self._joined.clear()

    def _joined_mark(self, ticket: bytes) -> bytes:
        seat = self._mac(b"askfirst seat", ticket)
        return hashlib.sha256(framed(b"askfirst joined", seat)).digest()

    def _mac(self, purpose: bytes, data: bytes) -> bytes:
        return hmac.digest(self._key, framed(purpose, data), "sha256")[:SIZE]
