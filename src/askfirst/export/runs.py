"""What is said, for surfaces that are no page: paragraphs of runs, read from Markdown's tokens."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from askfirst.export.dollars import BLOCKS, INLINE
from askfirst.export.token import Token
from askfirst.records import replace

MARK: Final = re.compile(r"#([A-Z]{1,3}\d+)")
SCHEMES: Final = frozenset({"http", "https", "mailto"})
BREAKS: Final = {"softbreak": " ", "hardbreak": "\v"}
CODE: Final = frozenset({"code_inline", *INLINE})
SAID: Final = frozenset({"text", *CODE, *BREAKS})
FORMULA: Final = dict.fromkeys(INLINE, "display") | {"math_inline": "inline"}
STRUCK: Final = frozenset({"s_open", "s_close"})
STRONG: Final = frozenset(
    {"strong_open", "strong_close", "em_open", "em_close"}
)  # there are no italics in the house: both are bold


class Run(Struct, frozen=True, kw_only=True):
    """A stretch of text in one look.

    Attributes:
        bold: Whether it is emphasised.
        code: Whether it is set like code.
        struck: Whether a line goes through it.
        label: Whether it is no sentence but says what something is, and so is sans.
        mark: Whether it is a source mark; then its text is the claim's id.
        href: Where it leads, "" for nowhere; "#..." leads to a place in the same file.
        formula: Of a formula whether it stands "inline" or, larger, as "display"; its text is
            LaTeX.
        slanted: Whether it is a letter of a formula that stands for something.
        raised: 1 for what stands high in a formula, -1 for what stands low.
        drawn: The name of the picture that a formula is drawn as, "" for none.
        width: Of that picture, in the size of the letters around it.
        depth: How far it reaches below their line.
    """

    text: str
    bold: bool = False
    code: bool = False
    struck: bool = False
    label: bool = False
    mark: bool = False
    href: str = ""
    formula: str = ""
    slanted: bool = False
    raised: int = 0
    drawn: str = ""
    width: float = 0
    depth: float = 0


Runs = tuple[Run, ...]


class Shape(StrEnum):
    """What a paragraph is."""

    TEXT = "text"
    BULLET = "bullet"
    NUMBER = "number"
    HEADING = "heading"
    CODE = "code"
    FORMULA = "formula"  # in LaTeX, until a surface shows it in its own way


class Paragraph(Struct, frozen=True, kw_only=True):
    """A paragraph, an item of a list, a heading, or a line of code.

    Attributes:
        level: How deep its list lies in others; 0 for the outermost and for all that is no item.
        number: Of a numbered item.
    """

    runs: Runs
    shape: Shape = Shape.TEXT
    level: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        """What it says, without looks."""
        return "".join(run.text for run in self.runs)


def plain(text: str, shape: Shape = Shape.TEXT) -> tuple[Paragraph, ...]:
    """Return a text without looks, a paragraph for each of its lines."""
    return tuple(
        Paragraph(runs=(Run(text=line),), shape=shape) for line in text.splitlines() if line.strip()
    )


def marks(claims: Iterable[str]) -> Runs:
    """Return source marks as they follow a sentence."""
    return tuple(
        run for claim in claims for run in (Run(text="\u202f"), Run(text=claim, mark=True))
    )


def read_runs(tokens: Sequence[Token]) -> Runs:
    """Return the runs of inline tokens; what stands in a picture's place is left out."""
    return tuple(_joined(_runs(tokens)))


def read_paragraphs(tokens: Sequence[Token]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of block tokens in order; of a table, one for each row."""
    reader = _Reader()
    found = (paragraph for token in tokens for paragraph in reader.read(token))
    return tuple(paragraph for paragraph in found if paragraph.text.strip())


def read_cells(tokens: Sequence[Token]) -> Iterator[tuple[Runs, ...]]:
    """Give the rows of a table, its cells as runs."""
    row: list[Runs] = []
    for token in tokens:
        if token.type == "inline":
            row.append(read_runs(token.children or ()))
        elif token.type == "tr_close":
            yield tuple(row)
            row = []


class _Reader:
    """Follows block tokens and knows in which lists, heading or row of a table it is."""

    def __init__(self) -> None:
        self._lists: list[int] = []  # the number of the next item; 0 where items have none
        self._fresh = False  # whether the next paragraph begins an item
        self._heading = False
        self._row: list[Run] | None = None

    def read(self, token: Token) -> Iterator[Paragraph]:
        """Give the paragraphs that this token ends."""
        match token.type:
            case "bullet_list_open":
                self._lists.append(0)
            case "ordered_list_open":
                self._lists.append(token.start)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._fresh = True
            case "list_item_close" if self._lists[-1]:
                self._lists[-1] += 1
            case "heading_open" | "heading_close":
                self._heading = token.nesting == 1
            case "tr_open":
                self._row = []
            case "tr_close" if self._row is not None:
                yield Paragraph(runs=tuple(self._row))
                self._row = None
            case "fence" | "code_block":
                yield from plain(token.content, Shape.CODE)
            case kind if kind in BLOCKS:
                run = Run(text=token.content.strip(), code=True, formula="display")
                yield Paragraph(runs=(run,), shape=Shape.FORMULA, level=len(self._lists))
            case "inline":
                yield from self._said(read_runs(token.children or ()))

    def _said(self, runs: Runs) -> Iterator[Paragraph]:
        if self._row is not None:
            self._row += [Run(text=" | "), *runs] if self._row else runs
            return
        level = max(0, len(self._lists) - 1)
        if self._heading:
            yield Paragraph(runs=runs, shape=Shape.HEADING)
        elif self._lists and self._fresh:
            number = self._lists[-1]
            shape = Shape.NUMBER if number else Shape.BULLET
            yield Paragraph(runs=runs, shape=shape, level=level, number=number)
        else:
            yield Paragraph(runs=runs, level=len(self._lists))
        self._fresh = False


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    strong, struck, href, mark = 0, False, "", False
    for token in tokens:
        kind = token.type
        text = BREAKS.get(kind, token.content)
        if text and kind in SAID:
            yield Run(
                text=text,
                bold=strong > 0,
                code=kind in CODE,
                struck=struck,
                mark=mark,
                href=href,
                formula=FORMULA.get(kind, ""),
            )
        elif kind in STRONG:
            strong += token.nesting
        elif kind in STRUCK:
            struck = token.nesting == 1
        elif kind == "link_open":
            where = token.href
            href, mark = _allowed(where), bool(MARK.fullmatch(where))
        elif kind == "link_close":
            href, mark = "", False


def _allowed(href: str) -> str:
    """Return where a link may lead; a source mark leads to its source by itself."""
    outside = scheme_of(href) in SCHEMES
    return href if outside else ""


def scheme_of(href: str) -> str:
    """Return the scheme of an address in small letters, "" for none, or where it is no address."""
    try:
        return urlsplit(href).scheme.lower()
    except ValueError:  # as of http://[
        return ""


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Put neighbours of one look together."""
    for _, group in groupby(runs, key=_look):
        first, *others = group
        joined = "".join([first.text, *(run.text for run in others)])
        yield replace(first, text=joined) if others else first


def _look(run: Run) -> tuple[bool | str, ...]:
    return run.bold, run.code, run.struck, run.mark, run.href, run.formula
