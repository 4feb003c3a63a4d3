"""A notebook as the site runs it in a browser: not run yet, and saying how it is run."""

import json
from collections.abc import Mapping
from typing import Any, Final

from askfirst.curriculum import Module
from askfirst.export.shelf import Shelf

KERNEL: Final = {"display_name": "Python", "language": "python", "name": "python"}


def notebook_file(module: Module, shelf: Shelf) -> bytes:
    """Return the notebook of a module without what was saved in it, and with one cell more.

    A form that was saved looks as if it could be answered, and no program is behind it yet.
    """
    notebook = json.loads(module.path.read_bytes())
    notebook["metadata"]["kernelspec"] = KERNEL
    texts = shelf.texts("site", module.language)
    cells = [_cell(cell) for cell in notebook["cells"]]
    notebook["cells"] = [_first(notebook, texts), *cells]
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _first(notebook: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the cell that says how it is run and what is kept."""
    cell = {"cell_type": "markdown", "metadata": {}, "source": texts["run_how"]}
    newer = (notebook["nbformat"], notebook.get("nbformat_minor", 0)) >= (4, 5)
    return {**cell, "id": "in-the-browser"} if newer else cell


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    if cell["cell_type"] != "code":
        return cell
    return {**cell, "outputs": [], "execution_count": None}
