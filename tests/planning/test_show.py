"""A plan in the terminal: aligned, by the clock, with what goes first and what to bring."""

from datetime import time
from pathlib import Path

from askfirst.planning.show import WIDTH, shown
from askfirst.plans import plan_in, read_plan
from tests.test_plans import MODULE, MODULES, ROOT

PLAN = """
title: An hour
minutes: 60
group: [8, 24]
audience: Staff
room: Chairs
drop_first: [The story]
materials: [Tea]
entries:
  - {block: Arrive, minutes: 7.5, say: Welcome.}
  - {module: 05_consent, form: 120, minutes: 42.5}
  - {break: 10, title: Tea}
"""


def test_it_says_when_what_happens() -> None:
    """Without a start it counts from zero, with one it is the time of day, and over midnight."""
    plan = plan_in(PLAN, path=Path("p.yml"), modules=[MODULE])
    lines = shown(plan).splitlines()
    assert lines[:4] == [
        "An hour",
        "60 minutes, in person, 8 to 24 people",
        "For   Staff",
        "Room  Chairs",
    ]
    assert [line.split() for line in lines[5:9]] == [
        ["0:00", "Arrive", "7½"],
        ["0:07", "05", "Consent", "42½", "of", "45"],
        ["0:50", "Tea", "10"],
        ["1:00", "End"],
    ]
    assert lines[-5:] == [
        "When time runs out, drop in this order",
        "  1. The story",
        "",
        "Bring",
        "  [ ] Tea",
    ]
    assert [line[:7].strip() for line in shown(plan, start=time(23, 30)).splitlines()[5:9]] == [
        "23:30",
        "23:37",
        "00:20",
        "00:30",
    ]


def test_each_day_begins_at_the_start() -> None:
    """Two evenings each have their title and their own clock; no line is wider than a terminal."""
    plan = read_plan("two-evenings", folder=ROOT / "facilitator" / "plans", modules=MODULES)
    text = shown(plan, start=time(18, 30))
    assert text.count("  18:30  ") == 2
    assert "Second evening, 120 minutes" in text
    assert max(map(len, text.splitlines())) <= WIDTH
