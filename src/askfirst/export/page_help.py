"""Where help is, on a self-paced page: for danger, of this place, and what the module names."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from askfirst.curriculum import Service
from askfirst.export.dates import spoken_date
from askfirst.export.markdown import BlockKind
from askfirst.export.page_drawing import blocks_html, piece_html
from askfirst.export.page_lists import NUMBER, WEB, called, list_html, rows_of, told
from askfirst.export.page_parts import Piece
from askfirst.records import replace

Texts = Mapping[str, str]
LEADS: Final = "→"


def help_section(
    pieces: Sequence[Piece], services: Sequence[Service], kinds: Sequence[str], texts: Texts
) -> str:
    """Return where help is; nothing, where neither the module nor its place has any.

    Args:
        pieces: The module's own cells about help.
        services: Of this place; empty slots have no number.
        kinds: Those that the module names; none for all.
        texts: What the page says of its own accord.
    """
    if not pieces and not services:
        return ""
    tables = [p for p in pieces if p.cell.spec is not None]
    own = [p for p in pieces if p not in tables]
    if own and own[0].blocks and own[0].blocks[0].kind is BlockKind.HEADING:
        own[0] = replace(own[0], blocks=own[0].blocks[1:])
    urgent = [p for p in tables if _has_numbers(p)]
    heading = escape(texts["help"])
    first = own[0].blocks[:1] if own else ()
    said = "".join(
        [
            _danger(services, texts, said=bool(first)),
            blocks_html(first, caption=heading),
            *(_listed(p, tables, texts) for p in urgent),
            *(_said(p, first, texts) for p in own),
            _local(services, kinds, texts),
            *(_listed(p, tables, texts) for p in tables if p not in urgent),
        ]
    )
    for number, piece in enumerate(tables):
        name = escape(_caption(piece))
        said = said.replace(f"<em>{name}</em>", f'<em><a href="#help-{number}">{name}</a></em>')
    said = said.replace(f"{LEADS} ", f"{LEADS}\u00a0")  # never at the end of a line
    return (
        f'<section class="part help" id="help" aria-labelledby="help-h"><h2 id="help-h">{heading}'
        f"</h2>{said}</section>"
    )


def _said(piece: Piece, first: Sequence[object], texts: Texts) -> str:
    rest = tuple(block for block in piece.blocks if block not in first)
    return piece_html(replace(piece, blocks=rest), texts, caption=escape(texts["help"]))


def _caption(piece: Piece) -> str:
    return str((piece.cell.spec or {}).get("caption", ""))


def _has_numbers(piece: Piece) -> bool:
    return any(NUMBER.fullmatch(row[1]) for row in rows_of(piece.cell.spec or {}))


def _listed(piece: Piece, tables: Sequence[Piece], texts: Texts) -> str:
    rows = list_html(piece.cell.spec or {}, texts, labels=False)
    return f'<h3 id="help-{tables.index(piece)}">{escape(_caption(piece))}</h3>{rows}'


def _danger(services: Sequence[Service], texts: Texts, *, said: bool) -> str:
    """Return the block for danger; without a number, a module that says the same needs none."""
    danger = (s.number for s in services if s.for_danger)
    numbers = " ".join(called(number) for number in danger if number.strip())
    if numbers:
        return f'<p class="danger">{escape(texts["danger"])} {numbers}</p>'
    return "" if said else f'<p class="danger">{escape(texts["danger_empty"])}</p>'


def _local(services: Sequence[Service], kinds: Sequence[str], texts: Texts) -> str:
    """Return the services of the place that this module names, and which of them are missing."""
    named = [s for s in services if not kinds or s.kind in kinds or s.for_danger]
    if not named:
        return ""
    filled = [s for s in named if s.number.strip() or s.url.strip()]
    there = {s.kind for s in filled}
    empty = [kind for kind in dict.fromkeys(s.kind for s in named) if kind not in there]
    missing = texts["local_missing"].format(kinds=", ".join(empty)) if filled else ""
    said = missing if empty and filled else "" if filled else texts["local_empty"]
    rows = "".join(_row(s, texts) for s in filled if not s.for_danger)
    listed = f'<h3>{escape(texts["local"])}</h3><ul class="services">{rows}</ul>' if rows else ""
    return listed + (f'<p class="missing">{escape(said)}</p>' if said else "")


def _row(service: Service, texts: Texts) -> str:
    kind = f"{service.kind}: {service.name}" if service.name.strip() else service.kind
    checked = texts["checked"].format(date=spoken_date(service.checked, texts))
    notes = " · ".join(
        text for text in (service.hours, service.note, checked if service.checked else "") if text
    )
    number = called(service.number) if service.number.strip() else ""
    web = told(service.url) if WEB.fullmatch(service.url) else ""
    return f"<li><b>{escape(kind)}</b>{number}{web}<span>{escape(notes)}</span></li>"
