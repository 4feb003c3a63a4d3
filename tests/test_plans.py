"""Plans: minutes that sum, modules that exist."""

from pathlib import Path

import pytest

from askfirst.curriculum import module_from_notebook
from askfirst.errors import CurriculumError
from askfirst.plans import read_plan, whole_curriculum

MODULE = module_from_notebook(
    {"nbformat": 4, "cells": [], "metadata": {"askfirst": {"title": "Consent", "minutes": 45}}},
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
        ("entries:", "other:", "entries is None"),
        ("title: An hour", "title: [", "is not a plan"),
        (GOOD, "just words", "holds no keys"),
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
