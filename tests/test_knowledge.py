"""Items of the knowledge check read from rows of a table."""

from pathlib import Path

import pytest

from askfirst import Option, Quiz
from askfirst.errors import CurriculumError, DeclarationError
from askfirst.knowledge import knowledge_check

ROWS = (
    "id,question,headline,option,verdict,why,claims\n"
    "x,What is tea?,Tea is brown,Blue,Does not hold up,It is not.,\n"
    "x,What is tea?,Tea is brown,Brown,Holds up,It is.,C19 C54\n"
    "y,And milk?,Milk is white,White,Holds up,It is.,\n"
)


def written(folder: Path, text: str) -> Path:
    (folder / "knowledge.csv").write_text(text, encoding="utf-8")
    return folder


def test_is_read_from_a_table(tmp_path: Path) -> None:
    """The rows of an item make a quiz: its question, options in order, and what each comes to."""
    options = [Option("Blue", "It is not."), Option("Brown", "It is.", "C19 C54", holds=True)]
    read = knowledge_check("x", data=written(tmp_path, ROWS))
    assert read == Quiz("x", "What is tea?", options=options, headline="Tea is brown")


def test_an_item_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """An id without a row is refused with those that have one."""
    with pytest.raises(CurriculumError, match=r"no item 'z'. Found x, y\."):
        knowledge_check("z", data=written(tmp_path, ROWS))


def test_a_verdict_is_one_of_the_two(tmp_path: Path) -> None:
    """A row with another verdict is refused; nothing is taken not to hold up by accident."""
    with pytest.raises(CurriculumError, match=r"'x' says 'Yes' of 'Brown'. Use one of: Holds up"):
        knowledge_check("x", data=written(tmp_path, ROWS.replace("Holds up", "Yes", 1)))


def test_rows_that_make_no_quiz_are_refused(tmp_path: Path) -> None:
    """An item of one option is refused, and so is a table without a column."""
    with pytest.raises(DeclarationError, match="1 option"):
        knowledge_check("y", data=written(tmp_path, ROWS))
    with pytest.raises(CurriculumError, match="no column 'question'"):
        knowledge_check("x", data=written(tmp_path, "id\nx\n"))
