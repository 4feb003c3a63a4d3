"""What `askfirst check --fix` mends: only what follows from something else without a choice."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from askfirst.checking import banks
from askfirst.checking.bank import Bank, Row
from askfirst.checking.plain import MARK
from askfirst.curriculum import Module, read_modules
from askfirst.disk import write_whole
from askfirst.notebook_hygiene import clean_text

SOURCE: Final = "- {title} {organisation}, {year}. <{url}> Checked {checked}: {how}."


def mend(project: Path, bank: Bank) -> list[str]:
    """Write what is mechanical, and return a line for each file that changed.

    In a module: the claims in the metadata from the marks in the text, the list of sources from
    the ledger, and no trace of a run. In points.csv: state and cell from the cells that teach.
    The questions that people ask and those of the debriefs, gathered from the modules.
    Each file is written whole or not at all.
    """
    changed = []
    for module in read_modules(project / "notebooks"):
        before = module.path.read_text(encoding="utf-8")
        notebook = json.loads(before)
        for cell in notebook["cells"]:
            _mark(cell)
        _list_sources(notebook, module, bank)
        after = clean_text(json.dumps(notebook), name=module.path.name)
        if after != before:
            write_whole(module.path, after.encode())
            changed.append(f"{module.path.name}: mended")
    modules = read_modules(project / "notebooks")
    if _assign(project / "data" / "points.csv", modules):
        changed.append("points.csv: mended")
    for name, text in banks.written(modules):
        path = project / "data" / name
        if banks.is_due(path, text):
            write_whole(path, text.encode())
            changed.append(f"{name}: mended")
    return changed


def _mark(cell: dict[str, Any]) -> None:
    """Name in the metadata the claims that the text marks."""
    metadata = cell["metadata"]
    if cell["cell_type"] != "markdown" or "sources" in metadata.get("tags", ()):
        return
    ours = dict(metadata.get("askfirst", {}))
    if marks := sorted({shown for shown, _ in MARK.findall(_text(cell))}):
        ours["claims"] = marks
    else:
        ours.pop("claims", None)
    metadata.pop("askfirst", None)
    if ours:
        metadata["askfirst"] = ours


def _list_sources(notebook: dict[str, Any], module: Module, bank: Bank) -> None:
    """Write the list of sources below what the cell says about it."""
    cells = [c for c in notebook["cells"] if "sources" in c["metadata"].get("tags", ())]
    if not cells:
        return
    marked = (claim for c in notebook["cells"] for claim in _claims(c))
    asked = (claim for c in module.cells if c.activity for claim in c.activity.claims)
    claims = sorted({*marked, *asked} & set(bank.claims))
    above = _text(cells[0]).partition("\n#### ")[0].rstrip()
    parts = [above, *(f"#### {claim}\n\n{_sources(bank.claims[claim])}" for claim in claims)]
    cells[0]["source"] = "\n\n".join(parts)
    ours = cells[0]["metadata"].setdefault("askfirst", {})
    ours["claims"] = claims


def _sources(rows: tuple[Row, ...]) -> str:
    return "\n".join(_source(row) for row in rows)


def _source(row: Mapping[str, str]) -> str:
    title = row["title"] if row["title"].endswith((".", "?", "!")) else f"{row['title']}."
    said = SOURCE.format(**{**row, "title": title}).replace("n.d..", "n.d.")
    return said.replace(" Checked : ", " Not read: ").replace("'", "’")


def _claims(cell: Mapping[str, Any]) -> list[str]:
    if "sources" in cell["metadata"].get("tags", ()):
        return []
    return list(cell["metadata"].get("askfirst", {}).get("claims", ()))


def _text(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _assign(path: Path, modules: tuple[Module, ...]) -> bool:
    """Write into points.csv, if there is one, which cell teaches a point."""
    if not path.is_file():
        return False
    taught: dict[tuple[str, str], str] = {}
    for module in modules:
        for cell in module.cells:
            for point in cell.points:
                taught.setdefault((module.stem, point), cell.id)
    before = path.read_text(encoding="utf-8")
    reader = csv.DictReader(io.StringIO(before))
    rows = list(reader)
    for row in rows:
        if where := taught.get((row["module"], row["id"])):
            kept = row["state"] == "taught" and _teaches(modules, row)
            row.update(state="taught", cell=row["cell"] if kept else where)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    if out.getvalue() != before:
        write_whole(path, out.getvalue().encode())
    return out.getvalue() != before


def _teaches(modules: tuple[Module, ...], row: Mapping[str, str]) -> bool:
    """Whether the cell that the table names does teach the point."""
    module = next(m for m in modules if m.stem == row["module"])
    return any(cell.id == row["cell"] and row["id"] in cell.points for cell in module.cells)
