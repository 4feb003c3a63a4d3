"""Formulas in files whose text is edited: presentations and Word documents."""

import subprocess
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from pptx import Presentation

from askfirst.export.errors import ExportWarning
from askfirst.export.powerpoint import powerpoint_file
from askfirst.export.shelf import Shelf
from askfirst.export.templates import form_docx
from askfirst.handbook import read_text
from tests.export.samples import code, note, text
from tests.export.test_formulas import BAYES, MATRIX, other

ALONE = "$$\n\\frac{a}{b}\n$$"


def presentation(*cells: dict[str, Any]) -> Any:
    """The presentation of a notebook, which nothing is complained of."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return Presentation(BytesIO(powerpoint_file(other(text("# T"), *cells), Shelf())))


def words(element: Any) -> str:
    """All that is written in an element."""
    return "".join(t.text or "" for t in element.iter("{*}t"))


def pictures(slide: Any) -> dict[str, Any]:
    """The pictures of a slide by their alternative text."""
    shapes = (shape for shape in slide.shapes if shape.name == "Picture")
    return {str(next(s.element.iter("{*}cNvPr")).get("descr")): s for s in shapes}


def test_a_formula_within_a_line_is_letters() -> None:
    """In headlines, text, lists, tables, side columns and notes stands no LaTeX."""
    made = presentation(
        text(f"## A $x_1^2$\n\nIt is ${BAYES}$.\n\n- $\\alpha$\n\n> Beside $x_5$"),
        note("- **Do.** Say $p \\geq 0.5$.\n\n" + ALONE),
        text("## B\n\n| a | b |\n|---|---|\n| $x_3$ | **$x_4$** |"),
    )
    slides = [*made.slides]
    said = "".join(words(slide.element) for slide in slides)
    assert "P(A | B) = P(B | A)/√(P(B))" in said
    for latex in ("\\", "$", "^", "_"):
        assert latex not in said
    raised = [r.get("baseline") for r in slides[1].shapes.title.element.iter("{*}rPr")]
    assert raised == [None, None, "-25000", "30000"]
    notes = slides[1].notes_slide.notes_text_frame.text
    assert "Say p ≥ 0.5." in notes
    assert "a/b" in notes


def test_a_formula_alone_is_a_picture_between_its_words() -> None:
    """What leads to it stands above it and what it means below, all on one slide, in that order."""
    made = presentation(text(f"## A\n\nIt is:\n\n{MATRIX}\n\nwhere $a$ is small."))
    _, slide = made.slides
    assert [shape.name for shape in slide.shapes] == [
        "Title", "Body", "Picture", "Below", "Number",
    ]  # fmt: skip
    ((alt, picture),) = pictures(slide).items()
    assert alt.startswith(r"\begin{pmatrix} a & b")
    body, below = (s for s in slide.shapes if s.name in {"Body", "Below"})
    assert body.top + body.height < picture.top
    assert picture.top + picture.height < below.top
    assert picture.image.content_type == "image/png"
    assert "pmatrix" not in words(slide.element)


def test_each_formula_has_its_slide() -> None:
    """Two formulas alone stand on two slides, the words between them with the first."""
    made = presentation(text(f"## A\n\n{ALONE}\n\nand\n\n$$\nx^2\n$$\n\nso."))
    _, *slides = made.slides
    assert [[*pictures(slide)] for slide in slides] == [[r"\frac{a}{b}"], ["x^2"]]
    assert ["and" in words(slide.element) for slide in slides] == [True, False]
    assert ["so." in words(slide.element) for slide in slides] == [False, True]


def test_a_high_formula_ends_above_the_foot() -> None:
    """One that is higher than a slide is made smaller, and long text has slides before it."""
    rows = r" \\ ".join(["x"] * 30)
    long = "\n\n".join(["A sentence that takes a line or two of this slide."] * 12)
    made = presentation(text(f"## A\n\n{long}\n\n$$\n\\begin{{matrix}}{rows}\\end{{matrix}}\n$$"))
    shown = [p for slide in made.slides for p in pictures(slide).values()]
    assert [picture.top + picture.height <= 636 * 9525 for picture in shown] == [True]


def test_what_a_library_prints_as_a_formula_is_a_picture() -> None:
    """Mathematics in an output stands alone, so it is drawn."""
    made = presentation(text("## A"), code({"text/latex": [r"$\displaystyle \frac{x}{2}$"]}))
    assert [[*pictures(slide)] for slide in made.slides][-1] == [r"\displaystyle \frac{x}{2}"]


def test_what_cannot_be_shown_is_latex_with_one_warning_a_cell() -> None:
    """A matrix within a line, and what is not known, stay as written; notes are told, too."""
    cells = (
        text("## A\n\nIt is $\\begin{pmatrix}1\\\\2\\end{pmatrix}$.\n\n$$\n\\foo\n$$"),
        note("Say $\\bar$."),
    )
    with pytest.warns(ExportWarning) as told:
        made = powerpoint_file(other(text("# T"), *cells), Shelf())
    first, second = (str(warning.message) for warning in told)
    assert first.startswith("other.ipynb, cell 2: the formula")
    assert first.count("is shown as it is written") == 2
    assert "give it lines of its own" in first
    assert second.startswith("other.ipynb, cell 3: the formula")
    said = "".join(words(slide.element) for slide in Presentation(BytesIO(made)).slides)
    assert r"\begin{pmatrix}1\\2\end{pmatrix}" in said
    assert r"\foo" in said


def test_a_word_document_has_letters_within_lines_and_pictures_alone(tmp_path: Path) -> None:
    """Raised and lowered letters are real ones, and a formula alone says its LaTeX."""
    path = tmp_path / "form.md"
    path.write_text(f"# T\n\n## A\n\nIt is $x_1^2$ here.\n\n{MATRIX}\n", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = docx.Document(BytesIO(form_docx(read_text(path), Shelf())))
    line = next(p for p in made.paragraphs if p.text.startswith("It is"))
    assert line.text == "It is x12 here."
    looks = {r.text: (r.italic, r.font.subscript, r.font.superscript) for r in line.runs}
    assert [tuple(map(bool, looks[text])) for text in "x12"] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip
    (drawn,) = made.element.body.iter("{*}docPr")
    assert drawn.get("descr").startswith(r"\begin{pmatrix}")


def test_without_a_formula_nothing_is_loaded_for_one(tmp_path: Path) -> None:
    """A presentation and a document without formulas load nothing that reads or draws them."""
    (tmp_path / "form.md").write_text("# T\n\n## A\n\nIt costs $5.\n", encoding="utf-8")
    script = (
        "import sys; from pathlib import Path; from askfirst.handbook import read_text; "
        "from askfirst.export.powerpoint import powerpoint_file; "
        "from askfirst.export.shelf import Shelf; from askfirst.export.templates import form_docx; "
        "made = read_text(Path(sys.argv[1])); powerpoint_file(made, Shelf()); "
        "form_docx(made, Shelf()); print(*sorted({n.split('.')[0] for n in sys.modules}))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "form.md")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not {"latex2mathml", "ziamath", "ziafont"} & {*done.stdout.split()}
