import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from askfirst import Pace
from askfirst.errors import RoomError
from askfirst.release import Release, View
from askfirst.room.asked import Phase
from askfirst.room.state import Room
from tests.room.rooms import (
    AGREEMENT,
    CHECK,
    LINES,
    OWN,
    POLL,
    SCALE,
    VOTE,
    Phone,
    fill,
    held,
    make_room,
    number,
)


def test_one_open_at_a_time() -> None:
    """A second activity is refused while one is open, and the message names it."""
    room = make_room()
    room.open(POLL.id)
    with pytest.raises(RoomError, match=r"'05-poll' is open\. Close it before '05-scale'"):
        room.open(SCALE.id)
    room.close(POLL.id)
    room.open(SCALE.id)


def test_what_stands_is_open_beside_a_question() -> None:
    """Standing activities open before, beside and after a question, and never take its place."""
    pace, other = Pace("00-pace", "How is the pace?"), Pace("05-pace", "And now?")
    room = make_room(activities=[pace, POLL, SCALE, other])
    room.open(pace.id)
    room.open(POLL.id)
    room.open(other.id)
    assert room.current is room.asked[POLL.id]
    with pytest.raises(RoomError, match=r"'05-poll' is open\. Close it before '05-scale'"):
        room.open(SCALE.id)
    told = json.loads(room.phone_snapshot())
    assert (told["activity"]["id"], told["phase"]) == (POLL.id, "open")
    assert told["standing"] == ["00-pace/1", "05-pace/1"]
    room.close(POLL.id)
    room.close(pace.id)
    room.open(SCALE.id)
    assert json.loads(room.phone_snapshot())["standing"] == ["05-pace/1"]
    assert room.asked[other.id].phase is Phase.OPEN


def test_again_waits_for_the_open_one_too() -> None:
    """A new round is refused while another activity is open."""
    room = make_room()
    fill(room, CHECK, ["0"] * 5)
    room.close(CHECK.id)
    room.release(CHECK.id)
    room.open(POLL.id)
    with pytest.raises(RoomError, match=r"'05-poll' is open"):
        room.again(CHECK.id)


def test_private_has_no_way_in() -> None:
    """A private activity is neither opened nor answered."""
    room = make_room()
    phone = Phone(room, "a")
    with pytest.raises(RoomError):
        room.open(OWN.id)
    with pytest.raises(RoomError):
        phone.answer(OWN, "pass")


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.CLOSED, Phase.RELEASED])
def test_no_new_answer_unless_open(phase: Phase) -> None:
    """An answer is counted only while the activity is open."""
    room = make_room()
    phone = Phone(room, "a")
    room.asked[POLL.id].phase = phase
    with pytest.raises(RoomError) as refused:
        phone.answer(POLL, "1")
    assert refused.value.code == "closed"


def test_retry_after_close_is_acknowledged() -> None:
    """A phone that missed its acknowledgement gets it after the close too."""
    room = make_room()
    (phone,) = fill(room, POLL, ["1"])
    room.close(POLL.id)
    phone.answer(POLL, "1")
    assert room.asked[POLL.id].tally.counts == [0, 1, 0]


@pytest.mark.parametrize("with_choice", [True, False])
def test_take_back_until_the_release(with_choice: bool) -> None:
    """An answer can be taken back after the close, and not after the release."""
    room = make_room()
    choices = [str(n % 3) for n in range(7)]
    phones = fill(room, POLL, choices)
    room.close(POLL.id)
    phones[0].take_back(POLL, choices[0] if with_choice else None)
    assert sum(room.asked[POLL.id].tally.counts) == 6
    room.release(POLL.id)
    with pytest.raises(RoomError) as refused:
        phones[1].take_back(POLL, choices[1] if with_choice else None)
    assert refused.value.code == "closed"


def test_copy_from_an_earlier_round_is_refused() -> None:
    """A late answer or take-back of round 1 changes nothing in round 2."""
    room = make_room()
    phones = fill(room, CHECK, ["0"] * 6)
    room.close(CHECK.id)
    room.release(CHECK.id)
    room.again(CHECK.id)
    late = Phone(room, "late")
    for step in (phones[0].answer, phones[0].take_back, late.answer):
        with pytest.raises(RoomError) as refused:
            step(CHECK, "0")
        assert refused.value.code == "closed"
    phones[0].answer(CHECK, "1", round=2, turn=2)
    assert room.asked[CHECK.id].tally.counts == [0, 1]


@pytest.mark.parametrize("word", ["river", "River", "  RIVER "])
def test_word_is_read_kindly(word: str) -> None:
    """Capitals and spaces around the word do not matter."""
    make_room().join(word, number("a"))


@pytest.mark.parametrize("word", ["", "lake", "rivers", None, 5, "rïver"])
def test_wrong_word(word: object) -> None:
    """Nothing but the word opens the room."""
    room = make_room()
    with pytest.raises(RoomError) as refused:
        room.join(word, number("a"))
    assert (refused.value.code, room.seats.joined) == ("wrong_word", 0)


def test_joined_is_told_in_bands() -> None:
    """The facilitator sees how many joined only as a band of five."""
    room = make_room()
    seen = []
    for name in range(6):
        seen.append(json.loads(room.host_snapshot())["room"]["joined"])
        Phone(room, name)
    assert seen == [[0, 4]] * 5 + [[5, 9]]


def test_release_is_on_disk_before_it_is_shown(tmp_path: Path) -> None:
    """If the disk refuses, nothing is shown and the activity stays closed."""
    room = make_room(results=tmp_path / "results")
    fill(room, POLL, ["1"] * 6)
    room.close(POLL.id)
    shutil.rmtree(tmp_path / "results")
    (tmp_path / "results").write_text("in the way")
    with pytest.raises(RoomError, match=r"could not be written"):
        room.release(POLL.id)
    assert room.asked[POLL.id].phase is Phase.CLOSED
    (tmp_path / "results").unlink()
    room.release(POLL.id)
    assert room.asked[POLL.id].phase is Phase.RELEASED
    assert json.loads(room.host_snapshot())["room"]["results"] == 1


def test_phone_snapshot_holds_no_release() -> None:
    """Phones are told the phase and never a number."""
    room = make_room()
    fill(room, CHECK, ["0"] * 6)
    room.close(CHECK.id)
    room.release(CHECK.id)
    told = json.loads(room.phone_snapshot())
    assert set(told) == {"activity", "phase", "round", "held", "standing"}
    assert (told["phase"], told["held"]) == ("released", [])
    assert set(told["activity"]["texts"]) == {"ask"}


def test_held_names_what_can_be_taken_back() -> None:
    """Open and closed rounds are named until their result is shown."""
    room = make_room()
    fill(room, CHECK, ["0"] * 6)
    room.close(CHECK.id)
    room.open(POLL.id)
    assert json.loads(room.phone_snapshot())["held"] == ["05-poll/1", "05-check/1"]
    room.release(CHECK.id)
    assert json.loads(room.phone_snapshot())["held"] == ["05-poll/1"]


def test_end_forgets_everything() -> None:
    """After the end no seat is known, no tally is left, and every step is refused."""
    room = make_room()
    phone = Phone(room, "a")
    room.open(POLL.id)
    phone.answer(POLL, "1")
    room.end()
    assert "=" not in held(room.asked[POLL.id].tally.pool)
    assert room.asked[POLL.id].tally.used == {}
    for step in (
        lambda: Phone(room, "b"),
        lambda: phone.answer(POLL, "1"),
        lambda: room.open(SCALE.id),
        room.end,
    ):
        with pytest.raises(RoomError) as refused:
            step()
        assert refused.value.code == "ended"
    assert json.loads(room.phone_snapshot()) == {
        "activity": None,
        "phase": "ended",
        "round": 1,
        "held": [],
        "standing": [],
    }


def test_unknown_activity() -> None:
    """An activity that is not in the plan is refused by name."""
    with pytest.raises(RoomError, match=r"No activity '99-none'"):
        make_room().open("99-none")


SAID = ["Be here.", "Ask Ann first.", "Sit down.", "Be kind!", "Say it once more.", "Be here"]


def drafting(results: Path | None = None, lines: Sequence[str] = SAID) -> tuple[Room, list[Phone]]:
    """Return a room in which lines were written and the question was closed."""
    room = make_room(activities=AGREEMENT.parts(), results=results)
    phones = fill(room, LINES, [f"={line}" for line in lines])
    room.close(LINES.id)
    return room, phones


def options(room: Room) -> list[str]:
    """Return the lines that phones vote on now."""
    asked = json.loads(room.phone_snapshot())["activity"]
    assert asked["id"] == VOTE.id
    return list(asked["options"])


def test_the_vote_is_on_the_starters_and_the_lines_that_were_chosen() -> None:
    """Chosen lines, mended, follow the starters in mixed order; nothing of the others is left."""
    room, phones = drafting()
    read = room.texts(LINES.id)
    out = {place for place, text in enumerate(read) if text in {"Sit down.", "Be here"}}
    room.release(LINES.id, out, {read.index("Ask Ann first."): "Ask first."})
    room.open(VOTE.id)
    wanted = {"Be here.", "Ask first.", "Say it once more."}
    assert options(room)[:2] == ["Pass freely.", "Be kind."]
    assert (len(options(room)), set(options(room)[2:])) == (5, wanted)
    for secret in ("Ann", "Sit down"):
        assert secret not in held([room.asked, room.seats]) + room.host_snapshot().decode()
    for phone in phones:
        phone.answer(VOTE, "+0,4")
    assert room.asked[VOTE.id].tally.counts == [6, 0, 0, 0, 6]


def test_the_vote_waits_for_the_lines() -> None:
    """While lines are open or unread the vote is refused; where none were asked for, it opens."""
    room = make_room(activities=AGREEMENT.parts())
    room.open(VOTE.id)
    assert options(room) == ["Pass freely.", "Be kind."]
    room, _ = drafting()
    with pytest.raises(RoomError, match=r"'00-agree-lines' is closed\. First show") as refused:
        room.open(VOTE.id)
    assert (refused.value.code, room.asked[VOTE.id].phase) == ("part_first", Phase.DRAFT)
    room.open(LINES.id)
    with pytest.raises(RoomError, match="'00-agree-lines' is open"):
        room.open(VOTE.id)


def test_with_few_lines_the_vote_is_on_the_starters() -> None:
    """Four lines are not read and none is shown; the vote works from the starters."""
    room, _ = drafting(lines=SAID[:4])
    with pytest.raises(RoomError, match="Fewer than 5"):
        room.texts(LINES.id)
    room.release(LINES.id)
    room.open(VOTE.id)
    assert options(room) == ["Pass freely.", "Be kind."]


def test_a_line_that_is_taken_back_takes_part_no_more() -> None:
    """Until the lines are shown one can be taken back; below five then none goes to the vote."""
    room, phones = drafting(lines=SAID[:5])
    read = room.texts(LINES.id)
    phones[0].take_back(LINES, "=Be here.")
    room.release(LINES.id, (), {read.index("Be here."): "Be here!"})
    assert room.asked[LINES.id].release == Release(view=View.LOCKED, k=5)
    room.open(VOTE.id)
    assert options(room) == ["Pass freely.", "Be kind."]


def test_a_vote_that_goes_on_keeps_its_lines() -> None:
    """Opened again after close a vote goes on; asked again it has the lines of the last round."""
    room, phones = drafting()
    read = room.texts(LINES.id)
    room.release(LINES.id, set(range(6)) - {read.index("Sit down.")})
    room.open(VOTE.id)
    first = options(room)
    assert first == ["Pass freely.", "Be kind.", "Sit down."]
    phones[0].answer(VOTE, "+2")
    room.close(VOTE.id)
    room.open(VOTE.id)
    assert options(room) == first
    assert room.asked[VOTE.id].tally.counts == [0, 0, 1]
    room.close(VOTE.id)
    room.release(VOTE.id)
    room.again(LINES.id)
    for name, phone in enumerate(phones):
        phone.answer(LINES, f"=Line {name}.", round=2, turn=2)
    room.close(LINES.id)
    with pytest.raises(RoomError, match="First show what you choose"):
        room.again(VOTE.id)
    assert room.asked[VOTE.id].phase is Phase.RELEASED
    room.texts(LINES.id)
    room.release(LINES.id)
    room.again(VOTE.id)
    assert len(options(room)) == 8
    assert set(options(room)[2:]) == {f"Line {name}." for name in range(6)}


def test_no_line_of_the_group_reaches_the_disk(tmp_path: Path) -> None:
    """The file holds starters and counts; a line of the group is only called that."""
    room, phones = drafting(tmp_path)
    room.texts(LINES.id)
    room.release(LINES.id)
    room.open(VOTE.id)
    for phone in phones:
        phone.answer(VOTE, "+0,2")
    room.close(VOTE.id)
    room.release(VOTE.id)
    (file,) = tmp_path.iterdir()
    written = file.read_text(encoding="utf-8")
    lines, vote = json.loads(written)["results"]
    assert lines["release"] == {"view": "words", "shown": True}
    group = ["a line of the group"] * 4
    assert vote["options"] == ["Pass freely.", "Be kind.", *group]
    assert [row["cells"][0] for row in vote["release"]["rows"]] == [
        [6, 6],
        [0, 0],
        [6, 6],
        *[[0, 0]] * 3,
    ]
    assert not [line for line in SAID[:3] if line in written]


def test_the_end_forgets_the_lines_of_the_group() -> None:
    """When the workshop ends no line is left in the room, neither as a text nor in a vote."""
    room, phones = drafting()
    room.texts(LINES.id)
    room.release(LINES.id)
    room.open(VOTE.id)
    for phone in phones:
        phone.answer(VOTE, "+2")
    room.close(VOTE.id)
    room.release(VOTE.id)
    room.end()
    left = held(room.asked) + room.host_snapshot().decode()
    assert not [line for line in SAID if line in left]
    shown = room.asked[VOTE.id]
    assert shown.release is not None
    assert len(shown.release.rows) == len(shown.spec["options"]) == 2
