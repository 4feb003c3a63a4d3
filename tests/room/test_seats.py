import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst.errors import RoomError
from askfirst.room.seats import Right, Seats, commitment, framed, read_nonce, spent, token
from tests.room.rooms import number

PARTS = st.lists(st.binary(max_size=6), max_size=4)


def ticket(name: object) -> bytes:
    return bytes.fromhex(number(name))


@given(PARTS, PARTS)
def test_framed_parts_are_unambiguous(first: list[bytes], second: list[bytes]) -> None:
    """Two lists of parts give the same bytes only if they are the same list."""
    assert (framed(*first) == framed(*second)) == (first == second)


def test_seat_is_16_bytes_and_their_mac() -> None:
    """A seat is 16 bytes and a MAC of 16, written so that it fits a fragment."""
    seat = Seats(5).take(ticket("a"))
    assert len(base64.urlsafe_b64decode(seat + "=")) == 32
    assert set("#&?=/+ ").isdisjoint(seat)


def test_room_keys_differ() -> None:
    """Two rooms give different seats for the same ticket, and refuse each other's."""
    one, other = Seats(5), Seats(5)
    seat = one.take(ticket("a"))
    assert seat != other.take(ticket("a"))
    with pytest.raises(RoomError) as refused:
        other.read(seat)
    assert refused.value.code == "bad_seat"


def test_same_ticket_same_seat() -> None:
    """A join that is sent twice takes one seat."""
    seats = Seats(1)
    assert seats.take(ticket("a")) == seats.take(ticket("a"))
    assert seats.joined == 1


def test_seats_are_capped() -> None:
    """Seat N + 1 is refused until the head count is raised."""
    seats = Seats(3)
    for name in range(3):
        seats.take(ticket(name))
    with pytest.raises(RoomError) as refused:
        seats.take(ticket("late"))
    assert (refused.value.code, seats.joined) == ("full", 3)
    seats.head_count = 4
    seats.take(ticket("late"))


@pytest.mark.parametrize("forged", ["", "x", "A" * 43, "é", None, 7, "\x00", "A" * 5000, b"A" * 43])
def test_forged_seats_are_refused(forged: object) -> None:
    """Anything that this room did not give out is refused, whatever it is."""
    with pytest.raises(RoomError) as refused:
        Seats(3).read(forged)
    assert (refused.value.code, refused.value.status) == ("bad_seat", 403)


@given(st.integers(0, 31), st.integers(1, 255))
def test_a_changed_seat_is_refused(place: int, change: int) -> None:
    """A seat with any byte changed is refused."""
    seats = Seats(3)
    raw = bytearray(base64.urlsafe_b64decode(seats.take(ticket("a")) + "="))
    raw[place] ^= change
    with pytest.raises(RoomError):
        seats.read(base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("="))


def test_forget_makes_seats_worthless() -> None:
    """After the workshop no seat is known."""
    seats = Seats(3)
    seat = seats.take(ticket("a"))
    seats.forget()
    with pytest.raises(RoomError):
        seats.read(seat)
    assert seats.joined == 0


@pytest.mark.parametrize("count", [0, -1, 1001, True, "12", 2.0, None])
def test_bad_head_counts(count: object) -> None:
    """A head count is a whole number from 1 to 1000."""
    with pytest.raises(RoomError, match=r"Use 1 to 1000"):
        Seats(count)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "nonce", ["", "0" * 31, "0" * 33, "0" * 31 + "G", "A" * 32, None, 5, ["a"]]
)
def test_bad_nonces(nonce: object) -> None:
    """A nonce is 32 lower-case hexadecimal digits."""
    with pytest.raises(RoomError) as refused:
        read_nonce(nonce)
    assert refused.value.code == "bad_nonce"


def test_tokens_differ_by_seat_activity_and_round() -> None:
    """A token is good for one seat, one activity and one round."""
    rights = [("a", "x", 1), ("b", "x", 1), ("a", "y", 1), ("a", "x", 2), ("ax", "", 1)]
    assert len({token(seat.encode(), activity, turn) for seat, activity, turn in rights}) == 5


def test_what_counts_the_turns_joins_no_token() -> None:
    """How often an answer was taken back stands under a hash that differs from every token."""
    rights = [("a", "x", 1), ("b", "x", 1), ("a", "y", 1), ("a", "x", 2), ("ax", "", 1)]
    found = [Right.of(seat.encode(), activity, turn) for seat, activity, turn in rights]
    assert len({half for right in found for half in (right.token, right.turns)}) == 10
    assert [right.token for right in found] == [token(s.encode(), a, t) for s, a, t in rights]


def test_commitments_hide_and_bind() -> None:
    """A commitment changes with nonce and choice, and a spent mark is neither."""
    nonce = bytes(16)
    seals = {commitment(nonce, "0"), commitment(nonce, "1"), commitment(bytes([1] * 16), "0")}
    assert len({*seals, spent(nonce)}) == 4
