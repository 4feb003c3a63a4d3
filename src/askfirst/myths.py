"""Myth cards kept as rows of `data/myths.csv`: a saying, and what is said to each answer."""

from pathlib import Path
from types import MappingProxyType
from typing import Final

from askfirst.activities.quiz import Option, Quiz
from askfirst.curriculum import read_rows
from askfirst.errors import CurriculumError
from askfirst.tables import data_folder

NAME: Final = "myths"
QUESTION: Final = "“{saying}” As a fact, is it true?"
ANSWERS: Final = MappingProxyType({"true": "True", "not_true": "Not true", "depends": "It depends"})
COLUMNS: Final = (
    *("id", "saying", "headline", "holds"),
    *(column for answer in ANSWERS for column in (answer, f"{answer}_claims")),
)


def myth(id: str, *, data: Path | None = None) -> Quiz:  # noqa: A002  # as in Quiz
    """Return the myth card that stands in `data/myths.csv` under its id, as a quiz.

    The answers are not called "Holds up" and "Does not hold up": a quiz says that of each answer.

    Args:
        id: As in the column "id".
        data: The folder; found beside `notebooks/` when left out.

    Raises:
        CurriculumError: No such table or column, no row with this id, or an answer that holds up
            and is none of the three.
        DeclarationError: The row makes no quiz.
    """
    rows = read_rows((data or data_folder()) / f"{NAME}.csv", *COLUMNS)
    row = next((row for row in rows if row["id"] == id), None)
    if row is None:
        known = ", ".join(row["id"] for row in rows) or "none"
        raise CurriculumError(f"{NAME}.csv: has no myth {id!r}. Found {known}.")
    if row["holds"] not in ANSWERS.values():
        raise CurriculumError(
            f"{NAME}.csv: {id!r} says that {row['holds']!r} holds up. "
            f"Use one of: {', '.join(ANSWERS.values())}."
        )
    options = [
        Option(answer, row[column], row[f"{column}_claims"], holds=answer == row["holds"])
        for column, answer in ANSWERS.items()
    ]
    question = QUESTION.format(saying=row["saying"])
    return Quiz(id, question, options=options, headline=row["headline"])
