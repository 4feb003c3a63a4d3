"""Keeps answers, widget ids and run times out of saved notebooks.

What stays of a code cell's output is what the program that made it would make again: the spec, form
and text of an activity or table, pictures, and what was printed. ``make notebooks`` and the hook in
``.pre-commit-config.yaml`` run it; ``make lint`` runs it with ``--check``.
"""

import argparse
import copy
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from askfirst.activities.base import MIME
from askfirst.activities.widget import VIEW
from askfirst.disk import write_whole
from askfirst.errors import AskFirstError, CurriculumError

KEPT_TYPES = frozenset({MIME, "text/html", "text/plain"})

# Named alike on every machine: the name of somebody's own kernel says where the notebook was run.
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}

NOTEBOOK_TRACES = ("widgets", "papermill", "signature")
CELL_TRACES = ("execution", "ExecuteTime", "papermill", "trusted")


def clean(notebook: NotebookNode) -> NotebookNode:
    """Return a copy of a notebook (format 4.5) without anything a run or a person left in it."""
    kept = copy.deepcopy(notebook)
    kept.metadata = {
        **_without(kept.metadata, NOTEBOOK_TRACES),
        "kernelspec": KERNEL,
        "language_info": LANGUAGE,
    }
    kept.cells = [_clean_cell(cell) for cell in kept.cells]
    _number(kept)
    return kept


def clean_text(text: str, *, name: str) -> str:
    """Return the text of a notebook file as it should be saved.

    Raises:
        CurriculumError: the text is not a notebook; `name` says which in the message.
    """
    return str(nbformat.writes(clean(_read(text, name=name)), version=4)) + "\n"


def clean_file(path: Path, *, write: bool = True) -> bool:
    """Clean one file, whole or not at all; return whether it was unclean."""
    try:
        before = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CurriculumError(
            f"{path}: cannot be read as text ({error}). Give the path of a saved notebook."
        ) from error
    after = clean_text(before, name=str(path))
    if write and after != before:
        write_whole(path, after.encode())
    return after != before


def main(arguments: Sequence[str] | None = None) -> int:
    """Clean the notebooks named; exit code 1 if one was unclean, 2 if one could not be read."""
    name = "python -m askfirst.notebook_hygiene"
    parser = argparse.ArgumentParser(prog=name, description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--check", action="store_true", help="say what is unclean; change nothing")
    options = parser.parse_args(arguments)
    unclean = False
    for path in options.files:
        try:
            found = clean_file(path, write=not options.check)
        except AskFirstError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        if found:
            said = "holds traces of a run; run make notebooks" if options.check else "cleaned"
            sys.stdout.write(f"{path}: {said}\n")
        unclean = unclean or found
    return int(unclean)


def _clean_cell(cell: NotebookNode) -> NotebookNode:
    cell.metadata = _without(cell.metadata, CELL_TRACES)
    if cell.cell_type == "code":
        cell.execution_count = None
        cell.outputs = [output for output in map(_clean_output, cell.outputs) if output is not None]
    return cell


def _number(notebook: NotebookNode) -> None:
    """Number the code cells with outputs by their place: nbval takes one without for not run."""
    code = (cell for cell in notebook.cells if cell.cell_type == "code")
    for place, cell in enumerate(code, start=1):
        cell.execution_count = place if cell.outputs else None


def _clean_output(output: NotebookNode) -> NotebookNode | None:
    """Return the output without what must not be saved, or None if nothing of it may stay."""
    if output.output_type == "stream":
        return output
    data = output.get("data", {})
    if VIEW in data and MIME not in data:
        return None  # the text beside a bare widget repeats its value, which may be an answer
    output.data = {kind: body for kind, body in data.items() if _is_kept(kind)}
    if not output.data:
        return None
    about = output.get("metadata", {})
    output.metadata = {kind: body for kind, body in about.items() if kind in output.data}
    if output.output_type == "execute_result":
        output.execution_count = None
    return output


def _is_kept(kind: str) -> bool:
    return kind in KEPT_TYPES or kind.startswith("image/")


def _without(metadata: Mapping[str, Any], traces: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in metadata.items() if key not in traces}


def _read(text: str, *, name: str) -> NotebookNode:
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise CurriculumError(
            f"{name}: not a notebook, since not JSON ({error}). Save it again from JupyterLab."
        ) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("cells"), list):
        raise CurriculumError(
            f"{name}: not a notebook, since it has no list of cells. Save it again from JupyterLab."
        )
    notebook: NotebookNode = nbformat.reads(text, as_version=4)
    if notebook.nbformat_minor < 5:
        notebook = nbformat.v4.upgrade(notebook)
    return notebook


if __name__ == "__main__":
    sys.exit(main())
