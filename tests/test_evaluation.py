"""Results are found where they are, else the example is; only evaluation loads pandas."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from askfirst.errors import EvaluationError
from askfirst.evaluating.finding import MADE_UP
from askfirst.evaluation import read_results
from askfirst.examples import ABOUT, TITLE, example_rows
from askfirst.export.nbconvert import (
    DeckExporter,
    HandoutExporter,
    PageExporter,
    WorkshopExporter,
)
from askfirst.package import package_files
from tests.evaluating.files import CHECK, Workshop

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "facilitator" / "evaluation.ipynb"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with its modules, its tables and no results."""
    for name in ("notebooks", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASKFIRST_RESULTS", raising=False)
    return tmp_path


def test_before_the_first_workshop_the_example_is_read(project: Path) -> None:
    """Where results/ is missing or empty, every finding says that it is made up."""
    for _ in range(2):
        found = read_results()
        for finding in (found.overview(), found.knowledge(), found.confidence(), found.moves()):
            assert MADE_UP in finding.text()
            assert MADE_UP in finding.html()
        (project / "results").mkdir(exist_ok=True)


def test_own_results_are_read_and_say_nothing_of_an_example(project: Path) -> None:
    """From the first result on, the example is not read any more, from any folder."""
    Workshop(project / "results").show(CHECK, [9, 9, 9])
    found = read_results()
    assert found.workshops == ("2026-11-01-taster",)
    assert MADE_UP not in found.overview().text()


def test_notebooks_are_tested_on_the_example(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ASKFIRST_RESULTS a saved notebook shows the example, whatever workshops left."""
    Workshop(project / "results").show(CHECK, [9, 9, 9])
    monkeypatch.setenv("ASKFIRST_RESULTS", "data/examples")
    assert read_results().tables.generated
    assert not read_results(project / "results").tables.generated


def test_a_named_folder_without_results_is_an_error(project: Path) -> None:
    """Only the folder results/ may be empty: another one was meant to hold something."""
    (project / "other").mkdir()
    with pytest.raises(EvaluationError, match="holds no results"):
        read_results("other")


def test_all_can_be_written_as_one_package(project: Path) -> None:
    """What was read is written as a Data Package, which reads the same."""
    found = read_results()
    found.write(project / "all")
    again = read_results(project / "all")
    assert again.workshops == found.workshops
    assert again.tables.generated
    assert again.knowledge().text() == found.knowledge().text()


def test_the_example_is_what_the_program_makes() -> None:
    """data/examples/ is made anew the same, byte for byte, and is marked as generated."""
    files = package_files(example_rows(ROOT).tables(), title=TITLE, about=ABOUT, generated=True)
    assert files == {path.name: path.read_bytes() for path in (ROOT / "data/examples").iterdir()}
    assert json.loads(files["datapackage.json"])["generated"] is True


def test_the_example_is_a_valid_package() -> None:
    """Frictionless, the checker of the standard, finds the example valid."""
    command = [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"]
    done = subprocess.run(
        command, cwd=ROOT / "data" / "examples", capture_output=True, text=True, check=False
    )
    assert json.loads(done.stdout)["valid"]


def test_the_saved_notebook_holds_the_example_and_no_one_s_results() -> None:
    """Its first line says generated, and so does each finding that is saved in it."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert "".join(cells[0]["source"]).startswith("**Generated example")
    found = [
        "".join(output["data"]["text/html"])
        for cell in cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", {})
    ]
    assert len(found) == 8
    assert all(MADE_UP in html for html in found)


@pytest.mark.parametrize("exporter", [DeckExporter, HandoutExporter, PageExporter])
def test_the_exporters_take_the_notebook(exporter: type[WorkshopExporter]) -> None:
    """The notebook of evaluation can be exported like a module: as slides, as PDF, as a page."""
    made, _ = exporter().from_filename(str(NOTEBOOK))
    content = made if isinstance(made, bytes) else made.encode()
    assert content.startswith((b"%PDF", b"<!doctype html>", b"<!DOCTYPE html>"))


WITHOUT = """
import importlib, pkgutil, sys
import askfirst
mine = ("askfirst.evaluation", "askfirst.evaluating", "askfirst.reporting")
for module in pkgutil.walk_packages(askfirst.__path__, "askfirst."):
    if not module.name.startswith(mine):
        importlib.import_module(module.name)
print(sorted({"pandas", "numpy"} & set(sys.modules)))
"""


def test_nothing_else_loads_pandas() -> None:
    """No other module of the program loads pandas: a workshop, a build and a learner do without."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
