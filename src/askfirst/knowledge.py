"""Items of the knowledge check kept as rows of `data/knowledge.csv`, a row for each option."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from askfirst.activities.quiz import SHOW, Option, Quiz
from askfirst.curriculum import read_rows
from askfirst.errors import CurriculumError
from askfirst.tables import data_folder

NAME: Final = "knowledge"
VERDICTS: Final = MappingProxyType({SHOW["holds"]: True, SHOW["fails"]: False})
COLUMNS: Final = ("id", "question", "headline", "option", "verdict", "why", "claims")


def knowledge_check(id: str, *, data: Path | None = None) -> Quiz:  # noqa: A002  # as in Quiz
    """Return the item that stands in `data/knowledge.csv` under its id, as a quiz.

    A row is one option, in the order in which they are asked; question and headline are those of
    the first.

    Args:
        id: As in the column "id".
        data: The folder; found beside `notebooks/` when left out.

    Raises:
        CurriculumError: No such table or column, no row with this id, or a verdict that is
            neither of the two.
        DeclarationError: The rows make no quiz.
    """
    rows = read_rows((data or data_folder()) / f"{NAME}.csv", *COLUMNS)
    own = [row for row in rows if row["id"] == id]
    if not own:
        known = ", ".join(dict.fromkeys(row["id"] for row in rows)) or "none"
        raise CurriculumError(f"{NAME}.csv: has no item {id!r}. Found {known}.")
    options = [_option(row) for row in own]
    return Quiz(id, own[0]["question"], options=options, headline=own[0]["headline"])


def _option(row: Mapping[str, str]) -> Option:
    if row["verdict"] not in VERDICTS:
        raise CurriculumError(
            f"{NAME}.csv: {row['id']!r} says {row['verdict']!r} of {row['option']!r}. "
            f"Use one of: {', '.join(VERDICTS)}."
        )
    return Option(row["option"], row["why"], row["claims"], holds=VERDICTS[row["verdict"]])
