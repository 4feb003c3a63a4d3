"""Notebooks of other tools and other people, as slides: what is said first, and in which order."""

from pathlib import Path
from typing import Any

from askfirst.curriculum import Module, module_from_notebook
from askfirst.export.deck import render_deck
from askfirst.export.page import page_html
from askfirst.export.powerpoint import powerpoint_file
from askfirst.export.shelf import Shelf
from askfirst.export.slides import Slide, read_slides
from tests.export.presented import opened

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"


def said(source: str) -> dict[str, Any]:
    """A Markdown cell with no metadata."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def ran(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    """A code cell with what it printed."""
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": list(outputs)}


def streamed(text: str, name: str = "stdout") -> dict[str, Any]:
    """A piece of what a program printed."""
    return {"output_type": "stream", "name": name, "text": text}


def others(*cells: dict[str, Any], minor: int = 0) -> Module:
    """A notebook that knows nothing of us."""
    notebook = {"nbformat": 4, "nbformat_minor": minor, "metadata": {}, "cells": list(cells)}
    return module_from_notebook(notebook, Path("other.ipynb"))


def headed(module: Module) -> list[Slide]:
    """Its slides, without the title."""
    return [*read_slides(module)][1:]


def titles(module: Module) -> list[str]:
    """The headlines of its presentation."""
    slides = opened(powerpoint_file(module, Shelf())).slides
    return [slide.shapes.title.text_frame.text for slide in slides]


def test_a_formula_in_a_title_is_shown_as_one() -> None:
    """On a deck and a page it is drawn, in a presentation it is letters."""
    module = others(said("# Of $x^2$ and more"), said("text"))
    for html in (render_deck(module), page_html(module)):
        main = html[html.index("<main") : html.index("</main>")]
        assert main.count("<msup>") == 1
        assert "$x^2$" not in main[main.index("<h1") : main.index("</h1>")]
    assert titles(module)[0] == "Of x2 and more"


def test_each_kind_of_heading_begins_a_slide() -> None:
    """A line of signs below a text makes it a heading; below a list it is a line."""
    cells = ("# T", "Second\n------\n\na", "- item\n---\nb", "Third level\n===\n\nc", "d")
    assert [slide.title_text for slide in headed(others(*map(said, cells)))] == [
        "Second",
        "Third level",
    ]


def test_what_stands_before_a_table_comes_before_it() -> None:
    """Text and code before a table have a slide of their own, under the same headline."""
    module = others(
        said("# T"), said("## Rows\n\nfirst"), ran("df"), said(TABLE), said("last"), said(TABLE)
    )
    first, second = headed(module)
    assert [block.text for block in first.body] == ["first", "df"]
    assert second.rows[1][0][1] == "1"
    assert second.body[0].text == "last"
    assert (first.title_text, second.title_text) == ("Rows", "Rows (continued)")
    assert "(continued) (continued)" not in render_deck(
        others(said("# T"), said("## Rows"), ran("df"), said(TABLE + "\n| 1 | 2 |" * 20))
    )
    (alone,) = headed(others(said("# T"), said(f"## Rows\n\n{TABLE}\n\nlast")))
    assert alone.title_text == "Rows"
    assert titles(module)[1:3] == ["Rows", "Rows (2 of 3)"]


def test_what_has_no_headline_says_once_that_it_goes_on() -> None:
    """Slides below a title that go on themselves are numbered, and say nothing twice."""
    module = others(said("# Title"), ran("print()", streamed("line\n" * 39)))
    assert titles(module) == ["Title", "Title (continued)", "Title (2 of 3)", "Title (3 of 3)"]


def test_pieces_of_a_stream_are_one_output() -> None:
    """What was printed bit by bit is one text, and a progress bar its last state."""
    pieces = [streamed(f"\r{n}%", "stderr") for n in range(0, 101, 10)]
    module = others(ran("run()", *pieces, streamed("a\n"), streamed("b"), streamed("!", "stderr")))
    (cell,) = module.cells
    assert [output["text/plain"] for output in cell.outputs] == ["100%", "a\nb", "!"]


def test_lines_that_break_count_as_those_they_become() -> None:
    """No part of an output is higher than a slide, however long its lines are."""
    long = "\n".join("word " * 24 for _ in range(9)) + "\n" + "x" * 1200
    module = others(said("# T"), said("## Long"), ran("", streamed(long)))
    deck = render_deck(module)
    main = deck[deck.index("<main>") : deck.index("<script")]
    assert 'class="columns tall"' not in main
    assert main.count("Long (continued)") >= 2
    assert main.count("word ") == 24 * 9
