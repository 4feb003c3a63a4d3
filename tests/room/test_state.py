import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.room.asked import Phase
from tests.room.rooms import (
    CHECK,
    OWN,
    POLL,
    SCALE,
    SEVERAL,
    WORDS,
    Phone,
    client,
    fill,
    held,
    make_room,
    number,
)

ALL_CHOICES: list[tuple[Activity, list[str]]] = [
    (POLL, ["0", "1", "2", "pass"]),
    (SEVERAL, ["+", "+0", "+0,1,2", "pass"]),
    (SCALE, ["0", "4", "pass"]),
    (WORDS, ["=No", "=Not now, thank you", "=Ünïcode 漢字", "pass"]),
]
ANSWERS = st.sampled_from(ALL_CHOICES).flatmap(
    lambda pair: st.tuples(st.just(pair[0]), st.lists(st.sampled_from(pair[1]), max_size=9))
)


@given(st.data())
def test_state_is_invariant_under_order(data: st.DataObject) -> None:
    """Whatever the order of arrival, what the room holds is the same bytes, sorted."""
    activity, choices = data.draw(ANSWERS)
    order = data.draw(st.permutations(range(len(choices))))
    taken = data.draw(st.sets(st.sampled_from(range(len(choices)))) if choices else st.just(set()))
    states = []
    for arrival in (range(len(choices)), order):
        room = make_room()
        room.open(activity.id)
        phones = {name: Phone(room, name) for name in arrival}
        for name in arrival:
            phones[name].answer(activity, choices[name])
        for name in arrival:
            if name in taken:
                phones[name].take_back(activity, choices[name])
        states.append(held([room.asked, room.seats, room.current]))
    assert states[0] == states[1]


ADDRESSES = st.ip_addresses(v=4).map(str)
AGENTS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30)


@given(st.lists(st.tuples(ADDRESSES, AGENTS), min_size=3, max_size=3), st.permutations([0, 1, 2]))
def test_state_is_invariant_under_address_and_headers(
    phones: list[tuple[str, str]], order: list[int]
) -> None:
    """Address, agent and any header leave no trace in what the room holds."""
    states = []
    for plain in (True, False):
        room = make_room()
        room.open(POLL.id)
        web = client(room)
        for name in range(3) if plain else order:
            address, agent = phones[name]
            headers = {} if plain else {"user-agent": agent, "x-forwarded-for": address}
            seat = web.post(
                "/join", json={"word": "river", "ticket": number(name)}, headers=headers
            ).json()["seat"]
            sent = {"seat": seat, "activity": POLL.id, "nonce": number(name), "choice": str(name)}
            assert web.post("/answer", json=sent, headers=headers).status_code == 200
        states.append(held([room.asked, room.seats, room.current]))
    assert states[0] == states[1]


@pytest.mark.parametrize(("activity", "choices"), ALL_CHOICES)
def test_host_sees_the_same_whatever_is_chosen(activity: Activity, choices: list[str]) -> None:
    """While an activity is open the facilitator sees the same bytes whatever is chosen."""
    seen = set()
    for choice in choices:
        room = make_room()
        fill(room, activity, [choice] * 7)
        room.tick()
        seen.add((room.host_snapshot(), room.phone_snapshot()))
    assert len(seen) == 1


def test_between_two_ticks_nothing_moves() -> None:
    """Between two ticks the facilitator sees the same bytes whether or not anyone answers."""
    room = make_room()
    room.open(POLL.id)
    phones = [Phone(room, name) for name in range(9)]
    room.tick()
    before = room.host_snapshot()
    for phone in phones:
        phone.answer(POLL, "1")
        assert room.host_snapshot() == before
    room.tick()
    assert room.host_snapshot() != before


def test_under_five_a_tick_shows_nothing() -> None:
    """Four answers look like none, at every tick."""
    room = make_room()
    room.open(POLL.id)
    phones = [Phone(room, name) for name in range(4)]
    before = room.host_snapshot()
    for phone in phones:
        phone.answer(POLL, "0")
        room.tick()
        assert room.host_snapshot() == before


def test_one_open_at_a_time() -> None:
    """A second activity is refused while one is open, and the message names it."""
    room = make_room()
    room.open(POLL.id)
    with pytest.raises(RoomError, match=r"'05-poll' is open\. Close it before '05-scale'"):
        room.open(SCALE.id)
    room.close(POLL.id)
    room.open(SCALE.id)


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
    assert set(told) == {"activity", "phase", "round", "held"}
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
    }


def test_nothing_in_the_room_has_a_time_address_or_agent() -> None:
    """The room's own state names no time, address or agent anywhere."""
    room = make_room()
    web = client(room, address="203.0.113.77")
    seat = web.post("/join", json={"word": "river"}, headers={"user-agent": "Canary/1.0"}).json()[
        "seat"
    ]
    state = held(vars(room))
    assert "203.0.113.77" not in state
    assert "Canary" not in state
    assert seat not in state


def test_unknown_activity() -> None:
    """An activity that is not in the plan is refused by name."""
    with pytest.raises(RoomError, match=r"No activity '99-none'"):
        make_room().open("99-none")
