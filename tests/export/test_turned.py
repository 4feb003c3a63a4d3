"""A deck in a language that is written from right to left is laid out from the right."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from askfirst import BothYes, Breath, Poll, SelfCheck
from askfirst.curriculum import Module
from askfirst.export.deck import render_deck
from askfirst.export.measure import text_width
from askfirst.export.reveal import reveal_assets
from askfirst.export.texts import DECK
from askfirst.export.turned import turned_style, turned_text
from tests.export.arabic import arabic_module
from tests.export.samples import CLAIMS, asks, module, whole_module


def config(html: str) -> Any:
    """What the deck gives to its script."""
    found = re.search(r'id="askfirst-deck">(.*?)</script>', html)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("language", ["ar", "he", "fa-IR"])
def test_the_page_the_engine_and_the_speaker_view_run_from_the_right(
    language: str, tmp_path: Path
) -> None:
    """All three are told, by the language of the module."""
    html = render_deck(arabic_module(tmp_path, language=language), claims=CLAIMS)
    assert f'<html lang="{language}" dir="rtl" class="paper">' in html
    assert turned_style() in html
    assert config(html)["config"]["rtl"] is True
    assert "direction: rtl" in config(html)["speaker"]


def test_a_deck_from_the_left_has_nothing_of_it(tmp_path: Path) -> None:
    """No rule, no attribute and no setting, also where it quotes Arabic."""
    html = render_deck(arabic_module(tmp_path, language="en"), claims=CLAIMS)
    assert turned_style() not in html
    assert '<html lang="en" class="paper">' in html
    assert 'class="latin"' not in html
    assert "rtl" not in config(html)["config"]
    assert ".rtl " not in reveal_assets().style


@pytest.mark.parametrize(("language", "first"), [("ar", "Left"), ("en", "Right")])
def test_the_list_of_keys_names_the_arrow_that_goes_on(
    language: str, first: str, tmp_path: Path
) -> None:
    """The next slide comes from the left where reading goes there."""
    texts = config(render_deck(arabic_module(tmp_path, language=language)))["texts"]
    assert texts["keys_list"].startswith(f"{first}, Space, Page Down | On\n")
    assert "{" not in texts["keys_list"]
    assert texts["keys_list"].count("\n") == DECK["keys_list"].count("\n")


@pytest.mark.parametrize(("said", "latin"), [
    ("نعم", False), ("FRIES طريقة", False), ("9–17", False), ("Stop.", True), ("", False),
    ("&amp;", False), ('<b class="x">لا</b>', False), ("<em>No</em> 3", True), ("שלום OK", False),
])  # fmt: skip
def test_a_block_runs_from_the_left_if_all_its_letters_do(said: str, latin: bool) -> None:
    """Its first letter does not decide, since many a sentence begins with a short English name."""
    more = ' class="latin"' if latin else ""
    for name in ("p", "td", "h2", "dd"):
        assert turned_text(f"<{name}>{said}</{name}>") == f"<{name}{more}>{said}</{name}>"
    assert turned_text(f'<th scope="row">{said}</th>') == f'<th scope="row"{more}>{said}</th>'


def test_a_list_of_another_script_begins_where_its_words_do() -> None:
    """By its first item; one that holds another list says nothing of that."""
    assert turned_text("<ul><li>Yes</li></ul>") == '<ul dir="ltr"><li class="latin">Yes</li></ul>'
    mixed = "<ul><li>نعم<ol><li>Yes</li></ol></li></ul>"
    assert turned_text(mixed) == (
        '<ul><li>نعم<ol dir="ltr"><li class="latin">Yes</li></ol></li></ul>'
    )
    assert turned_text('<ul dir="rtl"><li>نعم</li></ul>') == '<ul dir="rtl"><li>نعم</li></ul>'


ITEMS: Final = {"عناق": ("yes", "yes"), "صورة": ("yes", "no"), "قبلة": ("none", "yes")}
OURS: Final = (
    Breath("c", "نفس"),
    BothYes("d", "معا", names=("نور", "سام"), items=ITEMS),
    SelfCheck("e", "أسئلة لي", questions={
        "هل أريد؟": {"نعم": "go on talking", "لا": "not now"},
        "هل أنا آمن؟": {"نعم": "go on talking", "لا": "find support"},
    }),
)  # fmt: skip
"""Their sentences are English; of the last the questions, which are most of it, are Arabic."""


def stages(made: Module) -> list[str]:
    """The opening tag of what holds each activity."""
    return re.findall(r'<div class="(?:own-)?stage[^>]*>', render_deck(made))


def test_what_is_asked_in_english_keeps_its_direction() -> None:
    """A question that was translated runs as the deck; one that was not does not, nor our forms."""
    asked = (Poll("a", "نعم؟", options=["أ", "ب"]), Poll("b", "Yes?", options=["A", "B"]))
    made = module(*map(asks, (*asked, *OURS)), language="ar")
    assert ['lang="en" dir="ltr"' in tag for tag in stages(made)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    questions = re.findall(r'<h2( class="latin")?>(?:نعم|Yes|نفس|معا|أسئلة)', render_deck(made))
    assert questions == ["", ' class="latin"', "", "", ""]


def test_the_number_in_the_path_is_turned_back(tmp_path: Path) -> None:
    """By the drawing itself, about its own place: WebKit leaves it out where a rule turns it."""
    html = render_deck(arabic_module(tmp_path))
    (about, x) = re.findall(
        r'<text transform="translate\((\S+) 0\) scale\(-1 1\)" x="(\S+)"', html
    )[0]
    assert float(about) == 2 * float(x)
    assert "<text transform" not in render_deck(arabic_module(tmp_path, language="en"))


def test_a_drawing_stands_at_the_right(tmp_path: Path) -> None:
    """In line with its headline, as from the left."""
    sides = [
        re.findall(r'preserveAspectRatio="(\w+)"', render_deck(made))
        for made in (arabic_module(tmp_path), whole_module(tmp_path))
    ]
    assert sides == [["xMaxYMid"], ["xMinYMid"]]


def test_letters_that_join_are_measured_narrower_and_their_marks_not_at_all() -> None:
    """Else tables in Arabic would go on to a second slide where they fit one."""
    assert text_width("كتب", size=1) < text_width("xxx", size=1) * 1.1
    assert text_width("كُتِبَ", size=1) == text_width("كتب", size=1)
    assert text_width("שלום", size=1) > text_width("كتبت", size=1)
