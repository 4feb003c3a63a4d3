"""Modules, plans and tables, read from disk into frozen dataclasses; nothing is executed."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from askfirst.activities.base import MIME, Activity
from askfirst.activities.registry import from_spec
from askfirst.errors import CurriculumError, DeclarationError
from askfirst.stored import joined, notebook_json, output_data, streamed
from askfirst.titles import plain_line, title_of
from askfirst.trust import is_trusted

STEM: Final = re.compile(r"(?P<number>\d\d)_\w+")
EMERGENCY: Final = "emergency"  # the kind of service whose number stands first


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a module as stored.

    Attributes:
        index: Position in the notebook, from 0; people are told `index + 1`.
        id: The cell's id in the notebook, or "".
        kind: "markdown", "code" or "raw".
        slide: slide, subslide, fragment, notes, skip, "-" or "" (not said).
        minutes: Minutes the cell takes in a workshop.
        outputs: For each output of a code cell, its data by mime type.
        attachments: For each attached picture, its data (base64) by mime type.
        quoted: Wordings, in lower case, that the cell quotes although we would not say them.
        short: Its minutes in shorter forms of the module, by minutes of the workshop; 0 where it
            is shown without time of its own, None where it is left out.
        keep: What no plan may drop, if the cell holds it, such as "pass rule"; else "".
    """

    index: int
    id: str
    kind: str
    source: str
    slide: str = ""
    tags: frozenset[str] = frozenset()
    points: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    minutes: float = 0
    layout: str = ""
    outputs: tuple[Mapping[str, Any], ...] = ()
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    quoted: frozenset[str] = frozenset()
    short: Mapping[int, float | None] = field(default_factory=dict)
    keep: str = ""

    @property
    def spec(self) -> Mapping[str, Any] | None:
        """The activity or table that the cell shows, as stored, or None."""
        return next((out[MIME] for out in self.outputs if MIME in out), None)

    @property
    def headed(self) -> bool:
        """Whether the cell begins with a heading, and so is a part of its own."""
        return self.kind == "markdown" and self.source.lstrip().startswith("#")

    @property
    def extra(self) -> bool:
        """Whether the cell asks something beside the slides."""
        return self.slide == "skip" and (self.spec or {"type": "table"}).get("type") != "table"

    @cached_property
    def activity(self) -> Activity | None:
        """The activity that the cell declares, or None.

        Raises:
            DeclarationError: The stored spec is not one of ours.
        """
        spec = self.spec
        return None if spec is None or spec.get("type") == "table" else from_spec(spec)


@dataclass(frozen=True, kw_only=True)
class Module:
    """One notebook of the curriculum.

    Attributes:
        help: Kinds of service that its help slides name, in order; none for all of the place.
        trusted: Whether it holds HTML, and this user trusts it.
        among: Its place in a plan, from 0, and how many modules that has; None where in none.
    """

    path: Path
    stem: str
    number: str
    title: str
    promise: str
    minutes: float
    language: str
    content_note: str
    help: tuple[str, ...]
    cells: tuple[Cell, ...]
    trusted: bool = False
    among: tuple[int, int] | None = None

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """What a room can be asked in this module, in order; a scenario step by step."""
        shown = (cell.activity for cell in self.cells if cell.activity is not None)
        return tuple(asked for activity in shown for asked in activity.parts())

    @cached_property
    def place(self) -> tuple[int, int] | None:
        """Its place in a plan or its folder, from 0, and how many modules are there; or None."""
        if self.among:
            return self.among
        stems = stems_in(self.path.parent)
        return (stems.index(self.stem), len(stems)) if self.stem in stems else None

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that the cells and their activities name, each once, in order."""
        cells = ((*c.claims, *(c.activity.claims if c.activity else ())) for c in self.cells)
        return tuple(dict.fromkeys(claim for named in cells for claim in named))


def module_from_notebook(notebook: Mapping[str, Any], path: Path) -> Module:
    """Return the module that a notebook's JSON holds.

    Args:
        notebook: A notebook of nbformat 4, as JSON objects; what is missing gets plain defaults,
            so that a notebook nobody here wrote can be read too.
        path: Where it stands, or would stand; its name gives stem and number.

    Raises:
        CurriculumError: Not a notebook of nbformat 4, or an activity that cannot be asked.
    """
    if notebook.get("nbformat") != 4 or not isinstance(notebook.get("cells"), list):
        raise CurriculumError(
            f"{path.name}: nbformat is {notebook.get('nbformat')!r}. "
            "Expected a Jupyter notebook of format 4; open it in JupyterLab and save it."
        )
    about = (notebook.get("metadata") or {}).get("askfirst") or {}
    named = STEM.fullmatch(path.stem)
    cells = tuple(_read_cell(i, cell, path) for i, cell in enumerate(notebook["cells"]))
    title, promise, note = _said_first(cells)
    return Module(
        path=path,
        stem=path.stem,
        number=str(about.get("number") or (named["number"] if named else "")),
        title=str(about.get("title") or title or path.stem.replace("_", " ")),
        promise=str(about.get("promise") or promise),
        minutes=float(about.get("minutes") or sum(cell.minutes for cell in cells)),
        language=str(about.get("language", "en")),
        content_note=str(about.get("content_note") or note),
        help=tuple(str(kind) for kind in about.get("help", ())),
        cells=cells,
        trusted=is_trusted(notebook),
    )


def read_module(path: Path) -> Module:
    """Return the module in a notebook file.

    Raises:
        CurriculumError: The file is missing, is not JSON, or is not a module.
    """
    try:
        notebook = notebook_json(path.read_bytes())
    except OSError as error:
        raise CurriculumError(f"{path}: cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise CurriculumError(
            f"{path.name}: is not a notebook: {error}. Expected JSON; take an earlier version "
            "of the file, or remove it."
        ) from error
    if not isinstance(notebook, dict):
        raise CurriculumError(f"{path.name}: holds a {type(notebook).__name__}, not a notebook.")
    return module_from_notebook(notebook, path)


def read_modules(folder: Path) -> tuple[Module, ...]:
    """Return all modules of a folder in order, their activity ids unique across them.

    Raises:
        CurriculumError: No modules, one that cannot be read, or an id declared twice.
    """
    modules = tuple(read_module(path) for path in module_paths(folder))
    check_unique(modules)
    return modules


def module_paths(folder: Path) -> tuple[Path, ...]:
    """Return the notebooks of a folder that are modules, in order.

    Raises:
        CurriculumError: There are none.
    """
    paths = tuple(sorted(p for p in folder.glob("*.ipynb") if STEM.fullmatch(p.stem)))
    if not paths:
        raise CurriculumError(
            f"{folder}: no modules here. Expected notebooks like 05_consent.ipynb."
        )
    return paths


def stems_in(folder: Path) -> tuple[str, ...]:
    """Return the names of the modules in a folder, in order; there may be none."""
    return tuple(sorted(p.stem for p in folder.glob("*.ipynb") if STEM.fullmatch(p.stem)))


def check_unique(modules: Iterable[Module]) -> None:
    """Refuse an activity id that stands twice, in one module or in two.

    Raises:
        CurriculumError: Naming both places.
    """
    seen: dict[str, str] = {}
    for module in modules:
        for cell in module.cells:
            if cell.activity is None:
                continue
            place = f"{module.path.name}, cell {cell.index + 1}"
            for name in dict.fromkeys(a.id for a in (cell.activity, *cell.activity.parts())):
                if first := seen.get(name):
                    raise CurriculumError(
                        f"{place}: activity id {name!r} is taken by {first}. "
                        "Give each activity an id of its own."
                    )
                seen[name] = place


def _read_cell(index: int, cell: Mapping[str, Any], path: Path) -> Cell:
    try:
        return _cell(index, cell, path)
    except (AttributeError, TypeError, ValueError) as error:
        raise CurriculumError(
            f"{path.name}, cell {index + 1}: is not what a notebook holds ({error}). Expected a "
            "cell as nbformat 4 writes it; open the file in JupyterLab and save it."
        ) from error


def _cell(index: int, cell: Mapping[str, Any], path: Path) -> Cell:
    metadata = cell.get("metadata") or {}
    ours = metadata.get("askfirst") or {}
    made = Cell(
        index=index,
        id=str(cell.get("id", "")),
        kind=str(cell.get("cell_type", "raw")),
        source=joined(cell.get("source")),
        slide=str((metadata.get("slideshow") or {}).get("slide_type", "")),
        tags=frozenset(metadata.get("tags") or ()),
        points=tuple(ours.get("points") or ()),
        claims=tuple(ours.get("claims") or ()),
        minutes=float(ours.get("minutes") or 0),
        layout=str(ours.get("layout", "")),
        outputs=tuple(map(output_data, streamed(cell.get("outputs") or ()))),
        attachments=cell.get("attachments") or {},
        quoted=frozenset(str(words).lower() for words in ours.get("quoted", ())),
        short=_short(ours.get("short", {}), f"{path.name}, cell {index + 1}"),
        keep=str(ours.get("keep", "")),
    )
    try:
        _ = made.activity
    except DeclarationError as error:
        raise CurriculumError(f"{path.name}, cell {index + 1}: {error}") from error
    return made


def _short(forms: object, place: str) -> Mapping[int, float | None]:
    """Return the minutes of a cell by form: {"120": 2, "60": null}."""
    items: dict[Any, Any] = forms if isinstance(forms, dict) else {"": forms}
    read: dict[int, float | None] = {}
    for form, value in items.items():
        number = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        if not (str(form).isdecimal() and (number or value is None)):
            raise CurriculumError(
                f"{place}: short is {forms!r}. Expected minutes or null by form, like "
                '{"120": 2, "60": null}.'
            )
        read[int(form)] = None if value is None else float(value)
    return MappingProxyType(read)


def _said_first(cells: Iterable[Cell]) -> tuple[str, str, str]:
    """Return the first heading, and where it opens a title slide the promise and note below it."""
    for cell in cells:
        found = title_of(cell.source) if cell.kind == "markdown" else None
        if found is None:
            continue
        title, rest = found
        below = rest.strip().split("\n\n") if cell.layout == "title" else []
        said = [" ".join(plain_line(part).split()) for part in (title, *below, "", "")]
        return said[0], said[1], said[2]
    return "", "", ""


def read_rows(path: Path, *required: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a CSV table in `data/`, each a mapping from column to text.

    Raises:
        CurriculumError: The file is missing, is not UTF-8 CSV, or lacks a required column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:  # as spreadsheets write it
            reader = csv.DictReader(file)
            rows = tuple(MappingProxyType(row) for row in reader)
            columns = reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CurriculumError(f"{path}: cannot be read as a CSV table ({error}).") from error
    if missing := [c for c in required if c not in columns]:
        raise CurriculumError(
            f"{path.name}: has no column {missing[0]!r}. Found {', '.join(columns)}."
        )
    return rows


def rows_if_any(path: Path, *required: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a table that a curriculum may do without, none where it is not there.

    Raises:
        CurriculumError: It is there, and is not UTF-8 CSV or lacks a required column.
    """
    return read_rows(path, *required) if path.is_file() else ()


def check_tables(modules: Iterable[Module], data: Path) -> None:
    """Refuse modules that refer to a table which is not there.

    Raises:
        CurriculumError: Naming the table, the module, and what it refers to.
    """
    for module in modules:
        for name, referred in (("claims", module.claims), ("services", module.help)):
            path = data / f"{name}.csv"
            if referred and not path.is_file():
                raise CurriculumError(
                    f"{path}: is not there, and {module.path.name} refers to {referred[0]!r} in "
                    "it. Bring the table back, or take out what refers to it."
                )


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source of a claim."""

    claim: str
    title: str
    organisation: str
    year: str
    url: str
    checked: str


def load_claims(path: Path) -> Mapping[str, tuple[Source, ...]]:
    """Return the sources of each claim by its id, in the ledger's order; none without a ledger."""
    ledger: dict[str, list[Source]] = {}
    for row in rows_if_any(path, "claim_id", "title", "organisation", "year", "url", "checked"):
        source = Source(
            claim=row["claim_id"],
            **{k: row[k] for k in ("title", "organisation", "year", "url", "checked")},
        )
        ledger.setdefault(source.claim, []).append(source)
    return MappingProxyType({claim: tuple(sources) for claim, sources in ledger.items()})


@dataclass(frozen=True, kw_only=True)
class Service:
    """A place to get help; rows of place "local" are slots that the facilitator fills in."""

    place: str
    kind: str
    name: str
    number: str
    hours: str
    note: str
    url: str
    checked: str

    @property
    def for_danger(self) -> bool:
        """Whether it is the number to call in danger, which stands before all others."""
        return self.kind == EMERGENCY


def load_services(path: Path, *, place: str = "local") -> tuple[Service, ...]:
    """Return the services of one place, in the table's order; empty slots have no number."""
    columns = ("place", "kind", "name", "number", "hours", "note", "url", "checked")
    rows = rows_if_any(path, *columns)
    return tuple(Service(**{c: r[c] for c in columns}) for r in rows if r["place"] == place)
