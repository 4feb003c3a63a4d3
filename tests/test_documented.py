"""Every type of activity stands in the docs, the gallery and the changelog."""

import re
from pathlib import Path
from typing import Final

import pytest

from askfirst import Poll
from askfirst.activities.base import Activity
from askfirst.activities.registry import TYPES
from askfirst.curriculum import read_module
from tests.examples import example

ROOT: Final = Path(__file__).parents[1]


@pytest.fixture(params=TYPES)
def activity(request: pytest.FixtureRequest) -> Activity:
    """One activity of each type there is."""
    return example(str(request.param))


def section(path: str, name: str) -> str:
    """Return the section of a Markdown file that has the name of a type as its heading."""
    whole = (ROOT / path).read_text(encoding="utf-8")
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", whole, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def test_docs_describe_it(activity: Activity) -> None:
    """The docs have a section on each type: its call, its surfaces, and what it never does."""
    name = type(activity).__name__
    said = section("docs/activities.md", name)
    assert "```python\n" in said
    assert re.search(rf"^{name}\(", said, re.MULTILINE | re.IGNORECASE)
    for surface in (
        "JupyterLab|notebook",
        "page",
        "deck",
        "phone",
        "print",
        "plain text",
        "It never",
    ):
        assert re.search(surface, said, re.IGNORECASE), surface


def test_docs_are_in_order() -> None:
    """The sections on the types stand in the order of the alphabet, and there are no others."""
    whole = (ROOT / "docs" / "activities.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", whole, re.MULTILINE) == sorted(
        t.__name__ for t in TYPES.values()
    )


def test_gallery_declares_it(activity: Activity) -> None:
    """The gallery declares each type in a short cell of its own, after a sentence about it."""
    cells = read_module(ROOT / "docs" / "gallery.ipynb").cells
    found = [c for c in cells if c.activity is not None and c.activity.type == activity.type]
    assert found
    for cell in found:
        assert len(cell.source.splitlines()) <= 12
        assert f"{type(activity).__name__}(" in cell.source
        before = cells[cell.index - 1]
        assert before.kind == "markdown"
        assert re.match(rf"## {type(activity).__name__}\b", before.source)
        assert "never" in before.source


def test_gallery_shows_one_poll_of_each_kind() -> None:
    """The gallery has a poll with one choice and one with several."""
    shown = (cell.activity for cell in read_module(ROOT / "docs" / "gallery.ipynb").cells)
    assert {poll.several for poll in shown if isinstance(poll, Poll)} == {False, True}


def test_changelog_names_it(activity: Activity) -> None:
    """The changelog tells authors of each type by its name."""
    whole = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    authors = whole.partition("### For authors")[2].partition("\n### ")[0]
    assert re.search(rf"\b{type(activity).__name__}\b", authors)
