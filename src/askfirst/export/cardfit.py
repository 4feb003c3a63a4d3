"""How high the words of a card are, at least and at most, in each size of type.

What surely holds, or surely does not, need not be laid out by typst to be known. The bounds are
wide enough for what the typeface does in each size; what lies between them, and what has a letter
that is not listed, is laid out.
"""

import re
from collections.abc import Callable, Iterator
from math import ceil
from typing import Final

from askfirst.export.cardsets import Side
from askfirst.export.measure import BOLD, LISTED, REGULAR, Widths, is_one_line, lines, text_width

SIZES: Final = (20, 18, 16, 15, 14, 13, 12, 11, 10, 9)
LARGE: Final = (48, 36, 28, 22)  # before the others, for one or two words to be read from afar
WIDTH: Final = 80 / 25.4 * 72  # inside a card, in points; as the template has it
LABEL: Final = 9.5  # points; a note is smaller
SURE: Final = 60  # points; what is no higher holds beside any label and note
# Of the widths that are listed: a card has the shape of letters that is made for 12 points.
WIDER: Final = 1.07
NARROWER: Final = 0.9  # less than any letter, since pairs of letters move together
LEAST_LINE: Final = 1.14  # em, with the space to the next
LINE: Final = 1.18
LEADING: Final = 0.45
BELOW: Final = 0.6  # the words
ABOVE: Final = 0.9  # each row
ROW: Final = 12  # points, at most; 13 where there are no other words
# No line ends at a space beside one of these.
HELD: Final = re.compile(r"\s[)!?/.,:;”’…]|[(“‘]\s")
SPACED: Final = re.compile(r"[\"'“‘(]*[\w’']*[\"'.,:;!?…”’)]*")  # broken nowhere but at its ends

Bounds = tuple[float, float | None]
Count = Callable[[str, float, Widths], int]


def sizes(side: Side) -> list[int]:
    """Return the sizes to try, the largest first."""
    return [*(LARGE if side.large else ()), *SIZES]


def bounds(side: Side) -> list[Bounds]:
    """Return the least and the most height in points for sizes, as far as one surely holds.

    The most is None where it is not known.
    """
    return [*_bounds(side)]


def is_small(text: str) -> bool:
    """Whether a label or a note surely takes one line; typst gives an empty one as much room."""
    return is_one_line(text, width=WIDTH, size=LABEL)


def _bounds(side: Side) -> Iterator[Bounds]:
    texts = [side.words, *(text for row in side.rows for text in row)]
    known = LISTED.issuperset("".join(texts).replace("\n", "")) and not any(map(HELD.search, texts))
    words = {word for text in texts for word in text.split()}
    widest = max((text_width(w, size=1, widths=BOLD) for w in words), default=0) if known else 0
    for size in sizes(side):
        small = min(size, ROW if side.words else ROW + 1)
        fits = known and widest * WIDER * size <= WIDTH
        most = _height(side, size, small, LINE, _most) if fits else None
        yield _height(side, size, small, LEAST_LINE, _least) if known else 0, most
        if most is not None and most <= SURE:
            return


def _height(side: Side, size: float, small: float, line: float, count: Count) -> float:
    """Return the height of the words of a side, whose lines are so high and so many."""
    rows = [
        count(what, small, BOLD) * bool(what) + count(leads, small, REGULAR)
        for what, leads in side.rows
    ]
    face = BOLD if side.large else REGULAR
    words = (count(side.words, size, face) * line - LEADING) * size if side.words else 0
    apart = max(BELOW * size, ABOVE * small) if side.words and rows else 0
    between = ABOVE * small * max(0, len(rows) - 1)
    return words + apart + between + sum((lines * line - LEADING) * small for lines in rows)


def _most(text: str, size: float, widths: Widths) -> int:
    """Return how many lines a text takes at most; a shorter word never leads to more of them."""
    wide = size * WIDER
    return sum(lines(part, width=WIDTH, size=wide, widths=widths) for part in text.split("\n"))


def _least(text: str, size: float, widths: Widths) -> int:
    """Return how many lines a text takes at least: full ones, where it may break within words."""
    narrow = size * NARROWER
    if all(map(SPACED.fullmatch, text.split())):
        parts = filter(str.strip, text.split("\n"))
        return sum(lines(part, width=WIDTH, size=narrow, widths=widths) for part in parts)
    return ceil(text_width("".join(text.split()), size=narrow, widths=widths) / WIDTH)
