"""Notebooks that nobody here wrote, as decks and as self-paced pages."""

import base64
import re
import warnings
from pathlib import Path
from typing import Any, Protocol

import pytest

from askfirst.curriculum import module_from_notebook
from askfirst.export.deck import render_deck
from askfirst.export.errors import ExportWarning
from askfirst.export.markdown import Block, BlockKind
from askfirst.export.page import page_html
from askfirst.export.paging import paged, title_lines
from askfirst.export.slides import Kind, Slide
from tests.export.samples import DRAWING, code, module, note, notebook, text

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 20).decode()


def render(*cells: dict[str, Any], name: str = "other.ipynb", folder: Path = Path()) -> str:
    """A deck of a notebook without any metadata of ours."""
    return render_deck(module_from_notebook(notebook(cells), folder / name))


class Render(Protocol):
    """Renders a notebook without any metadata of ours."""

    def __call__(self, *cells: dict[str, Any], folder: Path = Path()) -> str:
        """Render it."""


@pytest.fixture(params=[render_deck, page_html], ids=["deck", "page"])
def made(request: pytest.FixtureRequest) -> Render:
    """What each HTML format makes of some cells."""

    def made(*cells: dict[str, Any], folder: Path = Path()) -> str:
        return str(request.param(module_from_notebook(notebook(cells), folder / "other.ipynb")))

    return made


def plain(kind: str, source: str, **more: Any) -> dict[str, Any]:
    """A cell with no metadata at all."""
    return {"cell_type": kind, "source": source, "metadata": {}, **more}


def test_a_notebook_without_slide_types_begins_a_slide_at_each_heading() -> None:
    """Headings of the first two levels begin slides where nobody set slide types."""
    html = render(plain("markdown", "# T\n\nintro"), plain("markdown", "more"),
                  plain("markdown", "## B"), plain("code", "1 + 1", outputs=[]))  # fmt: skip
    assert html.count('<section class="slide') == 3
    assert "<code>1 + 1</code>" in html
    assert "<title>T</title>" in html


def test_an_empty_notebook_is_a_title() -> None:
    """A notebook without cells is a deck of one title slide."""
    assert render(name="my_notes.ipynb").count('<section class="slide') == 1


def test_an_error_in_an_output_is_shown_as_text_with_one_warning(made: Render) -> None:
    """An error is text on the slide, and one warning names file and cell."""
    output = {"output_type": "error", "ename": "ValueError", "evalue": "<no>", "traceback": []}
    cell = plain("code", "fail()", outputs=[output, output])
    with pytest.warns(ExportWarning, match=r"^other.ipynb, cell 2: ") as said:
        html = made(text("# T"), cell)
    assert len(said) == 1
    assert "ValueError: &lt;no&gt;" in html


@pytest.mark.parametrize(
    "data",
    [
        {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "Slider()"},
        {"application/x-unknown": "?", "text/plain": "Slider()"},
    ],
)
def test_unknown_outputs_fall_back_to_text_with_a_warning(
    made: Render, data: dict[str, Any]
) -> None:
    """Widgets of others and unknown types are shown by their text."""
    with pytest.warns(ExportWarning, match="cell 2"):
        assert "Slider()" in made(text("# T"), code(data))


def test_an_output_with_nothing_to_show_is_named_and_left_out(made: Render) -> None:
    """An output of an unknown type without text is left out, with a warning."""
    with pytest.warns(ExportWarning, match="application/x-unknown was left out"):
        made(text("# T"), code({"application/x-unknown": "?"}))


def test_an_output_in_html_alone_is_shown_by_its_words(made: Render) -> None:
    """Where an output has no plain text, what its HTML says is shown, and one warning says so."""
    table = "<table onclick='x()'><tr><td>one</td><td>two</td></tr></table><script>evil()</script>"
    with pytest.warns(ExportWarning, match="cell 2: an output is shown as plain text"):
        html = made(text("# T"), code({"text/html": table}))
    assert "<code>one | two</code>" in html
    assert "evil" not in html


def test_html_of_others_never_reaches_the_page(made: Render) -> None:
    """HTML outputs are shown by their plain text."""
    html = made(text("# T"), code({"text/html": "<b id=evil>x</b>", "text/plain": "x"}))
    assert "evil" not in html


def test_pictures_in_outputs_and_attachments_are_embedded(made: Render, tmp_path: Path) -> None:
    """PNG outputs and attached pictures become data inside the page."""
    attached = text("![a b](attachment:p.png)", attachments={"p.png": {"image/png": PNG}})
    (tmp_path / "q.png").write_bytes(base64.b64decode(PNG))
    html = made(
        text("# T"),
        attached,
        code({"image/png": PNG, "text/plain": "fig"}),
        text("## F\n\n![beside](q.png)"),
        folder=tmp_path,
    )
    assert html.count('src="data:image/png;base64,') == 3
    assert 'alt="a b"' in html


@pytest.mark.parametrize(
    "where",
    ["https://example.org/a.png", "../secret.svg", "/etc/hostname", "gone.svg", "a.exe",
     "attachment:gone.png", "data:image/png", "data:text/html;base64,PGI+", "broken.svg"],
)  # fmt: skip
def test_pictures_that_cannot_be_had_leave_their_words(
    made: Render, tmp_path: Path, where: str
) -> None:
    """What lies elsewhere, is missing or is no picture leaves its alt text and one warning."""
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.svg").write_text(DRAWING, encoding="utf-8")
    (inside / "a.exe").write_bytes(b"x")
    (inside / "broken.svg").write_text("<svg", encoding="utf-8")
    with pytest.warns(ExportWarning, match="other.ipynb, cell 2: the picture") as said:
        html = made(text("# T"), text(f"## A\n\n![the words]({where})"), folder=inside)
    assert len(said) == 1
    assert '<span class="missing">the words</span>' in html


@pytest.mark.parametrize("content", ["", "aGVsbG8=", "R0lGODlh"])
def test_a_picture_of_another_type_is_left_out(made: Render, content: str) -> None:
    """Where the stored bytes are no picture of their type, its words stand there."""
    with pytest.warns(ExportWarning, match=r"cell 2: a picture was left out: its content is no"):
        html = made(text("# T"), code({"image/png": content, "text/plain": "fig"}))
    assert '<span class="missing">fig</span>' in html


def test_huge_outputs_are_cut(made: Render) -> None:
    """An output of a megabyte does not become a megabyte of page."""
    with pytest.warns(ExportWarning, match="997,500 more letters are left out"):
        html = made(text("# T"), code({"text/plain": "x" * 1_000_000}))
    assert html.count("x") < 20_000


def test_what_is_cut_is_counted(made: Render) -> None:
    """What is left out of a long output stands below it, and in one warning with file and cell."""
    lines = "\n".join(f"line {n}" for n in range(5000))
    with pytest.warns(ExportWarning, match=r"^other.ipynb, cell 2: .*4,960 more lines") as said:
        html = made(text("# T"), code({"text/plain": lines}))
    assert len(said) == 1
    assert "line 39\n" not in html
    assert "line 40" not in html
    assert "line 39</code>" in html
    assert "<p>4,960 more lines are left out.</p>" in html


def test_every_line_that_is_kept_stands_on_a_slide() -> None:
    """A long output goes on to further slides, and none of them is taller than a slide."""
    lines = "\n".join(f"line {n}" for n in range(40))
    html = render(text("# T"), text("## A"), code({"text/plain": lines}, slide="-"))
    assert html.count("A (continued)") == 2
    assert all(f"line {n}" in html for n in range(40))
    assert 'class="columns tall"' not in html


def test_long_text_below_a_table_or_a_picture_has_its_own_slides(tmp_path: Path) -> None:
    """What does not fit under a table or a picture goes on to further slides, whole."""
    (tmp_path / "two.svg").write_text(DRAWING, encoding="utf-8")
    words = "Many words. " * 120
    for what in ("| A | B |\n|---|---|\n| a | b |", "![two](two.svg)"):
        html = render(text("# T"), text(f"## A\n\n{what}\n\n{words}"), folder=tmp_path)
        kinds = re.findall(r'<section class="slide (\w+)', html)
        assert len(kinds) > 2
        assert {*kinds[2:]} == {"words"}
        assert html.count("Many words.") == 120
        short = render(text("# T"), text(f"## A\n\n{what}\n\nFew words."), folder=tmp_path)
        assert short.count('<section class="slide') == 2


def test_what_a_terminal_showed_is_what_is_shown(made: Render) -> None:
    """Colours are left out, of a progress bar the last state stays, and half a letter is a sign."""
    stream = {"output_type": "stream", "name": "stderr",
              "text": "\x1b[0;31mred\x1b[0m\r\n10%\r\x1b[K100%\r\nab\x08c \ud800"}  # fmt: skip
    html = made(text("# T"), plain("code", "x = '\udfff'", outputs=[stream]))
    assert "<code>red\n100%\nac \ufffd</code>" in html
    assert "x = &#x27;\ufffd&#x27;" in html
    html.encode()


@pytest.mark.parametrize("script", ["Согласие", "同意是持续的", "موافقة", "สวัสดี"])
def test_other_scripts_are_kept(made: Render, script: str) -> None:
    """Text in any script reaches the deck unchanged, without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert f">{script}</h2>" in made(text("# T"), text(f"## {script}\n\n{script * 40}"))


def test_too_many_rows_go_on_to_the_next_slide() -> None:
    """A table of twelve rows stands on three slides with the same head and notes."""
    rows = "\n".join(f"| {n} | b |" for n in range(12))
    sample = module(text("# T"), text(f"## Rows\n\n| A | B |\n|---|---|\n{rows}"), note("Say."))
    html = render_deck(sample)
    slides = re.findall(r'<section class="slide table', html)
    assert len(slides) == 3
    assert re.findall(r"<h2>(.*?)</h2>", html) == ["Rows", *["Rows (continued)"] * 2]
    assert html.count('<aside class="notes"><p>Say.</p>') == 3


def test_a_table_of_many_columns_scrolls() -> None:
    """Columns that would break each word keep their width, and the table is reached by keys."""
    head = "|".join(f"Column {n}" for n in range(20))
    row = "|".join(f"value {n}" for n in range(20))
    html = render(text("# T"), text(f"## A\n\n|{head}|\n|{'-|' * 20}\n|{row}|"))
    assert '<div class="grid tall" tabindex="0"><table style="width:3200px">' in html
    widths = [int(width) for width in re.findall(r'<col width="(\d+)">', html)]
    assert min(widths) > 150
    ten = render(text("# T"), text("## A\n\n" + "|a" * 10 + "|\n" + "|-" * 10 + "|\n"))
    assert "<table><colgroup>" in ten


def test_rows_of_unlike_height_share_as_few_slides_as_they_can() -> None:
    """One tall row does not push each of the others onto a slide of its own."""
    tall = "many words " * 24
    rows = "\n".join(f"| {n} | {tall if n == 2 else 'b'} |" for n in range(4))
    slide = Slide(kind=Kind.TABLE, title="T", title_text="T", rows=_rows(rows))
    assert [len(part.rows) - 1 for part in paged(slide, continued="{title}")] == [2, 2]
    six = Slide(kind=Kind.TABLE, title="T", title_text="T", rows=_rows("| a | b |\n" * 6))
    assert [len(part.rows) - 1 for part in paged(six, continued="{title}")] == [3, 3]


def test_a_further_headline_has_the_room_it_takes() -> None:
    """Where “continued” makes a headline a line longer, there is a line less below it."""
    body = tuple(Block(BlockKind.TEXT, "<p>Ask.</p>", "Ask.") for _ in range(14))
    title = "Pause first, then two easy answers"
    slide = Slide(kind=Kind.WORDS, title=title, title_text=title, body=body)
    parts = [*paged(slide, continued="{title} (continued)")]
    assert [title_lines(part) for part in parts] == [1, 2, 2]
    assert [len(part.body) for part in parts] == [6, 6, 2]


def _rows(source: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in source.splitlines()]
    cells = [tuple((cell, cell) for cell in line) for line in lines]
    return ((("A", "A"), ("B", "B")), *cells)


def test_fragments_stay_on_their_slide() -> None:
    """A fragment cell is a further step of the slide before it."""
    html = render(text("# T"), text("## A\n\none"), text("two", "fragment"), text("three", "-"))
    assert html.count('<section class="slide') == 2
    assert '<div class="fragment"><p>two</p>\n</div><p>three</p>' in html
