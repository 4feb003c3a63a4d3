"""How large the rows of a question stand on its slide."""

import pytest

from askfirst import Poll, Rank, Sort, Words
from askfirst.activities.base import Activity
from askfirst.export.asked_rows import TABLE_CARD, TABLE_ROOM, TYPES, rows_fit, rows_type
from askfirst.export.deck import deck_style, render_deck
from tests.export.samples import asks, module

ONE = "What goes where on Friday?"
THREE = "Ruth and Bernard plan a Friday evening with a visit at nine o’clock. What goes where?"
NAMES = ["Plan ahead", "Ask on the night", "Leave out", "Not clear: ask first"]
LONG = "Says nothing, hopes it passes, and looks away"


def cards(
    count: int, question: str = ONE, columns: int = 3, card: str = "Looking away, and then"
) -> Sort:
    """So many cards to sort."""
    named = [f"{card} {number}" for number in range(count)]
    return Sort("05-where", question, cards=named, columns=NAMES[:columns])


def options(count: int, question: str = ONE, option: str = "Option") -> Poll:
    """So many options to choose from."""
    return Poll("05-which", question, options=[f"{option} {number}" for number in range(count)])


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        (options(5), 32),
        (options(7), 32),
        (options(5, THREE), 32),
        (options(4, option=LONG), 32),
        (options(5, option=LONG), 28),
        (options(7, THREE, LONG), 28),
        (cards(6), 32),
        (cards(7), 28),
        (cards(7, THREE), 24),
        (cards(7, columns=4), 28),
        (Rank("05-order", THREE, items=[f"Being close, as two {n}" for n in range(6)]), 28),
        (Words("05-words", THREE), 32),
    ],
)
def test_rows_are_as_large_as_their_slide_has_room_for(asked: Activity, size: int) -> None:
    """Many rows, long ones and a long question make them smaller, down to 24 px."""
    assert rows_type(asked).size == size
    assert rows_fit(asked)


def test_what_finds_no_room_is_told() -> None:
    """Seven cards under three lines and two rows of columns do not fit, nor seven long ones."""
    assert not rows_fit(cards(7, THREE, columns=4))
    assert not rows_fit(cards(7, card="A card that is far longer than a row of a table"))


def test_the_slide_has_the_class_of_its_rows() -> None:
    """The deck sets rows in the type that was found; two columns may keep the largest."""
    html = render_deck(module(asks(cards(7, THREE))))
    assert '<div class="stage tight" data-activity="05-where">' in html
    assert '<div class="stage" data-activity="05-which">' in render_deck(module(asks(options(3))))
    assert '<div class="stage two" data-activity="05-which">' in render_deck(
        module(asks(options(7)))
    )


def test_the_deck_takes_its_sizes_from_the_rule() -> None:
    """Each smaller type, and each share of a table, stands in the style of a deck, and once."""
    style = deck_style(frozenset({"sort", "poll"}))
    for size in TYPES[1:]:
        assert style.count(f"font-size: {size.size}px; line-height: {size.line}px; }}") >= 1
        assert style.count(f".stage.{size.name} ") == 3
    for share in (*TABLE_CARD.values(), TABLE_ROOM):
        assert style.count(f"width: {share:.0%}; }}") == 1
