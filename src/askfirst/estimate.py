"""What randomised answers still say about a room: an estimate of the true share, and an interval.

In randomised response chance decides, unseen, whether somebody says the true answer. Only one
number matters for the arithmetic: `keep`, the chance that what is said is the true answer, the
same for a true yes and a true no. Here p stands for it.

The room is all there is: nobody was drawn from a larger population, so the one source of chance
is the coin. Of n people of whom t would truly say yes, the number who say yes is a sum of two
binomials, one of t with p and one of n - t with 1 - p. Its mean is n(1 - p) + t(2p - 1), and its
variance np(1 - p), whatever t is. All of it is worked out in whole numbers, so no rounding and no
computer changes a result.
"""

import math
from bisect import bisect_left
from fractions import Fraction
from typing import Final, NamedTuple

ONE_IN: Final = 40  # each end of the interval leaves out at most 1 in 40: together 1 in 20
NORMAL_95: Final = 1.96
STEP: Final = 5  # points in 100
BLURRED: Final = 0.25  # a share; where the coin moves it further either way, no number is likely


class Estimate(NamedTuple):
    """A share of the room in 100, in fives: the interval, and the likely share in it.

    `likely` is None where the coin blurs so much that a single number would mislead: with fewer
    than 47 coins, or 123 dice. That follows from how many answered and never from what they said.
    """

    low: int
    likely: int | None
    high: int


def estimate(said: int, answered: int, keep: Fraction) -> Estimate:
    """What may be said of the true share when `said` of `answered` said yes.

    The ends are rounded outward, so the interval stays right as often as `true_range`; the likely
    share to the nearest.
    """
    steps = 100 // STEP
    least, most = true_range(said, answered, keep)
    low = STEP * (steps * least // answered)
    high = -STEP * (-steps * most // answered)
    if blur(answered, keep) > BLURRED:
        return Estimate(low, None, high)
    share = min(max(likely_share(said, answered, keep), Fraction(0)), Fraction(1))
    return Estimate(low, STEP * round(steps * share), high)


def ways(true: int, answered: int, keep: Fraction) -> list[int]:
    """How often each number of people says yes, if `true` of those who answer truly would.

    Returns:
        A number for 0, 1 ... `answered` people; they sum to `keep.denominator ** answered`.
    """
    kept, turned = keep.numerator, keep.denominator - keep.numerator
    spread = [1]
    for person in range(answered):
        yes, no = (kept, turned) if person < true else (turned, kept)
        spread = [a * no + b * yes for a, b in zip([*spread, 0], [0, *spread], strict=True)]
    return spread


def likely_share(said: int, answered: int, keep: Fraction) -> Fraction:
    """The share that truly would say yes, (said / answered - (1 - p)) / (2p - 1).

    Right on average, whatever the true share is, and therefore outside 0 to 1 where chance went
    further than any true share would. For Warner's design it is Warner's own estimator.
    Source: Warner, Journal of the American Statistical Association 60 (1965) 63-69; for forced
    response, p = 3/4, Fox and Tracy, Randomized Response (Sage, 1986).
    """
    return (Fraction(said, answered) - (1 - keep)) / (2 * keep - 1)


def true_range(said: int, answered: int, keep: Fraction) -> tuple[int, int]:
    """The least and the most people who may truly say yes, right in 19 rooms of 20 or more.

    Both ends are exact: the range holds every t for which at least as many yes as were said, and
    at least as few, each come up in more than 1 room of 40. A number that lies outside what the
    coins make on average of any t is first taken to the nearest that does not. Without that, a
    room in which chance went far would get the narrowest range of all, or none; with it the range
    never shrinks to nothing, and is only ever wider.
    Source: Clopper and Pearson, Biometrika 26 (1934) 404-413, for the two ends; Mandelkern and
    Schultz, Journal of Mathematical Physics 41 (2000) 5701-5709, for numbers beyond the edge.
    """
    edge = math.floor(answered * (1 - keep))
    said = min(max(said, edge), answered - edge)
    rooms = sum(ways(0, answered, keep))

    def often(true: int, first: int, last: int) -> bool:
        return ONE_IN * sum(ways(true, answered, keep)[first : last + 1]) > rooms

    people = range(answered + 1)
    low = bisect_left(people, True, key=lambda true: often(true, said, answered))
    high = bisect_left(people, True, key=lambda true: not often(true, 0, said)) - 1
    return low, high


def blur(answered: int, keep: Fraction) -> float:
    """How far the coin alone moves the estimate either way, in 19 rooms of 20, as a share.

    The normal figure, for words: 1.96 times the square root of p(1 - p) / n, over 2p - 1.
    Source: the variance above.
    """
    return NORMAL_95 * math.sqrt(keep * (1 - keep) / answered) / float(2 * keep - 1)
