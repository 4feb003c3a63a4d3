"""Rank: its items and choices, and the audit of what the printed numbers and their order tell."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import Rank, release
from askfirst.activities.base import Totals
from askfirst.activities.registry import from_spec
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import Release, Tier, View, release_rank
from tests.release_audit import Vector, told, vectors

RANK = Rank("x-rank", "Which first?", items=["A", "B", "C"])
# Audited, for each number of items: these numbers of answers, as far as they are k or more.
ANSWERED = {2: range(3, 25), 3: (5, 9, 10, 12), 4: (9,)}
HARD = ["שלום 🫖", "</script>", "x" * 80, "“so”", "a, b.", "+0,1", "0"]
item_texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=80
).filter(lambda t: t.strip() and t.strip().casefold() not in {"pass", "your line"})

Print = Callable[[Vector, int], str]
Tellings = Mapping[str, Sequence[Vector]]


def rank(items: int, tier: Tier = Tier.PERSONAL) -> Rank:
    return Rank("x-rank", "Which first?", items=[f"item {i}" for i in range(items)], tier=tier)


def shown(above: Vector, n: int) -> Release:
    return rank(len(above)).release(Totals(counts=above, answered=n))


def printed(above: Vector, n: int) -> str:
    return json.dumps(shown(above, n).to_json(), sort_keys=True)


def printed_without_order(above: Vector, n: int) -> str:
    return json.dumps({**shown(above, n).to_json(), "order": 0}, sort_keys=True)


def by_print(items: int, n: int, show: Print) -> Tellings:
    """All that n phones can have placed above their lines, by what is then seen of it."""
    groups: dict[str, list[Vector]] = defaultdict(list)
    for above in product(range(n + 1), repeat=items):
        groups[show(above, n)].append(above)
    return groups


def leaks(items: int, n: int, k: int, show: Print = printed) -> Iterator[str]:
    """What somebody learns too much of an item who knows n, and perhaps what they sent."""
    for name, group in by_print(items, n, show).items():
        for mine in (None, *product((0, 1), repeat=items)):
            rows = [[(a, n - a) for a in above] for above in group]
            known = [
                r for r in rows if mine is None or all(r[i][own] for i, own in enumerate(mine))
            ]
            for i in range(items) if known else ():
                if what := told([r[i] for r in known], k, None if mine is None else mine[i]):
                    yield f"n={n} {name}, item {i}, sent {mine}: {what}"


@pytest.fixture(params=[3, 5])
def k(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A threshold for the personal tier."""
    threshold: int = request.param
    monkeypatch.setattr(release, "THRESHOLD", {Tier.PERSONAL: threshold})
    return threshold


@pytest.mark.parametrize("items", ANSWERED)
def test_a_print_with_its_order_tells_nobody_too_much(items: int, k: int) -> None:
    """Numbers and order tell no outsider too much, and nobody who sent any choice there is."""
    assert [w for n in ANSWERED[items] if n >= k for w in leaks(items, n, k)] == []


def test_the_audit_sees_an_order_made_from_counts() -> None:
    """Four small items, put in the order of their counts, would give the last away."""

    def unsafe(above: Vector, n: int) -> str:
        order = sorted(range(len(above)), key=lambda i: -above[i])
        strict = len(set(above)) == len(above)
        return f"{printed_without_order(above, n)} {order if strict else ''}"

    assert any("item 3, sent None: cell 0 is one of [0, 1]" in w for w in leaks(4, 9, 5, unsafe))


def test_the_audit_sees_a_fixed_number_above_the_line() -> None:
    """Were each phone to place one item above its line, a hidden count would be the rest of n."""
    groups: dict[str, list[Vector]] = defaultdict(list)
    for above in vectors(14, 3):
        groups[printed(above, 14)].append(above)
    assert told(groups[printed((7, 6, 1), 14)], 5) == "cell 2 is one of [1] to own=None"


@pytest.mark.parametrize("items", ANSWERED)
def test_the_order_is_a_function_of_the_print(items: int, k: int) -> None:
    """Whatever was sent: where the same numbers are printed, the same order is."""
    for n in ANSWERED[items]:
        for group in by_print(items, n, printed_without_order).values():
            assert len({shown(above, n).order for above in group}) == 1


def test_the_order_says_exactly_what_the_print_proves(k: int) -> None:
    """One item is before another if every tally behind the print has more for it, and only then.

    For whoever knows how many phones answered, and for whoever has only the printed band of it.
    """
    seen: dict[str, list[Vector]] = defaultdict(list)
    for n in range(k, 25):
        groups = by_print(2, n, printed)
        for name, group in groups.items():
            seen[name] += group
        assert_proven(groups)
    assert_proven(seen)


def assert_proven(groups: Tellings) -> None:
    for name, group in groups.items():
        order = json.loads(name).get("order")
        more = all(a > b for a, b in group)
        fewer = all(a < b for a, b in group)
        hidden = any("cells" not in row for row in json.loads(name)["rows"])
        expected = None if hidden else [[0], [1]] if more else [[1], [0]] if fewer else [[0, 1]]
        assert order == expected, name


@pytest.mark.parametrize(("tier", "k"), [(Tier.PERSONAL, 5), (Tier.INTIMATE, 10), (Tier.OPEN, 5)])
def test_places_are_the_same_for_every_pair(tier: Tier, k: int) -> None:
    """Three items stand as each two of them do, so sharing a place never hides what is proven."""
    for n in (9, 12, 16, 20):
        pairs = {
            pair: {i: at for at, place in enumerate(order) for i in place}
            for pair in product(range(n + 1), repeat=2)
            if (order := release_rank(pair, n, tier=tier).order)
        }
        for above in product(range(n + 1), repeat=3):
            order = release_rank(above, n, tier=tier).order
            places = {i: at for at, place in enumerate(order) for i in place}
            assert len(places) == 3 * bool(order)
            for one, two in combinations(places, 2):
                stands = pairs[above[one], above[two]]
                assert sign(places[one] - places[two]) == sign(stands[0] - stands[1])


def sign(number: int) -> int:
    return (number > 0) - (number < 0)


def test_places_in_words_of_the_print() -> None:
    """All but a few, then exact numbers by size, then fewer than five; equals share a place."""
    above = (12, 20, 3, 12, 1, 23, 25)
    assert shown(above, 25).order == ((5, 6), (1,), (0, 3), (2, 4))
    assert shown(above, 25).to_json()["order"] == [[5, 6], [1], [0, 3], [2, 4]]


def test_what_is_not_shown_has_no_place() -> None:
    """With five to eight answers no item is shown, and with fewer nothing is: no order either."""
    hidden = shown((5, 0, 3), 5)
    assert (hidden.view, hidden.order) == (View.EACH, ())
    assert {row.view for row in hidden.rows} == {View.HIDDEN}
    few = {printed(above, n) for n in range(5) for above in product(range(n + 1), repeat=2)}
    assert few == {json.dumps({"k": 5, "view": "locked"})}


def test_the_open_tier_is_exact() -> None:
    """In the open tier five answers print exact numbers, and the order that they have."""
    shown = rank(3, Tier.OPEN).release(Totals(counts=[0, 5, 1], answered=5))
    assert [row.cells[0] for row in shown.rows] == [(0, 0), (5, 5), (1, 1)]
    assert shown.order == ((1,), (2,), (0,))


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"items": []}, "0 items. Use 2 to 7"),
        ({"items": ["a"]}, "1 items. Use 2 to 7"),
        ({"items": list("abcdefgh")}, "8 items. Use 2 to 7"),
        ({"items": "ab"}, "Use a list"),
        ({"items": None}, "Use a list"),
        ({"items": ["a", "A "]}, "stands there twice"),
        ({"items": ["a", "pass"]}, "always offered"),
        ({"items": ["a", "Your line"]}, "always offered"),
        ({"items": ["a", ""]}, "Write some text"),
        ({"items": ["a", 3]}, "Write some text"),
        ({"items": ["a", "x" * 81]}, "81 characters. Use at most 80"),
        ({"items": ["a", "two\nlines"]}, "control character"),
        ({"tier": "intimate"}, "Use open or personal"),
        ({"tier": "private"}, "Use open or personal"),
    ],
)
def test_refuses_what_cannot_be_asked(given_: dict[str, Any], said: str) -> None:
    """Items and tiers that do not fit are refused in one line that says why."""
    declared: dict[str, Any] = {"items": ["a", "b"], **given_}
    with pytest.raises(DeclarationError, match=said) as error:
        Rank("x", "Which first?", **declared)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("choice", "cells"), [("+", ()), ("+1", (1,)), ("+0,1,2", (0, 1, 2))])
def test_reads_a_choice(choice: str, cells: tuple[int, ...]) -> None:
    """Each item above the line is one counter; nothing above it is an answer all the same."""
    answer = RANK.read_choice(choice)
    assert (answer.cells, answer.passed) == (cells, False)


@pytest.mark.parametrize("choice", ["", "0", "+2,0", "+0,0", "+3", "+0, 1", "+00", "2,0,1", "+0,"])
def test_an_order_is_refused(choice: str) -> None:
    """One spelling stands for each answer, and none of them has room for an order."""
    with pytest.raises(RoomError, match="not on offer"):
        RANK.read_choice(choice)


@pytest.mark.parametrize(
    ("values", "choice"),
    [([], "+"), (["2", "0"], "+0,2"), (["0", "1", "2"], "+0,1,2"), (["1", "pass"], "pass")],
)
def test_reads_a_plain_form(values: list[str], choice: str) -> None:
    """Boxes make the choice whatever their order; Pass wins over them."""
    assert RANK.from_fields(values) == choice


def test_every_choice_is_possible_once() -> None:
    """Seven items are few enough to try every choice that may be among the totals, once each."""
    tried = list(rank(7).possible(Totals(counts=[1] * 7, answered=9)))
    assert len(tried) == len(set(tried)) == 2**7


@st.composite
def ranks(draw: st.DrawFn) -> Rank:
    """A Rank with any texts, hard ones among them."""
    some = st.one_of(st.sampled_from(HARD), item_texts)
    items = draw(st.lists(some, min_size=2, max_size=7, unique_by=lambda t: t.strip().casefold()))
    return Rank("x-rank", draw(some), items=items)


@given(ranks(), st.data())
def test_spec_form_and_choice_come_back(activity: Rank, data: st.DataObject) -> None:
    """Any Rank survives JSON, keeps text as text, and reads its own form and choices."""
    again = from_spec(json.loads(json.dumps(activity.spec())))
    assert again == activity
    assert activity.form() == again.form()
    assert activity.form().count('type="checkbox"') == len(activity.items) + 1
    assert "</script" not in activity.form() + activity.slide_form()
    ticked = data.draw(st.permutations(range(len(activity.items))))[:3]
    choice = activity.from_fields([str(i) for i in ticked])
    assert activity.read_choice(choice).cells == tuple(sorted(ticked))


def test_form_and_text_say_that_the_order_stays() -> None:
    """The form says that an order is never sent; the text has a box for each item, then Pass."""
    assert "Your order is never sent." in RANK.form()
    assert RANK.text().splitlines()[2:] == ["[ ] A", "[ ] B", "[ ] C", "[ ] Pass"]


@pytest.mark.parametrize(
    ("items", "dense"),
    [
        (["a", "b"], False),
        (["a", "x" * 42], False),
        (["a", "x" * 43], True),
        (list("abcdefg"), True),
    ],
)
def test_many_or_long_items_are_smaller_on_a_slide(items: list[str], dense: bool) -> None:
    """Seven items, or one of more than 42 characters, take smaller type on a slide."""
    form = Rank("x-rank", "Which first?", items=items).slide_form()
    assert ("askfirst-dense" in form) == dense
    assert form.count("<li>") == (len(items) + 1) * dense
