"""Where the bar of a row is solid, where it has stripes: the one geometry of all our charts.

A bar is drawn from nothing but the bounds that stand beside it in words: solid to the least it
could be, then stripes to the most. What is not reported has a dotted frame and no number anywhere.
"""

from typing import Final, NamedTuple

STRIPES: Final = 50  # across the whole axis
CLEAR: Final = 1.5  # in 100 of the width: nothing crosses the ring


class Axis(NamedTuple):
    """What the bars of a finding lie on."""

    low: float
    high: float
    ends: tuple[str, ...]

    def at(self, value: float) -> float:
        """Return where a value lies, in 100 of the width, at most the whole width."""
        place = 100 * (value - self.low) / (self.high - self.low)
        return round(min(max(place, 0), 100), 2)


class Marks(NamedTuple):
    """What is drawn of one row; places are in 100 of the width.

    Attributes:
        zero: Where no change lies, if that is not the left end.
        solid: Where the solid part ends; 0 for none.
        stripes: Where stripes stand.
        ring: Where the likeliest lies, if one number does not mislead.
    """

    zero: float
    solid: float
    stripes: tuple[float, ...]
    ring: float | None


def marks(axis: Axis, bounds: tuple[float, float], likely: float | None = None) -> Marks:
    """Return what is drawn for bounds on an axis."""
    first, last = map(axis.at, bounds)
    zero = axis.at(0)
    solid = first if first > zero == 0 else 0
    ring = None if likely is None else axis.at(likely)
    places = [p for p in _stripes(first, last) if ring is None or abs(p - ring) > CLEAR]
    return Marks(zero, solid, tuple(places[1:] if solid else places), ring)


def _stripes(first: float, last: float) -> list[float]:
    """Where stripes stand from one end to the other, both included, evenly."""
    gaps = max(1, round((last - first) * STRIPES / 100))
    return [round(first + gap * (last - first) / gaps, 2) for gap in range(gaps + 1)]
