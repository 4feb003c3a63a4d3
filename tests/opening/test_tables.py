"""What a workshop shows of the tables is what was there when it was opened."""

from pathlib import Path

import pytest

from askfirst.errors import CurriculumError
from askfirst.opening.tables import Tables
from askfirst.opening.wishes import Wishes
from askfirst.opening.workshop import prepare
from tests.opening.projects import SERVICES, make_project


def test_who_can_help_is_who_has_a_number(tmp_path: Path) -> None:
    """A slot that nobody filled in helps nobody, and one without a name is named by its kind."""
    rows = (
        "local,emergency,Ambulance,112,,,,,",
        "local,clinic,,555,,,,,",
        "local,line,Line, ,,,,,",
    )
    (tmp_path / "services.csv").write_text(SERVICES + "\n".join(rows), encoding="utf-8")
    assert Tables.read(tmp_path, modules=()).helps == [("Ambulance", "112"), ("clinic", "555")]


def test_a_broken_table_is_found_before_anything_is_started(tmp_path: Path) -> None:
    """It ends `askfirst open` in the line that names it."""
    table = make_project(tmp_path) / "data" / "claims.csv"
    table.write_bytes(b"\xff")
    with pytest.raises(CurriculumError, match=r"claims\.csv: cannot be read as a CSV table"):
        prepare(Wishes(plan="short", host="127.0.0.1"), folder=tmp_path)
