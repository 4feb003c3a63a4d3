import json
import os
import re
from datetime import date
from pathlib import Path

import pytest

from askfirst import QuestionBox, Rank
from askfirst.errors import RoomError
from askfirst.release import (
    Tier,
    release_counts,
    release_rank,
    release_terms,
    release_words,
)
from askfirst.room.results import Results
from tests.room.rooms import CHECK, CLOUD, POLL, WORDS, fill, make_room

DAY = date(2026, 11, 21)
SECRET = "I wrote this line"
BOX = QuestionBox("00-box", "Anything you would like to ask")


def test_name_of_the_file(tmp_path: Path) -> None:
    """Results go to DATE-PLAN.json, and nothing is written before there is one."""
    results = Results.begin(tmp_path / "results", day=DAY, plan="Evening 120")
    assert results.path == tmp_path / "results" / "2026-11-21-evening-120.json"
    assert not (tmp_path / "results").exists()


def test_an_earlier_workshop_is_never_overwritten(tmp_path: Path) -> None:
    """A second workshop on the same day gets a file of its own."""
    (tmp_path / "2026-11-21-taster.json").write_text("{}")
    results = Results.begin(tmp_path, day=DAY, plan="taster")
    assert results.path.name == "2026-11-21-taster-2.json"


def test_plan_names_cannot_leave_the_folder(tmp_path: Path) -> None:
    """A plan's name becomes letters, digits and hyphens."""
    results = Results.begin(tmp_path, day=DAY, plan="../../etc/Plan .yml")
    assert results.path == tmp_path / "2026-11-21-etc-plan-yml.json"


def test_releases_are_kept_as_shown(tmp_path: Path) -> None:
    """Each entry holds activity, question, rows and the release, and no time."""
    results = Results.begin(tmp_path, day=DAY, plan="taster")
    release = release_counts([9, 0, 9], tier=Tier.PERSONAL)
    results.add(POLL, turn=1, release=release)
    (entry,) = json.loads(results.path.read_text())["results"]
    assert entry == {
        "activity": POLL.id,
        "question": POLL.question,
        "tier": "personal",
        "round": 1,
        "options": list(POLL.options),
        "release": release.to_json(),
    }
    assert len(results) == 1


def test_items_stand_beside_their_order(tmp_path: Path) -> None:
    """A rank's order is written with the items that it is about, so that it can be read later."""
    rank = Rank("05-rank", "Which first?", items=["Tea", "Quiet"])
    results = Results.begin(tmp_path, day=DAY, plan="taster")
    results.add(rank, turn=1, release=release_rank([6, 9], 14, tier=Tier.PERSONAL))
    (entry,) = json.loads(results.path.read_text())["results"]
    assert entry["items"] == ["Tea", "Quiet"]
    assert entry["release"]["order"] == [[1], [0]]


def test_texts_are_never_written(tmp_path: Path) -> None:
    """Of free texts the file says only that they were shown."""
    results = Results.begin(tmp_path, day=DAY, plan="taster")
    results.add(WORDS, turn=1, release=release_words([SECRET] * 6, tier=Tier.PERSONAL))
    assert SECRET not in results.path.read_text()
    (entry,) = json.loads(results.path.read_text())["results"]
    assert entry["release"]["shown"] is True


def test_terms_are_never_written(tmp_path: Path) -> None:
    """Of a cloud the file says only that it was shown: no term, and no number of one."""
    results = Results.begin(tmp_path, day=DAY, plan="taster")
    shown = release_terms([[SECRET], [SECRET]] * 9, each=3, tier=Tier.PERSONAL)
    assert shown.texts == (SECRET,)
    results.add(CLOUD, turn=1, release=shown)
    (entry,) = json.loads(results.path.read_text())["results"]
    assert entry["release"] == {"view": "cloud", "shown": True}
    assert SECRET not in results.path.read_text()


def test_types_of_questions_are_written_beside_what_was_shown(tmp_path: Path) -> None:
    """Of sorted texts the file has the names of the types and their counts by the rule."""
    results = Results.begin(tmp_path, day=DAY, plan="taster")
    release = release_words([SECRET] * 6, tier=Tier.PERSONAL)
    each = release_counts([9, 0, 2, 0, 0, 0, 0], tier=Tier.PERSONAL)
    results.add(BOX, turn=1, release=release, of_each=each)
    assert SECRET not in results.path.read_text()
    (entry,) = json.loads(results.path.read_text())["results"]
    assert entry["kinds"] == list(BOX.kinds)
    assert entry["of_each"] == each.to_json()
    assert entry["of_each"]["view"] != "exact"
    assert entry["release"] == {"view": "words", "shown": True}


def test_the_end_writes_tables_beside_the_file(tmp_path: Path) -> None:
    """When a workshop ends, what was shown stands in a folder beside its file, and nothing else."""
    room = make_room(results=tmp_path, activities=[POLL, WORDS], head_count=40)
    fill(room, POLL, ["0"] * 12 + ["2"] * 9)
    room.close(POLL.id)
    room.release(POLL.id)
    fill(room, WORDS, [f"={SECRET}"] * 3)
    room.close(WORDS.id)
    room.release(WORDS.id)
    room.end()
    names = {path.name for path in tmp_path.rglob("*")}
    assert names == {
        *("2026-11-21-taster.json", "2026-11-21-taster"),
        *("datapackage.json", "shown.csv", "counts.csv"),
    }
    everything = "".join(path.read_text() for path in tmp_path.rglob("*.*"))
    assert SECRET not in everything
    assert not re.search(r"\d\d:\d\d", everything)
    counts = (tmp_path / "2026-11-21-taster" / "counts.csv").read_text().splitlines()
    assert counts[1:] == [
        f"2026-11-21-taster,05-poll,1,answers,,{option},{place},bands,{low},{high},phones"
        for place, (option, low, high) in enumerate(
            [("Fear", 10, 14), ("Habit", 0, 4), ("Noise", 5, 9)]
        )
    ]


def test_tables_are_in_the_order_of_names(tmp_path: Path) -> None:
    """The tables are alike, byte for byte, in whatever order results were shown."""
    found = []
    for order in ([POLL, CHECK], [CHECK, POLL]):
        results = Results.begin(tmp_path / order[0].id, day=DAY, plan="taster")
        for activity in order:
            results.add(activity, turn=1, release=release_counts([9, 9, 9], tier=Tier.PERSONAL))
        results.finish()
        found.append({path.name: path.read_bytes() for path in results.tables.iterdir()})
    assert found[0] == found[1]


def test_nothing_shown_leaves_nothing(tmp_path: Path) -> None:
    """The end of a workshop that showed no result writes nothing."""
    make_room(results=tmp_path / "results").end()
    assert not (tmp_path / "results").exists()


def test_a_disk_that_refuses_the_tables_does_not_keep_a_workshop_from_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room is wiped all the same, and results say why they have no tables."""
    room = make_room(results=tmp_path, activities=[POLL])
    fill(room, POLL, ["0"] * 6)
    room.close(POLL.id)
    room.release(POLL.id)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    room.end()
    assert room.results is not None
    assert room.results.trouble == "no tables (No space left on device)"
    assert [path.name for path in tmp_path.iterdir()] == ["2026-11-21-taster.json"]


def test_two_workshops_at_once_keep_apart(tmp_path: Path) -> None:
    """A workshop that began under the same name as another takes the next name that is free."""
    both = [Results.begin(tmp_path, day=DAY, plan="taster") for _ in range(2)]
    for results in both:
        results.add(POLL, turn=1, release=release_counts([9, 9, 9], tier=Tier.PERSONAL))
        results.finish()
    assert [results.path.name for results in both] == [
        "2026-11-21-taster.json",
        "2026-11-21-taster-2.json",
    ]
    assert all(results.tables.is_dir() for results in both)


def test_tables_alone_keep_their_name(tmp_path: Path) -> None:
    """A folder of tables whose file is gone is no free name."""
    (tmp_path / "2026-11-21-taster").mkdir()
    results = Results.begin(tmp_path, day=DAY, plan="taster")
    assert results.path.name == "2026-11-21-taster-2.json"


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path holds the old text or the new one, and no draft stays behind."""
    results = Results.begin(tmp_path, day=DAY, plan="taster")
    release = release_counts([9, 0, 9], tier=Tier.PERSONAL)
    results.add(POLL, turn=1, release=release)
    before = results.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RoomError, match=r"could not be written \(No space left on device\)"):
        results.add(POLL, turn=2, release=release)
    assert (results.path.read_bytes(), len(results)) == (before, 1)
    assert [path.name for path in tmp_path.iterdir()] == [results.path.name]
