"""Dates as a person would say them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

COMMA: Final = re.compile("[,،、]")  # as the languages have it that months are said in


def spoken_date(text: str, texts: Mapping[str, str]) -> str:
    """Return "14 November 2026" for "2026-11-14" and "November 2026" for "2026-11".

    Anything that is no date stays as it is.
    """
    whole = text.count("-") == 2
    try:
        day = date.fromisoformat(text if whole else f"{text}-01")
    except ValueError:
        return text
    month = COMMA.split(texts["months"])[day.month - 1].strip()
    said = texts["on_day" if whole else "in_month"]
    return said.format(day=day.day, month=month, year=day.year)
