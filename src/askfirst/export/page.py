"""A module as one self-contained HTML file to read alone: private, offline, kept by nobody.

Pure rendering: a module in, text out, the same bytes for the same input. What is asked stands there
as a static form, to read and to print; a script puts the component in its place. Whatever is
chosen or written stays in the page.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any, Final

from msgspec import Struct

from askfirst.activities.base import Activity
from askfirst.activities.component import component_source
from askfirst.activities.private import Private
from askfirst.curriculum import Module, Service
from askfirst.export.citations import NO_SOURCES, Ledger
from askfirst.export.drawing import dotted_ring, ring
from askfirst.export.formulas import formula_style, line_html
from askfirst.export.page_asked import page_spec
from askfirst.export.page_drawing import (
    blocks_html,
    coming,
    contents,
    part_minutes,
    section,
)
from askfirst.export.page_frame import Frame, frame_html, joined_script, page_style
from askfirst.export.page_help import help_section
from askfirst.export.page_parts import Outline, read_page
from askfirst.export.page_sources import (
    in_order,
    linked_claims,
    listed_claims,
    numbered_marks,
    sources_section,
)
from askfirst.export.shelf import Shelf
from askfirst.export.texts import PAGE

SCRIPTS: Final = (
    "page-leave.js", "page-place.js", "page-notes.js", "page-frames.js", "page-compounds.js",
    "page.js",
)  # fmt: skip
SAID_BY_SCRIPT: Final = (
    "read", "keep_on", "keep_off", "keep_blocked", "resume", "resume_all", "resume_go",
    "notes", "notes_none", "notes_saved", "notes_file", "aside",
)  # fmt: skip


class Link(Struct, frozen=True, kw_only=True):
    """Another page: its address, mostly a file name beside this one, and what it is called."""

    file: str
    title: str


class Links(Struct, frozen=True, kw_only=True):
    """Where one can go from the end of a page; without any, nowhere."""

    before: Link | None = None
    after: Link | None = None
    home: Link | None = None


NOWHERE: Final = Links()


def page_file(module: Module, shelf: Shelf) -> bytes:
    """Return the page of a module as a file, with the sources and services of its project."""
    texts = shelf.texts("page", module.language)
    made = page_html(module, claims=shelf.claims, services=shelf.services, texts=texts)
    return made.encode()


def page_claims(
    module: Module, *, claims: Ledger, services: Sequence[Service], texts: Mapping[str, str]
) -> frozenset[str]:
    """Return the claims that the page of a module names, each of which its list of sources has."""
    return frozenset(_marked(module, read_page(module), claims, services, texts)[1])


def page_html(
    module: Module,
    *,
    claims: Ledger = NO_SOURCES,
    services: Sequence[Service] = (),
    links: Links = NOWHERE,
    texts: Mapping[str, str] = PAGE,
) -> str:
    """Return the self-paced page of a module as one HTML file.

    Args:
        module: As `askfirst.curriculum` reads it.
        claims: The sources of each claim, where the module's own list has none.
        services: Where to get help in this place.
        links: Other pages, named at the end.
        texts: What the page says of its own accord.
    """
    outline = read_page(module)
    asked = [*_asked(outline)]
    types = frozenset(activity.type for activity in asked)
    main = _main(module, outline, claims, services, texts) + _links(links, texts)
    frame = Frame(
        language=module.language,
        title=texts["tab"].format(number=module.number).strip(),
        main=main,
        data=_data(module, asked, texts),
        style=page_style(types) + formula_style(main),
        script=page_script(types),
    )
    return frame_html(frame, texts)


@cache
def page_script(types: frozenset[str]) -> str:
    """Return the script of a page as one module without imports."""
    return joined_script(component_source(*sorted(types)), SCRIPTS)


def _asked(outline: Outline) -> Iterator[Activity]:
    pieces = (piece for part in outline.parts for piece in part.pieces)
    yield from (piece.activity for piece in pieces if piece.activity is not None)


def _main(
    module: Module,
    outline: Outline,
    claims: Ledger,
    services: Sequence[Service],
    texts: Mapping[str, str],
) -> str:
    body, named, first = _marked(module, outline, claims, services, texts)
    return body + sources_section(named, outline.sources, claims, first, texts)


def _marked(
    module: Module,
    outline: Outline,
    claims: Ledger,
    services: Sequence[Service],
    texts: Mapping[str, str],
) -> tuple[str, list[str], dict[str, str]]:
    """Return what stands above the sources, the claims that it names, and where it does first."""
    body = "".join(
        [
            _head(module, outline, texts),
            contents(outline.parts, texts),
            *_sections(outline, texts),
            _notes(outline, texts),
            help_section(outline.helping, services, module.help, texts),
        ]
    )
    more = [claim for asked in _asked(outline) for claim in asked.claims]
    known = {*claims, *more, *listed_claims(outline.sources)}
    body, first = numbered_marks(linked_claims(body, known))
    return body, in_order([*first, *more]), {**_asked_at(outline), **first}


def _asked_at(outline: Outline) -> dict[str, str]:
    """Return the part in which an activity first names each of its claims."""
    found: dict[str, str] = {}
    for part in outline.parts:
        for activity in filter(None, (piece.activity for piece in part.pieces)):
            for claim in activity.claims:
                found.setdefault(claim, part.id)
    return found


def _sections(outline: Outline, texts: Mapping[str, str]) -> Iterator[str]:
    for part in outline.parts:
        ahead = [one for one in outline.ahead if one.part is part]
        yield section(part, texts, ahead=ahead)


def _head(module: Module, outline: Outline, texts: Mapping[str, str]) -> str:
    said = [p for p in (module.promise, module.content_note) if p]
    promise = f'<p class="promise">{line_html(module.promise)}</p>' if module.promise else ""
    note = f"<p>{line_html(module.content_note)}</p>" if module.content_note else ""
    ahead = coming(outline.ahead, texts) if outline.ahead else ""
    title = escape(module.title)
    skipping = blocks_html(outline.note, caption=title) or f"<p>{escape(texts['skip_any'])}</p>"
    more = blocks_html(outline.more, caption=escape(texts["more_about"]), level=2)
    folded = (
        f"<details><summary>{escape(texts['more_about'])}</summary>{more}</details>" if more else ""
    )
    resume = '<div id="resume" hidden></div>'
    minutes = f'<p class="label">{part_minutes(outline.minutes, texts)}</p>' if said else ""
    heading = ring(line_html(module.title))
    return (
        f'<div class="head"><h1>{heading}</h1>{promise}{minutes}{resume}</div>'
        f"{blocks_html(outline.lead, caption=title, level=2)}{_private(texts)}"
        f'<div class="before">{note}{skipping}</div>{ahead}{folded}'
        f'<div class="questions">{blocks_html(outline.questions, caption=title, level=2)}</div>'
    )


def _private(texts: Mapping[str, str]) -> str:
    """Return what becomes of what one does here, and the one thing that can be kept."""
    said = {name: escape(text) for name, text in texts.items()}
    return (
        f'<aside class="private" aria-label="{said["private"]}"><p class="only">{dotted_ring()}'
        f"<b>{said['private']}</b></p><p>{said['nothing_sent']}</p><p>{said['traces']}</p>"
        f'<p>{said["leave_how"]}</p><p class="script-off">{said["no_script"]}</p>'
        f'<details id="keeping" hidden><summary>{said["keep_more"]}</summary>'
        '<label><input type="checkbox" id="keep" autocomplete="off" aria-describedby="keep-what">'
        f'<span>{said["keep"]}</span></label><p id="keep-what">{said["keep_what"]}</p>'
        f'<p id="keep-said" role="status">{said["keep_off"]}</p>'
        f'<button type="button" id="forget" hidden>{said["forget"]}</button></details></aside>'
    )


def _notes(outline: Outline, texts: Mapping[str, str]) -> str:
    """Return where one's own notes are printed or saved; nothing where none can be written."""
    if not any(isinstance(a, Private) and a.written for a in _asked(outline)):
        return ""
    said = {name: escape(text) for name, text in texts.items()}
    return (
        '<section class="part own" id="notes" aria-labelledby="notes-h" hidden>'
        f'<h2 id="notes-h">{said["notes"]}</h2><p>{said["notes_what"]}</p><div class="do">'
        f'<button type="button" id="notes-print">{said["notes_print"]}</button>'
        f'<button type="button" id="notes-save">{said["notes_save"]}</button></div>'
        '<p id="notes-said" role="status"></p></section>'
    )


def _links(links: Links, texts: Mapping[str, str]) -> str:
    named_links = (("before", links.before), ("home", links.home), ("after", links.after))
    rows = "".join(
        f'<li><a class="go" rel="noreferrer" href="{escape(link.file)}">'
        f"{escape(texts[name].format(title=link.title))}</a></li>"
        for name, link in named_links
        if link is not None
    )
    return (
        f'<nav class="others" aria-label="{escape(texts["home"])}"><ul>{rows}</ul></nav>'
        if rows
        else ""
    )


def _data(module: Module, asked: Sequence[Activity], texts: Mapping[str, str]) -> str:
    data: dict[str, Any] = {
        "module": module.stem,
        "texts": {name: texts[name] for name in SAID_BY_SCRIPT},
        "activities": {a.id: page_spec(a, texts) for a in asked},
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
