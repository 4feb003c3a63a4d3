"""The release rule: counts in, and out comes the only view of them that anyone may see.

The rule is the privacy contract's "Release rule". How much may be printed follows from the number
of answers n, the number of options m and the threshold k, never from the counts: a choice that
looked at the counts would itself say something about them. A print is *safe* when someone who
knows n and the rule finds three candidates for every cell below k (two after subtracting their
own answer), finds none empty, and cannot prove that all chose the same.

The code asks for the three candidates only, because the rest follows. One of the three is neither
0 nor n, so not all need have chosen the same. Where bands or "few" are printed, an own answer
lifts one cell's least from 0 to 1, which takes at most one candidate from any cell. Vectors that
are hidden together are so in every order of the options: could an insider settle one cell, no
cell would have had three values. The tests do not trust this: they count it out.
"""

import operator
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from askfirst.estimate import Estimate, estimate


class Tier(StrEnum):
    """How sensitive an activity is, which decides what a release may show."""

    PRIVATE = "private"
    OPEN = "open"
    PERSONAL = "personal"
    INTIMATE = "intimate"
    DENIABLE = "deniable"


class View(StrEnum):
    """What kind of picture a release is."""

    EXACT = "exact"
    BANDS = "bands"
    FEW = "few"
    HIDDEN = "hidden"
    LOCKED = "locked"
    EACH = "each"
    WORDS = "words"
    ESTIMATE = "estimate"
    CLOUD = "cloud"


class Detail(Enum):
    """How much of the counts one (n, m, k) allows."""

    FINE = auto()  # exact, else "few" for two options, else bands of width k, hidden where unsafe
    COARSE = auto()  # exact, else hidden


class Cell(NamedTuple):
    """The numbers that a row could be: draw it solid to `low`, striped to `high`, both included."""

    low: int
    high: int


THRESHOLD = MappingProxyType({Tier.OPEN: 5, Tier.PERSONAL: 5, Tier.INTIMATE: 10})
MOST_ROWS = 7  # beyond seven nothing has been audited
CLOUD_SPARE = 2  # with fewer answers above k, a term that is shown would tell who did not write it
ANSWERED_WIDTH = 5
ESTIMATE_FROM = 5  # phones, in the deniable tier


@dataclass(frozen=True, kw_only=True)
class Release:
    """What may be seen of one tally, and all that a component needs to draw it.

    `answered` is n, always as a band of width 5, both ends included; the axis ends at its upper
    end. It is None when locked. For WORDS it counts the texts shown, so that it does not tell how
    many were rejected, and for the lines of an agreement it is None. `k` is the threshold, for the
    words "fewer than k".
    `cells` has one `Cell` for each row in the author's order: low == high when EXACT; a band of
    width k, cut at the end of the axis, for BANDS. For FEW a row with `high < k` is "fewer than
    k" and any other is "the rest", as wide as that and the band of n leave it; both rows can be
    few. It is empty for HIDDEN, LOCKED, EACH, WORDS, CLOUD and ESTIMATE.
    `steps` gives the first and last step, counted from 0, of each row of a scale that is shown.
    `rows` holds for EACH one release for each option, whose cells are (chose it, did not), and for
    CLOUD one for each term of `texts`, with the cell of those who wrote it. A CLOUD without texts
    says only that there is none.
    `order` holds for a rank the rows that share a place, most first: what `rows` prove, no more.
    """

    view: View
    k: int
    answered: tuple[int, int] | None = None
    cells: tuple[Cell, ...] = ()
    steps: tuple[tuple[int, int], ...] = ()
    rows: tuple["Release", ...] = ()
    order: tuple[tuple[int, ...], ...] = ()
    texts: tuple[str, ...] = ()
    estimate: Estimate | None = None

    def to_json(self) -> dict[str, object]:
        """The same as JSON types: tuples become lists, and an empty field is left out."""
        fields: dict[str, object] = {
            "view": self.view.value,
            "k": self.k,
            "answered": list(self.answered or ()),
            "cells": [list(cell) for cell in self.cells],
            "steps": [list(step) for step in self.steps],
            "rows": [row.to_json() for row in self.rows],
            "order": [list(place) for place in self.order],
            "texts": list(self.texts),
            "estimate": list(self.estimate or ()),
        }
        return {name: value for name, value in fields.items() if value != []}


def release_counts(counts: Sequence[int], *, tier: Tier) -> Release:
    """Release the counts of a poll with one choice, one count for each option.

    Raises ValueError for fewer than two options, a negative count, a tier that is never released
    (private, deniable), and more than seven options in the personal and intimate tiers.
    """
    if tier != Tier.OPEN and len(counts) > MOST_ROWS:
        raise ValueError(
            f"counts has {len(counts)} options, but tier '{tier}' is only proven safe up to "
            f"{MOST_ROWS}. Merge or drop options, or ask two questions."
        )
    return _release(_checked(counts), tier=tier)


def release_several(chosen: Sequence[int], answered: int, *, tier: Tier) -> Release:
    """Release a poll in which several options may be chosen, each as a count of two of its own.

    `chosen` says how many chose each option, out of `answered`. Safe only if the activity allows
    an empty choice and says so, sets no minimum or maximum, has no "none of these", and no option
    follows from another: the rows are then independent. Raises ValueError for no options, a count
    below 0 or above `answered`, and a tier that is never released.
    """
    if not chosen:
        raise ValueError("chosen has no options, expected one or more. Pass one count an option.")
    if any(not 0 <= count <= answered for count in chosen):
        # The counts stay out of the message: a traceback may be on the projector.
        raise ValueError("chosen has a count outside 0 to answered. Check the tally.")
    rows = tuple(_release(_checked((c, answered - c)), tier=tier) for c in chosen)
    if rows[0].view == View.LOCKED:
        return rows[0]
    return Release(view=View.EACH, k=rows[0].k, answered=rows[0].answered, rows=rows)


def release_rank(above: Sequence[int], answered: int, *, tier: Tier) -> Release:
    """Release how many phones placed each item above their line, and the order this print proves.

    As `release_several`, with its conditions: any number of items may stand above a line, none
    too. The order is worked out from the rows as they are printed, never from the counts.
    Source: decision 009.
    """
    shown = release_several(above, answered, tier=tier)
    return replace(shown, order=_proven_order(shown.rows))


def release_scale(counts: Sequence[int], *, tier: Tier) -> Release:
    """Release the counts of a scale, with adjacent steps merged as far as (n, steps, k) asks.

    The merge is that of `merge_steps`; the open tier merges nothing. Raises ValueError for fewer
    than two steps, a negative count and a tier that is never released.
    """
    exact = _checked(counts)
    merged = tuple((step, step) for step in range(len(exact)))
    if tier != Tier.OPEN:
        merged = merge_steps(sum(exact), len(exact), _threshold(tier))
    shown = _release(tuple(sum(exact[a : b + 1]) for a, b in merged), tier=tier)
    return replace(shown, steps=merged if shown.cells else ())


def release_words(texts: Sequence[str], *, tier: Tier) -> Release:
    """Release the texts that remain after moderation, if at least k of them are not blank.

    The caller shuffles them with the system's random source: texts and order are kept as they
    are. Raises ValueError for a tier that is never released.
    """
    k = _threshold(tier)
    if sum(bool(text.strip()) for text in texts) < k:
        return Release(view=View.LOCKED, k=k)
    return Release(view=View.WORDS, k=k, answered=_answered(len(texts)), texts=tuple(texts))


def release_estimate(said: int, answered: int, *, keep: Fraction) -> Release:
    """Release an estimate of the share that truly says yes, from answers that a coin has blurred.

    `said` of `answered` said yes; each said the true answer with a chance of `keep`, and else the
    other one. What is printed is an `Estimate`: an interval that holds the true share of the room
    in 19 rooms of 20 or more, in fives.

    What it gives away: whoever knows n can work out from it, in a small room, how many said yes,
    and in a larger one a few numbers that it may be; it may narrow n down within its band. That
    is no harm, because `said` counts what coins have blurred: even somebody who knows what
    everybody else said, and so what this one person said, finds the odds of a true yes changed
    by no more than keep / (1 - keep), 3 for coins and 2 for a die. No count and no share of
    `said` is printed all the same, since they would be read as if people had answered.

    Raises ValueError for a number outside 0 to `answered`, and a chance not between 1/2 and 1.
    """
    if not 0 <= said <= answered:
        raise ValueError("said is outside 0 to answered. Check the tally.")
    if not Fraction(1, 2) < keep < 1:
        raise ValueError(f"keep is {keep}. Use a chance above 1/2 and below 1.")
    if answered < ESTIMATE_FROM:
        return Release(view=View.LOCKED, k=ESTIMATE_FROM)
    return Release(
        view=View.ESTIMATE,
        k=ESTIMATE_FROM,
        answered=_answered(answered),
        estimate=estimate(said, answered, keep),
    )


def release_lines(lines: Sequence[str], wrote: int, *, tier: Tier) -> Release:
    """Release the lines that a facilitator chose, none or more, if at least k phones wrote one.

    How many wrote is not printed: what is shown tells neither that nor how many were left out.
    Raises ValueError for a tier that is never released. Source: decision 013.
    """
    k = _threshold(tier)
    if wrote < k:
        return Release(view=View.LOCKED, k=k)
    return Release(view=View.WORDS, k=k, texts=tuple(lines))


def release_terms(answers: Sequence[Collection[str]], *, each: int, tier: Tier) -> Release:
    """Release the terms that k or more answers hold, each as a count of two of its own.

    `answers` holds for each answer that remains after moderation its terms: one to `each`, and any
    that one could write. Locked below k + CLOUD_SPARE answers, whose number then is the `k` of
    the release. Where the terms to be shown would leave so little room in the answers that one
    number could be worked out from the others, none is shown, as where none reaches k. Raises
    ValueError for more than `each` terms in one and a tier that is never released.
    Source: decision 014.
    """
    k, n = _threshold(tier), len(answers)
    if any(not 1 <= len(set(terms)) <= each for terms in answers):
        raise ValueError(f"an answer has no terms or more than {each}. Check how it was read.")
    if n < k + CLOUD_SPARE:
        return Release(view=View.LOCKED, k=k + CLOUD_SPARE)
    held = Counter(term for terms in answers for term in set(terms))
    shown = {t: _release((c, n - c), tier=tier) for t, c in held.items() if c >= k}
    filled = sum(_least(row, n, k) for row in shown.values())
    if not shown or filled >= each * (n - 1):
        return Release(view=View.CLOUD, k=k)
    order = sorted(shown, key=lambda term: (-_least(shown[term], n, k), term))
    rows = tuple(replace(shown[term], cells=shown[term].cells[:1]) for term in order)
    return Release(view=View.CLOUD, k=k, answered=_answered(n), texts=tuple(order), rows=rows)


def merge_steps(n: int, steps: int, k: int) -> tuple[tuple[int, int], ...]:
    """The first and last step of each row: as many rows as are safe in the fine view.

    Rows go down by two, from `steps` (at most seven) to three or two, so both sides stay alike and
    an odd scale keeps its middle; the ends merge first. Where no merge allows the fine view, the
    fewest rows. Raises ValueError for fewer than two steps, and as `partition` does.
    Source: decision 004.
    """
    if steps < 2:
        raise ValueError(f"a scale of {steps} step(s) cannot be released, expected 2 or more.")
    most = min(steps, MOST_ROWS - (steps + MOST_ROWS) % 2)
    chain = [_halved(steps, rows) for rows in range(most, 1, -2)]
    return next((m for m in chain if partition(n, len(m), k) is Detail.FINE), chain[-1])


def partition(n: int, m: int, k: int) -> Detail:
    """The finer of the two views that is safe for every vector of n answers over m options.

    FINE, if what it prints beside exact counts and safe bands leaves three candidates or is never
    printed: "few" for two options, and for more the vectors that hide together. COARSE is safe
    from k answers on: it hides n - a, a, 0 ... for a = 0, 1, 2 in every order. Holds at any size.
    Raises ValueError for n < 0, m < 2 or k < 3 (there are no three candidates below less).
    Source: privacy contract, "Release rule".
    """
    if n < 0 or m < 2 or k < 3:
        raise ValueError(f"no rule for n={n}, m={m}, k={k}. Use n >= 0, m >= 2 and k >= 3.")
    if m == 2:
        one_few = range(n - k + 1)  # the other is k or more; at 2k - 1 and beyond all k are left
        both_few = range(n - k + 1, k)
        safe = all(len(values) not in {1, 2} for values in (one_few, both_few))
    else:
        safe = len(_hidden_values(n, m, k)) not in {1, 2}
    return Detail.FINE if safe else Detail.COARSE


def _threshold(tier: Tier) -> int:
    if tier not in THRESHOLD:
        raise ValueError(f"tier '{tier}' has no release. Use open, personal or intimate.")
    return THRESHOLD[tier]


def _checked(counts: Sequence[int]) -> tuple[int, ...]:
    if len(counts) < 2:
        raise ValueError(f"counts has {len(counts)} option(s), expected 2 or more. Pass them all.")
    if any(count < 0 for count in counts):
        raise ValueError("counts has a negative count, expected 0 or more. Check the tally.")
    return tuple(map(operator.index, counts))  # no floats; numpy's integers become JSON's


def _answered(n: int) -> tuple[int, int]:
    low = n // ANSWERED_WIDTH * ANSWERED_WIDTH
    return low, low + ANSWERED_WIDTH - 1


def _release(counts: tuple[int, ...], *, tier: Tier) -> Release:
    k, n = _threshold(tier), sum(counts)
    if n < k:
        return Release(view=View.LOCKED, k=k)
    if tier == Tier.OPEN or min(counts) >= k:
        view, cells = View.EXACT, tuple(Cell(count, count) for count in counts)
    else:
        view, cells = _protected(counts, k)
    return Release(view=view, k=k, answered=_answered(n), cells=cells)


def _least(row: Release, n: int, k: int) -> int:
    """The fewest of n answers that can hold a term, for someone who knows n and its row."""
    return row.cells[0].low if row.view == View.EXACT else max(k, n - k + 1)


def _protected(counts: tuple[int, ...], k: int) -> tuple[View, tuple[Cell, ...]]:
    """The print of counts of which at least one is below k."""
    least, most = _answered(sum(counts))
    if partition(sum(counts), len(counts), k) is Detail.COARSE:
        return View.HIDDEN, ()
    if len(counts) == 2:
        # Not n - (k - 1) to n: a row that ended at n itself would print n.
        rest = Cell(max(k, least - k + 1), most)
        return View.FEW, tuple(Cell(0, k - 1) if count < k else rest for count in counts)
    if sum(count % k for count in counts) in _unsafe_slacks(len(counts), k):
        return View.HIDDEN, ()
    lows = (count // k * k for count in counts)
    return View.BANDS, tuple(Cell(low, min(low + k - 1, most)) for low in lows)


def _unsafe_slacks(m: int, k: int) -> set[int]:
    """How far counts may not lie above their bands, all together, for bands to be printed.

    Who knows n and the bands knows this slack, and each cell has 0 to k - 1 of it. With 0 or 1 in
    all, a cell below k is 0 or 1; with 0 or 1 short of the most, it is k - 2 or k - 1. Any other
    slack leaves it three values or more.
    """
    most = m * (k - 1)
    return {0, 1, most - 1, most}


def _hidden_values(n: int, m: int, k: int) -> set[int]:
    """The values one cell takes over the vectors that the fine view hides, for m of 3 or more.

    At least one cell is below k, which leaves two or more to share the bands: a cell's band can
    be any from none to all of them.
    """
    return {
        band * k + above
        for slack in _unsafe_slacks(m, k)
        if n >= slack and (n - slack) % k == 0
        for band in range((n - slack) // k + 1)
        for above in range(max(0, slack - (m - 1) * (k - 1)), min(k - 1, slack) + 1)
    }


def _proven_order(rows: Sequence[Release]) -> tuple[tuple[int, ...], ...]:
    """The rows that share a place, most first; a row that is not shown has none.

    A row's place is how many rows are proven to hold more. Exact numbers lie between "fewer than
    k" and "all but fewer than k", so rows that cannot be told apart are so from the same others.
    """
    shown = [i for i, row in enumerate(rows) if row.cells]
    before = {i: sum(_proven_more(rows[j], rows[i]) for j in shown) for i in shown}
    places = sorted(set(before.values()))
    return tuple(tuple(i for i in shown if before[i] == place) for place in places)


def _proven_more(one: Release, other: Release) -> bool:
    """Whether more chose the first row, or fewer left it: n is the same for both rows."""
    (chose, left), (chose_other, left_other) = one.cells, other.cells
    return chose.low > chose_other.high or left.high < left_other.low


def _halved(steps: int, rows: int) -> tuple[tuple[int, int], ...]:
    """The steps spread over rows, mirrored around the middle, the longer rows at the ends."""
    size, longer = divmod(steps // 2, rows // 2)
    side = [size + (row < longer) for row in range(rows // 2)]
    sizes = side + [1] * (steps % 2) + side[::-1]
    starts = [sum(sizes[:row]) for row in range(rows)]
    return tuple((start, start + size - 1) for start, size in zip(starts, sizes, strict=True))
