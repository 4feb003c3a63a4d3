"""The page of sources on the site: what each claim rests on, and where the site names it."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from msgspec import Struct

from askfirst.curriculum import Module, Source
from askfirst.export.citations import entry
from askfirst.export.page import page_claims
from askfirst.export.page_sources import in_order
from askfirst.export.shelf import Shelf
from askfirst.export.site_pages import chapter_link, module_link, titled_page

Texts = Mapping[str, str]
Row = Mapping[str, str]


class Claim(Struct, frozen=True, kw_only=True):
    """One claim of the site.

    Attributes:
        rows: Its sources.
        modules: Those whose pages name it.
        guides: Modules whose guides alone do.
        chapters: Those of the handbook.
    """

    rows: Sequence[Row]
    modules: Sequence[Module]
    guides: Sequence[Module]
    chapters: Sequence[Module]


def sources_page(shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return what every claim of the site rests on: all its sources, and what names it."""
    texts = texts or shelf.texts("site", shelf.language)
    claims = site_claims(shelf)
    body = "".join(_section(mark, claim, texts) for mark, claim in claims.items())
    grades = {row["grade"] for claim in claims.values() for row in claim.rows}
    used = sorted(grades & {"A", "B", "C"})
    said = "".join(f"<li>{escape(texts[f'grade_{grade}'])}</li>" for grade in used)
    about = f"<h2>{escape(texts['grades'])}</h2><ul>{said}</ul>" if used else ""
    return titled_page("sources_title", f'{about}<div class="sources">{body}</div>', shelf, texts)


def site_claims(shelf: Shelf) -> dict[str, Claim]:
    """Return each claim that a page, a guide or a chapter names, in the order of their ids."""
    ledger: dict[str, list[Row]] = {}
    for row in shelf.rows_if_any("claims"):
        ledger.setdefault(row["claim_id"], []).append(row)
    pages = [(module, _on_page(module, shelf)) for module in shelf.modules]
    found = {
        mark: Claim(
            rows=ledger[mark],
            modules=[module for module, named in pages if mark in named],
            guides=[m for m, named in pages if mark in m.claims and mark not in named],
            chapters=[chapter for chapter in shelf.chapters if mark in chapter.claims],
        )
        for mark in in_order(ledger)
    }
    return {m: c for m, c in found.items() if c.modules or c.guides or c.chapters}


def _on_page(module: Module, shelf: Shelf) -> frozenset[str]:
    texts = shelf.texts("site-page", module.language)
    return page_claims(module, claims=shelf.claims, services=shelf.services, texts=texts)


def _section(mark: str, claim: Claim, texts: Texts) -> str:
    mark = escape(mark)
    sources = "".join(f"<li>{_source(row, texts)}</li>" for row in claim.rows)
    return (
        f'<section class="source" id="{mark}" aria-labelledby="{mark}-h"><h2 id="{mark}-h">{mark}'
        f'</h2><p class="claim">{escape(claim.rows[0]["claim"])}</p><ul>{sources}</ul>'
        f'<p class="named">{escape(texts["named_in"])} {" ".join(_named(claim, texts))}</p>'
        "</section>"
    )


def _named(claim: Claim, texts: Texts) -> Iterator[str]:
    for module in claim.modules:
        yield _link(module_link(module), f"{module.number} {module.title}")
    for chapter in claim.chapters:
        said = texts["named_chapter"].format(number=chapter.number.lstrip("0"), title=chapter.title)
        yield _link(chapter_link(chapter), said)
    for module in claim.guides:
        said = texts["named_guide"].format(number=module.number, title=module.title)
        yield f"<span>{escape(said)}</span>"


def _link(file: str, said: str) -> str:
    return f'<a rel="noreferrer" href="{escape(file)}">{escape(said)}</a>'


def _source(row: Row, texts: Texts) -> str:
    """Return a source with what was read of it, when, and what it says."""
    source = Source(
        claim=row["claim_id"],
        **{k: row[k] for k in ("title", "organisation", "year", "url", "checked")},
    )
    how = texts["read_how"].format(how=row["how"][:1].upper() + row["how"][1:])
    grade = texts["grade"].format(grade=row["grade"])
    says = escape(texts["says"]).format(text=f"<bdi>{escape(row['source_says'])}</bdi>")
    return (
        f'{entry(source, texts)[1]} {escape(how)} {escape(grade)}<span class="says">{says}</span>'
    )
