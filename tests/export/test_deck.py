import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from askfirst import export
from askfirst.curriculum import module_from_notebook, read_module
from askfirst.export.deck import LIVE_SCRIPTS, SCRIPTS, deck_script, policy, render_deck
from askfirst.export.drawing import path
from askfirst.export.errors import ExportWarning
from askfirst.export.texts import DECK
from tests.export.samples import (
    CLAIM,
    CLAIMS,
    EMPTY,
    FILLED,
    NOTE,
    POLL,
    SCALE,
    SEVERAL,
    WORDS,
    asks,
    module,
    note,
    service,
    text,
    whole_module,
)
from tests.opening.projects import notebook

HEAVY = ("nbconvert", "IPython", "ipywidgets", "pandas", "nbformat", "sphinx", "fontTools")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """Every element of a page with its attributes."""
    parser = _Tags()
    parser.feed(html)
    return parser.found


def slides(html: str) -> list[str]:
    """The sections of a deck, one for each slide."""
    return re.findall(r'<section class="slide .*?</section>', html, re.DOTALL)


@pytest.fixture
def deck(tmp_path: Path) -> str:
    return render_deck(whole_module(tmp_path), claims=CLAIMS, services=FILLED)


def test_the_same_module_gives_the_same_bytes(tmp_path: Path) -> None:
    """Equal input gives an equal file, byte for byte."""
    decks = {render_deck(whole_module(tmp_path), claims=CLAIMS, services=FILLED) for _ in range(2)}
    assert len(decks) == 1


def test_importing_the_deck_imports_nothing_heavy() -> None:
    """Importing the deck brings in neither nbconvert, IPython, widgets, pandas nor the tools."""
    program = (
        "import sys, askfirst.export.deck\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_the_file_asks_for_nothing_outside(deck: str) -> None:
    """No element but an ordinary link to a source names an address; no style or map does."""
    for tag, attributes in tags(deck):
        for name, value in attributes.items():
            if name == "xmlns" or tag == "a":
                continue
            assert not re.search(r"(https?:)?//", value or ""), (tag, name, value)
    styles = "".join(re.findall(r"<style>(.*?)</style>", deck, re.DOTALL))
    assert set(re.findall(r"url\(\s*[\"']?(.{5})", styles)) == {"data:"}
    assert "@import" not in styles
    assert "sourceMappingURL" not in deck


def test_every_script_of_the_file_is_named_in_its_policy(deck: str) -> None:
    """The policy lets the deck's own scripts run by their hash and forbids all requests."""
    said = re.search(r'Content-Security-Policy" content="(.*?)"', deck)
    assert said is not None
    for part in ("default-src &#x27;none&#x27;", "connect-src &#x27;none&#x27;", "sha256-"):
        assert part in said[1]
    script = deck_script(live=False, types=frozenset())
    assert [tag for tag, _ in tags(deck)].count("script") == 4
    assert f">{script}</script>" in deck
    assert "unsafe-eval" not in said[1]
    assert policy(script, live=False).count("sha256-") == 4


def test_a_live_deck_may_only_speak_with_the_room_and_holds_no_key(tmp_path: Path) -> None:
    """A live deck may connect to where it came from; the exported one holds nothing of it."""
    sample = whole_module(tmp_path)
    live = render_deck(sample, live=True)
    assert "connect-src &#x27;self&#x27;" in live
    assert "/host/events" in live
    assert "/host/events" not in render_deck(sample)


def test_more_kinds_of_help_than_a_slide_holds_have_more_slides() -> None:
    """Where a module names no kinds, all are shown, five at most under each danger block."""
    services = (service("emergency"), *(service(f"Kind {n}") for n in range(12)))
    made = slides(render_deck(module(text("# T")), services=services))
    helps = [one for one in made if 'class="slide help' in one]
    assert [one.count("Kind") for one in helps] == [4, 4, 4] * 2


def test_slides_stand_in_order_with_help_second_and_last(deck: str) -> None:
    """Title, help, the module's slides, sources, help: each with its number."""
    kinds = [re.match(r'<section class="slide (\w+)', s)[1] for s in slides(deck)]  # type: ignore[index]
    assert kinds == [
        *("title", "help", "activity", "claim", "table", "diagram", "activity", "activity"),
        *("activity", "private", "words", "sources", "help"),
    ]
    numbers = re.findall(r'foot-number">([\d.]+)<', deck)
    assert numbers == [f"05.{n}" for n in range(1, 14)]


def test_learner_cells_are_left_out_and_facilitator_cells_are_notes(deck: str) -> None:
    """What learners read alone is not in the deck; notes hang on the slide before them."""
    assert "Only for those who read alone" not in deck
    first, *_ = slides(deck)
    assert '<aside class="notes"><p><strong>Minute 0.</strong>' in first
    assert deck.count('class="notes"') == 2


def test_a_title_slide_says_what_to_expect(deck: str) -> None:
    """Title, promise, minutes, content note and the pass rule."""
    title = slides(deck)[0]
    for said in ("45 minutes", "words for asking", "We talk about stopping. Pass on anything;"):
        assert said in title
    assert '<span class="ended">going<span class="ring-stop">' in title


def test_the_path_has_a_ring_for_each_module_of_its_folder(tmp_path: Path) -> None:
    """However many there are, and whatever their numbers: those before it are done."""
    for stem in ("00_hello", "01_first", "04_end"):
        (tmp_path / f"{stem}.ipynb").write_text(notebook([]), encoding="utf-8")
    title = slides(render_deck(read_module(tmp_path / "01_first.ipynb"), claims={}, services=()))[0]
    assert title.count('<circle class="done"') == 1
    assert title.count('<circle class="to-come"') == 2
    assert 'aria-label="Module 05: 2 of 3"' in title  # the number that its metadata say
    alone = module_from_notebook(json.loads(notebook([])), tmp_path / "other.ipynb")
    assert "<circle" not in slides(render_deck(alone, claims={}, services=()))[0]


def test_more_modules_than_a_line_holds_have_no_rings() -> None:
    """Rings that would touch each other are left out, and so are words about them."""
    assert path("30", (30, 31), "31 of 31") == path("30", None, "")
    assert path("00", (0, 1), "1 of 1").count("<circle") == 1


def test_a_content_note_that_says_the_pass_rule_says_it_once() -> None:
    """The pass rule is not repeated where the author wrote it already."""
    html = render_deck(module(text("# T", tags=["header"]), content_note=f"Fear. {DECK['pass']}"))
    assert slides(html)[0].count("Pass on anything") == 1


def test_the_list_of_sources_goes_on_with_as_much_on_each_slide() -> None:
    """Its further slides say that they go on, and the last has no source left over alone."""
    marks = [f"C{n}" for n in range(70, 90)]
    cited = " ".join(f"[{mark}](#{mark})" for mark in marks)
    ledger = dict.fromkeys(marks, CLAIMS["C19"])
    deck = render_deck(module(text(f"## A claim {cited}")), claims=ledger, services=FILLED)
    listed = [s for s in slides(deck) if "<dt id=" in s]
    counts = [s.count("<dt ") for s in listed]
    assert len(counts) > 1
    assert max(counts) - min(counts) <= 1
    titles = [re.findall("<h2>(.*?)</h2>", s)[0] for s in listed]
    first = DECK["sources"]
    assert titles == [first, *[DECK["continued"].format(title=first)] * (len(listed) - 1)]


def test_no_last_row_and_no_last_line_stands_alone() -> None:
    """What would be one row or one line on a further slide has company from the slide before."""
    row = "\n| What | Words that go on and on over two lines, as there are so many of them here |"
    line = "\n- Words that go on over two lines, as they are so many in this line of it"
    table = f"## Headlines can be so long that they stand on two lines\n\n| A | B |\n|-|-|{row * 7}"
    html = render_deck(module(text("# T"), text(table), text(f"## List\n{line * 5}")))
    assert [s.count("<tr") - 1 for s in slides(html) if "<table" in s] == [3, 2, 2]
    assert [s.count("<li") for s in slides(html) if "List" in s] == [3, 2]


def test_a_claim_has_its_source_in_the_footer_and_in_the_list(deck: str) -> None:
    """A raised mark, title and organisation in the footer; at the end its entry, its date whole."""
    claim, listed = slides(deck)[3], slides(deck)[11]
    assert '<a class="source-mark" href="#C19">C19</a>' in claim
    assert '<a href="#C19">C19</a> What is consent? An Organisation.' in claim
    assert '<dt id="C19">C19</dt>' in listed
    assert "Checked\u00a014\u00a0November\u00a02026." in listed
    assert 'href="https://example.org/C19" target="_blank" rel="noopener noreferrer"' in listed


def test_an_empty_service_is_a_line_to_write_on() -> None:
    """Empty slots become ruled lines, and the footer says who fills them."""
    html = render_deck(module(text("# T")), services=EMPTY)
    help_slide = slides(html)[1]
    assert help_slide.count('class="slot"') == 5
    assert "The facilitator fills the empty lines" in help_slide


def test_a_long_name_of_a_service_takes_room_from_the_hours() -> None:
    """The column of names is as wide as the longest asks for; the number keeps its own width."""
    long = replace(FILLED[1], name="", kind="Pictures shared without consent")
    for services, name, hours in ((FILLED, 447, 384), ((FILLED[0], long), 562, 269)):
        help_slide = slides(render_deck(module(text("# T")), services=services))[1]
        assert f'<col width="{name}"><col width="{hours}"><col width="289">' in help_slide


def test_filled_services_show_number_and_date() -> None:
    """Filled slots show hours, number, the emergency number and the day they were checked."""
    help_slide = slides(render_deck(module(text("# T")), services=FILLED))[1]
    for said in ("<strong>112</strong>", "evenings", "01632 960042", "Checked 14 November 2026."):
        assert said in help_slide


@pytest.mark.parametrize("asked", [POLL, SEVERAL, SCALE])
def test_an_activity_is_a_printed_form(asked: Any) -> None:
    """Rows with letters in rings in the author's order, Pass last, nothing to click."""
    html = slides(render_deck(module(text("# T"), asks(asked))))[1]
    letters = re.findall(r'askfirst-letter" aria-hidden="true">(\w?)<', html)
    assert letters == [*"ABCDEFG"[: asked.width], ""]
    assert re.findall(r'dir="auto">(.*?)<', html) == [*asked.labels(), "Pass"]
    assert "<input" not in html


def test_words_and_notes_have_their_own_forms() -> None:
    """Words says how long an answer may be; a private note says that nothing is sent."""
    html = render_deck(module(text("# T"), asks(WORDS), asks(NOTE)))
    words, private = slides(html)[1:]
    assert "Up to 80 characters" in words
    assert 'data-ground="night"' in private
    assert "Only for you. Nothing is sent." in private


def test_time_is_shared_among_slides_without_minutes() -> None:
    """Slides take the minutes of their cells; the rest of the module's time is shared."""
    cells = (text("# T", tags=["header"], minutes=5), text("## A"), text("## B", minutes=10))
    html = render_deck(module(*cells, minutes=20), services=FILLED)
    assert re.findall(r'data-timing="(\d+)"', html) == ["300", "0", "300", "600", "0"]
    assert '"totalTime": 1200' in html


def test_what_a_module_says_stays_text() -> None:
    """Markup, quotes and script ends in titles, cells, notes and texts are shown as text."""
    bad = '</script><img src=x onerror=alert(1)> "&'
    sample = module(
        text(f"# {bad}", tags=["header"]),
        text(f"## {bad}\n\n{bad}\n\n> {bad}\n\n```\n{bad}\n```"),
        note(bad),
        text(f"## T\n\n| {bad} |\n|---|\n| {bad} |"),
        title=bad,
        promise=bad,
        content_note=bad,
        language='"><b>',
    )
    with pytest.warns(ExportWarning):  # of HTML in cells only the words are kept
        html = render_deck(sample, live=True)
    found = tags(html)
    assert not [tag for tag, _ in found if tag == "img"]
    assert not [name for _, attributes in found for name in attributes if name.startswith("on")]
    assert [tag for tag, _ in found].count("script") == 4


def test_the_data_block_is_json_that_cannot_end_early(tmp_path: Path) -> None:
    """The page's data is JSON without a less-than sign, and holds every sentence of the deck."""
    html = render_deck(whole_module(tmp_path), live=True)
    block = re.search(r'id="askfirst-deck">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    assert "<" not in block[1]
    data = json.loads(block[1])
    keys = DECK["keys_list"].format(on="Right", back="Left")
    assert data["texts"] == {**DECK, "keys_list": keys}
    assert set(data["activities"]) == {"05-hard", "05-signals", "05-red", "05-words", "05-plan"}
    assert data["config"]["hash"] is True


def test_all_chrome_can_be_said_in_another_language() -> None:
    """Every text of the deck's own comes from the mapping it is given."""
    other = {name: f"x{name}" for name in DECK}
    html = render_deck(module(text("# T"), text(CLAIM)), services=EMPTY, texts=other)
    for name in ("help", "danger", "empty", "sources"):
        assert f"x{name}" in html
        assert DECK[name] not in html


def sentences(source: str) -> Iterator[str]:
    """String literals that read like a sentence: two words or more with a capital."""
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", source, flags=re.DOTALL)
    for _, literal in re.findall(r"([\"'`])((?:(?!\1).)*)\1", code):
        if re.match(r"[A-Z][a-z]+ \w+", literal):
            yield literal


@pytest.mark.parametrize("name", sorted({*SCRIPTS, *LIVE_SCRIPTS}))
def test_scripts_hold_no_sentence_and_write_no_markup(name: str) -> None:
    """Our scripts say nothing themselves and never make elements from text."""
    source = (Path(export.__file__).parent / name).read_text(encoding="utf-8")
    assert list(sentences(source)) == []
    for risky in ("innerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert risky not in source
    assert source.startswith("// @ts-check")
