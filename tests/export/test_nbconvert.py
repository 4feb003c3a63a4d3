import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbconvert.utils.exceptions import ConversionException

from askfirst.export.errors import ExportWarning
from askfirst.export.nbconvert import (
    DeckExporter,
    PageExporter,
    PowerpointExporter,
    notebook_path,
)
from tests.export.samples import DIAGRAM, POLL, asks, notebook, text, whole_module


def convert(made: nbformat.NotebookNode, resources: dict[str, Any] | None = None) -> str:
    """The deck of a notebook as nbconvert would ask for it."""
    make: Any = DeckExporter
    html: str = make().from_notebook_node(made, resources)[0]
    return html


def node(*cells: dict[str, object]) -> nbformat.NotebookNode:
    made: nbformat.NotebookNode = nbformat.from_dict(notebook(cells, title="T", number="05"))
    return made


@pytest.mark.parametrize(
    ("name", "made"), [("deck", DeckExporter), ("page", PageExporter)], ids=["deck", "page"]
)
def test_the_entry_point_names_it(name: str, made: type) -> None:
    """Each exporter is found by the name that menus and the command line use."""
    exporter: Any = get_exporter(f"Workshop_{name}")
    assert exporter().file_extension == ".html"
    assert exporter.export_from_notebook == f"Workshop {name}"
    assert exporter.output_mimetype == "text/html"
    assert exporter is made


def test_a_presentation_is_bytes_by_its_own_name() -> None:
    """The PowerPoint exporter is found by its name and gives a file that is no text."""
    exporter: Any = get_exporter("Workshop_powerpoint")
    assert exporter().file_extension == ".pptx"
    assert exporter.export_from_notebook == "Workshop PowerPoint"
    made, _ = exporter().from_notebook_node(node(text("# T"), text("## A")))
    assert isinstance(made, bytes)
    assert made.startswith(b"PK")
    assert exporter is PowerpointExporter


def test_without_a_path_pictures_come_from_attachments_only() -> None:
    """JupyterLab may not say where a notebook lies; then only attached pictures are had."""
    with pytest.warns(ExportWarning, match=r"otebook.ipynb, cell 2"):
        html = convert(node(text("# T"), text(DIAGRAM)))
    assert '<span class="missing">Two lines</span>' in html


def test_with_a_path_pictures_lie_beside_the_notebook(tmp_path: Path) -> None:
    """With a path in the resources pictures are read from the notebook's folder."""
    whole_module(tmp_path)
    resources = {"metadata": {"name": "05_consent", "path": str(tmp_path)}}
    html = convert(node(text("# T"), text(DIAGRAM)), resources)
    assert "<title id" not in html
    assert '<div class="drawing"><p><svg' in html


def test_a_path_is_taken_from_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative path counts from the working folder; no path at all is no folder."""
    monkeypatch.chdir(tmp_path)
    assert notebook_path({"name": "a", "path": "b"}) == tmp_path / "b" / "a.ipynb"
    assert notebook_path({"name": "a", "path": ""}) == tmp_path / "a.ipynb"
    assert notebook_path({}) == Path("notebook.ipynb")


def test_what_cannot_be_read_is_one_line() -> None:
    """An activity that cannot be asked ends the conversion with the sentence that says why."""
    cell = asks(POLL)
    cell["outputs"][0]["data"]["application/vnd.askfirst+json"]["tier"] = "persnal"
    with pytest.raises(ConversionException, match="unknown tier 'persnal'") as refused:
        convert(node(text("# T"), cell))
    assert "\n" not in str(refused.value)


def test_the_command_line_writes_a_deck(tmp_path: Path) -> None:
    """`jupyter nbconvert --to Workshop_deck` writes one HTML file."""
    whole_module(tmp_path)
    file = tmp_path / "05_consent.ipynb"
    nbformat.write(node(text("# T"), text(DIAGRAM)), file)
    command = [sys.executable, "-m", "nbconvert", "--to", "Workshop_deck", file.name]
    done = subprocess.run(
        command, check=False, cwd=tmp_path, capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == 0, done.stderr
    assert "<svg" in (tmp_path / "05_consent.html").read_text(encoding="utf-8")
