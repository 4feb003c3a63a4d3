"""Myth cards read from rows of a table."""

from pathlib import Path

import pytest

from askfirst import Option, Quiz
from askfirst.errors import CurriculumError, DeclarationError
from askfirst.myths import myth

HEAD = (
    "id,saying,headline,holds,"
    "true,true_claims,not_true,not_true_claims,depends,depends_claims,kind_sentence\n"
)
ROW = "x,Tea is blue.,Ask the tea,Not true,Not quite.,,It is brown.,C19 C54,Nearly.,C63,Ask.\n"


def written(folder: Path, text: str) -> Path:
    (folder / "myths.csv").write_text(text, encoding="utf-8")
    return folder


def test_is_read_from_a_table(tmp_path: Path) -> None:
    """A row makes a quiz: the saying, three answers with their reasons, one that holds up."""
    options = [
        Option("True", "Not quite."),
        Option("Not true", "It is brown.", "C19 C54", holds=True),
        Option("It depends", "Nearly.", "C63"),
    ]
    question = "“Tea is blue.” As a fact, is it true?"
    read = myth("x", data=written(tmp_path, HEAD + ROW))
    assert read == Quiz("x", question, options=options, headline="Ask the tea")


def test_a_myth_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """An id without a row is refused with those that have one."""
    with pytest.raises(CurriculumError, match=r"no myth 'z'. Found x\."):
        myth("z", data=written(tmp_path, HEAD + ROW))


def test_what_holds_up_is_one_of_the_three_answers(tmp_path: Path) -> None:
    """A row that names another answer is refused; nothing is taken to hold up by accident."""
    with pytest.raises(CurriculumError, match=r"'x' says that 'False' holds up"):
        myth("x", data=written(tmp_path, HEAD + ROW.replace("Not true", "False")))


def test_a_row_that_makes_no_quiz_is_refused(tmp_path: Path) -> None:
    """An answer without a reason is refused, and so is a table without a column."""
    with pytest.raises(DeclarationError, match="explanation of 'It depends'"):
        myth("x", data=written(tmp_path, HEAD + ROW.replace("Nearly.", "")))
    with pytest.raises(CurriculumError, match="no column 'saying'"):
        myth("x", data=written(tmp_path, "id\nx\n"))
