"""What a phone sends does the same, whichever way it came."""

import pytest

from askfirst.errors import RoomError
from askfirst.room.messages import Messages
from askfirst.room.requests import Sent
from tests.room.rooms import make_room


def test_there_is_no_other_message() -> None:
    """What is for none of the routes of phones does nothing, least of all as the facilitator."""
    room = make_room()
    with pytest.raises(RoomError) as refused:
        Messages(room).do("/host/end", Sent({}))
    assert refused.value.code == "bad_body"
    assert not room.ended


def test_a_refusal_can_be_said_as_a_reply() -> None:
    """In a box it is a status and the one shape of errors, beside a seat for whoever gets in."""
    messages = Messages(make_room())
    status, said = messages.do_or_refuse("/join", Sent({"word": "ocean"}))
    assert (status, said["error"]["code"]) == (403, "wrong_word")
    status, said = messages.do_or_refuse("/join", Sent({"word": "river"}))
    assert (status, {*said}) == (200, {"seat"})
