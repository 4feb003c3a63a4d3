"""Sort: its cards, its choices, and the audit of what a card's release tells."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import Sort, release
from askfirst.activities.base import Totals
from askfirst.activities.registry import from_spec
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import Tier, View
from tests.release_audit import Vector, told, vectors

SORT = Sort("x-sort", "Which?", cards=["A", "B", "C"], columns=["Yes", "No"])
# Audited: every number of answers from k to this one, for each number of columns.
ANSWERED_TO = {2: 21, 3: 13, 4: 10}
HARD = ["שלום 🫖", "</script>", "x" * 500, "“so”", "a, b.", "0.1", "-"]
texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(
    str.strip
)


def sort(columns: int, cards: int = 2, tier: Tier = Tier.PERSONAL) -> Sort:
    return Sort(
        "x-sort",
        "Which?",
        cards=[f"card {i}" for i in range(cards)],
        columns=[f"column {i}" for i in range(columns)],
        tier=tier,
    )


def printed(cards: Sequence[Vector]) -> str:
    """What is shown of these cards, each a vector of its columns and, last, of who left it."""
    counts = [count for card in cards for count in card[:-1]]
    shown = sort(len(cards[0]) - 1, len(cards)).release(
        Totals(counts=counts, answered=sum(cards[0]))
    )
    return json.dumps(shown.to_json(), sort_keys=True)


@pytest.fixture(params=[3, 5])
def k(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A threshold for the personal tier."""
    threshold: int = request.param
    monkeypatch.setattr(release, "THRESHOLD", {Tier.PERSONAL: threshold})
    return threshold


@pytest.mark.parametrize("columns", ANSWERED_TO)
def test_a_card_tells_nobody_too_much(columns: int, k: int) -> None:
    """Nobody who knows how many answered learns too much of a card, or of who left it.

    That is an outsider, and an insider who put the card into any column or left it where it is.
    """
    for n in range(k, ANSWERED_TO[columns] + 1):
        groups: dict[str, list[Vector]] = defaultdict(list)
        other = (n, *[0] * columns)
        for card in vectors(n, columns + 1):
            groups[printed((card, other))].append(card)
        for name, group in groups.items():
            for own in (None, *range(columns + 1)):
                assert told(group, k, own) is None, (n, name)


def test_cards_tell_nobody_too_much_together(k: int) -> None:
    """Two cards read together tell no more of either than safe allows, whatever one did."""
    for n in range(k, 9):
        groups: dict[str, list[tuple[Vector, Vector]]] = defaultdict(list)
        for one, two in product(vectors(n, 3), repeat=2):
            groups[printed((one, two))].append((one, two))
        for name, group in groups.items():
            for mine in (None, *product(range(3), repeat=2)):
                known = [p for p in group if mine is None or (p[0][mine[0]] and p[1][mine[1]])]
                for card in (0, 1) if known else ():
                    own = None if mine is None else mine[card]
                    assert told([p[card] for p in known], k, own) is None, (n, name)


def test_the_audit_sees_an_own_number_for_each_card() -> None:
    """A print over only those who placed a card would tell how many left it: one, proven."""

    def unsafe(card: Vector) -> str:
        placed = release.release_counts(card[:-1], tier=Tier.PERSONAL)
        return json.dumps(placed.to_json())

    groups: dict[str, list[Vector]] = defaultdict(list)
    for card in vectors(14, 3):
        groups[unsafe(card)].append(card)
    group = groups[unsafe((7, 6, 1))]
    assert told(group, 5) == "cell 2 is one of [1] to own=None"


def test_who_left_a_card_is_not_printed() -> None:
    """A card has a cell for each column and none for who left it."""
    shown = SORT.release(Totals(counts=[12, 9, 8, 6, 7, 7], answered=25))
    assert [len(row.cells) for row in shown.rows] == [2, 2, 2]
    assert (shown.view, shown.answered) == (View.EACH, (25, 29))
    assert shown.rows[1].view is View.EXACT  # eleven left it, so its numbers give no one away
    assert shown.rows[0].view is View.BANDS


def test_few_phones_print_only_that_they_are_few() -> None:
    """With fewer than k answers nothing is printed, however the cards lie."""
    few = [(0, [0] * 6), (4, [4, 0] * 3), (4, [1, 2, 0, 0, 3, 1])]
    prints = {json.dumps(SORT.release(Totals(counts=c, answered=n)).to_json()) for n, c in few}
    assert prints == {json.dumps({"view": "locked", "k": 5})}


def test_the_open_tier_is_exact() -> None:
    """In the open tier five answers print exact numbers for each card."""
    shown = sort(2, tier=Tier.OPEN).release(Totals(counts=[4, 1, 0, 0], answered=5))
    assert [row.cells for row in shown.rows] == [((4, 4), (1, 1)), ((0, 0), (0, 0))]


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"cards": []}, "0 cards. Use 2 to 7"),
        ({"cards": list("abcdefgh")}, "8 cards. Use 2 to 7"),
        ({"cards": "ab"}, "Use a list"),
        ({"cards": ["a", "A "]}, "stands there twice"),
        ({"cards": ["a", ""]}, "Write some text"),
        ({"cards": ["a", "x" * 501]}, "501 characters"),
        ({"cards": ["a", "two\nlines"]}, "control character"),
        ({"columns": ["a"]}, "1 columns. Use 2 to 4"),
        ({"columns": list("abcde")}, "5 columns. Use 2 to 4"),
        ({"columns": None}, "Use a list"),
        ({"columns": ["a", "pass"]}, "always offered"),
        ({"columns": ["a", "not placed"]}, "always offered"),
        ({"columns": ["a", "x" * 61]}, "61 characters"),
        ({"tier": "intimate"}, "Use open or personal"),
    ],
)
def test_refuses_what_cannot_be_asked(given_: dict[str, Any], said: str) -> None:
    """Cards, columns and tiers that do not fit are refused in one line that says why."""
    declared: dict[str, Any] = {"cards": ["a", "b"], "columns": ["c", "d"], **given_}
    with pytest.raises(DeclarationError, match=said) as error:
        Sort("x", "Which?", **declared)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("choice", "cells"),
    [("0,1,0", (0, 3, 4)), ("-,1,-", (3,)), ("-,-,-", ()), ("1,1,1", (1, 3, 5))],
)
def test_reads_a_choice(choice: str, cells: tuple[int, ...]) -> None:
    """Each placed card is one counter; with no card placed it is an answer all the same."""
    answer = SORT.read_choice(choice)
    assert (answer.cells, answer.passed) == (cells, False)


@pytest.mark.parametrize(
    "choice",
    ["", "0", "0,1", "0,1,0,1", "0,1,2", "0, 1,0", "+0,1,0", "00,1,0", "٠,1,0", "0,1,0,", "--,0,0"],
)
def test_refuses_any_other_spelling(choice: str) -> None:
    """One spelling stands for each answer."""
    with pytest.raises(RoomError, match="not on offer"):
        SORT.read_choice(choice)


@pytest.mark.parametrize(
    ("values", "choice"),
    [
        (["0.0", "1.-", "2.1"], "0,-,1"),
        (["2.1", "0.0", "1.0"], "0,0,1"),
        (["0.-", "1.-", "2.-"], "-,-,-"),
        (["0.0", "1.0", "2.0", "pass"], "pass"),
    ],
)
def test_reads_a_plain_form(values: list[str], choice: str) -> None:
    """Menus make the choice whatever their order; Pass wins over them."""
    assert SORT.from_fields(values) == choice


@pytest.mark.parametrize(
    "values", [[], ["0.0"], ["0.0", "0.1", "2.0"], ["0.0", "1.0", "2.0", "2.1"], ["0", "1", "2"]]
)
def test_refuses_a_broken_form(values: list[str]) -> None:
    """A form that names a card twice, or not at all, is refused."""
    with pytest.raises(RoomError, match="not on offer"):
        SORT.from_fields(values)


def test_possible_choices_hold_every_answer_once() -> None:
    """Every answer that may be among the totals is tried once, and none that cannot be."""
    totals = Totals(counts=[1, 0, 0, 2, 1, 1], answered=2)
    assert sorted(SORT.possible(totals)) == ["-,1,0", "-,1,1", "0,1,0", "0,1,1"]


def test_the_largest_is_possible_at_once() -> None:
    """Seven cards in four columns are few enough to try, and each is tried once."""
    tried = list(sort(4, 7).possible(Totals(counts=[1] * 28, answered=9)))
    assert len(tried) == len(set(tried)) == 5**7


@st.composite
def sorts(draw: st.DrawFn) -> Sort:
    """A Sort with any texts, hard ones among them."""
    unique = {"unique_by": lambda text: text.strip().casefold()}
    some = st.one_of(st.sampled_from(HARD), texts)
    cards = draw(st.lists(some, min_size=2, max_size=7, **unique))  # type: ignore[arg-type]
    short = texts.filter(
        lambda t: len(t) <= 60 and t.strip().casefold() not in {"pass", "not placed"}
    )
    columns = draw(st.lists(short, min_size=2, max_size=4, **unique))  # type: ignore[arg-type]
    return Sort("x-sort", draw(some), cards=cards, columns=columns)


def answers(activity: Sort) -> Iterator[str]:
    wide = len(activity.columns)
    yield ",".join(str(i % wide) for i in range(len(activity.cards)))
    yield ",".join("-" for _ in activity.cards)


@given(sorts())
def test_spec_form_and_choice_come_back(activity: Sort) -> None:
    """Any Sort survives JSON, keeps text as text, and reads its own form and choices."""
    again = from_spec(json.loads(json.dumps(activity.spec())))
    assert again == activity
    assert activity.form() == again.form()
    assert activity.form().count("<select ") == len(activity.cards)
    assert "</script" not in activity.form() + activity.slide_form()
    for choice in answers(activity):
        fields = [f"{i}.{place}" for i, place in enumerate(choice.split(","))]
        assert activity.from_fields(fields) == choice
        cells = activity.read_choice(choice).cells
        assert all(0 <= cell < activity.width for cell in cells)


def test_plain_text_has_every_card_and_column() -> None:
    """On paper each card has a ring for each column, and Pass is the last line."""
    assert SORT.text().splitlines() == [
        "Which?",
        "A: ( ) Yes  ( ) No",
        "B: ( ) Yes  ( ) No",
        "C: ( ) Yes  ( ) No",
        "( ) Pass",
    ]
