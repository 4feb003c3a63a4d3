"""What a file of results says, row by row: the tables that stay after a workshop.

A number is never a point here: `low` and `high` are the least and the most that it could be, and
are the same only where the release rule let an exact number out. Pure Python: the room writes it.
"""

from collections.abc import Iterator, Mapping, Sequence
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


class Place(NamedTuple):
    """What one number of a release is about."""

    card: str
    option: str
    place: int
    unit: str


Form = tuple[Place, ...]


@dataclass
class Numbers:
    """The numbers of one release after the other: what they are about, and their bounds.

    Kept by column, because the results of hundreds of workshops have a great many: releases of one
    activity share one form.

    Attributes:
        forms: For each release of `Rows.shown` what its numbers are about.
        views: For each number how it was shown.
        lows: For each number the least that it could be.
        highs: And the most.
    """

    forms: list[Form] = field(default_factory=list)
    views: list[str] = field(default_factory=list)
    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    known: dict[tuple[object, ...], Form] = field(default_factory=dict)

    def add(
        self, release: Mapping[str, Any], labels: Sequence[str], columns: Sequence[str]
    ) -> None:
        """Add the numbers that a release bounds, none for words."""
        views, bounds = _numbers(release, len(labels), len(columns))
        merged = (tuple(step) for step in release.get("steps", ()))
        key = (len(bounds), release["view"], *labels, None, *columns, None, *merged)
        form = self.known.get(key)
        if form is None:
            form = self.known[key] = tuple(_form(release, labels, columns, len(bounds)))
        self.forms.append(form)
        self.views += views
        self.lows += [low for low, _ in bounds]
        self.highs += [high for _, high in bounds]


@dataclass
class Rows:
    """The three tables of one workshop or of many.

    Attributes:
        shown: A row for each release.
        numbers: Their numbers.
        noisy: For each release of pairs that has one, its table of counts with noise, and the
            scale of that.
    """

    shown: list[Shown] = field(default_factory=list)
    numbers: Numbers = field(default_factory=Numbers)
    noisy: list[tuple[Shown, list[list[int]], float]] = field(default_factory=list)

    def add(self, found: Mapping[str, Any], *, workshop: str) -> None:
        """Add what a file of results holds.

        Args:
            found: The file's JSON.
            workshop: Its name: DATE-PLAN, in a folder of many with the folders before it.
        """
        day, plan = day_and_plan(found, workshop)
        for entry in found["results"]:
            self._add(entry, workshop, day, plan)

    @property
    def counts(self) -> list[Count]:
        """A row for each number."""
        pairs = zip(self.shown, self.numbers.forms, strict=True)
        about = ((row, place) for row, form in pairs for place in form)
        numbers = self.numbers
        ends = zip(numbers.views, numbers.lows, numbers.highs, strict=True)
        return [
            Count(row.workshop, row.activity, row.round, row.about, place.card, place.option,
                  place.place, view, low, high, place.unit)
            for (row, place), (view, low, high) in zip(about, ends, strict=True)
        ]  # fmt: skip

    @property
    def pairs(self) -> list[Pair]:
        """A row for each count of a noisy table."""
        return [
            Pair(row.workshop, row.activity, row.round, before, now, count, scale)
            for row, counts, scale in self.noisy
            for before, line in enumerate(counts)
            for now, count in enumerate(line)
        ]

    def tables(self) -> dict[str, Sequence[Any]]:
        """Return the tables by name."""
        return {"shown": self.shown, "counts": self.counts, "pairs": self.pairs}

    def _add(self, entry: Mapping[str, Any], workshop: str, day: str, plan: str) -> None:
        activity, turn, question = entry["activity"], entry["round"], entry["question"]
        columns = entry.get("columns", ())
        parts = [(ANSWERS, entry["release"], _labels(entry), columns)]
        if "of_each" in entry:
            parts.append((TYPES, entry["of_each"], entry["kinds"], ()))
        for about, release, labels, across in parts:
            low, high = release.get("answered") or (None, None)
            self.shown.append(
                Shown(workshop, day, plan, activity, turn, about, question, entry["tier"],
                      release["view"], release.get("k"), low, high)
            )  # fmt: skip
            self.numbers.add(release, labels, across)
        noisy = entry.get("transitions")
        if noisy:
            self.noisy.append((self.shown[-1], noisy["counts"], float(noisy["scale"])))


def day_and_plan(found: Mapping[str, Any], workshop: str) -> tuple[str, str]:
    """Return day and plan as the file says them, else as its name does."""
    stem = PurePath(workshop).name
    return str(found.get("day", stem[:10])), str(found.get("plan", stem[11:]))


def _labels(entry: Mapping[str, Any]) -> Sequence[str]:
    return next((entry[name] for name in LABELS if name in entry), ())


def _numbers(
    release: Mapping[str, Any], labels: int, columns: int
) -> tuple[list[str], list[Sequence[int]]]:
    """Return view and bounds of each number; of a hidden one, all it could be."""
    view = release["view"]
    if view == View.ESTIMATE:
        low, _, high = release["estimate"]
        return [view], [(low, high)]
    if view in {View.WORDS, View.CLOUD}:
        return [], []
    unknown = (0, (release.get("answered") or (0, release["k"] - 1))[1])
    if view != View.EACH:
        bounds = release.get("cells") or [unknown] * (labels * (columns or 1))
        return [view] * len(bounds), bounds
    wide = columns or 1  # of a choice alone, who left it is the rest
    views = [row["view"] for row in release["rows"] for _ in range(wide)]
    each = (row.get("cells") or [unknown] * wide for row in release["rows"])
    return views, [cell for cells in each for cell in cells[:wide]]


def _form(
    release: Mapping[str, Any], labels: Sequence[str], columns: Sequence[str], count: int
) -> Iterator[Place]:
    if not count:
        return
    if release["view"] == View.ESTIMATE:
        yield Place("", labels[0], 0, IN_100)
        return
    if columns:
        for label in labels:
            yield from (Place(label, option, i, PHONES) for i, option in enumerate(columns))
        return
    steps = release.get("steps")
    rows = [_merged(labels, *step) for step in steps] if steps else [*labels]
    # The lines that a room wrote for its agreement are in no file.
    rows += [f"Line {place + 1}, from the room" for place in range(len(rows), count)]
    yield from (Place("", option, place, PHONES) for place, option in enumerate(rows))


def _merged(labels: Sequence[str], first: int, last: int) -> str:
    return labels[first] if first == last else f"{labels[first]} to {labels[last]}"
