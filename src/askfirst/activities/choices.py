"""What Poll and Scale share: rows to choose from, counted one by one."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from askfirst.activities import texts
from askfirst.activities.base import PASS, Activity, Answer, Totals, row
from askfirst.release import Release, release_counts, release_several


@dataclass(frozen=True)
class Choices(Activity):
    """An activity with rows to choose from; each row is a counter, and Pass is the last row."""

    @property
    def counts_each(self) -> bool:
        """Whether any number of rows may be chosen, none included, each a count of its own."""
        return False

    def labels(self) -> tuple[str, ...]:
        """Return what stands in each row, in the author's order."""
        raise TypeError(f"{type(self).__name__} has no rows")

    @property
    def width(self) -> int:
        """How many rows, and so counters, there are."""
        return len(self.labels())

    def fields(self) -> str:
        """Return the rows as radio buttons or checkboxes, with Pass as the last of them."""
        kind = "checkbox" if self.counts_each else "radio"
        hint = f"<p>{escape(texts.SEVERAL['hint'])}</p>" if self.counts_each else ""
        rows = [row(kind, str(i), label) for i, label in enumerate(self.labels())]
        return hint + "".join([*rows, row(kind, PASS, texts.ASK["pass"])])

    def lines(self) -> list[str]:
        """Return the rows with an open ring or box before each."""
        mark = "[ ]" if self.counts_each else "( )"
        return [f"{mark} {label}" for label in (*self.labels(), texts.ASK["pass"])]

    def slide_rows(self) -> tuple[str, ...]:
        """Return the labels, and Pass."""
        return (*self.labels(), texts.ASK["pass"])

    def read_choice(self, choice: str) -> Answer:
        """Return the answer: "pass", a row's index, or "+" and the indices in order."""
        if choice == PASS:
            return Answer(passed=True)
        several, listed = choice.startswith("+"), choice.removeprefix("+")
        parts = listed.split(",") if listed else []
        cells = tuple(int(p) for p in parts if p.isascii() and p.isdigit() and len(p) < 4)
        in_order = [str(c) for c in sorted(set(cells))] == parts
        wanted = several if self.counts_each else len(parts) == 1 and not several
        if not (in_order and wanted and all(c < self.width for c in cells)):
            self.bad_choice(choice)
        return Answer(cells=cells)

    def from_fields(self, values: Sequence[str], words: str = "") -> str:  # noqa: ARG002
        """Return the canonical choice; Pass wins over anything ticked beside it."""
        if PASS in values:
            return PASS
        choice = ",".join(sorted(set(values), key=lambda v: (len(v), v)))
        choice = f"+{choice}" if self.counts_each else choice
        self.read_choice(choice)
        return choice

    def release(self, totals: Totals) -> Release:
        """Release the counts together, or each by itself where several may be chosen."""
        if self.counts_each:
            return release_several(totals.counts, totals.answered, tier=self.tier)
        return release_counts(totals.counts, tier=self.tier)

    def possible(self, totals: Totals) -> Iterator[str]:
        """Yield each row that was chosen, or every combination of such rows."""
        chosen = [str(cell) for cell, count in enumerate(totals.counts) if count]
        if not self.counts_each:
            yield from chosen
            return
        for size in range(len(chosen) + 1):
            yield from (f"+{','.join(c)}" for c in itertools.combinations(chosen, size))
