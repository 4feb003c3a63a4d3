"""A module in a video call: its notes ask for no doors, seats or paper."""

import re
from dataclasses import replace
from typing import Final

import pytest

from askfirst.curriculum import Module, read_modules
from askfirst.export.pieces import PieceReader
from askfirst.export.steps import Line, preparing, read_steps
from askfirst.planning.online import in_call
from askfirst.plans import read_plan
from tests.test_plans import MODULE, ROOT

MODULES: Final = read_modules(ROOT / "notebooks")
FOLDER: Final = ROOT / "facilitator" / "plans"
PLANS: Final = [read_plan(p.stem, folder=FOLDER, modules=MODULES) for p in FOLDER.glob("*.yml")]
CALLS: Final = [plan for plan in PLANS if plan.setting == "online"]
ONLY_ROOM: Final = re.compile(  # what nobody in a call has in front of them
    r"\b(by the (other )?door|either door|on the door|sealed box|lidded box|slips?|your table"
    r"|on this Wi-Fi)\b"
)


def note(*lines: str) -> str:
    """What is left in a call of a note of these lines."""
    cell = next(c for c in MODULE.cells if c.id == "note")
    made = replace(cell, source="\n".join(lines), tags=frozenset({"facilitator"}))
    return in_call(replace(MODULE, cells=(made,))).cells[0].source


def test_what_a_room_needs_is_left_out() -> None:
    """Lines on the place and what to bring go, and any whose label says that it is for a room."""
    left = note(
        "- **Bring.** Pens.",
        "- **Place.** Two ways out,",
        "  both unlocked.",
        "- **Say.** “Welcome.”",
        "- **Do, in a room.** Show the box.",
        "- **Do.** Open it, in a room or not.",
    )
    assert left == "- **Say.** “Welcome.”\n- **Do.** Open it, in a room or not."


def test_what_is_read_alone_stays() -> None:
    """Only notes for the facilitator lose lines: a participant's list may begin with the same."""
    cells = [replace(c, source="- **Place.** Home") if c.id == "poll" else c for c in MODULE.cells]
    made = replace(MODULE, cells=tuple(cells))
    assert in_call(made).cells == made.cells


def test_a_plan_for_a_call_reads_its_modules_so() -> None:
    """There is one at least, and none of its modules says what to bring, or where to sit."""
    assert CALLS
    for module in (module for plan in CALLS for module in plan.modules):
        labels = {line.label for line in preparing(module, PieceReader(module))}
        assert labels.isdisjoint({"Bring", "Place"})


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_nothing_said_in_a_call_points_at_a_door(module: Module) -> None:
    """No line to say aloud, and nothing to prepare, names what only a room has, in any module."""
    called = in_call(module)
    reader = PieceReader(called)
    lines = [*preparing(called, reader)]
    for step in read_steps(called, reader):
        lines += [i for i in step.body if isinstance(i, Line) and i.spoken]
    assert len(lines) > 20
    assert [line.text for line in lines if ONLY_ROOM.search(line.text)] == []


def test_a_plan_for_a_room_keeps_them() -> None:
    """In person the same module says what to bring, and where the second facilitator is."""
    plan = next(plan for plan in PLANS if plan.setting != "online")
    module = plan.modules[0]
    labels = {line.label for line in preparing(module, PieceReader(module))}
    assert {"Bring", "Place"} <= labels
