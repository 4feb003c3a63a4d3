import json

import pytest

from askfirst.room.state import Room
from tests.room.rooms import (
    AGREEMENT,
    CHECK,
    LINES,
    POLL,
    WORDS,
    as_host,
    client,
    fill,
    make_room,
)


def test_one_activity_from_draft_to_release() -> None:
    """Each step answers with the whole snapshot."""
    room = make_room()
    web = client(room)
    phases = []
    for step in ("open", "close", "release"):
        reply = web.post(f"/host/activities/{POLL.id}/{step}", headers=as_host())
        phases.append(reply.json()["activities"][POLL.id]["phase"])
    assert phases == ["open", "closed", "released"]
    assert web.get("/host/state", headers=as_host()).content == room.host_snapshot()


def test_again() -> None:
    """An activity of the open tier is asked again, in the next round."""
    room = make_room()
    fill(room, CHECK, ["0"] * 5)
    room.close(CHECK.id)
    room.release(CHECK.id)
    reply = client(room).post(f"/host/activities/{CHECK.id}/again", headers=as_host(), json={})
    assert reply.json()["activities"][CHECK.id]["round"] == 2


def test_words_are_read_and_moderated() -> None:
    """The texts come in mixed order, and those that are rejected are not released."""
    room = make_room()
    fill(room, WORDS, [f"=text {n}" for n in range(8)])
    room.close(WORDS.id)
    web = client(room)
    texts = web.get(f"/host/activities/{WORDS.id}/texts", headers=as_host()).json()["texts"]
    reply = web.post(
        f"/host/activities/{WORDS.id}/release", headers=as_host(), json={"rejected": [0, 3]}
    )
    shown = reply.json()["activities"][WORDS.id]["release"]["texts"]
    assert shown == [text for place, text in enumerate(texts) if place not in {0, 3}]


@pytest.mark.parametrize("rejected", ["0", [True], [0.0], ["0"], {"0": 1}, None, [99]])
def test_bad_rejected(rejected: object) -> None:
    """Rejected is a list of places, and nothing is shown for anything else."""
    room = make_room()
    fill(room, WORDS, [f"=text {n}" for n in range(8)])
    room.close(WORDS.id)
    room.texts(WORDS.id)
    reply = client(room).post(
        f"/host/activities/{WORDS.id}/release", headers=as_host(), json={"rejected": rejected}
    )
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "bad_rejected")
    assert room.asked[WORDS.id].release is None


def proposed() -> Room:
    """Return a room whose lines have been read."""
    room = make_room(activities=AGREEMENT.parts(), head_count=300)
    fill(room, LINES, [f"={'字' * 70} {n}" for n in range(300)])
    room.close(LINES.id)
    room.texts(LINES.id)
    return room


def test_lines_are_mended() -> None:
    """Ten lines in a wording of 80 wide characters, and 290 places left out, fit one request."""
    room = proposed()
    wording = {str(place): f"{place} {'字' * 77}" for place in range(10)}
    sent = {"rejected": list(range(10, 300)), "mended": wording}
    reply = client(room).post(f"/host/activities/{LINES.id}/release", headers=as_host(), json=sent)
    shown = reply.json()["activities"][LINES.id]["release"]["texts"]
    assert shown == list(wording.values())


@pytest.mark.parametrize(
    "mended", [["a"], "a", {"a": "b"}, {"-1": "b"}, {"0": 1}, {"999": "b"}, {"9" * 5000: "b"}, None]
)
def test_bad_mended(mended: object) -> None:
    """Mended is a wording by place, and nothing is shown for anything else."""
    room = proposed()
    sent = {"rejected": list(range(5, 300)), "mended": mended}
    reply = client(room).post(f"/host/activities/{LINES.id}/release", headers=as_host(), json=sent)
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "bad_mended")
    assert room.asked[LINES.id].release is None


def test_words_are_never_mended() -> None:
    """What stands on a slide as someone's own words is shown as it was written, or not at all."""
    room = make_room()
    fill(room, WORDS, [f"=text {n}" for n in range(8)])
    room.close(WORDS.id)
    room.texts(WORDS.id)
    sent = {"rejected": [], "mended": {"0": "another"}}
    reply = client(room).post(f"/host/activities/{WORDS.id}/release", headers=as_host(), json=sent)
    assert reply.json()["error"]["code"] == "bad_mended"


def test_head_count() -> None:
    """The head count is set, and a bad one is refused by value."""
    web = client(make_room())
    reply = web.post("/host/head-count", headers=as_host(), json={"count": 40})
    assert reply.json()["room"]["headCount"] == 40
    reply = web.post("/host/head-count", headers=as_host(), json={"count": 0})
    assert "is 0. Use 1 to 1000" in reply.json()["error"]["message"]


def test_end() -> None:
    """Ending the workshop says so to the application, and everything after it is refused."""
    room = make_room()
    web = client(room)
    reply = web.post("/host/end", headers=as_host())
    assert reply.json()["room"]["ended"] is True
    assert web.app.state.ended.is_set()  # type: ignore[attr-defined]  # a Starlette application
    assert web.post(f"/host/activities/{POLL.id}/open", headers=as_host()).status_code == 410


def test_snapshot_has_what_the_pages_draw() -> None:
    """The snapshot holds room, plan and activities with their specs."""
    state = json.loads(make_room().host_snapshot())
    assert {"address", "word", "join", "qr", "size", "headCount", "joined", "lab"} <= set(
        state["room"]
    )
    assert state["activities"][POLL.id] == {
        "spec": POLL.spec(),
        "phase": "draft",
        "round": 1,
        "progress": {"pips": 0, "words": "fewer than five"},
        "release": None,
    }


def test_the_door_opens_once() -> None:
    """What the browser was started with is exchanged for the key, once, and nothing else is."""
    room = make_room()
    web = client(room)
    for wrong in (b'""', b'"guess"', b"null", b"5", b'"\\ud800"'):
        headers = {"Content-Type": "application/json"}
        reply = web.post("/host/door", content=b'{"door":' + wrong + b"}", headers=headers)
        assert (reply.status_code, reply.json()["error"]["code"]) == (401, "used_door")
    assert web.post("/host/door", json={"door": room.door}).json() == {"key": room.host_key}
    assert web.post("/host/door", json={"door": "None"}).status_code == 401


def test_moderated_texts_need_a_choice() -> None:
    """A release of texts without saying which to leave out is refused, however it is sent."""
    room = make_room()
    web = client(room)
    fill(room, WORDS, [f"=text {n}" for n in range(8)])
    room.close(WORDS.id)
    room.texts(WORDS.id)
    for body in ({}, {"rejected": None}):
        reply = web.post(f"/host/activities/{WORDS.id}/release", headers=as_host(), json=body)
        assert reply.json()["error"]["code"] == "bad_rejected"
    chunked = {**as_host(), "Content-Type": "application/json"}
    sent = web.post(f"/host/activities/{WORDS.id}/release", headers=chunked, content=iter([b"{}"]))
    assert sent.json()["error"]["code"] == "bad_rejected"
    assert room.asked[WORDS.id].release is None
