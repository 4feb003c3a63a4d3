"""Results on disk as three tidy tables: what was shown, the bounds of its numbers, noisy pairs."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from askfirst.errors import EvaluationError
from askfirst.garbage import uncollected
from askfirst.package import DESCRIBED, TABLES
from askfirst.released import Count, Pair, Place, Rows, Shown

WORDS: Final = ("workshop", "day", "plan", "activity", "question", "card", "option")
NUMBERS: Final = ("k", "answered_low", "answered_high")  # a release may lack them
REPEATED: Final = ("workshop", "activity", "about", "card", "option", "view", "unit", "tier")
QUOTED: Final = r"^'(?=[=+\-@])"


@dataclass(frozen=True, kw_only=True)
class Tables:
    """What was read.

    Attributes:
        shown: A row for each release.
        counts: A row for each number that a release bounds.
        pairs: A row for each count of a noisy table.
        generated: Whether a program made them up, as an example.
        copies: How many files were the same as another, and so read once.
    """

    shown: pd.DataFrame
    counts: pd.DataFrame
    pairs: pd.DataFrame
    generated: bool = False
    copies: int = 0

    @property
    def workshops(self) -> tuple[str, ...]:
        """Names of the workshops, in order."""
        return tuple(sorted(self.shown["workshop"].unique()))

    def of(self, workshops: Sequence[str]) -> "Tables":
        """Return the tables of some workshops.

        Raises:
            EvaluationError: One of them is not there.
        """
        for name in workshops:
            if name not in self.workshops:
                raise EvaluationError(
                    f"workshop {name!r}: not among the results. Found {first_of(self.workshops)}."
                )
        parts = (self.shown, self.counts, self.pairs)
        shown, counts, pairs = (part[part["workshop"].isin(workshops)] for part in parts)
        return Tables(shown=shown, counts=counts, pairs=pairs, generated=self.generated)

    def rows(self) -> dict[str, list[Any]]:
        """Return the tables as plain rows, to be written as a Data Package."""
        found = {}
        for name, (row, _, _) in TABLES.items():
            table: pd.DataFrame = getattr(self, name)
            cells = table.astype(object).where(table.notna(), None)
            found[name] = [row._make(line) for line in cells.itertuples(index=False)]
        return found


def read_tables(path: Path) -> Tables:
    """Read one workshop, a folder of them, or a folder of tables.

    Args:
        path: A file of results, a folder that holds such files however deep, or a folder with
            `datapackage.json`, as `package.write_package` makes it.

    Raises:
        EvaluationError: There is nothing to read, or a file that is no file of results.
    """
    if (path / DESCRIBED).is_file():
        return _from_package(path)
    files = [path] if path.is_file() else sorted(_files(path))
    if not files:
        raise EvaluationError(f"{path}: holds no results. Give a folder like results/.")
    with uncollected():  # there are a million tuples, and no cycle
        return _from_files(files, path.parent if path.is_file() else path)


def _from_files(files: Sequence[Path], base: Path) -> Tables:
    rows, seen = Rows(), set[bytes]()
    for file in files:
        content = _content(file)
        digest = hashlib.sha256(content).digest()
        if digest not in seen:
            seen.add(digest)
            _add(rows, content, file, file.relative_to(base).with_suffix("").as_posix())
    return Tables(
        shown=_frame(rows.shown, Shown),
        counts=_counts(rows),
        pairs=_frame(rows.pairs, Pair),
        copies=len(files) - len(seen),
    )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise EvaluationError(
            f"{file.name}: cannot be read ({error.strerror}). Expected a file of results."
        ) from error


def has_results(path: Path) -> bool:
    """Whether there is anything to read."""
    return path.is_file() or (path / DESCRIBED).is_file() or any(_files(path))


def _files(folder: Path) -> Iterator[Path]:
    return (
        file
        for file in folder.rglob("*.json")
        if file.name != DESCRIBED and not file.name.startswith(".")
    )


def _add(rows: Rows, content: bytes, file: Path, workshop: str) -> None:
    try:
        found = json.loads(content)
        if found["askfirst"] != 1:
            raise EvaluationError(
                f"{file.name}: is of format {found['askfirst']!r}, expected 1. Update Ask First."
            )
        rows.add(found, workshop=workshop)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise EvaluationError(
            f"{file.name}: is no file of results ({type(error).__name__}). Move it elsewhere."
        ) from error


def _counts(rows: Rows) -> pd.DataFrame:
    """The same as `Rows.counts`, built by column: a row at a time takes too long for a million."""
    numbers = rows.numbers
    forms = {id(form): form for form in numbers.forms}
    starts: dict[int, int] = {}
    places: list[Place] = []
    for name, form in forms.items():
        starts[name] = len(places)
        places.extend(form)
    about = _typed(pd.DataFrame(places, columns=list(Place._fields)))
    each = pd.Series([len(form) for form in numbers.forms], dtype="int64")
    release = each.index.repeat(each)
    first = pd.Series([starts[id(form)] for form in numbers.forms], dtype="int64")
    before = each.cumsum() - each
    row = pd.RangeIndex(len(release)) - before.take(release).array + first.take(release).array
    shown = _frame(rows.shown, Shown)[["workshop", "activity", "round", "about"]].take(release)
    ends = pd.DataFrame({"view": numbers.views, "low": numbers.lows, "high": numbers.highs})
    parts = shown.reset_index(drop=True), about.take(row).reset_index(drop=True), _typed(ends)
    return pd.concat(parts, axis=1)[list(Count._fields)]


def _frame(rows: Sequence[Any], row: type[Any]) -> pd.DataFrame:
    columns = zip(*rows, strict=True) if rows else [()] * len(row._fields)
    return _typed(pd.DataFrame(dict(zip(row._fields, columns, strict=True))))


def _from_package(folder: Path) -> Tables:
    try:
        return _read_package(folder)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise EvaluationError(
            f"{folder.name}: its tables cannot be read ({type(error).__name__}). "
            "Expected a folder as Ask First writes it; take it from where it came once more."
        ) from error


def _read_package(folder: Path) -> Tables:
    described = json.loads((folder / DESCRIBED).read_bytes())
    tables = {}
    for name, (row, _, _) in TABLES.items():
        path = folder / f"{name}.csv"
        if path.is_file():
            words = [column for column in WORDS if column in row._fields]
            blank = {column: [""] for column in NUMBERS if column in row._fields}
            found = pd.read_csv(
                path, keep_default_na=False, na_values=blank, dtype=dict.fromkeys(words, str)
            )
            if missing := [column for column in row._fields if column not in found]:
                raise KeyError(missing[0])
            for word in words:
                found[word] = found[word].str.replace(QUOTED, "", regex=True)
            tables[name] = _typed(found)
        else:
            tables[name] = _frame([], row)
    return Tables(**tables, generated=bool(described.get("generated")))


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    for name in NUMBERS:
        if name in table:
            table[name] = table[name].astype("Int64")
    for name in REPEATED:
        if name in table:
            table[name] = table[name].astype("category")
    return table


def first_of(names: Sequence[str]) -> str:
    """Return the first five of some names, and how many more there are."""
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more
