"""What workshops leave behind, for a facilitator or an organisation: read, summed up, put in words.

Released tables in; sentences, tables and charts out. `docs/evaluation.md` says what can be learned
from them and what cannot. The only door to `askfirst.evaluating`; both import pandas, so nothing
that a workshop, a build or a learner's notebook runs may import them.
"""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pandas as pd

from askfirst.curriculum import read_modules, rows_if_any
from askfirst.evaluating import compared, findings, told
from askfirst.evaluating.finding import MADE_UP, Finding
from askfirst.evaluating.moved import pairs_of
from askfirst.evaluating.reading import Tables, has_results, read_tables
from askfirst.evaluating.sums import changes_of_a_group, sums, two_sets
from askfirst.knowledge import COLUMNS, NAME, VERDICTS
from askfirst.package import write_package
from askfirst.project import NOTEBOOKS, find_project
from askfirst.released import TYPES

RESULTS: Final = "results"
EXAMPLES: Final = Path("data", "examples")


@dataclass(frozen=True)
class Evaluation:
    """Results of one workshop or of many.

    Args:
        tables: What was read.
        project: The folder that holds `notebooks/` and `data/`.
    """

    tables: Tables
    project: Path

    @property
    def workshops(self) -> tuple[str, ...]:
        """Names of the workshops, in order."""
        return self.tables.workshops

    def of_plan(self, plan: str) -> tuple[str, ...]:
        """Names of the workshops of a plan."""
        shown = self.tables.shown
        return tuple(sorted(shown[shown["plan"] == plan]["workshop"].unique()))

    def overview(self) -> Finding:
        """How many workshops there are, and how much of them was shown."""
        return told.overview(self.tables)

    def knowledge(self) -> Finding:
        """The five knowledge items: which share chose what holds up."""
        return findings.knowledge(self.tables, self._sums, self._holding)

    def confidence(self) -> Finding:
        """Before and after, from the noisy tables: how far people moved on average."""
        return findings.confidence(
            pairs_of(self.tables), self._questions, self._ends, made_up=self.tables.generated
        )

    def moves(self) -> Finding:
        """Before and after, from what the rooms saw: how many moved which way."""
        return findings.moves(self._sums, self._questions, made_up=self.tables.generated)

    def question_types(self) -> Finding:
        """What questions of the box were about, as far as the release rule let it out."""
        return findings.question_types(
            sums(self.tables, about=TYPES), made_up=self.tables.generated
        )

    def fidelity(self) -> Finding:
        """How much of each module that was begun was asked and shown."""
        modules = read_modules(self.project / NOTEBOOKS)
        expected = {
            f"{module.number} {module.title}": tuple(
                a.id for a in module.activities if a.collects and not a.signals
            )
            for module in modules
        }
        return told.fidelity(self.tables, expected)

    def compare(
        self, first: Collection[str], second: Collection[str], *, same_people: bool
    ) -> Finding:
        """How two sets of workshops differ.

        Args:
            first: Names of workshops.
            second: Names of others.
            same_people: Whether anybody may have come to one of each: a group that meets again.
                Then a change below the threshold is never told, nor what it could be worked out
                from.

        Raises:
            EvaluationError: A set is empty, unknown, or shares a workshop with the other.
        """
        one, other = two_sets(self.tables, first, second)
        if same_people:
            return compared.again(
                changes_of_a_group(one, other), self._questions, made_up=self.tables.generated
            )
        return compared.differences(
            sums(one),
            sums(other),
            self._questions,
            self._holding,
            made_up=self.tables.generated,
        )

    def write(self, folder: Path) -> None:
        """Write all that was read as one Data Package into a new folder."""
        write_package(
            folder,
            self.tables.rows(),
            title=MADE_UP if self.tables.generated else "Results of workshops, as they were shown",
            about="Only what the release rule let out, as bounds. Put together from several files.",
            generated=self.tables.generated,
        )

    @cached_property
    def _sums(self) -> pd.DataFrame:
        return sums(self.tables)

    @cached_property
    def _questions(self) -> Mapping[str, str]:
        once = self.tables.shown.drop_duplicates("activity").set_index("activity")
        return dict(once["question"])

    @cached_property
    def _ends(self) -> Mapping[str, str]:
        """Towards what the last row of each question before and after goes."""
        counts = self.tables.counts
        last = counts[counts["activity"].str.endswith("-after") & (counts["place"] == 2)]
        once = last.drop_duplicates("activity").set_index("activity")["option"]
        return {name: option[:1].lower() + option[1:] for name, option in once.items()}

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[str]]:
        """The options that hold up, by item."""
        rows = rows_if_any(self.project / "data" / f"{NAME}.csv", *COLUMNS)
        holding: dict[str, list[str]] = {}
        for row in rows:
            holding.setdefault(row["id"], [])
            if VERDICTS[row["verdict"]]:
                holding[row["id"]].append(row["option"])
        return holding


def read_results(folder: str | Path = RESULTS) -> Evaluation:
    """Read results; where there are none yet, the generated example.

    Args:
        folder: A file of results, a folder of them however deep, or a folder of tables. A name
            that is not found here is looked for in the project. The variable ASKFIRST_RESULTS
            names what to read in place of "results": so notebooks are tested on the example.

    Raises:
        EvaluationError: A file that is no file of results, or a named folder without any.
    """
    project = find_project(Path.cwd())
    own = str(folder) == RESULTS
    named = Path(os.environ.get("ASKFIRST_RESULTS", RESULTS) if own else folder)
    path = named if named.exists() and not own else project / named
    if own and not has_results(path):
        path = project / EXAMPLES
    return Evaluation(read_tables(path), project)
