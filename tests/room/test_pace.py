"""Pace signals: at a random moment, to the facilitator alone, and never as a number."""

import asyncio
import json
import re
import statistics

import pytest

from askfirst import Pace
from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.room.app import create_app
from askfirst.room.asked import Phase
from askfirst.room.clock import SystemClock
from askfirst.room.pace import LONGEST_SECONDS, any_wait
from askfirst.room.state import Room
from tests.room.rooms import (
    HOST,
    POLL,
    WORDS,
    Phone,
    StoppedClock,
    as_host,
    client,
    held,
    make_room,
    number,
    streaming,
)

PACE = Pace("00-pace", "How is the pace?")
ACTIVITIES: tuple[Activity, ...] = (PACE, POLL, WORDS)
LEADER = {name.lower(): value for name, value in as_host().items()}


def open_room() -> Room:
    room = make_room(activities=ACTIVITIES)
    room.open(PACE.id)
    return room


def clock(room: Room) -> StoppedClock:
    assert isinstance(room.clock, StoppedClock)
    return room.clock


def standing_there(room: Room) -> list[str]:
    signals: list[str] = json.loads(room.leader_snapshot())["activities"][PACE.id]["signals"]
    return signals


def everything(room: Room) -> tuple[bytes, ...]:
    return room.phone_snapshot(), room.host_snapshot(), room.leader_snapshot()


def test_a_signal_is_shown_after_its_wait_and_seen_takes_it_away() -> None:
    """What was asked for stands there once its wait is over, until the facilitator has seen it."""
    room = open_room()
    room.signal(Phone(room, "a").seat, PACE.id, "slower")
    assert standing_there(room) == []
    clock(room).take_all()
    assert standing_there(room) == ["slower"]
    room.seen(PACE.id, "slower")
    assert standing_there(room) == []


@pytest.mark.parametrize("signal", PACE.signals)
def test_before_the_moment_every_page_sees_the_same_bytes(signal: str) -> None:
    """Until the wait is over nobody can see that a signal was given, and nothing is published."""

    async def run() -> None:
        room = open_room()
        phone = Phone(room, "a")
        before = everything(room)
        async with (
            room.phones.subscribe() as phones,
            room.hosts.subscribe() as hosts,
            room.leaders.subscribe() as leaders,
        ):
            for _ in range(5):
                room.signal(phone.seat, PACE.id, signal)
                room.tick()
                assert everything(room) == before
            assert (phones.qsize(), hosts.qsize(), leaders.qsize()) == (0, 0, 0)
            clock(room).take_all()
            assert (phones.qsize(), hosts.qsize(), leaders.qsize()) == (0, 0, 1)

    asyncio.run(run())


def test_signals_never_reach_phones_or_decks() -> None:
    """Given, shown or seen: what phones and decks are told stays the same, byte for byte."""
    room = open_room()
    web = client(room)
    phone = Phone(room, "a")
    before = (room.phone_snapshot(), room.host_snapshot(), web.get("/standing").content)
    for signal in PACE.signals:
        room.signal(phone.seat, PACE.id, signal)
    for step in ("coming", "shown", "seen"):
        if step == "shown":
            clock(room).take_all()
        if step == "seen":
            room.seen(PACE.id, "pause")
        state = web.get("/host/state", headers=as_host()).content
        assert (room.phone_snapshot(), state, web.get("/standing").content) == before
    assert standing_there(room) == ["slower", "fine"]


def test_only_who_leads_follows_signals() -> None:
    """The stream that a deck follows is silent about a signal; the one that leads is told it."""

    async def run() -> None:
        room = open_room()
        app = create_app(room, hosts=[HOST])
        seat = Phone(room, "a").seat
        async with (
            streaming(app, "/host/events", **LEADER) as deck,
            streaming(app, "/host/events?signals", **LEADER) as leads,
            streaming(app, "/events") as phone,
        ):
            assert b'"signals":[]' in await leads.part()
            first = await deck.part()
            assert b'"signals":[]' not in first
            assert (
                b"signals"
                not in json.dumps(
                    json.loads(first.split(b"data: ")[1])["activities"][PACE.id]["spec"]["texts"][
                        "ask"
                    ]
                ).encode()
            )
            await phone.part()
            room.signal(seat, PACE.id, "pause")
            clock(room).take_all()
            assert b'"signals":["pause"]' in await leads.part()
            room.set_head_count(30)  # the next thing a deck hears is the next thing that happens
            heard = json.loads((await deck.part()).split(b"data: ")[1])
            assert heard["room"]["headCount"] == 30
            assert "signals" not in heard["activities"][PACE.id]
            room.open(POLL.id)
            assert json.loads((await phone.part()).split(b"data: ")[1])["activity"]["id"] == POLL.id

    asyncio.run(run())


def test_waits_are_random_and_at_most_20_seconds() -> None:
    """Each wait is drawn anew from the system's source, evenly between none and 20 seconds."""
    waits = [any_wait() for _ in range(4000)]
    assert LONGEST_SECONDS == 20.0
    assert 0 <= min(waits) < 1
    assert 19 < max(waits) <= LONGEST_SECONDS
    assert abs(statistics.mean(waits) - 10) < 0.6  # six standard errors
    quarters = [sum(low <= wait < low + 5 for wait in waits) for low in (0, 5, 10, 15)]
    assert min(quarters) > 800


def test_each_signal_waits_by_itself() -> None:
    """Every signal has a wait of its own, handed to the clock and kept nowhere else."""
    room = open_room()
    seat = Phone(room, "a").seat
    for signal in PACE.signals:
        room.signal(seat, PACE.id, signal)
    waits = [seconds for seconds, _ in clock(room).waiting]
    assert len(waits) == len(set(waits)) == 3
    assert all(0 <= wait <= LONGEST_SECONDS for wait in waits)


def test_many_who_ask_are_one() -> None:
    """However many ask, and however often, one wait begins and one line stands there."""
    one, many = open_room(), open_room()
    for name in range(9):
        Phone(one, name)
    phones = [Phone(many, name) for name in range(9)]
    one.signal(Phone(one, 0).seat, PACE.id, "slower")
    for phone in phones * 3:
        many.signal(phone.seat, PACE.id, "slower")
    assert len(clock(many).waiting) == 1
    for room in (one, many):
        clock(room).take_all()
    assert one.leader_snapshot() == many.leader_snapshot()
    for phone in phones:
        many.signal(phone.seat, PACE.id, "slower")
    assert clock(many).waiting == []
    assert one.leader_snapshot() == many.leader_snapshot()


def test_the_order_in_which_signals_came_is_gone() -> None:
    """Signals stand in the order of their buttons, and the room is the same in memory."""
    rooms = []
    for order in (PACE.signals, PACE.signals[::-1]):
        room = open_room()
        seats = [Phone(room, name).seat for name in "abc"]
        for seat, signal in zip(seats, order, strict=True):
            room.signal(seat, PACE.id, signal)
        clock(room).take_all()
        rooms.append((room.leader_snapshot(), held([room.asked, room.seats, room.signals._shown])))
    assert rooms[0] == rooms[1]


def test_a_signal_uses_no_token_and_no_tally() -> None:
    """After any signal tally, tokens and progress are as before, and all is of no person."""
    room = open_room()
    seats = [Phone(room, name).seat for name in range(8)]
    before = held([room.asked, room.seats])
    for seat in seats:
        for signal in PACE.signals:
            room.signal(seat, PACE.id, signal)
    clock(room).take_all()
    room.tick()
    assert held([room.asked, room.seats]) == before
    assert held(room.signals._shown) == held({(PACE.id, signal) for signal in PACE.signals})
    state = held(vars(room))
    assert not [seat for seat in seats if seat in state]
    assert json.loads(room.leader_snapshot())["activities"][PACE.id]["progress"] is None


def test_acknowledgements_are_the_same() -> None:
    """Every signal, first or again, on its way or shown, is acknowledged in the same bytes."""
    seen = set()
    for signal in PACE.signals:
        room = open_room()
        web = client(room)
        sent = {"seat": Phone(room, "a").seat, "activity": PACE.id, "signal": signal}
        for step in ("first", "again", "shown"):
            if step == "shown":
                clock(room).take_all()
            reply = web.post("/signal", json=sent)
            seen.add((reply.status_code, str(reply.headers), reply.content))
    assert seen == {(200, next(iter(seen))[1], b'{"accepted":true}')}


def test_without_javascript_too() -> None:
    """The page after a signal is the same for each, and unfolds with its one line."""
    pages = set()
    for signal in PACE.signals:
        room = open_room()
        web = client(room)
        page = web.post("/join", data={"word": "river", "ticket": number("a")}).text
        assert "One is enough." in page
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        reply = web.post("/signal", data={**hidden, "signal": signal})
        assert reply.status_code == 200
        assert '<p role="status">That is on its way.</p>' in reply.text
        pages.add(reply.content)
        clock(room).take_all()
        assert standing_there(room) == [signal]
    assert len(pages) == 1


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.CLOSED])
def test_only_while_it_is_open(phase: Phase) -> None:
    """Before it was opened, and once it is closed, nothing can be signalled."""
    room = open_room()
    seat = Phone(room, "a").seat
    room.asked[PACE.id].phase = phase
    with pytest.raises(RoomError) as refused:
        room.signal(seat, PACE.id, "slower")
    assert refused.value.code == "closed"
    assert clock(room).waiting == []


def test_what_was_asked_before_it_closed_still_comes() -> None:
    """A signal on its way is shown though Pace was closed meanwhile, and can then be seen."""
    room = open_room()
    room.signal(Phone(room, "a").seat, PACE.id, "pause")
    room.close(PACE.id)
    clock(room).take_all()
    assert standing_there(room) == ["pause"]
    room.seen(PACE.id, "pause")
    assert standing_there(room) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"seat": "A" * 43}, "bad_seat"),
        ({"seat": None}, "bad_seat"),
        ({"signal": "louder"}, "bad_choice"),
        ({"signal": ["slower"]}, "bad_choice"),
        ({"signal": {"slower": 1}}, "bad_choice"),
        ({"signal": None}, "bad_choice"),
        ({"activity": POLL.id}, "bad_choice"),
        ({"activity": "00-none"}, "unknown_activity"),
        ({"activity": None}, "unknown_activity"),
    ],
)
def test_forged_signals_are_refused(change: dict[str, object], code: str) -> None:
    """A forged seat, signal or activity lets nothing come, and is refused in the one shape."""
    room = open_room()
    sent = {"seat": Phone(room, "a").seat, "activity": PACE.id, "signal": "slower", **change}
    reply = client(room).post("/signal", json=sent)
    assert 400 <= reply.status_code < 500
    assert (set(reply.json()), reply.json()["error"]["code"]) == ({"error"}, code)
    assert clock(room).waiting == []


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (b"signal=slower", {"content-type": "text/plain"}, "bad_type"),
        (b'{"signal":"slower"}', {"content-type": "text/plain"}, "bad_type"),
        (b"x", {"content-type": "multipart/form-data; boundary=x"}, "bad_type"),
        (b"{}", {"content-type": "application/json", "origin": "http://else.test"}, "wrong_origin"),
        (b"{}", {"content-type": "application/json", "origin": "null"}, "wrong_origin"),
        (b"[]", {"content-type": "application/json"}, "bad_body"),
        (b"\xff", {"content-type": "application/json"}, "bad_body"),
        (b" " * 3000, {"content-type": "application/json"}, "too_large"),
        (b"", {}, "unknown_activity"),
    ],
)
def test_bodies_that_another_page_could_send(
    body: bytes, headers: dict[str, str], code: str
) -> None:
    """A signal in a shape that a foreign page can send without asking is refused."""
    room = open_room()
    Phone(room, "a")
    reply = client(room).post("/signal", content=body, headers=headers)
    assert reply.json()["error"]["code"] == code
    assert clock(room).waiting == []


def test_a_plain_form_without_a_seat_leads_to_the_word() -> None:
    """A form of ours that has no seat lets nothing come, and leads to the word."""
    room = open_room()
    reply = client(room).post("/signal", data={"activity": PACE.id, "signal": "slower"})
    assert (reply.status_code, 'name="word"' in reply.text) == (403, True)
    assert clock(room).waiting == []


def test_a_signal_that_is_played_back_changes_nothing() -> None:
    """Copies of a signal show it no second time; after Seen, at most once more."""
    room = open_room()
    web = client(room)
    sent = {"seat": Phone(room, "a").seat, "activity": PACE.id, "signal": "slower"}
    for _ in range(20):
        web.post("/signal", json=sent).raise_for_status()
    clock(room).take_all()
    assert standing_there(room) == ["slower"]
    room.seen(PACE.id, "slower")
    for _ in range(20):
        web.post("/signal", json=sent).raise_for_status()
    assert len(clock(room).waiting) == 1


def test_a_flood_is_slowed_down() -> None:
    """Whoever sends without end is told to wait, and has begun one wait by then."""
    room = open_room()
    web = client(room, now=lambda: 0.0)
    sent = {"seat": Phone(room, "a").seat, "activity": PACE.id, "signal": "slower"}
    codes = [web.post("/signal", json=sent).status_code for _ in range(1010)]
    assert (codes[0], codes[-1]) == (200, 429)
    assert len(clock(room).waiting) == 1


def test_the_end_forgets_and_cancels() -> None:
    """The end of the workshop drops what stands there and what is on its way."""
    room = open_room()
    seat = Phone(room, "a").seat
    room.signal(seat, PACE.id, "pause")
    clock(room).take_all()
    room.signal(seat, PACE.id, "slower")
    room.end()
    assert clock(room).waiting == []
    assert standing_there(room) == []
    with pytest.raises(RoomError) as refused:
        room.signal(seat, PACE.id, "slower")
    assert refused.value.code == "ended"


def test_seen_needs_the_key_and_a_signal_that_stands_there() -> None:
    """Only who leads can take a signal away; what does not stand there stays away quietly."""
    room = open_room()
    web = client(room)
    room.signal(Phone(room, "a").seat, PACE.id, "slower")
    clock(room).take_all()
    path = f"/host/activities/{PACE.id}/seen"
    assert web.post(path, json={"signal": "slower"}).status_code == 401
    for signal in ("pause", None, 5, ["slower"]):
        assert web.post(path, json={"signal": signal}, headers=as_host()).status_code == 200
    assert standing_there(room) == ["slower"]
    web.post(path, json={"signal": "slower"}, headers=as_host()).raise_for_status()
    assert standing_there(room) == []


def test_pace_has_no_answer_and_no_result() -> None:
    """Nothing can be answered to it, and nothing of it can be shown or written."""
    room = open_room()
    phone = Phone(room, "a")
    for choice in ("slower", "0", "pass", "=slower"):
        with pytest.raises(RoomError) as refused:
            phone.answer(PACE, choice)
        assert refused.value.code == "bad_choice"
    room.close(PACE.id)
    with pytest.raises(RoomError) as refused:
        room.release(PACE.id)
    assert refused.value.code == "no_result"
    room.open(PACE.id)


def test_the_clock_of_the_computer_takes_a_step_later() -> None:
    """The system's clock returns at once, takes a step in time, and none that was cancelled."""

    async def run() -> None:
        taken = asyncio.Event()
        clock = SystemClock()
        clock.later(0, lambda: pytest.fail("it was cancelled")).cancel()
        clock.later(0, taken.set)
        assert not taken.is_set()
        await asyncio.wait_for(taken.wait(), 20)

    asyncio.run(run())
