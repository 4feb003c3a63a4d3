"""Whether the help page can be trusted today: local numbers filled in, dates fresh."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from askfirst.curriculum import rows_if_any
from askfirst.start.texts import HELP

FRESH: Final = timedelta(days=30)
LOCAL: Final = "local"
Row = Mapping[str, str]


def warnings(services: Path, *, today: date) -> tuple[str, ...]:
    """Return a line for each thing that a facilitator should mend before people arrive.

    Args:
        services: `data/services.csv`; a missing table has no local numbers.
        today: The day of the workshop.

    Raises:
        CurriculumError: The table cannot be read.
    """
    return warnings_of(numbers(services), today=today)


def numbers(services: Path) -> tuple[Row, ...]:
    """Return the rows of `data/services.csv`, none where it is not there.

    Raises:
        CurriculumError: The table cannot be read.
    """
    return rows_if_any(services, "place", "number", "checked")


def warnings_of(rows: Sequence[Row], *, today: date) -> tuple[str, ...]:
    """Return the same lines for rows that were read before."""
    return tuple(_warnings(rows, today))


def _warnings(rows: Sequence[Row], today: date) -> Iterator[str]:
    if not any(row["place"] == LOCAL and row["number"] for row in rows):
        yield HELP["empty"]
    dates = [_day(row["checked"]) for row in rows if row["number"]]
    known = [day for day in dates if day is not None]
    if known and today - min(known) > FRESH:
        oldest = min(known)
        yield HELP["old"].format(date=f"{oldest.day} {oldest:%B %Y}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
