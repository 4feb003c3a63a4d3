"""Nothing on a slide of a presentation is cut: each text is measured again from the file."""

from collections.abc import Mapping
from io import BytesIO
from itertools import combinations, pairwise
from math import ceil
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.oxml import parse_xml

from askfirst.export import measure
from askfirst.export.measure import lines
from askfirst.export.powerpoint import powerpoint_file
from askfirst.export.powerpoint_faces import headline
from askfirst.export.powerpoint_flow import filled
from askfirst.export.powerpoint_layouts import BODY, EMU, HIGH, LAYOUTS, NOTES, WIDE, Box
from askfirst.export.powerpoint_measure import (
    divided,
    height,
    least_lines,
    notes_type,
    paragraph_height,
    text_lines,
)
from askfirst.export.runs import Paragraph, Run, Shape, plain
from askfirst.export.shelf import Shelf
from askfirst.records import replace
from tests.export.presented import presentations
from tests.export.samples import module, note, text

ROOT = Path(__file__).parents[2]
REGULAR = measure.Widths({c: wide * 0.93 for c, wide in measure.REGULAR.items()})  # Georgia itself
BOLD = measure.Widths({c: wide * 1.04 for c, wide in measure.BOLD.items()})
LONG = "Many words stand here, one after the other, and none of them is cut. "
PARTS: Final = ("Title", "Body", "Side", "Lead", "Only", "Leave", "Promise", "Table", "Picture")

# The children of what we write by hand, in the order of ECMA-376; PowerPoint repairs any other.
ORDER: Final = {
    "sld": ("cSld", "clrMapOvr"),
    "sldLayout": ("cSld", "clrMapOvr"),
    "sldMaster": ("cSld", "clrMap", "sldLayoutIdLst", "txStyles"),
    "notes": ("cSld", "clrMapOvr"),
    "notesMaster": ("cSld", "clrMap", "notesStyle"),
    "presentation": (
        *("sldMasterIdLst", "notesMasterIdLst", "sldIdLst", "sldSz", "notesSz"),
        *("defaultTextStyle", "extLst"),
    ),
    "cSld": ("bg", "spTree"),
    "spTree": ("nvGrpSpPr", "grpSpPr", None),
    "grpSp": ("nvGrpSpPr", "grpSpPr", None),
    "sp": ("nvSpPr", "spPr", "txBody"),
    "pic": ("nvPicPr", "blipFill", "spPr"),
    "cxnSp": ("nvCxnSpPr", "spPr"),
    "graphicFrame": ("nvGraphicFramePr", "xfrm", "graphic"),
    "nvSpPr": ("cNvPr", "cNvSpPr", "nvPr"),
    "spPr": ("xfrm", "custGeom", "prstGeom", "noFill", "solidFill", "ln"),
    "txBody": ("bodyPr", "lstStyle", "p"),
    "p": ("pPr", None, "endParaRPr"),
    "r": ("rPr", "t"),
    "fld": ("rPr", "pPr", "t"),
    "rPr": ("ln", "solidFill", "latin", "ea", "cs", "hlinkClick"),
    "defRPr": ("ln", "solidFill", "latin", "ea", "cs"),
    "pPr": (
        *("lnSpc", "spcBef", "spcAft", "buClr", "buFont", "buNone", "buAutoNum", "buChar"),
        "defRPr",
    ),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "tc": ("txBody", "tcPr"),
    "tblStyle": ("wholeTbl", "firstCol", "firstRow"),
    "tcTxStyle": ("fontRef", "schemeClr"),
    "tcBdr": ("left", "right", "top", "bottom", "insideH", "insideV"),
    "theme": ("themeElements", "objectDefaults", "extraClrSchemeLst", "custClrLst"),
    "fmtScheme": ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"),
    "ln": ("noFill", "solidFill", "prstDash"),
}


@pytest.fixture
def files() -> Mapping[str, bytes]:
    return presentations()


@pytest.fixture(scope="module")
def long_one() -> bytes:
    """A module in which nothing fits: headline, paragraph, list, side, table, code, words."""
    rows = "\n".join(f"| {n} {LONG * 3} | {LONG * (9 if n == 3 else 2)} |" for n in range(7))
    items = "\n".join(f"- {LONG * 3}" for _ in range(9))
    cells = (
        text("# T"),
        text(f"## {LONG * 8}\n\n{LONG * 40}\n\n{items}"),
        text(f"## Side\n\nshort\n\n> {LONG * 12}"),
        text(f"## Rows\n\n| a | b |\n|---|---|\n{rows}\n\n{LONG * 9}"),
        text(f"## Code\n\n```\n{'x = 1  # a line that is too long for any slide' * 60}\n```"),
        text(f"## Scripts\n\n{'同意是持续的' * 90}\n\n{'a' * 900}"),
        note(LONG * 50),
    )
    sample = module(*cells, title=LONG * 3, promise=LONG * 2, content_note=LONG)
    return powerpoint_file(sample, Shelf())


def needed(shape: Any) -> float:
    """How high the text of a shape stands in Georgia or Arial themselves, in px."""
    place = _place(shape)
    width = shape.width / EMU - 2 * place.inset
    tall = 0.0
    for paragraph in shape.text_frame.paragraphs:
        sizes = [run.font.size.pt for run in paragraph.runs if run.font.size]
        size = max(sizes) / 0.75 if sizes else place.type.size
        bold = place.type.bold or any(run.font.bold for run in paragraph.runs)
        indent = paragraph._p.pPr.get("lvl") if paragraph._p.pPr is not None else None
        wide = width - 40 * int(indent or 0)
        letters = BOLD if bold else REGULAR
        count = sum(
            lines(part, width=wide, size=size, widths=letters)
            for part in paragraph.text.split("\v")
        )
        tall += count * size * 1.136 * place.type.spacing / 100
    return tall


def _place(shape: Any) -> Any:
    layout = shape.part.slide.slide_layout.name
    return LAYOUTS[layout].place(shape.name)


def boxes(slide: Any) -> list[tuple[str, Box]]:
    """Where the parts of a slide stand."""
    return [
        (s.name, Box(*(round(v / EMU) for v in (s.left, s.top, s.width, s.height))))
        for s in slide.shapes
        if s.name in {*PARTS, "Foot", "Number", "Danger"}
    ]


def overlap(one: Box, two: Box) -> bool:
    """Whether two boxes share any ground."""
    across = one.x < two.x + two.width and two.x < one.x + one.width
    return across and one.y < two.y + two.height and two.y < one.y + one.height


def check(content: bytes, name: str) -> None:
    """Fail on the first text that is higher than its box, or box that leaves its slide."""
    for number, slide in enumerate(Presentation(BytesIO(content)).slides, 1):
        place = (name, number)
        for shape in slide.placeholders:
            if shape.has_text_frame and shape.text_frame.text and shape.name != "Number":
                assert needed(shape) <= shape.height / EMU + 1, (place, shape.name)
        for part, box in boxes(slide):
            assert box.x >= 0, (place, part)
            assert box.x + box.width <= WIDE, (place, part)
            assert box.y + box.height <= HIGH, (place, part)
        texts = [(part, box) for part, box in boxes(slide) if part not in {"Title"}]
        low = {"Foot", "Number"}
        for (part, one), (other, two) in combinations(texts, 2):
            if {part, other} & low:  # a foot takes two lines where it needs them, and grows upwards
                continue
            assert not overlap(one, two), (place, part, other)


def test_nothing_in_the_curriculum_is_cut(files: Mapping[str, bytes]) -> None:
    """Each text of each module fits its box, boxes do not overlap, and none leaves its slide."""
    for name, content in files.items():
        check(content, name)


def test_what_is_too_long_goes_on_and_is_whole(long_one: bytes) -> None:
    """Text, lists, tables and code of any length go on to further slides, and no word is lost."""
    check(long_one, "long")
    slides = Presentation(BytesIO(long_one)).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    parts = sum(title.startswith("Rows") for title in titles)
    assert parts >= 4
    assert f"Rows ({parts} of {parts})" in titles
    said = " ".join("".join(t.text or "" for t in slide.element.iter("{*}t")) for slide in slides)
    assert said.count("none of them is") >= 3 + 2 + 1 + 8 + 40 + 27 + 12 + 7 * 3 + 6 * 2 + 9 + 9
    assert said.count("a" * 20) >= 900 // 24
    assert said.count("同意是持续的") >= 85


def test_rows_hold_their_text(files: Mapping[str, bytes], long_one: bytes) -> None:
    """A table is as high as its rows say, for in Georgia none has to grow for its text."""
    for content in (*files.values(), long_one):
        for slide in Presentation(BytesIO(content)).slides:
            for frame in (shape for shape in slide.shapes if shape.has_table):
                table = frame.table
                assert sum(row.height for row in table.rows) == frame.height
                for row in table.rows:
                    for place, cell in enumerate(row.cells):
                        wide = table.columns[place].width
                        letters = BOLD if table.first_col and place == 0 else REGULAR
                        assert _used(cell, wide, letters) <= row.height / EMU + 1, cell.text


def test_a_row_is_no_higher_than_georgia_asks_for() -> None:
    """Where only a wider face needs a further line, the row grows there, and is not empty here."""
    said = "If unsure do not start and if unsure stop and say that you have stopped"
    wide = next(w for w in range(1600, 300, -1) if text_lines(said, width=w, type_=BODY) == 2)
    assert least_lines((Run(text=said),), width=wide, type_=BODY) == 1
    assert least_lines((Run(text=said),), width=wide / 1.2, type_=BODY) == 2


def test_a_column_gives_what_it_can_spare_before_another_breaks() -> None:
    """Cells that Georgia can set on one line each are so, though their fair shares would not do."""
    rows = "| “Thank you. Water?” | He points at the water | Talk can wait |"
    short = "| Offers new touch | He nods reluctantly | Needs its own ask [C19](#C19) |"
    sample = module(text("# T"), text(f"## Rows\n\n| A | B | C |\n|-|-|-|\n{rows}\n{short}"))
    (table,) = tables_of(powerpoint_file(sample, Shelf()), "Rows")
    assert len({row.height for row in [*table.rows][1:]}) == 1
    first, _, last = (column.width for column in table.columns)
    assert first > last


def tables_of(content: bytes, title: str) -> list[Any]:
    """The tables under a headline."""
    slides = Presentation(BytesIO(content)).slides
    named = (s for s in slides if s.shapes.title.text_frame.text == title)
    return [shape.table for slide in named for shape in slide.shapes if shape.has_table]


def _used(cell: Any, width: int, letters: measure.Widths) -> float:
    """How much room the text of a cell takes in Georgia itself, in px."""
    sizes = [run.font.size.pt for run in cell.text_frame.paragraphs[0].runs if run.font.size]
    size = max(sizes, default=0) / 0.75
    room = (width - cell.margin_right) / EMU
    count = lines(_full(cell, size), width=room, size=size, widths=letters) if cell.text else 0
    return float(count * size * 1.136 + (cell.margin_top + cell.margin_bottom) / EMU)


def _full(cell: Any, size: float) -> str:
    """What a cell says, with fewer letters where they are small: of marks and of labels."""
    said = []
    for run in cell.text_frame.paragraphs[0].runs:
        small = 0.67 if run._r.rPr.get("baseline") else run.font.size.pt / 0.75 / size
        said.append(run.text[: ceil(len(run.text) * small)])
    return "".join(said).replace("\u00a0", " ")


def test_a_full_table_fits_in_a_higher_face_too(files: dict[str, bytes]) -> None:
    """Where Noto Serif stands in for Georgia, no table runs into what stands below it."""
    for name, content in files.items():
        for number, slide in enumerate(Presentation(BytesIO(content)).slides, 1):
            if slide.slide_layout.name != "Table":
                continue
            low = [s.top for s in slide.shapes if s.name in {"Foot", "Body"}]
            for frame in (s for s in slide.shapes if s.has_table):
                taller = sum(_taller(frame.table, row) for row in frame.table.rows)
                floor = min((top for top in low if top > frame.top), default=HIGH * EMU)
                assert frame.top + frame.height + taller <= floor, (name, number)


def test_a_column_that_alone_makes_rows_higher_is_wider() -> None:
    """It takes room from the others, where all rows together then take fewer lines."""
    said = "Asks again and again what went wrong"
    rows = f"| {said} | She ends up looking after him. | Way back: offer, and wait. |\n" * 3
    sample = module(text("# T"), text(f"## Wide\n\n| | What | Why |\n|---|---|---|\n{rows}"))
    slides = Presentation(BytesIO(powerpoint_file(sample, Shelf()))).slides
    (frame,) = (s for slide in slides for s in slide.shapes if s.has_table)
    first, *others = (round(column.width / EMU) for column in frame.table.columns)
    assert (first > max(others), first + sum(others)) == (True, 1120)
    deep = least_lines((Run(text=said),), width=first - 32, type_=replace(BODY, bold=True))
    assert (
        deep
        == 2
        < least_lines((Run(text=said),), width=1120 / 3 - 32, type_=replace(BODY, bold=True))
    )


def _taller(table: Any, row: Any) -> float:
    """How much a row of text in 24 pt grows in a wider face with lines of 1.362 em."""
    if 'sz="2400"' not in row.cells[0]._tc.xml:
        return 0
    deepest = max(_noto(cell, table, place) for place, cell in enumerate(row.cells))
    return max(0.0, deepest * EMU - int(row.height))


def _noto(cell: Any, table: Any, place: int) -> float:
    """How high a cell is in Noto Serif, in px, whose letters are up to 9 % wider than Georgia's."""
    (spacing,) = cell._tc.iterfind(".//{*}spcPct") or [None]
    room = (table.columns[place].width - cell.margin_right) / EMU / 1.09
    letters = BOLD if table.first_col and place == 0 else REGULAR
    count = lines(_full(cell, 32), width=room, size=32, widths=letters) if cell.text else 1
    line = 32 * 1.362 * int(spacing.get("val")) / 100_000
    return float(count * line + (cell.margin_top + cell.margin_bottom) / EMU)


def test_headlines_shrink_before_they_are_cut_and_nothing_is_lost() -> None:
    """A long headline is smaller; one that is too long is cut, and all of it stands below."""
    short, longer, longest = ((Run(text=LONG * n),) for n in (1, 2, 9))
    assert headline(short, "Words").type.size == 48
    assert headline(longer, "Words").type.size < 48
    cut = headline(longest, "Words")
    assert cut.runs[0].text.endswith(" …")
    assert cut.rest == longest


def test_a_headline_of_several_lines_leaves_no_word_alone() -> None:
    """Its column is so narrow that its lines are of like length, and takes no line more."""
    said = "There are many reasons, and none outranks another"
    full = LAYOUTS["Table"].place("Title").box.width
    top = headline((Run(text=said),), "Table")
    assert top.lines == 2
    assert top.width < 0.7 * full
    assert lines(said, width=full * 0.94, size=48, widths=BOLD) == 2  # as Georgia would break it
    assert lines(said, width=top.width, size=48, widths=BOLD) == 2
    assert headline((Run(text="Two made-up maps"),), "Table").width == full


def test_a_headline_that_a_wider_face_would_break_is_a_little_smaller() -> None:
    """It takes as many lines with any face, and nothing below it stands lower for doubt."""
    said = "A hot, swollen leg: no massage, urgent care"
    full = LAYOUTS["Table"].place("Title").box.width
    assert lines(said, width=full, size=48, widths=BOLD) == 1
    assert lines(said, width=full / 1.09, size=48, widths=BOLD) == 2
    top = headline((Run(text=said),), "Table")
    assert (top.lines, top.type.size) == (1, 44)
    assert lines(said, width=full / 1.09, size=top.type.size, widths=BOLD) == 1


def test_a_heading_never_stands_alone_at_the_foot() -> None:
    """What a page ends with is not a heading: that goes on with what it is about."""
    head = Paragraph(runs=(Run(text="About"),), shape=Shape.HEADING)
    body = (*plain("a\nb\nc"), head, *plain("d"))
    page, rest = filled(body, 4 * 43 + 3 * 24 + 10, 640, BODY)
    assert [p.text for p in page] == ["a", "b", "c"]
    assert rest[0] is head


def test_a_divided_paragraph_keeps_words_looks_and_its_number() -> None:
    """Pieces hold no more lines than asked for; only the first has the number of its item."""
    whole = Paragraph(
        runs=(Run(text=LONG * 5), Run(text="bold", bold=True)), shape=Shape.NUMBER, number=2
    )
    pieces = [*divided(whole, width=640, type_=BODY, most=4)]
    assert "".join(p.text for p in pieces) == whole.text
    assert [p.shape for p in pieces] == [Shape.NUMBER, *[Shape.TEXT] * (len(pieces) - 1)]
    assert pieces[-1].runs[-1].bold
    for piece in pieces:
        assert paragraph_height(piece, width=640, type_=BODY) <= 5 * BODY.line


def test_notes_are_smaller_where_they_would_leave_their_page() -> None:
    """Most are set in 12 pt; long ones in as large a type as their page holds, down to 9."""
    assert notes_type(()).size == notes_type(plain(f"{LONG}\n" * 9)).size == 16
    between = notes_type(plain(f"{LONG}\n" * 24))
    assert 12 < between.size < 16
    page = plain(f"{LONG}\n" * 24)
    assert height(page, width=576, type_=between) <= 609 < height(page, width=576, type_=NOTES)
    assert notes_type(plain(f"{LONG}\n" * 99)).size == 12


def test_gaps_count_between_paragraphs_and_are_smaller_in_lists() -> None:
    """Two lines of text stand further apart than two items."""
    texts = plain("a\nb")
    items = plain("a\nb", Shape.BULLET)
    assert height(texts, width=640, type_=BODY) == 2 * 43 + 24
    assert height(items, width=640, type_=BODY) == 2 * 43 + 12


def test_what_is_written_by_hand_is_in_the_order_of_the_standard(
    files: Mapping[str, bytes], long_one: bytes
) -> None:
    """The children of each element stand in the order that PowerPoint asks for."""
    for content in (files["06_boundaries"], files["09_health"], long_one):
        with ZipFile(BytesIO(content)) as file:
            for name in file.namelist():
                if name.endswith(".xml") and name.startswith("ppt/"):
                    for element in parse_xml(file.read(name)).iter():
                        _in_order(element, name)


def _in_order(element: Any, name: str) -> None:
    tag = _tag(element)
    tag = "pPr" if tag.startswith("lvl") else tag
    order = ORDER.get(tag)
    if order is None:
        return
    free = order.index(None) if None in order else -1
    places = [order.index(_tag(c)) if _tag(c) in order else free for c in element]
    assert -1 not in places, (name, tag, [_tag(c) for c in element])
    assert all(a <= b for a, b in pairwise(places)), (name, tag, [_tag(c) for c in element])


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
