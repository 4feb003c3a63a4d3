"""BothYes: what comparing gives away, with made-up maps."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import BothYes
from askfirst.activities.bothyes import MARKED
from askfirst.activities.registry import from_spec
from askfirst.errors import DeclarationError, RoomError
from tests.activities.written import written

ITEMS = {
    "hands": ("yes", "yes"),
    "feet": ("yes", "no"),
    "hair": ("yes", "none"),
    "back": ("maybe", "yes"),
    "belly": ("no", "maybe"),
}
PAIR = BothYes("x", names=("Noor", "Sam"), items=ITEMS)


def rows_of(step: int) -> dict[str, list[str]]:
    """The rows of a step by item."""
    return {item: rest for item, *rest in list(PAIR.steps())[step]["rows"]}


@pytest.mark.parametrize(
    "names", [("Noor",), ("Noor", "Noor"), "No", ("Noor", ""), ("N", "x" * 21)]
)
def test_refuses_names(names: tuple[str, ...]) -> None:
    """There are two different made-up names."""
    with pytest.raises(DeclarationError):
        BothYes("x", names=names, items=ITEMS)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ({"hands": ("yes", "yes"), "feet": ("yes", "no")}, "Use 3 to 6"),
        ({**ITEMS, "feet": ("yes", "red")}, "Use two of"),
        ({**ITEMS, "feet": ("yes",)}, "Use two of"),
        ({k: v for k, v in ITEMS.items() if k != "hands"}, "too little"),
        ({k: v for k, v in ITEMS.items() if k != "back"}, "too little"),
        ([("a", "yes", "yes"), ("a", "yes", "no"), ("b", "no", "yes")], "twice"),
        ("hands", "Use a mapping"),
    ],
)
def test_refuses_items(items: Any, said: str) -> None:
    """Three to six different items, known marks, and something to show."""
    with pytest.raises(DeclarationError, match=said):
        BothYes("x", names=("Noor", "Sam"), items=items)


def test_comparing_shows_only_where_both_said_yes() -> None:
    """In the comparison every row but a shared yes is the same."""
    rows = rows_of(1)
    assert rows.pop("hands") == ["yes", "yes", "Shown to both"]
    assert {tuple(row) for row in rows.values()} == {("hidden", "hidden", "Not shown")}


def test_what_is_missing_says_not_a_yes_and_no_more() -> None:
    """No and not asked are told alike to the one who said yes, and where nobody did, nothing is."""
    noor, sam = rows_of(2), rows_of(3)
    assert noor["feet"] == noor["hair"] == ["yes", "hidden", "Sam: not a yes"]
    assert noor["back"] == ["maybe", "hidden", "Nothing"]
    assert sam["back"] == ["hidden", "yes", "Noor: not a yes"]
    assert sam["feet"] == ["hidden", "no", "Nothing"]


def test_an_all_yes_map_learns_everything() -> None:
    """Who marks yes everywhere learns of every row whether the other said yes."""
    for item, (_, sam) in ITEMS.items():
        said = "Sam: yes" if sam == "yes" else "Sam: not a yes"
        assert rows_of(4)[item] == ["yes", "yes" if sam == "yes" else "hidden", said]


def test_says_when_not_to_compare() -> None:
    """The last step says when not to, and that nobody is invited to."""
    assert "When not to compare" in PAIR.text()
    assert "nobody is invited" in PAIR.text()
    assert "do not exist" in PAIR.form()


def test_has_no_field_at_all() -> None:
    """Nobody can enter a map: the form has no control."""
    assert not [tag for tag in ("<input", "<textarea", "<select", "<button") if tag in PAIR.form()]


@pytest.mark.parametrize("choice", ["pass", "0", "", "yes"])
def test_takes_no_answer(choice: str) -> None:
    """A room that is sent an answer refuses it."""
    with pytest.raises(RoomError):
        PAIR.read_choice(choice)


@given(
    names=st.lists(written(20), min_size=2, max_size=2, unique=True),
    items=st.lists(written(40), min_size=3, max_size=6, unique=True),
    marks=st.lists(st.tuples(st.sampled_from(MARKED), st.sampled_from(MARKED)), min_size=3),
)
def test_comes_back_from_its_spec(
    names: list[str], items: list[str], marks: list[tuple[str, str]]
) -> None:
    """What a notebook stores declares the same again, and nothing in its form runs."""
    told = [("yes", "yes"), ("yes", "no"), ("none", "yes"), *marks]
    made = BothYes("x", names=names, items=dict(zip(items, told, strict=False)))
    again = from_spec(made.spec())
    assert again == made
    assert again.form() == made.form()
    assert "<script" not in made.form()
    assert "<img" not in made.form()
