"""What is left is counted in the room, before the end and after it, and listed from the disk."""

import asyncio
import json
from pathlib import Path

from askfirst import Pace, QuestionBox
from askfirst.planning.clock import Part, Schedule
from askfirst.room.app import create_app
from askfirst.room.inventory import left, memory
from askfirst.room.sorting import Sorted
from askfirst.room.state import Room
from tests.room.rooms import (
    ACTIVITIES,
    HOST,
    POLL,
    SCALE,
    WORDS,
    Phone,
    as_host,
    browser,
    client,
    fill,
    make_room,
    streaming,
)

PACE = Pace("05-pace", "How is the pace?")
BOX = QuestionBox("05-box", "Anything you would like to ask")
SCHEDULE = Schedule(parts=(Part(title="All", minutes=10),))


def full_room(results: Path) -> Room:
    """A room that holds some of everything."""
    room = make_room(results=results, activities=(*ACTIVITIES, PACE, BOX), schedule=SCHEDULE)
    room.follow_plan("start", {"part": 0})
    fill(room, POLL, ["0"] * 6)
    room.close(POLL.id)
    room.release(POLL.id)
    room.open(PACE.id)
    phones = fill(room, BOX, [f"=What about {n}?" for n in range(5)])
    room.close(BOX.id)
    room.sort(BOX.id, 0, Sorted(kind="fact", said="About one", kept=True))
    room.signal(phones[0].seat, PACE.id, "pause")
    fill(room, WORDS, ["=one", "=two", "pass"])
    room.close(WORDS.id)
    room.open(SCALE.id)
    Phone(room, "late").answer(SCALE, "2")
    return room


def test_everything_is_counted_before_and_nothing_after(tmp_path: Path) -> None:
    """A full room counts some of each kind, and the same count finds none once it has ended."""
    room = full_room(tmp_path / "results")
    before = memory(room, addresses=[1])
    assert {name for name, count in before.items() if not count} == {"streams"}
    assert before["tokens"] == 5 + 3 + 1
    assert before["texts"] == 5 + 5 + 2  # in the box and in its order of reading, and of the words
    room.end()
    assert set(memory(room, addresses=()).values()) == {0}


def test_what_stays_is_found_out(tmp_path: Path) -> None:
    """The count is no fixed text: whatever stays in an ended room is counted."""
    room = full_room(tmp_path / "results")
    room.end()
    room.asked[POLL.id].tally.used[b"token"] = b"commitment"
    room.asked[WORDS.id].tally.pool.append("a word")
    found = memory(room, addresses=())
    assert (found["activities"], found["tokens"], found["texts"]) == (2, 1, 1)


def test_files_are_those_on_disk(tmp_path: Path) -> None:
    """Each file that this workshop wrote stands there with its size; others are only counted."""
    results = tmp_path / "results"
    results.mkdir()
    (results / "2026-01-01-other.json").write_text("{}")
    room = full_room(results)
    room.end()
    found = left(room, addresses=())
    assert [file["kind"] for file in found["files"]] == ["results", "counts", "about", "shown"]
    for file in found["files"]:
        assert (tmp_path / file["path"]).stat().st_size == file["bytes"]
    assert found["others"] == 1


def test_where_nothing_was_shown_nothing_is_on_disk(tmp_path: Path) -> None:
    """Without a result there is no file, and a room that writes none lists none."""
    for room in (make_room(results=tmp_path / "results"), make_room()):
        room.end()
        found = left(room, addresses=())
        assert (found["files"], found["others"]) == ([], 0)


def test_what_is_left_is_told_once_it_has_ended() -> None:
    """Before the end it is refused; afterwards any page with the key may look."""
    room = make_room()
    web = client(room)
    assert web.get("/host/left", headers=as_host()).json()["error"]["code"] == "running"
    assert web.post("/host/end", headers=as_host()).json()["left"]["memory"]["seats"] == 0
    again = web.get("/host/left", headers=as_host()).json()["left"]
    assert set(again["memory"].values()) == {0}
    assert web.get("/host/left").status_code == 401


def test_phones_hear_the_end_and_their_streams_are_gone() -> None:
    """Each stream says that it has ended and ends itself, so none is counted as left."""

    async def run() -> None:
        room = make_room()
        app = create_app(room, hosts=[HOST])
        async with streaming(app, "/events") as phone:
            assert b'"phase":"draft"' in await phone.part()
            assert memory(room, addresses=())["streams"] == 1
            room.end()
            app.state.ended.set()
            assert b'"phase":"ended"' in await phone.part()
            assert await phone.part() == b""
            await room.phones.emptied()
            assert memory(room, addresses=())["streams"] == 0

    asyncio.run(run())


def test_the_end_says_nothing_that_phones_could_not_know() -> None:
    """What an ended room tells holds no text and no number of answers."""
    room = make_room()
    fill(room, WORDS, ["=a secret word"] * 3)
    room.end()
    said = browser(create_app(room, hosts=[HOST])).get("/host/left", headers=as_host()).text
    assert "secret" not in said
    assert json.loads(said)["left"]["memory"]["texts"] == 0
