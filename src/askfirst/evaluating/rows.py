"""How sums with bounds and intervals become rows of a finding, in whole numbers rounded outward."""

import math
from collections.abc import Sequence
from typing import Final

import pandas as pd

from askfirst.evaluating.bounds import WIDE_SHARE, Interval
from askfirst.evaluating.finding import Row
from askfirst.evaluating.marks import Axis

Ends = tuple[int, int]  # of how many, from a low to a high

CANNOT_TELL: Final = "cannot tell"
MINUS: Final = "\N{MINUS SIGN}"
TOO_FEW: Final = "Not reported: it is not certain that ten or more answered."


def bounds_of(rows: pd.DataFrame) -> Ends:
    """Return of how many these rows are, together."""
    return int(rows["low"].sum()), int(rows["high"].sum())


def answered_of(rows: pd.DataFrame) -> Ends:
    """Return how many answered what these rows are of; each row says the same."""
    first = rows.iloc[0]
    return int(first["answered_low"]), int(first["answered_high"])


def share_row(label: str, interval: Interval, *, of: tuple[Ends, Ends]) -> Row:
    """Return the row of a share.

    Args:
        label: Who they are.
        interval: What it may be of all people like these, from 0 to 1.
        of: How many it is here, of how many.
    """
    low, high = outward(interval)
    aside = CANNOT_TELL if interval.width > WIDE_SHARE else ""
    wide = f"{aside}, " if aside else ""
    said = f"{_ends(of[0])} of {_ends(of[1])}. People like these: {wide}{low} to {high} in 100."
    return Row(label=label, said=said, bounds=(low, high), short=f"{low} to {high}", aside=aside)


def wide_enough(rows: Sequence[Row], *axes: Axis) -> Axis:
    """Return the first axis that holds every bar, so that none is cut off unsaid; else the last."""
    ends = [end for row in rows for end in row.bounds or ()]
    held = (axis for axis in axes if all(axis.low <= end <= axis.high for end in ends))
    return next(held, axes[-1])


def outward(interval: Interval) -> Ends:
    """Return an interval of shares in whole points of 100, rounded outward."""
    return math.floor(100 * interval.low), math.ceil(100 * interval.high)


def signed(low: int, high: int) -> str:
    """Return bounds of a change in words, each with its sign."""
    return f"{low:+d} to {high:+d}".replace("-", MINUS)


def _ends(ends: Ends) -> str:
    return f"{ends[0]:,}" if ends[0] == ends[1] else f"{ends[0]:,} to {ends[1]:,}"
