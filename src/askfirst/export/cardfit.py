"""How high the words of a card are, at least and at most, in each size of type.

What surely holds, or surely does not, need not be laid out by typst to be known. The bounds are
wide enough for every size that the typeface has a shape of its own for; what lies between them,
and what has a letter that is not listed, is laid out.
"""

from collections.abc import Iterator
from math import ceil
from typing import Final

from askfirst.export.cardsets import Side
from askfirst.export.measure import BOLD, LISTED, lines, text_width

SIZES: Final = (20, 18, 16, 15, 14, 13, 12, 11, 10, 9)
LARGE: Final = (48, 36, 28, 22)  # before the others, for one or two words to be read from afar
WIDTH: Final = 80 / 25.4 * 72  # inside a card, in points; as the template has it
SURE: Final = 60  # points; what is no higher holds beside any label and note
# Of the widths that are listed, from 9 to 48 pt: those of small sizes are wider, and all rounded.
WIDER: Final = 1.16
NARROWER: Final = 0.85
LEAST_LINE: Final = 1.1  # em, with the space to the next
LINE: Final = 1.2
LEADING: Final = 0.45
BELOW: Final = 0.6  # the words
ABOVE: Final = 0.9  # each row
ROW: Final = 12  # points, at most; 13 where there are no other words

Bounds = tuple[float, float | None]


def sizes(side: Side) -> list[int]:
    """Return the sizes to try, the largest first."""
    return [*(LARGE if side.large else ()), *SIZES]


def bounds(side: Side) -> list[Bounds]:
    """Return the least and the most height in points for sizes, as far as one surely holds.

    The most is None where it is not known.
    """
    return [*_bounds(side)]


def _bounds(side: Side) -> Iterator[Bounds]:
    texts = [side.words, *(text for row in side.rows for text in row)]
    known = LISTED.issuperset("".join(texts).replace("\n", ""))
    words = {word for text in texts for word in text.split()}
    widest = max((text_width(w, size=WIDER, widths=BOLD) for w in words), default=0) if known else 0
    for size in sizes(side):
        small = min(size, ROW if side.words else ROW + 1)
        most = _most(side, size, small) if known and widest * size <= WIDTH else None
        yield _least(side, size, small) if known else 0, most
        if most is not None and most <= SURE:
            return


def _most(side: Side, size: float, small: float) -> float:
    rows = sum(_lines(what, small) * bool(what) + _lines(leads, small) for what, leads in side.rows)
    words = (_lines(side.words, size) * LINE + BELOW) * size if side.words else 0
    return words + (rows * LINE + len(side.rows) * ABOVE) * small


def _lines(text: str, size: float) -> int:
    """Return how many lines a text takes at most; a shorter word never leads to more of them."""
    parts = text.split("\n")
    return sum(lines(part, width=WIDTH, size=size * WIDER, widths=BOLD) for part in parts)


def _least(side: Side, size: float, small: float) -> float:
    rows = sum(_filled(what, small) + _filled(leads, small) for what, leads in side.rows)
    return _filled(side.words, size) + rows


def _filled(text: str, size: float) -> float:
    """Return the height of a text at least: its letters without spaces, in lines that are full."""
    letters = text_width("".join(text.split()), size=size * NARROWER)
    return max(0, ceil(letters / WIDTH) * LEAST_LINE - LEADING) * size
