"""Findings as slides: each chart once, its numbers as a table, nothing that was not found."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from askfirst.evaluating.chart import grouped
from askfirst.evaluating.finding import MADE_UP
from askfirst.evaluation import read_results
from askfirst.knowledge import knowledge_check
from askfirst.reporting.account import Account, Sets, account
from askfirst.reporting.deck import deck, powerpoint, unbroken
from tests.evaluating.files import CHECK, Workshop
from tests.reporting.made import EXAMPLE, may_be_told, numbers, small

COMPARED = Sets("evening-120", "full-day-450", False)
SECTION = re.compile(r'<section class="slide.*?</section>', re.DOTALL)
TEXT = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.DOTALL)
WHOLE = re.compile(r'<span class="whole">(.*?)</span>')


@pytest.fixture(scope="module")
def told() -> Account:
    """The generated example, with its two plans compared."""
    return account(read_results(EXAMPLE), COMPARED)


@pytest.fixture(scope="module")
def slides(told: Account) -> list[str]:
    """The slides of its deck, as HTML."""
    return SECTION.findall(deck(told).decode())


@pytest.fixture(scope="module")
def shown(told: Account) -> list[Any]:
    """The slides of its presentation."""
    return [*Presentation(BytesIO(powerpoint(told))).slides]


def said(slide: str) -> str:
    """The words of a slide and of its pictures."""
    return TEXT.sub("\n", WHOLE.sub(r"\1", slide)) + "\n".join(
        re.findall(r'aria-label="([^"]*)"', slide)
    )


def words(slide: Any) -> list[str]:
    """The words of a slide of a presentation, those of its pictures among them."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        found.append(shape._element._nvXxPr.cNvPr.get("descr") or "")
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def test_every_row_is_in_a_chart_and_in_a_table(told: Account, slides: list[str]) -> None:
    """What is known of a row stands in one chart, and once in words near the end."""
    drawn = " ".join(label for s in slides for label in re.findall(r'aria-label="([^"]*)"', s))
    tables = " ".join(said(s) for s in slides if "<table" in s)
    for finding in (told.overview, *told.findings):
        for row in finding.rows:
            assert row.label in drawn.replace("&quot;", '"')
            assert row.said in tables.replace("\u00a0", " ")
    assert sum("<svg viewBox" in s for s in slides) == sum('class="drawing"' in s for s in slides)


def test_no_number_is_on_a_slide_that_was_not_found(
    told: Account, slides: list[str], shown: list[Any]
) -> None:
    """Words, descriptions and notes hold numbers of the findings, and slides their own number."""
    for number, slide in enumerate(slides, 1):
        text = re.sub(r'<p class="foot-number">\d+</p>', "", slide)
        assert numbers(said(text)) <= may_be_told(told), number
    for slide in shown:
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        texts = [text for text in words(slide) if not text.isdigit()]
        assert numbers("\n".join([*texts, notes])) <= may_be_told(told)


def test_every_slide_of_the_example_says_that_it_is_one(
    slides: list[str], shown: list[Any]
) -> None:
    """The tag stands at the foot of each slide, in the deck and in the presentation."""
    assert all(MADE_UP in slide for slide in slides)
    assert all(any(MADE_UP in text for text in words(slide)) for slide in shown)


def test_what_was_found_is_the_headline(slides: list[str]) -> None:
    """A verdict stands above the chart that shows it."""
    heads = [re.findall(r"<h2>(.*?)</h2>", slide) for slide in slides]
    assert ["More moved towards “Fully” than towards “Not at all”, beyond chance."] in heads


def test_no_headline_comes_twice(shown: list[Any]) -> None:
    """A chart that goes on, and one with the verdict of the chart before it, say which they are."""
    titles = [slide.shapes.title.text_frame.text for slide in shown]
    assert len({*titles}) == len(titles)
    assert "More moved towards “Fully” than towards “Not at all”, beyond chance. (2 of 4)" in titles
    assert "What people knew at the end (continued)" in titles


def test_no_share_is_parted_from_its_hundred(shown: list[Any]) -> None:
    """In the tables "44 to 53 in 100" is one word to whatever breaks lines."""
    cells = [
        cell.text
        for slide in shown
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    shares = [text for text in cells if "100." in text]
    assert len(shares) > 10
    assert all(
        re.search(r": (cannot tell, )?\d+\u00a0to\u00a0\d+\u00a0in\u00a0100\.$", t) for t in shares
    )


def test_two_ends_stay_on_one_line() -> None:
    """A range and what it is of do not part at the end of a line; other words may."""
    assert unbroken("16 to 188 of 635 to 755. People like these: 1 to 34 in 100.") == (
        "16\xa0to\xa0188 of 635\xa0to\xa0755. People like these: 1\xa0to\xa034\xa0in\xa0100."
    )
    assert unbroken("Cannot tell: −44 to +48 points.") == "Cannot tell: −44\xa0to\xa0+48\xa0points."
    assert unbroken("2 of 5 questions went to 3.") == "2 of 5 questions went to 3."


def test_nothing_stands_alone_on_a_further_slide(slides: list[str], shown: list[Any]) -> None:
    """A list or table ends with two lines or rows, and a chart that fits its slide is whole."""
    going = [s for s in slides if "(continued)</h2>" in s and "<svg viewBox" not in s]
    assert going
    assert all(max(s.count("<li"), s.count("<tr") - 1) > 1 for s in going)
    (short,) = (s for s in shown if s.shapes.title.text_frame.text == "In short (continued)")
    body = next(shape for shape in short.shapes if shape.name == "Body")
    assert len(body.text_frame.paragraphs) == 2
    assert sum(slide.count("<h2>What there is</h2>") for slide in slides) == 1


def test_a_presentation_has_pictures_with_words_and_tables_to_edit(shown: list[Any]) -> None:
    """Each chart is a picture with its description; its numbers are a table."""
    pictures = [
        s for slide in shown for s in slide.shapes if s.shape_type == 14 and "pic" in s._element.tag
    ]
    assert len(pictures) > 10
    assert all("Bars on a line" in p._element._nvXxPr.cNvPr.get("descr") for p in pictures)
    assert sum(shape.has_table for slide in shown for shape in slide.shapes) > 10


def test_of_nine_people_slides_are_words(tmp_path: Path) -> None:
    """Nothing is reported, so nothing of what they said is drawn."""
    told = account(small(tmp_path, 9))
    slides = SECTION.findall(deck(told).decode())
    assert any("Nothing is reported" in slide for slide in slides)
    assert sum('class="drawing"' in slide for slide in slides) == 2
    assert not any("Generated" in slide for slide in slides)


def test_words_of_a_file_are_words(tmp_path: Path) -> None:
    """Markup of HTML or Markdown in a question is shown as it stands, without an element more."""
    small(tmp_path, 24)
    (path,) = tmp_path.glob("*.json")
    nasty = "<b>x</b> **y** ![z](http://a.test/b.png) [C01](#C01) | `q`"
    path.write_text(path.read_text().replace("I could ask.", nasty))
    html = "".join(SECTION.findall(deck(account(read_results(tmp_path))).decode()))
    assert "&lt;b&gt;x&lt;/b&gt; **y** ![z](http://a.test/b.png) [C01](#C01) | `q`" in html
    for element in ("<b>", "<img", "<a ", "<code", "<strong>y"):
        assert element not in html
    powerpoint(account(read_results(tmp_path)))


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    """No date, no name of a computer, no random number goes in."""
    told = account(small(tmp_path, 24))
    assert deck(told) == deck(told)
    assert powerpoint(told) == powerpoint(told)


def test_a_group_that_met_again_keeps_each_row_under_its_question(tmp_path: Path) -> None:
    """Of several questions whose change may be told, every row is named with its own."""
    for number, counts in enumerate(([10, 10, 10], [30, 30, 30])):
        workshop = Workshop(tmp_path, number=number, plan=f"p{number}")
        workshop.show(CHECK, counts)
        workshop.show(knowledge_check("11-check-2"), counts)
    told = account(read_results(tmp_path), Sets("p0", "p1", True))
    (again,) = told.findings[-1:]
    assert len({row.group for row in again.rows if row.group}) == 2
    slides = SECTION.findall(deck(told).decode())
    tables = [said(slide) for slide in slides if "<table" in slide]
    for group in grouped(again.rows):
        (own,) = (table for table in tables if f"In numbers: {group[0].group}" in table)
        assert all(row.label in own for row in group)
    assert sum(again.lead[1] in slide for slide in slides) == 1
