"""The handbook on the site: each chapter as a page to read, and what is printed or filled in."""

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from askfirst import handbook
from askfirst.curriculum import Module
from askfirst.export.cells import CellReader
from askfirst.export.drawing import ring
from askfirst.export.formulas import line_html
from askfirst.export.handbook import handbook_file
from askfirst.export.markdown import Block, BlockKind
from askfirst.export.page_drawing import blocks_html
from askfirst.export.page_sources import in_order, numbered_marks, sources_section
from askfirst.export.shelf import PAPERS, Shelf
from askfirst.export.site_pages import HOME, framed, help_link
from askfirst.export.sizes import sized
from askfirst.export.translation import ENGLISH
from askfirst.handbook import BOOK, read_chapters, read_templates
from askfirst.records import replace

FIRST: Final = "index.html"
# A link from chapter to chapter, as it is written, and as it is read beside other marks.
WRITTEN: Final = re.compile(r"\]\((\d\d-[a-z0-9-]+)\.md(?:#([a-z0-9-]+))?\)")
READ: Final = re.compile(r'href="#(\d\d-[a-z0-9-]+)\.html(#[a-z0-9-]+)?"')
MARK: Final = re.compile(r" ?\[C\d\d\]\(#C\d\d\)")
BOX: Final = re.compile(r"<li>(\s*(?:<p>)?☐)")
NAMED: Final = re.compile(r"<code>([a-z-]+)</code>")
Texts = Mapping[str, str]


def made_files(project: Path) -> Mapping[str, tuple[Path, ...]]:
    """Return the names of the handbook's files on the site, and what each is made from.

    What is laid out as a PDF stands there for each paper; what is filled in at a computer once.
    """
    printed = handbook.made_files(project)
    chapters = printed.get(BOOK, ())
    forms = tuple(path for name, paths in printed.items() if name != BOOK for path in paths)
    named = tuple(dict.fromkeys([*chapters, *forms]))  # a chapter leads to the templates it names
    made = {f"{path.stem}.html": named for path in chapters}
    for name, sources in printed.items():
        made |= dict.fromkeys(_on_papers(name), sources)
    if made:
        made[FIRST] = tuple(dict.fromkeys(path for sources in made.values() for path in sources))
    return made


def site_handbook_file(project: Path, name: str, shelf: Shelf) -> bytes:
    """Return one of these files by its name."""
    texts = shelf.texts("site", ENGLISH)  # as the handbook says of itself
    if name == FIRST:
        return _first_page(read_chapters(project), read_templates(project), shelf, texts)
    if name.endswith(".html"):
        forms = {template.stem for template in read_templates(project)}
        return _chapter_page(read_chapters(project), name, forms, shelf, texts)
    for paper in PAPERS:
        if name.endswith(f"-{paper}.pdf"):
            plain = name.removesuffix(f"-{paper}.pdf") + ".pdf"
            return handbook_file(project, plain, replace(shelf, paper=paper))
    return handbook_file(project, name, shelf)


def _on_papers(name: str) -> list[str]:
    stem, _, suffix = name.rpartition(".")
    return [f"{stem}-{paper}.pdf" for paper in PAPERS] if suffix == "pdf" else [name]


def _first_page(
    chapters: Sequence[Module], templates: Sequence[Module], shelf: Shelf, texts: Texts
) -> bytes:
    """Return the page that leads to chapters, to the book in print, and to templates."""
    said = {name: escape(text) for name, text in texts.items()}
    home = _home(f"../{HOME}", texts["home"])
    rows = "".join(
        f'<li><p class="number" aria-hidden="true">{escape(chapter.number)}</p>'
        f'<h3><a rel="noreferrer" href="{escape(chapter.stem)}.html">{line_html(chapter.title)}</a>'
        f"</h3><p>{line_html(MARK.sub('', chapter.promise))}</p></li>"
        for chapter in chapters
    )
    listed = f'<ol class="modules">{rows}</ol>' if rows else ""
    stem = BOOK.removesuffix(".pdf")
    book = _row(stem, texts["handbook_book"], (), shelf, texts) if rows else ""
    forms = "".join(_row(t.stem, t.title, ("docx",), shelf, texts) for t in templates)
    parts = (
        (said["chapters"], listed),
        (said["handbook_print"], f'<ul class="print">{book}</ul>' if book else ""),
        (
            said["templates"],
            f'<p>{said["templates_about"]}</p><ul class="print">{forms}</ul>' if forms else "",
        ),
    )
    main = "".join(f'<section class="part"><h2>{h}</h2>{b}</section>' for h, b in parts if b)
    head = (
        f'<div class="head"><h1>{ring(said["handbook_title"])}</h1>'
        f"<p>{said['handbook_about']}</p>{home}</div>"
    )
    language = [*chapters, *templates][0].language
    return framed(head + main + _end([home], texts), language, texts, helping=_help(shelf))


def _row(stem: str, title: str, also: Sequence[str], shelf: Shelf, texts: Texts) -> str:
    """Return one thing with a link for each file of it, which says what the file is."""
    files = [(f"{stem}.{suffix}", texts[suffix]) for suffix in also]
    files += [(f"{stem}-{p}.pdf", texts["pdf_on"].format(paper=texts[p])) for p in PAPERS]
    files = [(file, sized(s, shelf.sizes.get(f"site/handbook/{file}"), texts)) for file, s in files]
    links = "".join(
        f'<a rel="noreferrer" href="{escape(file)}" aria-label="{escape(f"{title}, {said}")}">'
        f"{escape(said)}</a>"
        for file, said in files
    )
    return f'<li id="{escape(stem)}"><span>{escape(title)}</span>{links}</li>'


def _chapter_page(
    chapters: Sequence[Module], name: str, forms: Container[str], shelf: Shelf, texts: Texts
) -> bytes:
    at = next(n for n, chapter in enumerate(chapters) if f"{chapter.stem}.html" == name)
    chapter = chapters[at]
    promise, *parts = _read(chapter)
    ways = [_home(FIRST, texts["handbook_home"])]
    for said, near in (("before", at - 1), ("after", at + 1)):
        if 0 <= near < len(chapters):
            title = texts[said].format(title=chapters[near].title)
            ways.append(_home(f"{chapters[near].stem}.html", title))
    number = escape(texts["chapter"].format(number=chapter.number.lstrip("0")))
    head = (
        f'<div class="head"><p class="label">{number}</p><h1>{ring(line_html(chapter.title))}</h1>'
        f"{promise}{ways[0]}</div>"
    )
    html = READ.sub(r'href="\1.html\2"', "".join([head, *parts]))
    html = NAMED.sub(lambda found: _form(found, forms), html)
    body, first = numbered_marks(BOX.sub(r'<li class="box">\1', html))
    body += sources_section(in_order(first), (), shelf.claims, first, texts)
    data = json.dumps({"texts": {"aside": texts["aside"]}}, ensure_ascii=False)
    written = data.replace("<", "\\u003c")
    main = body + _end(ways, texts)
    return framed(main, chapter.language, texts, helping=_help(shelf), data=written)


def _help(shelf: Shelf) -> str:
    where = help_link(shelf)
    return f"../{where}" if where else ""


def _form(named: re.Match[str], forms: Container[str]) -> str:
    """Return the name of a template with a way to its files, and any other as it stands."""
    way = f'<a rel="noreferrer" href="{FIRST}#{named[1]}">{named[0]}</a>'
    return way if named[1] in forms else named[0]


def _read(chapter: Module) -> Iterator[str]:
    """Give the promise, what the opening says besides, and each part under its heading."""
    linked = replace(
        chapter,
        cells=tuple(replace(cell, source=_linked(cell.source)) for cell in chapter.cells),
    )
    reader = CellReader(linked)
    opening, *rest = ((cell, reader.blocks(cell)) for cell in linked.cells)
    said = blocks_html(opening[1][:1], caption="")
    yield f'<div class="promise">{said}</div>'
    yield blocks_html(opening[1][1:], caption=escape(chapter.title), level=2)
    for cell, blocks in rest:
        heading, body = _headed(blocks)
        name = escape(cell.id)
        yield (
            f'<section class="part" id="{name}"><h2>{heading}</h2>'
            f"{blocks_html(body, caption=heading)}</section>"
        )


def _headed(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    there = bool(blocks) and blocks[0].kind is BlockKind.HEADING
    return (blocks[0].html, blocks[1:]) if there else ("", blocks)


def _linked(source: str) -> str:
    """Return a text whose links to chapters are read as marks; what reads it drops other files."""
    return WRITTEN.sub(lambda m: f"](#{m[1]}.html{f'#{m[2]}' if m[2] else ''})", source)


def _home(file: str, said: str) -> str:
    return f'<a class="go" rel="noreferrer" href="{escape(file)}">{escape(said)}</a>'


def _end(ways: Sequence[str], texts: Texts) -> str:
    rows = "".join(f"<li>{way}</li>" for way in ways)
    return f'<nav class="others" aria-label="{escape(texts["on_site"])}"><ul>{rows}</ul></nav>'
