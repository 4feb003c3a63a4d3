"""How far the room has got, in words: some, about half, most. Never a number.

At which share one word turns into the next is drawn for each round from a secret of the room:
whoever holds phones of their own cannot work out from the turn how many others have answered.
"""

from dataclasses import dataclass
from typing import Final

EVERY_SECONDS: Final = 15.0
LEAST: Final = 5
WORDS: Final = ("some", "about half", "most", "most")
SHARES: Final = (0.35, 0.65, 0.9)  # where one turns into the next, in the middle
WIDE: Final = 0.16  # how wide it is drawn around that
BYTES: Final = 4  # of the secret for each


@dataclass(frozen=True)
class Progress:
    """A share of the room: up to four pips, and the word beside them."""

    pips: int
    words: str

    def to_json(self) -> dict[str, object]:
        """Return it as JSON types."""
        return {"pips": self.pips, "words": self.words}


NONE_YET: Final = Progress(0, "fewer than five")


def progress(tokens: int, joined: int, secret: bytes) -> Progress:
    """Return the share of the phones in the room that have answered or passed.

    Under five used tokens it is the same as at none.

    Args:
        tokens: How many have.
        joined: How many are in the room.
        secret: 12 random bytes or more, the same for as long as shares are compared.
    """
    if tokens < LEAST:
        return NONE_YET
    share = tokens / max(joined, tokens)
    passed = sum(share >= turn for turn in turns(secret))
    return Progress(passed + 1, WORDS[passed])


def turns(secret: bytes) -> list[float]:
    """Return at which shares one word turns into the next."""
    parts = (secret[at : at + BYTES] for at in range(0, BYTES * len(SHARES), BYTES))
    drawn = (int.from_bytes(part, "big") / 256**BYTES - 0.5 for part in parts)
    return [share + WIDE * off for share, off in zip(SHARES, drawn, strict=True)]


def band(count: int) -> tuple[int, int]:
    """Return the band of five that a number of phones lies in: 20 to 24 for 23."""
    low = count // 5 * 5
    return low, low + 4
