"""JupyterHub with deploy/jupyterhub_config.py: two facilitators, each with a room of their own.

Needs what `make hub` gets.
"""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest

from askfirst.hosting.asking import HostedRoom
from askfirst.hub.kept import Kept
from tests.hosting.test_service import free_ports
from tests.hub.hubs import Served, ask_room, service
from tests.hub.running import HUB, PROXY, Browser, Hub, hub
from tests.opening.projects import POLL

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Hub]]:
    """A service of rooms, and the hub that knows it."""
    if not ((HUB / ".venv/bin/jupyterhub").exists() and PROXY.exists()):
        reason = "tools/hub/.venv is missing: run make hub first."
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("hub")
    with ExitStack() as stack:
        served = stack.enter_context(service(folder / "project", free_ports()))
        ports = (free_ports(), free_ports(), free_ports())
        key = served.root / "organisation-key"
        yield (
            served,
            stack.enter_context(hub(folder / "hub", ports, service=served.address, key=key)),
        )


@pytest.fixture
def running_hub(running: tuple[Served, Hub]) -> Hub:
    return running[1]


def base(running: Hub, name: str) -> str:
    return f"{running.origin(name)}/user/{name}/askfirst"


def kept(running: Hub, name: str) -> HostedRoom:
    """The room that a facilitator's server remembers."""
    room = Kept(running.home(name) / ".local/state/askfirst/room.json").read()
    assert room is not None
    return room


def make(browser: Browser, name: str) -> HostedRoom:
    """Fill in the form of a facilitator's page."""
    own = {"Content-Type": FORM, "Origin": browser.hub.origin(name)}
    status, page = browser.ask(
        "POST", f"{base(browser.hub, name)}/rooms", "plan=short&headCount=20", **own
    )
    assert status == 200, page
    assert "Your room is open" in page
    return kept(browser.hub, name)


def step(browser: Browser, name: str, path: str) -> int:
    own = {"Content-Type": "application/json", "Origin": browser.hub.origin(name)}
    return browser.once("POST", base(browser.hub, name) + path, "{}", **own)[0]


def test_each_leads_their_own_room(running_hub: Hub) -> None:
    """Two facilitators have a room each; neither leads the other's, nor does anybody else."""
    ann, bob, nobody = Browser(running_hub), Browser(running_hub), Browser(running_hub)
    for who, name in ((ann, "ann"), (bob, "bob")):
        who.log_in(name)
        assert "Make the room" in who.get(f"{base(running_hub, name)}/")[1]
    hers, his = make(ann, "ann"), make(bob, "bob")
    assert hers != his

    opening = f"/host/activities/{POLL.id}/open"
    for path in ("/", "/host", "/host/state", "/host/events"):
        assert bob.get(base(running_hub, "ann") + path)[0] == 403
        status, _, there = nobody.once("GET", base(running_hub, "ann") + path)
        assert (status, urlsplit(there or "").path) == (302, "/hub/api/oauth2/authorize")
    own = {"Content-Type": "application/json", "Origin": running_hub.origin("ann")}
    for other in (bob, nobody):
        assert other.once("POST", base(running_hub, "ann") + opening, "{}", **own)[0] in {302, 403}
    forged = {**own, "Origin": running_hub.origin("bob")}
    assert ann.once("POST", base(running_hub, "ann") + opening, "{}", **forged)[0] == 403
    state = json.loads(ann.get(f"{base(running_hub, 'ann')}/host/state")[1])
    assert state["activities"][POLL.id]["phase"] == "draft"
    assert ask_room(hers, "GET", "/host/state")[0] == 401  # its own address wants its key

    events = f"{base(running_hub, 'ann')}/host/events"
    with ann.open("GET", events, Accept="text/event-stream") as stream:
        read_until(stream, b'"phase":"draft"')
        assert step(ann, "ann", opening) == 200
        read_until(stream, b'"phase":"open"')
        assert step(ann, "ann", "/host/end") == 200
    assert step(bob, "bob", "/host/end") == 200


def read_until(stream: HTTPResponse, said: bytes) -> None:
    """Read on to a snapshot that says this."""
    while said not in (line := stream.readline()):
        assert line, "the stream ended"
