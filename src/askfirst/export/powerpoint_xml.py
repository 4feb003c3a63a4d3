"""A slide written as XML: text, tables and pictures, in the order they are read."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Final
from unicodedata import bidirectional

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
    Box,
    Color,
    Layout,
    Type,
)
from askfirst.export.powerpoint_measure import tied
from askfirst.export.powerpoint_template import NIGHT_MAP, NO_PLACE, SPACES, frame
from askfirst.export.powerpoint_theme import STYLES, solid
from askfirst.export.raster import Bitmap
from askfirst.export.runs import Paragraph, Run, Runs, Shape

UNSAID: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, such as the codes that colour a terminal."""

DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst>"
)
CLOSE: Final = '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
NUMBER: Final = "{A5CF1A57-0000-4A5C-8000-00000000000F}"
MONOSPACE: Final = '<a:latin typeface="Courier New"/><a:cs typeface="Courier New"/>'
FAMILIES: Final = {True: '<a:latin typeface="+mn-lt"/>', False: '<a:latin typeface="+mj-lt"/>'}
SHIFTS: Final = {0: "", 1: ' baseline="30000"', -1: ' baseline="-25000"'}
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
    """

    def __init__(self, *, language: str, link: Link, embed: Embed) -> None:
        self._language = f' lang="{language}"' if language else ""
        self._link, self._embed = link, embed
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
        said = "".join(self._paragraph(p, replace(BODY, size=16), listed=True) for p in paragraphs)
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
        yield self._placeholder("Number", layout, None, f"<a:p>{before}{field}</a:p>")

    def _title(self, face: Face, layout: Layout) -> str:
        place, top = layout.place("Title"), headline(face.title, face.layout)
        tall = place.box.height if place.anchor != "t" else max(top.height, place.box.height)
        leftwards = _right_to_left("".join(run.text for run in top.runs))
        width = place.box.width if leftwards else top.width
        box = replace(place.box, width=width, height=tall)
        type_ = None if top.type.size == place.type.size else top.type
        text = self._text((Paragraph(runs=top.runs),), place.type, size=type_)
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
                return self._rule(part)
            case Rings():
                return "".join(self._rings(part))

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
        return self._placeholder(name, layout, box, self._text(paragraphs, place.type, size=size))

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
        self, paragraphs: Sequence[Paragraph], type_: Type, *, size: Type | None = None
    ) -> str:
        return "".join(
            self._paragraph(p, type_, size=size, first=place == 0)
            for place, p in enumerate(paragraphs)
        )

    def _paragraph(
        self,
        paragraph: Paragraph,
        type_: Type,
        *,
        size: Type | None = None,
        first: bool = False,
        listed: bool = False,
    ) -> str:
        """Return a paragraph; in the notes, `listed`, its bullet is its own, not its place's."""
        shape, level = paragraph.shape, paragraph.level
        item = shape in {Shape.BULLET, Shape.NUMBER}
        attributes = f' lvl="{min(level + item, 4)}"' if level or item else ""
        if level and not item:
            attributes += f' marL="{level * 40 * EMU}" indent="0"'
        if _right_to_left(paragraph.text):
            attributes += ' algn="r" rtl="1"'
        inside = CLOSE if first and type_.before else ""
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
        elif listed and item:
            inside += '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
        properties = f"<a:pPr{attributes}>{inside}</a:pPr>" if attributes or inside else ""
        runs = "".join(self._run(run, type_, size, shape) for run in tied(paragraph.runs))
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
        rows = "".join(
            self._row(grid, row, tall, head=grid.head and place == 0)
            for place, (row, tall) in enumerate(zip(grid.rows, grid.heights, strict=True))
        )
        flags = f"{' firstRow=' + chr(34) + '1' + chr(34) if grid.head else ''}"
        flags += ' firstCol="1"' if grid.first else ""
        return (
            f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{self._id()}" name="Table" '
            f'descr="{_attribute(grid.title)}"/><p:cNvGraphicFramePr>'
            '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>'
            f'<p:ph type="tbl" idx="{place.index}"/></p:nvPr></p:nvGraphicFramePr>'
            f"{frame(grid.box, 'p:xfrm')}<a:graphic><a:graphicData "
            'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f"<a:tblPr{flags}><a:tableStyleId>{STYLES[grid.ground]}</a:tableStyleId></a:tblPr>"
            f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic>"
            "</p:graphicFrame>"
        )

    def _row(self, grid: Grid, row: Sequence[Runs], tall: int, *, head: bool) -> str:
        type_ = LABEL if head else grid.type
        pad = (0, 10) if head else (grid.pad, grid.pad)
        anchor = ' anchor="ctr"' if grid.gap == 0 else ' anchor="b"' if head else ""
        last = len(row) - 1
        cells = "".join(
            self._cell(runs, type_, pad, 0 if place == last else grid.gap, anchor)
            for place, runs in enumerate(row)
        )
        return f'<a:tr h="{tall * EMU}">{cells}</a:tr>'

    def _cell(self, runs: Runs, type_: Type, pad: tuple[int, int], gap: int, anchor: str) -> str:
        size = f' sz="{round(type_.size * 75)}"'
        spacing = f'<a:lnSpc><a:spcPct val="{type_.spacing * 1000}"/></a:lnSpc>'
        turned = ' algn="r" rtl="1"' if _right_to_left("".join(r.text for r in runs)) else ""
        empty = not "".join(run.text for run in runs).strip("_ ")
        said = (
            "" if empty else "".join(self._run(run, type_, type_, cell=True) for run in tied(runs))
        )
        face = FAMILIES[type_.sans]
        end = f"<a:endParaRPr{self._language}{size}>{face}</a:endParaRPr>" if empty else ""
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr{turned}>{spacing}</a:pPr>{said}"
            f'{end}</a:p></a:txBody><a:tcPr marL="0" marR="{gap * EMU}" marT="{pad[0] * EMU}" '
            f'marB="{pad[1] * EMU}"{anchor}/></a:tc>'
        )

    # pictures and lines

    def _image(self, image: Image, layout: Layout) -> str:
        alt = _attribute(image.alt)
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

    def _rule(self, rule: Rule) -> str:
        return (
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{self._id()}" name="Rule">{DECORATIVE}</p:cNvPr>'
            f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{frame(rule.box)}"
            '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f'<a:ln w="19050">{solid(Color.LINE)}</a:ln></p:spPr></p:cxnSp>'
        )

    def _rings(self, rings: Rings) -> Iterator[str]:
        """Give the path's rings as one group with words, since they say one thing."""
        box = Box(65, 530, 1060, 60)
        inside = "".join(self._ring(index, rings) for index in range(rings.count))
        same = f'<a:chOff x="{box.x * EMU}" y="{box.y * EMU}"/>'
        same += f'<a:chExt cx="{box.width * EMU}" cy="{box.height * EMU}"/>'
        placed = frame(box).replace("</a:xfrm>", f"{same}</a:xfrm>")
        yield (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{self._id()}" name="Path" '
            f'descr="{_attribute(rings.alt)}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
            f"<p:grpSpPr>{placed}</p:grpSpPr>{inside}</p:grpSp>"
        )

    def _ring(self, index: int, rings: Rings) -> str:
        here = rings.here
        x = round(80 + index * 1030 / max(1, rings.count - 1))
        radius = 30 if index == here else 13
        box = Box(x - radius, 560 - radius, 2 * radius, 2 * radius)
        look = ' sz="2100" b="1"'
        inside = f"{solid(Color.INK)}{FAMILIES[False]}"
        number = f"<a:r>{self._looks(look, inside)}<a:t>{escape(rings.number)}</a:t></a:r>"
        text = number if index == here else f"<a:endParaRPr{self._language}/>"
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._id()}" name="Module {index:02}"/><p:cNvSpPr/>'
            f"<p:nvPr/></p:nvSpPr><p:spPr>{frame(box)}"
            '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
            f"{solid(Color.ASK if index < here else Color.PAPER)}"
            f'<a:ln w="47625">{solid(Color.ASK)}</a:ln></p:spPr><p:txBody><a:bodyPr wrap="none" '
            'lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
            f'<a:p><a:pPr algn="ctr"/>{text}</a:p></p:txBody></p:sp>'
        )


def _attribute(text: str) -> str:
    return escape(" ".join(UNSAID.sub("", text).split()))


def _right_to_left(text: str) -> bool:
    """Whether a text runs from right to left, by its first letter that has a direction."""
    return next((bidirectional(c) != "L" for c in text if bidirectional(c) in DIRECTED), False)


DIRECTED: Final = frozenset({"L", "R", "AL"})
