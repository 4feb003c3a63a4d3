"""How much room a text takes, from the widths of the typeface's own letters."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from unicodedata import bidirectional

NO_BREAK: Final = "\u00a0"
SPACES: Final = re.compile(r"[^\S\u00a0]+")  # at which a line may end
ROUNDED: Final = 0.00005  # em, by which two ways to add the same widths may differ
UNKNOWN: Final = 0.7
WIDE: Final = 1.0
TYPICAL: Final = {"R": 0.58, "AL": 0.55, "NSM": 0.0}  # Hebrew, Arabic, and their marks
FIRST_WIDE: Final = "\u1100"  # from here on mostly scripts that fill the em


class Widths(dict[str, float]):
    """The advance of each letter in em; of one that is not listed, what its script mostly takes.

    A dictionary that fills itself: a text is added up by the tens of thousands.
    """

    def __init__(self, listed: Mapping[str, float], *, spare: float = 1) -> None:
        super().__init__(listed)
        self.spare = spare  # for letters of scripts whose faces differ from program to program
        # A headline is measured in several sizes and columns, one after the other.
        self.words = lru_cache(maxsize=256)(self._words)
        # Each other paragraph is measured once more in a column that it was measured in before.
        self.lines = lru_cache(maxsize=1024)(self._lines)

    def _words(self, text: str) -> tuple[float, ...]:
        """Return the widths of the words of a text in em."""
        return tuple(sum(map(self.__getitem__, word)) for word in _words(text))

    def _lines(self, text: str, width: float) -> int:
        """Return how many lines a text breaks into, in a column of a width in em."""
        words, space = self.words(text), self[" "]
        if sum(words) + space * (len(words) - 1) < width - ROUNDED:
            return 1
        count, used = 1, 0.0
        for wide in words:
            if not used:
                used = wide
            elif used + space + wide > width:
                count, used = count + 1, wide
            else:
                used += space + wide
            while used > width:  # a word longer than a line is broken anywhere
                count, used = count + 1, used - width
        return count

    def __missing__(self, letter: str) -> float:
        wide = FIRST_WIDE <= letter < "\u2000" or letter > "\u2e80"
        found = WIDE if wide else UNKNOWN
        if "\u0590" <= letter < "\u0900":
            found = TYPICAL.get(bidirectional(letter), UNKNOWN) * self.spare
        self[letter] = found
        return found


def _widths(groups: Mapping[float, str]) -> Widths:
    return Widths({c: width for width, letters in groups.items() for c in letters})


# Advance in em of Literata 3.103 at optical size 24, to the nearest 0.04.
REGULAR: Final = _widths(
    {
        0.2: " \xa0", 0.24: "'", 0.32: "ijl.,:;!()‘’", 0.36: "-", 0.4: 'ftI1"', 0.44: "s/",
        0.48: "crz–", 0.52: "ae2579?“”", 0.56: "gxyJ3468", 0.6: "bdkopqvFPS0", 0.64: "hnuBELZ",
        0.68: "C", 0.72: "ARTVXY", 0.76: "DGKOQ", 0.8: "U&", 0.84: "wHN", 0.88: "…", 0.96: "m",
        1.0: "M—", 1.08: "W",
    }
)  # fmt: skip
BOLD: Final = _widths(
    {
        0.2: " \xa0", 0.24: "'", 0.32: "j.,:;!‘’", 0.36: "il()-", 0.4: 'ftI1"', 0.44: "/",
        0.48: "s–", 0.52: "crz257“”", 0.56: "aeJ3689?", 0.6: "govxyS04", 0.64: "bdkpquEFLP",
        0.68: "hnBZ", 0.72: "ACRTXY", 0.76: "DGKOQV", 0.8: "U", 0.84: "HN&", 0.88: "w",
        0.92: "…", 1.0: "mM—", 1.08: "W",
    }
)  # fmt: skip
# Advance in em of Noto Sans, semi-bold or lighter, at most: each rounded up to 0.04.
SANS: Final = _widths(
    {
        0.28: " \xa0!',.:;‘’", 0.32: "Jijl", 0.36: "-()[]", 0.4: "/If", 0.44: "rt“”", 0.48: '"?',
        0.52: "csz–", 0.56: "*EFLSvxy", 0.6: "+0123456789=TZaek", 0.64: "CPVXYbdghnopqu",
        0.68: "#ABKR", 0.76: "&DGHU", 0.8: "NOQ", 0.84: "w…", 0.88: "%", 0.92: "@", 0.96: "MWm",
        1.0: "—",
    }
)  # fmt: skip
LISTED: Final = frozenset(REGULAR) & frozenset(BOLD)  # before they fill themselves
LISTED_SANS: Final = frozenset(SANS)


def text_width(text: str, *, size: float, widths: Widths = REGULAR) -> float:
    """Return the width of a text on one line in px, at a size in px."""
    return size * sum(map(widths.__getitem__, text))


def is_one_line(text: str, *, width: float, size: float) -> bool:
    """Whether a text in Noto Sans surely takes one line; False where a letter is not listed."""
    return LISTED_SANS.issuperset(text) and text_width(text, size=size, widths=SANS) <= width


def lines(text: str, *, width: float, size: float, widths: Widths = REGULAR) -> int:
    """Return how many lines a paragraph breaks into, broken at spaces.

    Args:
        text: Plain text.
        width: Of the column, in px.
        size: Of the type, in px.
        widths: Of the letters, in em.
    """
    # a column between forty others still has room for a letter
    return widths.lines(text, max(width / size, 1))


def _words(text: str) -> list[str]:
    """Return what no line parts, with plain spaces inside for those that do not break."""
    if NO_BREAK not in text:
        return text.split()
    return [word.replace(NO_BREAK, " ") for word in SPACES.split(text) if word]
