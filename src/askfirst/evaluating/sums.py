"""Sums and differences of releases over workshops: worked out from bounds, by the rule again."""

from collections.abc import Collection
from typing import Final

import pandas as pd

from askfirst.errors import EvaluationError
from askfirst.evaluating.bounds import LEAST
from askfirst.evaluating.reading import Tables
from askfirst.release import Tier, View
from askfirst.released import ANSWERS, PHONES

ROW: Final = ["activity", "about", "card", "place", "option"]
ONE: Final = ["workshop", "activity", "round", "about"]
BOUNDS: Final = ["low", "high", "answered_low", "answered_high"]


def sums(tables: Tables, *, about: str = ANSWERS) -> pd.DataFrame:
    """Return what each number of each activity comes to over the workshops, as bounds.

    First rounds alone, in phones, where five phones or more answered: a locked result depends on
    nothing but how many did, so leaving it out favours no answer. A hidden one counts with all it
    could be. Both ends are added. Where a row of a protected tier could be below k, it is widened
    to hold 0 to k - 1, so no sum says more of a small number than one release may; a sum of exact
    numbers comes out as `release_counts` would print it.

    Returns:
        A row for each `ROW`, with `low`, `high`, bounds of how many answered, `workshops`, `k` and
        `tier`.
    """
    counts = tables.counts
    own = counts[
        (counts["about"] == about)
        & (counts["round"] == 1)
        & (counts["unit"] == PHONES)
        & (counts["view"] != View.LOCKED)
    ]
    said = tables.shown[[*ONE, "tier", "k", "answered_low", "answered_high"]]
    if about != ANSWERS:  # an n of its own: types are counted over the questions that were read
        said = said[said["about"] == about]
    joined = own.merge(said, on=ONE, how="inner")
    grouped = joined.groupby(ROW, sort=False, observed=True)
    found = grouped[BOUNDS].sum().assign(workshops=grouped.size())
    found = found.join(grouped[["tier", "k"]].first()).reset_index()
    found[BOUNDS] = found[BOUNDS].astype("int64")
    return _again(found)


def _again(found: pd.DataFrame) -> pd.DataFrame:
    k = found["k"].astype("int64")
    small = (found["tier"] != Tier.OPEN) & (found["low"] < k)
    return found.assign(
        low=found["low"].where(~small, 0),
        high=found["high"].where(~small, found["high"].clip(lower=k - 1)),
    )


def two_sets(
    tables: Tables, first: Collection[str], second: Collection[str]
) -> tuple[Tables, Tables]:
    """Return the tables of two sets of workshops that can be compared.

    Raises:
        EvaluationError: One is empty, or they share a workshop: their difference would then be
            that of a few.
    """
    if not first or not second:
        raise EvaluationError("compare: a set of workshops is empty. Name one or more for each.")
    if both := sorted(set(first) & set(second)):
        raise EvaluationError(
            f"compare: {both[0]!r} is on both sides. Their difference could tell of a few people; "
            "take it out of one."
        )
    return tables.of(sorted(first)), tables.of(sorted(second))


def changes_of_a_group(first: Tables, second: Tables) -> pd.DataFrame:
    """Return how the numbers of people who may have come twice changed, where that is safe.

    An activity is kept only if ten or more answered each time and each of its rows certainly
    changed by k or more. Otherwise none of its rows is: one row below k could be worked out from
    the others by someone who was there.

    Returns:
        A row for each `ROW` that was asked both times, with `low` and `high`, the least and the
        most change, `kept`, and `first` in an activity's first row. Bounds of what is not kept are
        missing.
    """
    both = sums(first).merge(sums(second), on=ROW, suffixes=("_1", "_2"))
    k = both[["k_1", "k_2"]].astype("int64").max(axis=1)
    low, high = both["low_2"] - both["high_1"], both["high_2"] - both["low_1"]
    enough = both[["answered_low_1", "answered_low_2"]].min(axis=1) >= LEAST
    certain = enough & ((low >= k) | (high <= -k))
    kept = certain.groupby(both["activity"]).transform("all").astype(bool)
    return both[ROW].assign(
        low=low.astype("Int64").where(kept),
        high=high.astype("Int64").where(kept),
        kept=kept,
        first=~both["activity"].duplicated(),
    )
