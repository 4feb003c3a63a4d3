"""A facilitator's page on a hub: a room is made and led there, and by nobody else."""

import http.client
import json
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from askfirst.errors import RoomError
from askfirst.hosting.asking import HostedRoom, make_room
from askfirst.hub.kept import Kept
from askfirst.hub.room import State
from askfirst.room.replies import HEADERS
from tests.hosting.test_service import free_ports
from tests.hub.hubs import ORIGIN, SENT, Facilitator, Served, answer, service, settings
from tests.opening.projects import POLL

ANSWERS = ["0"] * 6 + ["1"] * 6
OPEN = f"/host/activities/{POLL.id}/open"
CLOSE = f"/host/activities/{POLL.id}/close"
RELEASE = f"/host/activities/{POLL.id}/release"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with service(tmp_path_factory.mktemp("service") / "project", free_ports()) as running:
        yield running


@pytest.fixture
def ann(served: Served, tmp_path: Path) -> Facilitator:
    return Facilitator.at(settings(served, tmp_path))


def test_a_workshop_is_led_from_the_hub(ann: Facilitator, tmp_path: Path) -> None:
    """A room is made by a form, led below the login, and its results are there once it ended."""
    assert "Make the room" in ann.web.get("/").text
    room = ann.make()
    page = ann.web.get("/").text
    assert room.word in page
    assert 'href="/user/ann/askfirst/host"' in page
    assert ann.web.get("/host").headers["content-type"].startswith("text/html")
    assert ann.web.get("/deck/05_small").status_code == 200
    assert ann.step(OPEN) == 200
    answer(room, ANSWERS)
    assert (ann.step(CLOSE), ann.step(RELEASE)) == (200, 200)
    shown = ann.web.get("/host/state").json()["activities"][POLL.id]
    assert shown["phase"] == "released"
    assert ann.step("/host/end") == 200
    assert ann.rooms.look()[0] is State.ENDED
    [path] = (tmp_path / "results").glob("*.json")
    [entry] = json.loads(path.read_text(encoding="utf-8"))["results"]
    assert entry["activity"] == POLL.id
    page = ann.web.get("/").text
    assert "has ended" in page
    assert "results/ in your home" in page


def test_the_key_is_in_no_page(ann: Facilitator) -> None:
    """What leads the room never reaches a browser: it stands in a file that one user reads."""
    room = ann.make()
    for path in ("/", "/host", "/host/state", "/host/results"):
        reply = ann.web.get(path)
        assert room.key not in reply.text + str(reply.headers)
    file = ann.rooms.settings.kept
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_nothing_of_the_hub_reaches_the_room(
    ann: Facilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a browser's headers none is handed on: no cookie, no token and no address."""
    room = ann.make()
    sent: list[dict[str, str]] = []
    plain = http.client.HTTPConnection.request

    def request(self: http.client.HTTPConnection, *given: Any, **named: Any) -> None:
        sent.append(named["headers"])
        plain(self, *given, **named)

    monkeypatch.setattr(http.client.HTTPConnection, "request", request)
    told = {"cookie": "jupyterhub=1", "authorization": "token 2", "x-forwarded-for": "10.9.9.9"}
    assert ann.web.get("/host/state", headers=told).status_code == 200
    [headers] = sent
    assert {name.lower() for name in headers} == {"host", "authorization", "content-type"}
    assert headers["Authorization"] == f"Bearer {room.key}"


@pytest.mark.parametrize("path", ["/join", "/answer", "/events", "/phone.js", "/bye", "/rooms/x"])
def test_phones_do_not_come_this_way(ann: Facilitator, path: str) -> None:
    """What phones ask for is not there: whoever has an account would be known by it."""
    ann.make()
    replies = ann.web.get(path), ann.web.post(path, json={}, headers=SENT)
    assert [reply.status_code for reply in replies] == [404, 404]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://bob.hub.test"},
        {"origin": "https://hub.test"},
        {"origin": "http://ann.hub.test"},
        {"origin": "https://ann.hub.test:8443"},
        {"origin": "null"},
        {},
        {"origin": ORIGIN, "sec-fetch-site": "same-site"},
        {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
    ],
)
def test_only_its_own_pages_lead(ann: Facilitator, headers: dict[str, str]) -> None:
    """A step from any other page is refused, from other servers of the same hub as well."""
    ann.make()
    replies = [ann.web.post(path, json={}, headers=headers) for path in (OPEN, "/rooms")]
    assert [reply.status_code for reply in replies] == [403, 403]
    assert {reply.json()["error"]["code"] for reply in replies} == {"wrong_origin"}
    assert ann.web.get("/host/state").json()["activities"][POLL.id]["phase"] == "draft"


@pytest.mark.parametrize("site", ["same-site", "cross-site", "none"])
def test_nothing_is_read_for_another_page(ann: Facilitator, site: str) -> None:
    """Reading closes words for good, so only a page can be asked for from elsewhere."""
    ann.make()
    headers = {"sec-fetch-site": site}
    for path in (f"/host/activities/{POLL.id}/texts", "/host/state", "/host/events"):
        reply = ann.web.get(path, headers=headers)
        assert (reply.status_code, reply.json()["error"]["code"]) == (403, "wrong_origin")
    for path in ("/", "/host"):
        assert ann.web.get(path, headers=headers).status_code == 200
    assert ann.web.get("/host/state", headers={"sec-fetch-site": "same-origin"}).status_code == 200


@pytest.mark.parametrize(
    "host", ["hub.test", "bob.hub.test", "ann.hub.test.evil.test", "localhost"]
)
def test_other_names_are_refused(ann: Facilitator, host: str) -> None:
    """The page answers to the facilitator's own name alone."""
    reply = ann.web.get("/", headers={"host": host})
    assert (reply.status_code, reply.json()["error"]["code"]) == (421, "wrong_host")


def test_a_second_room_waits_for_the_end_of_the_first(ann: Facilitator) -> None:
    """Nobody loses a room by a second press: the first has to be ended before."""
    first = ann.make()
    fields = {"plan": "short", "headCount": "12"}
    reply = ann.web.post("/rooms", data=fields, headers={"origin": ORIGIN})
    assert (reply.status_code, ann.rooms.room()) == (409, first)
    assert "End it on its start page" in reply.text
    assert ann.step("/host/end") == 200
    assert ann.make() != first


@pytest.mark.parametrize(
    ("plan", "count", "said"),
    [
        ("short", "0", "whole number from 1 to 300"),
        ("short", "many", "whole number from 1 to 300"),
        ("short", "٣", "whole number from 1 to 300"),
        ("none", "12", "No plan &#x27;none&#x27;"),
        ("<b>", "12", "No plan &#x27;&lt;b&gt;&#x27;"),
    ],
)
def test_what_cannot_be_made(ann: Facilitator, plan: str, count: str, said: str) -> None:
    """What is wrong is said on the page, above the form, and no room is there."""
    fields = {"plan": plan, "headCount": count}
    reply = ann.web.post("/rooms", data=fields, headers={"origin": ORIGIN})
    assert reply.status_code in {422, 502}
    assert said in reply.text
    assert 'role="alert"' in reply.text
    assert ann.rooms.look() == (State.NONE, None)


def test_a_room_outlives_the_server_it_is_led_from(ann: Facilitator) -> None:
    """When the hub stops an idle server and starts it again, the same room is led on."""
    room = ann.make()
    again = Facilitator.at(ann.rooms.settings)
    assert again.rooms.look() == (State.OPEN, room)
    assert again.step(OPEN) == 200


def test_a_room_that_is_gone(ann: Facilitator) -> None:
    """Where the server no longer has the room, the page says so and offers a new one."""
    room = ann.make()
    gone = HostedRoom(room.address.replace("//", "//x-"), room.word, room.key)
    Kept(ann.rooms.settings.kept).write(gone)
    page = ann.web.get("/").text
    assert "Your last room is gone" in page
    assert "Make the room" in page
    assert ann.make() != room


def test_a_server_that_does_not_answer(served: Served, tmp_path: Path) -> None:
    """While it is away the room is kept, nothing is made in its place, and the page says so."""
    ann = Facilitator.at(settings(served, tmp_path))
    away = HostedRoom(f"http://amber.localhost:{free_ports()}", "a-b-c", "key")
    Kept(ann.rooms.settings.kept).write(away)
    page = ann.web.get("/host", headers={"accept": "text/html"})
    assert page.status_code == 503
    assert "does not answer" in page.text
    assert "Make the room" not in page.text
    assert ann.web.get("/host/state").json()["error"]["code"] == "silent"
    assert ann.rooms.room() == away


def test_no_end_before_results_are_written(ann: Facilitator) -> None:
    """Where they cannot be written the workshop goes on, and says what to do."""
    room = ann.make()
    assert ann.step(OPEN) == 200
    answer(room, ANSWERS)
    assert (ann.step(CLOSE), ann.step(RELEASE)) == (200, 200)
    ann.rooms.settings.results.write_text("a file where the folder should be", encoding="utf-8")
    reply = ann.web.post("/host/end", json={}, headers=SENT)
    assert (reply.status_code, reply.json()["error"]["code"]) == (502, "not_saved")
    assert ann.rooms.look()[0] is State.OPEN


def test_an_end_that_is_sent_again_writes_in_the_same_place(ann: Facilitator) -> None:
    """Whoever presses twice, or again after a silence, has the results once."""
    room = ann.make()
    assert ann.step(OPEN) == 200
    answer(room, ANSWERS)
    assert (ann.step(CLOSE), ann.step(RELEASE)) == (200, 200)
    ann.rooms.save(room)
    again = Facilitator.at(ann.rooms.settings)
    assert (again.step("/host/end"), again.step("/host/end")) == (200, 410)
    assert len([*again.rooms.settings.results.glob("*.json")]) == 1
    assert again.rooms.room() == room


def test_an_end_that_does_not_reach_the_room(served: Served, tmp_path: Path) -> None:
    """Where the room does not answer, that is what is said, and not that the disk is full."""
    ann = Facilitator.at(settings(served, tmp_path))
    away = HostedRoom(f"http://amber.localhost:{free_ports()}", "a-b-c", "key")
    Kept(ann.rooms.settings.kept).write(away)
    reply = ann.web.post("/host/end", json={}, headers=SENT)
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, "silent")


def test_a_form_that_is_sent_twice_makes_one_room(
    ann: Facilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A double press makes no second room that nobody would lead."""
    made: list[HostedRoom] = []
    both = threading.Barrier(2)

    def make_one(*given: Any, **named: Any) -> HostedRoom:
        made.append(make_room(*given, **named))
        return made[-1]

    def press() -> str:
        both.wait()
        try:
            ann.rooms.make({"plan": "short", "headCount": "12"})
        except RoomError as error:
            return error.code
        return "made"

    monkeypatch.setattr("askfirst.hub.room.make_room", make_one)
    with ThreadPoolExecutor(2) as hands:
        said = [hands.submit(press) for _ in range(2)]
    assert sorted(one.result() for one in said) == ["made", "taken"]
    assert made == [ann.rooms.room()]


def test_every_reply_carries_the_headers(ann: Facilitator) -> None:
    """Pages, steps and refusals carry what the room's own do, and its policies as they are."""
    ann.make()
    for path in ("/", "/host", "/deck/05_small", "/host/state", "/join"):
        reply = ann.web.get(path)
        missing = {name for name in HEADERS if name not in reply.headers}
        assert not missing, path
        assert reply.headers["cache-control"] == "no-store"
    assert "script-src 'sha256-" in ann.web.get("/host").headers["content-security-policy"]
    assert ann.web.get("/deck/05_small").headers["x-frame-options"] == "SAMEORIGIN"
