"""The pages of the site behind the first: modules, sources, words. Every link is a relative one."""

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Final

from askfirst.activities.component import component_source
from askfirst.curriculum import Module, read_module
from askfirst.export.drawing import ring
from askfirst.export.formulas import formula_style
from askfirst.export.page import Link, Links, page_html
from askfirst.export.page_frame import Frame, frame_html, joined_script, page_style, read_text
from askfirst.export.shelf import Shelf
from askfirst.export.site_search import anchor_of

Texts = Mapping[str, str]

HOME: Final = "index.html"
SOURCES: Final = "sources.html"
# A file that nobody has who reads a site.
LEDGER: Final = re.compile(r"<code[^>]*>data/claims\.csv</code>")
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
    return LEDGER.sub(rf'<a rel="noreferrer" href="../{SOURCES}">\g<0></a>', html).encode()


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
    return titled_page("glossary_title", listed, shelf, texts)


def site_page(main: str, shelf: Shelf, texts: Texts, *, data: str = "null") -> bytes:
    """Return a page of the site that is no module.

    Args:
        main: What it says.
        shelf: Of the site.
        texts: What it says of its own accord.
        data: For its script, as JSON.
    """
    return framed(main, shelf.language, texts, helping=help_link(shelf), data=data)


def titled_page(name: str, body: str, shelf: Shelf, texts: Texts) -> bytes:
    """Return a page with its title, what it is about, and the way to the first page."""
    about = escape(texts[name.replace("_title", "_about")])
    home = f'<a class="go" rel="noreferrer" href="{HOME}">{escape(texts["home"])}</a>'
    head = f'<div class="head"><h1>{ring(escape(texts[name]))}</h1><p>{about}</p>{home}</div>'
    end = f'<nav class="others" aria-label="{escape(texts["home"])}">{home}</nav>'
    return site_page(head + body + end, shelf, texts)


def framed(
    main: str, language: str, texts: Texts, *, helping: str = "", data: str = "null"
) -> bytes:
    """Return the same in a language that is known; its bar leads to `helping`, if anywhere."""
    frame = Frame(
        language=language,
        title=texts["tab"],
        main=main,
        data=data,
        style=_style() + formula_style(main),
        script=_script(),
        helping=helping,
    )
    return frame_html(frame, texts).encode()


def module_link(module: Module) -> str:
    """Return where the page of a module stands, from the first page."""
    return f"modules/{module.stem}.html"


def chapter_link(chapter: Module) -> str:
    """Return the same for a chapter of the handbook."""
    return f"handbook/{chapter.stem}.html"


def help_link(shelf: Shelf) -> str:
    """Return the same for where help is; "" in a project that lists no service of its place."""
    return f"{HOME}#help" if shelf.services else ""


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
