"""A question box in the room: read, sorted, answered in other words, and dropped."""

import asyncio
import json
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from askfirst import QuestionBox
from askfirst.errors import RoomError
from askfirst.release import Tier, View, release_counts
from askfirst.room.asked import Phase
from askfirst.room.sorting import LONGEST_SAID, Sorted, Sorting
from askfirst.room.state import Room
from tests.room.rooms import POLL, Phone, as_host, client, fill, held, make_room

BOX = QuestionBox("00-box", "Anything you would like to ask")
HOST = f"/host/activities/{BOX.id}"
TYPED = [f"typed by hand, number {n}" for n in range(8)]


def closed(
    texts: Sequence[str] = TYPED, *, results: Path | None = None
) -> tuple[Room, list[Phone]]:
    """A room whose box was filled, one phone a text, and closed."""
    room = make_room(activities=[BOX, POLL], results=results)
    phones = fill(room, BOX, [f"={text}" for text in texts])
    room.close(BOX.id)
    return room, phones


def sort(room: Room, place: int, kind: str = "fact", *, said: str = "", kept: bool = True) -> None:
    said = said or f"Somebody asks {place}."
    room.sort(BOX.id, place, Sorted(kind=kind, said=said if kept else "", kept=kept))


def sort_all(room: Room, *, out: Sequence[int] = ()) -> tuple[str, ...]:
    texts = room.texts(BOX.id)
    for place, text in enumerate(texts):
        if text:
            sort(room, place, BOX.kinds[place % 7], kept=place not in out)
    return texts


def everything(room: Room) -> str:
    """All that pages are told, and all that the room holds."""
    told = room.phone_snapshot() + room.host_snapshot() + room.leader_snapshot()
    return told.decode() + held(room.asked)


@pytest.mark.parametrize("beside", [False, True])
def test_it_is_answered_while_another_question_is_open(beside: bool) -> None:
    """A box takes its question beside another, once a phone, until it is taken back."""
    room = make_room(activities=[BOX, POLL])
    room.open(BOX.id)
    if beside:
        room.open(POLL.id)
    phone = Phone(room, "a")
    phone.answer(BOX, "=Why?")
    with pytest.raises(RoomError) as refused:
        phone.answer(BOX, "=And how?", nonce="0" * 32)
    assert refused.value.code == "answered"
    phone.take_back(BOX, "=Why?")
    phone.answer(BOX, "=And how?", turn=2)
    assert room.asked[BOX.id].tally.pool == ["And how?"]
    if beside:
        phone.answer(POLL, "1")
        assert room.asked[POLL.id].tally.counts == [0, 1, 0]


def test_few_are_not_read_and_the_result_says_so() -> None:
    """Below five texts nothing is read, the box stays closed, and only that can be shown."""
    room, _ = closed(TYPED[:4])
    for _ in range(2):
        with pytest.raises(RoomError) as refused:
            room.texts(BOX.id)
        assert refused.value.code == "too_few"
    with pytest.raises(RoomError) as refused:
        sort(room, 0)
    assert refused.value.code == "too_few"
    with pytest.raises(RoomError) as refused:
        room.open(BOX.id)
    assert refused.value.code == "already_read"
    room.release(BOX.id, approved=0)
    release = room.asked[BOX.id].release
    assert release is not None
    assert (release.view, release.texts) == (View.LOCKED, ())
    assert not any(text in everything(room) for text in TYPED)


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.OPEN, Phase.RELEASED])
def test_it_is_read_only_once_closed(phase: Phase) -> None:
    """While questions arrive, and after they were shown, nothing can be read or sorted."""
    room, _ = closed()
    room.asked[BOX.id].phase = phase
    for step in (room.texts, lambda _: sort(room, 0)):
        with pytest.raises(RoomError) as refused:
            step(BOX.id)
        assert refused.value.code == "wrong_phase"


def test_the_room_sees_other_words_mixed_anew_and_no_types() -> None:
    """What is shown are the words that were approved, without type, in an order of its own."""
    room, _ = closed([f"typed by hand, number {n}" for n in range(12)])
    sort_all(room, out=[3, 7])
    room.release(BOX.id, approved=10)
    release = room.asked[BOX.id].release
    assert release is not None
    wanted = [f"Somebody asks {n}." for n in range(12) if n not in {3, 7}]
    assert Counter(release.texts) == Counter(wanted)
    assert list(release.texts) != wanted  # one order in 3,628,800 would be this one
    assert release.to_json() == {
        "view": "words",
        "k": 5,
        "answered": [10, 14],
        "texts": list(release.texts),
    }


def test_original_texts_are_dropped_when_the_answers_are_shown() -> None:
    """After the release no text, type or commitment is left; the end drops the answers too."""
    room, phones = closed()
    sort_all(room)
    room.release(BOX.id, approved=8)
    said = everything(room)
    assert not any(text in said for text in TYPED)
    assert room.asked[BOX.id].sorting == Sorting()
    assert room.asked[BOX.id].tally.used == {}
    with pytest.raises(RoomError) as refused:
        phones[0].take_back(BOX, f"={TYPED[0]}")
    assert refused.value.code == "closed"
    room.end()
    assert "Somebody asks" not in everything(room)


def test_the_end_drops_texts_and_drafts() -> None:
    """Ended in the middle of sorting, the room holds neither texts nor drafts."""
    room, _ = closed()
    sort_all(room)
    room.end()
    said = everything(room)
    assert not any(text in said for text in [*TYPED, "Somebody asks"])
    for step in (room.texts, room.sorted):
        with pytest.raises(RoomError) as refused:
            step(BOX.id)
        assert refused.value.code == "ended"


def test_a_draft_is_found_again() -> None:
    """What was sorted so far comes with the texts, each in its place, as often as it is read."""
    room, _ = closed()
    web = client(room)
    sort_all(room, out=[2])
    room.sort(BOX.id, 5, Sorted(kind="shock", said="half"))
    for _ in range(2):
        found = web.get(f"{HOST}/texts", headers=as_host()).json()
        assert found["texts"] == list(room.texts(BOX.id))
        assert found["sorted"][2] == {"kind": "normal", "said": "", "kept": False}
        assert found["sorted"][5] == {"kind": "shock", "said": "half", "kept": None}


def test_a_question_that_is_taken_back_is_not_shown() -> None:
    """Taken back while it is sorted, a question stays on the list, and is not shown."""
    room, phones = closed()
    texts = sort_all(room)
    place = texts.index(TYPED[3])
    phones[3].take_back(BOX, f"={TYPED[3]}")
    assert room.texts(BOX.id) == texts
    sort(room, place, said="Said anew.")
    assert room.sorted(BOX.id)[place] == Sorted(kind="fact", said="Said anew.", kept=True)
    for approved in (7, 9):
        with pytest.raises(RoomError) as refused:
            room.release(BOX.id, approved=approved)
        assert refused.value.code == "changed"
    room.release(BOX.id, approved=8)
    release = room.asked[BOX.id].release
    assert release is not None
    assert "Said anew." not in release.texts
    assert len(release.texts) == 7


def test_below_five_approved_nothing_is_shown() -> None:
    """With four left to answer none is shown, and everything is dropped."""
    room, _ = closed()
    sort_all(room, out=[0, 1, 2, 3])
    room.release(BOX.id, approved=4)
    release = room.asked[BOX.id].release
    assert release is not None
    assert (release.view, release.texts) == (View.LOCKED, ())
    assert "Somebody asks" not in everything(room)


def test_nothing_is_shown_before_each_is_decided() -> None:
    """One question without a decision holds back all; which says how many there are."""
    room, _ = closed()
    with pytest.raises(RoomError) as refused:
        room.release(BOX.id, approved=8)
    assert refused.value.code == "unread"
    sort_all(room)
    room.sort(BOX.id, 4, Sorted(kind="fact", said="half"))
    with pytest.raises(RoomError, match=r"1 of 8 questions are not decided yet") as refused:
        room.release(BOX.id, approved=8)
    assert refused.value.code == "unsorted"
    assert room.asked[BOX.id].phase is Phase.CLOSED


@pytest.mark.parametrize("body", [{}, {"approved": None}, {"approved": "8"}, {"approved": True},
                                  {"approved": 7}, {"rejected": []}])  # fmt: skip
def test_the_number_that_was_seen_is_the_number_that_is_shown(body: Mapping[str, Any]) -> None:
    """A release that does not say how many were approved shows nothing, whoever sends it."""
    room, _ = closed()
    sort_all(room)
    reply = client(room).post(f"{HOST}/release", headers=as_host(), json=body)
    assert (reply.status_code, reply.json()["error"]["code"]) == (409, "changed")
    assert room.asked[BOX.id].phase is Phase.CLOSED


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (Sorted(kind="gossip", said="Why?"), "bad_draft"),
        (Sorted(kind="fact", said="x" * (LONGEST_SAID + 1)), "bad_draft"),
        (Sorted(kind="fact", said="a\x00b"), "bad_draft"),
        (Sorted(kind="fact", said="a\u202eb"), "bad_draft"),
        (Sorted(said="Somebody asks.", kept=True), "no_kind"),
        (Sorted(kept=False), "no_kind"),
        (Sorted(kind="fact", said=" \n ", kept=True), "no_words"),
    ],
)
def test_what_cannot_be_a_draft_is_refused(draft: Sorted, code: str) -> None:
    """Another type, no type, no words, too many, or unseen signs: the draft stays as it was."""
    room, _ = closed()
    sort_all(room)
    before = held(room.asked)
    with pytest.raises(RoomError) as refused:
        room.sort(BOX.id, 0, draft)
    assert (refused.value.code, refused.value.status) == (code, 422)
    assert held(room.asked) == before


@pytest.mark.parametrize(
    ("text", "said", "fits"),
    [
        ("What is a dental dam", "what is a Dental dam?", False),
        ("What is a dental dam", "Somebody asks: “What is a dental dam?”", False),
        ("What is a dental dam", "Somebody asks what a dental dam is.", True),
        ("Why?", "why", False),
        ("Why?", "Somebody asks why people do this.", True),
        ("is it OK", "Somebody asks whether it is okay.", True),
        ("我可以说不吗", "我可以说不吗？", False),
        ("🫖", "🫖", False),
        ("🫖", "Somebody put a teapot in. 👩‍🦽", True),
    ],
)
def test_the_words_are_the_facilitators_own(text: str, said: str, fits: bool) -> None:
    """What was typed is not taken as an answer, however it is written, nor with more around it."""
    room, _ = closed([text, *TYPED])
    place = room.texts(BOX.id).index(text)
    if fits:
        sort(room, place, said=said)
        assert room.sorted(BOX.id)[place].said == said
        return
    room.sort(BOX.id, place, Sorted(kind="fact", said=said))  # as a draft it may stand there
    with pytest.raises(RoomError) as refused:
        sort(room, place, said=said)
    assert refused.value.code == "own_words"


@pytest.mark.parametrize(
    "body",
    [{}, {"place": "0"}, {"place": True}, {"place": 0.0}, {"place": -1}, {"place": 8},
     {"place": 10**30}, {"place": [0]}, {"place": 0, "kind": 5}, {"place": 0, "said": None},
     {"place": 0, "kept": 1}],
)  # fmt: skip
def test_bad_drafts_are_refused_in_the_one_shape(body: Mapping[str, Any]) -> None:
    """A draft without its place, words or decision changes nothing."""
    room, _ = closed()
    room.texts(BOX.id)
    before = held(room.asked)
    sent = {"kind": "fact", "said": "x", "kept": None, **body}
    reply = client(room).post(f"{HOST}/sort", headers=as_host(), json=sent)
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "bad_draft")
    assert held(room.asked) == before


def test_drafts_go_over_the_wire_whole() -> None:
    """The longest draft, in the widest letters, fits into one request."""
    room, _ = closed()
    web = client(room)
    room.texts(BOX.id)
    said = "𝔘" * LONGEST_SAID
    sent = {"place": 0, "kind": "disclosure", "said": said, "kept": True}
    headers = {**as_host(), "content-type": "application/json"}
    body = json.dumps(sent, ensure_ascii=False).encode()
    assert web.post(f"{HOST}/sort", headers=headers, content=body).json() == {"accepted": True}
    assert room.sorted(BOX.id)[0].said == said


def test_other_activities_have_nothing_to_sort() -> None:
    """A poll, and words that are shown as they are, take no draft."""
    room, _ = closed()
    with pytest.raises(RoomError) as refused:
        room.sort(POLL.id, 0, Sorted(kind="fact"))
    assert refused.value.code == "not_words"


def test_on_disk_is_that_it_was_shown_and_types_by_the_rule(tmp_path: Path) -> None:
    """The file of results holds no text and no answer, and of types only what the rule allows."""
    room, _ = closed(TYPED, results=tmp_path / "results")
    sort_all(room, out=[1])
    (file,) = (tmp_path / "results").iterdir()
    assert json.loads(file.read_text())["results"] == []
    room.release(BOX.id, approved=7)
    (file,) = (tmp_path / "results").iterdir()
    written = file.read_text()
    assert not any(text in written for text in [*TYPED, "Somebody asks"])
    (entry,) = json.loads(written)["results"]
    assert entry["release"] == {"view": "words", "shown": True}
    assert entry["kinds"] == list(BOX.kinds)
    assert entry["of_each"] == release_counts([2, 1, 1, 1, 1, 1, 1], tier=Tier.PERSONAL).to_json()
    assert "of_each" not in room.host_snapshot().decode()


def test_types_are_counted_only_of_what_was_read(tmp_path: Path) -> None:
    """Where nothing was read no type is written; with fewer than five left they are locked."""
    room, _ = closed(TYPED[:4], results=tmp_path / "few")
    room.release(BOX.id, approved=0)
    (file,) = (tmp_path / "few").iterdir()
    assert "of_each" not in file.read_text()
    room, phones = closed(TYPED[:5], results=tmp_path / "fewer")
    sort_all(room)
    phones[0].take_back(BOX, f"={TYPED[0]}")
    room.release(BOX.id, approved=5)
    (file,) = (tmp_path / "fewer").iterdir()
    (entry,) = json.loads(file.read_text())["results"]
    assert entry["of_each"] == {"view": "locked", "k": 5}
    assert entry["release"] == {"view": "locked", "k": 5}


def test_if_the_disk_refuses_nothing_is_lost(tmp_path: Path) -> None:
    """When the result cannot be written it is not shown, and texts and drafts stay."""
    room, _ = closed(TYPED, results=tmp_path / "results")
    texts = sort_all(room)
    shutil.rmtree(tmp_path / "results")
    (tmp_path / "results").write_text("in the way")
    with pytest.raises(RoomError, match="could not be written"):
        room.release(BOX.id, approved=8)
    assert room.texts(BOX.id) == texts
    assert all(draft.kept for draft in room.sorted(BOX.id))


def test_looking_is_told_to_the_pages_that_lead() -> None:
    """That somebody looked, so that the box stays closed, is told once; what was read is not."""

    async def run() -> None:
        room, _ = closed()
        assert json.loads(room.host_snapshot())["activities"][BOX.id]["looked"] is False
        async with room.hosts.subscribe() as hosts, room.phones.subscribe() as phones:
            room.texts(BOX.id)
            told = (await hosts.get()).decode()
            room.texts(BOX.id)
            assert (hosts.qsize(), phones.qsize()) == (0, 0)
        assert json.loads(told)["activities"][BOX.id]["looked"] is True
        assert not any(text in told for text in TYPED)

    asyncio.run(run())
