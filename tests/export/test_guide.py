"""The guide to every module and plan, and to notebooks that nobody here wrote."""

import re
import warnings
from datetime import time
from itertools import cycle
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from askfirst import BothYes, Option, QuestionBox, Quiz
from askfirst.curriculum import module_from_notebook, read_modules
from askfirst.export import guide
from askfirst.export.formats import BY_NAME
from askfirst.export.guide import guide_file, guide_plan
from askfirst.export.pieces import PieceReader
from askfirst.export.prose import said as words_of
from askfirst.export.shelf import Shelf
from askfirst.export.steps import Line, preparing, read_extras, read_parts, read_steps
from askfirst.planning.short import shortened
from askfirst.plans import Day, Entry, Plan, read_plan
from askfirst.records import replace
from tests.export.printed import assert_accessible, printed
from tests.export.samples import POLL, asks, module, note, notebook, text
from tests.export.test_robust import plain

ROOT = Path(__file__).parents[2]
MODULES = read_modules(ROOT / "notebooks")
PLANS = sorted(path.stem for path in (ROOT / "facilitator" / "plans").glob("*.yml"))
QUIZ = Quiz(
    "05-check-1",
    "Sam goes still. What holds up?",
    options=[
        Option("Alex waits", "Freezing is automatic.", "C54"),
        Option("Alex stops", "Stillness means stop.", "C54", holds=True),
    ],
    headline="Stop first",
)


def facilitator(source: str, name: str = "") -> dict[str, Any]:
    """A cell that belongs to no slide."""
    made = text(source, "skip", tags=["facilitator"])
    return {**made, "id": name} if name else made


def sample(**about: Any) -> Any:
    return module(
        text("# Consent", tags=["header"], minutes=1),
        {**note("**Minute 0–1**\n\n- **Bring.** Water.\n- **Say.** “Welcome.”"),
         "id": "before-you-start"},
        text("## A claim [C19](#C19)", minutes=3),
        note("**Minute 1–4** (second free from here)\n\n- **Do.** Point.\n- **Say.** “One line.”\n"
             "- **Watch for.** “Do I have to?”\n- **If asked, “Why?”** “Because.”"),
        text("Only for those who read alone.", "skip", tags=["learner"]),
        asks(POLL, 2),
        note("Extra: if there is time (first to drop).\n\n- **Do.** Open it."),
        asks(QUIZ, 1),
        note("**Minute 6–7**\n\n- **Do.** Read it."),
        note("**Still minute 6–7**\n\n- **Say.** “Stop first.”"),
        facilitator("### What to drop first\n\nThe poll.", "drop-first"),
        facilitator("### Likely questions\n\n- **“Why?”** “So that it is easy.”"),
        facilitator("### Log\n\n| | Yes |\n|---|---|\n| Pass rule said | |", "fidelity"),
        **{"minutes": 7, **about},
    )  # fmt: skip


def test_steps_follow_the_slides_and_the_minutes() -> None:
    """Each thing on the screen has its minute, and notes go with the slide they follow."""
    steps = read_steps(sample(), PieceReader(sample()))
    assert [(s.start, s.minutes, s.face.title) for s in steps] == [
        (0, 1, "Consent"),
        (1, 3, "A claim"),
        (4, 2, POLL.question),
        (6, 1, QUIZ.question),
        (6, 0, "Stop first"),
    ]
    assert words_of(steps[1].aside) == "second free from here"
    assert words_of(steps[2].aside) == "Extra: if there is time (first to drop)"
    assert steps[2].face.rows == (*POLL.options, "Pass")
    assert steps[4].face.rows[1] == "Holds up: Alex stops. Stillness means stop."
    assert [line.label for line in steps[4].body if isinstance(line, Line)] == ["Say"]


def test_a_step_that_lost_its_minutes_says_so() -> None:
    """In a short form a step that is shown, and has no minute left, is not read out whole."""
    made = next(m for m in MODULES if m.stem == "01_words")
    short = shortened(made, form=120)
    left = [s.face.title for s in read_steps(short, PieceReader(short)) if s.brief]
    assert left == [
        "Five sayings do not hold up",
        "What is known is small: “goes with”, not “causes”",
    ]
    assert not any(step.brief for step in read_steps(made, PieceReader(made)))
    entry = Entry(title=short.title, minutes=short.minutes, module=short, whole=made.minutes)
    plan = Plan(name="x", title="X", minutes=short.minutes, entries=(entry,))
    found = printed(guide_plan(plan, Shelf(data=ROOT / "data"))).text
    assert found.count("no minute of its own here") == 2


def test_a_page_of_a_story_says_the_minutes_of_the_story() -> None:
    """A page on which nothing begins by the clock has the minutes of what goes on over it."""
    story = next(m for m in MODULES if m.stem == "04_conversations")
    pages = printed(guide_file(story, Shelf(data=ROOT / "data"))).reader.pages
    heads = [re.findall(r"minute (\S+) to (\S+)", page.extract_text()) for page in pages]
    assert heads.count([("24", "32")]) == 2
    assert all(first != last for head in heads for first, last in head)
    assert heads[-1] == []


def test_a_step_has_no_empty_rows() -> None:
    """A line that only parts others is not a point of its own."""
    marks = {"hands": ("yes", "yes"), "feet": ("yes", "no"), "hair": ("none", "yes")}
    both = BothYes("x", names=("Noor", "Sam"), items=marks)
    made = module(asks(both, 1))
    (step,) = read_steps(made, PieceReader(made))
    assert len(step.face.rows) > 2
    assert all(row.strip() for row in step.face.rows)


def test_a_line_to_write_on_is_no_row_of_a_step() -> None:
    """What a participant fills in, with no word beside it, is left out of the guide."""
    made = module(asks(QuestionBox("x", "What would you ask?"), 1))
    (step,) = read_steps(made, PieceReader(made))
    assert step.face.rows
    assert not any("_" in row for row in step.face.rows)


Placed = set[tuple[int, int, str]]


def places(pdf: bytes) -> list[Placed]:
    """Where the words of each page stand, to a point."""
    pages: list[Placed] = []
    for page in printed(pdf).reader.pages:
        found: Placed = set()

        def visit(text: str, at: Any, _: Any, *__: Any, found: Placed = found) -> None:
            if text.strip():
                found.add((round(at[4]), round(at[5]), text.strip()))

        page.extract_text(visitor_text=visit)
        pages.append(found)
    return pages


@pytest.mark.parametrize("stem", ["04_conversations", "06_boundaries"])
def test_a_label_stands_where_a_grid_would_put_it(
    stem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not laid out to find out how high it is stands where it stood if it were."""
    made = next(m for m in MODULES if m.stem == stem)
    quick = guide_file(made, Shelf(data=ROOT / "data"))
    monkeypatch.setattr(guide, "_narrow", lambda _label: False)
    whole = guide_file(made, Shelf(data=ROOT / "data"))
    assert places(quick) == places(whole)
    assert quick != whole


@pytest.mark.parametrize(
    ("label", "narrow"), [("Watch for", True), ("Two of you", False), ("Да", False)]
)
def test_only_a_label_that_surely_takes_one_line_is_narrow(label: str, narrow: bool) -> None:
    """One that may take two, and one in another script, is laid out to find out."""
    lines = f"- **{label}.** Listen."
    made = module(text("# A", tags=["header"], minutes=1), note(lines), minutes=1)
    (step,) = read_steps(made, PieceReader(made))
    (line,) = guide._body(step.body)
    assert line["narrow"] is narrow


def test_minutes_follow_their_title_for_a_screen_reader() -> None:
    """They are beside it, and what is read is the title, its minutes, and what to do."""
    words = printed(guide_file(sample(), Shelf())).text
    assert re.search(r"A claim ?1–4 second free from here Do Point\.", words)


def test_minutes_stand_at_the_right_of_what_is_read_from_there() -> None:
    """In a language that is set from right to left the margin for the minutes is at the right."""
    made = replace(sample(), language="ar")
    page = places(guide_file(made, Shelf()))[0]
    title, height = next((x, y) for x, y, words in page if words == "A claim")
    assert {words for x, y, words in page if x > title and abs(y - height) < 3} == {"1", "–", "4"}


def test_what_is_said_is_told_from_what_is_heard() -> None:
    """A quotation is spoken, but not one that the facilitator watches for."""
    steps = read_steps(sample(), PieceReader(sample()))
    lines = [line for line in steps[1].body if isinstance(line, Line)]
    assert [(line.label, line.spoken) for line in lines] == [
        *(("Do", False), ("Say", True), ("Watch for", False), ("If asked, “Why?”", True))
    ]


def test_what_is_done_before_stands_apart() -> None:
    """The lines of the first note that nobody hears are a list of their own."""
    reader = PieceReader(sample())
    assert [line.label for line in preparing(sample(), reader)] == ["Bring"]
    first = read_steps(sample(), reader)[0]
    assert [line.label for line in first.body if isinstance(line, Line)] == ["Say"]


def extra(*between: Any) -> Any:
    """A module that asks a question beside its slides, with notes to it and to its reasons."""
    return module(
        text("# Consent", tags=["header"], minutes=1),
        *between,
        {**asks(QUIZ), "id": "check-4", "metadata": {"slideshow": {"slide_type": "skip"}}},
        facilitator("**Extra practice**\n\n- **Say.** “Read it aloud.”", "check-4-notes"),
        facilitator("- **Say.** “Stillness is a stop.”", "check-4-why-notes"),
        text("Read alone.", "skip", tags=["learner"]),
        facilitator("### Likely questions\n\n- **“Why?”** “So that it is easy.”", "likely"),
        minutes=1,
    )


def test_a_question_beside_the_slides_stands_with_its_notes() -> None:
    """What to say of it is no use without the question, its options and the reasons."""
    made = extra()
    asked, reasons = read_extras(made, PieceReader(made))
    assert (asked.face.title, words_of(asked.aside)) == (QUIZ.question, "Extra practice")
    assert asked.face.rows == ("Alex waits", "Alex stops", "Pass")
    assert (reasons.face.title, reasons.face.rows[1]) == (
        "Stop first",
        "Holds up: Alex stops. Stillness means stop.",
    )
    assert next(i.text for i in reasons.body if isinstance(i, Line)).endswith("stop.”")
    found = printed(guide_file(made, Shelf())).text
    order = (
        "What holds up?",
        "“Read it aloud.”",
        "Holds up: Alex stops.",
        "“Stillness is a stop.”",
    )
    assert [found.index(said) for said in order] == sorted(found.index(said) for said in order)
    assert [part.title for part in read_parts(made, PieceReader(made))] == ["Likely questions"]


def test_an_option_that_ends_itself_gets_no_full_stop() -> None:
    """What ends with a sign of its own, also inside quotation marks, is followed by the reason."""
    said = ("“Thank you. I wait.”", "“Saturday, or not at all?”", "It depends")
    options = [Option(words, "Why.", "C19", holds=words == said[0]) for words in said]
    made = module(asks(Quiz("05-c", "What?", options=options, headline="H"), 1))
    _, judged = read_steps(made, PieceReader(made))
    assert judged.face.rows == (
        "Holds up: “Thank you. I wait.” Why.",
        "Does not hold up: “Saturday, or not at all?” Why.",
        "Does not hold up: It depends. Why.",
    )


def test_a_map_and_a_self_check_are_short_in_the_hand() -> None:
    """Nobody fills them in on a guide, so marks and boxes do not stand beside each item."""
    for stem, activity in (("06_boundaries", "06-map"), ("10_readiness", "10-selfcheck")):
        made = next(m for m in MODULES if m.stem == stem)
        asked = next(c.activity for c in made.cells if c.activity and c.activity.id == activity)
        rows = asked.guide_rows()
        assert not any("( )" in row or "[ ]" in row for row in rows)
        assert len(rows) < len(asked.lines()) / 2


def test_parts_beside_the_clock_come_after_the_steps() -> None:
    """Questions, what to drop and the log are parts with their titles."""
    parts = read_parts(sample(), PieceReader(sample()))
    assert [part.title for part in parts] == ["What to drop first", "Likely questions", "Log"]
    answer = parts[1].body[0]
    assert isinstance(answer, Line)
    assert (answer.label, answer.spoken) == ("“Why?”", True)


def test_a_guide_says_all_of_it() -> None:
    """Script, questions, log and print list are there; what learners read alone is not."""
    found = printed(guide_file(sample(), Shelf())).text
    for said in (
        *("7 minutes", "Before anybody comes", "Bring. Water.", "1–4", "“One line.”", "Pass"),
        *("second free from here", "Holds up: Alex stops.", "Likely questions", "Pass rule said"),
        "Handout 05, Consent that keeps going: one each",
    ):
        assert said in found
    assert "read alone" not in found


def test_a_guide_has_no_small_print() -> None:
    """It is read in the hand while standing: the mark of a source is nine points, too."""
    said = note("- **Say.** “Stop first.” [C19](#C19)\n- **Do.** Point. [C19](#C19)")
    made = module(text("# A", tags=["header"], minutes=1), said, minutes=1)
    assert printed(guide_file(made, Shelf())).smallest() == pytest.approx(9)


def test_with_a_start_the_clock_stands_beside_the_minute() -> None:
    """A guide counts from the start that the shelf names, over midnight too."""
    found = printed(guide_file(sample(), Shelf(start=time(23, 58)))).text
    assert "until 00:05" in found
    assert "1–4 23:59" in found
    assert "23:58" not in printed(guide_file(sample(), Shelf())).text


def test_a_plan_has_a_run_of_show() -> None:
    """Blocks, breaks and modules stand with their times, and what a block says is there."""
    entries = (
        Entry(title="Arrive", minutes=5, say="Welcome, all."),
        Entry(title="Consent that keeps going", minutes=7, module=sample()),
        Entry(title="Break", minutes=10, pause=True),
    )
    plan = Plan(name="p", title="An evening", minutes=22, entries=entries)
    pdf = guide_plan(plan, Shelf(start=time(18, 30)))
    assert_accessible(pdf)
    found = printed(pdf).text
    for said in ("An evening", "18:30 Arrive 5", "18:35 05 Consent", "18:42 Break 10", "18:52 End"):
        assert said in found
    assert "Welcome, all." in found
    assert "1–4 18:36" in found


def test_a_guide_of_several_days_says_which_day_it_is() -> None:
    """An entry of a plan with days has its day beside its time, and at the head of its pages."""
    evenings = tuple(
        Day(title=title, minutes=5, entries=(Entry(title=what, minutes=5, say="Welcome."),))
        for title, what in (("First evening", "Arrive"), ("Second evening", "Welcome back"))
    )
    entries = tuple(entry for day in evenings for entry in day.entries)
    plan = Plan(name="p", title="Two evenings", minutes=10, entries=entries, days=evenings)
    found = printed(guide_plan(plan, Shelf(start=time(18, 30)))).text
    assert "Second evening: Welcome back, 5 minutes" in found
    assert "Second evening, 18:30, 5 minutes" in found


def test_a_guide_to_a_video_call_prints_nothing_for_a_room() -> None:
    """Online, handouts are sent before the call, and nothing is for a door, a table or a toilet."""
    plan = read_plan("online-90", folder=ROOT / "facilitator" / "plans", modules=MODULES)
    made = printed(guide_plan(plan, Shelf(data=ROOT / "data")))
    found = made.reader.pages[0].extract_text()
    sent = found[found.index("Send, and check") :]
    assert "Handout 05, Consent that keeps going: sent before the call" in sent
    assert not re.search("door|table:|toilet|sheet|Letters", sent)
    assert made.text.count("Before they come.") == 5
    assert "unlocked" not in made.text


def test_a_module_that_is_cut_begins_with_what_to_drop() -> None:
    """With less time than it needs it has no times of day, and what to leave out stands first."""
    entry = Entry(title="Consent", minutes=5, module=sample())
    plan = Plan(name="p", title="Short", minutes=5, entries=(entry,))
    found = printed(guide_plan(plan, Shelf(start=time(9)))).text
    assert "Here it has 5 of its 7 minutes." in found
    assert re.search(r"A claim ?1–4", found)
    assert found.index("The poll.") < found.index("“One line.”") < found.index("So that it is easy")
    assert found.count("The poll.") == 1


@pytest.mark.parametrize("made", MODULES, ids=lambda m: m.stem)
def test_every_module_has_a_guide(made: Any) -> None:
    """It is accessible, has every minute, and is no longer than a hand can hold."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pdf = BY_NAME["guide"].render_module(made, Shelf(data=ROOT / "data"))
    assert_accessible(pdf)
    found = printed(pdf)
    assert found.pages <= 20
    assert f"–{made.minutes:g} " in found.text
    for said in ("Likely questions", "What to drop first", "Fidelity log", "Accessibility"):
        assert said in found.text


LARGE = frozenset({"half-day-210", "full-day-450", "two-evenings"})


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        # to read a hundred pages again takes a minute
        pytest.param(name, paper, id=name, marks=[pytest.mark.long] if name in LARGE else [])
        for name, paper in zip(PLANS, cycle(["letter", "a4"]), strict=False)
    ],
)
def test_every_plan_has_a_guide(name: str, paper: Any) -> None:
    """It names all its entries, what to bring and what goes first, and is accessible."""
    plan = read_plan(name, folder=ROOT / "facilitator" / "plans", modules=MODULES)
    pdf = BY_NAME["guide"].render_plan(plan, Shelf(data=ROOT / "data", paper=paper))
    assert_accessible(pdf)
    found = printed(pdf)
    assert found.size()[0] == (210 if paper == "a4" else 216)
    assert all(entry.title in found.text for entry in plan.entries)
    text = " ".join(found.text.split())
    assert all(line in text for line in (*plan.materials, *plan.drop_first, plan.room))


def test_half_a_minute_is_a_half() -> None:
    """Minutes that are not whole stand in the margin as fractions."""
    made = module(text("# T", minutes=0.5), text("## U", minutes=1.25), minutes=1.75)
    found = printed(guide_file(made, Shelf())).text
    assert "0–½ T" in found
    assert "½–1¾ U" in found


def test_the_same_bytes_for_the_same_module() -> None:
    """A guide is the same file each time."""
    shelf = Shelf(start=time(18))
    assert guide_file(sample(), shelf) == guide_file(sample(), shelf)


@pytest.mark.parametrize("minor", [0, 5])
def test_notebooks_of_others_have_a_guide(minor: int) -> None:
    """Without metadata there are steps without minutes, whatever stands in the cells."""
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 1_000_000}
    cells = [
        plain("markdown", "同意 #x $y$"),
        plain("code", "1 + 1", outputs=[output], execution_count=1),
        plain("raw", "left out"),
    ]
    made = module_from_notebook({**notebook(cells), "nbformat_minor": minor}, Path("o.ipynb"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a computer without a Chinese font says so
        pdf = guide_file(made, Shelf())
        empty = guide_file(module_from_notebook(notebook([]), Path("e.ipynb")), Shelf())
    assert_accessible(pdf)
    assert "#x" in printed(pdf).text
    assert "y" in printed(pdf).alts()  # a formula
    assert printed(empty).pages == 1


def test_nbconvert_gives_it_from_a_start() -> None:
    """The exporter takes the start as a setting."""
    exporter: Any = get_exporter("Workshop_guide")
    cells = [text("# T", minutes=5), note("- **Say.** “Hello.”")]
    made, _ = exporter(start="18:30").from_notebook_node(nbformat.from_dict(notebook(cells)))
    assert "until 18:35" in printed(made).text
