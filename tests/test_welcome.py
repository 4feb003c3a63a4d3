"""What module 00 says of the program is what the program does."""

import re
from pathlib import Path
from typing import Final

import pytest

from askfirst.activities.coinflip import CoinFlip
from askfirst.activities.questionbox import QuestionBox
from askfirst.curriculum import Module, read_module
from askfirst.estimate import estimate
from askfirst.release import Tier

ROOT: Final = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def welcome() -> Module:
    """Module 00 as it is stored."""
    return read_module(ROOT / "notebooks" / "00_welcome.ipynb")


def coin(module: Module) -> CoinFlip:
    return next(a for a in module.activities if isinstance(a, CoinFlip))


def said(module: Module, *ids: str) -> str:
    return " ".join(cell.source for cell in module.cells if cell.id in ids)


def test_the_price_of_a_coin_is_worked_out(welcome: Module) -> None:
    """How far 30 and 300 coins blur a result is said as it is worked out."""
    example = coin(welcome).how.example()
    told = said(welcome, "coin-why-notes", "coin-alone")
    assert re.findall(r"about (\d+) in 100", told) == [str(example["blur"])] * 2
    assert f"with 300 by about {example['blur_large']}" in told


def test_a_single_number_is_shown_from_where_the_module_says(welcome: Module) -> None:
    """Below as many phones as are named the slide has stripes and no likely number."""
    keep = coin(welcome).how.keep
    named = re.findall(r"Below (\d+) phones", said(welcome, "coin-why-notes", "coin-alone"))
    assert len(named) == 2
    for first in map(int, named):
        assert all(estimate(yes, first - 1, keep).likely is None for yes in range(first))
        assert all(estimate(yes, first, keep).likely is not None for yes in range(first + 1))


def test_a_dozen_coins_leave_half_the_line_open(welcome: Module) -> None:
    """With twelve phones the stripes cover half of the line or more, whatever was said."""
    assert "a dozen phones they cover half the line or more" in said(welcome, "coin-why-notes")
    keep = coin(welcome).how.keep
    shown = [estimate(yes, 12, keep) for yes in range(13)]
    assert min(one.high - one.low for one in shown) >= 50


def test_the_limits_come_before_the_box(welcome: Module) -> None:
    """No question can be put into the box before the limits of privacy stood on a slide."""
    ids = [cell.id for cell in welcome.cells]
    box = next(c for c in welcome.cells if isinstance(c.activity, QuestionBox))
    assert ids.index("limits") < box.index
    assert ids.index("limits-notes") < box.index


def test_the_pass_is_tried_where_small_numbers_stay_hidden(welcome: Module) -> None:
    """The question that everybody passes on is one of opinion, never one with exact numbers."""
    asked = {a.id: a.tier for a in welcome.activities}
    assert asked["00-pass"] is Tier.PERSONAL
