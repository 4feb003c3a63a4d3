"""What is mechanical is mended, once, and nothing else is touched."""

import csv
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from askfirst.checking.bank import read_bank
from askfirst.checking.check import check
from askfirst.checking.mend import mend
from askfirst.cli import app
from askfirst.notebook_hygiene import clean_text

ROOT: Final = Path(__file__).parents[2]
MODULE: Final = "05_consent"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the tables and modules."""
    for folder in ("data", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def read(project: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project / "notebooks" / f"{MODULE}.ipynb").read_text())
    return found


def write(project: Path, notebook: dict[str, Any]) -> None:
    text = clean_text(json.dumps(notebook), name=MODULE)
    (project / "notebooks" / f"{MODULE}.ipynb").write_text(text, encoding="utf-8")


def cell(notebook: dict[str, Any], id: str) -> dict[str, Any]:  # noqa: A002
    return next(c for c in notebook["cells"] if c["id"] == id)


def every(project: Path) -> dict[str, bytes]:
    return {str(p.relative_to(project)): p.read_bytes() for p in project.rglob("*") if p.is_file()}


def test_what_is_whole_stays_as_it_is(project: Path) -> None:
    """A module and tables with nothing to mend stay the same, byte for byte."""
    before = every(project)
    assert mend(project, read_bank(project / "data")) == []
    assert every(project) == before


def test_claims_sources_and_points_are_written(project: Path) -> None:
    """Claims come from the marks, the sources from the ledger, the points from the cells."""
    whole = every(project)
    notebook = read(project)
    del cell(notebook, "wanted")["metadata"]["askfirst"]["claims"]
    cell(notebook, "sources")["source"] = (
        "".join(cell(notebook, "sources")["source"]).partition("#### C54")[0].rstrip()
    )
    write(project, notebook)
    path = project / "data" / "points.csv"
    text = path.read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    row = next(r for r in rows if r["module"] == MODULE and r["cell"])
    path.write_text(
        text.replace(f"{MODULE},{row['cell']},taught", f"{MODULE},,planned", 1), "utf-8"
    )
    assert mend(project, read_bank(project / "data")) == [
        f"{MODULE}.ipynb: mended",
        "points.csv: mended",
    ]
    assert every(project).keys() == whole.keys()
    assert every(project)[f"notebooks/{MODULE}.ipynb"] == whole[f"notebooks/{MODULE}.ipynb"]
    assert check(project, today=date(2026, 11, 25)).wrong == ()


def test_the_command_checks_what_it_mended(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check ends with 1 where something is wrong; with --fix it mends, and ends with 0."""
    notebook = read(project)
    del cell(notebook, "wanted")["metadata"]["askfirst"]["claims"]
    write(project, notebook)
    monkeypatch.chdir(project)
    first = CliRunner().invoke(app, ["check"])
    assert first.exit_code == 1
    assert "05_consent.ipynb, cell 12 (wanted): its text marks C63, and" in first.stdout
    assert "1 can be mended by `askfirst check --fix`." in first.stdout
    fixed = CliRunner().invoke(app, ["check", "--fix"])
    assert fixed.exit_code == 0
    assert fixed.stdout.startswith("05_consent.ipynb: mended\n")
    assert "0 to mend" in fixed.stdout


def test_a_project_without_a_table_of_points_gets_none(project: Path) -> None:
    """Where nobody keeps points, mending writes no table of them."""
    (project / "data" / "points.csv").unlink()
    assert mend(project, read_bank(project / "data")) == []
    assert not (project / "data" / "points.csv").exists()


def test_a_folder_without_modules_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside a project `askfirst check` says in one line what it expected."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "no folder notebooks/ here or above" in result.stderr
    assert len(result.stderr.splitlines()) == 1
