"""After everything stopped, a room knows what is on disk, and says plainly what is gone."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from askfirst import CoinFlip, Rank
from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.room.asked import Phase
from askfirst.room.going_on import go_on
from askfirst.room.results import Results
from askfirst.room.state import Room
from askfirst.room.texts import RENEWED
from tests.room.rooms import (
    CHECK,
    CLOUD,
    LINES,
    POLL,
    SCALE,
    SEVERAL,
    VOTE,
    WORDS,
    Phone,
    client,
    fill,
    make_room,
)

RANK = Rank("05-rank", "Which first?", items=["Tea", "Quiet"])
FLIP = CoinFlip("05-flip", "Did you ever?")
SECRET = "I wrote this line"


def again(results: Results, activities: Sequence[Activity]) -> Room:
    """The room of a program that was started again after everything was killed."""
    found = json.loads(results.path.read_bytes())
    begun = [(one["activity"], (one["round"], one["phase"])) for one in found.get("begun", [])]
    known = Results(results.path.parent, day=results.day, plan="taster", path=results.path)
    known.hold((found["results"], begun))
    room = make_room(activities=activities, head_count=60)
    room.results = known
    go_on(room, known)
    return room


def room_of(folder: Path, *activities: Activity) -> Room:
    return make_room(activities=activities, results=folder, head_count=60)


def stop(room: Room, activities: Sequence[Activity]) -> Room:
    assert room.results is not None
    return again(room.results, activities)


@pytest.mark.parametrize(
    ("activity", "choices"),
    [
        (POLL, ["0"] * 9 + ["1"] * 8 + ["2"] * 7),
        (POLL, ["0"] * 12 + ["2"] * 9),
        (POLL, ["0"] * 4),
        (SEVERAL, ["+0,1"] * 9 + ["+2"] * 3 + ["+"] * 4),
        (SCALE, ["0"] * 9 + ["1"] * 8 + ["4"] * 7),
        (CHECK, ["0"] * 9 + ["1"] * 3),
        (RANK, ["+1"] * 14 + ["+0,1"] * 9),
        (FLIP, ["1"] * 20 + ["0"] * 20),
    ],
    ids=lambda given: given.id if isinstance(given, Activity) else str(len(given)),
)
def test_a_result_is_shown_as_it_was_written(
    tmp_path: Path, activity: Activity, choices: list[str]
) -> None:
    """What was shown stays shown, the same in each number, and is not shown a second time."""
    room = room_of(tmp_path, activity)
    fill(room, activity, choices)
    room.close(activity.id)
    room.release(activity.id)
    new = stop(room, [activity])
    assert new.asked[activity.id].to_json() == room.asked[activity.id].to_json()
    for step in (new.open, new.close, new.release):
        with pytest.raises(RoomError, match="while it is released"):
            step(activity.id)


@pytest.mark.parametrize("activity", [WORDS, CLOUD])
def test_words_are_gone_and_this_is_said(tmp_path: Path, activity: Activity) -> None:
    """Of words that were shown, what stands there is that they were, and cannot be again."""
    room = room_of(tmp_path, activity)
    fill(room, activity, [f"={SECRET[:18]}"] * 9)
    room.close(activity.id)
    room.texts(activity.id)
    room.release(activity.id)
    asked = stop(room, [activity]).asked[activity.id]
    assert (asked.phase, asked.lost) == (Phase.RELEASED, True)
    assert asked.to_json()["lost"] is True
    assert asked.release is not None
    assert asked.release.texts == ()


def test_closed_stays_closed_and_has_no_result(tmp_path: Path) -> None:
    """A question that was closed is not opened, read or shown; each says why in one line."""
    room = room_of(tmp_path, POLL, WORDS)
    for activity, choice in ((POLL, "0"), (WORDS, "=Hello")):
        fill(room, activity, [choice] * 6)
        room.close(activity.id)
    new = stop(room, [POLL, WORDS])
    for activity in (POLL, WORDS):
        assert new.asked[activity.id].phase is Phase.CLOSED
        for step in (new.open, new.release):
            with pytest.raises(RoomError, match="the program stopped while it was closed"):
                step(activity.id)
        assert new.asked[activity.id].key not in json.loads(new.phone_snapshot())["held"]
    with pytest.raises(RoomError, match="the program stopped"):
        new.texts(WORDS.id)


def test_open_is_asked_again_and_phones_are_told(tmp_path: Path) -> None:
    """A question that was open begins anew with an empty tally; totals never mix two attempts."""
    room = room_of(tmp_path, POLL)
    fill(room, POLL, ["1"] * 7)
    new = stop(room, [POLL])
    assert json.loads(new.host_snapshot())["activities"][POLL.id]["renewed"] is True
    new.open(POLL.id)
    assert json.loads(new.phone_snapshot())["renewed"] == RENEWED
    phone = Phone(new, "one")
    assert RENEWED in client(new).post("/next", data={"seat": phone.seat}).text
    phone.answer(POLL, "0")
    assert new.asked[POLL.id].tally.counts == [1, 0, 0]


def test_a_second_round_is_asked_again_as_the_second(tmp_path: Path) -> None:
    """A knowledge check that was open for the second time is in its second round again."""
    room = room_of(tmp_path, CHECK)
    fill(room, CHECK, ["0"] * 6)
    room.close(CHECK.id)
    room.release(CHECK.id)
    room.again(CHECK.id)
    new = stop(room, [CHECK])
    asked = new.asked[CHECK.id]
    assert (asked.phase, asked.round, asked.release) == (Phase.DRAFT, 2, None)
    new.open(CHECK.id)
    new.close(CHECK.id)
    new.release(CHECK.id)
    assert new.results is not None
    assert [entry["round"] for entry in new.results] == [1, 2]


def test_a_vote_after_lost_lines_has_the_starters(tmp_path: Path) -> None:
    """Lines that were lost keep nobody from the vote: it is asked with what the author gave."""
    room = room_of(tmp_path, LINES, VOTE)
    fill(room, LINES, ["=Stay kind"] * 6)
    room.close(LINES.id)
    new = stop(room, [LINES, VOTE])
    new.open(VOTE.id)
    assert new.asked[VOTE.id].phase is Phase.OPEN


def test_what_the_plan_no_longer_has_is_left_alone(tmp_path: Path) -> None:
    """Results of a question that is not in the plan any more stay in the file."""
    room = room_of(tmp_path, POLL, CHECK)
    fill(room, CHECK, ["0"] * 6)
    room.close(CHECK.id)
    room.release(CHECK.id)
    new = stop(room, [POLL])
    assert list(new.asked) == [POLL.id]
    assert new.results is not None
    assert len(new.results) == 1


def test_the_file_tells_how_far_questions_are_and_nothing_of_people(tmp_path: Path) -> None:
    """Of what was begun the file has activity, round and phase, by name, and no answer or time."""
    room = room_of(tmp_path, SCALE, POLL)
    fill(room, SCALE, ["1"] * 6)
    room.close(SCALE.id)
    room.open(POLL.id)
    assert room.results is not None
    found = json.loads(room.results.path.read_text())
    assert found == {
        "askfirst": 1,
        "day": "2026-11-21",
        "plan": "Taster",
        "results": [],
        "begun": [
            {"activity": POLL.id, "round": 1, "phase": "open"},
            {"activity": SCALE.id, "round": 1, "phase": "closed"},
        ],
    }


def test_a_workshop_that_showed_nothing_leaves_nothing(tmp_path: Path) -> None:
    """Ended in order, a workshop without a result leaves no file, whatever was begun."""
    room = room_of(tmp_path / "results", POLL)
    fill(room, POLL, ["1"] * 6)
    room.end()
    assert not (tmp_path / "results").exists()
