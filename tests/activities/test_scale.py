"""Scale: its ends and steps."""

from typing import Any

import pytest

from askfirst import Scale
from askfirst.errors import DeclarationError, RoomError


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"steps": 2}, "3 to 7"),
        ({"steps": 8}, "3 to 7"),
        ({"steps": True}, "whole number"),
        ({"steps": "5"}, "whole number"),
        ({"ends": ("same", "same")}, "two different"),
        ({"ends": "ab"}, "two texts"),
        ({"ends": ("a", "b", "c")}, "two texts"),
        ({"ends": ("a", "")}, "Write some text"),
    ],
)
def test_refuses(arguments: dict[str, Any], said: str) -> None:
    """Ends and steps that cannot be drawn are refused in one line."""
    with pytest.raises(DeclarationError, match=said):
        Scale("x", "This is so.", **arguments)


@pytest.mark.parametrize("steps", range(3, 8))
def test_each_step_is_a_row(steps: int) -> None:
    """Every step is a row, in order, with the words at the ends and Pass after them."""
    scale = Scale("x", "This is so.", ends=("Never", "Always"), steps=steps)
    assert scale.labels()[0] == "1 Never"
    assert scale.labels()[-1] == f"{steps} Always"
    assert scale.width == len(scale.labels()) == steps
    assert scale.form().count('type="radio"') == steps + 1


def test_reads_a_step() -> None:
    """A step is an index from 0; the one past the last is refused."""
    scale = Scale("x", "This is so.")
    assert scale.read_choice("4").cells == (4,)
    with pytest.raises(RoomError):
        scale.read_choice("5")
