"""Every plan of the project goes on the clock with what can be dropped of it."""

from datetime import time

import pytest

from askfirst.planning.kept import kept_in
from askfirst.planning.schedule import schedule_of
from askfirst.planning.short import shortened
from askfirst.plans import read_plan
from askfirst.records import replace
from tests.test_plans import MODULES, ROOT

PLANS = ROOT / "facilitator" / "plans"
NAMES = sorted(path.stem for path in PLANS.glob("*.yml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_what_to_drop_is_understood(name: str) -> None:
    """Each line names an entry of its plan and its minutes, in the plan's order, first of all."""
    plan = read_plan(name, folder=PLANS, modules=MODULES)
    schedule = schedule_of(plan, MODULES, start=time(18, 30))
    lines = [cut for cut in schedule.cuts if cut.form is None]
    assert [*schedule.cuts[: len(lines)]] == lines
    assert len(lines) == len(plan.drop_first)
    for cut, line in zip(lines, plan.drop_first, strict=True):
        module = plan.entries[cut.place].module
        assert module is not None
        assert f"{module.number}:" in line
        assert line.endswith(f"{cut.title} ({cut.minutes:g})")
    assert schedule.start == 18 * 60 + 30
    assert sum(part.minutes for part in schedule.parts) == plan.minutes


@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_is_offered_keeps_what_no_plan_may_drop(name: str) -> None:
    """Agreement, pass rule, corrections, help and closing stand in every form that is offered."""
    plan = read_plan(name, folder=PLANS, modules=MODULES)
    whole = {module.stem: module for module in MODULES}
    for cut in schedule_of(plan, MODULES).cuts:
        if cut.form is not None:
            entry = plan.entries[cut.place]
            assert entry.module is not None
            short = shortened(whole[entry.module.stem], form=cut.form, leave_out=entry.leave_out)
            held = {kept_in(cell) for cell in entry.module.cells}
            assert {kept_in(cell) for cell in short.cells} == held
            assert entry.minutes - cut.minutes == short.minutes > 0


def test_a_day_of_two_has_its_own_lines() -> None:
    """A line that names an evening is about that evening."""
    plan = read_plan("two-evenings", folder=PLANS, modules=MODULES)
    schedule = schedule_of(plan, MODULES)
    first, second = schedule.first_parts()
    places = [cut.place for cut in schedule.cuts if cut.form is None]
    assert [place < second for place in places] == [True, True, False, False]
    assert first == 0


def test_what_a_form_leaves_out_is_named() -> None:
    """A shorter form says by headline what is gone, without marks of claims."""
    plan = read_plan("evening-120", folder=PLANS, modules=MODULES)
    form = next(c for c in schedule_of(plan, MODULES).cuts if c.id == "form-3-90")
    assert form.without == (
        "Before: agree clearly, then touch",
        "During: keep asking, and keep noticing",
    )


def test_what_is_left_out_reads_as_a_list() -> None:
    """Headlines that end in a mark of their own do not stand before a second one."""
    plan = read_plan("full-day-450", folder=PLANS, modules=MODULES)
    named = [said for cut in schedule_of(plan, MODULES).cuts for said in cut.without]
    assert "Some ways of being close count more than others" in named
    assert not [said for said in named if said.endswith((".", ":", ";", ","))]


def test_a_line_in_other_words_is_kept_to_be_read() -> None:
    """A line without module and minutes cannot be counted, and is not lost."""
    plan = replace(
        read_plan("taster-60", folder=PLANS, modules=MODULES),
        drop_first=("The story", "09: all of it (3)"),
    )
    schedule = schedule_of(plan, MODULES)
    assert schedule.others == ("The story", "09: all of it (3)")
    assert [cut for cut in schedule.cuts if cut.form is None] == []
