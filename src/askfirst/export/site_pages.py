"""The pages of the site behind the first: modules, sources, words. Every link is a relative one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Final

from askfirst.activities.component import component_source
from askfirst.curriculum import Module, Source, read_module
from askfirst.export.citations import entry
from askfirst.export.drawing import ring
from askfirst.export.formulas import formula_style
from askfirst.export.page import Link, Links, page_html
from askfirst.export.page_frame import Frame, frame_html, joined_script, page_style, read_text
from askfirst.export.page_sources import in_order
from askfirst.export.shelf import Shelf
from askfirst.export.site_search import anchor_of

Texts = Mapping[str, str]
Rows = Sequence[Mapping[str, str]]

HOME: Final = "index.html"
SOURCES: Final = "sources.html"
LEDGER: Final = "<code>data/claims.csv</code>"  # which nobody has who reads a site
SCRIPTS: Final = (
    "page-leave.js", "page-place.js", "page-frames.js", "site-search.js", "site.js",
)  # fmt: skip


def module_page(module: Module, shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return the page of a module, with the ways to its neighbours and to the first page."""
    texts = texts or shelf.texts("site-page", module.language)
    html = page_html(
        module,
        claims=shelf.claims,
        services=shelf.services,
        links=_links(module, shelf, texts),
        texts=texts,
    )
    return html.replace(LEDGER, f'<a rel="noreferrer" href="../{SOURCES}">{LEDGER}</a>').encode()


def sources_page(shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return what every claim rests on: all its sources, and the modules that name it."""
    texts = texts or shelf.texts("site", shelf.language)
    ledger = claim_rows(shelf)
    body = "".join(_claim(claim, rows, shelf, texts) for claim, rows in ledger.items())
    used = sorted({row["grade"] for rows in ledger.values() for row in rows} & {"A", "B", "C"})
    grades = "".join(f"<li>{escape(texts[f'grade_{grade}'])}</li>" for grade in used)
    about = f"<h2>{escape(texts['grades'])}</h2><ul>{grades}</ul>" if used else ""
    return _page("sources_title", f'{about}<div class="sources">{body}</div>', shelf, texts)


def glossary_page(shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return the words of the curriculum, in the order of their table."""
    texts = texts or shelf.texts("site", shelf.language)
    rows = "".join(
        f'<div><dt id="{escape(anchor_of(row["term"]))}">{escape(row["term"])}</dt>'
        f"<dd>{escape(row['meaning'])}</dd></div>"
        for row in shelf.rows_if_any("glossary")
    )
    listed = (
        f'<dl class="words">{rows}</dl>' if rows else f"<p>{escape(texts['glossary_none'])}</p>"
    )
    return _page("glossary_title", listed, shelf, texts)


def site_page(main: str, shelf: Shelf, texts: Texts, *, data: str = "null") -> bytes:
    """Return a page of the site that is no module.

    Args:
        main: What it says.
        shelf: Of the site.
        texts: What it says of its own accord.
        data: For its script, as JSON.
    """
    return framed(main, shelf.language, texts, data=data)


def framed(main: str, language: str, texts: Texts, *, data: str = "null") -> bytes:
    """Return the same in a language that is known."""
    frame = Frame(
        language=language,
        title=texts["tab"],
        main=main,
        data=data,
        style=_style() + formula_style(main),
        script=_script(),
    )
    return frame_html(frame, texts).encode()


def module_link(module: Module) -> str:
    """Return where the page of a module stands, from the first page."""
    return f"modules/{module.stem}.html"


def claim_rows(shelf: Shelf) -> dict[str, list[Mapping[str, str]]]:
    """Return the rows of each claim that a module of the site names, in the order of their ids."""
    named = {claim for module in shelf.modules for claim in module.claims}
    ledger: dict[str, list[Mapping[str, str]]] = {}
    for row in shelf.rows_if_any("claims"):
        if row["claim_id"] in named:
            ledger.setdefault(row["claim_id"], []).append(row)
    return {claim: ledger[claim] for claim in in_order(ledger)}


@cache
def _style() -> str:
    return page_style(frozenset()) + read_text("site.css")


@cache
def _script() -> str:
    return joined_script(component_source("numbers", release=False), SCRIPTS)


def _links(module: Module, shelf: Shelf, texts: Texts) -> Links:
    stems = [path.stem for path in shelf.notebooks]
    home = Link(file=f"../{HOME}", title=texts["home"])
    if module.stem not in stems:
        return Links(home=home)
    at = stems.index(module.stem)
    return Links(
        before=_neighbour(shelf, at - 1) if at else None,
        after=_neighbour(shelf, at + 1) if at + 1 < len(stems) else None,
        home=home,
    )


def _neighbour(shelf: Shelf, at: int) -> Link:
    path = shelf.notebooks[at]
    return Link(file=f"{path.stem}.html", title=read_module(path).title)


def _page(name: str, body: str, shelf: Shelf, texts: Texts) -> bytes:
    about = escape(texts[name.replace("_title", "_about")])
    home = f'<a class="go" rel="noreferrer" href="{HOME}">{escape(texts["home"])}</a>'
    head = f'<div class="head"><h1>{ring(escape(texts[name]))}</h1><p>{about}</p>{home}</div>'
    end = f'<nav class="others" aria-label="{escape(texts["home"])}">{home}</nav>'
    return site_page(head + body + end, shelf, texts)


def _claim(claim: str, rows: Rows, shelf: Shelf, texts: Texts) -> str:
    mark = escape(claim)
    sources = "".join(f"<li>{_source(row, texts)}</li>" for row in rows)
    named = _named(m for m in shelf.modules if claim in m.claims)
    return (
        f'<section class="source" id="{mark}" aria-labelledby="{mark}-h"><h2 id="{mark}-h">{mark}'
        f'</h2><p class="claim">{escape(rows[0]["claim"])}</p><ul>{sources}</ul>'
        f'<p class="named">{escape(texts["named_in"])} {named}</p></section>'
    )


def _named(modules: Iterable[Module]) -> str:
    return " ".join(
        f'<a rel="noreferrer" href="{escape(module_link(m))}">{escape(f"{m.number} {m.title}")}</a>'
        for m in modules
    )


def _source(row: Mapping[str, str], texts: Texts) -> str:
    """Return a source with what was read of it, when, and what it says."""
    source = Source(
        claim=row["claim_id"],
        **{k: row[k] for k in ("title", "organisation", "year", "url", "checked")},
    )
    how = texts["read_how"].format(how=row["how"][:1].upper() + row["how"][1:])
    grade = texts["grade"].format(grade=row["grade"])
    says = texts["says"].format(text=row["source_says"])
    return (
        f"{entry(source, texts)[1]} {escape(how)} {escape(grade)}"
        f'<span class="says">{escape(says)}</span>'
    )
