"""JupyterHub with deploy/jupyterhub_config.py: two facilitators, each with a room of their own."""

import json
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest

from askfirst.hub.following import PAGES
from tests.hub.hubs import ask_room
from tests.hub.running import Browser, Hub, hub_with_rooms
from tests.opening.projects import POLL

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

OPENING = f"/host/activities/{POLL.id}/open"


@pytest.fixture(scope="module")
def running_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with hub_with_rooms(tmp_path_factory.mktemp("hub")) as (_, running):
        yield running


def test_each_leads_their_own_room(running_hub: Hub) -> None:
    """Two facilitators have a room each; neither leads the other's, nor does anybody else."""
    ann, bob, nobody = Browser(running_hub), Browser(running_hub), Browser(running_hub)
    for who, name in ((ann, "ann"), (bob, "bob")):
        who.log_in(name)
        assert "Make the room" in who.get(f"{running_hub.base(name)}/")[1]
    hers, his = ann.make("ann"), bob.make("bob")
    assert hers != his

    base = running_hub.base("ann")
    for path in ("/", "/host", "/host/state", "/host/events"):
        assert bob.get(base + path)[0] == 403
        status, _, there = nobody.once("GET", base + path)
        assert (status, urlsplit(there or "").path) == (302, "/hub/api/oauth2/authorize")
    for other in (bob, nobody):
        assert other.step("ann", OPENING) in {302, 403}
    assert ann.step("ann", OPENING, origin=running_hub.origin("bob")) == 403
    state = json.loads(ann.get(f"{base}/host/state")[1])
    assert state["activities"][POLL.id]["phase"] == "draft"
    assert ask_room(hers, "GET", "/host/state")[0] == 401  # its own address wants its key

    with ann.open("GET", f"{base}/host/events", Accept="text/event-stream") as stream:
        read_until(stream, b'"phase":"draft"')
        assert ann.step("ann", OPENING) == 200
        read_until(stream, b'"phase":"open"')
        assert ann.step("ann", "/host/end") == 200
    assert bob.step("bob", "/host/end") == 200


def test_pages_that_left_keep_nobody_out(running_hub: Hub) -> None:
    """However often the start page was reloaded, it follows the room again."""
    ann = Browser(running_hub)
    ann.log_in("ann")
    ann.make("ann")
    events = f"{running_hub.base('ann')}/host/events"
    for _ in range(PAGES + 2):
        with ann.open("GET", events, Accept="text/event-stream") as stream:
            assert stream.status == 200
            read_until(stream, b'"phase":"draft"')
    assert ann.step("ann", "/host/end") == 200


def read_until(stream: HTTPResponse, said: bytes) -> None:
    """Read on to a snapshot that says this."""
    while said not in (line := stream.readline()):
        assert line, "the stream ended"
