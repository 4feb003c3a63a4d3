"""Intervals hold the truth as often as they say, and tests are wrong no more often."""

import itertools
import math
import random
from dataclasses import dataclass

import pytest

from askfirst.evaluating.bounds import (
    Pairs,
    change,
    holm,
    noise_variance,
    of_people,
    share,
    sign_test,
)
from askfirst.release import Tier, View, release_counts
from askfirst.room.noise import SCALE

SEED = 20261121
RUNS = 600
TOLERANCE = 0.02  # twice what chance does to a share of 0.95 in 600 runs


def geometric(chance: random.Random) -> int:
    """Two-sided geometric noise of a room's scale."""
    return int(chance.expovariate(1 / SCALE)) - int(chance.expovariate(1 / SCALE))


def test_the_variance_of_the_noise_is_what_is_stated() -> None:
    """Summed over all values, a^|x| (1 - a) / (1 + a) has the variance of the formula."""
    a = math.exp(-1 / SCALE)
    summed = sum(x * x * a ** abs(x) * (1 - a) / (1 + a) for x in range(-400, 401))
    assert noise_variance(SCALE) == pytest.approx(summed)


@dataclass(frozen=True)
class Room:
    """What evaluation knows of one room."""

    moved: int
    squared: int
    band: tuple[int, int]


def room(chance: random.Random, steps: int, drift: float, people: int) -> Room:
    """A room whose people moved by the drift on average, as its noisy table tells it."""
    table = [[0] * steps for _ in range(steps)]
    for _ in range(people):
        before = chance.randrange(steps - 1)
        table[before][before + (chance.random() < drift)] += 1
    cells = list(itertools.product(range(steps), repeat=2))
    noisy = {(i, j): table[i][j] + geometric(chance) for i, j in cells}
    low = people // 5 * 5
    return Room(
        sum((j - i) * count for (i, j), count in noisy.items()),
        sum((j - i) ** 2 * count for (i, j), count in noisy.items()),
        (low, low + 4),
    )


def together(rooms: list[Room], steps: int) -> Pairs:
    """What evaluation takes from several rooms."""
    moved = sum(one.moved for one in rooms)
    middle = [sum(one.band) / 2 for one in rooms]
    off = (r.moved - m * moved / sum(middle) for r, m in zip(rooms, middle, strict=True))
    return Pairs(
        moved=moved,
        squared=sum(one.squared for one in rooms),
        rooms=len(rooms),
        steps=steps,
        answered=(sum(r.band[0] for r in rooms), sum(r.band[1] for r in rooms)),
        noise=len(rooms) * noise_variance(SCALE),
        between=sum(each**2 for each in off),
    )


@pytest.mark.long
@pytest.mark.parametrize("drift", [0.0, 0.4])
@pytest.mark.parametrize("steps", [2, 5])
@pytest.mark.parametrize(("rooms", "spread"), [(1, 0), (12, 0), (40, 0), (40, 0.3)])
def test_the_interval_of_a_change_holds_the_truth(
    drift: float, steps: int, rooms: int, spread: float
) -> None:
    """In 19 of 20 evaluations or more the interval of noisy tables holds how far people move."""
    chance = random.Random(f"{SEED} {drift} {steps} {rooms} {spread}")
    held = wrong = 0
    for _ in range(RUNS):
        drifts = (min(max(drift + chance.uniform(-spread, spread), 0), 1) for _ in range(rooms))
        seen = [room(chance, steps, each, chance.randrange(12, 29)) for each in drifts]
        truth = drift
        if spread and not drift:
            truth = spread / 4  # cut off at 0
        found = change(together(seen, steps))
        held += found.interval.low <= truth <= found.interval.high
        wrong += found.p < 0.05
    assert held / RUNS >= 0.95 - TOLERANCE
    if not drift and not spread:
        assert wrong / RUNS <= 0.05 + TOLERANCE


@pytest.mark.long
@pytest.mark.parametrize("truth", [(0.6, 0.3, 0.1), (0.96, 0.02, 0.02), (0.34, 0.33, 0.33)])
@pytest.mark.parametrize("rooms", [1, 20])
def test_the_interval_of_a_share_holds_the_truth(
    truth: tuple[float, float, float], rooms: int
) -> None:
    """In 19 of 20 evaluations or more the interval of releases holds the share of people."""
    chance = random.Random(f"{SEED} {truth} {rooms}")
    held = 0
    for _ in range(RUNS):
        part, whole = [0, 0], [0, 0]
        for _ in range(rooms):
            people = chance.randrange(10, 40)
            chosen = chance.choices(range(3), truth, k=people)
            release = release_counts([chosen.count(i) for i in range(3)], tier=Tier.PERSONAL)
            assert release.answered is not None
            low, high = release.cells[0] if release.cells else (0, release.answered[1])
            assert release.view is not View.LOCKED
            for total, ends in ((part, (low, high)), (whole, release.answered)):
                total[0] += ends[0]
                total[1] += ends[1]
        interval = of_people((part[0], part[1]), (whole[0], whole[1]))
        held += interval.low <= truth[0] <= interval.high
    assert held / RUNS >= 0.95 - TOLERANCE


def test_bounds_only_widen() -> None:
    """The interval of bounds holds the interval of each number that they allow."""
    wide = of_people((5, 9), (20, 24))
    for part, whole in itertools.product(range(5, 10), range(20, 25)):
        point = of_people((part, part), (whole, whole))
        assert wide.low <= point.low <= point.high <= wide.high


def test_rooms_that_differ_widen() -> None:
    """Where rooms differ more than by chance, an answer counts for less."""
    assert of_people((50, 50), (100, 100), spread=3).width > of_people((50, 50), (100, 100)).width


def test_shares_of_moves_either_way() -> None:
    """A part over a band is widest with the end that makes it so, whatever its sign."""
    assert share((-6, 12), (20, 24)) == (-6 / 20, 12 / 20)
    assert share((6, 12), (20, 24)) == (6 / 24, 12 / 20)
    assert share((-12, -6), (20, 24)) == (-12 / 20, -6 / 24)


def test_the_sign_test_takes_what_speaks_least() -> None:
    """Of all numbers that bounds allow, those that differ least decide."""
    bounds = ((12, 14), (0, 4))
    each = [sign_test((a, a), (b, b)) for a, b in itertools.product(range(12, 15), range(5))]
    assert sign_test(*bounds) == max(each) == sign_test((12, 12), (4, 4))
    assert sign_test((3, 7), (5, 9)) == 1
    assert sign_test((0, 0), (5, 5)) == pytest.approx(2 / 32)
    assert sign_test((520, 520), (480, 480)) == pytest.approx(
        sign_test((521, 521), (480, 480)), abs=0.02
    )


def test_a_test_allows_for_all_that_were_looked_at() -> None:
    """The smallest p is multiplied by how many there are, and the order stays."""
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []
