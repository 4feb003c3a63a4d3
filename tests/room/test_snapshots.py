import json
from dataclasses import fields

from askfirst.room.asked import Phase
from askfirst.room.snapshots import Place, Specs, phone_spec
from tests.room.rooms import POLL, make_room


def test_place_reaches_the_pages() -> None:
    """Where the room is stands in the snapshot of the facilitator as it was given."""
    room = make_room()
    room.place = Place(address="10.0.0.1:8080", join="j", qr="M0", size=25, lab="l", plan={"a": 1})
    told = json.loads(room.host_snapshot())
    given = {field.name: getattr(room.place, field.name) for field in fields(room.place)}
    assert "goesOn" not in told["room"]
    assert given.pop("goes_on") is False
    assert told["plan"] == given.pop("plan")
    assert told["room"] | given == told["room"]


def test_phones_are_sent_only_what_they_show() -> None:
    """A phone gets no sentence that only facilitators read, and no address, word or lab."""
    room = make_room()
    room.place = Place(lab="http://127.0.0.1:8888/?token=secret")
    room.open(POLL.id)
    told = room.phone_snapshot().decode()
    assert "secret" not in told
    assert "river" not in told
    assert set(phone_spec(room.asked[POLL.id])["texts"]) == {"ask"}
    assert json.loads(told)["phase"] == Phase.OPEN


def test_a_spec_that_is_replaced_is_written_anew() -> None:
    """A snapshot holds the spec of now: the one written before only while it is the same."""
    room, specs = make_room(), Specs()
    asked = room.asked[POLL.id]
    assert json.loads(specs.write(asked)) == asked.spec
    assert specs.write(asked) is specs.write(asked)
    asked.spec = {**asked.spec, "question": "Which now?"}
    assert json.loads(specs.write(asked))["question"] == "Which now?"
    assert json.loads(room.host_snapshot())["activities"][POLL.id]["spec"] == asked.spec
