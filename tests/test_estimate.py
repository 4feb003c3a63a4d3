"""The estimate from randomised answers, held to its claims by going through every outcome."""

import math
from fractions import Fraction
from itertools import product

import pytest

from askfirst.estimate import BLURRED, blur, estimate, likely_share, true_range, ways

COIN, DIE = Fraction(3, 4), Fraction(2, 3)
KEEPS = pytest.mark.parametrize("keep", [COIN, DIE], ids=["coin", "die"])
PROMISED = Fraction(19, 20)


def chances(true: int, answered: int, keep: Fraction) -> list[Fraction]:
    return [Fraction(way, keep.denominator**answered) for way in ways(true, answered, keep)]


def mean(true: int, answered: int, keep: Fraction) -> Fraction:
    spread = chances(true, answered, keep)
    return sum(
        (c * likely_share(said, answered, keep) for said, c in enumerate(spread)), Fraction()
    )


@KEEPS
@pytest.mark.parametrize("answered", range(7))
def test_ways_are_every_outcome_of_every_coin(answered: int, keep: Fraction) -> None:
    """The chances of each number of yes are what going through every person's toss gives."""
    for true in range(answered + 1):
        tossed = [Fraction()] * (answered + 1)
        for kept in product((True, False), repeat=answered):
            yes = sum((person < true) is stays for person, stays in enumerate(kept))
            tossed[yes] += math.prod(keep if stays else 1 - keep for stays in kept)
        assert chances(true, answered, keep) == tossed


@KEEPS
def test_the_likely_share_is_right_on_average(keep: Fraction) -> None:
    """Over every outcome of every room of 1 to 40 the estimate averages to the true share."""
    for answered in range(1, 41):
        for true in range(answered + 1):
            assert mean(true, answered, keep) == Fraction(true, answered)


@KEEPS
def test_the_blur_is_that_of_the_coin_alone(keep: Fraction) -> None:
    """The blur is 1.96 standard deviations of the estimate, the same whatever the true share."""
    for answered, true in product([5, 12, 30], [0, 2, 5]):
        share = Fraction(true, answered)
        variance = sum(
            c * (likely_share(said, answered, keep) - share) ** 2
            for said, c in enumerate(chances(true, answered, keep))
        )
        assert blur(answered, keep) == pytest.approx(1.96 * math.sqrt(variance))


def test_the_blur_is_what_the_privacy_contract_says() -> None:
    """A coin alone adds about 31 points either way at 30 answers, and 10 at 300."""
    assert [round(100 * blur(n, COIN)) for n in (30, 300)] == [31, 10]


@pytest.mark.parametrize("answered", [30, 300])
def test_the_range_is_as_wide_as_the_coin_alone_makes_it(answered: int) -> None:
    """In the middle the exact range differs from the normal figure by less than a person."""
    low, high = true_range(answered // 2, answered, COIN)
    half = (high - low) / 2 / answered
    assert 0 < half - blur(answered, COIN) < 1 / answered


def covered(answered: int, keep: Fraction) -> list[Fraction]:
    """For each true number, the chance of a range that holds it, and of a printed interval."""
    ranges = [true_range(said, answered, keep) for said in range(answered + 1)]
    shown = [estimate(said, answered, keep) for said in range(answered + 1)]
    found = []
    for true in range(answered + 1):
        spread = chances(true, answered, keep)
        share = Fraction(100 * true, answered)
        exact = sum(c for c, (low, high) in zip(spread, ranges, strict=True) if low <= true <= high)
        printed = sum(c for c, e in zip(spread, shown, strict=True) if e.low <= share <= e.high)
        found += [Fraction(exact), Fraction(printed)]
    return found


@KEEPS
def test_the_interval_holds_the_true_share_in_19_rooms_of_20(keep: Fraction) -> None:
    """For every true share of every room of 5 to 30, and of 60, it does so in 95 % or more."""
    for answered in (*range(5, 31), 60):
        assert min(covered(answered, keep)) >= PROMISED, answered


@pytest.mark.long
@KEEPS
def test_the_interval_holds_the_true_share_in_larger_rooms_too(keep: Fraction) -> None:
    """For every true share of every room of 31 to 80, and of 120, in 95 % or more."""
    for answered in (*range(31, 81), 120):
        assert min(covered(answered, keep)) >= PROMISED, answered


@KEEPS
def test_without_the_edge_some_rooms_would_get_no_range(keep: Fraction) -> None:
    """A count that no true share makes likely gets the range of the edge, and never a point."""
    for answered in (5, 12, 30):
        edge = math.floor(answered * (1 - keep))
        for said in range(edge + 1):
            assert true_range(said, answered, keep) == true_range(edge, answered, keep)
        low, high = true_range(0, answered, keep)
        assert (low, high > answered / 5) == (0, True)
    assert ways(0, 30, COIN)[0] * 40 * 100 < 4**30  # no yes from 30: less than 1 in 4,000


@KEEPS
def test_more_yes_never_lowers_it(keep: Fraction) -> None:
    """With each further yes no end of the range goes down, and yes and no mirror each other."""
    for answered in (5, 8, 17, 30):
        found = [true_range(said, answered, keep) for said in range(answered + 1)]
        lows, highs = zip(*found, strict=True)
        assert list(lows) == sorted(lows)
        assert list(highs) == sorted(highs)
        assert [(answered - high, answered - low) for low, high in found[::-1]] == found


@KEEPS
def test_shares_are_printed_in_fives(keep: Fraction) -> None:
    """Both ends and the likely share are fives from 0 to 100, in order, with room between."""
    for answered in range(5, 31):
        for said in range(answered + 1):
            low, likely, high = estimate(said, answered, keep)
            assert 0 <= low <= (low if likely is None else likely) <= high <= 100
            assert high - low >= 20
            assert [n % 5 for n in (low, likely or 0, high)] == [0, 0, 0]


@KEEPS
def test_a_likely_share_depends_on_how_many_answered_alone(keep: Fraction) -> None:
    """A likely share is given where a coin moves it by 25 points or less, whatever was said."""
    first = {COIN: 47, DIE: 123}[keep]
    for answered in (5, 30, first - 1, first):
        few = (0, 1, answered // 2, answered)
        found = {estimate(said, answered, keep).likely is None for said in few}
        assert found == {answered < first}
    assert blur(first, keep) <= BLURRED < blur(first - 1, keep)


def test_an_estimate_reads_like_this() -> None:
    """Twelve yes from 30 coins say 0 to 65; 20 from 52 say 0 to 55 and likely 25."""
    assert estimate(12, 30, COIN) == (0, None, 65)
    assert estimate(20, 52, COIN) == (0, 25, 55)
    assert estimate(120, 300, COIN) == (20, 30, 40)
