"""Print that is read from the right begins at the right."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from askfirst.export.guide import guide_file
from askfirst.export.handout import handout_file
from askfirst.export.shelf import Shelf
from askfirst.export.typeset import language
from tests.export.samples import module, text
from tests.export.test_guide import places, sample

MIDDLE = 298  # of A4, in points


def edges(pdf: bytes, *words: str) -> Iterator[float]:
    """Where each of these words begins on its page."""
    found = {said: x for page in places(pdf) for x, _, said in page}
    yield from (found[word] for word in words)


@pytest.mark.parametrize("tag", ["ar", "fa-IR", "ckb", "ku-Arab"])
def test_the_direction_of_a_page_is_that_of_its_language(tag: str) -> None:
    """Also where typst itself does not know it."""
    assert language(tag)["direction"] == "rtl"
    about = {"keypoints": text("## Keep\n\n- One", tags=["keypoints"])}
    made = module(text("# T"), about["keypoints"], language=tag, number="05")
    assert next(edges(handout_file(made, Shelf()), "Keep")) > MIDDLE
    assert next(edges(handout_file(replace(made, language="pl"), Shelf()), "Keep")) < MIDDLE


def test_what_is_said_stands_at_the_right_of_nothing_but_its_bar() -> None:
    """The bar beside a line to say is where the line begins."""
    pdf = guide_file(replace(sample(), language="ar"), Shelf())
    assert next(edges(pdf, "One line")) > MIDDLE
