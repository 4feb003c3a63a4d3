"""Presentations of every module and of plans: titles, order, words for pictures, no way outside."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import serialize_for_reading

from askfirst.export.powerpoint import powerpoint_plan
from askfirst.export.shelf import Shelf
from askfirst.export.texts import PRESENTATION
from askfirst.plans import Day, Entry, Plan
from tests.export.presented import (
    ROOT,
    A,
    P,
    curriculum,
    opened,
    presentations,
    sections,
    tables,
    words,
)


@pytest.fixture
def files() -> Mapping[str, bytes]:
    return presentations()


def test_every_slide_of_the_curriculum_has_a_title_and_nothing_empty(
    files: Mapping[str, bytes],
) -> None:
    """Each has a title of its own, and no placeholder is empty but the one for a code."""
    for stem, content in files.items():
        for number, slide in enumerate(opened(content).slides, 1):
            assert slide.shapes.title.text_frame.text.strip(), (stem, number)
            empty = [
                shape.name
                for shape in slide.placeholders
                if shape.has_text_frame and not shape.text_frame.text.strip()
            ]
            assert set(empty) <= {"Code"}, (stem, number, empty)


def test_the_title_is_read_first_and_the_number_last(files: Mapping[str, bytes]) -> None:
    """Reading order is the order of shapes: title, what stands below it, foot and number."""
    for content in files.values():
        for slide in opened(content).slides:
            names = [shape.name for shape in slide.shapes]
            assert names[0] == "Title"
            assert names[-1] == "Number"
            assert "Foot" not in names[:-2]


def test_everything_on_a_slide_has_an_id_of_its_own(files: Mapping[str, bytes]) -> None:
    """No two shapes of a slide share an id, which would make PowerPoint repair the file."""
    for content in files.values():
        for slide in opened(content).slides:
            ids = [shape.get("id") for shape in slide.element.iter(f"{P}cNvPr")]
            assert len(ids) == len(set(ids))


def test_every_picture_and_table_is_told_in_words(files: Mapping[str, bytes]) -> None:
    """Pictures have the words of the notebook, tables their headline; lines are decorative."""
    for content in files.values():
        for slide in opened(content).slides:
            for shape in slide.element.iter(f"{P}pic", f"{P}graphicFrame", f"{P}grpSp"):
                assert shape.find(f".//{P}cNvPr").get("descr")
            for line in slide.element.iter(f"{P}cxnSp"):
                assert "decorative" in serialize_for_reading(line)


def test_no_part_of_a_slide_that_goes_on_has_the_headline_of_another(
    files: Mapping[str, bytes],
) -> None:
    """Where a slide goes on, its parts can be told apart in a list of headlines."""
    for stem, content in files.items():
        titles = [slide.shapes.title.text_frame.text for slide in opened(content).slides]
        going = [title for title in titles if title.endswith(")") and title[-2] in "0123456789d"]
        assert len(going) == len(set(going)), (stem, going)


def test_no_place_for_a_word_is_left_in_a_slide(files: Mapping[str, bytes]) -> None:
    """What a sentence has a place for stands in it, on every slide of the curriculum."""
    for stem, content in files.items():
        for number, slide in enumerate(opened(content).slides, 1):
            assert not re.search(r"\{\w*\}", words(slide)), (stem, number)


def test_a_plan_is_one_presentation() -> None:
    """Title, help and agenda, a section for each module and block, breaks, sources, help."""
    first, second = curriculum()[:2]
    plan = Plan(
        name="p",
        title="An evening",
        minutes=100,
        entries=(
            Entry(title="Arrive", minutes=5, say="Welcome."),
            Entry(title=first.title, minutes=first.minutes, module=first),
            Entry(title="Break", minutes=15, pause=True),
            Entry(title=second.title, minutes=second.minutes, module=second),
        ),
    )
    shelf = Shelf(data=ROOT / "data")
    presentation = opened(powerpoint_plan(plan, shelf))
    layouts = [slide.slide_layout.name for slide in presentation.slides]
    assert (layouts[1], layouts[-1]) == ("Help", "Help")
    own = [slide for slide in presentation.slides if slide.slide_layout.name != "Help"]
    assert [slide.slide_layout.name for slide in own][:4] == ["Title", "Table", "Break", "Title"]
    names = [name for name, _ in sections(presentation)]
    assert names == ["An evening", "Arrive", first.title, second.title, PRESENTATION["end"]]
    assert sum(count for _, count in sections(presentation)) == len(layouts)
    assert [row[0] for row in tables(own[1])[0]] == [e.title for e in plan.entries]
    assert own[2].notes_slide.notes_text_frame.text == "Welcome."
    pause = next(s for s in own[3:] if s.slide_layout.name == "Break")
    assert words(pause).startswith("Break\n15 minutes")
    assert powerpoint_plan(plan, shelf) == powerpoint_plan(plan, shelf)


def test_an_agenda_is_as_large_as_its_slides_allow() -> None:
    """Few entries stand in 24 pt, many in 21 or 18; none is smaller to spare no slide."""
    found = []
    for count in (6, 9, 11):
        entries = tuple(Entry(title=f"Part {n}", minutes=5) for n in range(count))
        plan = Plan(name="p", title="Many", minutes=5 * count, entries=entries)
        slides = opened(powerpoint_plan(plan, Shelf())).slides
        (agenda,) = (slide for slide in slides if tables(slide))
        assert len(tables(agenda)[0]) == count
        (size,) = {run.get("sz") for run in agenda.element.iter(f"{A}rPr") if run.get("sz")}
        found.append(size)
    assert found == ["2400", "2100", "1800"]


def test_a_plan_of_two_evenings_has_an_agenda_for_each() -> None:
    """What happens on an evening stands on a slide under its title."""
    days = tuple(
        Day(title=title, minutes=5, entries=(Entry(title=f"{title}, begun", minutes=5),))
        for title in ("First", "Second")
    )
    entries = tuple(entry for day in days for entry in day.entries)
    plan = Plan(name="p", title="Two", minutes=10, entries=entries, days=days)
    presentation = opened(powerpoint_plan(plan, Shelf()))
    agendas = [slide for slide in presentation.slides if tables(slide)]
    assert [[row[0] for row in tables(slide)[0]] for slide in agendas] == [
        ["First, begun"],
        ["Second, begun"],
    ]
    assert [words(slide).split("\n")[0] for slide in agendas] == ["First", "Second"]


def test_nothing_in_the_file_leads_outside_but_links_to_sources(files: Mapping[str, bytes]) -> None:
    """No picture, style or sound is fetched: what lies outside are ordinary links."""
    for content in files.values():
        with ZipFile(BytesIO(content)) as file:
            for name in file.namelist():
                if name.endswith(".rels"):
                    for kind, mode in _relations(file.read(name)):
                        assert mode != "External" or kind.endswith("/hyperlink")


def _relations(content: bytes) -> Iterator[tuple[str, str]]:
    for relation in parse_xml(content):
        yield relation.get("Type"), relation.get("TargetMode", "")
