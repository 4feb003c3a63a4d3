"""What a quiz and a scenario say on slides of their own."""

import re
from dataclasses import replace
from html import escape

from askfirst import Choice, Option, Quiz, Scenario, Step
from askfirst.activities.registry import from_spec
from askfirst.export.deck import render_deck
from askfirst.export.followed import anchor, explanations, outcomes
from tests.export.samples import asks, module, note, text
from tests.stories import STORY

HOSTILE = "<img src=x onerror=alert(1)></script>"


def test_no_text_becomes_markup() -> None:
    """Options, reasons, choices and consequences are text on slides."""
    options = [Option(HOSTILE, HOSTILE, holds=True), Option("b", HOSTILE)]
    ways = [Choice(HOSTILE, HOSTILE, HOSTILE, "end"), Choice("b", HOSTILE, HOSTILE, "one")]
    story = Scenario(
        "story",
        HOSTILE,
        setting=HOSTILE,
        steps=[Step("one", HOSTILE, ways), Step("end", HOSTILE)],
    )
    quiz = Quiz("quiz", HOSTILE, options=options, headline=HOSTILE)
    assert HOSTILE[:10] not in render_deck(module(asks(quiz), asks(story)))


def test_explanations_keep_the_order_of_the_author() -> None:
    """The rows are the options in order, each with its ring, its verdict, its reason and marks."""
    quiz = Quiz("q", "?", options=[Option("a", "Not so.", "C19"), Option("b", "So.", holds=True)])
    head, first, second = explanations(quiz)
    assert all(not said for _, said in head)
    assert first[1][1].endswith("Does not hold up Not so. C19")
    assert 'fill="none"' in first[1][0]
    assert '<a class="source-mark" href="#C19">C19</a>' in first[1][0]
    assert 'fill="currentColor"' in second[1][0]


def test_links_stand_only_where_ways_part() -> None:
    """A step whose choices all lead on to the same step needs no link; another links to slides."""
    links = [re.findall(r'href="#/([^"]+)"', row[1][0]) for row in outcomes(STORY, STORY.steps[0])]
    assert links == [[], ["05-wen-endings"], ["05-wen-signal"]]
    same = [Choice("a", "b", "c", "end"), Choice("d", "e", "f", "end")]
    story = Scenario("s", "?", setting="x", steps=[Step("a", "?", same), Step("end", ".")])
    assert "href" not in str(outcomes(story, story.steps[0]))


def test_a_link_to_an_ending_says_its_number_in_the_list() -> None:
    """Of several endings each has the number that it has on their slide; a single one has none."""
    wait, stop = outcomes(STORY, STORY.steps[0])[1:]
    rest, ask = outcomes(STORY, STORY.steps[1])[1:]
    said = [row[1][1].replace("\N{NO-BREAK SPACE}", " ") for row in (wait, stop, rest, ask)]
    places = ["Ending 1", "Step 2", "Ending 2", "Step 1"]
    assert [text.endswith(place) for text, place in zip(said, places, strict=True)] == [True] * 4
    deck = render_deck(module(text("# Title"), asks(STORY)))
    assert '<ol><li dir="auto">They talk the next day.' in deck
    ways = [Choice("a", "b", "c", "end"), Choice("d", "e", "f", "a")]
    short = Scenario("s", "?", setting="x", steps=[Step("a", "?", ways), Step("end", "Done.")])
    assert outcomes(short, short.steps[0])[1][1][1].endswith("An\N{NO-BREAK SPACE}ending")
    assert '<p dir="auto">Done.</p>' in render_deck(module(text("# Title"), asks(short)))


def test_the_slides_of_one_activity_share_its_time() -> None:
    """The minutes of a cell are spread over the slides that its quiz or scenario made."""
    options = [Option("a", "Not so."), Option("b", "So.", holds=True)]
    quiz = Quiz("q", "?", options=options)
    deck = render_deck(module(text("# T", minutes=1), asks(quiz, 1), asks(STORY, 3), minutes=5))
    assert re.findall(r'data-timing="(\d+)"', deck) == ["60", *["30"] * 2, *["30"] * 6, "0"]


def test_every_link_has_its_slide() -> None:
    """Each name that is linked to is the id of exactly one slide."""
    deck = render_deck(module(text("# Title"), asks(STORY)))
    for step in STORY.steps:
        assert deck.count(f'id="{anchor(STORY, step.id)}"') == 1


def test_a_headline_says_what_a_step_shows() -> None:
    """A step's headline stands over its consequences, that of the first ending over the endings."""
    steps = [
        replace(STORY.steps[0], headline=HOSTILE),
        STORY.steps[1],
        replace(STORY.steps[2], headline="Each is good"),
        STORY.steps[3],
    ]
    story = replace(STORY, steps=steps)
    assert from_spec(story.spec()) == story
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", render_deck(module(text("# Title"), asks(story))))
    assert escape(HOSTILE) in heads
    assert heads.count("What happens, and why") == 1
    assert "Each is good" in heads
    assert "Where it can end" not in heads


def test_notes_go_to_the_slides_in_order() -> None:
    """Of the notes after an activity each of its slides has one, and the last has the rest."""
    deck = render_deck(
        module(text("# Title"), asks(STORY), *(note(f"Note {n}.") for n in range(9)))
    )
    sections = re.findall(r'<section class="slide .*?</section>', deck, re.DOTALL)
    said = [re.findall(r"Note \d", section) for section in sections if "Note" in section]
    assert said == [*([f"Note {n}"] for n in range(5)), ["Note 5", "Note 6", "Note 7", "Note 8"]]
