"""Intervals and tests from bounds and from noisy counts; pure functions of numbers.

Two things are uncertain and both are counted: what the numbers in the file were, which the release
rule and the noise keep open, and what people like those who came would say, of whom they are a
sample. Intervals are made to hold the truth in 19 of 20 cases or more.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, NamedTuple

LEAST: Final = 10  # answers; below that nothing is reported
WIDE_SHARE: Final = 0.5
WIDE_CHANGE: Final = 1.0  # a step
MANY_ROOMS: Final = 30  # from here on rooms say themselves how much they differ
EXACT_UP_TO: Final = 1000
Z: Final = NormalDist().inv_cdf(0.975)


class Interval(NamedTuple):
    """The least and the most that something could be."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far the ends are apart."""
        return self.high - self.low


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Noisy tables of one question, of one room or of many.

    Attributes:
        moved: Steps moved in all, from the noisy counts: the sum of (now - before) x count.
        squared: The same with (now - before) squared.
        rooms: How many tables.
        steps: Steps of the question.
        answered: The least and the most pairs that were given.
        noise: Variance of the noise in one count, over all tables: the sum over the rooms.
        between: The sum over rooms of the square of what a room's `moved` is off the mean; 0 if
            not known.
    """

    moved: float
    squared: float
    rooms: int
    steps: int
    answered: tuple[int, int]
    noise: float
    between: float = 0


class Change(NamedTuple):
    """How far people moved on average, in steps, and how likely that much is without any change."""

    interval: Interval
    likely: float
    p: float


def noise_variance(scale: float) -> float:
    """The variance of two-sided geometric noise, 2a / (1 - a)^2 with a = exp(-1 / scale).

    Source: Inusah and Kozubowski, A discrete analogue of the Laplace distribution, Journal of
    Statistical Planning and Inference 136 (2006) 1090-1102; that the noise is of this kind: Ghosh,
    Roughgarden and Sundararajan, Universally utility-maximizing privacy mechanisms, SIAM Journal
    on Computing 41 (2012) 1673-1693.
    """
    a = math.exp(-1 / scale)
    return 2 * a / (1 - a) ** 2


def change(pairs: Pairs) -> Change:
    """How far people like these move on average, in steps, in 19 cases of 20 or more.

    With counts c(i, j) that hold noise of variance v, each on its own, S = sum of (j - i) c(i, j)
    is right on average. Its variance is v times the sum of (j - i)^2 over the table, for the noise,
    and for the sample at most the expected sum of (j - i)^2 over people. That sum is estimated from
    the same table as Q = sum of (j - i)^2 c(i, j), whose noise has the variance v times the sum of
    (j - i)^4; taken is Q + 1.96 of its deviations, at most (steps - 1)^2 for each pair, at least 0.
    From thirty rooms on the variance is at least rooms / (rooms - 1) times the sum of squares
    of what rooms are off the mean, so that rooms that differ widen the interval (the usual
    estimator for samples of whole groups: Cochran, Sampling Techniques, 3rd ed., Wiley 1977, on
    single-stage cluster sampling; noise is in it already).

    S is divided by the number of pairs, which is a band: the end that makes the interval wider
    counts. The test asks how often no change at all would give an S this far from 0 or further;
    it does not need the number of pairs.
    """
    gaps = range(1, pairs.steps)
    second, fourth = (2 * sum((pairs.steps - g) * g**power for g in gaps) for power in (2, 4))
    most = (pairs.steps - 1) ** 2 * pairs.answered[1]
    people = min(max(pairs.squared + Z * math.sqrt(pairs.noise * fourth), 0), most)
    variance = pairs.noise * second + people
    if pairs.rooms >= MANY_ROOMS:
        variance = max(variance, pairs.between * pairs.rooms / (pairs.rooms - 1))
    deviation = math.sqrt(variance)
    low, high = pairs.moved - Z * deviation, pairs.moved + Z * deviation
    interval = Interval(*share((low, high), pairs.answered))
    limit = pairs.steps - 1
    likely = pairs.moved / (sum(pairs.answered) / 2)
    return Change(
        Interval(max(interval.low, -limit), min(interval.high, limit)),
        min(max(likely, -limit), limit),
        two_sided(pairs.moved / deviation),
    )


def share(part: tuple[float, float], whole: tuple[float, float]) -> tuple[float, float]:
    """The least and the most that a part over a whole can be, whatever the sign of the part."""
    ends = [end / all_ for end in part for all_ in whole]
    return min(ends), max(ends)


def two_sided(z: float) -> float:
    """How often a normal number is this far from 0 or further, either way."""
    return math.erfc(abs(z) / math.sqrt(2))


def of_people(part: tuple[int, int], whole: tuple[int, int], *, spread: float = 1) -> Interval:
    """The share among people like these, in 19 cases of 20, from a number that has bounds.

    The lower end is that of the least number among the most people, the upper end that of the most
    among the least: both what was not shown and the sample are in it.

    Args:
        part: The least and the most who chose it.
        whole: The least and the most who answered.
        spread: How many times as much rooms differ as chance alone would make them; each answer
            then counts for less.

    Source: Wilson, Probable inference, the law of succession, and statistical inference, Journal of
    the American Statistical Association 22 (1927) 209-212; for answers that count for less, the
    design effect of Kish, Survey Sampling, Wiley 1965, page 258.
    """
    return Interval(
        _wilson(part[0], whole[1], spread).low,
        _wilson(min(part[1], whole[0]), whole[0], spread).high,
    )


def _wilson(part: float, whole: float, spread: float) -> Interval:
    n, p = whole / spread, part / whole
    middle = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    return Interval(max(middle - half, 0), min(middle + half, 1))


def sign_test(one: tuple[int, int], other: tuple[int, int]) -> float:
    """How often as many or more would move one way, if either way were as likely for each of them.

    Of all numbers that the bounds allow, those are taken that speak least for a difference. Exact
    up to 1,000 who moved; beyond that normal, with a correction for continuity.
    Source: Dixon and Mood, The statistical sign test, Journal of the American Statistical
    Association 41 (1946) 557-566.
    """
    if one[0] > other[1]:
        more, fewer = one[0], other[1]
    elif other[0] > one[1]:
        more, fewer = other[0], one[1]
    else:
        return 1.0
    moved = more + fewer
    if moved > EXACT_UP_TO:
        return two_sided((more - fewer - 1) / math.sqrt(moved))
    tail: int = sum(math.comb(moved, i) for i in range(fewer + 1))
    return min(1.0, float(2 * tail / 2**moved))


def holm(ps: list[float]) -> list[float]:
    """Return p values that allow for all of them having been looked at.

    Source: Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6 (1979) 65-70.
    """
    order = sorted(range(len(ps)), key=ps.__getitem__)
    adjusted, most = [0.0] * len(ps), 0.0
    for rank, place in enumerate(order):
        most = max(most, min(1.0, (len(ps) - rank) * ps[place]))
        adjusted[place] = most
    return adjusted
