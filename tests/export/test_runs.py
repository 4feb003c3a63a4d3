"""What Markdown says, as paragraphs of runs beside its HTML."""

from pathlib import Path

from askfirst import CoinFlip
from askfirst.export.covered import explained
from askfirst.export.markdown import Block, MarkdownReader
from askfirst.export.runs import Paragraph, Run, Shape, plain
from askfirst.export.slides import closing_said, read_slides
from tests.export.samples import CLAIM, module, note, text, whole_module


def read(source: str) -> tuple[Block, ...]:
    """The blocks of a cell."""
    return MarkdownReader().blocks(source, draw=lambda _, alt: alt, warn=lambda _: None)


def paragraphs(source: str) -> tuple[Paragraph, ...]:
    return MarkdownReader().paragraphs(source, warn=lambda _: None)


def test_runs_keep_what_is_bold_code_struck_or_a_link() -> None:
    """Emphasis of either kind is bold; code, strikes and links are kept, and neighbours joined."""
    (said,) = paragraphs("a **b** *c* `d` ~~e~~ [f **g**](https://example.org)")
    assert [run for run in said.runs if run.text != " "] == [
        Run(text="a "),
        Run(text="b", bold=True),
        Run(text="c", bold=True),
        Run(text="d", code=True),
        Run(text="e", struck=True),
        Run(text="f ", href="https://example.org"),
        Run(text="g", bold=True, href="https://example.org"),
    ]


def test_a_source_mark_is_a_run_tied_to_the_word_before() -> None:
    """A mark is a run of its own, after a space that does not break."""
    (said,) = paragraphs("A yes. [C19](#C19) More.")
    assert said.runs == (
        Run(text="A yes.\u202f"),
        Run(text="C19", mark=True),
        Run(text=" More."),
    )


def test_links_that_a_page_leaves_out_lead_nowhere() -> None:
    """Only http, https and mailto lead anywhere; the words of other links stay."""
    (said,) = paragraphs("[a](javascript:x) [b](06_next.ipynb) [c](mailto:a@example.org)")
    assert [run.href for run in said.runs if run.text.strip()] == ["", "mailto:a@example.org"]
    assert said.text == "a b c"


def test_lists_keep_their_levels_and_numbers() -> None:
    """Items know how deep they lie and what number they have; what follows in one is no item."""
    said = paragraphs("- one\n  - two\n\n    more\n- three\n\n3. x\n4. y")
    assert [(p.shape, p.level, p.number, p.text) for p in said] == [
        (Shape.BULLET, 0, 0, "one"),
        (Shape.BULLET, 1, 0, "two"),
        (Shape.TEXT, 2, 0, "more"),
        (Shape.BULLET, 0, 0, "three"),
        (Shape.NUMBER, 0, 3, "x"),
        (Shape.NUMBER, 0, 4, "y"),
    ]


def test_lines_break_where_the_author_broke_them() -> None:
    """A soft break is a space, a hard break a new line in the same paragraph."""
    assert paragraphs("a\nb  \nc")[0].text == "a b\vc"


def test_code_is_a_paragraph_for_each_line() -> None:
    """Lines of code keep their indent; blank ones take no room."""
    said = paragraphs("```\nif x:\n\n    y\n```")
    assert [(p.shape, p.text) for p in said] == [(Shape.CODE, "if x:"), (Shape.CODE, "    y")]


def test_a_table_block_has_cells_and_in_notes_it_is_lines() -> None:
    """Cells are runs by row; where a table cannot stand, each row is a line."""
    source = "| a | b |\n|---|---|\n| **1** | 2 [C1](#C1) |"
    (table,) = read(source)
    assert table.cells[1] == (
        (Run(text="1", bold=True),),
        (Run(text="2\u202f"), Run(text="C1", mark=True)),
    )
    assert [p.text for p in paragraphs(source)] == ["a | b", "1 | 2\u202fC1"]


def test_blocks_say_the_same_as_their_html() -> None:
    """A heading, a quote and text have their paragraphs beside their HTML."""
    heading, body, side = read(CLAIM)
    assert heading.paragraphs[0].shape is Shape.HEADING
    assert (
        body.paragraphs[0].text == "A yes is to one thing, now.\u202fC19 It can end at any point."
    )
    assert [p.text for p in side.paragraphs] == [
        *("How it sounds", "“Still good?”", "“I want to stop now.”"),
    ]


def test_pictures_hang_on_the_block_that_shows_them(tmp_path: Path) -> None:
    """A block knows the pictures in it, with their words; a missing one leaves none."""
    slides = read_slides(whole_module(tmp_path))
    shown = next(slide for slide in slides if slide.kind == "diagram").body[0]
    assert [(p.kind, p.alt) for p in shown.pictures] == [("image/svg+xml", "Two lines")]
    assert all(not block.pictures for slide in slides for block in slide.body[1:])


def test_the_drawing_of_a_coin_flip_can_stand_alone() -> None:
    """What is drawn for a page can be drawn elsewhere: it says that it is SVG."""
    picture, *_ = explained(CoinFlip("05-coin", "This is true for me."))
    assert picture.pictures[0].content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg" ')
    assert picture.pictures[0].alt


def test_notes_are_said_in_paragraphs_too() -> None:
    """The notes of a slide, and those after the help cell, are there without HTML."""
    sample = module(
        text("# T", tags=["header"]),
        text("## A"),
        note("**Say** it."),
        text("## Help", tags=["help"]),
        note("Stay."),
    )
    assert [p.text for p in read_slides(sample, formulas=False)[1].said] == ["Say it."]
    assert [p.text for p in closing_said(sample)] == ["Stay."]


def test_plain_text_is_a_paragraph_for_each_line() -> None:
    """Text without looks keeps its lines and drops empty ones."""
    assert [p.text for p in plain("a\n\nb")] == ["a", "b"]
