"""The release rule, audited by exhaustion: every vector, grouped by what is really printed."""

import cProfile
import json
import pstats
from collections import defaultdict
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst.release import (
    Cell,
    Release,
    Tier,
    View,
    merge_steps,
    partition,
    release_counts,
    release_rank,
    release_scale,
    release_several,
    release_words,
)
from tests.release_audit import (
    Vector,
    personal,
    personal_scale,
    printed,
    vectors,
)

PROTECTED = (Tier.PERSONAL, Tier.INTIMATE)
SHOWN = (Tier.OPEN, *PROTECTED)
REFUSED = (Tier.PRIVATE, Tier.DENIABLE)

few_counts = st.lists(st.integers(0, 60), min_size=2, max_size=7)


def test_a_large_room_takes_little_work() -> None:
    """Seven options with 300 answers, some 10**12 vectors, are judged in a few hundred calls."""
    profile = cProfile.Profile()
    profile.runcall(release_counts, (290, 5, 1, 1, 1, 1, 1), tier=Tier.PERSONAL)
    assert pstats.Stats(profile).total_calls < 1000  # type: ignore[attr-defined]


@pytest.mark.parametrize("m", [2, 3, 7])
@pytest.mark.parametrize(("tier", "k"), [(Tier.OPEN, 5), (Tier.PERSONAL, 5), (Tier.INTIMATE, 10)])
def test_below_the_threshold_everything_prints_the_same(tier: Tier, k: int, m: int) -> None:
    """With fewer than k answers nothing is printed but k, whatever was asked and answered."""
    few = [c for n in range(k) for c in ((n,) + (0,) * (m - 1), (0,) * (m - 1) + (n,))]
    prints = {printed(release_counts(c, tier=tier)) for c in few}
    prints |= {printed(release_scale(c, tier=tier)) for c in few}
    prints |= {printed(release_several(c[:1], sum(c), tier=tier)) for c in few}
    prints |= {printed(release_words(["no"] * sum(c), tier=tier)) for c in few}
    assert prints == {json.dumps({"k": k, "view": "locked"})}


@pytest.mark.parametrize("tier", PROTECTED)
@pytest.mark.parametrize("m", [2, 3])
def test_a_protected_print_tells_no_more_of_n_than_its_band(tier: Tier, m: int) -> None:
    """Within one band of n, the same bands or "few" print the same cells whatever n is."""
    k = 5 if tier == Tier.PERSONAL else 10
    cells: dict[object, set[object]] = defaultdict(set)
    for n in range(k, 45):
        for c in vectors(n, m):
            shown = release_counts(c, tier=tier)
            if shown.view in {View.BANDS, View.FEW}:
                key = tuple(x < k for x in c) if m == 2 else tuple(x // k for x in c)
                cells[n // 5, key].add(shown.cells)
    assert {len(variants) for variants in cells.values()} == {1}


@given(few_counts, st.sampled_from(SHOWN))
def test_a_print_is_true(counts: list[int], tier: Tier) -> None:
    """Every printed range holds the count it stands for, and ends on the axis."""
    shown = release_counts(counts, tier=tier)
    for cell, count in zip(shown.cells, counts, strict=bool(shown.cells)):
        assert cell.low <= count <= cell.high
        assert shown.answered is not None
        assert cell.high <= shown.answered[1]


@given(few_counts, st.sampled_from(SHOWN))
def test_answered_is_always_a_band_of_five(counts: list[int], tier: Tier) -> None:
    """The number of answers is printed as a band of width five that holds it, or not at all."""
    shown = release_counts(counts, tier=tier)
    if shown.answered is not None:
        low, high = shown.answered
        assert (low % 5, high - low) == (0, 4)
        assert low <= sum(counts) <= high


@given(few_counts.flatmap(lambda c: st.tuples(st.just(c), st.permutations(range(len(c))))))
def test_order_of_options_changes_only_the_order_of_rows(case: tuple[list[int], list[int]]) -> None:
    """Permuted options give the same view with permuted rows."""
    counts, order = case
    shown, moved = personal(tuple(counts)), personal(tuple(counts[i] for i in order))
    assert moved.view == shown.view
    assert moved.cells == tuple(shown.cells[i] for i in order if shown.cells)


@given(few_counts, st.sampled_from(PROTECTED))
def test_a_mirrored_scale_mirrors_its_rows(counts: list[int], tier: Tier) -> None:
    """A scale read from the other end prints the same rows from the other end."""
    shown = release_scale(counts, tier=tier)
    mirrored = release_scale(counts[::-1], tier=tier)
    last = len(counts) - 1
    assert mirrored.cells == shown.cells[::-1]
    assert mirrored.steps == tuple((last - b, last - a) for a, b in shown.steps[::-1])


@given(st.integers(5, 120), st.integers(2, 12), st.sampled_from([5, 10]))
def test_merged_steps_cover_the_scale_in_equal_sides(n: int, steps: int, k: int) -> None:
    """Merged rows hold every step once, at most seven rows, and an odd scale keeps its middle."""
    rows = merge_steps(n, steps, k)
    assert [step for first, last in rows for step in range(first, last + 1)] == [*range(steps)]
    assert len(rows) <= 7
    assert len(rows) % 2 == steps % 2
    assert steps % 2 == 0 or (steps // 2, steps // 2) in rows


def test_a_scale_is_merged_only_where_its_steps_are_unsafe() -> None:
    """Five steps are three rows at 19 answers, where five would be unsafe, and five at 18."""
    assert merge_steps(18, 5, 5) == ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4))
    assert merge_steps(19, 5, 5) == ((0, 1), (2, 2), (3, 4))
    assert merge_steps(27, 7, 5) == ((0, 1), (2, 2), (3, 3), (4, 4), (5, 6))
    assert personal_scale((2, 3, 6, 4, 4)).cells == ((5, 5), (6, 6), (8, 8))


@given(few_counts, few_counts, st.sampled_from(SHOWN))
def test_json_holds_only_json(counts: list[int], chosen: list[int], tier: Tier) -> None:
    """Every release survives a round trip through JSON and has no empty field."""
    several = release_several(chosen, 60, tier=tier)
    words = release_words([str(count) for count in counts], tier=tier)
    polls = release_counts(counts, tier=tier), release_scale(counts, tier=tier)
    for shown in (*polls, several, words):
        assert json.loads(json.dumps(shown.to_json())) == shown.to_json()
        assert all(value or value == 0 for value in shown.to_json().values())


@pytest.mark.parametrize(
    ("counts", "view", "cells"),
    [
        ((12, 9, 6), View.EXACT, ((12, 12), (9, 9), (6, 6))),
        ((13, 9, 3), View.BANDS, ((10, 14), (5, 9), (0, 4))),
        ((20, 1, 1), View.BANDS, ((20, 24), (0, 4), (0, 4))),
        ((14, 9, 3), View.HIDDEN, ()),  # each small one in its bands is three or four
        ((14, 9, 4), View.HIDDEN, ()),  # with 27 answers the only vector in its bands
        ((25, 2), View.FEW, ((21, 29), (0, 4))),
        ((27, 0), View.FEW, ((21, 29), (0, 4))),
        ((5, 0), View.HIDDEN, ()),
    ],
)
def test_personal_counts_print_as_the_contract_says(
    counts: Vector, view: View, cells: tuple[Cell, ...]
) -> None:
    """Counts of five or more are exact, others are bands or few, and where unsafe hidden."""
    shown = personal(counts)
    assert (shown.view, shown.cells) == (view, cells)


def test_a_wide_band_ends_on_the_axis() -> None:
    """With k = 10 the band 20 to 29 is cut at 24, where the band of 22 answers ends."""
    shown = release_counts((20, 1, 1), tier=Tier.INTIMATE)
    assert shown.cells == ((20, 24), (0, 9), (0, 9))


def test_both_rows_may_be_few() -> None:
    """With k = 10 two options of seven answers each are few, and of twelve and two only one."""
    assert release_counts((7, 7), tier=Tier.INTIMATE).cells == ((0, 9), (0, 9))
    assert release_counts((12, 2), tier=Tier.INTIMATE).cells == ((10, 14), (0, 9))


def test_the_open_tier_is_exact_from_five_answers() -> None:
    """Knowledge checks and open scales show exact numbers, zeros among them."""
    assert release_counts((5, 0, 0), tier=Tier.OPEN).cells == ((5, 5), (0, 0), (0, 0))
    assert release_scale((5, 0), tier=Tier.OPEN).steps == ((0, 0), (1, 1))
    assert release_several((0, 6), 6, tier=Tier.OPEN).rows[1].cells == ((6, 6), (0, 0))


def test_words_are_shown_as_they_are() -> None:
    """Texts keep their order and spelling, and a blank one hides nobody."""
    texts = ["  b", "a", "=1+1", "<b>", "c"]
    assert release_words(texts, tier=Tier.PERSONAL).texts == tuple(texts)
    assert release_words([*texts[1:], " "], tier=Tier.PERSONAL).view == View.LOCKED
    assert release_words(texts, tier=Tier.INTIMATE).view == View.LOCKED


@pytest.mark.parametrize("tier", REFUSED)
def test_private_and_deniable_are_never_released(tier: Tier) -> None:
    """No function releases the private or the deniable tier."""
    refused: list[Callable[[], Release]] = [
        lambda: release_counts((9, 9), tier=tier),
        lambda: release_several((9,), 18, tier=tier),
        lambda: release_rank((9,), 18, tier=tier),
        lambda: release_scale((9, 9), tier=tier),
        lambda: release_words(["a"] * 9, tier=tier),
    ]
    for call in refused:
        with pytest.raises(ValueError, match=f"tier '{tier}' has no release. Use open"):
            call()


@pytest.mark.parametrize(
    "refused",
    [
        lambda: personal(()),
        lambda: personal((17,)),
        lambda: personal((17, -1)),
        lambda: personal_scale((17,)),
        lambda: personal_scale((17, 17, -1)),
        lambda: release_several((), 17, tier=Tier.PERSONAL),
        lambda: release_several((17, 18), 17, tier=Tier.PERSONAL),
        lambda: release_several((-1,), 17, tier=Tier.PERSONAL),
        lambda: personal((17,) * 8),
    ],
)
def test_a_bad_tally_is_refused_without_printing_it(refused: Callable[[], Release]) -> None:
    """Bad counts raise one line that says what to do and holds none of the counts."""
    with pytest.raises(ValueError, match=r"expected|Check|Merge") as error:
        refused()
    assert "17" not in str(error.value)
    assert "\n" not in str(error.value)


def test_a_count_that_is_no_whole_number_is_refused() -> None:
    """Half a person is a TypeError, never rounded."""
    with pytest.raises(TypeError):
        release_counts([9.5, 9.5], tier=Tier.PERSONAL)  # type: ignore[list-item]


@pytest.mark.parametrize(("n", "m", "k"), [(-1, 3, 5), (9, 1, 5), (9, 3, 2)])
def test_there_is_no_rule_outside_its_range(n: int, m: int, k: int) -> None:
    """A partition of fewer than no answers, two options or a threshold of three is refused."""
    with pytest.raises(ValueError, match=f"no rule for n={n}, m={m}, k={k}"):
        partition(n, m, k)


def test_more_than_seven_options_are_open_only() -> None:
    """Eight options are released in the open tier and refused in the others."""
    assert release_counts((5,) * 8, tier=Tier.OPEN).view == View.EXACT
    for tier in PROTECTED:
        with pytest.raises(ValueError, match=f"8 options, but tier '{tier}'"):
            release_counts((5,) * 8, tier=tier)
