"""Templates reopen as real documents: headings, lists, tables with heads, slots, and no date."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from askfirst.curriculum import Module
from askfirst.export.handbook import handbook_file
from askfirst.export.shelf import Paper, Shelf
from askfirst.export.sizes import pages
from askfirst.export.templates import form_docx, form_pdf
from askfirst.handbook import made_files, read_templates, read_text
from tests.export.printed import assert_accessible, printed

ROOT: Final = Path(__file__).parents[2]
SHELF: Final = Shelf(data=ROOT / "data")
TEMPLATES: Final = {template.stem: template for template in read_templates(ROOT)}
FEW: Final = 3  # lines
SMALL: Final = """# A form

For: ________

## One

1. First
2. Second

## Two

1. First again

- **Bold** and plain
- Another

Then:

- ☐ A box

> Beside it.

### Deeper

| Head | |
| --- | --- |
| A word | ________ |

| | |
| --- | --- |
| No head | ________ |
"""

each_template = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)


def opened(template: Module, shelf: Shelf = SHELF) -> Any:
    """A template's DOCX, opened again."""
    return docx.Document(BytesIO(form_docx(template, shelf)))


@pytest.fixture
def small(tmp_path: Path) -> Module:
    path = tmp_path / "form.md"
    path.write_text(SMALL, encoding="utf-8")
    return read_text(path)


@each_template
def test_a_template_reopens_with_its_parts(template: Module) -> None:
    """The document has the title, a heading for each part, and a table for each table."""
    document = opened(template)
    styles = [(p.style.name, p.text) for p in document.paragraphs]
    parts = [
        cell.source.partition("\n")[0].removeprefix("## ")
        for cell in template.cells
        if cell.source.startswith("## ")
    ]
    assert styles[0] == ("Title", template.title)
    assert [text for style, text in styles if style == "Heading 1"] == parts
    source = "\n".join(cell.source for cell in template.cells)
    assert len(document.tables) == len(re.findall(r"^\|[ -]+\|[ |-]*$", source, re.MULTILINE))


@each_template
def test_a_template_as_pdf_is_accessible(template: Module) -> None:
    """The PDF is tagged PDF/UA-1, and takes three pages at most."""
    pdf = form_pdf(template, SHELF)
    assert_accessible(pdf)
    assert printed(pdf).pages <= 3
    assert "___" not in printed(pdf).text


@each_template
def test_a_template_takes_no_more_pages_on_letter(template: Module) -> None:
    """A card that is one page to hang up on A4 is one page on US Letter, too."""
    letter = Shelf(data=ROOT / "data", paper="letter")
    assert pages(form_pdf(template, letter)) == pages(form_pdf(template, SHELF))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@each_template
def test_no_page_of_a_template_has_a_line_or_two(template: Module, paper: Paper) -> None:
    """Whoever prints a form on one side gets no second sheet for its last lines."""
    pdf = form_pdf(template, Shelf(data=ROOT / "data", paper=paper))
    pages = [page.extract_text().splitlines() for page in printed(pdf).reader.pages]
    assert all(len(lines) > 2 + FEW for lines in pages)  # its title and its number at the foot


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_no_row_of_the_short_questions_is_alone(paper: Paper) -> None:
    """The five questions of the assessment stand below each other on one page."""
    pdf = form_pdf(TEMPLATES["dpia"], Shelf(data=ROOT / "data", paper=paper))
    first, second = (page.extract_text() for page in printed(pdf).reader.pages)
    assert "On what ground may we do it" in first
    assert second.startswith("4. Whom we asked")


@each_template
def test_a_template_has_the_same_bytes_twice(template: Module) -> None:
    """Equal input gives equal bytes: no date, no name of a person or computer goes in."""
    made = form_docx(template, SHELF)
    assert made == form_docx(template, SHELF)
    with ZipFile(BytesIO(made)) as file:
        assert {info.date_time[0] for info in file.infolist()} == {1980}
        core = file.read("docProps/core.xml").decode()
        assert "docProps/thumbnail.jpeg" not in file.namelist()
    assert "<dc:creator>Ask First</dc:creator>" in core
    assert not re.search("created|modified", core)


def test_lists_and_headings_are_real(small: Module) -> None:
    """Items have list styles, a box in place of its bullet; each numbered list begins anew."""
    found = [(p.style.name, p.text) for p in opened(small).paragraphs if p.text]
    assert found == [
        ("Title", "A form"),
        ("Normal", "For: ________"),
        ("Heading 1", "One"),
        ("List Number", "First"),
        ("List Number", "Second"),
        ("Heading 1", "Two"),
        ("List Number", "First again"),
        ("List Bullet", "Bold and plain"),
        ("List Bullet", "Another"),
        ("Normal", "Then:"),
        ("List Paragraph", "☐ A box"),
        ("Normal", "Beside it."),
        ("Heading 2", "Deeper"),
    ]
    numbered = [p for p in opened(small).paragraphs if p.style.name == "List Number"]
    first, second, third = (p._p.pPr.numPr.numId.val for p in numbered)
    assert first == second != third
    bold = [run.text for p in opened(small).paragraphs for run in p.runs if run.bold]
    assert bold == ["Bold"]


def test_tables_have_heads_and_cells_to_fill_in(small: Module) -> None:
    """A head row is named as one; where there is none, none is made; slots are empty cells."""
    headed, plain = opened(small).tables
    assert [c.text for c in headed.rows[0].cells] == ["Head", ""]
    assert headed.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [c.text for c in headed.rows[1].cells] == ["A word", ""]
    assert [[c.text for c in row.cells] for row in plain.rows] == [["No head", ""]]
    assert plain.rows[0]._tr.trPr.find(qn("w:tblHeader")) is None


def test_language_title_and_paper_are_set(small: Module) -> None:
    """A document says its language and title; its page is the wanted paper."""
    document = opened(small, Shelf(paper="letter"))
    tongues = {t.get(qn("w:val")) for t in document.styles.element.iter(qn("w:lang"))}
    assert tongues == {"en-GB"}
    assert document.core_properties.title == "A form"
    assert round(document.sections[0].page_width.mm) == 216
    assert round(opened(small).sections[0].page_width.mm) == 210


def test_the_shelf_gives_every_template_in_both_forms() -> None:
    """Each template is made as PDF and as DOCX, by its name."""
    names = [*made_files(ROOT)]
    assert names[0] == "handbook.pdf"
    assert {*names[1:]} == {f"{stem}{suffix}" for stem in TEMPLATES for suffix in (".docx", ".pdf")}
    assert handbook_file(ROOT, "dpia.pdf", SHELF).startswith(b"%PDF")
    assert handbook_file(ROOT, "dpia.docx", SHELF).startswith(b"PK")
