"""The tables of `data/` that the checks compare the modules with, read once."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from askfirst.curriculum import rows_if_any
from askfirst.errors import CurriculumError

Row = Mapping[str, str]
SOURCE: Final = ("claim_id", "title", "organisation", "year", "url", "checked", "how", "grade")


class Phrase(Struct, frozen=True, kw_only=True):
    """A wording to look for.

    Attributes:
        found: Matches it in a text, whatever the case.
        why: What is the matter with it, and what to write instead.
        within: Stands in every text that the pattern matches, in lower case; "" is always there.
    """

    found: re.Pattern[str]
    why: str
    within: str = ""

    def search(self, text: str) -> re.Match[str] | None:
        """Return where it stands in a text; the pattern is tried only where it may match."""
        return self.found.search(text) if self.within in text.lower() else None


class Bank(Struct, frozen=True, kw_only=True):
    """What the checks know besides the modules.

    Attributes:
        points: The rows of points.csv by id, one for each module that teaches it.
        claims: The rows of claims.csv by claim, each a source.
        law: The rows of law.csv.
        services: The rows of services.csv.
        pressure: Wordings that lean on somebody.
        avoided: Words that the glossary says to avoid.
    """

    points: Mapping[str, tuple[Row, ...]]
    claims: Mapping[str, tuple[Row, ...]]
    law: tuple[Row, ...] = ()
    services: tuple[Row, ...] = ()
    pressure: tuple[Phrase, ...] = ()
    avoided: tuple[Phrase, ...] = ()


def read_bank(folder: Path) -> Bank:
    """Return the tables of a folder; one that is not there has no rows.

    Raises:
        CurriculumError: A table that lacks a column, or holds a broken pattern.
    """
    points = rows_if_any(folder / "points.csv", "id", "module", "cell", "state", "reason")
    return Bank(
        points=_by(points, "id"),
        claims=_by(rows_if_any(folder / "claims.csv", *SOURCE), "claim_id"),
        law=rows_if_any(folder / "law.csv", "place", "topic", "says", "checked"),
        services=rows_if_any(folder / "services.csv", "place", "kind", "name", "number", "checked"),
        pressure=tuple(
            Phrase(found=_pattern(row["pattern"]), why=row["why"])
            for row in rows_if_any(folder / "pressure.csv", "pattern", "why")
        ),
        avoided=tuple(_avoided(rows_if_any(folder / "glossary.csv", "term", "avoid", "instead"))),
    )


def _by(rows: Iterable[Row], column: str) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return {key: tuple(same) for key, same in found.items()}


def _avoided(rows: tuple[Row, ...]) -> list[Phrase]:
    return [
        Phrase(
            found=_pattern(rf"\b{re.escape(word.strip())}\b"),
            why=row["instead"],
            within=word.strip().lower().partition("'")[0],
        )
        for row in rows
        for word in row["avoid"].split(";")
        if word.strip()
    ]


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text.replace("'", "['’]"), re.IGNORECASE)
    except re.error as error:
        raise CurriculumError(
            f"pressure.csv: pattern {text!r} cannot be read ({error}). Mend the pattern."
        ) from error
