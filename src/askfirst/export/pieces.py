"""Cells of a module as pieces of print, each with its pictures and its complaints."""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from typing import Any, Final

from msgspec.structs import asdict

from askfirst.curriculum import Cell, Module
from askfirst.export.cells import ALL, PICTURES
from askfirst.export.cut import MOST_LINES, cut
from askfirst.export.dollars import is_formula
from askfirst.export.errors import ExportError, ExportWarning
from askfirst.export.formula_text import alone, shown_runs, undrawn
from askfirst.export.formulas import unshown
from askfirst.export.lettering import smallest_letters
from askfirst.export.markdown import BlockKind
from askfirst.export.markup import gathered, words_of
from askfirst.export.pictures import TYPES, decoded, find_picture, joined
from askfirst.export.prose import Piece, Row, Tell, plain, read_prose, said
from askfirst.export.runs import Run, Runs
from askfirst.export.svg import inline_svg
from askfirst.export.texts import GUIDE
from askfirst.export.typeset import drawable, picture_source
from askfirst.records import replace

SUFFIXES: Final = {kind: suffix for suffix, kind in TYPES.items()}
SVG: Final = "image/svg+xml"
INKS: Final = {"#0A5A66": "#000000", "#17252B": "#000000", "#CBD3D2": "#999999"}
NAMESPACE: Final = ("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
NARROW, WIDE = 9, 44  # letters; how far the longest cell of a column widens it


class PieceReader:
    """Reads the cells of one module for print.

    Attributes:
        pictures: What the pieces draw, by the name in their `where`; black on white.
        texts: What notes begin their lines with, and what is said beside them.
    """

    def __init__(
        self,
        module: Module,
        *,
        kept: dict[str, bytes] | None = None,
        formulas: bool = True,
        texts: Mapping[str, str] = GUIDE,
    ) -> None:
        """Read a module.

        Args:
            module: With the cells to read.
            kept: Gathers the pictures of several.
            formulas: Whether all are drawn; else one within a line becomes letters.
            texts: How the notes of the module begin their lines, and what is said beside them.
        """
        self._module = module
        self._formulas = formulas
        self.pictures = {} if kept is None else kept
        self.texts = texts

    def pieces(self, cell: Cell) -> list[Piece]:
        """Return what a cell shows: Markdown as it reads, code as what it printed."""
        complaints: list[str] = []
        if cell.kind == "markdown":
            found = [*self._prose(cell, cell.source, complaints.append)]
        else:
            found = [*self._code(cell, complaints.append)]
        if complaints:
            place = f"{self._module.path.name}, cell {cell.index + 1}"
            module = self._module
            line = gathered(complaints, name=module.path.name, trusted=module.trusted)
            warnings.warn(f"{place}: {line}.", ExportWarning, stacklevel=2)
        return found

    def _prose(self, cell: Cell, source: str, tell: Tell) -> Iterator[Piece]:
        for piece in read_prose(source, tell):
            yield self._drawn(cell, piece, tell)

    def _drawn(self, cell: Cell, piece: Piece, tell: Tell) -> Piece:
        """Return a piece whose pictures have the names under which they are kept."""
        if piece.kind is BlockKind.PICTURE:
            folder = self._module.path.parent if self._module.path.is_absolute() else None
            try:
                found = find_picture(piece.where, folder=folder, attachments=cell.attachments)
                where = self._keep(*found, said(piece.runs))
                return replace(piece, where=where, letters=self._letters(where))
            except ExportError as error:
                tell(f"the picture {piece.where[:60]!r} was left out: {error}")
                return replace(piece, where="")
        if not (piece.parts or piece.rows or any(run.formula for run in piece.runs)):
            return piece
        return replace(
            piece,
            runs=self._runs(piece.runs, tell),
            parts=tuple(tuple(self._drawn(cell, p, tell) for p in part) for part in piece.parts),
            rows=tuple(tuple(self._runs(cell, tell) for cell in row) for row in piece.rows),
        )

    def _runs(self, runs: Runs, tell: Tell) -> Runs:
        source = "" if self._formulas else alone(runs)
        why = undrawn(source) if source else ""
        if self._formulas or (source and not why):
            return tuple(self._formula(run, tell) if run.formula else run for run in runs)
        return shown_runs(runs, (lambda _: tell(why)) if why else tell)

    def _formula(self, run: Run, tell: Tell) -> Run:
        """Return a formula with its picture, or as it is written where it cannot be drawn."""
        source = run.text.strip()
        # imported when needed, since hardly any module holds a formula
        draw: Any = import_module("askfirst.export.formula_drawing").draw_formula
        try:
            drawing = draw(source, display=run.formula == "display")
        except ExportError as error:
            tell(unshown(source, error))
            return run
        name = f"formula-{sha256(drawing.svg.encode()).hexdigest()[:16]}.svg"
        self.pictures[name] = drawing.svg.encode()
        return replace(run, text=source, drawn=name, width=drawing.width, depth=drawing.depth)

    def _keep(self, kind: str, content: bytes, alt: str) -> str:
        if kind not in SUFFIXES:
            raise ExportError(f"its type is {kind!r}; use svg, png, jpeg, gif or webp")
        name = f"picture-{len(self.pictures) + 1}{SUFFIXES[kind]}"
        drawing = kind == SVG
        kept = (
            _black(inline_svg(content, name="p", alt=alt)) if drawing else picture_source(content)
        )
        if not drawable(name, kept):
            raise ExportError("it cannot be drawn; save it anew")
        self.pictures[name] = kept
        return name

    def _letters(self, name: str) -> float:
        """Return how small the letters of a drawing are; those of a bitmap nobody knows."""
        return smallest_letters(self.pictures[name]) if name.endswith(".svg") else 0.0

    def _code(self, cell: Cell, tell: Tell) -> Iterator[Piece]:
        spec = cell.spec
        if spec is not None and spec.get("type") == "table":
            yield from table(spec)
            return
        if cell.activity is not None:
            yield from _verbatim(cell.activity.text(), tell, most_lines=ALL)
            return
        if cell.source.strip():
            yield from _verbatim(cell.source, tell, most_lines=ALL)
        for output in cell.outputs:
            yield from self._output(cell, output, tell)

    def _output(self, cell: Cell, data: Mapping[str, Any], tell: Tell) -> Iterator[Piece]:
        drawn = next((kind for kind in PICTURES if kind in data), None)
        alt = joined(data.get("text/plain", "")) or "picture"
        if drawn is not None:
            yield self._output_picture(drawn, data[drawn], alt, tell)
        elif "text/markdown" in data:
            yield from self._prose(cell, joined(data["text/markdown"]), tell)
        elif is_formula(joined(data.get("text/latex", ""))):
            yield from self._prose(cell, joined(data["text/latex"]), tell)
        elif shown := next((k for k in ("text/plain", "text/latex", "error") if k in data), None):
            yield from _verbatim(joined(data[shown]), tell)
        elif said_in := words_of(joined(data.get("text/html", ""))):
            tell(f"an output is shown as plain text ({', '.join(sorted(data))})")
            yield from _verbatim(said_in, tell)
        elif data:
            tell(f"an output of type {', '.join(sorted(data))} was left out")

    def _output_picture(self, kind: str, value: object, alt: str, tell: Tell) -> Piece:
        where = ""
        try:
            content = joined(value).encode() if kind == SVG else decoded(value)
            where = self._keep(kind, content, alt)
        except ExportError as error:
            tell(f"a picture was left out: {error}")
        letters = self._letters(where) if where else 0.0
        return Piece(kind=BlockKind.PICTURE, runs=plain(alt), where=where, letters=letters)


def table(spec: Mapping[str, Any]) -> Iterator[Piece]:
    """Give the caption and the rows of a table of `data/` as it is stored."""
    lines = [spec.get("columns", ()), *spec.get("rows", ())]
    if caption := str(spec.get("caption", "")):
        yield Piece(kind=BlockKind.HEADING, runs=plain(caption), level=4)
    yield Piece(
        kind=BlockKind.TABLE,
        rows=tuple(tuple(plain(str(cell)) for cell in line) for line in lines),
    )


def encoded(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    """Return pieces as the templates read them."""
    return [_encoded(piece) for piece in pieces]


def runs_data(runs: Iterable[Run]) -> list[dict[str, Any]]:
    """Return runs as the templates read them: what is false or empty is left out."""
    return [{k: v for k, v in asdict(run).items() if v or k == "text"} for run in runs]


def _encoded(piece: Piece) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": str(piece.kind), "runs": runs_data(piece.runs)}
    match piece.kind:
        case BlockKind.LIST | BlockKind.SIDE:
            made |= {"parts": [encoded(part) for part in piece.parts], "start": piece.start}
        case BlockKind.TABLE:
            made["rows"] = [[runs_data(cell) for cell in row] for row in piece.rows]
            made["weights"] = weights(piece.rows)
        case BlockKind.PICTURE:
            made |= {"where": piece.where, "letters": piece.letters}
    return made


def weights(rows: Sequence[Row]) -> list[int]:
    """Return how wide the columns of a table are beside each other, by their longest cells."""
    count = max((len(row) for row in rows), default=0)
    cells = ([len(said(row[i])) for row in rows if i < len(row)] for i in range(count))
    return [min(max([NARROW, *lengths]), WIDE) for lengths in cells]


def _verbatim(text: str, tell: Tell, *, most_lines: int = MOST_LINES) -> Iterator[Piece]:
    shown, left = cut(text, most_lines=most_lines)
    yield Piece(kind=BlockKind.CODE, runs=(Run(text=shown, code=True),))
    if left:
        tell(f"it is too long to show whole: {left.rstrip('.')}")
        yield Piece(kind=BlockKind.TEXT, runs=plain(left))


def _black(svg: str) -> bytes:
    """Return a drawing in the ink of print, as a file of its own."""
    for ink, black in INKS.items():
        svg = svg.replace(ink, black)
    return svg.replace(*NAMESPACE, 1).encode()
