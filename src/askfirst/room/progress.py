"""How far the room has got, in words: some, about half, most. Never a number."""

from dataclasses import dataclass
from typing import Final

EVERY_SECONDS: Final = 15.0
LEAST: Final = 5
SHARES: Final = ((0.35, 1, "some"), (0.65, 2, "about half"), (0.9, 3, "most"), (1e9, 4, "most"))


@dataclass(frozen=True)
class Progress:
    """A share of the room: up to four pips, and the word beside them."""

    pips: int
    words: str

    def to_json(self) -> dict[str, object]:
        """Return it as JSON types."""
        return {"pips": self.pips, "words": self.words}


NONE_YET: Final = Progress(0, "fewer than five")


def progress(tokens: int, joined: int) -> Progress:
    """Return the share of the phones in the room that have answered or passed.

    Under five used tokens it is the same as at none.
    """
    if tokens < LEAST:
        return NONE_YET
    share = tokens / max(joined, tokens)
    return next(Progress(pips, words) for below, pips, words in SHARES if share < below)


def band(count: int) -> tuple[int, int]:
    """Return the band of five that a number of phones lies in: 20 to 24 for 23."""
    low = count // 5 * 5
    return low, low + 4
