"""A workshop goes on with the results of its day and plan, unless it is another group's."""

from datetime import date
from pathlib import Path

import pytest

from askfirst.errors import StartError
from askfirst.opening.group import Group, choose_group
from askfirst.release import Tier, release_counts
from tests.opening.projects import POLL

DAY = date(2026, 11, 21)
NAME = "2026-11-21-taster"


def choose(folder: Path, *, new: bool = False, day: date = DAY) -> Group:
    return choose_group(folder / "results", day=day, plan="Taster", new=new)


def held_before(folder: Path) -> None:
    """A workshop that showed one result."""
    group = choose(folder)
    release = release_counts([9, 9, 9], tier=Tier.PERSONAL)
    group.results.add(POLL, turn=1, release=release)
    group.close()


def test_the_first_of_a_day_is_new(tmp_path: Path) -> None:
    """Where there is nothing of the day and plan, a new file is named and nothing written to it."""
    group = choose(tmp_path)
    assert (group.results.path.name, group.goes_on) == (f"{NAME}.json", False)
    assert not group.results.path.exists()
    group.close()
    assert not (tmp_path / "results").exists()


def test_the_same_group_goes_on(tmp_path: Path) -> None:
    """Opened again, a workshop knows what was shown, and writes to the same file."""
    held_before(tmp_path)
    group = choose(tmp_path)
    assert (group.results.path.name, group.goes_on) == (f"{NAME}.json", True)
    assert [entry["activity"] for entry in group.results] == [POLL.id]
    group.close()


def test_another_group_is_said(tmp_path: Path) -> None:
    """A new group begins a file of its own, and is the one that goes on afterwards."""
    held_before(tmp_path)
    group = choose(tmp_path, new=True)
    assert (group.results.path.name, group.goes_on) == (f"{NAME}-2.json", False)
    group.results.mark(POLL, turn=1, phase="open")
    group.close()
    group = choose(tmp_path)
    assert (group.results.path.name, group.goes_on) == (f"{NAME}-2.json", True)
    assert group.results.begun == {POLL.id: (1, "open")}
    group.close()


def test_another_day_is_another_group(tmp_path: Path) -> None:
    """What was shown on another day is not gone on with."""
    held_before(tmp_path)
    group = choose(tmp_path, day=date(2026, 11, 22))
    assert not group.goes_on
    group.close()


def test_two_at_once_never_write_one_file(tmp_path: Path) -> None:
    """While somebody leads a group nobody else goes on with it, whether it has shown anything."""
    held_before(tmp_path)
    groups = [choose(tmp_path) for _ in range(3)]
    names = [group.results.path.name for group in groups]
    assert names == [f"{NAME}.json", f"{NAME}-2.json", f"{NAME}-3.json"]
    assert [group.goes_on for group in groups] == [True, False, False]
    for group in groups:
        group.close()


def test_nothing_but_results_stays(tmp_path: Path) -> None:
    """When a group is let go, its folder holds its results and nothing else."""
    held_before(tmp_path)
    assert [path.name for path in (tmp_path / "results").iterdir()] == [f"{NAME}.json"]


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"results": 1}', '{"results": [], "begun": [{}]}', "\udc80"]
)
def test_what_is_no_file_of_results_is_refused(tmp_path: Path, content: str) -> None:
    """A file under that name that cannot be read is not written over, and one line says so."""
    (tmp_path / "results").mkdir()
    file = tmp_path / "results" / f"{NAME}.json"
    file.write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(StartError, match="is no file of results"):
        choose(tmp_path)
    choose(tmp_path, new=True).close()
    assert file.read_bytes() == content.encode(errors="surrogateescape")


def test_a_folder_that_cannot_be_written_is_said_at_the_start(tmp_path: Path) -> None:
    """Where results could not be written, the workshop is not opened at all."""
    (tmp_path / "results").write_text("in the way")
    with pytest.raises(StartError, match="results could not be written there"):
        choose(tmp_path)
