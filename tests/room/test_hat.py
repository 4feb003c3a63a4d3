"""Seats from a hat: a slip lets one phone in, and the room knows only that it was used."""

import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst.errors import RoomError
from askfirst.room.hat import LENGTH, LETTERS, Hat, Slips, hashed, new_code, read_code, spelled
from askfirst.room.replica import parts, take
from askfirst.room.state import Room
from tests.room.rooms import POLL, ROOM_KEY, client, held, make_room, number

CODES = ("CDFGHJKMN", "PQRTVWXY2", "345789CDF", "GHJKMNPQR", "TVWXY2345", "789CDFGHJ")
SALT = bytes(range(16))
SLIPS = Slips.of(CODES, salt=SALT)
NO_SLIP = "KMNPQRTVW"
CODE = st.text(LETTERS, min_size=LENGTH, max_size=LENGTH)


def hat_room(*, head_count: int = 12) -> Room:
    room = make_room(head_count=head_count)
    room.word, room.hat = "", Hat(slips=SLIPS)
    return room


def refused(room: Room, code: object, ticket: str) -> str:
    with pytest.raises(RoomError) as found:
        room.join(code, ticket)
    return found.value.code


def test_no_letter_of_a_code_is_a_vowel_or_looks_like_another() -> None:
    """24 letters, none of which makes a word or is taken for another of them."""
    assert len(set(LETTERS)) == 24
    assert set(LETTERS).isdisjoint("AEIOU01LSZB6")
    assert len(LETTERS) ** LENGTH > 2**41
    assert set().union(*(new_code() for _ in range(400))) == set(LETTERS)


@given(CODE, st.sampled_from(["{}", " {} ", "{}\n"]))
def test_a_code_is_read_as_people_type_it(code: str, frame: str) -> None:
    """Case, grouping, spaces and letters that look alike make no difference."""
    typed = spelled(code)
    for other in (typed, typed.lower(), typed.replace("-", " "), code, typed.replace("-", "–")):
        assert read_code(frame.format(other)) == code
    alike = str.maketrans({"5": "s", "2": "Z", "8": "b", "G": "6"})
    assert read_code(typed.translate(alike)) == code


@given(st.one_of(st.text(), st.none(), st.integers(), st.lists(st.text())))
def test_whatever_else_comes_is_no_code(text: object) -> None:
    """Anything is read without an error, and gives nine letters of ours or none."""
    found = read_code(text)
    assert not found or (len(found) == LENGTH and set(found) <= set(LETTERS))


def test_a_slip_lets_one_phone_in() -> None:
    """The ticket that came first keeps the seat; another phone with the same slip gets none."""
    room = hat_room()
    seat = room.join(CODES[0], number("mine"))
    assert room.join(spelled(CODES[0]).lower(), number("mine")) == seat
    assert refused(room, CODES[0], number("other")) == "slip_used"
    assert room.seats.joined == 1


def test_one_phone_with_two_slips_has_two_seats() -> None:
    """The room cannot know that a person drew two: each slip is a seat, and counts as one."""
    room = hat_room()
    first, second = (room.join(code, number("one phone")) for code in CODES[:2])
    assert first != second
    assert room.seats.joined == 2


@pytest.mark.parametrize("code", ["", "river", NO_SLIP, CODES[0][:-1], None, 7, "é" * 9])
def test_what_is_on_no_slip_lets_nobody_in(code: object) -> None:
    """A word, a made-up code, a shortened one: the room says which slip to ask for."""
    room = hat_room()
    assert refused(room, code, number("x")) == "wrong_slip"
    assert room.seats.joined == 0


def test_the_head_count_holds_for_slips_too() -> None:
    """Reserve slips let in nobody beyond the announced number, and a refused one stays unused."""
    room = hat_room(head_count=2)
    for code in CODES[:2]:
        room.join(code, number(code))
    assert refused(room, CODES[2], number("late")) == "full"
    room.set_head_count(3)
    room.join(CODES[2], number("late"))


def test_all_slips_then_no_more() -> None:
    """As many phones come in as there are slips; one more has none to come in with."""
    room = hat_room()
    for code in CODES:
        room.join(code, number(code))
    assert refused(room, NO_SLIP, number("late")) == "wrong_slip"
    assert {refused(room, code, number("late")) for code in CODES} == {"slip_used"}
    assert room.seats.joined == len(CODES)


def test_what_the_room_holds_does_not_say_which_slip_has_which_seat() -> None:
    """Whoever came first, and with whatever slip: marks of slips and of phones, sorted apart."""
    tickets = [number(name) for name in range(3)]
    found = set()
    for order in permutations(CODES[:3]):
        room = hat_room()
        for code, ticket in zip(order, tickets, strict=True):
            room.join(code, ticket)
        assert room.hat is not None
        found.add(tuple(room.hat.held()))
    assert found == {tuple(sorted(hashed(code, SALT) for code in CODES[:3]))}
    room = hat_room()
    seat = room.join(CODES[0], tickets[0])
    room.open(POLL.id)
    inside = held(room)
    assert all(secret not in inside for secret in (CODES[0], spelled(CODES[0]), seat, tickets[0]))


def test_a_seat_needs_the_ticket_beside_the_code() -> None:
    """Who has read a slip, or printed it, cannot make the seat of the phone that used it."""
    one, other = hat_room(), hat_room()
    assert one.seats.held()[0] == other.seats.held()[0] == ROOM_KEY
    assert one.join(CODES[0], number("a")) != other.join(CODES[0], number("b"))


def test_another_process_that_goes_on_knows_the_used_slips() -> None:
    """A replica refuses a slip that was used, and knows the phone that used it again."""
    room, other = hat_room(), hat_room()
    seat = room.join(CODES[0], number("mine"))
    take(other, parts(room))
    assert refused(other, CODES[0], number("other")) == "slip_used"
    assert other.join(CODES[0], number("mine")) == seat


def test_the_end_makes_every_slip_worthless() -> None:
    """After the workshop no slip and no use of one is known."""
    room = hat_room()
    room.join(CODES[0], number("mine"))
    assert room.hat is not None
    room.end()
    assert room.hat.held() == []
    with pytest.raises(RoomError, match="workshop"):
        room.hat.take(room.seats, code=CODES[1], ticket=bytes(16))


def test_the_pages_that_lead_are_told_how_many_slips_there_are() -> None:
    """Their number and where they lead; a room with a word has no such line."""
    room = hat_room()
    assert json.loads(room.host_snapshot())["room"]["hat"] == {"slips": 6, "elsewhere": ""}
    assert "hat" not in json.loads(make_room().host_snapshot())["room"]
    assert "hat" not in parts(make_room())


def test_without_a_script_the_page_asks_for_the_code() -> None:
    """The form takes the code; a wrong and a used one are said on the page to join."""
    browser = client(hat_room(), address="10.0.0.9")
    page = browser.get("/").text
    assert "The code on your slip" in page
    assert "The word on the screen" not in page

    def joins(code: str, ticket: str) -> str:
        fields = {"word": code, "ticket": number(ticket)}
        return browser.post("/join", data=fields, headers={"accept": "text/html"}).text

    assert "That is no code of this workshop." in joins("river", "a")
    assert "Nothing to answer now" in joins(spelled(CODES[0]), "a")
    assert "Nothing to answer now" in joins(spelled(CODES[0]), "a")
    again = joins(spelled(CODES[0]), "b")
    assert "This slip was used" in again
    assert "The code on your slip" in again
