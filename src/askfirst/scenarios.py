"""Scenarios kept as rows of `data/scenarios.csv`, so that a cell holds a call and not a story."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from askfirst.activities.scenario import Choice, Scenario, Step
from askfirst.curriculum import read_rows
from askfirst.errors import CurriculumError
from askfirst.tables import data_folder

NAME: Final = "scenarios"
COLUMNS: Final = ("scenario", "step", "line", "choice", "consequence", "why", "claims", "next")
HEADLINE: Final = "headline"  # a column that may be missing


def scenario(id: str, question: str, *, setting: str, data: Path | None = None) -> Scenario:  # noqa: A002  # as in Scenario
    """Return the scenario that stands in `data/scenarios.csv` under its id.

    A row is one choice of a step, in order; line and headline may be left empty after the first.
    A row without a choice is an ending.

    Args:
        id: As in the column "scenario".
        question: What the story is about, in one line.
        setting: Who is in it and what came before.
        data: The folder; found beside `notebooks/` when left out.

    Raises:
        CurriculumError: No such table or column, or no row with this id.
        DeclarationError: The rows make no scenario.
    """
    rows = read_rows((data or data_folder()) / f"{NAME}.csv", *COLUMNS)
    own = [row for row in rows if row["scenario"] == id]
    if not own:
        known = ", ".join(dict.fromkeys(row["scenario"] for row in rows)) or "none"
        raise CurriculumError(f"{NAME}.csv: has no scenario {id!r}. Found {known}.")
    names = dict.fromkeys(row["step"] for row in own)
    steps = [_step(name, [row for row in own if row["step"] == name]) for name in names]
    return Scenario(id, question, setting=setting, steps=steps)


def _step(name: str, rows: list[Mapping[str, str]]) -> Step:
    line = next((row["line"] for row in rows if row["line"]), "")
    headline = next((said for row in rows if (said := row.get(HEADLINE) or "")), "")
    choices = [
        Choice(row["choice"], row["consequence"], row["why"], row["next"], row["claims"])
        for row in rows
        if row["choice"]
    ]
    return Step(name, line, choices, headline)
