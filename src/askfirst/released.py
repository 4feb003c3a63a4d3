"""What a file of results says, row by row: the tables that stay after a workshop.

A number is never a point here: `low` and `high` are the least and the most that it could be, and
are the same only where the release rule let an exact number out. Pure Python: the room writes it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from askfirst.release import View

ANSWERS: Final = "answers"
TYPES: Final = "types"
PHONES: Final = "phones"
IN_100: Final = "in 100"
LABELS: Final = ("moves", "options", "labels", "items", "cards")


class Shown(NamedTuple):
    """One release: what was shown of one activity in one workshop; None where it does not say."""

    workshop: str
    day: str
    plan: str
    activity: str
    round: int
    about: str
    question: str
    tier: str
    view: str
    k: int | None
    answered_low: int | None
    answered_high: int | None


class Count(NamedTuple):
    """The bounds of one row of a release, both included, in phones or as a share in 100."""

    workshop: str
    activity: str
    round: int
    about: str
    card: str
    option: str
    place: int
    view: str
    low: int
    high: int
    unit: str


class Pair(NamedTuple):
    """One count of a table of pairs: random noise is in it, so it may be negative."""

    workshop: str
    activity: str
    round: int
    before: int
    now: int
    noisy: int
    scale: float


@dataclass(frozen=True)
class Rows:
    """The three tables of one workshop or of many."""

    shown: list[Shown] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

    def add(self, found: Mapping[str, Any], *, workshop: str) -> None:
        """Add what a file of results holds.

        Args:
            found: The file's JSON.
            workshop: Its name: DATE-PLAN, in a folder of many with the folders before it.
        """
        day, plan = day_and_plan(found, workshop)
        for entry in found["results"]:
            self._add(entry, workshop, day, plan)

    def _add(self, entry: Mapping[str, Any], workshop: str, day: str, plan: str) -> None:
        activity, turn, question = entry["activity"], entry["round"], entry["question"]
        parts = [(ANSWERS, entry["release"], _labels(entry))]
        if "of_each" in entry:
            parts.append((TYPES, entry["of_each"], entry["kinds"]))
        for about, release, labels in parts:
            low, high = release.get("answered") or (None, None)
            self.shown.append(
                Shown(workshop, day, plan, activity, turn, about, question, entry["tier"],
                      release["view"], release.get("k"), low, high)
            )  # fmt: skip
            key = (workshop, activity, turn, about)
            self.counts.extend(Count._make((*key, *row)) for row in _cells(release, labels, entry))
        noisy = entry.get("transitions")
        if noisy:
            scale = float(noisy["scale"])
            self.pairs.extend(
                Pair(workshop, activity, turn, before, now, count, scale)
                for before, row in enumerate(noisy["counts"])
                for now, count in enumerate(row)
            )

    def sort(self) -> None:
        """Put the rows in the order of their names, which says nothing of when they were shown."""
        self.shown.sort(key=lambda row: (row.workshop, row.activity, row.round, row.about))
        self.counts.sort(key=lambda row: (row.workshop, row.activity, row.round, row.about))
        self.pairs.sort(key=lambda row: row[:5])


def day_and_plan(found: Mapping[str, Any], workshop: str) -> tuple[str, str]:
    """Return day and plan as the file says them, else as its name does."""
    stem = PurePath(workshop).name
    return str(found.get("day", stem[:10])), str(found.get("plan", stem[11:]))


def _labels(entry: Mapping[str, Any]) -> Sequence[str]:
    return next((entry[name] for name in LABELS if name in entry), ())


Cells = Iterator[tuple[str, str, int, str, int, int, str]]


def _cells(release: Mapping[str, Any], labels: Sequence[str], entry: Mapping[str, Any]) -> Cells:
    """Yield card, option, place, view, low, high and unit for each number that a release bounds."""
    view = release["view"]
    if view == View.ESTIMATE:
        low, _, high = release["estimate"]
        yield "", labels[0], 0, view, low, high, IN_100
    elif view == View.EACH:
        columns = entry.get("columns")
        for place, row in enumerate(release["rows"]):
            label = _label(labels, place)
            if columns:
                yield from _plain(row, label, columns, release, range(len(columns)))
            else:  # who left it is the rest
                yield from _plain(row, "", [label], release, [place])
    elif view not in {View.WORDS, View.CLOUD} and "columns" not in entry:
        steps = release.get("steps")
        merged = [_merged(labels, *step) for step in steps] if steps else labels
        yield from _plain(release, "", merged, release, range(len(merged)))


def _plain(
    row: Mapping[str, Any],
    card: str,
    labels: Sequence[str],
    release: Mapping[str, Any],
    places: Iterable[int],
) -> Cells:
    view, cells = row["view"], row.get("cells")
    most = (release.get("answered") or (0, release["k"] - 1))[1]
    for at, (place, label) in enumerate(zip(places, labels, strict=True)):
        low, high = cells[at] if cells else (0, most)
        yield card, label, place, view, low, high, PHONES


def _label(labels: Sequence[str], place: int) -> str:
    # The lines that a room wrote for its agreement are in no file.
    return labels[place] if place < len(labels) else f"Line {place + 1}, from the room"


def _merged(labels: Sequence[str], first: int, last: int) -> str:
    return labels[first] if first == last else f"{labels[first]} to {labels[last]}"
