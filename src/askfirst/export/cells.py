"""One cell read for the deck; whatever cannot be drawn is said once, with file and cell."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from html import escape
from importlib import import_module
from math import ceil
from typing import Any, Final

from askfirst.activities.base import MIME
from askfirst.curriculum import Cell, Module
from askfirst.export.cut import MOST_LINES, cut
from askfirst.export.dollars import is_formula
from askfirst.export.errors import ExportError, ExportWarning
from askfirst.export.markdown import Block, BlockKind, MarkdownReader
from askfirst.export.markup import gathered, words_of
from askfirst.export.pictures import (
    TYPES,
    Picture,
    decoded,
    find_picture,
    joined,
    missing_html,
    picture_html,
)
from askfirst.export.runs import Paragraph
from askfirst.records import replace

PICTURES: Final = tuple(dict.fromkeys(TYPES.values()))
ALL: Final = 1000  # lines of code; its letters are counted all the same
COMPLAINED: Final = "<[&"  # without one of these nothing of a note is left out as HTML or a link
PART_LINES, PART_LETTERS = 14, 60  # as many as stand on a slide under a headline
Tell = Callable[[str], None]


class CellReader:
    """Reads the cells of one module, each with its pictures and its complaints."""

    def __init__(self, module: Module, *, formulas: bool = True) -> None:
        """Read a module for a page, or for a surface that is made of text and pictures."""
        self._module = module
        shown = formulas and module.trusted  # what draws formulas is made of HTML
        self._markdown = MarkdownReader(formulas=formulas, name=self._name if shown else None)
        self._drawn = 0
        self.for_pages = formulas  # what draws none has to open each picture

    def blocks(self, cell: Cell) -> list[Block]:
        """Return what a cell shows: Markdown as blocks, code as what it printed."""
        complaints: list[str] = []
        tell = complaints.append
        read = self._illustrated if cell.kind == "markdown" else self._code
        found = read(cell, tell)
        self._complain(cell, complaints)
        return found

    def note(self, cell: Cell) -> str:
        """Return a facilitator cell as HTML for the speaker notes."""
        complaints: list[str] = []
        tell = complaints.append
        html = self._markdown.html(cell.source, draw=self._draw(cell, tell), warn=tell)
        self._complain(cell, complaints)
        return html

    def said(self, cell: Cell) -> tuple[Paragraph, ...]:
        """Return what a facilitator cell says, for notes that are no page."""
        if any(sign in cell.source for sign in COMPLAINED):
            self.note(cell)  # for what it complains of
        complaints: list[str] = []
        found = self._markdown.paragraphs(cell.source, warn=complaints.append)
        self._complain(cell, complaints)
        return found

    def _illustrated(self, cell: Cell, tell: Tell) -> list[Block]:
        """Return the blocks of a Markdown cell, each with the pictures that were drawn in it."""
        drawn: list[Picture] = []
        draw = self._draw(cell, tell, drawn)
        found = []
        for block in self._markdown.each(cell.source, draw=draw, warn=tell):
            # each its own, also where two say the same: what stands where is told by identity
            found.append(replace(block, pictures=tuple(drawn)))
            drawn.clear()
        return found

    def _complain(self, cell: Cell, complaints: list[str]) -> None:
        if complaints:
            place = f"{self._module.path.name}, cell {cell.index + 1}"
            module = self._module
            said = gathered(complaints, name=module.path.name, trusted=module.trusted)
            warnings.warn(f"{place}: {said}.", ExportWarning, stacklevel=2)

    def _draw(
        self, cell: Cell, tell: Tell, drawn: list[Picture] | None = None
    ) -> Callable[[str, str], str]:
        folder = self._module.path.parent if self._module.path.is_absolute() else None

        def draw(where: str, alt: str) -> str:
            try:
                kind, content = find_picture(where, folder=folder, attachments=cell.attachments)
                html = self._shown(kind, content, alt)
            except ExportError as error:
                tell(f"the picture {where[:60]!r} was left out: {error}")
                return missing_html(alt or where[:60])
            if drawn is not None:
                drawn.append(Picture(kind=kind, content=content, alt=alt))
            return html

        return draw

    def _shown(self, kind: str, content: bytes, alt: str) -> str:
        html = picture_html(kind, content, alt=alt, name=self._name())
        if not self.for_pages:  # imported when needed, since no page needs it
            import_module("askfirst.export.raster").bitmap(
                Picture(kind=kind, content=content, alt=alt)
            )
        return html

    def _name(self) -> str:
        self._drawn += 1
        return f"drawing{self._module.number}-{self._drawn}"

    def _code(self, cell: Cell, tell: Tell) -> list[Block]:
        spec = cell.spec
        if spec is not None and spec.get("type") == "table":
            return _table(spec)
        code = _code_blocks(cell.source, tell, most_lines=ALL) if cell.source.strip() else []
        return code + [b for out in cell.outputs for b in self._output(out, tell)]

    def _output(self, data: Mapping[str, Any], tell: Tell) -> list[Block]:
        for kind in PICTURES:
            if kind in data:
                return [self._picture(kind, data, tell)]
        if "text/markdown" in data:
            source = joined(data["text/markdown"])
            return list(
                self._markdown.blocks(source, draw=lambda _, alt: missing_html(alt), warn=tell)
            )
        if is_formula(joined(data.get("text/latex", ""))):
            source = joined(data["text/latex"])
            return list(self._markdown.blocks(source, draw=lambda _, alt: alt, warn=tell))
        html = joined(data.get("text/html", "")) if MIME not in data else ""
        block = self._markdown.trusted(html, warn=tell)
        return [block] if block else _words(data, tell)

    def _picture(self, kind: str, data: Mapping[str, Any], tell: Tell) -> Block:
        said = joined(data.get("text/plain", ""))
        value = data[kind]
        found: tuple[Picture, ...] = ()
        try:
            content = joined(value).encode() if kind == "image/svg+xml" else decoded(value)
            html = self._shown(kind, content, said)
            found = (Picture(kind=kind, content=content, alt=said),)
        except ExportError as error:
            tell(f"a picture was left out: {error}")
            html = missing_html(said)
        return Block(BlockKind.PICTURE, f"<p>{html}</p>", said, pictures=found)


def _words(data: Mapping[str, Any], tell: Tell) -> list[Block]:
    """Return an output as plain text."""
    for kind in ("text/plain", "text/latex", "error"):
        if kind in data:
            if kind != "text/plain" or set(data) - {"text/plain", "text/html", MIME}:
                tell(f"an output is shown as plain text ({', '.join(sorted(data))})")
            return _code_blocks(joined(data[kind]), tell)
    if said := words_of(joined(data.get("text/html", ""))):
        tell(f"an output is shown as plain text ({', '.join(sorted(data))})")
        return _code_blocks(said, tell)
    if data:
        tell(f"an output of type {', '.join(sorted(data))} was left out")
    return []


def _code_block(text: str) -> Block:
    return Block(BlockKind.CODE, f"<pre><code>{escape(text)}</code></pre>", text)


def _code_blocks(text: str, tell: Tell, *, most_lines: int = MOST_LINES) -> list[Block]:
    shown, left = cut(text, most_lines=most_lines)
    block = replace(_code_block(shown), parts=tuple(map(_code_block, _parts(shown))))
    if not left:
        return [block]
    tell(f"it is too long to show whole: {left.rstrip('.')}")
    return [block, Block(BlockKind.TEXT, f"<p>{escape(left)}</p>", left)]


def _parts(text: str) -> Iterator[str]:
    """Give a text in parts of as many lines as stand on a slide, where each is broken."""
    most = PART_LINES * PART_LETTERS
    part: list[str] = []
    used = 0
    for whole in text.split("\n"):
        for start in range(0, max(1, len(whole)), most):  # a longer one fills a part by itself
            line = whole[start : start + most]
            rows = max(1, ceil(len(line) / PART_LETTERS))
            if part and used + rows > PART_LINES:
                yield "\n".join(part)
                part, used = [], 0
            part.append(line)
            used += rows
    yield "\n".join(part)


def _table(spec: Mapping[str, Any]) -> list[Block]:
    lines = [spec.get("columns", ()), *spec.get("rows", ())]
    rows = tuple(tuple((escape(str(c)), str(c)) for c in line) for line in lines)
    caption = str(spec.get("caption", ""))
    head = Block(BlockKind.HEADING, escape(caption), caption, level=2)
    return [*([head] if caption else []), Block(BlockKind.TABLE, "", caption, rows=rows)]
