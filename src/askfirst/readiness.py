"""Readiness questions kept as rows of `data/readiness.csv`, with where each answer leads."""

from pathlib import Path
from typing import Final

from askfirst.activities.selfcheck import SelfCheck
from askfirst.curriculum import read_rows
from askfirst.tables import data_folder

NAME: Final = "readiness"
COLUMNS: Final = ("question", "answer", "leads")


def self_check(id: str, question: str, *, data: Path | None = None) -> SelfCheck:  # noqa: A002  # as in SelfCheck
    """Return the self-check whose questions stand in `data/readiness.csv`, in their order.

    Args:
        id: As for every activity.
        question: The line above the questions.
        data: The folder; found beside `notebooks/` when left out.

    Raises:
        CurriculumError: No such table or column.
        DeclarationError: The rows make no self-check.
    """
    asked: dict[str, dict[str, str]] = {}
    for row in read_rows((data or data_folder()) / f"{NAME}.csv", *COLUMNS):
        asked.setdefault(row["question"], {})[row["answer"]] = row["leads"]
    return SelfCheck(id, question, questions=asked)
