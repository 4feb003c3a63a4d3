"""A module as one page to read alone: what stands on it, in which order, and what never does."""

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

from askfirst import Note, Poll
from askfirst.curriculum import module_from_notebook, read_module
from askfirst.export.direction import direction
from askfirst.export.errors import ExportWarning
from askfirst.export.page import SCRIPTS, Link, Links, page_file, page_html, page_script
from askfirst.export.page_frame import policy
from askfirst.export.page_parts import read_page
from askfirst.export.page_sources import linked_claims
from askfirst.export.shelf import shelf_beside
from askfirst.export.texts import PAGE
from tests.export.paged import Page, body, headings
from tests.export.samples import (
    CLAIM,
    CLAIMS,
    EMPTY,
    FILLED,
    asks,
    module,
    note,
    notebook,
    text,
    whole_module,
)
from tests.export.test_deck import HEAVY, sentences

ROOT: Final = Path(__file__).parents[2]
MODULES: Final = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


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


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_claim_is_named_without_a_way_to_its_source(path: Path) -> None:
    """In text, tables and forms of a module each claim of the ledger is a link, and all lead on."""
    shelf = shelf_beside(path)
    made = body(page_file(read_module(path), shelf).decode())
    text = made[: made.index('id="sources"')]
    plain = re.sub(r"<(a|svg)\b.*?</\1>|<[^>]*>", "", text, flags=re.DOTALL)
    assert shelf.claims.keys().isdisjoint(re.findall(r"\b[A-Z]\d+\b", plain))
    ids = {tag["id"] for _, tag in Page(made).tags if "id" in tag}
    for link in Page(made).of("a"):
        if link.get("href", "").startswith("#"):
            assert link["href"][1:] in ids


def test_a_claim_leads_to_its_source_wherever_it_is_named() -> None:
    """A claim in plain words becomes a mark; in a link, a button, code or a drawing it does not."""
    apart = '<a href="#x">C19</a> <code>C19</code> <svg><text>C19</text></svg> <b title="C19"></b>'
    assert linked_claims(apart, {"C19"}) == apart
    assert linked_claims("(C19, C77) XC19 C190", {"C19"}) == (
        '(<a class="source-mark" href="#C19">C19</a>, C77) XC19 C190'
    )


def test_quotes_within_quotes_have_the_inner_marks() -> None:
    """A link that names a part in quotation marks turns those of its title into single ones."""
    clock = "| Minute | What |\n| --- | --- |\n| 1–2 | A saying |"
    made = page_html(
        module(
            text("# T", tags=["header"], minutes=1),
            text(clock, "skip", tags=["header"]),
            text("## “It’s *so*.” Is it true?", minutes=1),
            text("## Three", minutes=1),
        )
    )
    assert "From “‘It’s <em>so</em>.’ Is it true?”</a>" in made
    assert 'data-quoted="“‘It’s so.’ Is it true?”"' in made
    assert 'data-quoted="“Three”"' in made
    assert ">“It’s <em>so</em>.” Is it true?</a>" in made  # alone, it keeps its own


def test_other_tables_of_a_header_stay_tables() -> None:
    """A table that is not by the clock stands under what else there is to say of the module."""
    table = "### Goals\n\n| Kind | By the end |\n| --- | --- |\n| Skill | Draft a word |"
    made = page_html(module(text("# T", tags=["header"]), text(table, "skip", tags=["header"])))
    more = made.partition(PAGE["more_about"])[2]
    assert '<th scope="row">Skill</th><td>Draft a word</td>' in more


def test_a_saying_heads_no_row_of_sayings() -> None:
    """Where all cells are quoted none heads its row; where one is not, the first does."""
    table = "| Asking | Stopping |\n| --- | --- |\n| “Shall we?” | “Stop.” |\n| “Slower?” | {} |"
    for last, heads in (("“Not now.”", 0), ("", 0), ("Silence", 2)):
        said = table.format(last)
        made = page_html(module(text("# T"), text(f"## Lines\n\n{said}")))
        assert made.count('<th scope="row">') == heads
        assert made.count('<th scope="col">') == 2
    rows = table.format("“No.”").partition("\n")[2]
    bare = page_html(module(text("# T"), text(f"## Lines\n\n| | |\n{rows}")))
    assert bare.count('<th scope="row">“') == 2


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
    with pytest.warns(ExportWarning):  # of HTML in cells only the words are kept
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
