"""Templates to fill in: as a PDF to write on, and as a DOCX to edit."""

from typing import Any, Final

from askfirst.curriculum import Module
from askfirst.export.document import Document
from askfirst.export.markdown import BlockKind
from askfirst.export.pieces import PieceReader, encoded
from askfirst.export.prose import Piece
from askfirst.export.shelf import Shelf
from askfirst.export.typeset import language, typeset

PART: Final = 2  # the level of a part's heading in a template; its title has 1


def form_pdf(template: Module, shelf: Shelf) -> bytes:
    """Return a template as a PDF, with lines that take a pen."""
    reader = PieceReader(template)
    data = {
        **language(template.language),
        "paper": shelf.paper,
        "title": template.title,
        "pieces": [_piece(piece) for piece in _pieces(template, reader)],
        "texts": dict(shelf.texts("handbook", template.language)),
    }
    return typeset("form.typ", data, name=template.path.name, pictures=reader.pictures)


def form_docx(template: Module, shelf: Shelf) -> bytes:
    """Return a template as a DOCX: headings, lists and tables are real, and slots stay lines."""
    reader = PieceReader(template, formulas=False)
    document = Document(
        template.title, language=template.language, paper=shelf.paper, pictures=reader.pictures
    )
    for piece in _pieces(template, reader):
        document.add(piece)
    return document.saved()


def _pieces(template: Module, reader: PieceReader) -> list[Piece]:
    return [piece for cell in template.cells for piece in reader.pieces(cell)]


def _piece(piece: Piece) -> dict[str, Any]:
    made = encoded([piece])[0]
    if piece.kind is BlockKind.HEADING:
        made["depth"] = max(1, piece.level - PART + 1)
    return made
