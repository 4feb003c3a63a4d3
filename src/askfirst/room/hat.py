"""Seats from a hat: a code on each slip that was drawn, which lets one phone in and names nobody.

What the room is given of the codes is salted and hashed slowly, so that a file of them opens
nothing. What it holds besides is which hashes were used, and never beside a seat.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from askfirst.room.seats import Seats, framed
from askfirst.room.texts import refusal

# No vowel, so that no word comes about; and of letters that look alike, one.
LETTERS: Final = "CDFGHJKMNPQRTVWXY2345789"
MEANT: Final = str.maketrans({"S": "5", "Z": "2", "B": "8", "6": "G"})
BETWEEN: Final = frozenset(" -‐‑–—_.\t\r\n")
LENGTH: Final = 9  # of 24 letters: 41 bits, far beyond what a guess a request can find in a day
GROUP: Final = 3
COST: Final = 2**10  # a few thousandths of a second, and a megabyte
SALT: Final = 16


def new_code() -> str:
    """Return a code by the system's random source."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def spelled(code: str) -> str:
    """Return a code as it is printed: in groups of three."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read_code(text: object) -> str:
    """Return the code that was scanned or typed, in any case and grouping; "" if it is none."""
    plain = "".join(letter for letter in str(text)[:64] if letter not in BETWEEN)
    code = plain.upper().translate(MEANT)
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def hashed(code: str, salt: bytes) -> bytes:
    """Return what is kept of a code."""
    return hashlib.scrypt(code.encode(), salt=salt, n=COST, r=8, p=1, dklen=32)


@dataclass(frozen=True, kw_only=True)
class Slips:
    """What is known of the slips of one hat.

    Attributes:
        salt: 16 random bytes.
        marks: The hashes of their codes, in no order.
    """

    salt: bytes
    marks: frozenset[bytes]

    @classmethod
    def of(cls, codes: Collection[str], *, salt: bytes | None = None) -> "Slips":
        """Return what may be kept of these codes."""
        salt = salt or secrets.token_bytes(SALT)
        return cls(salt=salt, marks=frozenset(hashed(code, salt) for code in codes))


@dataclass(kw_only=True)
class Hat:
    """Lets in whoever has a slip: each on one phone.

    Attributes:
        slips: The slips; a room that has ended knows none.
        used: The hashes of those that let a phone in.
        elsewhere: The address printed on them, if the room is at another; else "".
    """

    slips: Slips
    elsewhere: str = ""
    used: set[bytes] = field(default_factory=set)

    def take(self, seats: Seats, *, code: object, ticket: bytes) -> str:
        """Return the seat of a slip on the phone that made the ticket.

        Slip and seat are marked apart, so nothing here says which slip has which seat.

        Raises:
            RoomError: `wrong_slip`, `slip_used` or `full`.
        """
        mark = self._find(code)
        own = hashlib.sha256(framed(b"askfirst slip", mark, ticket)).digest()
        if mark in self.used and not seats.knows(own):
            raise refusal("slip_used")
        seat = seats.take(own)
        self.used.add(mark)
        return seat

    def to_json(self) -> dict[str, object]:
        """Return what the facilitator's pages are told."""
        return {"slips": len(self.slips.marks), "elsewhere": self.elsewhere}

    def held(self) -> list[bytes]:
        """Return what is held of who came, sorted: who came first is not in it."""
        return sorted(self.used)

    def hold(self, used: Collection[bytes]) -> None:
        """Hold this in place of what is held now."""
        self.used = set(used)

    def forget(self) -> None:
        """Make every slip worthless."""
        self.slips = Slips(salt=secrets.token_bytes(SALT), marks=frozenset())
        self.used.clear()

    def _find(self, code: object) -> bytes:
        read = read_code(code)
        mark = hashed(read, self.slips.salt) if read else b""
        for known in self.slips.marks:
            if hmac.compare_digest(known, mark):
                return mark
        raise refusal("wrong_slip")
