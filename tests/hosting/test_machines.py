"""Rooms on several machines behind nginx, with the configuration of this repository as it is."""

import http.client
import socket
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from askfirst.hosting.names import choose_name
from askfirst.room.limits import REQUESTS_A_PHONE, SMALLEST_ROOM
from tests.hosting.hosted import (
    DOMAIN,
    KEY,
    Certified,
    Client,
    Program,
    certify,
    program,
    project,
    wanted,
)
from tests.hosting.machines import PROXY, Machine, Nginx, machines, nginx_at, reason_to_skip
from tests.opening.projects import POLL, written

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(why := reason_to_skip()), reason=why)]

PORT = 8443
ROOMS = 300


class Proxied(http.client.HTTPSConnection):
    """A connection to the proxy, whatever name is asked for."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(DOMAIN, context=context, timeout=60)
        self._context = context

    def connect(self) -> None:
        plain = socket.create_connection((PROXY, 443), timeout=60)
        self.sock = self._context.wrap_socket(plain, server_hostname=DOMAIN)


@dataclass
class Farm:
    """Machines with workers, and nginx before them."""

    root: Path
    folder: Path
    certified: Certified
    machines: list[Machine]
    undo: ExitStack
    programs: dict[str, Program] = field(default_factory=dict)

    def start(self, machine: Machine) -> str:
        """Start a worker on a machine, and return where it listens."""
        given = ("--host", machine.address, "--port", str(PORT), "--behind-proxy")
        held = self.undo.enter_context(program(self.root, *given, inside=machine.inside))
        self.programs[machine.address] = held
        return f"{machine.address}:{PORT}"

    def restart(self) -> None:
        """End every worker and start it anew: all rooms are gone."""
        for machine in self.machines[1:]:
            if machine.address in self.programs:
                self.programs[machine.address].kill()
                self.start(machine)

    def proxied(self) -> Client:
        return self._kept(Proxied(self.certified.context()))

    def _kept(self, connection: http.client.HTTPConnection) -> Client:
        self.undo.callback(connection.close)
        return Client(connection)

    def make(self, names: list[str]) -> None:
        """Make rooms of these names by way of the proxy."""
        client = self.proxied()
        for name in names:
            status, found = client.ask("POST", "/rooms", name=name, key=KEY, body=wanted())
            assert status == 200, found

    def owners(self, names: list[str]) -> dict[str, str]:
        """Which machine holds each room, as the machines themselves say."""
        found: dict[str, str] = {}
        for address in self.programs:
            client = self._kept(http.client.HTTPConnection(address, PORT, timeout=60))
            for i, name in enumerate(names):
                seen = {"X-Askfirst-Scheme": "https", "X-Askfirst-Address": f"10.0.0.{i % 250}"}
                if client.ask("GET", "/", name=name, **seen)[0] == 200:
                    assert name not in found, "two machines hold one room"
                    found[name] = address
        return found


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    """Three machines, and a certificate."""
    with machines(3) as made, ExitStack() as undo:
        folder = tmp_path / "nginx"
        certified = certify(folder)
        yield Farm(project(tmp_path / "project"), folder, certified, made, undo)


def begun(farm: Farm, count: int) -> Nginx:
    """Workers on so many machines, behind nginx."""
    workers = [farm.start(machine) for machine in farm.machines[1 : count + 1]]
    nginx = nginx_at(farm.folder, farm.machines[0], workers)
    farm.undo.enter_context(closing(nginx))
    return nginx


def test_killing_one_worker_touches_only_its_rooms(farm: Farm) -> None:
    """Of two machines one loses its power: its rooms do not answer, the other's go on."""
    begun(farm, 2)
    names = [choose_name() for _ in range(40)]
    client, before = farm.proxied(), written(farm.root)
    keys = {
        name: client.ask("POST", "/rooms", name=name, key=KEY, body=wanted())[1] for name in names
    }
    owners = farm.owners(names)
    assert set(owners) == set(names)
    dead, alive = (machine.address for machine in farm.machines[1:3])
    mine = [name for name in names if owners[name] == alive]
    gone = [name for name in names if owners[name] == dead]
    assert mine
    assert gone
    following = farm.proxied()
    following.connection.request("GET", "/events", headers={"Host": f"{mine[0]}.{DOMAIN}"})
    events = following.connection.getresponse()
    assert b'"activity":null' in first_event(events)

    farm.programs[dead].kill()

    step = f"/host/activities/{POLL.id}/open"
    for name in mine:
        status, _ = client.ask("POST", step, name=name, key=keys[name]["key"], body={})
        assert status == 200
    assert POLL.id.encode() in first_event(events), "the stream went on, and at once"
    for name in gone:
        status, found = client.ask("GET", "/", name=name)
        assert (status, found["error"]["code"]) == (503, "away")

    farm.start(farm.machines[1])
    for name in gone:
        status, found = client.ask("GET", "/", name=name)
        assert (status, found["error"]["code"]) == (404, "no_room")
    for name in mine:
        assert client.ask("GET", "/", name=name)[0] == 200
    assert written(farm.root) == before
    expected = {"nginx.conf", "workers.conf", "nginx.pid", "certificate.pem", "key.pem"}
    assert {path for path, held in written(farm.folder).items() if held} == (
        expected | {"authority.pem"}
    )


def test_adding_one_moves_its_share_of_new_rooms(farm: Farm) -> None:
    """A third machine takes about a third of new names, and no room that is there is lost."""
    nginx = begun(farm, 2)
    names = [choose_name() for _ in range(ROOMS)]
    farm.make(names)
    before = farm.owners(names)
    assert min(Counter(before.values()).values()) > ROOMS // 3, "two hold about half each"

    third = farm.machines[3]
    nginx.list_workers([*(f"{address}:{PORT}" for address in farm.programs), farm.start(third)])
    nginx.run("-s", "reload")
    until_reloaded(farm)
    client = farm.proxied()
    assert {client.ask("GET", "/", name=name)[0] for name in names} == {200}

    farm.restart()
    farm.make(names)
    after = farm.owners(names)
    moved = [name for name in names if after[name] != before[name]]
    assert {after[name] for name in moved} == {third.address}
    assert ROOMS / 3 * 0.6 < len(moved) < ROOMS / 3 * 1.4


def test_nobody_chooses_an_address_for_the_pace(farm: Farm) -> None:
    """Who says that each request comes from somewhere else is slowed down all the same."""
    begun(farm, 1)
    client, nowhere = farm.proxied(), choose_name()
    codes = set()
    for i in range(2 * SMALLEST_ROOM * REQUESTS_A_PHONE):
        address = f"10.{i // 250}.{i % 250}.1"
        said = {"X-Askfirst-Address": address, "X-Forwarded-For": address, "X-Real-IP": address}
        codes.add(client.ask("GET", "/", name=nowhere, **said)[1]["error"]["code"])
        if "too_fast" in codes:
            return
    pytest.fail(f"only {codes}")


def test_plain_http_leads_to_https(farm: Farm) -> None:
    """Over plain http nothing is answered but where https is."""
    begun(farm, 1)
    with closing(http.client.HTTPConnection(PROXY, 80, timeout=60)) as plain:
        plain.request("GET", "/host?x", headers={"Host": f"amber.{DOMAIN}"})
        reply = plain.getresponse()
    assert (reply.status, reply.headers["location"]) == (301, f"https://amber.{DOMAIN}/")


def first_event(events: http.client.HTTPResponse) -> bytes:
    """The next event of a stream that is no sign of life."""
    lines: list[bytes] = []
    while True:
        line = events.readline()
        assert line, "the stream broke"
        if line == b"\n" and any(one.startswith(b"data:") for one in lines):
            return b"".join(lines)
        lines.append(line)


def until_reloaded(farm: Farm) -> None:
    """Ask until the third machine was asked: nginx reloads while it goes on."""
    third = farm.machines[3].address
    while True:
        names = [choose_name() for _ in range(20)]
        farm.make(names)
        if third in farm.owners(names).values():
            return
