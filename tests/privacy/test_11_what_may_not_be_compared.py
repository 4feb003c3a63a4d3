"""Proof 11: who leaves a Pulse, a second evening, and few texts print only what the rule allows."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from askfirst import Agreement, Poll, Pulse, QuestionBox, Words
from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.release import Release, Tier, View, release_counts
from askfirst.room.state import Room
from tests.room.rooms import Phone, fill, make_room

PULSE = Pulse("x-pulse", "Is it so?", options=["Agree", "In between", "Disagree"])
AFTER = PULSE.after()
POLL = Poll("x-poll", "What makes it hard?", options=["Fear", "Habit", "Noise"])
WORDS = Words("x-words", "What could Sam say?", most=80)
CLOUD = Words("x-cloud", "One word?", cloud=True)
BOX = QuestionBox("x-box", "Anything to ask?")
LINES, _ = Agreement("x-agree", "What to agree on?", starters=["Pass freely.", "Be kind."]).parts()
SAID = [f"Kanarienvogel {place}" for place in range(7)]


def released(room: Room, asked: Activity, rejected: Iterable[int] = ()) -> Release:
    room.close(asked.id)
    if asked.moderated:
        room.texts(asked.id)
    room.release(asked.id, [*rejected])
    found = room.asked[asked.id].release
    assert found is not None
    return found


def paired(pairs: Iterable[str]) -> Release:
    room = make_room(activities=[PULSE, AFTER], head_count=40)
    fill(room, AFTER, [*pairs])
    return released(room, AFTER)


@pytest.mark.parametrize("n", range(1, 16))
def test_one_who_leaves_a_pulse_is_in_no_number(n: int) -> None:
    """Who chose before and left changes no byte: the print is that of those who sent a pair."""
    room = make_room(activities=[PULSE, AFTER], head_count=40)
    room.open(PULSE.id)
    phones = [Phone(room, name) for name in range(n + 1)]  # all of them are asked, and one leaves
    room.close(PULSE.id)
    room.open(AFTER.id)
    pairs = [f"{name % 3}>{name % 2}" for name in range(n)]
    for phone, pair in zip(phones, pairs, strict=False):
        phone.answer(AFTER, pair)
    with_leaver = released(room, AFTER)
    assert with_leaver == paired(pairs)
    assert (with_leaver.view is View.LOCKED) == (n < 5)


@pytest.mark.parametrize("last", ["0>0", "0>2", "2>0", "pass"])
def test_a_pulse_is_the_rule_on_three_sums(last: str) -> None:
    """Nothing is printed of pairs but the release rule's view of three sums of all who sent one."""
    pairs = ["0>0"] * 5 + ["0>1"] * 2 + ["2>1"] * 4
    shown = paired([*pairs, last])
    towards = {"0>0": (4, 6, 2), "0>2": (4, 5, 3), "2>0": (5, 5, 2), "pass": (4, 5, 2)}[last]
    assert shown == release_counts(towards, tier=Tier.PERSONAL)


def test_on_two_evenings_each_print_is_the_rule_alone(tmp_path: Path) -> None:
    """Asked on two evenings, nothing is added up, joined or told apart beyond the two prints."""
    evenings = [[6, 5, 2], [5, 6, 2]]
    shown = []
    for counts in evenings:
        room = make_room(activities=[POLL], head_count=20, results=tmp_path / "results")
        choices = [str(option) for option, count in enumerate(counts) for _ in range(count)]
        fill(room, POLL, choices)
        shown.append(released(room, POLL))
        with pytest.raises(RoomError) as refused:
            room.again(POLL.id)
        assert refused.value.code == "once"
        room.end()
    assert shown == [release_counts(counts, tier=Tier.PERSONAL) for counts in evenings]
    files = sorted((tmp_path / "results").glob("*.json"))
    kept = [json.loads(file.read_text())["results"] for file in files]
    assert len(files) == 2
    assert [one["release"] for results in kept for one in results] == [r.to_json() for r in shown]


@pytest.mark.parametrize("asked", [WORDS, LINES], ids=["words", "lines"])
@pytest.mark.parametrize("left_out", range(8))
def test_texts_below_k_print_nothing(asked: Activity, left_out: int) -> None:
    """Texts are shown where k or more remain; below, no text, no number and no cloud is shown."""
    room = make_room(activities=[asked])
    fill(room, asked, [f"={text}" for text in SAID])
    shown = released(room, asked, range(min(left_out, 7)))
    told = room.host_snapshot().decode() + room.phone_snapshot().decode()
    if asked is WORDS and left_out > 2:
        assert shown == Release(view=View.LOCKED, k=5)
        assert "Kanarienvogel" not in told
    elif asked is LINES:  # lines are chosen for a vote: as many as the facilitator takes
        assert len(shown.texts) == max(7 - left_out, 0)
    else:
        assert (len(shown.texts), set(shown.texts) <= set(SAID)) == (7 - left_out, True)


@pytest.mark.parametrize("asked", [WORDS, CLOUD, BOX, LINES], ids=lambda one: one.type)
@pytest.mark.parametrize("n", range(5))
def test_fewer_than_k_texts_are_not_even_read(asked: Activity, n: int) -> None:
    """With fewer than five nobody reads one, and what is shown is the same for any number."""
    room = make_room(activities=[asked])
    fill(room, asked, [f"={text}" for text in SAID[:n]])
    room.close(asked.id)
    with pytest.raises(RoomError) as refused:
        room.texts(asked.id)
    assert refused.value.code == "too_few"
    room.release(asked.id, approved=0)
    locked = Release(view=View.LOCKED, k=asked.least)
    assert room.asked[asked.id].release == locked


def test_a_text_taken_back_after_reading_counts_as_rejected() -> None:
    """Of five that were read one is taken back: four remain, and nothing is shown."""
    room = make_room(activities=[WORDS])
    phones = fill(room, WORDS, [f"={text}" for text in SAID[:5]])
    room.close(WORDS.id)
    room.texts(WORDS.id)
    phones[2].take_back(WORDS, f"={SAID[2]}")
    room.release(WORDS.id)
    assert room.asked[WORDS.id].release == Release(view=View.LOCKED, k=5)


def test_a_cloud_hides_what_fewer_than_k_wrote() -> None:
    """A term that four wrote is nowhere, and no list beside the cloud tells of it."""
    room = make_room(activities=[CLOUD])
    fill(room, CLOUD, ["=calm"] * 5 + ["=Kanarienvogel"] * 4)
    shown = released(room, CLOUD)
    assert "calm" in json.dumps(shown.to_json())
    assert "kanarienvogel" not in room.host_snapshot().decode().lower()
