"""A project of which some language is said in a file, for tests: made-up words, or Arabic."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from askfirst.authoring.translating import write_texts
from askfirst.export.shelf import Shelf
from askfirst.export.translation import COLUMNS, OWN, SLOT

MADE_UP: Final = "qaa"  # of the tags that no language has
Said = Callable[[str, str, str], str]


def made_up(where: str, name: str, english: str) -> str:
    """A text of no language, with the slots of the English one and whatever else it must keep."""
    if name == "months":
        return ", ".join(f"zq{month}" for month in range(1, 13))
    if name == "comma":
        return ";"
    if " | " in english:
        lines = enumerate(english.splitlines())
        return "\n".join(f"zq{n}{' '.join(SLOT.findall(line))} | zq{n}" for n, line in lines)
    slots = " ".join(SLOT.findall(english))
    return f"zq{where[0]}{name[:4].replace('_', '-')} {slots}".strip()  # a card has little room


def speaking(folder: Path, said: Said = made_up, *, tag: str = MADE_UP) -> Shelf:
    """A shelf whose `data/texts` has a language whole, and tables without rows."""
    data = folder / "data"
    path, _, _ = write_texts(data, tag)
    fill_in(path, {(w, n): said(w, n, t) for w, texts in OWN.items() for n, t in texts.items()})
    for name, columns in (
        ("services", "place,kind,name,number,hours,note,url,checked"),
        ("claims", "claim_id,title,organisation,year,url,checked"),
    ):
        (data / f"{name}.csv").write_text(f"{columns}\n", encoding="utf-8")
    return Shelf(data=data)


def fill_in(path: Path, said: Mapping[tuple[str, str], str]) -> None:
    """Write into the last column what is said, as an author would."""
    rows = [
        {**row, "text": said.get((row["where"], row["name"]), row["text"])} for row in read(path)
    ]
    write(path, rows)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
