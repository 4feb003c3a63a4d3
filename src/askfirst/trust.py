"""Whether this user trusts a notebook: Jupyter's own mark, from `jupyter trust` or from saving."""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from askfirst.activities.base import MIME
from askfirst.stored import joined

TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])")
KEY: Final = "notebook_secret"
STORE: Final = "nbsignatures.db"
KNOWN: Final = "SELECT 1 FROM nbsignatures WHERE algorithm = ? AND signature = ?"


def is_trusted(notebook: Mapping[str, Any]) -> bool:
    """Return whether this user has marked a notebook, as its JSON stands, as trusted.

    Only one that holds HTML is looked up, since no other would be shown in another way. The
    list of marks is read and never written; without one, no notebook is trusted.
    """
    return _holds_html(notebook.get("cells", ())) and _is_signed(notebook)


def _holds_html(cells: Iterable[Mapping[str, Any]]) -> bool:
    for cell in cells:
        kind = cell.get("cell_type")
        if kind == "markdown" and _is_tagged(cell.get("source")):
            return True
        shown = (output.get("data") or {} for output in cell.get("outputs") or ())
        if kind == "code" and any(_is_html(data) for data in shown):
            return True
    return False


def _is_html(data: Mapping[str, Any]) -> bool:
    """Tell whether an output is HTML that is none of ours, or Markdown, which may hold some."""
    return ("text/html" in data and MIME not in data) or _is_tagged(data.get("text/markdown"))


def _is_tagged(text: object) -> bool:
    """Tell whether a text has a tag: hardly any has its first sign, and joining takes longer."""
    lines = text if isinstance(text, list) else [text]
    if all(isinstance(line, str) and "<" not in line for line in lines):
        return False
    return TAG.search(joined(text)) is not None


def _is_signed(notebook: Mapping[str, Any]) -> bool:
    # imported when needed, since hardly any notebook of ours holds HTML and these take long
    folder = Path(import_module("jupyter_core.paths").jupyter_data_dir())
    sqlite3: Any = import_module("sqlite3")
    try:
        secret = (folder / KEY).read_bytes()
        store = f"{(folder / STORE).resolve(strict=True).as_uri()}?mode=ro"
        with closing(sqlite3.connect(store, uri=True)) as marks:
            mark = _signature(notebook, secret)
            return marks.execute(KNOWN, mark).fetchone() is not None
    except (OSError, ValueError, sqlite3.Error):  # ValueError: half a letter, which is in no mark
        return False
    except (AttributeError, KeyError, TypeError):  # not as Jupyter writes it, so it marked none
        return False


def _signature(notebook: Mapping[str, Any], secret: bytes) -> tuple[str, str]:
    """Return algorithm and mark of a notebook, as Jupyter reads and signs it."""
    sign: Any = import_module("nbformat.sign")
    read: Any = import_module("nbformat.v4").reads
    # with a list of its own, so that nothing is made or changed in the user's
    notary = sign.NotebookNotary(secret=secret, store_factory=sign.MemorySignatureStore)
    return notary.algorithm, notary.compute_signature(read(json.dumps(notebook)))
