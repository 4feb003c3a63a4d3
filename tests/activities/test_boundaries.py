"""Boundaries: a map that nobody else sees."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import Boundaries
from askfirst.activities.boundaries import TEXTS
from askfirst.activities.registry import from_spec
from askfirst.errors import DeclarationError, RoomError
from tests.activities.written import written

MAP = Boundaries(
    "x", items={"Touch": ["hands", "feet"], "Sight": ["a recording"]}, start_no=["a recording"]
)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (["hands"], "Use 2 to 60"),
        ([f"item {n}" for n in range(61)], "Use 2 to 60"),
        (["hands", "hands"], "twice"),
        ({"A": ["hands"], "B": ["hands"]}, "twice"),
        ({"A": "hands", "B": ["feet"]}, "Use a list"),
        ({"A": [], "B": ["feet", "hands"]}, "Use a list"),
        ("hands", "Use a list"),
        (["hands", "x" * 81], "at most 80"),
        (["hands", 7], "Write some text"),
    ],
)
def test_refuses_items(items: Any, said: str) -> None:
    """A map has 2 to 60 different items, each a short text."""
    with pytest.raises(DeclarationError, match=said):
        Boundaries("x", items=items)


def test_refuses_to_start_at_no_what_is_not_there() -> None:
    """Only an item of the map can start at no."""
    with pytest.raises(DeclarationError, match="start_no names 'knees'"):
        Boundaries("x", items=["hands", "feet"], start_no=["knees"])


def test_reads_the_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without items they come from data/boundaries.csv, in order, by group, with starts."""
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    table = "group,item,start\nTouch,hands,\nSight,a recording,no\nTouch,feet,none\n"
    (tmp_path / "data" / "boundaries.csv").write_text(table)
    monkeypatch.chdir(tmp_path / "notebooks")
    assert Boundaries("x") == MAP


def test_without_a_bank_asks_for_items(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no table and no list, the error says what to give."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DeclarationError, match="Give items="):
        Boundaries("x")


def test_a_bank_without_its_column_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table whose column "item" is missing or empty is refused by name."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "boundaries.csv").write_text("name\nhands\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DeclarationError, match="column 'item'"):
        Boundaries("x")


def test_paper_has_a_box_for_each_mark_and_nothing_to_send() -> None:
    """On paper an item has four boxes without a name; only what starts at no is ticked."""
    form = MAP.form()
    assert form.count("<input") == 12
    assert "name=" not in form
    assert form.count(" checked") == 1
    assert 'aria-label="a recording: No" checked' in form


def test_says_that_a_file_can_be_found_and_names_it_neutrally() -> None:
    """The words beside Save say that a file can be found, and its name says nothing."""
    assert "can be found by others" in TEXTS["found"]
    assert TEXTS["file"] == "notes.txt"


@pytest.mark.parametrize("choice", ["pass", "0", "", "yes"])
def test_takes_no_answer(choice: str) -> None:
    """A room that is sent an answer refuses it."""
    with pytest.raises(RoomError):
        MAP.read_choice(choice)


@given(
    names=st.lists(written(60), min_size=1, max_size=4, unique=True),
    items=st.lists(written(80), min_size=4, max_size=20, unique=True),
)
def test_comes_back_from_its_spec(names: list[str], items: list[str]) -> None:
    """What a notebook stores declares the same again, and nothing in its form runs."""
    groups = {name: items[at :: len(names)] for at, name in enumerate(names)}
    made = Boundaries("x", items=groups, start_no=items[:1])
    again = from_spec(made.spec())
    assert again == made
    assert again.form() == made.form()
    assert "<script" not in made.form()
    assert "<img" not in made.form()
