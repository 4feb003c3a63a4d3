"""Pieces written into a Word document: its headings, lists and tables are real ones."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from askfirst.export.dateless import dateless
from askfirst.export.markdown import BlockKind
from askfirst.export.pictures import Picture
from askfirst.export.prose import Piece, Row, said
from askfirst.export.raster import bitmap
from askfirst.export.runs import Run
from askfirst.export.shelf import Paper

FONT: Final = "Calibri"
INK: Final = RGBColor(0x17, 0x25, 0x2B)
SIZES: Final[Mapping[str, float]] = MappingProxyType(
    {"Title": 22, "Heading 1": 13, "Heading 2": 11.5, "Normal": 10.5}
)
SHEETS: Final[Mapping[Paper, tuple[float, float]]] = MappingProxyType(
    {"a4": (210, 297), "letter": (215.9, 279.4)}
)
SPOKEN: Final[Mapping[str, str]] = MappingProxyType({"en": "en-GB"})
MARGIN, EDGE = 20, 14  # millimetres at the sides, and above and below
INDENT: Final = 6  # millimetres
NARROW, SLOTS, WIDE = 20, 30, 40  # letters; how far the longest cell of a column widens it
SLOT: Final = "____"
BOX, BOXED = "☐", "List Paragraph"  # such a list has boxes in place of its bullets
GAP: Final = 6  # points
FORMULA: Final = 11.5  # points, at which its letters are as high as those of the text
POINTS: Final = 72 / 25.4  # of a millimetre
ROW: Final = 8  # millimetres: takes a pen
THUMBNAIL: Final = RELATIONSHIP_TYPE.THUMBNAIL
DATES: Final = ("dcterms:created", "dcterms:modified")


class Document:
    """A document while it is written."""

    def __init__(
        self, title: str, *, language: str, paper: Paper, pictures: Mapping[str, bytes]
    ) -> None:
        """Begin with a title.

        Args:
            title: Of the document.
            language: Its tag.
            paper: Its size.
            pictures: Drawings of formulas, by the names that runs have; filled until it is saved.
        """
        self._pictures = pictures
        self._document = docx.Document()
        self._room = SHEETS[paper][0] - 2 * MARGIN
        self._set_page(*SHEETS[paper])
        self._set_styles(SPOKEN.get(language, language))
        about = self._document.core_properties
        about.title, about.author, about.language = title, "Ask First", language
        about.comments = about.last_modified_by = ""
        self._document.add_paragraph(title, style="Title")

    def add(self, piece: Piece) -> None:
        """Write one piece after those before it."""
        match piece.kind:
            case BlockKind.HEADING:
                level = max(1, piece.level - 1)
                self._write(self._document.add_paragraph(style=f"Heading {level}"), piece.runs)
            case BlockKind.LIST:
                self._list(piece)
            case BlockKind.TABLE:
                self._table(piece.rows)
            case BlockKind.SIDE:
                for inner in piece.parts[0]:
                    self.add(inner)
            case _:
                self._write(self._document.add_paragraph(), piece.runs)

    def saved(self) -> bytes:
        """Return the file, which has no date in it."""
        properties = self._document.core_properties._element
        for name in DATES:
            for dated in properties.findall(qn(name)):
                properties.remove(dated)
        self._drop_thumbnail()
        made = BytesIO()
        self._document.save(made)
        return dateless(made)

    def _drop_thumbnail(self) -> None:
        """Leave out the picture of an empty page that the library's own template brings along."""
        related: Any = self._document.part.package.rels
        for name in [name for name, to in related.items() if to.reltype == THUMBNAIL]:
            del related[name]

    def _set_page(self, width: float, height: float) -> None:
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin = section.right_margin = Mm(MARGIN)
        section.top_margin = section.bottom_margin = Mm(EDGE)

    def _set_styles(self, language: str) -> None:
        styles: Any = self._document.styles
        for name, size in SIZES.items():
            style = styles[name]
            style.font.name, style.font.size = FONT, Pt(size)
            style.font.color.rgb = INK
            fonts = style.element.rPr.rFonts
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        styles["Normal"].paragraph_format.space_after = Pt(5)
        styles["Normal"].paragraph_format.line_spacing = 1.0
        styles["Heading 1"].paragraph_format.space_before = Pt(14)
        for tongue in styles.element.iter(qn("w:lang")):
            tongue.set(qn("w:val"), language)

    def _list(self, piece: Piece) -> None:
        number = self._numbering(piece.start) if piece.start >= 0 else None
        boxed = all(said(part[0].runs).startswith(BOX) for part in piece.parts if part)
        bullet = BOXED if boxed else "List Bullet"
        style = bullet if number is None else "List Number"
        for part in piece.parts:
            paragraph: Any = self._document.add_paragraph(style=style)
            if bullet == BOXED:
                paragraph.paragraph_format.left_indent = Mm(INDENT)
            if number is not None:
                chosen = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                chosen.get_or_add_ilvl().val = 0
                chosen.get_or_add_numId().val = number
            self._write(paragraph, part[0].runs if part else ())
            for inner in part[1:]:
                self.add(inner)

    def _numbering(self, start: int) -> int:
        """Return the number of a list that counts anew; else it would go on from the last one."""
        styles: Any = self._document.styles
        numbering: Any = self._document.part.numbering_part.element
        kind = styles["List Number"].element.pPr.numPr.numId.val
        (shape,) = (n.abstractNumId.val for n in numbering.num_lst if n.numId == kind)
        made = numbering.add_num(shape)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        number: int = made.numId
        return number

    def _table(self, rows: Sequence[Row]) -> None:
        count = max(len(row) for row in rows)
        headed = any(said(cell) for cell in rows[0])
        shown = rows if headed else rows[1:]
        table: Any = self._document.add_table(len(shown), count, style="Table Grid")
        table.autofit = False
        widths = [Mm(self._room * share) for share in _shares(shown, count)]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width  # Word reads the cells, other programs the columns
        for line, row in zip(table.rows, shown, strict=True):
            for place, (cell, width) in enumerate(zip(line.cells, widths, strict=True)):
                cell.width = width
                words = row[place] if place < len(row) else ()
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(2)
                self._write(paragraph, () if said(words).strip("_") == "" else words)
            line.height = Mm(ROW)
            _keep_whole(line)
        if headed:
            _head(table.rows[0])
        gap: Any = self._document.add_paragraph()  # a table cannot end a document
        gap.paragraph_format.space_after = Pt(0)
        gap.paragraph_format.line_spacing = Pt(GAP)

    def _write(self, paragraph: Any, runs: Sequence[Run]) -> None:
        for run in runs:
            if run.drawn:
                self._draw(paragraph.add_run(), run)
                continue
            made = paragraph.add_run(run.text)
            made.bold, made.italic = run.bold or None, run.slanted or None
            if run.raised > 0:
                made.font.superscript = True
            elif run.raised < 0:
                made.font.subscript = True

    def _draw(self, made: Any, run: Run) -> None:
        """Write a formula that stands alone, with its LaTeX in place of words."""
        wide = min(run.width * FORMULA, self._room * POINTS)
        picture = Picture(kind="image/svg+xml", content=self._pictures[run.drawn], alt=run.text)
        png = bitmap(picture, points=max(1, round(wide))).content
        made.add_picture(BytesIO(png), width=Pt(wide))._inline.docPr.set("descr", run.text)


def _shares(rows: Sequence[Row], count: int) -> list[float]:
    """Return how much of the width each column takes, by its words; a slot has room for a few."""
    longest = [
        max(
            (SLOTS if _slot(row[i]) else len(said(row[i])) for row in rows if i < len(row)),
            default=0,
        )
        for i in range(count)
    ]
    weights = [min(max(NARROW, letters), WIDE) for letters in longest]
    return [weight / sum(weights) for weight in weights]


def _slot(cell: Sequence[Run]) -> bool:
    return SLOT in said(cell)


def _keep_whole(row: Any) -> None:
    """Let no row break over a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _head(row: Any) -> None:
    """Make a row the head of its table, repeated on each page and named to a screen reader."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
