"""Whether what a code cell shows is what its code says: phones and slides show what was saved."""

import ast
from collections.abc import Iterator
from typing import Any, Final

from askfirst.checking.bank import Bank
from askfirst.checking.findings import Finding, at
from askfirst.curriculum import Cell, Module

LONGEST: Final = 60  # characters of a wording that are quoted in a finding


def saved(module: Module, _: Bank) -> Iterator[Finding]:
    """Find code that was not run, or was changed after it was run.

    Only wordings are compared: each that stands in the code of an activity must stand in what was
    saved. Nothing is run here, and a wording that was only taken out is not noticed.
    """
    for cell in module.cells:
        if cell.kind == "code" and (said := _wrong(cell)):
            yield at(module, cell, "saved", said)


def _wrong(cell: Cell) -> str:
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        place = f"{error.msg}, line {error.lineno} of the cell"
        return f"its code cannot be read: {place}. Mend it, run the cell, then save."
    if not tree.body or not isinstance(shown := tree.body[-1], ast.Expr):
        return ""
    if isinstance(shown.value, ast.Call) and not any(cell.outputs):
        return "it was not run, so it shows nothing. Run the cell, then save."
    if cell.activity is None:
        return ""
    known = {_plain(text) for text in _texts(cell.spec)}
    for text in _wordings(shown):
        if _plain(text) not in known and not known.issuperset(text.split()):
            return (
                f"it was changed after it was run: “{_short(text)}” is not in what was saved. "
                "Run the cell, then save."
            )
    return ""


def _wordings(shown: ast.Expr) -> Iterator[str]:
    for node in ast.walk(shown):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _texts(spec: Any) -> Iterator[str]:
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, dict):
        for value in spec.values():
            yield from _texts(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from _texts(value)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    text = _plain(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
