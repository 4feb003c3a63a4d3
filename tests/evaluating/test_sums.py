"""Sums and differences of releases tell no more of a small number than one release may."""

import itertools
from collections import defaultdict
from pathlib import Path

import pytest

from askfirst.errors import EvaluationError
from askfirst.evaluating.reading import read_tables
from askfirst.evaluating.sums import changes_of_a_group, sums, two_sets
from askfirst.release import Tier, release_counts
from tests.evaluating.files import CHECK, POLL, Workshop


def held(folder: Path, *each: list[int]) -> list[str]:
    """Write a workshop for each list of counts; return their names."""
    names = []
    for number, counts in enumerate(each):
        workshop = Workshop(folder, number=number)
        workshop.show(POLL, counts)
        names.append(workshop.name)
    return names


def cells(folder: Path) -> list[tuple[int, int]]:
    found = sums(read_tables(folder)).sort_values("place")
    return list(zip(found["low"], found["high"], strict=True))


def test_exact_sums_are_what_the_rule_prints(tmp_path: Path) -> None:
    """A sum of exact numbers is exact, as release_counts prints it."""
    held(tmp_path, [9, 8, 7], [5, 6, 12])
    assert cells(tmp_path) == list(release_counts([14, 14, 19], tier=Tier.PERSONAL).cells)


def test_bounds_are_added(tmp_path: Path) -> None:
    """Of bands both ends are added, and a hidden number counts with all it could be."""
    held(tmp_path, [12, 0, 9], [5, 0, 0], [9, 8, 7])
    assert cells(tmp_path) == [(10 + 0 + 9, 14 + 9 + 9), (8, 4 + 9 + 8), (5 + 0 + 7, 9 + 9 + 7)]


def test_locked_rooms_and_later_rounds_are_left_out(tmp_path: Path) -> None:
    """Where too few answered nothing is added, and a question asked again counts once."""
    held(tmp_path, [9, 8, 7], [1, 1, 1])
    workshop = Workshop(tmp_path, number=5)
    workshop.show(CHECK, [9, 3, 0])
    workshop.show(CHECK, [12, 0, 0], turn=2)
    found = sums(read_tables(tmp_path)).set_index(["activity", "place"])
    assert found.loc[(POLL.id, 0), "workshops"] == 1
    assert found.loc[(CHECK.id, 0), ["low", "high"]].to_list() == [9, 9]


@pytest.mark.parametrize("people", [(5, 6), (7, 5), (8, 8)])
def test_no_sum_of_two_rooms_tells_a_small_number(tmp_path: Path, people: tuple[int, int]) -> None:
    """For all outcomes of two small rooms, a sum below five has three candidates or more."""
    behind = defaultdict(list)
    for one, other in itertools.product(*(list(outcomes(n)) for n in people)):
        shown = [release_counts(counts, tier=Tier.PERSONAL) for counts in (one, other)]
        ends = [r.cells or [(0, (r.answered or (0, 0))[1])] * 3 for r in shown]
        printed = tuple((a[0] + b[0], a[1] + b[1]) for a, b in zip(ends[0], ends[1], strict=True))
        behind[printed].append(tuple(map(sum, zip(one, other, strict=True))))
    for printed, vectors in behind.items():
        for place in range(3):
            values = {vector[place] for vector in vectors}
            if min(values) < 5:
                assert len(values) >= 3, (printed, place)


def outcomes(n: int) -> list[tuple[int, int, int]]:
    return [(a, b, n - a - b) for a in range(n + 1) for b in range(n - a + 1)]


def test_a_small_sum_is_widened(tmp_path: Path) -> None:
    """Bounds that a later format might make too tight are widened to hold 0 to 4."""
    held(tmp_path, [12, 0, 9])
    tables = read_tables(tmp_path)
    tables.counts.loc[tables.counts["place"] == 1, ["low", "high"]] = [2, 3]
    found = sums(tables).set_index("place")
    assert found.loc[1, ["low", "high"]].to_list() == [0, 4]


def test_sets_that_share_a_workshop_are_refused(tmp_path: Path) -> None:
    """Two sets that differ in a few workshops cannot be subtracted from each other."""
    names = held(tmp_path, [9, 8, 7], [9, 8, 7], [9, 8, 7])
    tables = read_tables(tmp_path)
    with pytest.raises(EvaluationError, match="is on both sides"):
        two_sets(tables, names, names[:2])
    with pytest.raises(EvaluationError, match="is empty"):
        two_sets(tables, names, [])


@pytest.mark.parametrize("later", [[9, 8, 8], [14, 3, 7], [14, 13, 8], [9, 8, 7], [0, 14, 10]])
def test_a_group_that_meets_again_is_not_compared_below_k_changes(
    tmp_path: Path, later: list[int]
) -> None:
    """If one row may have changed by fewer than five, no row of the question is told."""
    first, second = held(tmp_path, [9, 8, 7], later)
    tables = read_tables(tmp_path)
    changed = changes_of_a_group(tables.of([first]), tables.of([second]))
    assert not changed["kept"].any()
    assert changed["low"].isna().all()
    assert changed["high"].isna().all()


def test_fewer_than_ten_are_never_compared(tmp_path: Path) -> None:
    """A group of fewer than ten is not compared, however much it changed."""
    for number, counts in enumerate([[8, 0, 0], [0, 8, 0]]):
        Workshop(tmp_path, number=number).show(CHECK, counts)
    tables = read_tables(tmp_path)
    one, other = tables.workshops
    assert not changes_of_a_group(tables.of([one]), tables.of([other]))["kept"].any()


def test_large_changes_of_a_group_are_told(tmp_path: Path) -> None:
    """Where every row certainly changed by five or more, the changes are told."""
    first, second = held(tmp_path, [19, 8, 7], [5, 14, 15])
    tables = read_tables(tmp_path)
    changed = changes_of_a_group(tables.of([first]), tables.of([second]))
    assert list(changed["low"]) == list(changed["high"]) == [-14, 6, 8]
