"""Proof 2: no outsider and no insider learns too much from any release: every vector is tried."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

import pytest

from askfirst import release
from askfirst.release import (
    Detail,
    Release,
    Tier,
    View,
    partition,
    release_counts,
    release_scale,
    release_several,
)
from tests.release_audit import (
    Vector,
    contract,
    leaks,
    personal,
    printed,
    scale_leaks,
    told,
    vectors,
)

# Audited by default: every n from k to the number, for each number of options or steps.
COUNTS_TO = {2: 40, 3: 21, 4: 13, 5: 10, 6: 8, 7: 7}
STEPS_TO = {2: 20, 3: 17, 4: 13, 5: 9, 6: 8, 7: 7, 8: 6}
# Audited by make test-long, with the places where the fine view is unsafe among them.
COUNTS_FAR = {2: 150, 3: 50, 4: 28, 5: 20, 6: 14, 7: 11}
STEPS_FAR = {3: 40, 4: 26, 5: 20, 6: 13, 7: 11, 8: 9}
# The privacy contract's list of n that need the coarse view, and how far it was checked.
COARSE = [
    (5, 2, 300, [5, 6, 7, 8]),
    (5, 3, 300, [5, 12, 17]),
    (5, 4, 160, [5]),
    (5, 5, 90, [5, 19]),
    (5, 6, 60, [5, 23, 24, 29]),
    (5, 7, 60, [5, 27, 28, 33]),
    (10, 2, 120, [10, 11, 17, 18]),
    (10, 3, 38, [10, 26, 27, 37]),
    (10, 5, 55, [10, 44, 45, 55]),
]


@pytest.fixture(params=[3, 5])
def k(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A threshold for the personal tier: the audit goes through the functions people call."""
    threshold: int = request.param
    monkeypatch.setattr(release, "THRESHOLD", {Tier.PERSONAL: threshold})
    return threshold


@pytest.mark.parametrize("m", COUNTS_TO)
def test_counts_tell_nobody_too_much(m: int, k: int) -> None:
    """No outsider and no insider learns more from printed counts than safe allows."""
    assert [found for n in range(k, COUNTS_TO[m] + 1) for found in leaks(personal, n, m, k)] == []


@pytest.mark.parametrize("steps", STEPS_TO)
def test_a_scale_tells_nobody_too_much(steps: int, k: int) -> None:
    """No outsider and no insider learns too much about a step or a row of a printed scale."""
    ns = range(k, STEPS_TO[steps] + 1)
    assert [found for n in ns for found in scale_leaks(n, steps, k)] == []


def test_the_intimate_tier_tells_nobody_too_much() -> None:
    """With k = 10 the prints of counts and of scales are safe too."""

    def counts(c: Vector) -> Release:
        return release_counts(c, tier=Tier.INTIMATE)

    def scale(c: Vector) -> Release:
        return release_scale(c, tier=Tier.INTIMATE)

    rooms = [(n, 2) for n in range(10, 41)] + [(n, 3) for n in (10, 11, 12, 19, 20, 26, 27)]
    assert [found for n, m in rooms for found in leaks(counts, n, m, 10)] == []
    assert [found for n in (10, 13, 35) for found in leaks(scale, n, 4, 10)] == []


@pytest.mark.long
@pytest.mark.parametrize(("m", "most"), COUNTS_FAR.items())
def test_counts_tell_nobody_too_much_in_larger_rooms(m: int, most: int, k: int) -> None:
    """The audit of counts holds as far as exhaustion reaches in minutes."""
    assert [found for n in range(k, most + 1) for found in leaks(personal, n, m, k)] == []


@pytest.mark.long
@pytest.mark.parametrize(("steps", "most"), STEPS_FAR.items())
def test_a_scale_tells_nobody_too_much_in_larger_rooms(steps: int, most: int, k: int) -> None:
    """The audit of scales holds as far as exhaustion reaches in minutes."""
    assert [found for n in range(k, most + 1) for found in scale_leaks(n, steps, k)] == []


def test_rows_of_several_tell_nobody_too_much_together(k: int) -> None:
    """Two rows read together tell no more about either than safe allows, whatever one chose."""
    for n in range(k, 25):
        groups: dict[str, list[tuple[Vector, Vector]]] = defaultdict(list)
        for a, b in product(range(n + 1), repeat=2):
            shown = release_several((a, b), n, tier=Tier.PERSONAL)
            groups[printed(shown)].append(((a, n - a), (b, n - b)))
        for name, group in groups.items():
            for mine in (None, *product((0, 1), repeat=2)):
                known = [p for p in group if mine is None or (p[0][mine[0]] and p[1][mine[1]])]
                for row in (0, 1) if known else ():
                    own = None if mine is None else mine[row]
                    assert told([p[row] for p in known], k, own) is None, (n, name)


@pytest.mark.parametrize(("m", "most"), [(2, 30), (3, 18), (4, 12), (5, 9)])
def test_the_coarse_view_is_always_safe(
    m: int, most: int, k: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exact or hidden is safe for every n from k on, so it needs no check of its own."""
    monkeypatch.setattr(release, "partition", lambda *_: Detail.COARSE)
    assert [found for n in range(k, most + 1) for found in leaks(personal, n, m, k)] == []


@pytest.mark.parametrize(("m", "ns"), [(2, range(28)), (3, range(19)), (4, range(11)), (5, [19])])
def test_fine_is_used_wherever_it_is_safe(
    m: int, ns: Sequence[int], k: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fine view is chosen for exactly the n at which it tells nobody too much."""
    rooms = [n for n in ns if n >= k]
    chosen = [partition(n, m, k) is Detail.FINE for n in rooms]
    monkeypatch.setattr(release, "partition", lambda *_: Detail.FINE)
    assert [leaks(personal, n, m, k) == [] for n in rooms] == chosen


def test_the_audit_sees_what_only_an_insider_sees() -> None:
    """Two candidates are one too few: whoever chose the small option finds that nobody else did."""
    group = [(6, 5, 0), (5, 6, 0), (5, 5, 1)]
    assert told(group, 5, own=0) is None
    assert told(group, 5, own=2) == "cell 2 is one of [1] to own=2"
    assert told([(7, 1), (1, 7)], 5, own=0) is None
    assert told([(7, 1), (0, 8)], 1, own=1) == "all (others) chose the same to own=1"


@pytest.mark.parametrize(("k", "m", "most", "coarse"), COARSE)
def test_partition_agrees_with_the_privacy_contract(
    k: int, m: int, most: int, coarse: list[int]
) -> None:
    """The coarse view is chosen for exactly the n that the privacy contract lists."""
    ns = range(k, most + 1)
    assert [n for n in ns if partition(n, m, k) is Detail.COARSE] == coarse


@pytest.mark.parametrize(("m", "most"), [(2, 40), (3, 26), (4, 14), (5, 10), (6, 8)])
def test_every_vector_prints_what_the_contract_says(m: int, most: int, k: int) -> None:
    """For every vector the view, and what it shows of each option, is that of the written rule."""
    for n in range(k, most + 1):
        ruled = contract(n, m, k)
        for counts in vectors(n, m):
            shown, (view, cells) = personal(counts), ruled[counts]
            assert shown.view is View(view), counts
            lows = tuple(min(low, k) if view == "few" else low for low, _ in shown.cells)
            assert lows == cells, counts
