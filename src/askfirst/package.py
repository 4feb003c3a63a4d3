"""Tables of results as a Frictionless Data Package: a folder of CSV that describes itself.

https://specs.frictionlessdata.io/data-package/ says what datapackage.json holds.
"""

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from askfirst.disk import write_whole
from askfirst.released import Count, Pair, Shown

Tables = Mapping[str, Sequence[Any]]

DESCRIBED: Final = "datapackage.json"
FORMULA: Final = ("=", "+", "-", "@")
KEY: Final = ["workshop", "activity", "round", "about"]
TEXT: Final = {
    "workshop": "Name of the workshop's file: DATE-PLAN",
    "plan": "The plan's name",
    "activity": "Id of the activity",
    "about": "answers, or types: of the questions in a box, as the facilitator sorted them",
    "question": "What was asked",
    "tier": "How sensitive it is, which decides what is shown",
    "view": "What the release rule let out: exact, bands, few, hidden, locked, each, estimate, "
    "words or cloud",
    "card": "What was sorted, where cards are; else empty",
    "option": "What the number is about",
    "unit": "phones, or in 100 where answers were given under cover of a coin",
}
WHOLE: Final = {
    "round": "Number of the round, from 1",
    "k": "The threshold below which small numbers are protected",
    "answered_low": "The least number of phones that answered; a band, never exact",
    "answered_high": "The most phones that answered",
    "place": "Place of the row in the author's order, from 0",
    "low": "The least that the number could be",
    "high": "The most that the number could be",
    "before": "Step before, from 0",
    "now": "Step now, from 0",
    "noisy": "Pairs with random noise mixed in: may be negative, and is no true count for certain",
}
OTHER: Final = {
    "day": ("date", "The day of the workshop"),
    "scale": ("number", "Scale of the two-sided geometric noise"),
}
OPTIONAL: Final = {"card", "k", "answered_low", "answered_high"}
TABLES: Final[Mapping[str, tuple[type[Any], str, list[str]]]] = {
    "shown": (Shown, "What was shown, a row for each release", KEY),
    "counts": (Count, "The bounds of each number that was shown", [*KEY, "card", "place"]),
    "pairs": (
        Pair,
        "Before and after: tables of pairs with random noise, for evaluation alone",
        ["workshop", "activity", "round", "before", "now"],
    ),
}


def write_package(
    folder: Path, rows: Mapping[str, Sequence[Any]], *, title: str, about: str, **more: object
) -> None:
    """Write the tables into a new folder, all of it or nothing.

    Args:
        folder: Its place; there must be nothing yet.
        rows: The tables by name; an empty one is left out.
        title: What they are.
        about: More about it, in sentences.
        more: Further properties of the package.

    Raises:
        OSError: The disk refused, or the folder is there already.
    """
    if folder.exists():
        raise FileExistsError(17, "is there already", str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".", suffix=".part"))
    try:
        for name, content in package_files(rows, title=title, about=about, **more).items():
            write_whole(draft / name, content)
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def package_files(
    rows: Mapping[str, Sequence[Any]], *, title: str, about: str, **more: object
) -> dict[str, bytes]:
    """Return the files of a package by name: the same bytes for the same rows, in any order.

    Rows are in the order of their keys, which says nothing of when something was shown.
    """
    tables = {name: _sorted(rows.get(name, ()), TABLES[name][2]) for name in TABLES}
    held = {name: table for name, table in tables.items() if table}
    described = {
        "profile": "tabular-data-package",
        "name": "ask-first-results",
        "title": title,
        "description": about,
        **more,
        "resources": [_resource(name) for name in held],
    }
    return {
        **{f"{name}.csv": _csv(TABLES[name][0]._fields, table) for name, table in held.items()},
        DESCRIBED: (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode(),
    }


def _sorted(rows: Iterable[Any], key: Sequence[str]) -> list[Any]:
    return sorted(rows, key=attrgetter(*key))


def _resource(name: str) -> dict[str, object]:
    row, title, key = TABLES[name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(column) for column in row._fields], "primaryKey": key},
    }


def _field(name: str) -> dict[str, object]:
    kind, said = OTHER.get(name) or (
        ("integer", WHOLE[name]) if name in WHOLE else ("string", TEXT[name])
    )
    required = {} if name in OPTIONAL else {"constraints": {"required": True}}
    return {"name": name, "type": kind, "description": said, **required}


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _safe(cell: object) -> object:
    """Return a text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
