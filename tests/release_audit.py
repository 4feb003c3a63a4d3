"""An oracle for the release rule: what the prints of all vectors of one size tell anybody.

Written from the privacy contract's definition of safe, apart from the rule itself.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from askfirst.release import Release, Tier, merge_steps, release_counts, release_scale

Vector = tuple[int, ...]


def vectors(n: int, m: int) -> Iterator[Vector]:
    if m == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in vectors(n - first, m - 1):
            yield (first, *rest)


def printed(shown: Release) -> str:
    return json.dumps(shown.to_json(), sort_keys=True)


def told(group: Sequence[Vector], k: int, own: int | None = None) -> str | None:
    """What one print tells somebody (an insider chose option `own`); None if it is safe."""
    known = [c for c in group if own is None or c[own] >= 1]
    least = 3 if own is None else 2
    for cell in range(len(group[0]) if known else 0):
        values = {c[cell] for c in known}
        if min(values) < k and len(values) < least:
            return f"cell {cell} is one of {sorted(values)} to own={own}"
        if own is None and max(values) == 0:
            return f"cell {cell} is empty"
    others = [[x - (i == own) for i, x in enumerate(c)] for c in known]
    if known and all(max(c) == sum(c) for c in others):
        return f"all (others) chose the same to own={own}"
    return None


def leaks(
    show: Callable[[Vector], Release],
    n: int,
    m: int,
    k: int,
    judged: Callable[[Vector], Vector] = tuple,
) -> list[str]:
    """What an outsider or an insider learns too much from the prints of all vectors."""
    groups: dict[str, list[Vector]] = defaultdict(list)
    for c in vectors(n, m):
        groups[printed(show(c))].append(judged(c))
    return [
        f"n={n} m={m} k={k} {name}: {what}"
        for name, group in groups.items()
        for own in (None, *range(len(group[0])))
        if (what := told(group, k, own))
    ]


def personal(counts: Vector) -> Release:
    return release_counts(counts, tier=Tier.PERSONAL)


def personal_scale(counts: Vector) -> Release:
    return release_scale(counts, tier=Tier.PERSONAL)


def scale_leaks(n: int, steps: int, k: int) -> list[str]:
    """Leaks about the author's steps, and about the rows they are merged to."""
    rows = merge_steps(n, steps, k)

    def merged(c: Vector) -> Vector:
        return tuple(sum(c[first : last + 1]) for first, last in rows)

    of_rows = leaks(personal_scale, n, steps, k, judged=merged)
    return leaks(personal_scale, n, steps, k) + of_rows


Ruled = tuple[str, Vector]


def contract(n: int, m: int, k: int) -> dict[Vector, Ruled]:
    """What the written rule shows of each vector: its view, and the least that each cell can be.

    It is worked out by trying: the finest of three views in which no print tells too much.
    """
    every = list(vectors(n, m))
    safe_bands = {
        bands
        for bands, group in _grouped(every, lambda c: _bands(c, k)).items()
        if _is_safe(group, k)
    }

    def fine(c: Vector) -> Ruled:
        if min(c) >= k:
            return "exact", c
        if m == 2:
            return "few", tuple(0 if count < k else k for count in c)
        return ("bands", _bands(c, k)) if _bands(c, k) in safe_bands else ("hidden", ())

    def coarse(c: Vector) -> Ruled:
        return ("exact", c) if min(c) >= k else ("hidden", ())

    for view in (fine, coarse):
        groups = _grouped(every, view)
        if all(name == "exact" or _is_safe(group, k) for (name, _), group in groups.items()):
            return {c: view(c) for c in every}
    return dict.fromkeys(every, ("hidden", ()))


def _bands(c: Vector, k: int) -> Vector:
    return tuple(count // k * k for count in c)


def _grouped(every: Sequence[Vector], name: Callable[[Vector], Any]) -> dict[Any, list[Vector]]:
    groups: dict[Any, list[Vector]] = defaultdict(list)
    for c in every:
        groups[name(c)].append(c)
    return groups


def _is_safe(group: Sequence[Vector], k: int) -> bool:
    return not any(told(group, k, own) for own in (None, *range(len(group[0]))))
