"""Where a self-paced page leads: sources and back, and who can help."""

import re
from pathlib import Path
from typing import Final

import pytest

from askfirst.export.page import page_html
from askfirst.export.texts import PAGE
from tests.export.paged import Page
from tests.export.samples import CLAIM, CLAIMS, EMPTY, FILLED, code, module, text, whole_module

TABLE: Final = {
    "type": "table",
    "caption": "Someone to listen",
    "columns": ["Place", "Name", "Page"],
}
EMPTY_SLOT: Final = "________"


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The page of a module with one cell of each kind."""
    return page_html(whole_module(tmp_path), claims=CLAIMS, services=FILLED)


def test_marks_lead_to_sources_and_back(page: str) -> None:
    """Each mark has a name and leads to its source; the source leads back to the first of them."""
    made = Page(page)
    ids = [attributes["id"] for _, attributes in made.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = [a["href"][1:] for a in made.of("a") if a.get("href", "").startswith("#")]
    assert set(inside) <= set(ids)
    marks = [a for a in made.of("a") if a.get("class") == "source-mark"]
    assert {mark["href"] for mark in marks} == {"#C19", "#C54"}
    backs = [a["href"] for a in made.of("a") if "back" in a.get("class", "")]
    assert backs == [f"#{marks[0]['id']}", f"#{marks[2]['id']}"]
    assert "What is consent?" in page.partition('id="C19"')[2]


def test_sources_of_the_module_come_before_those_of_the_ledger() -> None:
    """The module's own list says how each was read; what it lacks comes from the ledger."""
    own = (
        "### Sources\n\nChecked in November.\n\n#### C19\n\n- A page. "
        "<https://example.org/2026-11/way> Checked 2026-11-21: excerpt read."
        "\n\n#### C88\n\n- Unused."
    )
    cells = (
        text("# T"),
        text(f"{CLAIM} [C54](#C54) [C55](#C55)"),
        text(own, "skip", tags=["sources"]),
    )
    made = page_html(module(*cells), claims=CLAIMS).partition('id="sources"')[2]
    assert "Checked in November." in made
    assert 'Checked <span class="date">2026-11-21</span>: excerpt read.' in made
    assert ">example.org</a>" in made
    assert "On asking" in made
    assert PAGE["unknown"] in made.partition('id="C55"')[2]
    assert "Unused." not in made


def test_empty_services_are_said_to_be_empty() -> None:
    """Where nobody filled in a service, the page says so instead of drawing a line to write on."""
    made = page_html(module(text("# T"), text("## One")), services=EMPTY)
    assert PAGE["local_empty"] in made
    assert PAGE["danger_empty"] in made
    assert "tel:" not in made


def test_filled_services_can_be_called() -> None:
    """Number, hours and date of a service stand there, the number to press; the rest is named."""
    made = page_html(module(text("# T"), text("## One")), services=(*FILLED, EMPTY[2]))
    assert 'href="tel:01632960042"' in made
    assert "evenings · Checked 14 November 2026." in made
    assert PAGE["local_missing"].format(kinds="Clinic") in made
    assert re.search(r'class="danger">[^<]*<a class="call" href="tel:112">', made)


def test_tables_of_services_are_lists() -> None:
    """A row is a place with its links; an empty slot says so, and not what to fill in."""
    rows = [
        ["Your place", EMPTY_SLOT, "https://example.org/fill"],
        ["UK", "Listeners", "https://www.l.org/a"],
        ["Any place", "Take It Down", "https://www.t.org/a"],
    ]
    helping = text("### When to get help\n\nCall. → *Someone to listen*", "skip", tags=["help"])
    table = code({"application/vnd.askfirst+json": {**TABLE, "rows": rows}}, slide="skip")
    table["metadata"]["tags"] = ["help"]
    made = page_html(module(text("# T"), text("## One"), helping, table))
    assert "<li><b>Your place</b><span>not filled in</span></li>" in made
    assert ">l.org</a>" in made
    assert "<b>Any place</b>" in made
    assert "example.org/fill" not in made
    assert '<em><a href="#help-0">Someone to listen</a></em>' in made


def test_a_table_of_many_columns_is_a_list() -> None:
    """What would lie beyond the edge of a phone stands below each other, with its column's name."""
    wide = {
        "type": "table",
        "caption": "The law",
        "columns": ["Place", "Topic", "Old enough?", "Source"],
        "rows": [
            ["Scotland", "Age", "16", "https://www.example.org/a"],
            ["Your place", EMPTY_SLOT, "", ""],
        ],
    }
    made = page_html(module(text("# T"), code({"application/vnd.askfirst+json": wide})))
    assert "<b>Scotland</b><span>Topic: Age</span><span>Old enough? 16</span><a " in made
    assert f"<b>Your place</b><span>{PAGE['slot']}</span>" in made
    assert "The law</h2>" in made


@pytest.mark.parametrize(("line", "listed"), [("Tea, or not?", False), ("Tea, or not? " * 6, True)])
def test_three_columns_of_sentences_are_a_list(line: str, listed: bool) -> None:
    """On a phone a column of a table is some words wide: enough for numbers, not for sentences."""
    table = {"type": "table", "columns": ["Line", "The way out", "Fits"], "caption": "Lines"}
    rows = [[line, "Or not?", "At home"], ["Tea?", "Or not?", "At home"]]
    shown = code({"application/vnd.askfirst+json": {**table, "rows": rows}})
    made = page_html(module(text("# T"), shown))
    assert ("<span>The way out: Or not?</span>" in made) is listed
    assert ("<td>Or not?</td>" in made) is not listed


def test_a_table_has_its_caption() -> None:
    """A table of data is called by its caption, and one in the text by its heading."""
    table = code({"application/vnd.askfirst+json": {**TABLE, "rows": [["UK", "A", EMPTY_SLOT]]}})
    made = page_html(module(text("# T"), text("## Two\n\n| A | B |\n|---|---|\n| a | b |"), table))
    assert '<caption class="unseen">Two</caption>' in made
    assert '<caption class="unseen">Someone to listen</caption>' in made
    assert f'<span class="slot">{PAGE["slot"]}</span>' in made


def test_a_row_that_rests_on_no_source_has_no_slot_for_one() -> None:
    """Where other rows name claims, a row without one says nothing of a source to fill in."""
    rows = [["Oil", "Latex", "Not together", "C19"], ["Oil", "Wood", "Our precaution", EMPTY_SLOT]]
    spec = {**TABLE, "columns": ["Product", "Meets", "Why", "Source"], "rows": rows}
    mime = {"application/vnd.askfirst+json": spec, "text/markdown": "| a |\n|---|\n| b |"}
    made = page_html(module(text("# T"), code(mime)), claims=CLAIMS)
    assert '<span>Source: <a class="source-mark"' in made
    assert made.count("Source:") == 1
