"""Scenarios read from rows of a table."""

from pathlib import Path

import pytest

from askfirst import Choice, Scenario, Step
from askfirst.errors import CurriculumError, DeclarationError
from askfirst.scenarios import scenario

HEAD = "scenario,step,line,choice,consequence,why,claims,next\n"
ROWS = (
    "x,a,What now?,Stops,They rest.,Care first.,C19 C54,end\n"
    "y,other,?,,,,,\n"
    "x,a,,Goes on,She bears it.,Not a test.,,a\n"
    "x,end,The end.,,,,,\n"
)


def test_is_read_from_a_table(tmp_path: Path) -> None:
    """Rows of the table make the same scenario as a declaration in full."""
    (tmp_path / "scenarios.csv").write_text(HEAD + ROWS, encoding="utf-8")
    read = scenario("x", "What now?", setting="Sam and Alex.", data=tmp_path)
    choices = [
        Choice("Stops", "They rest.", "Care first.", "end", "C19 C54"),
        Choice("Goes on", "She bears it.", "Not a test.", "a"),
    ]
    steps = [Step("a", "What now?", choices), Step("end", "The end.")]
    assert read == Scenario("x", "What now?", setting="Sam and Alex.", steps=steps)
    with pytest.raises(CurriculumError, match=r"no scenario 'z'. Found x, y"):
        scenario("z", "What now?", setting="Sam and Alex.", data=tmp_path)


def test_a_headline_may_stand_in_the_table(tmp_path: Path) -> None:
    """A column for headlines may be there; each step has the first that its rows hold."""
    head, *rows = (HEAD + ROWS).splitlines()
    said = [f"{row},{words}" for row, words in zip(rows, ("", "", "Stop first", ""), strict=True)]
    text = "\n".join([f"{head},headline", *said])
    (tmp_path / "scenarios.csv").write_text(text, encoding="utf-8")
    read = scenario("x", "What now?", setting="Sam and Alex.", data=tmp_path)
    assert [step.headline for step in read.steps] == ["Stop first", ""]


def test_a_table_that_makes_no_scenario_is_refused(tmp_path: Path) -> None:
    """Rows that lead nowhere are refused as a declaration would be; a column may not be missing."""
    (tmp_path / "scenarios.csv").write_text(HEAD + ROWS, encoding="utf-8")
    with pytest.raises(DeclarationError, match="1 steps"):
        scenario("y", "What now?", setting="Sam and Alex.", data=tmp_path)
    (tmp_path / "scenarios.csv").write_text("scenario,step\nx,a\n", encoding="utf-8")
    with pytest.raises(CurriculumError, match="no column 'line'"):
        scenario("x", "What now?", setting="Sam and Alex.", data=tmp_path)
