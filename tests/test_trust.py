"""Jupyter's mark of trust is read as Jupyter sets it, and nothing of the user's is changed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from askfirst.trust import is_trusted
from tests.export.samples import POLL, asks, code, notebook, text

PLAIN: Final = {"text/html": "<b>x</b>", "text/plain": "x"}


def trust(path: Path, folder: Path) -> None:
    """Mark a notebook as `jupyter trust` does."""
    folder.mkdir(exist_ok=True)
    make: Any = NotebookNotary
    with make(data_dir=str(folder)) as notary:
        notary.sign(nbformat.read(path, as_version=4))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Jupyter keeps what belongs to this user; nothing is there yet."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    return tmp_path / "jupyter"


@pytest.mark.parametrize("minor", range(6))
def test_what_jupyter_trusts_is_trusted(tmp_path: Path, folder: Path, minor: int) -> None:
    """A notebook of any nbformat 4, its texts as lists of lines, is trusted once it is marked."""
    cells = [text("<b>a</b>\n\nb"), code(PLAIN)]
    for cell in cells:
        cell["source"] = cell["source"].splitlines(keepends=True)
        if minor < 5:
            del cell["id"]
    made = {**notebook(cells), "nbformat_minor": minor}
    path = tmp_path / "other.ipynb"
    path.write_text(json.dumps(made))
    assert not is_trusted(made)
    trust(path, folder)
    assert is_trusted(made)
    made["cells"][0]["source"].append("changed")
    assert not is_trusted(made)


def test_the_list_of_marks_is_read_and_never_written(tmp_path: Path, folder: Path) -> None:
    """Looking a notebook up changes no byte of the user's, even where nothing may be written."""
    made = notebook([text("<b>a</b>")])
    path = tmp_path / "other.ipynb"
    path.write_text(json.dumps(made))
    trust(path, folder)
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}
    folder.chmod(0o500)
    assert is_trusted(made)
    folder.chmod(0o700)
    after = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}
    assert before == after


@pytest.mark.parametrize("missing", ["nbsignatures.db", "notebook_secret", "both", "broken"])
def test_without_a_list_no_notebook_is_trusted(
    tmp_path: Path, folder: Path, missing: str, recwarn: pytest.WarningsRecorder
) -> None:
    """Where the list or its key is missing or cannot be read, nobody is told, and nothing made."""
    made = notebook([text("<b>a</b>")])
    path = tmp_path / "other.ipynb"
    path.write_text(json.dumps(made))
    if missing != "both":
        trust(path, folder)
    if missing == "broken":
        (folder / "nbsignatures.db").write_bytes(b"no database")
    elif missing != "both":
        (folder / missing).unlink()
    there = sorted(tmp_path.rglob("*"))
    assert not is_trusted(made)
    assert sorted(tmp_path.rglob("*")) == there
    assert not recwarn


def test_half_a_letter_is_in_no_mark(tmp_path: Path, folder: Path) -> None:
    """A notebook that Jupyter itself could not mark is not trusted."""
    path = tmp_path / "other.ipynb"
    path.write_text(json.dumps(notebook([])))
    trust(path, folder)
    assert not is_trusted(notebook([{**text("a"), "source": "<b>\ud800</b>"}]))


@pytest.mark.parametrize(
    "cells",
    [[text("# T <https://example.org>, 1 <2")], [asks(POLL)], [code({"text/plain": "<b>"})]],
    ids=["text", "activity", "output"],
)
def test_only_a_notebook_with_html_is_looked_up(folder: Path, cells: list[dict[str, Any]]) -> None:
    """For a notebook that would look the same anyway nothing is loaded."""
    folder.mkdir()
    script = (
        "import json, sys; from askfirst.trust import is_trusted; "
        "assert not is_trusted(json.load(sys.stdin)); "
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(notebook(cells)),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not {"nbformat", "jupyter_core", "traitlets"} & {*done.stdout.split()}


@pytest.mark.parametrize(
    "odd",
    [
        {"cells": [{**text("<b>a</b>"), "metadata": None}]},
        {"cells": [{"cell_type": "markdown", "source": "<b>a</b>"}]},
        {"cells": [text("<b>a</b>")], "metadata": None},
    ],
)
def test_what_jupyter_cannot_read_it_has_not_marked(
    tmp_path: Path, folder: Path, odd: dict[str, Any]
) -> None:
    """Of a user who trusts some notebooks, one without what each cell has is not trusted."""
    path = tmp_path / "other.ipynb"
    path.write_text(json.dumps(notebook([text("<b>b</b>")])))
    trust(path, folder)
    assert not is_trusted({**notebook([]), **odd})
