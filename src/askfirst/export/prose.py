"""Markdown of a cell as a tree of pieces and runs, for formats that are not made of HTML."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from markdown_it.tree import SyntaxTreeNode

from askfirst.export.dollars import BLOCKS, INLINE
from askfirst.export.markdown import BlockKind, MarkdownReader
from askfirst.export.markup import AS_WORDS, LEFT_OUT
from askfirst.export.runs import MARK, SCHEMES, Run

STRONG: Final = frozenset({"strong", "em"})
CODE: Final = frozenset({"fence", "code_block", *BLOCKS})
Tell = Callable[[str], None]


Row = tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One block of a text.

    Attributes:
        kind: What it is.
        runs: Its words: of a heading, a paragraph, code, or the alt text of a picture.
        level: 1 to 6 for a heading.
        parts: Of a list its items, of a side note the one thing it holds; each a text of its own.
        start: First number of a numbered list, -1 for bullets.
        rows: Of a table, head row first.
        where: Of a picture, its address as written.
        letters: Of a drawing, the size of its smallest letters as a share of its width.
    """

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    level: int = 0
    parts: tuple[tuple["Piece", ...], ...] = ()
    start: int = -1
    rows: tuple[Row, ...] = ()
    where: str = ""
    letters: float = 0.0

    @property
    def text(self) -> str:
        """All its words, a line for each part and row."""
        inside = [" ".join(piece.text for piece in part) for part in self.parts]
        rows = [" | ".join(said(cell) for cell in row) for row in self.rows]
        return "\n".join(filter(None, [said(self.runs), *inside, *rows]))

    def claims(self) -> Iterator[str]:
        """Give the claims that its source marks name, in order, as often as they stand there."""
        yield from (run.text for run in self.runs if run.mark)
        yield from (claim for part in self.parts for piece in part for claim in piece.claims())
        yield from (run.text for row in self.rows for cell in row for run in cell if run.mark)


def said(runs: Iterable[Run]) -> str:
    """Return the words of some runs."""
    return "".join(run.text for run in runs)


def plain(text: str, *, bold: bool = False) -> tuple[Run, ...]:
    """Return words that are only words."""
    return (Run(text=text, bold=bold),) if text else ()


def marks(claims: Iterable[str]) -> tuple[Run, ...]:
    """Return source marks, with a narrow space that does not break before each."""
    pairs = ((Run(text="\u202f"), Run(text=claim, href=f"#{claim}", mark=True)) for claim in claims)
    return tuple(run for pair in pairs for run in pair)


def read_prose(source: str, reader: MarkdownReader, warn: Tell) -> tuple[Piece, ...]:
    """Return the pieces of a text; `warn` is told of each thing that was left out."""
    return tuple(_pieces(SyntaxTreeNode(reader.tokens(source)).children, warn))


def _pieces(nodes: Sequence[SyntaxTreeNode], warn: Tell) -> Iterator[Piece]:
    for node in nodes:
        if node.type == "heading":
            runs = tuple(_runs(node.children, Run(text=""), warn))
            if not said(runs).strip():  # it held nothing but HTML, of which no word is left
                continue
            yield Piece(kind=BlockKind.HEADING, runs=runs, level=int(node.tag[1]))
        elif node.type == "paragraph":
            yield from _paragraph(node.children[0].children, warn)
        elif node.type in {"bullet_list", "ordered_list"}:
            parts = tuple(tuple(_pieces(item.children, warn)) for item in node.children)
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else -1
            yield Piece(kind=BlockKind.LIST, parts=parts, start=start)
        elif node.type == "blockquote":
            yield Piece(kind=BlockKind.SIDE, parts=(tuple(_pieces(node.children, warn)),))
        elif node.type == "table":
            yield Piece(kind=BlockKind.TABLE, rows=tuple(_rows(node, warn)))
        elif node.type == "hr" and node.markup.startswith("_"):  # a line to write on
            yield Piece(kind=BlockKind.TEXT, runs=(Run(text=node.markup),))
        elif node.type == LEFT_OUT:
            warn(AS_WORDS + str(node.info))
        elif node.type in CODE:
            written = node.content.strip("\n")
            formula = "display" if node.type in BLOCKS else ""
            yield Piece(kind=BlockKind.CODE, runs=(Run(text=written, code=True, formula=formula),))


def _paragraph(nodes: Sequence[SyntaxTreeNode], warn: Tell) -> Iterator[Piece]:
    """Give the words of a paragraph, and each picture in it as a piece of its own."""
    words: list[SyntaxTreeNode] = []
    for node in nodes:
        if node.type != "image":
            words.append(node)
            continue
        yield from _text(words, warn)
        words = []
        where = str(node.attrs.get("src", ""))
        runs = plain(said(_runs(node.children, Run(text=""), warn)) or where[:60])
        yield Piece(kind=BlockKind.PICTURE, runs=runs, where=where)
    yield from _text(words, warn)


def _text(nodes: Sequence[SyntaxTreeNode], warn: Tell) -> Iterator[Piece]:
    runs = tuple(_runs(nodes, Run(text=""), warn))
    if said(runs).strip():
        yield Piece(kind=BlockKind.TEXT, runs=runs)


def _rows(table: SyntaxTreeNode, warn: Tell) -> Iterator[Row]:
    for part in table.children:
        for row in part.children:
            yield tuple(tuple(_runs(cell.children, Run(text=""), warn)) for cell in row.children)


def _runs(nodes: Sequence[SyntaxTreeNode], look: Run, warn: Tell) -> Iterator[Run]:
    for node in nodes:
        if node.type == "link":
            yield from _runs(
                node.children, _linked(str(node.attrs.get("href", "")), look, warn), warn
            )
        elif node.type in {"softbreak", "hardbreak"}:
            yield replace(look, text=" " if node.type == "softbreak" else "\n")
        elif node.type == LEFT_OUT:
            warn(AS_WORDS + str(node.info))
        elif node.type in INLINE:
            formula = "inline" if node.type == "math_inline" else "display"
            yield replace(look, text=node.content, code=True, formula=formula)
        elif node.type == "code_inline":
            yield replace(look, text=node.content, code=True)
        elif node.children or node.type == "inline":
            bold = look.bold or node.type in STRONG
            yield from _runs(node.children, replace(look, bold=bold), warn)
        elif node.content:
            yield replace(look, text=node.content)


def _linked(href: str, look: Run, warn: Tell) -> Run:
    if MARK.fullmatch(href):
        return replace(look, href=href, mark=True)
    if not (urlsplit(href).scheme.lower() in SCHEMES or href[:1] == "#"):
        warn(f"the link to {href[:60]!r} was left out; use http, https, mailto or #")
        return look
    return replace(look, href=href)
