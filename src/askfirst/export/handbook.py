"""The facilitator's handbook as one book, as a PDF: contents, chapters, sources."""

import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from askfirst.curriculum import Module
from askfirst.errors import CurriculumError
from askfirst.export.citations import listed_sources
from askfirst.export.errors import ExportWarning
from askfirst.export.markdown import BlockKind
from askfirst.export.pieces import PieceReader, encoded, runs_data
from askfirst.export.prose import Piece, Row, said
from askfirst.export.shelf import Shelf
from askfirst.export.steps import Line, Part, read_parts
from askfirst.export.templates import form_docx, form_pdf
from askfirst.export.typeset import language, typeset
from askfirst.handbook import BOOK, TEMPLATES, read_chapters, read_text
from askfirst.records import replace

LINK: Final = re.compile(r"\[([^\]]+)\]\((?!#|[a-z]+:)([^)\s]+)\)")
SLOT: Final = re.compile("_{4,}")
ROOM: Final = 24  # letters
LONG: Final = 1700  # letters, about half a page: what is shorter stays on one page
LINE: Final = 66  # letters
Texts = Mapping[str, str]


def handbook_file(project: Path, name: str, shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return one file of the shelf by its name: the book, or a template as PDF or DOCX.

    Raises:
        CurriculumError: A chapter or template that cannot be read, or is not there.
    """
    if name == BOOK:
        return book_file(read_chapters(project), shelf, texts=texts)
    path = project / TEMPLATES / name
    make = form_docx if path.suffix == ".docx" else form_pdf
    return make(read_text(path.with_suffix(".md")), shelf)


def book_file(chapters: Sequence[Module], shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return chapters as one book; a link from one to another leads to its first page.

    Raises:
        CurriculumError: There are no chapters.
    """
    if not chapters:
        raise CurriculumError("The handbook has no chapters. Expected files like 01-topic.md.")
    texts = texts or shelf.texts("handbook", chapters[0].language)
    stems = {chapter.path.name: chapter.stem for chapter in chapters}
    claims = {claim for chapter in chapters for claim in chapter.claims}
    pictures: dict[str, bytes] = {}
    data = {
        **language(chapters[0].language),
        "paper": shelf.paper,
        "title": texts["title"],
        "places": [*stems.values()],
        "chapters": [_chapter(chapter, stems, pictures) for chapter in chapters],
        "texts": dict(texts),
        **listed_sources(sorted(claims), shelf.claims, texts),
    }
    return typeset("handbook.typ", data, name="handbook", pictures=pictures)


def _chapter(
    chapter: Module, stems: Mapping[str, str], pictures: dict[str, bytes]
) -> dict[str, Any]:
    cells = tuple(
        replace(cell, source=_within(cell.source, stems, chapter)) for cell in chapter.cells
    )
    read = replace(chapter, cells=cells)
    opening, *parts = read_parts(read, PieceReader(read, kept=pictures))
    promise, *rest = opening.body
    return {
        "place": chapter.stem,
        "number": chapter.number.lstrip("0"),
        "title": chapter.title,
        "promise": encoded([promise])[0] if isinstance(promise, Piece) else None,
        "opening": [*map(_item, rest)],
        "parts": [_part(part) for part in parts],
    }


def _within(source: str, stems: Mapping[str, str], chapter: Module) -> str:
    """Return a text whose links to chapters lead there in the book; others become words."""

    def led(found: re.Match[str]) -> str:
        words, where = found[1], found[2].partition("#")[0]
        if where in stems:
            return f"[{words}](#{stems[where]})"
        warnings.warn(
            f"{chapter.path.name}: {words!r} leads to {where!r}, which is not in the book; the "
            "words stand alone.",
            ExportWarning,
            stacklevel=2,
        )
        return words

    return LINK.sub(led, source)


def _part(part: Part) -> dict[str, Any]:
    lines = [line for item in part.body for line in item.text.splitlines()]
    letters = sum(max(len(line), LINE) + LINE // 2 for line in lines)
    return {
        "title": part.title,
        "named": runs_data(part.named),
        "long": letters > LONG,
        "body": [*map(_item, part.body)],
    }


def _item(item: Line | Piece) -> dict[str, Any]:
    if isinstance(item, Piece):
        made = encoded([item])[0]
        if item.kind is BlockKind.TABLE:
            made["weights"] = _roomy(item.rows, made["weights"])
        return made
    runs = runs_data(item.runs)
    return {"kind": "line", "label": item.label, "runs": runs, "spoken": item.spoken}


def _roomy(rows: Sequence[Row], weights: Sequence[int]) -> list[int]:
    """Return weights of columns in which one that is filled in by hand is as wide as words are."""
    slots = {i for row in rows for i, cell in enumerate(row) if SLOT.fullmatch(said(cell))}
    return [max(weight, ROOM) if i in slots else weight for i, weight in enumerate(weights)]
