"""What phones and slides show was saved by running a cell: code that has moved on is found."""

import json
from pathlib import Path
from typing import Final

import pytest

from askfirst.checking.bank import Bank
from askfirst.checking.saved import saved
from askfirst.curriculum import read_module
from tests.checking.samples import Sample

ROOT: Final = Path(__file__).parents[2]
BANK: Final = Bank(points={}, claims={})
POLL: Final = 'Poll("01-ask", "What helps Sam?",\n     options=["Time", "Tea"])'


def said(sample: Sample) -> list[str]:
    return [finding.text for finding in saved(sample.module(), BANK)]


def test_code_that_was_run_is_right(sample: Sample) -> None:
    """The same wordings, whatever the line breaks and the numbers."""
    sample["poll"]["source"] = POLL
    assert said(sample) == []


@pytest.mark.parametrize(
    ("old", "new", "quoted"),
    [
        ("What helps Sam?", "What helps Kim?", "What helps Kim?"),
        ('"Tea"', '"Tea", "Cake"', "Cake"),
        ("What helps", "What " + "really " * 20 + "helps", "What " + "really " * 7 + "really…"),
    ],
)
def test_a_changed_wording_is_quoted(sample: Sample, old: str, new: str, quoted: str) -> None:
    """The first wording that was not saved is named, cut where it is long."""
    sample["poll"]["source"] = POLL.replace(old, new)
    (line,) = said(sample)
    assert line == (
        f"it was changed after it was run: “{quoted}” is not in what was saved. "
        "Run the cell, then save."
    )


def test_code_that_cannot_be_read_says_where(sample: Sample) -> None:
    """A quotation mark that is missing is a line of the cell."""
    sample["poll"]["source"] = POLL.replace('"Tea"', '"Tea')
    (line,) = said(sample)
    assert line.startswith("its code cannot be read: ")
    assert "line 2 of the cell. Mend it, run the cell, then save." in line


def test_a_cell_that_was_never_run_shows_nothing(sample: Sample) -> None:
    """An activity without what it shows is said to have none."""
    sample["poll"].update(source=POLL, outputs=[])
    assert said(sample) == ["it was not run, so it shows nothing. Run the cell, then save."]


def test_code_that_shows_nothing_need_not(sample: Sample) -> None:
    """Imports and names are not shown, and are left alone."""
    for source in ("import askfirst", "size = len('a b')", "", "# a note"):
        sample["poll"].update(source=source, outputs=[])
        assert said(sample) == []


@pytest.mark.parametrize("path", ["docs/gallery.ipynb", "notebooks/05_consent.ipynb"])
def test_our_own_notebooks_are_as_they_were_run(path: str, tmp_path: Path) -> None:
    """Every type of activity is read without a false alarm, and not for want of looking."""
    assert [*saved(read_module(ROOT / path), BANK)] == []
    notebook = json.loads((ROOT / path).read_text(encoding="utf-8"))
    asked = 0
    for cell in notebook["cells"]:
        outputs = cell.get("outputs") or [{}]
        if "options" in str(outputs[0].get("data", {}).get("application/vnd.askfirst+json", "")):
            cell["source"] = ['Poll("a", "Never saved")']
            asked += 1
    changed = tmp_path / "05_changed.ipynb"
    changed.write_text(json.dumps(notebook), encoding="utf-8")
    assert len([*saved(read_module(changed), BANK)]) == asked > 5
