"""A module as one page to read alone: what stands on it, in which order, and what never does."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

from askfirst import Note, Option, Poll, Quiz
from askfirst.activities.registry import TYPES
from askfirst.activities.texts import ASK
from askfirst.curriculum import module_from_notebook, read_module
from askfirst.export.page import (
    SCRIPTS,
    Link,
    Links,
    page_file,
    page_html,
    page_script,
)
from askfirst.export.page_asked import ALONE, page_spec
from askfirst.export.page_frame import direction, policy
from askfirst.export.page_parts import read_page
from askfirst.export.shelf import shelf_beside
from askfirst.export.texts import PAGE
from tests.examples import example
from tests.export.samples import (
    CLAIM,
    CLAIMS,
    EMPTY,
    FILLED,
    NOTE,
    POLL,
    asks,
    code,
    module,
    note,
    notebook,
    text,
    whole_module,
)
from tests.export.test_deck import HEAVY, sentences

ROOT: Final = Path(__file__).parents[2]
MODULES: Final = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
QUIZ: Final = Quiz(
    "05-check",
    "Sam goes still. What holds up?",
    options=[Option("Stop", "Stillness means stop.", "C54", holds=True), Option("Wait", "No.")],
)
TABLE: Final = {
    "type": "table",
    "caption": "Someone to listen",
    "columns": ["Place", "Name", "Page"],
}
EMPTY_SLOT: Final = "________"


class Page(HTMLParser):
    """The tags of a page with their attributes, and the sections that each heading names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def body(html: str) -> str:
    """What is read: neither style nor data nor script."""
    return re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)


def headings(html: str) -> list[str]:
    """The headings of the parts, without marks."""
    found = re.findall(r"<h2[^>]*>(.*?)</h2>", html)
    return [re.sub(r"\s*<a .*?</a>|<[^>]+>", "", one) for one in found]


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The page of a module with one cell of each kind."""
    return page_html(whole_module(tmp_path), claims=CLAIMS, services=FILLED)


def test_the_same_module_gives_the_same_bytes(tmp_path: Path) -> None:
    """Equal input gives an equal file, byte for byte."""
    pages = {page_html(whole_module(tmp_path), claims=CLAIMS, services=FILLED) for _ in range(2)}
    assert len(pages) == 1


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_module_becomes_a_page(path: Path) -> None:
    """Each module becomes a page without a warning, with no heading of a facilitator's on it."""
    made = page_file(read_module(path), shelf_beside(path)).decode()
    facilitators = {
        line.strip("# ")
        for cell in read_module(path).cells
        if "facilitator" in cell.tags or cell.slide == "notes"
        for line in cell.source.splitlines()
        if line.startswith("#")
    }
    assert facilitators.isdisjoint(headings(made))
    assert "<b>Do.</b>" not in made
    assert "<strong>Do.</strong>" not in made
    for name in ("help", "sources", "notes", "contents"):
        assert f'id="{name}"' in made


def test_importing_the_page_imports_nothing_heavy() -> None:
    """Importing the page brings in neither nbconvert, IPython, widgets, pandas nor the tools."""
    program = (
        "import sys, askfirst.export.page\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_the_file_asks_for_nothing_outside(page: str) -> None:
    """No element but a link that one can follow names an address; no style does."""
    for tag, attributes in Page(page).tags:
        for name, value in attributes.items():
            if name == "xmlns" or tag == "a":
                continue
            assert not re.search(r"(https?:)?//", value), (tag, name, value)
    styles = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    assert set(re.findall(r"url\(\s*[\"']?(.{5})", styles)) == {"data:"}
    assert "@import" not in styles


def test_links_outside_do_not_say_where_they_come_from(page: str) -> None:
    """A link to another site opens apart and tells that site nothing of this page."""
    outside = [a for a in Page(page).of("a") if a.get("href", "").startswith("http")]
    assert outside
    assert all(a["rel"] == "noopener noreferrer" and a["target"] == "_blank" for a in outside)
    assert {"name": "referrer", "content": "no-referrer"} in Page(page).of("meta")


def test_the_policy_lets_nothing_out(page: str) -> None:
    """The one script runs by its hash; no connection, no form and no foreign base is allowed."""
    (said,) = (m["content"] for m in Page(page).of("meta") if "http-equiv" in m)
    types = frozenset({"poll", "scale", "words", "note"})
    assert said == policy(page_script(types))
    assert f">{page_script(types)}</script>" in page
    for rule in ("default-src", "connect-src", "form-action", "base-uri"):
        assert f"{rule} 'none'" in said
    assert said.count("sha256-") == 1
    assert "unsafe-eval" not in said


def test_nothing_stands_in_a_form_and_no_field_fills_itself(page: str) -> None:
    """Without a script there is no form to send, and the browser is told to remember no field."""
    assert Page(page).of("form") == []
    fields = [f for tag in ("input", "select", "textarea") for f in Page(page).of(tag)]
    assert len(fields) > 10
    assert all(field["autocomplete"] == "off" for field in fields)


def test_controls_of_two_questions_do_not_share_a_name() -> None:
    """A choice in one static form leaves the choice in another as it is."""
    other = Poll("05-other", "Which?", options=["a", "b"])
    made = Page(page_html(module(text("# T"), asks(POLL), asks(other))))
    names = {field["name"] for field in made.of("input") if field.get("type") == "radio"}
    assert names == {"05-hard choice", "05-other choice"}


def test_parts_stand_in_the_order_of_the_cells(page: str) -> None:
    """What is on slides and what is for learners alone stand where they are in the notebook."""
    assert headings(page) == [
        PAGE["kind_poll"],
        "Going on needs two. Stopping needs one.",
        "A yes needs these",
        "Asking does not end",
        *(PAGE[f"kind_{kind}"] for kind in ("poll", "scale", "words", "note")),
        "Keep",
        PAGE["notes"],
        PAGE["help"],
        PAGE["sources"],
    ]
    assert page.index("Only for those who read alone.") > page.index("A yes is to one thing")


def test_facilitator_cells_are_left_out(page: str) -> None:
    """Nothing that is for facilitators is on the page, nor a claim that only they name."""
    assert "Follow the lines." not in page
    assert "Minute 0" not in page
    spoken = note("Say this. [C77](#C77)")
    assert "C77" not in body(page_html(module(text("# T"), spoken, text(CLAIM))))


def test_the_head_says_what_to_expect(page: str) -> None:
    """Title, promise, minutes alone and content note stand first, once; the tab says none of it."""
    first = body(page).partition('<nav class="contents"')[0]
    for said in (
        "You will leave with words for asking.",
        "We talk about stopping.",
        "minutes alone",
    ):
        assert first.count(said) == 1
    assert "<title>Workshop 05</title>" in page
    assert f"<title>{PAGE['tab'].format(number='').strip()}</title>" in page_html(
        module_from_notebook(notebook([text("# Mine")]), Path("mine.ipynb"))
    )


def test_minutes_add_up(tmp_path: Path) -> None:
    """The minutes of the page are those of its parts, each at least one."""
    outline = read_page(whole_module(tmp_path))
    made = page_html(whole_module(tmp_path))
    listed = [int(n) for n in re.findall(r'class="minutes">(\d+) min<', made)]
    assert min(listed) >= 1
    assert f"About {sum(listed)} minutes alone." in made
    assert outline.minutes == sum(listed)


def test_what_comes_up_by_the_clock_becomes_places() -> None:
    """A header's table of minutes becomes links to where it begins, and a way past it there."""
    clock = (
        "**What comes up.** Nothing here is explicit.\n\n| Minute | What | To leave it out |\n"
        "| --- | --- | --- |\n| 2–4 | Going *still* | Come back at 4 |\n\nReading alone? Skip it."
    )
    made = page_html(
        module(
            text("# T", tags=["header"], minutes=1),
            text(clock, "skip", tags=["header"]),
            text("## One", minutes=1),
            text("## Two", minutes=2),
            text("## Three", minutes=1),
        )
    )
    parts = dict(re.findall(r'id="(part-\w+)-h">(\w+)<', made))
    (here,) = re.findall(r'<details class="ahead">.*?href="#(.*?)"', made)
    (past,) = re.findall(r'<p class="coming">.*?href="#(.*?)"', made)
    assert (parts[here], parts[past]) == ("Two", "Three")
    assert made.index('<p class="coming">') > made.index(f'id="{here}"')
    assert "Come back at 4" not in made
    assert made.count("Reading alone? Skip it.") == 1
    assert made.count("Nothing here is explicit.") == 1


def test_other_tables_of_a_header_stay_tables() -> None:
    """A table that is not by the clock stands under what else there is to say of the module."""
    table = "### Goals\n\n| Kind | By the end |\n| --- | --- |\n| Skill | Draft a word |"
    made = page_html(module(text("# T", tags=["header"]), text(table, "skip", tags=["header"])))
    more = made.partition(PAGE["more_about"])[2]
    assert '<th scope="row">Skill</th><td>Draft a word</td>' in more


def test_questions_of_the_module_are_open() -> None:
    """The list of guiding questions stands on the page, not folded."""
    asked = text("### What we are asking\n\n1. What is a yes?", "skip", tags=["header"])
    made = page_html(module(text("# T", tags=["header"]), asked, text("## One")))
    assert '<div class="questions"><h2>What we are asking</h2><ol>' in made


def test_what_is_said_of_answers_is_folded() -> None:
    """What learners are told after a question waits to be unfolded; after a note it is open."""
    told = text("*Stop.* It holds up.", "skip", tags=["learner"])
    for asked, folded in ((QUIZ, True), (POLL, True), (NOTE, False)):
        made = page_html(module(text("# T"), asks(asked), told))
        assert (f"{PAGE['thoughts']}</summary><p><em>Stop.</em>" in made) is folded


def test_a_quiz_that_nothing_else_explains_is_explained_without_a_script() -> None:
    """Its reasons stand folded below the static form, unless a learner's cell has them."""
    alone = page_html(module(text("# T"), asks(QUIZ)))
    still = alone.partition('<div class="still">')[2].partition("</section>")[0]
    assert "Stillness means stop." in still
    told = page_html(module(text("# T"), asks(QUIZ), text("Stop.", "skip", tags=["learner"])))
    assert "Stillness means stop." not in body(told)


def test_an_activity_stands_as_its_form_and_in_the_data(page: str) -> None:
    """Each activity has its static form on the page, and its spec for the component."""
    (data,) = re.findall(r'id="askfirst-page">(.*?)</script>', page, re.DOTALL)
    assert "<" not in data
    given = json.loads(data)
    assert set(given["activities"]) == set(re.findall(r'data-activity="(.*?)"', page))
    assert "<legend>What makes it hardest to say “not now”?</legend>" in page


def test_an_answer_alone_is_said_to_stay() -> None:
    """The words about an answer speak of this page; those that a translator wrote stay."""
    ask = page_spec(POLL, PAGE)["texts"]["ask"]
    assert (ask["alone"], ask["sent"]) == (PAGE["alone"], PAGE["sent"])
    assert {k: v for k, v in ask.items() if k not in {"alone", "sent"}} == {
        k: v for k, v in POLL.spec()["texts"]["ask"].items() if k not in {"alone", "sent"}
    }
    assert page_spec(NOTE, PAGE) == NOTE.spec()
    assert PAGE["alone"] not in ASK.values()


@pytest.mark.parametrize("kind", TYPES)
def test_no_form_or_spec_speaks_of_a_room_that_is_not_there(kind: str) -> None:
    """What a room would do with an answer is not said where somebody is alone."""
    made = page_html(module(text("# T"), asks(example(kind))))
    for said in (*ALONE, "It may be shown to the room."):
        assert said not in made.partition("<body>")[2].partition('<script type="module">')[0]


def test_a_question_box_alone_has_no_field() -> None:
    """Without a script too, nobody is led to write a question that nobody reads."""
    made = body(page_html(module(text("# T"), asks(example("questionbox")))))
    assert "<textarea" not in made
    assert PAGE["instead_questionbox"] in made


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_a_word_above_it(kind: str) -> None:
    """A part that begins with an activity says what kind of thing it is."""
    assert PAGE[f"kind_{kind}"]


def test_types_that_are_written_give_what_was_written() -> None:
    """Exactly the components of types that say so can give what was written, for paper."""
    source = files("askfirst.activities")
    for kind, cls in TYPES.items():
        gives = bool(re.search(r"^  own\(\) {", source.joinpath(f"{kind}.js").read_text(), re.M))
        assert gives is bool(getattr(cls, "written", False)), kind


def test_notes_are_offered_only_where_there_are_any() -> None:
    """Without a field for notes there is nothing to print or to save."""
    assert 'id="notes"' not in page_html(module(text("# T"), asks(POLL)))
    assert 'id="notes"' in page_html(module(text("# T"), asks(NOTE)))


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
        "<https://example.org/a/long/way> Checked: excerpt read.\n\n#### C88\n\n- Unused."
    )
    cells = (
        text("# T"),
        text(f"{CLAIM} [C54](#C54) [C55](#C55)"),
        text(own, "skip", tags=["sources"]),
    )
    made = page_html(module(*cells), claims=CLAIMS).partition('id="sources"')[2]
    assert "Checked in November." in made
    assert "Checked: excerpt read." in made
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
        ["local", EMPTY_SLOT, "https://example.org/fill"],
        ["UK", "Listeners", "https://www.l.org/a"],
    ]
    helping = text("### When to get help\n\nCall. → *Someone to listen*", "skip", tags=["help"])
    table = code({"application/vnd.askfirst+json": {**TABLE, "rows": rows}}, slide="skip")
    table["metadata"]["tags"] = ["help"]
    made = page_html(module(text("# T"), text("## One"), helping, table))
    assert "<li><b>Your place</b><span>not filled in</span></li>" in made
    assert ">l.org</a>" in made
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
            ["local", EMPTY_SLOT, "", ""],
        ],
    }
    made = page_html(module(text("# T"), code({"application/vnd.askfirst+json": wide})))
    assert "<b>Scotland</b><span>Topic: Age</span><span>Old enough? 16</span><a " in made
    assert f"<b>{PAGE['here']}</b><span>{PAGE['slot']}</span>" in made
    assert "The law</h2>" in made


def test_a_table_has_its_caption() -> None:
    """A table of data is called by its caption, and one in the text by its heading."""
    table = code({"application/vnd.askfirst+json": {**TABLE, "rows": [["UK", "A", EMPTY_SLOT]]}})
    made = page_html(module(text("# T"), text("## Two\n\n| A | B |\n|---|---|\n| a | b |"), table))
    assert '<caption class="unseen">Two</caption>' in made
    assert '<caption class="unseen">Someone to listen</caption>' in made
    assert f'<span class="slot">{PAGE["slot"]}</span>' in made


def test_what_a_module_says_stays_text() -> None:
    """Markup and script ends in titles, cells, questions and languages are shown as text."""
    bad = '</script><img src=x onerror=alert(1)> "&'
    sample = module(
        text(f"# {bad}", tags=["header"]),
        text(f"## {bad}\n\n{bad}\n\n> {bad}\n\n```\n{bad}\n```"),
        text(f"## T\n\n| {bad} |\n|---|\n| {bad} |"),
        asks(Poll("x-poll", bad, options=[bad, "b"])),
        asks(Note("x-note", bad, prompts=[bad])),
        title=bad,
        promise=bad,
        content_note=bad,
        language='"><b>',
    )
    found = Page(page_html(sample)).tags
    assert not [tag for tag, _ in found if tag == "img"]
    assert not [name for _, attributes in found for name in attributes if name.startswith("on")]
    assert [tag for tag, _ in found].count("script") == 2


@pytest.mark.parametrize(
    ("language", "way"),
    [("en", "ltr"), ("ar-EG", "rtl"), ("he", "rtl"), ("uz-Arab", "rtl"), ("ku-Latn", "ltr"),
     ("ur-Latn", "ltr"), ("", "ltr")],
)  # fmt: skip
def test_the_page_runs_the_way_of_its_language(language: str, way: str) -> None:
    """A language that is written from right to left turns the page."""
    assert direction(language) == way
    made = page_html(module(text("# T"), language=language or "en"))
    assert f'dir="{way}"' in made


def test_other_pages_are_named_only_when_they_are_known(page: str) -> None:
    """Without links a page leads to no other; with them it names each by its title."""
    assert 'class="others"' not in page
    links = Links(before=Link(file="04_a.html", title="A & B"), home=Link(file="./", title="All"))
    made = page_html(module(text("# T")), links=links)
    assert 'href="04_a.html">Before this: A &amp; B</a>' in made
    assert PAGE["home"] in made
    assert "After this" not in made


def test_an_empty_notebook_is_a_title() -> None:
    """A notebook without cells is a page with its title, and neither help nor sources."""
    made = page_html(module_from_notebook(notebook([]), Path("my_notes.ipynb")))
    assert "<h1>my <span" in made
    assert 'class="part' not in made


def test_all_chrome_can_be_said_in_another_language(tmp_path: Path) -> None:
    """Every text of the page's own comes from the mapping it is given."""
    other = {name: f"x{name}" for name in PAGE}
    made = body(page_html(whole_module(tmp_path), services=EMPTY, texts=other))
    assert "xsources" in made
    for name in ("leave", "nothing_sent", "keep", "help", "notes", "contents"):
        assert f"x{name}" in made
        assert PAGE[name] not in made


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_hold_no_sentence_and_write_no_markup(name: str) -> None:
    """Our scripts say nothing themselves, make no element from text and know no way to send."""
    source = files("askfirst.export").joinpath(name).read_text(encoding="utf-8")
    assert list(sentences(source)) == []
    for risky in ("innerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "Beacon"):
        assert risky not in source
    stored: Any = re.findall(r"(?:local|session)Storage", source)
    assert bool(stored) is (name == "page-place.js")
