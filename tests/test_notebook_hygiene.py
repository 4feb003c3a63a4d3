"""What stays in a saved notebook, and what never does."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from askfirst.activities.base import MIME
from askfirst.activities.widget import VIEW
from askfirst.errors import CurriculumError
from askfirst.notebook_hygiene import clean, clean_file, clean_text, main

SPEC = {"askfirst": 1, "type": "poll", "id": "05-tea"}


def an_output(data: dict[str, Any]) -> NotebookNode:
    output: NotebookNode = new_output("display_data", data)
    return output


def a_notebook(*outputs: NotebookNode, **metadata: Any) -> NotebookNode:
    code = new_code_cell("Poll(...)", id="poll", execution_count=7, outputs=list(outputs))
    text = new_markdown_cell("# Tea", id="tea")
    notebook: NotebookNode = new_notebook(cells=[text, code], metadata=metadata)
    return notebook


def outputs_of(notebook: NotebookNode) -> list[Any]:
    return list(notebook.cells[1].outputs)


@pytest.fixture
def unclean(tmp_path: Path) -> Path:
    path = tmp_path / "05_tea.ipynb"
    notebook = a_notebook(an_output({MIME: SPEC, VIEW: {"model_id": "3fa9"}}))
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return path


def test_what_an_activity_stores_stays_and_its_widget_id_goes() -> None:
    """Spec, form and text of an activity are kept; the view of its widget is not."""
    stored = {MIME: SPEC, "text/html": "<fieldset></fieldset>", "text/plain": "Tea?"}
    kept = clean(a_notebook(an_output({**stored, VIEW: {"model_id": "3fa9"}})))
    assert [output.data for output in outputs_of(kept)] == [stored]


def test_a_widget_that_is_no_activity_leaves_nothing() -> None:
    """The text beside a bare widget repeats its value, so it goes with the widget."""
    kept = clean(a_notebook(an_output({VIEW: {"model_id": "1"}, "text/plain": "Text('my words')"})))
    assert outputs_of(kept) == []


def test_widget_state_never_stays() -> None:
    """The state of widgets, where a choice would stand, is removed from the notebook's metadata."""
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"1": {"choice": "+0,3"}}}}
    kept = clean(a_notebook(widgets=state, askfirst={"number": "05"}))
    assert "choice" not in nbformat.writes(kept)
    assert kept.metadata.askfirst == {"number": "05"}


def test_run_times_and_counts_go() -> None:
    """When, how long and how often a cell ran is not saved; tags and slide types are."""
    notebook = a_notebook()
    notebook.cells[1].metadata = {"execution": {"iopub.execute_input": "2026"}, "tags": ["check"]}
    code = clean(notebook).cells[1]
    assert code.execution_count is None
    assert code.metadata == {"tags": ["check"]}


def test_cells_with_outputs_are_numbered_by_their_place() -> None:
    """A cell with outputs holds its place in the order, not how often it ran; nbval needs one."""
    notebook = a_notebook(an_output({MIME: SPEC}))
    notebook.cells.insert(0, new_code_cell("x = 1", execution_count=9))
    assert [c.execution_count for c in clean(notebook).cells if c.cell_type == "code"] == [None, 2]


def test_the_kernel_is_named_alike_on_every_machine() -> None:
    """A kernel's own name and the version of its Python are replaced by plain ones."""
    kernel = {"name": "sams-laptop", "display_name": "Sam's laptop", "language": "python"}
    language = {"name": "python", "version": "3.12.1"}
    kept = clean(a_notebook(kernelspec=kernel, language_info=language)).metadata
    assert kept.kernelspec.name == "python3"
    assert kept.language_info == {"name": "python"}


def test_printed_text_and_pictures_stay() -> None:
    """Streams and images are kept, with their metadata and without an execution count."""
    printed = new_output("stream", name="stdout", text="five\n")
    picture = new_output(
        "execute_result",
        {"image/png": "aGk=", "application/x-other": "1"},
        metadata={"image/png": {"width": 10}, "application/x-other": {}},
        execution_count=7,
    )
    kept = outputs_of(clean(a_notebook(printed, picture)))
    assert kept[0] == printed
    assert kept[1].data == {"image/png": "aGk="}
    assert kept[1].metadata == {"image/png": {"width": 10}}
    assert kept[1].execution_count is None


def test_errors_and_unknown_types_go() -> None:
    """A traceback holds paths of a machine, an unknown type anything: both are dropped."""
    failed = new_output("error", ename="E", evalue="e", traceback=["/a/path"])
    assert outputs_of(clean(a_notebook(failed, an_output({"application/x-other": "1"})))) == []


def test_cleaning_changes_no_argument_and_happens_once() -> None:
    """The notebook given stays as it was, and what is clean stays byte for byte the same."""
    notebook = a_notebook(an_output({VIEW: {"model_id": "1"}}))
    before = nbformat.writes(notebook)
    once = nbformat.writes(clean(notebook)) + "\n"
    assert nbformat.writes(notebook) == before
    assert clean_text(once, name="05_tea.ipynb") == once


def test_the_file_is_valid_and_written_as_jupyter_writes() -> None:
    """The text has sorted keys, an indent of one, and a line end, and is a valid 4.5 notebook."""
    text = clean_text(json.dumps(a_notebook()), name="05_tea.ipynb")
    assert text == json.dumps(json.loads(text), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    nbformat.validate(nbformat.reads(text, as_version=4))


def test_an_older_notebook_gets_cell_ids() -> None:
    """A notebook of format 4.4 is saved as 4.5."""
    old = a_notebook()
    old.nbformat_minor = 4
    for cell in old.cells:
        del cell["id"]
    new = json.loads(clean_text(json.dumps(old), name="05_tea.ipynb"))
    assert new["nbformat_minor"] == 5
    assert all(cell["id"] for cell in new["cells"])


def test_main_cleans_in_place_and_says_so(
    unclean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unclean file is cleaned with exit code 1; the second time there is nothing to do."""
    assert main([str(unclean)]) == 1
    assert "cleaned" in capsys.readouterr().out
    assert "3fa9" not in unclean.read_text(encoding="utf-8")
    assert main([str(unclean)]) == 0
    assert [path.name for path in unclean.parent.iterdir()] == [unclean.name]


def test_check_changes_nothing(unclean: Path) -> None:
    """With --check an unclean file is named with exit code 1 and left alone."""
    before = unclean.read_bytes()
    assert main(["--check", str(unclean)]) == 1
    assert unclean.read_bytes() == before


@pytest.mark.parametrize("text", ["{oops", "[]", "{}", '{"cells": {}}'])
def test_what_is_no_notebook_is_refused_in_one_line(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is no notebook is left as it is: one line, exit code 2."""
    path = tmp_path / "05_tea.ipynb"
    path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(path) in said
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file is an error that names its path."""
    with pytest.raises(CurriculumError, match=r"missing\.ipynb"):
        clean_file(tmp_path / "missing.ipynb")
