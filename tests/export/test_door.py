"""The sheet for the door: by the clock of the day, whatever the minute of a module."""

from datetime import time
from typing import Any

import pytest

from askfirst.export.door import door_data
from askfirst.export.guide import guide_file, guide_plan
from askfirst.export.shelf import Shelf
from askfirst.plans import Day, Entry, Plan
from tests.export.printed import assert_accessible, printed
from tests.export.samples import module, text

HEAD = "| Minute | What comes up | To leave it out |\n| --- | --- | --- |"


def heavy(*rows: str, minutes: int = 30) -> Any:
    """A module that says what comes up, and when."""
    about = {**text("\n".join((HEAD, *rows))), "id": "about"}
    return module(text("# Consent", tags=["header"], minutes=minutes), about, minutes=minutes)


def day_of(made: Any, minutes: float = 30) -> Day:
    """A day with something before a module, and a break after it."""
    entries = (
        Entry(title="Arrive", minutes=20),
        Entry(title="Consent", minutes=minutes, module=made),
        Entry(title="Break", minutes=10, pause=True),
    )
    return Day(title="", minutes=30 + minutes, entries=entries)


def said(day: Day, start: time | None) -> list[tuple[str, str, str]]:
    rows = [row for entry in door_data(day, start) for row in entry["rows"]]
    return [
        (row["when"], *("".join(run["text"] for run in row[part]) for part in ("what", "how")))
        for row in rows
    ]


def test_what_comes_up_stands_by_the_clock() -> None:
    """A minute of a module is a time of the day, also where it says when to come back."""
    made = heavy("| 5–7 | Fear | Pass, or come back at 7 |", "| 9–10 | Drink | Go on |")
    day = day_of(made)
    assert [entry["when"] for entry in door_data(day, time(23, 30))] == ["23:30", "23:50", "00:20"]
    assert said(day, time(23, 30)) == [
        ("23:55–23:57", "Fear", "Pass, or come back at\N{NO-BREAK SPACE}23:57"),
        ("23:59–00:00", "Drink", "Go on"),
    ]


def test_without_a_start_minutes_count_from_the_beginning() -> None:
    """Nobody outside knows at which minute of the day a module began."""
    rows = "| 5–7½ | Fear | Look up again at 7½ |"
    assert said(day_of(heavy(rows)), None) == [
        ("25–27½", "Fear", "Look up again at\N{NO-BREAK SPACE}27½")
    ]
    assert said(day_of(heavy(rows)), time(9)) == [
        ("09:25–09:28", "Fear", "Look up again at\N{NO-BREAK SPACE}09:28")
    ]


def test_what_may_be_at_any_minute_is_warned_of_for_all_of_them() -> None:
    """In a module that is cut by hand nobody knows when it comes, so it may be at any time."""
    day = day_of(heavy("| 5–7 | Fear | Come back at 7 |"), minutes=15)
    assert said(day, time(9)) == [("09:20–09:35", "Fear", "Come back at\N{NO-BREAK SPACE}09:35")]


@pytest.mark.parametrize("row", ["| early | Fear | Come back at the end |", "| | Fear | |"])
def test_a_row_without_a_minute_is_left_as_it_is(row: str) -> None:
    """What is not a span of minutes is what its author wrote."""
    when, _, how = (cell.strip() for cell in row.strip("|").split("|"))
    assert said(day_of(heavy(row)), time(9)) == [(when, "Fear", how)]


def test_each_day_has_a_sheet_of_its_own() -> None:
    """A guide to a plan has a page to hang up for each day, and a guide to a module has none."""
    made = heavy("| 5–7 | Fear | Come back at 7 |")
    days = tuple(
        Day(title=title, minutes=30, entries=(Entry(title="Consent", minutes=30, module=made),))
        for title in ("First evening", "Second evening")
    )
    entries = tuple(entry for day in days for entry in day.entries)
    plan = Plan(name="p", title="Two evenings", minutes=60, entries=entries, days=days)
    pdf = guide_plan(plan, Shelf(start=time(18, 30)))
    assert_accessible(pdf)
    sheets = [page.extract_text() for page in printed(pdf).reader.pages]
    for title in ("First evening", "Second evening"):
        (sheet,) = (s for s in sheets if s.startswith("What comes up, and when") and title in s)
        assert "18:35–18:37" in sheet
        assert "Come back at\N{NO-BREAK SPACE}18:37" in sheet
    assert "Come back at 18:37" not in printed(guide_file(made, Shelf(start=time(18, 30)))).text


def test_a_sheet_of_two_pages_says_what_it_is_on_both() -> None:
    """Whoever hangs up or reads the second page sees what it is; the first has its title once."""
    made = heavy(*(f"| {n}–{n + 1} | Fear | Come back at {n + 1} |" for n in range(40)), minutes=40)
    days = tuple(
        Day(title=title, minutes=80, entries=(Entry(title="Consent", minutes=40, module=made),) * 2)
        for title in ("First evening", "Second evening")
    )
    entries = tuple(entry for day in days for entry in day.entries)
    plan = Plan(name="p", title="Two evenings", minutes=160, entries=entries, days=days)
    pages = [page.extract_text() for page in printed(guide_plan(plan, Shelf())).reader.pages]
    starts = [n for n, said in enumerate(pages) if said.startswith("What comes up, and when")]
    assert len(starts) == 2
    for n, title in zip(starts, ("First evening", "Second evening"), strict=True):
        assert pages[n].count("What comes up, and when") == 1
        assert pages[n + 1].startswith(f"{title}: What comes up, and when")


def test_where_nothing_comes_up_there_is_no_sheet() -> None:
    """A plan without a heavy minute has nothing to hang on the door."""
    day = day_of(module(text("# Tea", tags=["header"], minutes=30), minutes=30))
    plan = Plan(name="p", title="Tea", minutes=60, entries=day.entries)
    assert "What comes up" not in printed(guide_plan(plan, Shelf())).text.replace(
        "What comes up, and when: one for each door", ""
    )
