"""Tables of data that a page draws as lists: on a phone their last columns lie beyond the edge."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

from askfirst.tables import EMPTY

WEB: Final = re.compile(r"https?://(?:www\.)?([^/\s]+)\S*")
CLAIMS: Final = re.compile(r"[A-Z]{1,3}\d+[a-z]?( [A-Z]{1,3}\d+[a-z]?)*")
NUMBER: Final = re.compile(r"\+?\d[\d ]{1,20}")

Texts = Mapping[str, str]


def rows_of(spec: Mapping[str, Any]) -> Sequence[Sequence[str]]:
    """Return the rows of a table that have more than a name."""
    rows: Sequence[Sequence[str]] = spec.get("rows", ())
    return [row for row in rows if len(row) > 1]


def list_html(spec: Mapping[str, Any], texts: Texts, *, labels: bool) -> str:
    """Return the rows as entries of a list.

    Args:
        spec: Of a table, as it is stored.
        texts: What the page says of its own accord.
        labels: Whether each text has the name of its column before it.
    """
    heads = [str(head) for head in spec.get("columns", ())]
    rows = rows_of(spec)
    sourced = {head for row in rows for head, cell in _named(row, heads) if CLAIMS.fullmatch(cell)}
    entries = "".join(_entry(row, heads, sourced, texts, labels) for row in rows)
    return f'<ul class="services">{entries}</ul>'


def called(number: str) -> str:
    """Return a telephone number that can be pressed."""
    dial = "".join(c for c in number if c.isdigit() or c in "+*#")
    return f'<a class="call" href="tel:{escape(dial)}">{escape(number)}</a>'


def outside(url: str, said: str) -> str:
    """Return a link that leaves the page; where it leads, nothing is told of where it came from."""
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(said)}</a>'


def told(cell: str) -> str:
    """Return a text, an address or a number, each as what it is."""
    web = WEB.fullmatch(cell)
    if web:
        return outside(cell, web[1])
    return called(cell) if NUMBER.fullmatch(cell) else f"<span>{escape(cell)}</span>"


def _named(row: Sequence[str], heads: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(heads[1:], row[1:], strict=False)


def _entry(
    row: Sequence[str], heads: Sequence[str], sourced: Container[str], texts: Texts, labels: bool
) -> str:
    """Return a row: where, what, and the way there; of an empty slot only that it is.

    What else stands in an empty slot is for the one who fills it in. A row that rests on no source
    has no slot for one: it says itself whose word it is.
    """
    place = escape(row[0])
    named = [*_named(row, heads)]
    empty = [head for head, cell in named if cell == EMPTY and head not in sourced]
    filled = [(head, cell) for head, cell in named if cell != EMPTY]
    if row[1] == EMPTY:
        return f"<li><b>{place}</b><span>{escape(texts['slot'])}</span></li>"
    said = "".join(
        f"<span>{escape(head if head.endswith('?') else f'{head}:')} {escape(cell)}</span>"
        if labels and not WEB.fullmatch(cell)
        else told(cell)
        for head, cell in filled
    )
    missing = texts["slots"].format(columns=", ".join(empty))
    left = f"<span>{escape(missing)}</span>" if empty else ""
    return f"<li><b>{place}</b>{said}{left}</li>"
