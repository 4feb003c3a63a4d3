"""Tables of results are a valid Data Package, and hold what the file of results holds."""

import csv
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from askfirst import QuestionBox
from askfirst.activities.base import Activity, Totals
from askfirst.curriculum import read_modules
from askfirst.package import write_package
from askfirst.release import Tier, View, release_counts, release_words
from askfirst.released import Pair, Shown
from askfirst.room.noise import entry
from askfirst.room.results import Results

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 21)
BOX = QuestionBox("00-box", "Anything you would like to ask")


def asked() -> Iterator[Activity]:
    """One activity of each type that a room counts."""
    seen = set()
    for module in read_modules(ROOT / "notebooks"):
        for activity in module.activities:
            if activity.collects and activity.width and activity.type not in seen:
                seen.add(activity.type)
                yield activity


def held(folder: Path, answers: int) -> Results:
    """Results of every kind there is."""
    results, chance = Results.begin(folder, day=DAY, plan="Taster"), random.Random(answers)
    for activity in asked():
        counts = [0] * activity.width
        for _ in range(answers):
            counts[chance.randrange(len(counts))] += 1
        totals = Totals(counts=counts, answered=answers)
        noisy = entry([[3, -2], [0, 1]]) if activity.type == "pulse" else None
        results.add(activity, turn=1, release=activity.release(totals), transitions=noisy)
    each = release_counts([9, 0, 2, 0, 0, 0, 0], tier=Tier.PERSONAL)
    release = release_words(["=1+1"] * 6, tier=Tier.PERSONAL)
    results.add(BOX, turn=1, release=release, of_each=each)
    results.finish()
    return results


def table(results: Results, name: str) -> list[dict[str, str]]:
    with (results.tables / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("answers", [0, 4, 5, 13, 40])
def test_the_standard_s_own_checker_finds_the_tables_valid(tmp_path: Path, answers: int) -> None:
    """Frictionless, the checker of the standard, agrees to the tables of every type of activity."""
    results = held(tmp_path, answers)
    command = [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"]
    found = subprocess.run(command, cwd=results.tables, capture_output=True, text=True, check=False)
    report = json.loads(found.stdout)
    assert report["valid"], [task["errors"][:3] for task in report["tasks"] if task["errors"]]
    assert {task["name"] for task in report["tasks"]} == {"shown", "counts", "pairs"}


@pytest.mark.parametrize("answers", [4, 5, 12, 40])
def test_no_table_says_more_than_the_file(tmp_path: Path, answers: int) -> None:
    """A number is a point only where it was shown exactly, and has bounds everywhere else."""
    results = held(tmp_path, answers)
    for row in table(results, "counts"):
        low, high = int(row["low"]), int(row["high"])
        assert 0 <= low <= high
        assert (low == high) <= (row["view"] == View.EXACT)
        if row["view"] == View.LOCKED:
            assert (low, high) == (0, 4)
    assert all(row["answered_low"] != row["answered_high"] or not row["answered_low"]
               for row in table(results, "shown"))  # fmt: skip


def test_the_types_of_questions_stand_apart(tmp_path: Path) -> None:
    """Types of a box are rows of their own, with the bounds that the rule let out."""
    rows = [row for row in table(held(tmp_path, 40), "counts") if row["about"] == "types"]
    assert [row["option"] for row in rows] == list(BOX.kinds)
    assert {row["view"] for row in rows} == {"bands"}


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    """Tables are never written over others, and nothing is left of the attempt."""
    (tmp_path / "there").mkdir()
    with pytest.raises(FileExistsError):
        write_package(tmp_path / "there", {}, title="", about="")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_no_cell_is_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    """A text that a spreadsheet would work out is quoted; a negative number is not."""
    shown = Shown("w", "2026-11-21", "p", "a", 1, "answers", "=1+1", "open", "words", 5, 5, 9)
    rows: dict[str, Sequence[object]] = {
        "shown": [shown],
        "pairs": [Pair("w", "a", 1, 0, 0, -3, 2.0)],
    }
    write_package(tmp_path / "new", rows, title="T", about="A")
    assert "'=1+1" in (tmp_path / "new" / "shown.csv").read_text()
    assert "0,0,-3,2.0" in (tmp_path / "new" / "pairs.csv").read_text()
    assert not (tmp_path / "new" / "counts.csv").exists()
