"""A presentation in a language that is written from right to left is laid out from the right."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest
from msgspec import field

from askfirst.export.direction import all_from_left, begins_from_right, holds_from_right
from askfirst.export.powerpoint import powerpoint_file, powerpoint_plan
from askfirst.export.powerpoint_layouts import EMU, WIDE
from askfirst.export.powerpoint_turned import MARK, aside, cell_way, to_call, way
from askfirst.export.shelf import Shelf
from askfirst.plans import Entry, Plan
from tests.export.arabic import SERVICES, arabic_module
from tests.export.presented import A, Filled, opened, tables, words
from tests.export.samples import CLAIMS, service, whole_module

RTL: Final = 'rtl="1"'


class Arabic(Shelf, frozen=True, kw_only=True):
    """A shelf with numbers to call."""

    claims: Any = field(default_factory=lambda: CLAIMS)
    services: Any = SERVICES


def parts(content: bytes) -> dict[str, str]:
    """The XML of each part of a file."""
    with ZipFile(BytesIO(content)) as file:
        names = (name for name in file.namelist() if name.endswith(".xml"))
        return {name: file.read(name).decode() for name in names}


@pytest.fixture
def arabic(tmp_path: Path) -> bytes:
    """A presentation in Arabic with a slide of each kind."""
    return powerpoint_file(arabic_module(tmp_path), Arabic())


def placed(shapes: Any) -> list[tuple[str, int, int, int]]:
    """Name, left, right and top of each shape, of those in groups too."""
    found = []
    for shape in shapes:
        right = shape.left + shape.width
        found.append((shape.name, shape.left // EMU, right // EMU, shape.top // EMU))
        found += placed(shape.shapes) if hasattr(shape, "shapes") else []
    return found


def mirrored(shapes: list[tuple[str, int, int, int]]) -> list[tuple[str, int, int, int]]:
    return [(name, WIDE - right, WIDE - left, top) for name, left, right, top in shapes]


def without(name: str, shapes: list[tuple[str, int, int, int]]) -> list[tuple[str, int, int, int]]:
    return [shape for shape in shapes if shape[0] != name]


def test_everything_stands_as_in_a_mirror(tmp_path: Path) -> None:
    """The same words from the right: each shape where it was, from the other side."""
    made = replace(whole_module(tmp_path), among=(4, 12))
    both = [opened(powerpoint_file(replace(made, language=tag), Arabic())) for tag in ("en", "he")]
    pairs = [*zip(*(p.slides for p in both), strict=True)]
    pairs += zip(*(p.slide_layouts for p in both), strict=True)
    for one, other in pairs:
        left, right = placed(one.shapes), placed(other.shapes)
        if "Wordmark" in dict.fromkeys(name for name, *_ in left):
            left, right = (without("Ring", without("Wordmark", each)) for each in (left, right))
        assert without("Title", mirrored(left)) == without("Title", right)
        titles = [shape for shape in right if shape[0] == "Title"]
        assert [shape[2] for shape in titles] == [WIDE - 80]


def test_the_name_keeps_its_ring_at_its_end(arabic: bytes) -> None:
    """It is English, so it is moved and not turned round; the ring ends at the margin."""
    layout = next(each for each in opened(arabic).slide_layouts if each.name == "Title")
    found = {name: (left, right) for name, left, right, _ in placed(layout.shapes)}
    assert found["Ring"][0] - found["Wordmark"][1] == 1
    assert found["Ring"][1] == WIDE - 80
    assert 'name="Path 1"' in parts(arabic)["ppt/slideLayouts/slideLayout1.xml"]
    assert parts(arabic)["ppt/slideLayouts/slideLayout1.xml"].count('<a:xfrm flipH="1">') == 2


def test_text_begins_at_the_right_in_every_layout(arabic: bytes) -> None:
    """Also in what somebody adds by hand, in the notes, and in the order of the slides."""
    made = parts(arabic)
    for name, xml in made.items():
        levels = re.findall(r"<a:lvl\dpPr [^>]*>", xml)
        assert [level for level in levels if RTL not in level] == [], name
    assert "<p:presentation xmlns" in made["ppt/presentation.xml"]
    assert ' rtl="1" saveSubsetFonts' in made["ppt/presentation.xml"]
    assert '<a:cs typeface="Arial"/>' in made["ppt/theme/theme1.xml"]


def test_a_presentation_from_the_left_has_nothing_of_it(tmp_path: Path) -> None:
    """Nothing in it runs from the right, and nothing is turned."""
    made = "".join(parts(powerpoint_file(whole_module(tmp_path), Filled())).values())
    assert RTL not in made
    assert "flipH" not in made
    assert MARK not in made


def test_tables_have_their_first_column_at_the_right(arabic: bytes) -> None:
    """They are told so, and stay in order for who has them read out; gaps stand at the left."""
    found = [x for name, x in parts(arabic).items() if "slides/slide" in name and "<a:tbl>" in x]
    assert len(found) > 4
    for xml in found:
        assert '<a:tblPr rtl="1"' in xml
        assert set(re.findall(r'<a:tcPr marL="\d+" marR="(\d+)"', xml)) == {"0"}
    (rows,) = next(each for s in opened(arabic).slides if (each := tables(s)) and "حرة" in words(s))
    assert [row[0] for row in rows[1:]] == ["حرة", "محددة"]


@pytest.mark.parametrize(("said", "rtl", "expected"), [
    ("نعم", True, ""),
    ("FRIES طريقة", True, ""),
    ("9–17", True, ""),
    ("Stop.", True, ' algn="l" rtl="0"'),
    ("نعم OK", False, ' algn="r" rtl="1"'),
    ("OK نعم", False, ""),
    ("9–17", False, ""),
])  # fmt: skip
def test_a_paragraph_says_where_it_runs_against_the_others(
    said: str, rtl: bool, expected: str
) -> None:
    """From the right one without any such letter; from the left one that begins with one."""
    assert way(said, rtl=rtl) == expected
    assert way(said, rtl=True, code=True) == ' algn="l" rtl="0"'


def test_what_stands_beside_prose_stays_at_the_right() -> None:
    """English in a cell or at the foot reads from the left there, without the space after it."""
    assert cell_way("C19", rtl=True) == ' algn="r" rtl="0"'
    assert cell_way("٣–٥", rtl=True) == cell_way("نعم", rtl=True) == ' algn="r" rtl="1"'
    assert cell_way("C19", rtl=False) == ""
    said = '<a:p><a:pPr algn="l" rtl="0"></a:pPr><a:r><a:t>C19\u2003</a:t></a:r></a:p>'
    assert aside(said) == '<a:p><a:pPr algn="r" rtl="0"></a:pPr><a:r><a:t>C19</a:t></a:r></a:p>'


def test_numbers_to_call_read_from_the_left(arabic: bytes) -> None:
    """Digits in groups would be turned round, and the number would reach somebody else."""
    said = words(opened(arabic).slides[1])
    for number in ("112", "01632 960042", "+44 1632 960 118"):
        assert f"{MARK}{number}" in said
    assert to_call([service("x")])[0].number == ""


@pytest.mark.parametrize(("language", "tag"), [("ar", "ar-SA"), ("he", "he-IL"), ("fa", "fa")])
def test_each_text_is_tagged_with_the_language(language: str, tag: str, tmp_path: Path) -> None:
    """On slides and in notes, so that it is spelled and read out as it should be."""
    made = opened(powerpoint_file(arabic_module(tmp_path, language=language), Arabic()))
    runs = [run for slide in made.slides for run in slide.element.iter(f"{A}rPr")]
    runs += [*made.slides[0].notes_slide.element.iter(f"{A}rPr")]
    assert {run.get("lang") for run in runs} == {tag}


def test_a_plan_is_laid_out_so_if_all_of_it_is(tmp_path: Path) -> None:
    """Of two languages a plan has none, and stands as before."""
    module = arabic_module(tmp_path)
    for others, rtl in (((), True), ((replace(module, language="en"),), False)):
        entries = tuple(Entry(title=m.title, minutes=5, module=m) for m in (module, *others))
        plan = Plan(name="p", title="أمسية", minutes=5 * len(entries), entries=entries)
        made = parts(powerpoint_plan(plan, Arabic()))
        assert (' rtl="1" saveSubsetFonts' in made["ppt/presentation.xml"]) is rtl
        assert (MARK in made["ppt/slides/slide2.xml"]) is rtl


@pytest.mark.parametrize(("said", "begins", "holds", "left"), [
    ("نعم", True, True, False), ("OK نعم", False, True, False), ("3–5 שלום", True, True, False),
    ("OK", False, False, True), ("3–5", False, False, False), ("", False, False, False),
])  # fmt: skip
def test_a_text_has_a_direction(said: str, begins: bool, holds: bool, left: bool) -> None:
    """By its first letter, by any, or by all; figures have none."""
    assert (begins_from_right(said), holds_from_right(said), all_from_left(said)) == (
        begins, holds, left,
    )  # fmt: skip
