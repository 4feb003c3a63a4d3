"""Presentations of notebooks that nobody here wrote."""

import base64
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation

from askfirst.curriculum import module_from_notebook
from askfirst.export.errors import ExportError, ExportWarning
from askfirst.export.pictures import Picture
from askfirst.export.powerpoint import powerpoint_file
from askfirst.export.raster import bitmap, drawn
from askfirst.export.shelf import Shelf
from tests.export.samples import DRAWING, code, notebook, text


def painted(kind: str, size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture of one colour."""
    made = BytesIO()
    Image.new("RGB", size, "#0A5A66").save(made, kind)
    return made.getvalue()


def render(*cells: dict[str, Any], folder: Path = Path()) -> Any:
    """The presentation of a notebook without any metadata of ours."""
    module = module_from_notebook(notebook(cells), folder / "other.ipynb")
    return Presentation(BytesIO(powerpoint_file(module, Shelf())))


def plain(kind: str, source: str, **more: Any) -> dict[str, Any]:
    """A cell with no metadata at all."""
    return {"cell_type": kind, "source": source, "metadata": {}, **more}


def said(presentation: Any) -> str:
    """Everything on all slides."""
    texts = (t for slide in presentation.slides for t in slide.element.iter("{*}t"))
    return "\n".join(t.text or "" for t in texts)


def pictures(presentation: Any) -> list[Any]:
    """All pictures on all slides."""
    shapes = (shape for slide in presentation.slides for shape in slide.shapes)
    return [shape for shape in shapes if shape.name == "Picture"]


def alt(shape: Any) -> str:
    """What a shape says of itself."""
    return str(next(shape.element.iter("{*}cNvPr")).get("descr"))


def test_a_notebook_without_slide_types_begins_a_slide_at_each_heading() -> None:
    """Headings of the first two levels begin slides; there is no help without services."""
    cells = (plain("markdown", "# T\n\nintro"), plain("markdown", "more"),
             plain("markdown", "## B"), plain("code", "1 + 1", outputs=[]))  # fmt: skip
    presentation = render(*cells)
    layouts = [slide.slide_layout.name for slide in presentation.slides]
    assert layouts == ["Title", "Words", "Words"]
    assert "1 + 1" in said(presentation)


def test_an_empty_notebook_is_a_title() -> None:
    """A notebook without cells is one title slide."""
    assert len(render().slides) == 1


def test_codes_of_a_terminal_are_left_out() -> None:
    """What only steers a terminal, such as the colours of an error, is left out; words stay."""
    stream = {
        "output_type": "stream",
        "name": "stderr",
        "text": "\x1b[31mred\x1b[0m \x00\ud800 end",
    }
    presentation = render(text("# T"), plain("code", "x", outputs=[stream]))
    assert "red \ufffd end" in said(presentation)


def test_a_line_that_ends_hard_ends_on_a_slide() -> None:
    """Neither spaces nor a backslash before the end of a line join the words around it."""
    presentation = render(text("# T"), text("## A\n\none  \ntwo\\\nthree"))
    bodies = [s.text_frame.text for s in presentation.slides[1].shapes if s.has_text_frame]
    assert "one\vtwo\vthree" in bodies


def test_a_headline_says_once_that_it_goes_on() -> None:
    """However many slides a text without a headline takes, each says once what it continues."""
    presentation = render(text("# T"), text("## A\n\nfirst"), text("Long words. " * 300))
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    assert len(titles) > 4
    count = len(titles) - 1
    assert titles[2:] == [f"A ({at} of {count})" for at in range(2, count + 1)]


def test_an_error_in_an_output_is_shown_as_text_with_one_warning() -> None:
    """An error is text on the slide, and one warning names file and cell."""
    output = {"output_type": "error", "ename": "ValueError", "evalue": "<no>", "traceback": []}
    with pytest.warns(ExportWarning, match=r"^other.ipynb, cell 2: ") as warned:
        presentation = render(text("# T"), plain("code", "fail()", outputs=[output, output]))
    assert len(warned) == 1
    assert "ValueError: <no>" in said(presentation)


def test_html_of_others_never_reaches_a_slide() -> None:
    """HTML outputs are shown by their plain text."""
    presentation = render(text("# T"), code({"text/html": "<b id=evil>x</b>", "text/plain": "x"}))
    assert "evil" not in said(presentation)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_pictures_come_in_as_they_are(kind: str) -> None:
    """A picture of pixels is the same bytes in the file, with its words."""
    content = painted(kind)
    data = {f"image/{kind.lower()}": base64.b64encode(content).decode()}
    attached = text("## A\n\n![the words](attachment:p)", attachments={"p": data})
    (picture,) = pictures(render(text("# T"), attached))
    assert picture.image.blob == content
    assert alt(picture) == "the words"
    assert picture.width == 2 * picture.height


def test_what_powerpoint_cannot_show_becomes_png() -> None:
    """A WebP picture is written as PNG."""
    made = bitmap(Picture(kind="image/webp", content=painted("WEBP"), alt=""))
    assert made.content.startswith(b"\x89PNG")
    assert (made.width, made.height) == (40, 20)


def test_pictures_between_words_stand_on_slides_of_their_own() -> None:
    """A picture in running text or in an output comes after it, under the same headline."""
    data = {"image/png": base64.b64encode(painted("PNG")).decode()}
    cell = text("## A\n\nbefore ![one](attachment:p) after\n\nmore", attachments={"p": data})
    presentation = render(text("# T"), cell, code({**data, "text/plain": "fig"}, slide="-"))
    assert [alt(picture) for picture in pictures(presentation)] == ["one", "fig"]
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    parts = len(titles) - 1
    assert titles[1:] == ["A", *(f"A ({part} of {parts})" for part in range(2, parts + 1))]


@pytest.mark.parametrize(
    "where", ["https://example.org/a.png", "../secret.svg", "gone.svg", "broken.svg", "fake.png"]
)
def test_pictures_that_cannot_be_had_leave_their_words(tmp_path: Path, where: str) -> None:
    """What lies elsewhere, is missing or is no picture leaves its words in a dotted frame."""
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.svg").write_text(DRAWING, encoding="utf-8")
    (inside / "broken.svg").write_text("<svg", encoding="utf-8")
    (inside / "fake.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    with pytest.warns(ExportWarning, match=r"^other.ipynb, cell 2: ") as warned:
        presentation = render(text("# T"), text(f"## A\n\n![the words]({where})"), folder=inside)
    assert len(warned) == 1
    frame = next(s for s in presentation.slides[1].shapes if s.name == "Missing picture")
    assert frame.text_frame.text == "the words"


def test_a_drawing_is_drawn_once_and_the_same_each_time(tmp_path: Path) -> None:
    """The same SVG gives the same picture; two slides that show it share one file."""
    (tmp_path / "two.svg").write_text(DRAWING, encoding="utf-8")
    cells = [text(f"## {n}\n\n![a](two.svg)") for n in range(2)]
    one, other = pictures(render(text("# T"), *cells, folder=tmp_path))
    assert one.image.sha1 == other.image.sha1
    assert drawn(DRAWING.encode()) == drawn(DRAWING.encode())
    assert len({part.partname for part in (one.part, other.part)}) == 2


def test_a_drawing_that_is_no_plain_svg_is_refused() -> None:
    """A script or entity in a drawing never reaches the engine that draws it."""
    for bad in (b"<svg", b"<html/>", b'<!DOCTYPE s [<!ENTITY a "b">]><svg>&a;</svg>'):
        with pytest.raises(ExportError):
            drawn(bad)


def test_huge_outputs_are_cut() -> None:
    """An output of a megabyte does not become a megabyte of slides."""
    with pytest.warns(ExportWarning, match=r"^other.ipynb, cell 2: .*997,500 more letters"):
        presentation = render(text("# T"), code({"text/plain": "x" * 1_000_000}))
    assert said(presentation).count("x") < 3_000
    assert "997,500 more letters are left out." in said(presentation)


def test_a_very_long_cell_is_many_slides() -> None:
    """A cell of a hundred thousand letters is split, and none of it is lost."""
    presentation = render(text("# T"), text(f"## A\n\n{'many words ' * 9_000}"))
    assert said(presentation).count("many") == 9_000
    assert len(presentation.slides) > 100


@pytest.mark.parametrize("script", ["Согласие", "同意是持续的", "موافقة", "สวัสดี"])
def test_other_scripts_are_kept(script: str) -> None:
    """Text in any script reaches a slide unchanged, without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        presentation = render(text("# T"), text(f"## {script}\n\n{script * 40}"))
    assert presentation.slides[1].shapes.title.text_frame.text == script
    assert script * 2 in said(presentation).replace("\n", "")


def test_tables_that_do_not_fit_still_stand() -> None:
    """Many columns, rows of unlike length, a second table: all are tables."""
    wide = "|" + " a |" * 15 + "\n|" + "---|" * 15 + "\n|" + " word |" * 15
    presentation = render(text("# T"), text(f"## A\n\n{wide}\n\nbetween\n\n| b |\n|---|\n| c |"))
    shapes = [shape for slide in presentation.slides for shape in slide.shapes]
    assert [len(shape.table.columns) for shape in shapes if shape.has_table] == [15, 1]
    assert "between" in said(presentation)


def test_what_a_module_says_stays_text() -> None:
    """Markup, quotes and ends of elements in cells are shown as text."""
    bad = "</a:t><p:sp/> \"&'<"
    presentation = render(
        text(f"# {bad}"), text(f"## {bad}\n\n{bad}\n\n> {bad}\n\n```\n{bad}\n```")
    )
    assert said(presentation).count("</a:t><p:sp/>") == 5
