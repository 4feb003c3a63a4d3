"""A self-check read from rows of a table."""

from pathlib import Path

import pytest

from askfirst import SelfCheck
from askfirst.errors import CurriculumError, DeclarationError
from askfirst.readiness import self_check

HEAD = "question,answer,leads\n"
ROWS = "Safe?,Yes,go on talking\nSafe?,No,find support\nMine?,Yes,go on talking\nMine?,No,not now\n"


def test_is_read_from_a_table(tmp_path: Path) -> None:
    """Rows of the table make the same self-check as a declaration in full."""
    (tmp_path / "readiness.csv").write_text(HEAD + ROWS, encoding="utf-8")
    asked = {
        "Safe?": {"Yes": "go on talking", "No": "find support"},
        "Mine?": {"Yes": "go on talking", "No": "not now"},
    }
    declared = SelfCheck("x", "How is it?", questions=asked)
    assert self_check("x", "How is it?", data=tmp_path) == declared
    helped = SelfCheck("x", "How is it?", questions=asked, help=["A friend."])
    assert self_check("x", "How is it?", help=["A friend."], data=tmp_path) == helped


def test_a_table_without_help_is_refused(tmp_path: Path) -> None:
    """Rows of which none leads to help make no self-check."""
    rows = ROWS.replace("find support", "not now")
    (tmp_path / "readiness.csv").write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(DeclarationError, match="no answer leads to 'find support'"):
        self_check("x", "How is it?", data=tmp_path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    """A table that does not say where answers lead is refused by the name of the column."""
    (tmp_path / "readiness.csv").write_text("question,answer\nSafe?,Yes\n", encoding="utf-8")
    with pytest.raises(CurriculumError, match="leads"):
        self_check("x", "How is it?", data=tmp_path)
