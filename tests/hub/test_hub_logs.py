"""What JupyterHub, its proxy, servers and relays print and write, whatever goes well or fails."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from askfirst.hosting.asking import HostedRoom
from tests.hosting.test_service import free_ports
from tests.hub.hubs import answer
from tests.hub.running import Browser, Hub, hub_with_rooms
from tests.opening.projects import POLL

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

ADDRESS = "198.51.100.7"
AGENT = "canary-agent"
TOLD = {"X-Forwarded-For": ADDRESS, "User-Agent": AGENT, "Accept": "text/html"}
STEP = f"/host/activities/{POLL.id}"
DOWN = {424, 503}  # from the hub, which knows already, or from its proxy
ANSWERS = ["0"] * 8 + ["1"] * 8


def test_no_log_of_who_led_what(tmp_path: Path) -> None:
    """No address, agent, step, room or key is printed or written, not of what fails either."""
    with hub_with_rooms(tmp_path) as (_, hub):
        room = all_goes_well(hub)
        refusals(hub)
        failures(hub, room)
    host = str(urlsplit(room.address).hostname)
    words = (ADDRESS, AGENT, POLL.id, "ann/askfirst", "ann@", room.word, room.key, host)
    said = hub.said()
    assert not [word for word in words if word in said], said
    secrets = [word.encode() for word in (ADDRESS, AGENT, POLL.id, room.word, room.key, host)]
    for path in written(hub):
        found = path.read_bytes()
        assert not [word for word in secrets if word in found], path


def all_goes_well(hub: Hub) -> HostedRoom:
    """A workshop from the form to a result."""
    ann = Browser(hub, TOLD)
    ann.log_in("ann")
    room = ann.make("ann")
    base = hub.base("ann")
    assert ann.get(f"{base}/host")[0] == 200
    assert ann.get(f"{base}/deck/05_small")[0] == 200
    with ann.open("GET", f"{base}/host/events", Accept="text/event-stream") as stream:
        assert stream.readline()
    assert ann.step("ann", f"{STEP}/open") == 200
    answer(room, ANSWERS)
    for step in ("close", "release"):
        assert ann.step("ann", f"{STEP}/{step}") == 200
    assert json.loads(ann.get(f"{base}/host/results")[1])["results"]
    return room


def refusals(hub: Hub) -> None:
    """What the facilitator, another one and strangers may not."""
    ann, bob, nobody = Browser(hub, TOLD), Browser(hub, TOLD), Browser(hub, TOLD)
    ann.log_in("ann")
    bob.log_in("bob")
    base = hub.base("ann")
    assert ann.step("ann", f"{STEP}/open", origin=hub.origin("bob")) == 403
    assert ann.step("ann", f"{STEP}/nothing") == 405
    assert ann.step("ann", f"{STEP}/release") in {409, 422}
    assert ann.get(f"{base}/join?{POLL.id}")[0] == 404
    assert bob.get(f"{base}{STEP}/texts")[0] == 403
    assert bob.step("ann", f"{STEP}/open") in {302, 403}
    assert nobody.once("GET", f"{base}{STEP}/texts")[0] == 302
    assert nobody.step("ann", f"{STEP}/open") in {302, 403}


def failures(hub: Hub, room: HostedRoom) -> None:
    """The rooms do not answer, the relay dies, and so does the facilitator's server."""
    ann = Browser(hub, TOLD)
    ann.log_in("ann")
    base = hub.base("ann")
    away = HostedRoom(f"http://amber.localhost:{free_ports()}", room.word, room.key)
    hub.memory("ann").write(away)
    assert ann.get(f"{base}{STEP}/texts")[0] == 503
    assert ann.step("ann", f"{STEP}/open") == 503
    with ann.open("GET", f"{base}/host/events?{POLL.id}", Accept="text/event-stream") as stream:
        assert stream.status == 503
    hub.memory("ann").write(room)

    [relay] = processes(hub, "askfirst.hub.main", "ann")
    relay.kill()
    relay.wait(timeout=60)
    assert ann.get(f"{base}{STEP}/texts")[0] in {200, 409, 422, 500, 503}
    [server] = processes(hub, "jupyterhub.singleuser", "ann")
    server.kill()
    server.wait(timeout=60)
    assert ann.get(f"{base}{STEP}/texts")[0] in DOWN
    assert ann.step("ann", f"{STEP}/open") in {403, *DOWN}


def processes(hub: Hub, module: str, name: str) -> list[psutil.Process]:
    """Processes below the hub that run a module for a facilitator."""
    below = psutil.Process(hub.process.pid).children(recursive=True)
    home = str(hub.home(name))
    return [one for one in below if module in one.cmdline() and one.environ().get("HOME") == home]


def written(hub: Hub) -> Iterator[Path]:
    """Every file of hub and homes but the two of the room itself: results, and which is led."""
    for path in hub.folder.rglob("*"):
        own = path.name == "room.json" or "results" in path.relative_to(hub.folder).parts
        if path.is_file() and not own:
            yield path
