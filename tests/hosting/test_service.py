"""`askfirst room` as it runs: workers are processes, TLS is on, and one of them is killed."""

import http.client
import json
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from askfirst.errors import StartError
from askfirst.hosting.asking import HostedRoom, make_room, save
from tests.hosting.hosted import DOMAIN, Certified, Client, Program, certify, program, project
from tests.opening.projects import POLL, written

ANSWERS = ["0"] * 5 + ["1"] * 6 + ["2"] * 7


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certified:
    """A certificate that this process trusts, for names that lead to this computer."""
    made = certify(tmp_path / "tls")
    plain = socket.getaddrinfo

    def here(host: str, *rest: object, **named: object) -> object:
        there = "127.0.0.1" if str(host).endswith(DOMAIN) else host
        return plain(there, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", here)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.authority))
    return made


def free_ports() -> int:
    """The first of two ports that follow each other and are free now."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                two.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


@pytest.fixture
def port() -> int:
    return free_ports()


@pytest.fixture
def running(root: Path, port: int, certified: Certified) -> Iterator[Program]:
    given = ("--certificate", str(certified.chain), "--key", str(certified.key))
    with program(root, "--workers", "2", "--port", str(port), *given) as held:
        yield held


def made_at(port: int, root: Path) -> HostedRoom:
    return make_room(
        f"https://{DOMAIN}:{port}",
        plan="short",
        head_count="20",
        organisation=root / "organisation-key",
    )


class Leading:
    """A facilitator of one room, and its phones."""

    def __init__(self, room: HostedRoom, port: int, certified: Certified) -> None:
        self.room, self.name = room, room.address.partition("://")[2].partition(".")[0]
        self._made = (f"{self.name}.{DOMAIN}", port, certified.context())

    def ask(self, method: str, path: str, *, key: str = "", body: object = None) -> object:
        host, port, context = self._made
        client = Client(http.client.HTTPSConnection(host, port, context=context, timeout=60))
        status, found = client.ask(method, path, name=self.name, key=key, body=body)
        client.connection.close()
        assert status == 200, found
        return found

    def lead(self, step: str) -> None:
        self.ask("POST", f"/host/activities/{POLL.id}/{step}", key=self.room.key, body={})

    def answer(self, choice: str) -> None:
        ticket, nonce = secrets.token_hex(16), secrets.token_hex(16)
        joined = self.ask("POST", "/join", body={"word": self.room.word, "ticket": ticket})
        assert isinstance(joined, dict)
        sent = {"seat": joined["seat"], "activity": POLL.id, "nonce": nonce, "choice": choice}
        self.ask("POST", "/answer", body=sent)

    def released(self) -> dict[str, list[list[int]]]:
        state = self.ask("GET", "/host/state", key=self.room.key)
        assert isinstance(state, dict)
        found: dict[str, list[list[int]]] = state["activities"][POLL.id]["release"]
        return found


def test_a_killed_worker_loses_nothing_that_a_phone_was_told(
    running: Program, port: int, root: Path, certified: Certified
) -> None:
    """Its rooms go on with all answers, other rooms notice nothing, and the disk stays clean.

    So they do where nobody could begin any more with what is on the disk by then.
    """
    (root / "data" / "services.csv").write_bytes(b"\xff")
    (root / "facilitator" / "plans" / "short.yml").unlink()
    before = written(root)
    here = Leading(made_at(port, root), port, certified)
    there = Leading(made_at(port + 1, root), port + 1, certified)
    for room in (here, there):
        room.lead("open")
        for choice in ANSWERS[:-1]:
            room.answer(choice)
    held, other = running.workers()
    held.kill()
    for room in (here, there):
        room.answer(ANSWERS[-1])
        room.lead("close")
        room.lead("release")
    assert here.released() == there.released()
    assert [low for low, _ in here.released()["cells"]] == [5, 6, 7]
    assert other.is_running()
    assert written(root) == before
    said = running.end()
    assert said.splitlines()[0].startswith("A worker stopped and starts again.")
    assert said.splitlines()[-1] == "All rooms have ended. They were only in memory, and are gone."
    assert written(root) == before


def test_results_are_saved_by_the_facilitator(
    running: Program, port: int, root: Path, certified: Certified, tmp_path: Path
) -> None:
    """What was shown comes to the facilitator's own folder, and nothing where nothing was."""
    room = made_at(port, root)
    assert save(room.start_page, folder=tmp_path / "results") is None
    leading = Leading(room, port, certified)
    leading.lead("open")
    for choice in ANSWERS:
        leading.answer(choice)
    for step in ("close", "release"):
        leading.lead(step)
    leading.ask("POST", "/host/end", key=room.key, body={})
    path = save(room.start_page, folder=tmp_path / "results")
    assert path is not None
    saved = json.loads(path.read_bytes())
    assert [one["activity"] for one in saved["results"]] == [POLL.id]
    assert path.with_suffix("").is_dir()
    with pytest.raises(StartError, match="leads to no room"):
        save(room.start_page + "x", folder=tmp_path / "results")


def test_plain_http_is_no_way_in(running: Program, port: int) -> None:
    """Where TLS is spoken, whoever speaks plain http is not answered."""
    client = Client(http.client.HTTPConnection("127.0.0.1", port, timeout=60))
    with pytest.raises((http.client.HTTPException, OSError)):
        client.ask("GET", "/", name="amber")


@pytest.mark.parametrize("address", ["http://rooms.test", "ftp://rooms.test", "https://", "a:b"])
def test_a_key_is_never_sent_in_the_clear(root: Path, address: str) -> None:
    """A room is asked for over https alone."""
    with pytest.raises(StartError, match="expected an address like https"):
        make_room(address, plan="short", head_count="1", organisation=root / "organisation-key")
