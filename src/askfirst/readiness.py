"""Readiness questions kept as rows of `data/readiness.csv`, with where each answer leads."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from askfirst.activities.selfcheck import HELP, SelfCheck
from askfirst.curriculum import read_rows
from askfirst.tables import data_folder

NAME: Final = "readiness"
COLUMNS: Final = ("question", "answer", "leads")


def self_check(
    id: str,  # noqa: A002  # as in SelfCheck
    question: str,
    *,
    help: Iterable[str] = HELP,  # noqa: A002  # as in SelfCheck
    data: Path | None = None,
) -> SelfCheck:
    """Return the self-check whose questions stand in `data/readiness.csv`, in their order.

    Args:
        id: As for every activity.
        question: The line above the questions.
        help: One to six lines of who can help.
        data: The folder; found beside `notebooks/` when left out.

    Raises:
        CurriculumError: No such table or column.
        DeclarationError: The rows make no self-check.
    """
    asked: dict[str, dict[str, str]] = {}
    for row in read_rows((data or data_folder()) / f"{NAME}.csv", *COLUMNS):
        asked.setdefault(row["question"], {})[row["answer"]] = row["leads"]
    return SelfCheck(id, question, questions=asked, help=help)
