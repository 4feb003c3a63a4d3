"""What evaluation may keep of pairs: their totals with two-sided geometric noise, by OpenDP.

OpenDP is imported when the first result of a pair is shown, and by nothing else.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

EPSILON: Final = 1.0
# Another pair from one person takes one from a cell and adds one to another: two in all (L1).
# A pass instead changes one cell by one, and so has half the epsilon.
SENSITIVITY: Final = 2
SCALE: Final = SENSITIVITY / EPSILON
SAID: Final = {
    "mechanism": "two-sided geometric noise, OpenDP make_geometric, drawn once",
    "epsilon": EPSILON,
    "sensitivity": SENSITIVITY,
    "scale": SCALE,
    "note": "A row for each step before, a count for each step now, each with noise of its own. "
    "Negative counts are meant: set to zero they would bias whatever is worked out. Every "
    "conclusion has to allow for the noise.",
}


@cache
def mechanism() -> Callable[[list[int]], list[int]]:
    """Return OpenDP's measurement for a list of counts."""
    import opendp.prelude as dp  # noqa: PLC0415  # heavy, and only the result of a pair needs it

    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
    made: Callable[[list[int]], list[int]] = dp.m.make_geometric(*space, scale=SCALE)
    return made


def with_noise(exact: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return rows of counts, each count with noise of its own; every call draws anew."""
    wide = len(exact[0])
    flat = mechanism()([count for row in exact for count in row])
    return [list(flat[start : start + wide]) for start in range(0, len(flat), wide)]


def entry(noisy: Sequence[Sequence[int]]) -> dict[str, object]:
    """Return what stands in a result: the noisy counts, and how they were made."""
    return {"counts": [list(row) for row in noisy], **SAID}
