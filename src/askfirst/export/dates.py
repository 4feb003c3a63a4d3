"""Dates as a person would say them."""

from collections.abc import Mapping
from datetime import date


def spoken_date(text: str, texts: Mapping[str, str]) -> str:
    """Return "14 November 2026" for "2026-11-14" and "November 2026" for "2026-11".

    Anything that is no date stays as it is.
    """
    whole = text.count("-") == 2
    try:
        day = date.fromisoformat(text if whole else f"{text}-01")
    except ValueError:
        return text
    month = f"{texts['months'].split()[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if whole else month
