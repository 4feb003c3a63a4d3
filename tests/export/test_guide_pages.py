"""What stays together on the pages of a guide, and what a pen has room for."""

import re
from itertools import pairwise

import pytest

from askfirst import Poll
from askfirst.export.guide import guide_file, guide_plan
from askfirst.export.shelf import Shelf
from askfirst.plans import Day, Entry, Plan
from tests.export.printed import printed
from tests.export.samples import asks, module, note, text
from tests.export.test_guide import facilitator, sample


def test_what_to_bring_is_on_one_page() -> None:
    """A list that is taken along stays whole."""
    materials = tuple(f"Thing {number}" for number in range(12))
    entries = tuple(Entry(title=f"Part {number}", minutes=1, say="Hello.") for number in range(14))
    plan = Plan(name="p", title="Long", minutes=14, entries=entries, materials=materials)
    pages = [page.extract_text() for page in printed(guide_plan(plan, Shelf())).reader.pages]
    assert [page.count("Thing ") for page in pages if "Thing " in page] == [12]


def test_the_ring_that_ends_a_title_begins_no_line() -> None:
    """What stands below a title stands as near to its last word, however well that fills a line."""
    gaps = set()
    for title in ("Boundaries", "Boundaries: yes, maybe, no, not asked"):
        made = module(text("# A", tags=["header"], minutes=1), minutes=1, title=title)
        rows: list[tuple[str, float]] = []
        page = printed(guide_file(made, Shelf(paper="letter"))).reader.pages[0]
        page.extract_text(visitor_text=lambda word, at, *_, to=rows: to.append((word, at[5])))
        last = next(n for n, (word, _) in enumerate(rows) if "Guide for" in word)
        above = next(at for word, at in reversed(rows[:last]) if word.strip())
        gaps.add(round(above - rows[last][1]))
    assert len(gaps) == 1


def test_what_to_bring_goes_along_with_what_to_print() -> None:
    """Where the first page has no room for the print list, the list does not stand alone."""
    made = module(text("# A", tags=["header"], minutes=1), note("- **Say.** “One.”"), minutes=1)
    seen = set()
    for pauses in range(10, 24):
        rest = [Entry(title=f"Break {number}", minutes=1, pause=True) for number in range(pauses)]
        entries = (Entry(title="A", minutes=1, module=made), *rest)
        plan = Plan(
            name="p", title="Long", minutes=1 + pauses, entries=entries, materials=("Water", "Pens")
        )
        pages = [page.extract_text() for page in printed(guide_plan(plan, Shelf())).reader.pages]
        (place,) = (number for number, page in enumerate(pages) if "Print, and check" in page)
        assert "Bring" in pages[place]
        seen.add(place)
    assert seen == {0, 1}


def test_a_page_is_headed_by_what_begins_it() -> None:
    """A break below the end of a module does not head the page of the module."""
    entries = (
        Entry(title="Consent that keeps going", minutes=7, module=sample()),
        Entry(title="Break", minutes=10, pause=True),
    )
    plan = Plan(name="p", title="An evening", minutes=17, entries=entries)
    found = printed(guide_plan(plan, Shelf())).text
    assert "going, 7 minutes" in found
    assert "Break, 10 minutes" not in found


@pytest.mark.parametrize("filled", [18, 19, 20, 21])
def test_what_introduces_questions_stays_with_the_first(filled: int) -> None:
    """No page ends with the heading of a list of answers and what stands below it."""
    lines = "\n".join(["- **Do.** Wait."] * filled)
    asked = "\n".join(["- **“Why?”** “So that it is easy.”"] * 6)
    part = facilitator(f"### Likely questions\n\nOne stands where it comes up.\n\n{asked}")
    made = module(text("# A", tags=["header"], minutes=1), note(lines), part, minutes=1)
    pages = [page.extract_text() for page in printed(guide_file(made, Shelf())).reader.pages]
    (introduced,) = (page for page in pages if "where it comes up" in page)
    assert "So that it is easy" in introduced


@pytest.mark.parametrize("rows", [16, 18, 20])
def test_no_break_is_alone_on_a_page(rows: int) -> None:
    """Where the page of a module has no room for the break after it, the log goes with it."""
    log = "### Log\n\n| | Yes |\n|---|---|\n" + "| Pass rule said | |\n" * rows
    spoken = "\n".join(["- **Say.** “One line.”"] * 3)
    first = module(
        text("# A", tags=["header"], minutes=1),
        note(spoken),
        facilitator(log, "fidelity"),
        minutes=1,
    )
    entries = (
        Entry(title="A", minutes=1, module=first),
        Entry(title="A quiet pause", minutes=10, pause=True),
    )
    plan = Plan(name="p", title="An evening", minutes=11, entries=entries)
    *_, last = printed(guide_plan(plan, Shelf())).reader.pages
    assert "A quiet pause" in last.extract_text()
    assert "Pass rule said" in last.extract_text()


def test_what_is_only_said_goes_on_where_the_page_has_room() -> None:
    """Words that end an evening stand below the module before them; the next day begins a page.

    What is said first on that day is not alone there: the module after it goes on below.
    """
    made = module(text("# A", tags=["header"], minutes=1), note("- **Say.** “One.”"), minutes=1)
    first = (Entry(title="A", minutes=1, module=made), Entry(title="Until then", minutes=5))
    second = (Entry(title="Welcome back", minutes=5), Entry(title="A", minutes=1, module=made))
    days = (Day(title="One", minutes=6, entries=first), Day(title="Two", minutes=6, entries=second))
    plan = Plan(name="p", title="Two", minutes=12, entries=(*first, *second), days=days)
    pages = [page.extract_text() for page in printed(guide_plan(plan, Shelf())).reader.pages]
    _, one, two = pages
    assert one.startswith("One: 05 A")
    assert "Until then" in one
    # the minute of the module below is not one of the welcome
    assert two.splitlines()[0] == "Two: Welcome back, 5 minutes"
    assert "05 A" in two
    assert "0–1" in two


def test_a_column_to_write_in_has_room_for_a_pen() -> None:
    """Columns with nothing below their heads are at least three centimetres wide."""
    what = "What may be taught, shown, printed or handed out on this in our town and its schools"
    place = facilitator(f"### My place\n\n| | Here | By |\n|---|---|---|\n| {what} | | |")
    made = module(text("# A", tags=["header"], minutes=1), place, minutes=1)
    starts: dict[str, float] = {}
    for page in printed(guide_file(made, Shelf())).reader.pages:
        page.extract_text(visitor_text=lambda word, at, *_: starts.update({word.strip(): at[4]}))
    assert starts["By"] - starts["Here"] >= 30 / 25.4 * 72


def test_a_cell_to_write_in_has_room_for_a_pen() -> None:
    """A row with nothing but a line to write on is higher than a row of words, and has no line."""
    rows = ("By law", "By contract", "Their number", "After it")

    def heights(slot: str) -> list[float]:
        table = "\n".join(["| | Here |", "|---|---|", *(f"| {row} | {slot} |" for row in rows)])
        card = facilitator(f"### The duty card\n\n{table}")
        made = module(text("# A", tags=["header"], minutes=1), card, minutes=1)
        at: dict[str, float] = {}
        for page in printed(guide_file(made, Shelf())).reader.pages:
            page.extract_text(visitor_text=lambda word, cm, *_: at.update({word.strip(): cm[5]}))
        return [abs(at[above] - at[below]) for above, below in pairwise(rows)]

    pen = 6.5 / 25.4 * 72
    assert all(height > pen for height in heights("____"))
    assert all(height < pen + 10 for height in heights("a word"))
    assert min(heights("____")) > max(heights("a word")) + 5


def test_a_run_of_show_says_on_which_page_each_entry_begins() -> None:
    """Who opens a guide of many pages finds a module, a break and a closing word by its page."""
    made = module(text("# A", tags=["header"], minutes=1), note("- **Say.** “One.”"), minutes=1)
    first = (Entry(title="First", minutes=1, module=made), Entry(title="Break", minutes=5))
    second = (Entry(title="Again", minutes=5), Entry(title="Last", minutes=1, module=made))
    days = (Day(title="One", minutes=6, entries=first), Day(title="Two", minutes=6, entries=second))
    plan = Plan(name="p", title="Two", minutes=12, entries=(*first, *second), days=days)
    pages = [page.extract_text() for page in printed(guide_plan(plan, Shelf())).reader.pages]
    rows = re.findall(
        r"^(?:\d+ )?(?:05 )?(First|Break|Again|Last)\s+\d\s+(\d)$", pages[0], re.MULTILINE
    )
    assert [name for name, _ in rows] == ["First", "Break", "Again", "Last"]
    for name, page in rows:
        assert name in pages[int(page) - 1]


def test_a_module_says_on_which_page_each_part_stands() -> None:
    """The likely questions are found while a room waits."""
    pages = [page.extract_text() for page in printed(guide_file(sample(), Shelf())).reader.pages]
    (found,) = re.findall(r"Pages: (.+?Log\s\d+)", " ".join(pages[0].split()))
    parts = dict(re.findall(r"(\w[\w ]*?)\s(\d+)(?: ·|$)", found))
    assert {"Step by step", "Likely questions", "Log"} <= set(parts)
    assert all(part in pages[int(page) - 1] for part, page in parts.items())


def test_a_page_that_begins_within_a_step_says_its_minutes() -> None:
    """The minutes at the head begin with those of what goes on there from the page before."""
    lines = "\n".join(["- **Say.** “One line, and a second one that is somewhat longer.”"] * 45)
    made = module(
        text("# A", tags=["header"], minutes=3),
        note(lines),
        text("## B", minutes=1),
        note("- **Say.** “Another.”"),
        minutes=4,
    )
    pages = [page.extract_text() for page in printed(guide_file(made, Shelf())).reader.pages]
    (within,) = (page for page in pages if "Another." in page)
    assert "One line" in within
    assert "minute 0 to 4" in within


def test_the_last_line_of_a_step_is_not_alone_on_a_page() -> None:
    """Where a step goes on over the page, two of its lines do at least."""
    left: set[int] = set()
    for count in range(22, 34):
        lines = "\n".join(
            ["- **Do.** One line, which is of a usual length for what is done."] * count
        )
        made = module(
            text("# A", tags=["header"], minutes=1), note(lines), text("## B", minutes=1), minutes=2
        )
        pages = printed(guide_file(made, Shelf())).reader.pages
        left |= {page.extract_text().count("One line") for page in pages[1:]}
    assert len(left) > 3
    assert 1 not in left


def test_options_stay_together_and_with_what_is_done_first() -> None:
    """Where a step goes on over the page, no option is left behind at the foot of a page."""
    options = [f"Option {number}" for number in range(1, 8)]
    asked = Poll("x", "Which one?", options=options)
    after = "\n".join(["- **Do.** Wait, and look at the screen until most have answered."] * 14)
    seen: set[int] = set()
    for count in range(3, 18):
        lines = "\n".join(
            ["- **Do.** One line, which is of a usual length for what is done."] * count
        )
        made = module(
            *(text("# A", tags=["header"], minutes=1), note(lines)),
            *(asks(asked, 1), note(after)),
            minutes=2,
        )
        pages = [page.extract_text() for page in printed(guide_file(made, Shelf())).reader.pages]
        first = next(n for n, page in enumerate(pages) if "Which one?" in page)
        assert all(option in pages[first] for option in [*options, "Wait, and look"])
        seen.add(pages[first].count("Wait, and look"))
    assert len(seen) > 1


def test_what_stands_below_a_headline_is_not_parted_from_the_options() -> None:
    """A step that goes on over the page leaves no headline with its aside at the foot of a page."""
    options = [f"Option {number}" for number in range(1, 8)]
    after = "\n".join(["- **Do.** Wait, and look at the screen until most have answered."] * 14)
    for count in range(3, 18):
        lines = "\n".join(
            ["- **Do.** One line, which is of a usual length for what is done."] * count
        )
        made = module(
            *(text("# A", tags=["header"], minutes=1), note(lines)),
            *(
                asks(Poll("x", "Which one?", options=options), 1),
                note(f"**Minute 1–2, beside it**\n\n{after}"),
            ),
            minutes=2,
        )
        pages = [page.extract_text() for page in printed(guide_file(made, Shelf())).reader.pages]
        (step,) = (page for page in pages if "beside it" in page)
        assert "Which one?" in step
        assert "Option 1" in step


def test_a_page_after_the_last_step_says_no_minutes() -> None:
    """Where a part that stays whole begins the next page, no minute is said to go on there."""
    part = facilitator("### Likely questions\n\n" + "\n".join(["- **Say.** “It depends.”"] * 20))
    lines = "\n".join(["- **Say.** “One line.”"] * 16)
    made = module(text("# A", tags=["header"], minutes=1), note(lines), part, part, minutes=1)
    heads = [page.extract_text()[:60] for page in printed(guide_file(made, Shelf())).reader.pages]
    assert len(heads) > 1
    assert not any("minute 0 to 1" in head for head in heads[1:])
