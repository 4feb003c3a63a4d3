"""A slide written as XML: text, tables and pictures, in the order they are read."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Final

from askfirst.export.powerpoint_faces import (
    Face,
    Grid,
    Image,
    Part,
    Rings,
    Rule,
    Said,
    headline,
)
from askfirst.export.powerpoint_layouts import (
    BODY,
    CODE,
    EMU,
    LABEL,
    LAYOUTS,
    NOTES,
    Box,
    Color,
    Layout,
    Type,
)
from askfirst.export.powerpoint_marks import drawn_in, with_last_word
from askfirst.export.powerpoint_measure import (
    between,
    indent,
    least_lines,
    notes_type,
    paragraph_type,
    tied,
    weighted,
)
from askfirst.export.powerpoint_shapes import FAMILIES, UNSAID, attribute, rings_xml, rule_xml
from askfirst.export.powerpoint_template import NIGHT_MAP, NO_PLACE, SPACES, frame
from askfirst.export.powerpoint_theme import STYLES, solid
from askfirst.export.powerpoint_turned import ASIDE, LEFTMOST, aside, cell_way, way
from askfirst.export.raster import Bitmap
from askfirst.export.runs import Paragraph, Run, Runs, Shape
from askfirst.records import replace

CLOSE: Final = '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
NUMBER: Final = "{A5CF1A57-0000-4A5C-8000-00000000000F}"
MONOSPACE: Final = '<a:latin typeface="Courier New"/><a:cs typeface="Courier New"/>'
SHIFTS: Final = {0: "", 1: ' baseline="30000"', -1: ' baseline="-25000"'}
HAIRLINE: Final = 2
BEFORE_LINK: Final = Run(text="\u200b")
"""Of no width. To a link that begins a paragraph LibreOffice gives the looks of what follows it."""
JUMP: Final = ' action="ppaction://hlinksldjump"'
RECTANGLE: Final = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'

Link = Callable[[str], str]
"""Takes where a run leads, returns the id of that relationship, or "" if it leads nowhere."""

Embed = Callable[[Bitmap], str]
"""Takes a picture, returns the id of its relationship."""


class SlideWriter:
    """Writes one slide.

    Args:
        language: Of its text, as PowerPoint names it; "" if nobody said.
        link: Makes a relationship to where a run leads.
        embed: Makes a relationship to a picture.
        rtl: Whether the presentation is read from the right.
    """

    def __init__(self, *, language: str, link: Link, embed: Embed, rtl: bool = False) -> None:
        self._language = f' lang="{language}"' if language else ""
        self._link, self._embed, self._rtl = link, embed, rtl
        self._shapes = 1

    def slide(self, face: Face, *, number: str) -> str:
        """Return a slide; before its number in the file stands that of its module."""
        layout = LAYOUTS[face.layout]
        night = layout.ground is Color.NIGHT
        mapping = f"<a:overrideClrMapping {NIGHT_MAP}/>" if night else "<a:masterClrMapping/>"
        shapes = "".join(self._shapes_of(face, layout, number))
        return (
            f"<p:sld {SPACES}><p:cSld><p:spTree>{NO_PLACE}{shapes}</p:spTree></p:cSld>"
            f"<p:clrMapOvr>{mapping}</p:clrMapOvr></p:sld>"
        )

    def notes(self, paragraphs: Sequence[Paragraph]) -> str:
        """Return the notes of a slide."""
        type_ = notes_type(paragraphs)
        size = None if type_ == NOTES else type_
        said = "".join(self._paragraph(p, NOTES, size=size) for p in paragraphs)
        said = said or f"<a:p><a:endParaRPr{self._language}/></a:p>"
        return (
            f"<p:notes {SPACES}><p:cSld><p:spTree>{NO_PLACE}<p:sp><p:nvSpPr>"
            '<p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
            'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr>'
            '<p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr>'
            '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr>'
            f"</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{said}</p:txBody></p:sp>"
            "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
        )

    def _shapes_of(self, face: Face, layout: Layout, number: str) -> Iterator[str]:
        yield self._title(face, layout)
        for part in face.parts:
            yield self._part(part, layout)
        if face.code:
            yield self._placeholder("Code", layout, None)
        if face.footer:
            yield self._said("Foot", layout, (Paragraph(runs=face.footer),))
        before = f"<a:r>{self._looks('')}<a:t>{escape(number)}</a:t></a:r>" if number else ""
        field = f'<a:fld id="{NUMBER}" type="slidenum">{self._looks("")}<a:t>‹#›</a:t></a:fld>'
        turned = f"<a:pPr{LEFTMOST}/>" if self._rtl else ""
        yield self._placeholder("Number", layout, None, f"<a:p>{turned}{before}{field}</a:p>")

    def _title(self, face: Face, layout: Layout) -> str:
        place, top = layout.place("Title"), headline(face.title, face.layout)
        tall = place.box.height if place.anchor != "t" else max(top.height, place.box.height)
        turned = self._rtl or way("".join(run.text for run in top.runs), rtl=False)
        width = place.box.width if turned else top.width  # letters that join are measured roughly
        box = replace(place.box, width=width, height=tall)
        type_ = None if top.type.size == place.type.size else top.type
        runs = top.runs
        if top.type.bold and top.lines > 1 and not turned:
            runs = with_last_word(runs, top.lines, width=width, type_=top.type)
        text = self._text((Paragraph(runs=runs),), place.type, size=type_)
        return self._placeholder("Title", layout, box, text)

    def _part(self, part: Part, layout: Layout) -> str:
        match part:
            case Said():
                return self._said(part.place, layout, part.paragraphs, part.box, part.type)
            case Grid():
                return self._grid(part, layout)
            case Image():
                return self._image(part, layout)
            case Rule():
                return rule_xml(part, self._id())
            case Rings():
                return rings_xml(part, self._id, self._language)

    def _id(self) -> int:
        self._shapes += 1
        return self._shapes

    # text

    def _said(
        self,
        name: str,
        layout: Layout,
        paragraphs: Sequence[Paragraph],
        box: Box | None = None,
        type_: Type | None = None,
    ) -> str:
        place = layout.place(name)
        size = None if type_ is None or type_.size == place.type.size else type_
        width = (box or place.box).width - 2 * place.inset
        text = self._text(paragraphs, place.type, size=size, width=width)
        text = aside(text) if self._rtl and name in ASIDE else text
        return self._placeholder(name, layout, box, text)

    def _placeholder(self, name: str, layout: Layout, box: Box | None, text: str = "") -> str:
        """Return a placeholder; without text, the one for a picture that is yet to come."""
        place = layout.place(name)
        size = ' sz="quarter"' if place.kind == "sldNum" else ""
        index = f' idx="{place.index}"' if place.index else ""
        moved = frame(box) if box and box != place.box else ""
        # An empty paragraph: without one LibreOffice would show the prompt to the room.
        said = text or f"<a:p><a:endParaRPr{self._language}/></a:p>"
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._id()}" name="{name}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{place.kind}"{size}{index}/>'
            f"</p:nvPr></p:nvSpPr><p:spPr>{moved}</p:spPr><p:txBody>"
            f"<a:bodyPr/><a:lstStyle/>{said}</p:txBody></p:sp>"
        )

    def _text(
        self,
        paragraphs: Sequence[Paragraph],
        type_: Type,
        *,
        size: Type | None = None,
        width: int = 0,
    ) -> str:
        margins = [_margin(p, width, size or type_) for p in paragraphs]
        said = any(margins)  # LibreOffice would give the next paragraph the same
        return "".join(
            self._paragraph(
                p, type_, size=size, width=width, margin=margin if said else None, first=place == 0
            )
            for place, (p, margin) in enumerate(zip(paragraphs, margins, strict=True))
        )

    def _paragraph(  # noqa: PLR0913  # what differs from one to the next
        self,
        paragraph: Paragraph,
        type_: Type,
        *,
        size: Type | None = None,
        width: int = 0,
        margin: int | None = None,
        first: bool = False,
    ) -> str:
        """Return a paragraph, whose lines may be as long as `width`, without a margin.

        In the notes there is no width, and its bullet is its own, not that of its place.
        """
        shape, level = paragraph.shape, paragraph.level
        item = shape in {Shape.BULLET, Shape.NUMBER}
        attributes = f' lvl="{min(level + item, 4)}"' if level or item else ""
        if level and not item:
            attributes += f' marL="{level * 40 * EMU}" indent="0"'
        if margin is not None:
            attributes += f' marR="{margin * EMU}"'
        attributes += way(paragraph.text, rtl=self._rtl, code=shape is Shape.CODE)
        inside = CLOSE if first and type_.before else ""
        if size and size.before < type_.before and not inside:
            inside = f'<a:spcBef><a:spcPts val="{between(paragraph, size) * 75}"/></a:spcBef>'
        if shape is Shape.CODE:
            inside = f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>{CLOSE}'
        if shape is Shape.NUMBER:
            attributes += f' marL="{(level + 1) * 40 * EMU}" indent="{-40 * EMU}"'
            inside += (
                '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"'
                f' startAt="{max(1, min(paragraph.number, 32767))}"/>'
            )
        elif level and not item:
            inside += "<a:buNone/>"
        elif item and not width:
            inside += '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
        properties = f"<a:pPr{attributes}>{inside}</a:pPr>" if attributes or inside else ""
        said = tied(paragraph.runs)
        said = (BEFORE_LINK, *said) if said and (said[0].mark or said[0].href) else said
        runs = "".join(self._run(run, type_, size, shape) for run in said)
        return f"<a:p>{properties}{runs}</a:p>"

    def _run(
        self,
        run: Run,
        type_: Type,
        size: Type | None,
        shape: Shape = Shape.TEXT,
        *,
        cell: bool = False,
    ) -> str:
        look, inside = "", ""
        if size:
            look = f' sz="{round(size.size * 75)}"'
        if run.label and not type_.sans:
            look = f' sz="{round(min(type_.size, LABEL.size) * 75)}" b="{int(run.bold)}"'
            inside = f"{solid(Color.STONE if not run.bold else Color.ASK)}{FAMILIES[True]}"
        elif shape is Shape.CODE:
            look, inside = f' sz="{round(min(type_.size, CODE.size) * 75)}"', MONOSPACE
        elif run.bold or shape is Shape.HEADING:
            look += ' b="1"'
        look += ' i="1"' * run.slanted + SHIFTS[run.raised]
        if run.struck:
            look += ' strike="sngStrike"'
        if run.mark:
            look = look.replace(' b="1"', "") + ' b="0" baseline="30000"'
            inside = FAMILIES[True]
        elif run.code:
            inside = MONOSPACE
        elif cell and type_.sans:  # a head; some programs would give it the looks of its column
            look += ' b="0"'
            inside = f"{solid(Color.STONE)}{FAMILIES[True]}"
        elif cell and not inside:
            inside = FAMILIES[False]
        href = f"#{run.text}" if run.mark else run.href
        target = self._link(href) if href else ""
        if target:
            action = JUMP if href.startswith("#") else ""
            inside += f'<a:hlinkClick r:id="{target}"{action}/>'
        lines = (UNSAID.sub("", line) for line in run.text.replace("\u202f", "\u00a0").split("\v"))
        looks = self._looks(look, inside)
        pieces = (f"<a:r>{looks}<a:t>{escape(line)}</a:t></a:r>" for line in lines)
        return f"<a:br>{looks}</a:br>".join(pieces)

    def _looks(self, look: str, inside: str = "") -> str:
        return f'<a:rPr{self._language}{look} dirty="0">{inside}</a:rPr>'

    # tables

    def _grid(self, grid: Grid, layout: Layout) -> str:
        place = layout.place("Table")
        columns = "".join(f'<a:gridCol w="{width * EMU}"/>' for width in grid.widths)
        heights = _heights(grid)
        rows = "".join(
            self._row(grid, row, tall, head=grid.head and place == 0)
            for place, (row, tall) in enumerate(zip(grid.rows, heights, strict=True))
        )
        box = replace(grid.box, height=sum(heights))
        flags = ' rtl="1"' * self._rtl + ' firstRow="1"' * grid.head
        flags += ' firstCol="1"' if grid.first else ""
        return (
            f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{self._id()}" name="Table" '
            f'descr="{attribute(grid.title)}"/><p:cNvGraphicFramePr>'
            '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>'
            f'<p:ph type="tbl" idx="{place.index}"/></p:nvPr></p:nvGraphicFramePr>'
            f"{frame(box, 'p:xfrm')}<a:graphic><a:graphicData "
            'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f"<a:tblPr{flags}><a:tableStyleId>{STYLES[grid.ground]}</a:tableStyleId></a:tblPr>"
            f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic>"
            "</p:graphicFrame>"
        )

    def _row(self, grid: Grid, row: Sequence[Runs], tall: int, *, head: bool) -> str:
        type_ = LABEL if head else grid.type
        above, below = (0, 10) if head else (grid.pad, grid.pad)
        anchor = ' anchor="ctr"' if grid.gap == 0 else ' anchor="b"' if head else ""
        cells = []
        for place, (runs, wide) in enumerate(zip(row, grid.widths, strict=True)):
            gap = grid.gap if place < len(row) - 1 else 0
            face = weighted(type_, bold=grid.first and place == 0 and not head)
            turned = _drawn_in(runs, wide - gap, face)
            sides = (gap, 0) if self._rtl else (0, gap)
            around = 'marL="{}" marR="{}" '.format(*(side * EMU for side in sides))
            around += f'marT="{above * EMU}" marB="{below * EMU}"{anchor}'
            cells.append(self._cell(runs, type_, turned, around))
        return f'<a:tr h="{tall * EMU}">{"".join(cells)}</a:tr>'

    def _cell(self, runs: Runs, type_: Type, turned: str, around: str) -> str:
        size = f' sz="{round(type_.size * 75)}"'
        spacing = f'<a:lnSpc><a:spcPct val="{type_.spacing * 1000}"/></a:lnSpc>'
        turned += cell_way("".join(run.text for run in runs), rtl=self._rtl)
        empty = not "".join(run.text for run in runs).strip("_ ")
        said = (
            "" if empty else "".join(self._run(run, type_, type_, cell=True) for run in tied(runs))
        )
        face = FAMILIES[type_.sans]
        end = f"<a:endParaRPr{self._language}{size}>{face}</a:endParaRPr>" if empty else ""
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr{turned}>{spacing}</a:pPr>{said}"
            f"{end}</a:p></a:txBody><a:tcPr {around}/></a:tc>"
        )

    # pictures and lines

    def _image(self, image: Image, layout: Layout) -> str:
        alt = attribute(image.alt)
        if image.bitmap is None:
            return self._frame(image, alt)
        return (
            f'<p:pic><p:nvPicPr><p:cNvPr id="{self._id()}" name="Picture" descr="{alt}"/>'
            '<p:cNvPicPr><a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr><p:nvPr>'
            f'<p:ph type="pic" idx="{layout.place("Picture").index}"/></p:nvPr></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{self._embed(image.bitmap)}"/><a:stretch><a:fillRect/>'
            f"</a:stretch></p:blipFill><p:spPr>{frame(image.box)}</p:spPr></p:pic>"
        )

    def _frame(self, image: Image, alt: str) -> str:
        text = self._text((Paragraph(runs=(Run(text=image.alt),)),), replace(BODY, before=0))
        line = f'<a:ln w="28575">{solid(Color.EDGE)}<a:prstDash val="sysDot"/></a:ln>'
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._id()}" name="Missing picture" descr="{alt}"/>'
            f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{frame(image.box)}{RECTANGLE}'
            f'<a:noFill/>{line}</p:spPr><p:txBody><a:bodyPr wrap="square" lIns="228600" '
            f'tIns="76200" rIns="228600" bIns="76200"><a:normAutofit/></a:bodyPr><a:lstStyle/>'
            f"{text}</p:txBody></p:sp>"
        )


def _heights(grid: Grid) -> list[int]:
    """Return how high rows are in Georgia; they were planned for any face, in which they grow."""
    return [
        tall if grid.head and place == 0 else min(tall, _least(grid, row))
        for place, (tall, row) in enumerate(zip(grid.heights, grid.rows, strict=True))
    ]


def _least(grid: Grid, row: Sequence[Runs]) -> int:
    types = [weighted(grid.type, bold=grid.first and place == 0) for place in range(len(row))]
    counts = (
        least_lines(runs, width=wide - grid.gap, type_=type_)
        for runs, wide, type_ in zip(row, grid.widths, types, strict=True)
    )
    return max(1, *counts) * grid.type.line + 2 * grid.pad + HAIRLINE


def _margin(paragraph: Paragraph, width: int, type_: Type) -> int:
    """Return how far a paragraph is drawn in, if there is a width for its lines."""
    if not width:
        return 0
    lines = width - indent(paragraph)
    return drawn_in(tied(paragraph.runs), width=lines, type_=paragraph_type(paragraph, type_))


def _drawn_in(runs: Runs, width: int, type_: Type) -> str:
    """Return the attribute of a paragraph that keeps its marks with their words."""
    by = drawn_in(tied(runs), width=width, type_=type_)
    return f' marR="{by * EMU}"' if by else ""
