import json

from askfirst.errors import RoomError
from askfirst.room.replies import error_reply
from tests.room.rooms import client, make_room


def test_error_shape() -> None:
    """An error is its code and its message, with its status."""
    reply = error_reply(RoomError("full", "Every seat is taken.", 409))
    assert reply.status_code == 409
    assert json.loads(bytes(reply.body)) == {
        "error": {"code": "full", "message": "Every seat is taken."}
    }


def test_wrong_method_says_what_is_allowed() -> None:
    """A method that a route does not take is answered with those it takes."""
    reply = client(make_room()).post("/bye")
    assert (reply.status_code, reply.json()["error"]["code"]) == (405, "wrong_method")
    assert "GET" in reply.headers["allow"]


def test_unknown_address() -> None:
    """What nothing lies at is answered in the same shape."""
    reply = client(make_room()).get("/nowhere")
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "not_found")
