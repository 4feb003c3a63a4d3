"""A module in less time: what goes, what stays, and the clock that it is led by."""

import re
from dataclasses import replace
from typing import Final

import pytest

from askfirst.curriculum import read_modules
from askfirst.planning.short import FORMS, minutes_in, minutes_said, shortened, spared
from tests.test_plans import MODULE, ROOT

MODULES: Final = read_modules(ROOT / "notebooks")


def sources(form: int | None, *leave_out: str) -> dict[str, str]:
    module = shortened(MODULE, form=form, leave_out=leave_out)
    return {cell.id: cell.source for cell in module.cells}


def test_a_form_drops_what_longer_forms_drop() -> None:
    """The form for 60 holds what 60, 90 and 120 say, the nearest first."""
    poll = next(cell for cell in MODULE.cells if cell.id == "poll")
    assert [minutes_in(poll, form) for form in (None, *FORMS)] == [5, 5, 2.5, 2.5]
    assert [shortened(MODULE, form=form).minutes for form in FORMS] == [25, 22.5, 7.5]


def test_what_follows_a_cell_goes_with_it() -> None:
    """Notes and texts to read alone go with their slide; the next slide stays."""
    left = sources(120)
    assert "story-notes" not in left
    assert "story-alone" not in left
    assert "fear-notes" in left


def test_notes_of_a_question_beside_the_slides_go_with_it() -> None:
    """They are on no slide either, and without the question nobody can use them."""
    made = next(m for m in MODULES if m.stem == "05_consent")
    whole = {cell.id for cell in made.cells}
    left = {cell.id for cell in shortened(made, form=120).cells}
    notes = {name for name in whole if name.startswith(("check-4-", "check-5-"))}
    assert len(notes) >= 4
    assert not notes & left
    assert {"likely-questions", "fidelity"} <= left


def test_a_cell_of_no_minutes_is_shown() -> None:
    """Zero minutes is not left out: it stays, and its notes stay."""
    assert {"fear", "fear-notes"} <= set(sources(60))


def test_notes_go_by_the_new_clock() -> None:
    """A note says the minute of the short form, halves as halves, one minute where it is one."""
    assert sources(120)["fear-notes"] == (
        "**Minute 5–20**\n\nBack at 20, again at 20, free from minute 5 to 20."
    )
    assert sources(90)["fear-notes"].startswith("**Minute 2½–17½**")
    assert sources(60)["fear-notes"].startswith("**Minute 2½**")


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        ("Paste it into the chat at 0, 25 and 40.", "Paste it into the chat at 0, 5 and 20."),
        ("Into each person’s chat, at 5 and 25.", "Into each person’s chat, at 5."),
        ("Say at the start and at 25 and 40: “Go.”", "Say at the start and at 5 and 20: “Go.”"),
        (
            "Say at 0 and at 40: “Go.” At 40, say: “Go.”",
            "Say at 0 and at 20: “Go.” At 20, say: “Go.”",
        ),
        ("No breakout rooms from 25 to 40.", "No breakout rooms from 5 to 20."),
        (
            "They come up: a law (minute 25), a fear (40).",
            "They come up: a law (minute 5), a fear (20).",
        ),
        ("At 40 as at 25 people ask (40).", "At 40 as at 25 people ask (40)."),
    ],
)
def test_minutes_in_a_row_go_by_the_new_clock(whole: str, said: str) -> None:
    """Each minute of a list is set anew, one that comes twice stands once; other numbers stay."""
    cells = [replace(c, source=whole) if c.id == "note" else c for c in MODULE.cells]
    short = shortened(replace(MODULE, cells=tuple(cells)), form=120)
    assert said in {cell.source for cell in short.cells}


@pytest.mark.parametrize(
    ("whole", "left"),
    [
        ("They come up: a story (minute 10), a fear (30).", "They come up: a fear (minute 10)."),
        ("They come up: a poll (minute 2), a story (10).", "They come up: a poll (minute 2)."),
        ("They come up: a story (minute 10), its end (24).", ""),
    ],
)
def test_what_was_left_out_has_no_minute(whole: str, left: str) -> None:
    """A line that says what stands at which minute names only what a short form has."""
    cells = [replace(c, source=whole) if c.id == "note" else c for c in MODULE.cells]
    short = shortened(replace(MODULE, cells=tuple(cells)), form=120)
    assert next(c.source for c in short.cells if c.id == "note") == left


def test_what_comes_up_is_said_by_the_new_clock() -> None:
    """The table for the door has the new minutes, and no row for what was left out."""
    assert sources(120)["about"].splitlines()[2:] == ["| 5–20 | Fear |"]
    rows = sources(None, "poll")["about"].splitlines()[2:]
    assert rows[0] == "| 0–20 | A story. Come back at 20 |"


def test_nothing_left_out_is_the_module_itself() -> None:
    """Without a form and without cells to leave out it is the same module."""
    assert shortened(MODULE) is MODULE


def test_only_slides_that_hold_nothing_kept_can_go() -> None:
    """Help, notes and what is kept are not among what a plan may name."""
    assert spared(MODULE) == ("poll", "story", "note")


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.stem)
def test_every_module_can_be_short(module: object) -> None:
    """Each form of each module asks less, holds help, and has no note without its slide."""
    whole = next(m for m in MODULES if m is module)
    for form in FORMS:
        short = shortened(whole, form=form)
        assert short.minutes == sum(cell.minutes for cell in short.cells) < whole.minutes
        assert {a.id for a in short.activities} < {a.id for a in whole.activities}
        assert [c.id for c in short.cells if "help" in c.tags] == [
            c.id for c in whole.cells if "help" in c.tags
        ]
        kept = [c.id for c in whole.cells if c.keep]
        assert [c.id for c in short.cells if c.keep] == kept


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.stem)
def test_somebody_is_free_for_a_while_in_every_form(module: object) -> None:
    """In each form of each module the second facilitator is free for more than a moment."""
    whole = next(m for m in MODULES if m is module)
    for form in (None, *FORMS):
        cells = {cell.id: cell.source for cell in shortened(whole, form=form).cells}
        note = cells["before-you-start"]
        spans = re.findall(r"free from minute (\d+) to (?:(\d+)|the end)", note)
        assert len(spans) == note.count("free from")
        assert all(not end or int(start) < int(end) for start, end in spans)


@pytest.mark.parametrize(
    ("minutes", "said"), [(21, "21"), (21.5, "21½"), (0.25, "¼"), (0, "0"), (0.1, "0.1")]
)
def test_minutes_are_said_as_people_say_them(minutes: float, said: str) -> None:
    """Halves and quarters are signs, whole minutes have none."""
    assert minutes_said(minutes) == said


def test_a_module_without_minutes_on_its_cells_keeps_its_own() -> None:
    """What is saved is taken off the module's minutes, whatever its cells sum to."""
    longer = replace(MODULE, minutes=50)
    assert shortened(longer, form=120).minutes == 30
