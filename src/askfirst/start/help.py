"""Whether the help page can be trusted today: local numbers filled in, dates fresh."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from askfirst.curriculum import read_rows
from askfirst.start.texts import HELP

FRESH: Final = timedelta(days=30)
LOCAL: Final = "local"


def warnings(services: Path, *, today: date) -> tuple[str, ...]:
    """Return a line for each thing that a facilitator should mend before people arrive.

    Args:
        services: `data/services.csv`; a missing table has no local numbers.
        today: The day of the workshop.

    Raises:
        CurriculumError: The table cannot be read.
    """
    rows = read_rows(services, "place", "number", "checked") if services.is_file() else ()
    return tuple(_warnings([dict(row) for row in rows], today))


def _warnings(rows: list[dict[str, str]], today: date) -> Iterator[str]:
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
