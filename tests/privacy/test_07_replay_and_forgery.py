"""Proof 7: what is sent again, late, or made up is taken once or refused, always in one shape."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.room.app import create_app
from askfirst.room.seats import Seats
from askfirst.room.state import Room
from askfirst.room.tally import MOST_TURNS
from tests.privacy.kinds import ASKED, SIGNALS, choices_of, name_of, whole
from tests.privacy.wire import Reply, WirePhone
from tests.room.rooms import CHECK, HOST, POLL, Phone, client, make_room, number

EVERY_KIND = pytest.mark.parametrize("asked", ASKED, ids=name_of)
ACKNOWLEDGED = b'{"accepted":true}'

Story = Callable[[Room, WirePhone, str], Awaitable[None]]


def tell(asked: Activity, story: Story, *, head_count: int = 12) -> None:
    """Play a story with one phone in a room in which this is open."""

    async def run() -> None:
        room = make_room(activities=[asked], head_count=head_count)
        room.open(asked.id)
        phone = WirePhone(create_app(room, hosts=[HOST]), "a")
        await story(room, phone, await phone.seat())

    asyncio.run(run())


def refused(reply: Reply, *codes: str) -> None:
    """Expect a refusal in the one shape, by its code."""
    assert 400 <= reply.status < 500
    assert reply.code in codes


@EVERY_KIND
def test_an_answer_sent_again_counts_once(asked: Activity) -> None:
    """The same message again is acknowledged in the same bytes and changes nothing."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        first = await phone.answer(seat, asked, choices_of(asked)[0])
        state = whole(room)
        again = [await phone.answer(seat, asked, choices_of(asked)[0]) for _ in range(5)]
        assert {first, *again} == {first}
        assert (first.status, first.body) == (200, ACKNOWLEDGED)
        assert whole(room) == state

    tell(asked, story)


def test_who_read_an_answer_on_the_wifi_can_send_in_its_place() -> None:
    """Who read it can take it back until no turn is left for the phone, and its page says so."""
    room = make_room(activities=[POLL])
    room.open(POLL.id)
    read = Phone(room, "a").message(POLL, "1")
    room.answer(read)
    for turn in range(MOST_TURNS):
        room.take_back(read)
        assert room.asked[POLL.id].tally.counts == [0, 0, 0]
        read = replace(read, nonce=number(("listener", turn)))
        if turn < MOST_TURNS - 1:
            room.answer(read)
    with pytest.raises(RoomError, match="took back many answers"):
        room.answer(read)
    assert "could read what phones send, and send in their place" in client(room).get("/").text


@EVERY_KIND
def test_a_second_answer_is_refused(asked: Activity) -> None:
    """Another choice, or the same with another nonce, is refused; also a pass after an answer."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        first = choices_of(asked)[0]
        await phone.answer(seat, asked, first)
        state = whole(room)
        refused(await phone.answer(seat, asked, first, turn=2), "answered")
        for choice in choices_of(asked)[1:]:
            refused(await phone.answer(seat, asked, choice), "answered")
        assert whole(room) == state

    tell(asked, story)


@EVERY_KIND
def test_a_delayed_copy_opens_nothing_again(asked: Activity) -> None:
    """A copy that comes after the take-back is refused, before and after a new answer."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        old, new = choices_of(asked)[0], choices_of(asked)[-2]
        await phone.answer(seat, asked, old)
        assert (await phone.take_back(seat, asked, old)).body == ACKNOWLEDGED
        state = whole(room)
        refused(await phone.answer(seat, asked, old), "taken_back")
        assert (await phone.take_back(seat, asked, old)).body == ACKNOWLEDGED
        assert whole(room) == state
        await phone.answer(seat, asked, new, turn=2)
        state = whole(room)
        refused(await phone.answer(seat, asked, old), "answered")
        assert whole(room) == state

    tell(asked, story)


@EVERY_KIND
def test_an_old_take_back_leaves_a_new_answer(asked: Activity) -> None:
    """An old take-back after a new answer, with its choice or without, undoes nothing."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        old, new = choices_of(asked)[0], choices_of(asked)[-2]
        await phone.answer(seat, asked, old)
        await phone.take_back(seat, asked, old)
        await phone.answer(seat, asked, new, turn=2)
        state = whole(room)
        assert (await phone.take_back(seat, asked, old)).body == ACKNOWLEDGED
        assert whole(room) == state
        # With the new choice and the old nonce it is an old take-back as well.
        assert (await phone.take_back(seat, asked, new)).body == ACKNOWLEDGED
        assert whole(room) == state

    tell(asked, story)


@EVERY_KIND
def test_a_guessed_nonce_opens_nothing(asked: Activity) -> None:
    """Whoever holds seat and choice, and not the nonce, takes nothing back."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        choice = choices_of(asked)[0]
        await phone.answer(seat, asked, choice)
        state = room.asked[asked.id].tally.counts[:], dict(room.asked[asked.id].tally.used)
        for turn in range(2, 12):
            refused(await phone.take_back(seat, asked, choice, turn=turn), "nothing_to_take_back")
            bare = phone.message(seat, asked, "", turn=turn)
            del bare["choice"]
            refused(await phone.post("/take-back", bare), "nothing_to_take_back")
        tally = room.asked[asked.id].tally
        assert (tally.counts, tally.used) == state
        # The phone that holds it still can.
        assert (await phone.take_back(seat, asked, choice)).body == ACKNOWLEDGED
        assert tally.used == {}

    tell(asked, story)


def _other(seat: str, place: int) -> str:
    """Return a seat in which one bit is another."""
    raw = bytearray(base64.urlsafe_b64decode(f"{seat}="))
    raw[place // 8] ^= 1 << place % 8
    return base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")


@EVERY_KIND
@settings(max_examples=8)
@given(st.integers(0, 255), st.text(max_size=60))
def test_a_forged_seat_changes_nothing(asked: Activity, place: int, made_up: str) -> None:
    """A seat with one other bit, of another room or made up is refused everywhere."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        state = whole(room)
        foreign = Seats(12).take(bytes(16))
        for forged in (_other(seat, place), made_up, foreign, "", "A" * 43, seat[:-1], f"{seat}A"):
            for path in ("/answer", "/take-back"):
                message = phone.message(forged, asked, choices_of(asked)[0])
                refused(await phone.post(path, message), "bad_seat")
        assert whole(room) == state

    tell(asked, story)


ANYTHING: list[object] = [None, 7, 1.5, [], {}, ["a"], {"seat": "a"}, "\x00", "é" * 9, "\ud800"]
READ = {
    "/answer": ["seat", "nonce", "activity", "choice", "round"],
    "/take-back": ["seat", "nonce", "activity", "round"],
    "/signal": ["seat", "activity", "signal"],
    "/join": ["word", "ticket"],
}


@pytest.mark.parametrize(
    ("path", "name"), [(path, name) for path, names in READ.items() for name in names]
)
def test_any_field_may_hold_anything(path: str, name: str) -> None:
    """Whatever stands in a field, of whatever type, is refused in one shape and kept nowhere."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        state = whole(room)
        right = {**phone.message(seat, POLL, "0"), "signal": "slower", "word": "river"}
        for forged in ANYTHING:
            if name == "ticket" and not forged:
                continue  # who sends no ticket is given one
            reply = await phone.post(path, {**right, "ticket": number("b"), name: forged})
            assert 400 <= reply.status < 500, forged
            assert reply.code != "failed"
            assert whole(room) == state

    tell(POLL, story)


def test_seat_after_the_last_is_refused() -> None:
    """Seat N + 1 is refused, and the same ticket again is given the same seat."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        assert await phone.seat() == seat
        second = WirePhone(phone.app, "b")
        await second.seat()
        for name in range(20):
            reply = await WirePhone(phone.app, name).join()
            refused(reply, "full")
        assert room.seats.joined == 2
        assert await second.join() == await second.join()

    tell(POLL, story, head_count=2)


def test_a_wrong_word_gives_no_seat() -> None:
    """Whoever guesses words is refused each time, and nothing is kept of it."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        state = whole(room)
        for word in ("", "lake", "rivers", None, ["river"], {"river": 1}):
            reply = await phone.post("/join", {"word": word, "ticket": number("b")})
            refused(reply, "wrong_word")
        assert whole(room) == state

    tell(POLL, story)


@EVERY_KIND
def test_moments_that_do_not_fit_are_refused(asked: Activity) -> None:
    """Before it opens, after it closed, after the result and in another round: nothing counts."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        other = WirePhone(phone.app, "b")
        choice = choices_of(asked)[0]
        late = await other.seat()
        wrong = {**phone.message(seat, asked, choice), "round": 2}
        refused(await phone.post("/answer", wrong), "closed")
        elsewhere = {**phone.message(seat, asked, choice), "activity": "x-other"}
        refused(await phone.post("/answer", elsewhere), "unknown_activity")
        await phone.answer(seat, asked, choice)
        room.close(asked.id)
        refused(await other.answer(late, asked, choice), "closed")
        room.release(asked.id, approved=0)
        state = whole(room)
        for step in (phone.answer, phone.take_back):
            refused(await step(seat, asked, choice), "closed")
        assert whole(room) == state

    tell(asked, story)


def test_copies_of_an_earlier_round_change_nothing() -> None:
    """A late answer or take-back of round 1 changes nothing in round 2."""

    async def story(room: Room, phone: WirePhone, seat: str) -> None:
        await phone.answer(seat, CHECK, "0")
        room.close(CHECK.id)
        room.release(CHECK.id)
        room.again(CHECK.id)
        state = whole(room)
        for step in (phone.answer, phone.take_back):
            refused(await step(seat, CHECK, "0"), "closed")
        assert whole(room) == state
        new = {**phone.message(seat, CHECK, "1", turn=2), "round": 2}
        assert (await phone.post("/answer", new)).status == 200
        refused(await phone.answer(seat, CHECK, "0"), "closed")
        assert room.asked[CHECK.id].tally.counts == [0, 1]

    tell(CHECK, story)


def test_forged_signals_let_nothing_come() -> None:
    """A signal from no seat, of no button, or while it is closed, lets nothing come."""
    for asked in SIGNALS:

        async def story(room: Room, phone: WirePhone, seat: str) -> None:
            said = {"seat": seat, "activity": asked.id, "signal": asked.signals[0]}  # noqa: B023
            refused(await phone.post("/signal", {**said, "seat": _other(seat, 9)}), "bad_seat")
            refused(await phone.post("/signal", {**said, "signal": "louder"}), "bad_choice")
            room.close(asked.id)  # noqa: B023
            refused(await phone.post("/signal", said), "closed")
            assert not room.signals._coming

        tell(asked, story)


def test_forms_are_refused_with_a_page() -> None:
    """A plain form that is refused gets a page that says so and leads on, never JSON."""
    room = make_room(head_count=1)
    room.open(POLL.id)
    web = client(room)
    seat = web.post("/join", json={"word": "river", "ticket": number("a")}).json()["seat"]
    said = {"seat": seat, "activity": POLL.id, "nonce": number("n"), "round": "1", "choice": "0"}
    for path, fields in (
        ("/join", {"word": "lake"}),
        ("/join", {"word": "river"}),
        ("/answer", {**said, "seat": "x"}),
        ("/answer", {**said, "nonce": "x"}),
        ("/answer", {**said, "choice": "9"}),
        ("/answer", {**said, "activity": "x-other"}),
        ("/answer", {**said, "round": "2"}),
        ("/take-back", said),
        ("/signal", {"seat": seat, "activity": POLL.id, "signal": "slower"}),
        ("/next", {"seat": "x"}),
    ):
        reply = web.post(path, data=fields)
        assert 400 <= reply.status_code < 500, (path, fields)
        assert reply.headers["content-type"].startswith("text/html")
        assert "<form" in reply.text
