"""Made-up results, so that the evaluation can be read before the first workshop.

`python -m askfirst.examples` writes `data/examples/`, the same bytes each time. Nobody gave these
answers: a program drew them, and the package, the notebook and each chart say so.
"""

import math
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from askfirst.activities.base import Activity, Totals
from askfirst.activities.poll import Poll
from askfirst.activities.pulse import After
from askfirst.activities.questionbox import QuestionBox
from askfirst.activities.quiz import Quiz
from askfirst.curriculum import read_modules
from askfirst.disk import write_whole
from askfirst.package import package_files
from askfirst.project import NOTEBOOKS, find_project
from askfirst.release import View, release_counts
from askfirst.released import Rows
from askfirst.room.noise import SCALE

SEED: Final = 20
WORKSHOPS: Final = 32
FIRST_DAY: Final = date(2026, 1, 10)
PLANS: Final = (("evening-120", 32), ("full-day-450", 22))
MODULES: Final = ("00", "11")
RIGHT: Final = {"11-check-1": 0.5, "11-check-2": 0.72, "11-check-3": 0.93, "11-check-4": 0.8}
DRIFT: Final = {"11-pulse-1": 0.7, "11-pulse-2": 0.5, "11-pulse-3": 0.6, "11-pulse-4": 0.9}
KINDS: Final = (0.34, 0.16, 0.22, 0.1, 0.04, 0.04, 0.1)
TITLE: Final = "Generated example: results of workshops that never took place"
ABOUT: Final = (
    "Made by a program from random numbers, so that the evaluation can be tried. Nobody gave these "
    "answers and nothing can be learned from them. Made anew by: python -m askfirst.examples"
)


class Chance:
    """Draws that are the same on every computer and every Python."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # it hides nobody

    def share(self) -> float:
        """Return a number from 0 to 1."""
        return self._random.random()

    def whole(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return low + int(self.share() * (high - low + 1))

    def one_of(self, shares: Sequence[float]) -> int:
        """Return a place, each as likely as its share."""
        at, drawn = 0, self.share() * sum(shares)
        while at < len(shares) - 1 and drawn >= shares[at]:
            drawn -= shares[at]
            at += 1
        return at

    def noise(self, scale: float) -> int:
        """Return two-sided geometric noise, as the difference of two geometric numbers."""
        return self._failures(scale) - self._failures(scale)

    def _failures(self, scale: float) -> int:
        return int(-math.log(1 - self.share()) * scale)


def example_rows(project: Path) -> Rows:
    """Return the tables of the made-up workshops."""
    asked = [
        activity
        for module in read_modules(project / NOTEBOOKS)
        if module.number in MODULES
        for activity in module.activities
        if isinstance(activity, Quiz | After | Poll | QuestionBox)
    ]
    rows, chance = Rows(), Chance(SEED)
    for number in range(WORKSHOPS):
        plan, size = PLANS[number % len(PLANS)]
        day = FIRST_DAY + timedelta(days=7 * number)
        people = chance.whole(size - 8, size + 8) if number else 4  # one too small to show anything
        entries = [_entry(activity, people, chance) for activity in asked]
        found = {"day": day.isoformat(), "plan": plan, "results": [e for e in entries if e]}
        rows.add(found, workshop=f"{day.isoformat()}-{plan}")
    return rows


def _entry(activity: Activity, people: int, chance: Chance) -> dict[str, Any] | None:
    if chance.share() < 0.08:  # there was no time for it
        return None
    answered = sum(chance.share() < 0.92 for _ in range(people))
    said = {
        "activity": activity.id,
        "question": activity.question,
        "tier": str(activity.tier),
        "round": 1,
    }
    if isinstance(activity, QuestionBox):
        return {**said, **_box(activity, answered // 2, chance)}
    counts = [0] * activity.width
    for _ in range(answered):
        for cell in _answer(activity, chance):
            counts[cell] += 1
    totals = Totals(counts=counts, answered=answered)
    release = activity.release(totals)
    spec = activity.on_disk()
    rows: dict[str, Any] = {name: spec[name] for name in ("options", "moves") if name in spec}
    exact = activity.transitions(totals)
    if exact and release.view is not View.LOCKED:
        noisy = [[count + chance.noise(SCALE) for count in row] for row in exact]
        rows["transitions"] = {"counts": noisy, "scale": SCALE}
    return {**said, **rows, "release": release.to_json()}


def _box(box: QuestionBox, wrote: int, chance: Chance) -> dict[str, Any]:
    if wrote < box.least:
        return {"release": {"view": str(View.LOCKED), "k": box.least}}
    counts = [0] * len(box.kinds)
    for _ in range(wrote):
        counts[chance.one_of(KINDS)] += 1
    each = release_counts(counts, tier=box.tier)
    shown = {"view": str(View.WORDS), "shown": True}
    return {"release": shown, "kinds": [*box.kinds], "of_each": each.to_json()}


def _answer(activity: Activity, chance: Chance) -> Iterator[int]:
    if isinstance(activity, Quiz):
        right = RIGHT.get(activity.id, 0.85)
        holding = [option.holds for option in activity.options]
        shares = (right / sum(holding), (1 - right) / max(1, len(holding) - sum(holding)))
        yield chance.one_of([shares[0] if holds else shares[1] for holds in holding])
    elif isinstance(activity, After):
        steps = len(activity.options)
        before = chance.one_of([1, 2, 3, 2, 1][:steps])
        drift = DRIFT.get(activity.first, 0.0)
        step = chance.one_of([0.12, 0.88 - drift, drift * 0.7, drift * 0.3]) - 1
        yield before * steps + min(max(before + step, 0), steps - 1)
    elif activity.details().get("several"):
        yield from (cell for cell in range(activity.width) if chance.share() < 0.5)
    else:
        yield chance.one_of([1 / (cell + 1) for cell in range(activity.width)])


def main() -> None:
    """Write the example into the project, over the one that is there."""
    project = find_project(Path.cwd())
    files = package_files(example_rows(project).tables(), title=TITLE, about=ABOUT, generated=True)
    for name, content in files.items():
        write_whole(project / "data" / "examples" / name, content, sync=False)


if __name__ == "__main__":
    main()
