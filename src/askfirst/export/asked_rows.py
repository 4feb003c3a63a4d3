"""How large the rows of a question stand on its slide, so that the room sees all of them.

Nobody scrolls on a projector. Rows are as large as their slide has room for, before a result and
in it; where even the smallest find no room, `askfirst check` says so.
"""

from collections.abc import Iterator
from math import ceil
from typing import Final

from msgspec import Struct

from askfirst.activities.base import Activity
from askfirst.activities.sort import Sort
from askfirst.export.measure import SANS, lines, text_width
from askfirst.export.paging import ASKED_LINES, ASKED_WIDTH, FULL, HEADLINE

# All in px of a slide. The deck takes type and shares of a table from here; what rows take of room
# beside them is as in deck.css and in sort.css.
HIGH: Final = 484  # from the top of the question to its state, without the gap below it
LINE: Final = 56  # of the question
LETTER: Final = 58  # before each row, with its gap
SHORT: Final = 298  # of a row in one of two columns
RESULT_LABEL, RESULT_ROW = 640, 44  # beside an amount and a bar
PLACES, MORE_PLACES, PLACE, GAP = 59, 52, 28, 8  # the names of columns over the cards
TABLE_HEAD, TABLE_LINE, TABLE_SIDE = 13, 26, 78  # of a table of cards
TABLE_CARD: Final = {2: 0.48, 3: 0.44, 4: 0.36}  # the share of its first column
TABLE_ROOM: Final = 0.12  # and of its last


class Type(Struct, frozen=True, kw_only=True):
    """A size of type for rows: the class that sets it, its ring, and what a row of a line takes."""

    name: str
    size: int
    line: int
    ring: int
    row: int


TYPES: Final = (
    Type(name="", size=32, line=43, ring=38, row=47),
    Type(name="small", size=28, line=36, ring=32, row=38),
    Type(name="tight", size=24, line=30, ring=28, row=31),
)
BARS: Final = frozenset({"poll", "quiz"})
ROWS: Final = BARS | {"scale", "pulse", "sort"}  # others have a form of their own


def rows_type(asked: Activity) -> Type:
    """Return the largest type in which all rows are seen, or the smallest there is."""
    sizes = TYPES if _in_rows(asked) else TYPES[:1]
    return next((size for size in sizes if _holds(asked, size)), sizes[-1])


def rows_fit(asked: Activity) -> bool:
    """Whether all rows are seen in some type, before a result and in it."""
    return not _in_rows(asked) or _holds(asked, rows_type(asked))


def two_columns(asked: Activity) -> bool:
    """Whether the rows are too many for one column and short enough for two."""
    labels = asked.slide_rows()[:-1]
    return len(labels) > 5 and all(text_width(label, size=32) <= SHORT for label in labels)


def rows_style() -> str:
    """Return the rules of a deck's style sheet that these sizes are."""
    return "\n".join([*_type_rules(), *_share_rules()])


def _type_rules() -> Iterator[str]:
    for size in TYPES[1:]:
        stage = f".stage.{size.name}"
        rows = f"{stage} .askfirst > ol:not(.askfirst-bars)"
        yield (
            f"{rows}, {stage} .askfirst-bars .askfirst-label "
            f"{{ font-size: {size.size}px; line-height: {size.line}px; }}"
        )
        ring = f"{{ width: {size.ring}px; height: {size.ring}px; }}"
        yield f".slide {rows} .askfirst-letter {ring}"


def _share_rules() -> Iterator[str]:
    """Give the widths of a table of cards: a card, each column, and what most agree on."""
    for columns, share in sorted(TABLE_CARD.items(), reverse=True):
        fewer = f":not(:has(th:nth-child({columns + 3})))"
        head = f".askfirst-at-deck .askfirst-sorted thead{fewer}"
        yield f"{head} th:first-child {{ width: {share:.0%}; }}"
    yield f".askfirst-at-deck .askfirst-sorted thead th:last-child {{ width: {TABLE_ROOM:.0%}; }}"


def _in_rows(asked: Activity) -> bool:
    return asked.type in ROWS or (asked.type == "rank" and not asked.slide_form())


def _holds(asked: Activity, size: Type) -> bool:
    return _asking(asked, size) <= _room(asked, ASKED_WIDTH) and _result(asked, size)


def _room(asked: Activity, wide: int) -> int:
    said = lines(asked.question, width=wide, size=48, widths=HEADLINE)
    return HIGH - LINE * min(said, ASKED_LINES)


def _asking(asked: Activity, size: Type) -> int:
    """Return how high the rows stand before a result."""
    labels = asked.slide_rows()
    if two_columns(asked):
        return ceil(len(labels) / 2) * size.row + _places(asked)
    each = (lines(label, width=ASKED_WIDTH - LETTER, size=size.size) for label in labels)
    return sum(size.row + (count - 1) * size.line for count in each) + _places(asked)


def _places(asked: Activity) -> int:
    """Return how high the names of columns stand, side by side in as many rows as they need."""
    if not isinstance(asked, Sort):
        return 0
    rows, used = 0, float(ASKED_WIDTH)
    for name in asked.columns:
        wide = PLACE + text_width(name, size=24, widths=SANS)
        rows += 1 if used + wide > ASKED_WIDTH else 0
        used = GAP + wide + (0 if used + wide > ASKED_WIDTH else used)
    return PLACES + MORE_PLACES * (rows - 1)


def _result(asked: Activity, size: Type) -> bool:
    if isinstance(asked, Sort):
        return _table(asked) <= _room(asked, FULL)
    if asked.type not in BARS:
        return True
    labels = asked.slide_rows()[:-1]
    each = (lines(label, width=RESULT_LABEL, size=size.size) for label in labels)
    return sum(max(RESULT_ROW, count * size.line) for count in each) <= _room(asked, ASKED_WIDTH)


def _table(asked: Sort) -> int:
    """Return how high the table stands that shows where the cards went."""
    first = TABLE_CARD[len(asked.columns)]
    other = FULL * (1 - first - TABLE_ROOM) / len(asked.columns) - 24
    head = max(lines(name, width=other, size=22, widths=SANS) for name in asked.columns)
    tight = len(asked.cards) == 7 and _room(asked, ASKED_WIDTH) < HIGH - LINE
    least, around = (39, 5) if tight else (47, 9)
    each = (lines(card, width=FULL * first - TABLE_SIDE, size=24) for card in asked.cards)
    rows = sum(max(least, around + TABLE_LINE * count) for count in each)
    return TABLE_HEAD + TABLE_LINE * head + rows
