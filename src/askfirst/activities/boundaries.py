"""Boundaries: a map of yes, maybe, no and not asked, for oneself."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from html import escape
from pathlib import Path
from typing import Any, ClassVar, Final, Self, cast

from askfirst.activities.private import ONLY, Private

BANK: Final = "boundaries.csv"
PACKAGE: Final = Path(__file__).parents[1]  # which holds the tables where a browser runs it
MARKS: Final = {"yes": "Yes", "maybe": "Maybe", "no": "No", "none": "Not asked"}
TEXTS: Final = {
    "private": ONLY,
    "leave": "Yours, or made up, or blank: each is a full map. Nothing is added up.",
    "means": "A yes is still asked on the day. A maybe is: ask me, and I may say no. "
    "Not asked is neither yes nor no.",
    "notes": "Notes: words, signs, anything else",
    "overview": "The map at a glance",
    "empty": "Nothing",
    "print": "Print",
    "save": "Save as a file",
    "clear": "Clear everything",
    "saved": "Saved as a file with the name {name}, where this browser puts downloads.",
    "cleared": "Everything is cleared. A file that was saved, or a page that was printed, is not.",
    "found": "A saved file, or a page on paper, can be found by others, also in a copy that this "
    "device makes by itself. Nobody has to show a map to anyone.",
    "gone": "Without that, it is gone when you close or reload this page.",
    "file": "notes.txt",
    "line": "{mark}: {items}",
    "between": ", ",
}
LOOK: Final = 'viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"'
RING: Final = '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2.5"'
SIGNS: Final = {
    "yes": '<circle cx="12" cy="12" r="11" fill="currentColor"/>',
    "maybe": f'{RING}/><path d="M12 2a10 10 0 0 1 0 20z" fill="currentColor"/>',
    "no": f'{RING}/><path d="M7 12h10" stroke="currentColor" stroke-width="3"/>',
    "none": f'{RING} stroke-dasharray="0.1 4.49" stroke-linecap="round"/>',
}

Group = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Boundaries(Private):
    """Let a person make a map of limits that nobody else sees.

    Args:
        id: As for every activity.
        question: The line above the map.
        items: 2 to 60 texts, or groups of them by name. Without any, they come from
            `data/boundaries.csv` (columns `item`, and `group` and `start` where there are any).
        start_no: Items that start at "no"; all others start at "not asked".

    Raises:
        DeclarationError: Too few or too many items, one twice, or no list to read.
    """

    question: str = "My map, for now"
    _: KW_ONLY
    items: Mapping[str, Iterable[str]] | Iterable[str] | None = None
    start_no: Iterable[str] = ()

    type: ClassVar[str] = "boundaries"
    written: ClassVar[bool] = True

    def __post_init__(self) -> None:
        """Read the items and check them."""
        super().__post_init__()
        rows = self._bank() if self.items is None else []
        given = _grouped(rows) if self.items is None else self.items
        no = [row["item"] for row in rows if row.get("start") == "no"] or self.start_no
        object.__setattr__(self, "items", tuple(self._read(given)))
        items = [item for _, group in self.groups for item in group]
        if not 2 <= len(items) <= 60:
            self.refuse(f"it has {len(items)} items. Use 2 to 60.")
        twice = next((item for item in items if items.count(item) > 1), None)
        if twice is not None:
            self.refuse(f"the item {twice!r} stands there twice. Use different items.")
        unknown = [no] if isinstance(no, str) else [item for item in no if item not in items]
        if unknown:
            self.refuse(f"start_no names {unknown[0]!r}. Use a list of items of this map.")
        object.__setattr__(self, "start_no", tuple(no))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The items as they were checked, by group; the name of a group may be empty."""
        return cast("tuple[Group, ...]", self.items)

    def _bank(self) -> list[dict[str, str]]:
        here = Path.cwd()
        found = [p for f in (here, here.parent, PACKAGE) if (p := f / "data" / BANK).is_file()]
        if not found:
            self.refuse(f"it has no items, and there is no data/{BANK}. Give items=[...].")
        with found[0].open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if any(not row.get("item") for row in rows):
            self.refuse(f"data/{BANK} has a row without an item. Fill its column 'item'.")
        return rows

    def _read(self, given: object) -> Iterable[Group]:
        if isinstance(given, Mapping):
            pairs = list(given.items())
        elif isinstance(given, list | tuple):
            grouped = bool(given) and all(isinstance(part, list | tuple) for part in given)
            pairs = [tuple(part) for part in given] if grouped else [("", given)]
        else:
            self.refuse(f"items is {given!r}. Use a list of texts, or groups of them by name.")
        for name, items in pairs:
            if name != "" or len(pairs) > 1:
                self.check_text("the name of a group", name, 60)
            if not isinstance(items, list | tuple) or not items:
                self.refuse(f"the group {name!r} holds {items!r}. Use a list of texts.")
            for item in items:
                self.check_text("an item", item, 80)
            yield name, tuple(items)

    def details(self) -> dict[str, object]:
        """Return the items by group, the marks with their words, and what starts at no."""
        return {
            "groups": [[name, list(items)] for name, items in self.groups],
            "marks": [list(mark) for mark in MARKS.items()],
            "no": list(self.start_no),
        }

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the words around the map; there is nothing to send or show."""
        return {"ask": dict(TEXTS), "show": {}, "host": {}}

    def fields(self) -> str:
        """Return the map for paper: boxes without a name, which a form can never send."""
        heads = "".join(
            f'<th scope="col"><svg {LOOK}>{SIGNS[key]}</svg> {word}</th>'
            for key, word in MARKS.items()
        )
        body = "".join(
            (f'<tr><th colspan="5" scope="colgroup">{escape(name)}</th></tr>' if name else "")
            + "".join(map(self._row, items))
            for name, items in self.groups
        )
        return (
            f"<p>{escape(ONLY)} {escape(TEXTS['leave'])} {escape(TEXTS['means'])}</p>"
            f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{body}</tbody></table>"
            f"<p>{escape(TEXTS['notes'])}: {'_' * 60}</p>"
        )

    def _row(self, item: str) -> str:
        boxes = "".join(
            f'<td><input type="checkbox" autocomplete="off" aria-label="{escape(item)}: {word}"'
            f"{' checked' if self._starts(item) == key and key == 'no' else ''}></td>"
            for key, word in MARKS.items()
        )
        return f'<tr><th scope="row">{escape(item)}</th>{boxes}</tr>'

    def _starts(self, item: str) -> str:
        return "no" if item in tuple(self.start_no) else "none"

    def slide_form(self) -> str:
        """Return the four marks with their words: nobody's map is made on a slide."""
        rows = "".join(
            f"<li><svg {LOOK}>{SIGNS[key]}</svg> <span>{word}</span></li>"
            for key, word in MARKS.items()
        )
        return f"<ul>{rows}</ul><p>{escape(TEXTS['leave'])}</p><p>{escape(TEXTS['means'])}</p>"

    def lines(self) -> list[str]:
        """Return a row of words to mark for each item."""
        words = "   ".join(f"( ) {word}" for word in MARKS.values())
        rows: list[str] = []
        for name, items in self.groups:
            rows += [*([name] if name else []), *(f"{item}:   {words}" for item in items)]
        return [*rows, f"{TEXTS['notes']}: {'_' * 40}"]

    def guide_rows(self) -> tuple[str, ...]:
        """Return the marks once, then a row of items for each group: nobody fills it in here."""
        rows = (f"{name}: {', '.join(items)}".removeprefix(": ") for name, items in self.groups)
        return (", ".join(MARKS.values()), *rows)

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the map of a stored spec."""
        return cls(
            spec["id"],
            spec["question"],
            items=spec["groups"],
            start_no=spec["no"],
            tier=spec["tier"],
        )


def _grouped(rows: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """Return the items of a table by group, both in the order in which they first stand there."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row.get("group") or "", []).append(row["item"])
    return groups
