"""Sealed answers: only this room opens them, as they were sent, and they count as any others."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey

from askfirst import Pace
from askfirst.activities.questionbox import LONGEST
from askfirst.errors import RoomError
from askfirst.room.replica import parts, take
from askfirst.room.requests import MOST_BYTES, MOST_SEALED_BYTES
from askfirst.room.sealing import LONGEST_REFUSAL, MESSAGE_BYTES, REPLY_BYTES, Sealing
from askfirst.room.state import Room
from tests.room.rooms import (
    POLL,
    WORDS,
    Phone,
    StoppedClock,
    as_host,
    client,
    held,
    make_room,
    number,
)
from tests.room.sealed import Sealed, letters, sealed_room, unlettered

KEYS = Sealing.begin("")
PACE = Pace("00-pace", "How is the pace?")
BODIES = st.dictionaries(st.text(max_size=8), st.text(max_size=40) | st.integers(), max_size=6)
LOW_ORDER = (bytes(32), b"\x01" + bytes(31))  # with these, two keys would share what all know


def unopened(box: object, keys: Sealing = KEYS) -> str:
    with pytest.raises(RoomError) as found:
        keys.open(box)
    return found.value.code


def message(choice: str, **other: object) -> dict[str, object]:
    fields = {"activity": POLL.id, "round": 1, "nonce": number("n"), "choice": choice}
    return {**fields, **other}


def seated(room: Room, name: str = "a") -> str:
    return room.join("river", number(("ticket", name)))


def sent(room: Room, to: str, body: dict[str, object], made: Sealed | None = None) -> object:
    """Send something sealed, and return what the room says: all of it stands in the box."""
    assert room.sealing is not None
    made = made or Sealed(room.sealing.key)
    reply = client(room).post("/sealed", json={"box": made.box(to, body)})
    assert reply.status_code == 200
    return made.read(reply.json()["box"])


@given(st.sampled_from(["/join", "/answer"]), BODIES)
def test_what_was_sealed_is_what_is_opened(to: str, body: dict[str, object]) -> None:
    """Whatever a phone says comes out as it was, and box and reply have one length."""
    made = Sealed(KEYS.key)
    box = made.box(to, body)
    opened = KEYS.open(box)
    assert (opened.to, opened.fields) == (to, body)
    reply = opened.reply(200, {"said": "ü"})
    assert made.read(reply) == {"status": 200, "body": {"said": "ü"}}
    assert len(unlettered(box)) == MESSAGE_BYTES + 32 + 24 + 16
    assert len(unlettered(reply)) == REPLY_BYTES + 24 + 16


@given(st.data())
def test_a_changed_box_is_not_opened(data: st.DataObject) -> None:
    """Any bit that differs, in the key, the nonce or what is inside, and any cut: refused alike."""
    box = unlettered(Sealed(KEYS.key).box("/answer", message("0")))
    # But for one: X25519 does not read the last bit of a public key.
    bit = data.draw(st.integers(0, 8 * len(box) - 1).filter(lambda bit: bit != 255))
    changed = bytearray(box)
    changed[bit // 8] ^= 1 << bit % 8
    assert unopened(letters(bytes(changed))) == "unopened"
    assert unopened(letters(box[: data.draw(st.integers(0, len(box) - 1))])) == "unopened"


@given(st.one_of(st.none(), st.integers(), st.text(), st.binary().map(letters)))
def test_whatever_else_comes_is_not_opened(box: object) -> None:
    """Anything at all is refused in one way, and nothing else happens."""
    assert unopened(box) == "unopened"


@pytest.mark.parametrize("public", LOW_ORDER)
def test_a_key_that_shares_what_all_know_is_refused(public: bytes) -> None:
    """A public key of low order is no key: the library says so, and so does the room."""
    assert unopened(letters(public + bytes(24 + 16 + MESSAGE_BYTES))) == "unopened"


@pytest.mark.parametrize(
    "inside", [b"", b"[]", b'{"to": "/answer"}', b'{"to": 1, "body": {}}', b"[" * 2300, b"\xff"]
)
def test_what_is_no_message_is_refused_though_it_opens(inside: bytes) -> None:
    """A box that opens and holds something else is refused as one that does not open."""
    assert unopened(Sealed(KEYS.key).of(inside)) == "unopened"


def test_another_room_does_not_open_it() -> None:
    """Each room has keys of its own, so a box for one is worth nothing in the next."""
    assert unopened(Sealed(Sealing.begin("").key).box("/answer", message("0"))) == "unopened"


def test_a_reply_opens_for_its_own_message_alone() -> None:
    """A reply to one phone's message is none to another's, nor is a message a reply."""
    first, second = Sealed(KEYS.key), Sealed(KEYS.key)
    reply = KEYS.open(first.box("/answer", {})).reply(200, {"accepted": True})
    with pytest.raises(CryptoError):
        second.read(reply)
    back = letters(bytes(first.own.public_key) + unlettered(reply))
    assert unopened(back) == "unopened"  # it opens, since the keys are the same, and says no route


def test_a_phone_joins_answers_and_takes_back_sealed() -> None:
    """What comes in a box does what it does outside one, and leaves the same behind."""
    sealed, plain = sealed_room(), make_room()
    for room in (sealed, plain):
        room.open(POLL.id)
    joined = sent(sealed, "/join", {"word": "river", "ticket": number(("ticket", "a"))})
    seat = seated(plain)
    assert joined == {"status": 200, "body": {"seat": seat}}
    accepted = {"status": 200, "body": {"accepted": True}}
    assert sent(sealed, "/answer", message("1", seat=seat)) == accepted
    Phone(plain, "a").room.answer(Phone(plain, "a").message(POLL, "1", nonce=number("n")))
    assert held(sealed.asked) == held(plain.asked)
    assert sent(sealed, "/take-back", message("1", seat=seat)) == accepted
    assert sealed.asked[POLL.id].tally.counts == [0, 0, 0]


def test_a_box_that_comes_again_counts_nothing() -> None:
    """Replayed it is acknowledged; after the take-back it is refused, and stays out."""
    room = sealed_room()
    room.open(POLL.id)
    seat = seated(room)
    assert room.sealing is not None
    made = Sealed(room.sealing.key)
    first = {"box": made.box("/answer", message("1", seat=seat))}
    web = client(room)
    for _ in range(2):
        assert made.read(web.post("/sealed", json=first).json()["box"])["status"] == 200
    assert room.asked[POLL.id].tally.counts == [0, 1, 0]
    sent(room, "/take-back", message("1", seat=seat))
    again = made.read(web.post("/sealed", json=first).json()["box"])
    assert again["body"]["error"]["code"] == "taken_back"
    assert room.asked[POLL.id].tally.counts == [0, 0, 0]


def test_a_signal_in_a_box_that_comes_again_comes_once_more_after_seen() -> None:
    """A copy of a box changes nothing while its signal stands there; after Seen it comes again."""
    room = sealed_room(activities=[PACE])
    room.open(PACE.id)
    assert room.sealing is not None
    assert isinstance(room.clock, StoppedClock)
    signal = {"seat": seated(room), "activity": PACE.id, "signal": "slower"}
    heard = {"box": Sealed(room.sealing.key).box("/signal", signal)}
    web = client(room)
    for _ in range(2):
        web.post("/sealed", json=heard).raise_for_status()
        assert len(room.clock.waiting) == 1
    room.clock.take_all()
    room.seen(PACE.id, "slower")
    web.post("/sealed", json=heard).raise_for_status()
    assert len(room.clock.waiting) == 1


@pytest.mark.parametrize("to", ["/next", "/host/end", "/sealed", "", "answer"])
def test_a_box_leads_only_where_phones_send(to: str) -> None:
    """No route but the four that phones post to can be reached through a box."""
    found = sent(sealed_room(), to, {})
    assert isinstance(found, dict)
    assert found["body"]["error"]["code"] == "bad_body"


def test_a_refusal_is_sealed_too_and_no_longer() -> None:
    """A refusal has the size of a thank-you, however long its sentence would be."""
    opened = KEYS.open(Sealed(KEYS.key).box("/answer", {}))
    long = {"error": {"code": "bad_choice", "message": "\x00" * 600}}
    assert len(opened.reply(422, long)) == len(opened.reply(200, {"accepted": True}))
    assert LONGEST_REFUSAL * 6 + 200 < REPLY_BYTES


def test_the_longest_answer_fits() -> None:
    """What a phone may send unsealed fits a message, spelled out as JSON spells the worst."""
    longest = message("=" + "\x01" * LONGEST, seat="s" * 43, activity="a" * 63)
    text = json.dumps({"to": "/take-back", "body": longest})
    assert len(text) < MOST_BYTES < MESSAGE_BYTES
    assert len(json.dumps({"box": Sealed(KEYS.key).box("/answer", {})})) < MOST_SEALED_BYTES


def test_a_room_that_seals_nothing_has_no_such_route() -> None:
    """Where sealing is off there is nothing at the address, and nothing of it in the page."""
    web = client(make_room())
    assert web.post("/sealed", json={"box": "x"}).json()["error"]["code"] == "not_found"
    page = web.get("/").text
    assert "sealed" not in page.lower()
    assert "nacl" not in page


def test_whoever_cannot_seal_is_let_in_and_told() -> None:
    """A form is taken as in any room, and each of its pages says that it is not sealed."""
    room = sealed_room()
    room.open(POLL.id)
    web = client(room)
    for html in (
        web.get("/").text,
        web.post("/join", data={"word": "river", "ticket": number("a")}).text,
        web.post("/next", data={"seat": seated(room)}).text,
    ):
        assert '<p id="sealed" class="soft">Not sealed: whoever listens' in html


def test_the_key_is_gone_at_the_end() -> None:
    """The end of the workshop forgets the key in both memories: what was sent opens no more."""
    room, replica = sealed_room(), sealed_room()
    take(replica, parts(room))
    assert room.sealing is not None
    assert replica.sealing is not None
    assert replica.sealing.private == room.sealing.private
    private, box = room.sealing.private, Sealed(room.sealing.key).box("/answer", {})
    room.end()
    take(replica, parts(room))
    for one in (room, replica):
        assert one.sealing is not None
        assert private.hex() not in held(one)
        assert unopened(box, one.sealing) == "ended"


def test_no_key_is_told_to_anybody_but_the_public_one() -> None:
    """Neither page nor snapshot, nor how it looks in a line of the log, holds the private key."""
    room = sealed_room()
    assert room.sealing is not None
    web = client(room)
    told = [web.get("/").text, web.get("/host/state", headers=as_host()).text, repr(room.sealing)]
    assert room.sealing.key in told[0]
    private = room.sealing.private
    secrets: list[Callable[[bytes], str]] = [bytes.hex, letters, repr]
    assert not [text for text in told for spell in secrets if spell(private) in text]
    assert bytes(PrivateKey(private).public_key) == unlettered(room.sealing.key)


def test_words_are_sealed_as_well() -> None:
    """A text comes out as it was written, in any script."""
    room = sealed_room()
    room.open(WORDS.id)
    body = {**message("=Später, bitte 🌱", seat=seated(room)), "activity": WORDS.id}
    sent(room, "/answer", body)
    assert room.asked[WORDS.id].tally.pool == ["Später, bitte 🌱"]
