"""Markdown of a cell, read into blocks whose HTML is safe because we alone write the tags.

No HTML is passed through: its words and pictures are read as Markdown. Only of a notebook that this
user trusts is more of it shown, as `trusted.py` writes it. Links and pictures are written here,
from lists of what is allowed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from enum import StrEnum
from functools import lru_cache
from html import escape
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field

from askfirst.export.dollars import BLOCKS, FORMULAS, may_hold_formula
from askfirst.export.formula_text import shown_block, shown_paragraphs, shown_runs
from askfirst.export.formulas import FORMULA, formula_html, source_html
from askfirst.export.markup import AS_WORDS, LEFT_OUT, lost, without_markup
from askfirst.export.pictures import Picture, missing_html
from askfirst.export.runs import (
    MARK,
    SCHEMES,
    Paragraph,
    Runs,
    read_cells,
    read_paragraphs,
    scheme_of,
)
from askfirst.export.token import Attributes, Token
from askfirst.export.tokens import (
    LISTS,
    VERBATIM,
    claims_of,
    groups,
    only_picture,
    parsed,
    plain,
    raw,
)
from askfirst.export.trusted import is_foreign, spans, trusted_html
from askfirst.export.writer import RULES, Rule, written
from askfirst.records import replace

Draw = Callable[[str, str], str]
"""Takes where a picture is and its alt text, returns its HTML."""

QUOTES: Final = ("“", "«", "„", '"', "‘", "「", "『")
"""With any of which a saying begins."""


class BlockKind(StrEnum):
    """What a block is, for the layout that places it."""

    HEADING = "heading"
    SIDE = "side"
    TABLE = "table"
    PICTURE = "picture"
    LIST = "list"
    CODE = "code"
    FORMULA = "formula"
    MARKUP = "markup"
    TEXT = "text"


ALONE: Final = frozenset({BlockKind.CODE, BlockKind.TEXT})


class Block(Struct, frozen=True):
    """One top-level piece of a cell.

    Attributes:
        kind: What it is.
        html: Its HTML, escaped and allow-listed; of a heading only the inside.
        text: Its plain text, to measure by.
        level: 1 to 6 for a heading.
        claims: Ids of the source marks in it.
        rows: Of a table, head row first; cells as (HTML, plain text).
        parts: Of a list, one block for each item.
        paragraphs: What it says, for surfaces that are no page; of a table nothing.
        cells: Of a table, what its rows say, as in `rows`.
        pictures: Those in it, as they were drawn.
    """

    kind: BlockKind
    html: str
    text: str
    level: int = 0
    claims: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    parts: tuple["Block", ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    cells: tuple[tuple[Runs, ...], ...] = ()
    pictures: tuple[Picture, ...] = ()


class _Page(Struct):
    """What the render rules share while one cell is read."""

    draw: Draw
    warn: Callable[[str], None]
    formulas: bool
    whole: bool = False  # whether HTML stays as it is, to be written anew with what is around it
    open_links: list[bool] = field(default_factory=list)


class MarkdownReader:
    """Reads CommonMark with tables, strikethrough and formulas; one reader serves a whole deck."""

    def __init__(self, *, formulas: bool = True, name: Callable[[], str] | None = None) -> None:
        """Read for a page, or for a surface that is made of text and pictures.

        Args:
            formulas: Whether it draws them by itself, wherever they stand. Else one that stands
                alone is to be a picture, and one within a line becomes letters.
            name: Of a notebook whose HTML is trusted: gives a new name for each piece of it.
        """
        self._formulas = formulas
        self._name = name

    def blocks(self, source: str, *, draw: Draw, warn: Callable[[str], None]) -> tuple[Block, ...]:
        """Return the blocks of a cell.

        Args:
            source: Markdown.
            draw: Asked for the HTML of each picture.
            warn: Told of each thing that was left out.
        """
        return tuple(self.each(source, draw=draw, warn=warn))

    def each(self, source: str, *, draw: Draw, warn: Callable[[str], None]) -> Iterator[Block]:
        """Give the blocks one by one: what one has drawn is known before the next is read."""
        shared = _blocks(source) if self._name is None or "<" not in source else None
        if shared is not None:
            yield from shared
            return
        page = _Page(draw, warn, self._formulas)
        for tokens, html in self._stretches(source, draw, warn):
            if html:
                yield _markup(tokens, html)
                continue
            yield from self._shown(tokens, page)

    def _shown(self, tokens: Sequence[Token], page: _Page) -> Iterator[Block]:
        said = (self._said(group, page) for group in groups(tokens))
        return (block for block in said if block.html or block.rows)

    def html(self, source: str, *, draw: Draw, warn: Callable[[str], None]) -> str:
        """Return a whole cell as HTML, for notes."""
        page = _Page(draw, warn, self._formulas)
        read = self._stretches(source, draw, warn)
        return "".join(html or self._render(tokens, page) for tokens, html in read)

    def trusted(self, source: str, *, warn: Callable[[str], None]) -> Block | None:
        """Return HTML that is no Markdown as a block; None if it is not trusted or shows nothing.

        Args:
            source: HTML, whose pictures are data or are not had.
            warn: Told what was left out.
        """
        if self._name is None or not source:
            return None
        tokens = without_markup([Token("html_block", content=source)])
        html = self._written(source, lambda _, alt: missing_html(alt), warn)
        return _markup(tokens, html) if html else None

    def _stretches(
        self, source: str, draw: Draw, warn: Callable[[str], None]
    ) -> Iterator[tuple[Sequence[Token], str]]:
        """Give a text in parts: tokens, and where HTML is in them that is trusted all of it."""
        if self._name is None or "<" not in source:
            yield parsed(source), ""
            return
        whole = _Page(draw, warn, self._formulas, whole=True)
        for span in spans([*groups(raw(source))]):
            plain = without_markup(deepcopy(span))
            headed = plain[:1] and plain[0].type == "heading_open"
            kept = lost(plain) and not headed  # a headline begins a slide whatever its look
            html = self._written(self._render(span, whole), draw, warn) if kept else ""
            if html or not kept:
                yield plain, html

    def _written(self, html: str, draw: Draw, warn: Callable[[str], None]) -> str:
        name = self._name() if self._name else ""
        return trusted_html(html, name=name, draw=draw, warn=warn)

    def paragraphs(self, source: str, *, warn: Callable[[str], None]) -> tuple[Paragraph, ...]:
        """Return what a whole cell says, for notes that are no page."""
        said = read_paragraphs(parsed(source))
        return said if self._formulas else shown_paragraphs(said, warn)

    def _render(self, tokens: Sequence[Token], page: _Page) -> str:
        return written(tokens, WRITTEN, page)

    def _said(self, tokens: Sequence[Token], page: _Page) -> Block:
        """Return a block with what it says beside its HTML."""
        block, warn = self._block(tokens, page), page.warn
        if block.kind is BlockKind.TABLE:
            rows = read_cells(tokens)
            if not self._formulas:
                rows = (tuple(shown_runs(runs, warn) for runs in row) for row in rows)
            return replace(block, cells=tuple(rows))
        said = read_paragraphs(tokens)
        if self._formulas:
            return replace(block, paragraphs=said)
        if block.kind not in ALONE:
            return replace(block, paragraphs=shown_paragraphs(said, warn))
        formula, shown = shown_block(said, warn)
        kind, text = (BlockKind.FORMULA, formula) if formula else (block.kind, block.text)
        return replace(block, kind=kind, text=text, paragraphs=shown)

    def _block(self, tokens: Sequence[Token], page: _Page) -> Block:
        first, inside = tokens[0], tokens[1:-1]
        said, claims = plain(tokens), tuple(dict.fromkeys(claims_of(tokens)))
        if first.type == "heading_open":
            level = int(first.tag[1])
            html = self._render(inside, page)
            return Block(BlockKind.HEADING, html, said, level=level, claims=claims)
        if first.type == "blockquote_open":
            return Block(BlockKind.SIDE, self._render(inside, page), said, claims=claims)
        if first.type == "table_open":
            rows = tuple(self._rows(tokens, page))
            return Block(BlockKind.TABLE, "", said, claims=claims, rows=rows)
        html = self._render(tokens, page)
        if first.type in LISTS:
            parts = tuple(self._items(tokens, page))
            return Block(BlockKind.LIST, html, said, claims=claims, parts=parts)
        if first.type in VERBATIM:
            drawn = html.startswith(FORMULA)
            return Block(BlockKind.FORMULA if drawn else BlockKind.CODE, html, said)
        kind = BlockKind.PICTURE if only_picture(tokens) else BlockKind.TEXT
        return Block(kind, html, said, claims=claims)

    def _rows(self, tokens: Sequence[Token], page: _Page) -> Iterator[tuple[tuple[str, str], ...]]:
        row: list[tuple[str, str]] = []
        for token in tokens:
            if token.type == "inline":
                row.append((self._render([token], page), plain([token])))
            elif token.type == "tr_close":
                yield tuple(row)
                row = []

    def _items(self, tokens: Sequence[Token], page: _Page) -> Iterator[Block]:
        opened, closed = tokens[0], tokens[-1]
        start = opened.start
        for number, item in enumerate(groups(tokens[1:-1]), start):
            own: Attributes = {"start": number} if opened.tag == "ol" else {}
            head = replace(opened, attrs={**opened.attrs, **own})
            yield Block(
                BlockKind.LIST,
                self._render([head, *item, closed], page),
                plain(item),
                claims=tuple(claims_of(item)),
            )


def _markup(tokens: Sequence[Token], html: str) -> Block:
    claims = tuple(dict.fromkeys(claims_of(tokens)))
    said = read_paragraphs(tokens)
    return Block(BlockKind.MARKUP, html, plain(tokens), claims=claims, paragraphs=said)


@lru_cache(maxsize=1024)
def _blocks(source: str) -> tuple[Block, ...] | None:
    """Return the blocks of a text that reads the same wherever it stands, else None.

    It has no picture or formula, and nothing that is left out with a word of it.
    """
    if may_hold_formula(source):
        return None
    asked: list[str] = []

    def draw(where: str, _: str) -> str:
        asked.append(where)
        return ""

    page = _Page(draw, asked.append, formulas=False)
    found = tuple(MarkdownReader()._shown(parsed(source), page))
    return None if asked else found


def _link_open(token: Token, page: _Page) -> str:
    href = token.href
    if MARK.fullmatch(href):
        page.open_links.append(True)
        return f'<a class="source-mark" href="{escape(href)}">'
    scheme = scheme_of(href)
    allowed = scheme in SCHEMES or (href.startswith("#") and len(href) > 1)
    page.open_links.append(allowed)
    if not allowed:
        page.warn(f"the link to {href[:60]!r} was left out; use http, https, mailto or #")
        return ""
    outside = ' target="_blank" rel="noopener noreferrer"' if scheme.startswith("http") else ""
    return f'<a href="{escape(href)}"{outside}>'


def _link_close(_: Token, page: _Page) -> str:
    return "</a>" if page.open_links.pop() else ""


def _image(token: Token, page: _Page) -> str:
    if page.whole:
        where, alt = token.src, plain(token.children or [])
        return f'<img src="{escape(where)}" alt="{escape(alt)}">'
    return page.draw(token.src, plain(token.children or []))


def _left_out(token: Token, page: _Page) -> str:
    page.warn(AS_WORDS + token.info)
    return ""


def _html(token: Token, page: _Page) -> str:
    whole = page.whole and not (token.type == "html_inline" and is_foreign(token.content))
    return token.content if whole else escape(token.content)


def _formula(token: Token, page: _Page) -> str:
    own = token.type in BLOCKS
    display = token.type != "math_inline"
    if page.formulas:
        return formula_html(token.content.strip(), own=own, display=display, warn=page.warn)
    return source_html(token.content.strip(), own=own)


WRITTEN: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        **RULES,
        "link_open": _link_open,
        "link_close": _link_close,
        "image": _image,
        LEFT_OUT: _left_out,
        # text, but where it is written anew with the rest
        "html_block": _html,
        "html_inline": _html,
        **dict.fromkeys(FORMULAS, _formula),
    }
)
