"""The door of many rooms: which room is meant, who may make one, and what only TLS opens."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from askfirst.hosting.wire import Gone
from askfirst.room.limits import REQUESTS_A_PHONE, SMALLEST_ROOM
from askfirst.room.replies import HEADERS
from tests.hosting.hosted import DOMAIN, KEY, NAME, Service, headers, make, wanted
from tests.opening.projects import POLL, make_project

OTHER = "lemon-river-tulip"
TICKET = "0" * 32


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(make_project(tmp_path / "project"))


def test_a_room_is_reached_by_its_name(service: Service) -> None:
    """Whoever has the organisation's key makes a room; its word and key open and lead it."""
    with service.web() as web:
        made = make(web)
        sent = {"word": made["word"], "ticket": TICKET}
        assert "seat" in web.post("/join", json=sent, headers=headers()).json()
        state = web.get("/host/state", headers=headers(key=made["key"])).json()
    assert state["room"]["join"] == f"https://{NAME}.{DOMAIN}/#{made['word']}"
    assert state["room"]["headCount"] == 12
    assert POLL.id in state["activities"]


@pytest.mark.parametrize("key", ["", "wrong", KEY + "k", KEY[:-1]])
def test_no_room_without_the_key(service: Service, key: str) -> None:
    """Nobody else makes a room."""
    with service.web() as web:
        reply = web.post("/rooms", json=wanted(), headers=headers(key=key))
    assert (reply.status_code, reply.json()["error"]["code"]) == (401, "no_key")
    assert len(service.rooms) == 0


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (wanted(plan="none"), "unknown_plan"),
        (wanted(head_count=0), "bad_head_count"),
        (wanted(head_count=301), "bad_head_count"),
        (wanted(head_count="12"), "bad_head_count"),
        ({}, "unknown_plan"),
    ],
)
def test_what_cannot_be_made(service: Service, sent: dict[str, object], code: str) -> None:
    """A room that cannot be made is refused in the one shape, and is not there."""
    with service.web() as web:
        reply = web.post("/rooms", json=sent, headers=headers(key=KEY))
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, code)
    assert len(service.rooms) == 0


def test_a_name_is_given_once(service: Service) -> None:
    """A second room of a name is refused, and the first stays as it was."""
    with service.web() as web:
        made = make(web)
        again = web.post("/rooms", json=wanted(), headers=headers(key=KEY))
        assert (again.status_code, again.json()["error"]["code"]) == (409, "taken")
        state = web.get("/host/state", headers=headers(key=made["key"]))
    assert state.status_code == 200


def test_where_there_is_no_room(service: Service) -> None:
    """A name that nobody has is answered in the one shape, with the headers of every reply."""
    with service.web() as web:
        reply = web.get("/", headers=headers())
        page = web.get("/", headers=headers() | {"accept": "text/html"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "no_room")
    assert "no room at this address" in page.text
    for found in (reply, page):
        assert {**HEADERS, **dict(found.headers)} == dict(found.headers)


@pytest.mark.parametrize(
    "host",
    [
        DOMAIN,
        f".{DOMAIN}",
        "evil.test",
        f"a.b.{DOMAIN}",
        f"{NAME}.{DOMAIN}.evil.test",
        f"-.{DOMAIN}",
    ],
)
def test_other_names_are_refused(service: Service, host: str) -> None:
    """What is no name of a room is refused, whatever is asked."""
    with service.web() as web:
        make(web)
        reply = web.get("/", headers=headers() | {"host": host})
    assert (reply.status_code, reply.json()["error"]["code"]) == (421, "wrong_host")


def test_rooms_know_nothing_of_each_other(service: Service) -> None:
    """Word, seat and key of one room open nothing in another."""
    with service.web() as web:
        here, there = make(web), make(web, OTHER)
        seat = web.post("/join", json={"word": here["word"], "ticket": TICKET}, headers=headers())
        sent = {"seat": seat.json()["seat"], "activity": POLL.id, "nonce": TICKET, "choice": "0"}
        web.post(f"/host/activities/{POLL.id}/open", headers=headers(name=OTHER, key=there["key"]))
        refused = [
            web.post("/answer", json=sent, headers=headers(name=OTHER)),
            web.post("/join", json={"word": here["word"]}, headers=headers(name=OTHER)),
            web.get("/host/state", headers=headers(name=OTHER, key=here["key"])),
            web.get("/host/results", headers=headers(name=OTHER, key=KEY)),
        ]
        own = web.get("/host/state", headers=headers(key=here["key"])).json()
    codes = [reply.json()["error"]["code"] for reply in refused]
    assert codes == ["bad_seat", "wrong_word", "no_key", "no_key"]
    assert own["activities"][POLL.id]["phase"] == "draft"


@pytest.mark.parametrize("path", ["/", "/host", "/events", "/rooms"])
def test_only_tls_leads_in(service: Service, path: str) -> None:
    """What came over plain http to the proxy is refused, for phones as for facilitators."""
    with service.web() as web:
        make(web)
        reply = web.get(path, headers=headers(scheme="http"))
    assert (reply.status_code, reply.json()["error"]["code"]) == (403, "not_secure")


def test_nobody_is_believed_where_there_is_no_proxy(tmp_path: Path) -> None:
    """Without a proxy its headers say nothing: not that TLS was there, and not who asks."""
    service = Service(make_project(tmp_path / "project"), {"proxied": False})
    with service.web() as web:
        reply = web.get("/", headers=headers())
        assert reply.json()["error"]["code"] == "not_secure"
    with TestClient(service.front, base_url=f"https://{NAME}.{DOMAIN}") as web:
        make(web)
        assert codes_of_many(web) == ["no_room", "too_fast"]


def test_the_pace_goes_by_who_asked_the_proxy(service: Service) -> None:
    """One address that asks too much is refused, and another one is not."""
    with service.web() as web:
        make(web)
        assert codes_of_many(web) == ["no_room"]
        for _ in range(SMALLEST_ROOM * REQUESTS_A_PHONE):
            last = web.get("/", headers=headers(name=OTHER, address="10.9.9.9"))
        last = web.get("/", headers=headers(name=OTHER, address="10.9.9.9"))
        assert last.json()["error"]["code"] == "too_fast"
        assert web.get("/", headers=headers(address="10.9.9.9")).status_code == 200


def codes_of_many(web: TestClient) -> list[str]:
    """What is answered to many requests, each of which says that it has another address."""
    replies = [
        web.get("/", headers=headers(name=OTHER, address=f"10.1.{i // 250}.{i % 250}"))
        for i in range(SMALLEST_ROOM * REQUESTS_A_PHONE + 1)
    ]
    return list(dict.fromkeys(reply.json()["error"]["code"] for reply in replies))


def test_the_facilitator_comes_from_elsewhere(service: Service) -> None:
    """Start page and decks are there for everybody, and say nothing of the room without its key."""
    with service.web() as web:
        made = make(web)
        pages = [web.get(path, headers=headers()) for path in ("/host", "/deck/05_small")]
        assert [page.status_code for page in pages] == [200, 200]
        assert not [page for page in pages if made["key"] in page.text or made["word"] in page.text]
        assert web.get("/host/state", headers=headers()).status_code == 401
        door = web.post("/host/door", json={"door": "None"}, headers=headers())
    assert door.status_code == 401


def test_phones_are_told_where_the_room_is(service: Service) -> None:
    """The page of a phone says that a server holds the room, and nothing of this Wi-Fi."""
    with service.web() as web:
        make(web)
        page = web.get("/", headers=headers()).text
    assert "This room is on a server" in page
    assert "Whoever else can lead this room sees what the facilitator sees." in page
    assert "on this Wi-Fi" not in page


def test_a_room_has_its_time(service: Service) -> None:
    """After its hours a room is dropped, here and by the other process; others stay."""
    with service.web() as web:
        make(web)
        service.seconds = 11.9 * 3600
        make(web, OTHER)
        service.rooms.sweep()
        assert web.get("/", headers=headers()).status_code == 200
        service.seconds = 12.1 * 3600
        web.portal.call(service.rooms.sweep)  # type: ignore[union-attr]
        assert web.get("/", headers=headers()).json()["error"]["code"] == "no_room"
        assert web.get("/", headers=headers(name=OTHER)).status_code == 200
    assert [one.name for one in service.told if isinstance(one, Gone)] == [NAME]


def test_the_end_of_one_room_is_its_own(service: Service) -> None:
    """Whoever ends a room ends no other."""
    with service.web() as web:
        made = make(web)
        make(web, OTHER)
        web.post("/host/end", json={}, headers=headers(key=made["key"]))
        sent = {"word": made["word"], "ticket": TICKET}
        ended = web.post("/join", json=sent, headers=headers())
        assert ended.json()["error"]["code"] == "ended"
        assert web.get("/", headers=headers(name=OTHER)).status_code == 200
