"""Markdown of a cell as a tree of pieces and runs, for formats that are not made of HTML."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from askfirst.export.dollars import BLOCKS, INLINE
from askfirst.export.markdown import BlockKind
from askfirst.export.markup import AS_WORDS, LEFT_OUT
from askfirst.export.runs import MARK, SCHEMES, STRONG, Run, scheme_of
from askfirst.export.token import Token
from askfirst.export.tokens import VERBATIM, groups, parsed

BREAKS: Final = {"softbreak": " ", "hardbreak": "\n"}
Tell = Callable[[str], None]


Row = tuple[tuple[Run, ...], ...]


class Piece(Struct, frozen=True, kw_only=True):
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


class _Look(NamedTuple):
    """How words look where they stand, and where they lead; `bold` counts what they are within."""

    bold: int = 0
    mark: bool = False
    href: str = ""

    def run(self, text: str, *, code: bool = False, formula: str = "") -> Run:
        bold, mark, href = self.bold > 0, self.mark, self.href
        return Run(text=text, bold=bold, mark=mark, href=href, code=code, formula=formula)


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


def read_prose(source: str, warn: Tell) -> tuple[Piece, ...]:
    """Return the pieces of a text; `warn` is told of each thing that was left out."""
    return tuple(_pieces(parsed(source), warn))


def _pieces(tokens: Sequence[Token], warn: Tell) -> Iterator[Piece]:
    for group in groups(tokens):
        first, inside = group[0], group[1:-1]
        match first.type:
            case "heading_open":
                runs = _read(_children(inside), warn)
                if said(runs).strip():  # else it held HTML alone, of which no word is left
                    yield Piece(kind=BlockKind.HEADING, runs=runs, level=int(first.tag[1]))
            case "paragraph_open":
                yield from _paragraph(_children(inside), warn)
            case "bullet_list_open" | "ordered_list_open":
                parts = tuple(tuple(_pieces(item[1:-1], warn)) for item in groups(inside))
                numbered = first.type == "ordered_list_open"
                start = first.start if numbered else -1
                yield Piece(kind=BlockKind.LIST, parts=parts, start=start)
            case "blockquote_open":
                yield Piece(kind=BlockKind.SIDE, parts=(tuple(_pieces(inside, warn)),))
            case "table_open":
                yield Piece(kind=BlockKind.TABLE, rows=tuple(_rows(inside, warn)))
            case "hr" if first.info:  # a line to write on
                yield Piece(kind=BlockKind.TEXT, runs=(Run(text=first.info),))
            case kind if kind == LEFT_OUT:
                warn(AS_WORDS + first.info)
            case kind if kind in VERBATIM:
                formula = "display" if kind in BLOCKS else ""
                run = Run(text=first.content.strip("\n"), code=True, formula=formula)
                yield Piece(kind=BlockKind.CODE, runs=(run,))


def _children(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return what stands in a paragraph, a heading or a cell, whose one token is given."""
    return [inner for token in tokens for inner in token.children or ()]


def _paragraph(tokens: Sequence[Token], warn: Tell) -> Iterator[Piece]:
    """Give the words of a paragraph, and each picture in it as a piece of its own."""
    words: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.nesting
        if token.type != "image" or depth:  # one within a link is no more than its words
            words.append(token)
            continue
        yield from _text(words, warn)
        words = []
        where = token.src
        runs = plain(said(_read(token.children or (), warn)) or where[:60])
        yield Piece(kind=BlockKind.PICTURE, runs=runs, where=where)
    yield from _text(words, warn)


def _text(tokens: Sequence[Token], warn: Tell) -> Iterator[Piece]:
    runs = _read(tokens, warn)
    if said(runs).strip():
        yield Piece(kind=BlockKind.TEXT, runs=runs)


def _rows(tokens: Sequence[Token], warn: Tell) -> Iterator[Row]:
    row: list[tuple[Run, ...]] = []
    for token in tokens:
        if token.type == "inline":
            row.append(_read(token.children or (), warn))
        elif token.type == "tr_close":
            yield tuple(row)
            row = []


def _read(tokens: Sequence[Token], warn: Tell) -> tuple[Run, ...]:
    return tuple(_runs(tokens, _Look(), warn))


def _runs(tokens: Sequence[Token], look: _Look, warn: Tell) -> Iterator[Run]:
    outside = look
    for token in tokens:
        kind = token.type
        if kind == "text":
            if token.content:
                yield look.run(token.content)
        elif kind in BREAKS:
            yield look.run(BREAKS[kind])
        elif kind in STRONG:
            look = look._replace(bold=look.bold + token.nesting)
        elif kind == "link_open":
            look = _linked(token.href, look, warn)
        elif kind == "link_close":
            look = look._replace(href=outside.href, mark=outside.mark)
        elif kind == LEFT_OUT:
            warn(AS_WORDS + token.info)
        elif kind in INLINE:
            formula = "inline" if kind == "math_inline" else "display"
            yield look.run(token.content, code=True, formula=formula)
        elif kind == "code_inline":
            yield look.run(token.content, code=True)
        elif token.children:  # a picture is what its words say
            yield from _runs(token.children, look, warn)


def _linked(href: str, look: _Look, warn: Tell) -> _Look:
    if MARK.fullmatch(href):
        return look._replace(href=href, mark=True)
    if not (scheme_of(href) in SCHEMES or href[:1] == "#"):
        warn(f"the link to {href[:60]!r} was left out; use http, https, mailto or #")
        return look
    return look._replace(href=href)
