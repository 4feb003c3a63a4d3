"""Plans: minutes that sum, modules that exist."""

from pathlib import Path
from typing import Any, Final

import pytest

from askfirst.curriculum import module_from_notebook, read_modules
from askfirst.errors import CurriculumError
from askfirst.plans import (
    DAY_KEYS,
    ENTRY_KEYS,
    PLAN_KEYS,
    plan_in,
    read_plan,
    whole_curriculum,
)


def cell(id: str, tags: str, minutes: float = 0, source: str = "", **ours: Any) -> dict[str, Any]:  # noqa: A002
    slide = "slide" if minutes else "notes"
    return {
        "cell_type": "markdown",
        "id": id,
        "source": source or f"## {id}",
        "metadata": {
            "tags": tags.split(),
            "slideshow": {"slide_type": slide},
            "askfirst": {"minutes": minutes, **ours},
        },
    }


ROOT: Final = Path(__file__).parents[1]
MODULES: Final = read_modules(ROOT / "notebooks")
ABOUT: Final = (
    "| Minute | What |\n| --- | --- |\n| 5–25 | A story. Come back at 25 |\n| 25–40 | Fear |"
)
MODULE = module_from_notebook(
    {
        "nbformat": 4,
        "cells": [
            cell("about", "header", source=ABOUT),
            cell("poll", "section", 5, short={"90": 2.5}),
            cell("story", "section", 20, short={"120": None}),
            cell("story-notes", "facilitator", source="**Minute 5–25** (slowly)"),
            cell("story-alone", "learner"),
            cell("fear", "section", 15, keep="corrections", short={"60": 0}),
            cell(
                "fear-notes",
                "facilitator",
                source="**Minute 25–40**\n\nBack at 40, again at 40, free from minute 25 to 40.",
            ),
            cell("note", "reflection", 5),
            cell("help", "help"),
        ],
        "metadata": {"askfirst": {"title": "Consent", "minutes": 45}},
    },
    Path("05_consent.ipynb"),
)
GOOD = """
title: An hour
minutes: 60
entries:
  - {block: Arrive, minutes: 5, say: Welcome.}
  - {module: 05_consent, minutes: 45}
  - {break: 10}
"""


def write(folder: Path, text: str) -> None:
    (folder / "hour.yml").write_text(text, encoding="utf-8")


def test_reads_a_plan(tmp_path: Path) -> None:
    """Blocks, modules and breaks come in order with their minutes."""
    write(tmp_path, GOOD)
    plan = read_plan("hour", folder=tmp_path, modules=[MODULE])
    assert plan == read_plan(str(tmp_path / "hour.yml"), folder=Path("/"), modules=[MODULE])
    assert [e.title for e in plan.entries] == ["Arrive", "Consent", "Break"]
    assert plan.modules == (MODULE,)
    assert plan.entries[2].pause


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes: 60", "minutes: 61", "entries sum to 60"),
        ("05_consent", "99_nothing", "Known modules: 05_consent"),
        ("{break: 10}", "ten", "Expected module, block or break"),
        ("{break: 10}", "{break: soon}", "Expected a number from 1 to 600"),
        ("minutes: 60", "minutes: yes", "Expected a number"),
        ("entries:", "entires:", r"line 4: key 'entires' is not known\. Did you mean 'entries'\?"),
        ("entries:", "days:", r"line 5: key 'block' is not known\. Expected title, minutes"),
        (GOOD, "minutes: 5", "line 1: key 'entries' is missing"),
        ("minutes: 45", "minuts: 45", "line 6: key 'minuts' is not known. Did you mean 'minutes'"),
        ("minutes: 45", "minutes: 45, minutes: 45", "line 6: key 'minutes' stands twice"),
        ("minutes: 45", "minutes: 45, say: x", "line 6: key 'say' is not known"),
        ("minutes: 45", "form: 100", "line 6: form is 100. Expected 120, 90 or 60"),
        (
            "minutes: 45",
            "leave_out: [tea]",
            "line 6: leave_out names 'tea', and 05_consent.ipynb has",
        ),
        ("minutes: 45", "leave_out: [fear]", "names 'fear', and it holds the corrections"),
        ("minutes: 45", "leave_out: [help]", "names 'help', and it is no slide that can go"),
        ("minutes: 45", "leave_out: story", "leave_out is 'story'. Expected a list"),
        ("say: Welcome.", "keeps: [tea]", "keeps is 'tea'. Expected agreement, pass rule"),
        (
            "{break: 10}",
            "{module: 05_consent, minutes: 10}",
            "line 7: module '05_consent' stands on line 6",
        ),
        (
            "title: An hour",
            "setting: nowhere",
            "line 2: setting is 'nowhere'. Expected in person or",
        ),
        ("title: An hour", "group: [30, 8]", "line 2: group is .30, 8.. Expected the least and"),
        ("title: An hour", "group: [true, 8]", "line 2: group is .True, 8.. Expected the least"),
        ("title: An hour", "title: {a: b}", "line 2: title is 'keys'. Expected a text"),
        ("title: An hour", "title: [", "line 4: is not YAML"),
        (GOOD, "just words", "line 1: it says 'just words'. Expected the keys title"),
        (GOOD, "", "is empty"),
    ],
)
def test_refuses(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A wrong plan is one line that names the file and what was expected."""
    write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(CurriculumError, match=said) as error:
        read_plan("hour", folder=tmp_path, modules=[MODULE])
    assert "hour.yml" in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unknown_plan_lists_the_known(tmp_path: Path) -> None:
    """An unknown name is answered with the names there are."""
    write(tmp_path, GOOD)
    with pytest.raises(CurriculumError, match=r"plan 'day': not found\. Known plans: hour"):
        read_plan("day", folder=tmp_path, modules=[MODULE])


def test_no_plan_is_all_modules() -> None:
    """Without a plan the workshop holds every module in full."""
    assert whole_curriculum([MODULE]).minutes == 45


def test_a_module_in_a_short_form_comes_without_what_it_spares(tmp_path: Path) -> None:
    """Its minutes are those of the form, its entry knows those of the whole module."""
    text = "minutes: 25\nentries:\n  - {module: 05_consent, form: 120}\n"
    plan = plan_in(text, path=tmp_path / "p.yml", modules=[MODULE])
    (entry,) = plan.entries
    assert (entry.minutes, entry.whole, entry.short, entry.over) == (25, 45, True, 0)
    (module,) = plan.modules
    assert [c.id for c in module.cells if c.minutes] == ["poll", "fear", "note"]


def test_cells_that_a_plan_names_are_left_out_too(tmp_path: Path) -> None:
    """`leave_out` takes more out than the form does."""
    text = "minutes: 20\nentries:\n  - {module: 05_consent, form: 120, leave_out: [poll]}\n"
    (entry,) = plan_in(text, path=tmp_path / "p.yml", modules=[MODULE]).entries
    assert entry.module is not None
    assert [c.id for c in entry.module.cells if c.minutes] == ["fear", "note"]


def test_days_have_entries_and_minutes_of_their_own(tmp_path: Path) -> None:
    """A plan of two evenings has both in order, and each has to sum."""
    text = (
        "minutes: 15\ndays:\n  - {minutes: 10, entries: [{break: 10}]}\n"
        "  - {title: Last, minutes: 5, entries: [{break: 5, title: Tea}]}\n"
    )
    plan = plan_in(text, path=tmp_path / "p.yml", modules=[])
    assert [(day.title, day.minutes) for day in plan.sessions] == [("Day 1", 10), ("Last", 5)]
    assert [entry.title for entry in plan.entries] == ["Break", "Tea"]
    with pytest.raises(CurriculumError, match="line 4: minutes is 6, and its entries sum to 5"):
        plan_in(text.replace("s: 5", "s: 6"), path=tmp_path / "p.yml", modules=[])
    with pytest.raises(CurriculumError, match="line 5: entries stand beside days"):
        plan_in(f"{text}entries: [{{break: 1}}]", path=tmp_path / "p.yml", modules=[])


def test_what_a_plan_says_of_itself_is_read(tmp_path: Path) -> None:
    """Audience, setting, group, room, materials and what to drop first are the plan's."""
    text = f"{GOOD}audience: Staff\nsetting: online\ngroup: [8, 24]\nroom: A call\n"
    text += "materials: [Cards, Tea]\ndrop_first: [The story]\n"
    plan = plan_in(text, path=tmp_path / "p.yml", modules=[MODULE])
    assert (plan.audience, plan.setting, plan.group) == ("Staff", "online", (8, 24))
    assert (plan.room, plan.materials, plan.drop_first) == (
        "A call",
        ("Cards", "Tea"),
        ("The story",),
    )


STANDARD: Final = {
    "taster-60": 60,
    "evening-120": 120,
    "half-day-210": 210,
    "full-day-450": 450,
    "two-evenings": 240,
    "online-90": 90,
}


@pytest.mark.parametrize("name", STANDARD)
def test_the_plans_open_with_the_welcome_and_end_with_the_closing(name: str) -> None:
    """Each has its minutes, begins with 00, ends with 11, and says what to bring and to drop."""
    plan = read_plan(name, folder=ROOT / "facilitator" / "plans", modules=MODULES)
    assert plan.minutes == STANDARD[name]
    assert [plan.modules[0].stem, plan.modules[-1].stem] == ["00_welcome", "11_closing"]
    assert [plan.entries[0].module, plan.entries[-1].module] == [plan.modules[0], plan.modules[-1]]
    assert plan.audience
    assert plan.group
    assert plan.room
    assert plan.materials
    assert plan.drop_first
    assert (plan.setting == "online") is name.startswith("online")


def test_a_full_day_has_its_breaks() -> None:
    """Nobody sits longer than an hour and a half, and there is time to eat."""
    plan = read_plan("full-day-450", folder=ROOT / "facilitator" / "plans", modules=MODULES)
    sat = [0.0]
    for entry in plan.entries:
        sat = [*sat, 0.0] if entry.pause else [*sat[:-1], sat[-1] + entry.minutes]
    assert max(sat) <= 90
    assert max(entry.minutes for entry in plan.entries if entry.pause) >= 45
    assert len(plan.modules) == 12


def test_every_key_of_a_plan_is_in_the_handbook_for_authors() -> None:
    """CONTRIBUTING.md names each key that a plan and its entries can have."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## Add or change a plan")[2].partition("\n## ")[0]
    keys = {*PLAN_KEYS, *DAY_KEYS, *(key for keys in ENTRY_KEYS.values() for key in keys)}
    assert [key for key in sorted(keys) if f"`{key}" not in section] == []
