"""The shelf reads the tables of the project that a notebook lies in."""

from datetime import time
from pathlib import Path

import pytest

from askfirst.errors import CurriculumError
from askfirst.export.errors import ExportError
from askfirst.export.shelf import Shelf, read_paper, shelf_beside, start_time

ROOT = Path(__file__).parents[2]


def test_a_notebook_of_the_project_has_its_tables() -> None:
    """A module's shelf holds the project's claims, services and any table by its name."""
    shelf = shelf_beside(ROOT / "notebooks" / "05_consent.ipynb", paper="letter")
    assert shelf.data == ROOT / "data"
    assert "C19" in shelf.claims
    assert shelf.services[0].kind == "emergency"
    assert {"id", "saying"} <= set(shelf.rows("myths")[0])


def test_a_notebook_elsewhere_has_an_empty_shelf(tmp_path: Path) -> None:
    """Outside a project there are no sources and no services, and that is no error."""
    shelf = shelf_beside(tmp_path / "holiday.ipynb")
    assert (shelf.data, shelf.claims, shelf.services, shelf.rows("myths")) == (None, {}, (), ())


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    """A project without the table says so in one line."""
    with pytest.raises(CurriculumError, match=r"myths\.csv: cannot be read"):
        Shelf(data=tmp_path).rows("myths")


def test_paper_is_one_of_two() -> None:
    """A paper is read as people type it; one that nobody prints on is refused with its value."""
    assert (read_paper("A4"), read_paper(" letter ")) == ("a4", "letter")
    with pytest.raises(ExportError, match=r"paper is 'a3'\. Expected a4 or letter\."):
        read_paper("a3")


def test_a_start_is_a_time_of_day() -> None:
    """A start is read as hours and minutes; nothing is no start, and anything else is refused."""
    assert start_time("18:30") == time(18, 30)
    assert start_time("") is None
    with pytest.raises(ExportError, match=r"^start is '25:00'. Expected a time of day"):
        start_time("25:00")
