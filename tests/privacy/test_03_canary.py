"""Proof 3: fifty phones that can be told apart leave nothing of it in any file or output."""

import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.privacy.canaries import MARK, PHONES, Canary, disguises, finder, found
from tests.privacy.traced import OPTIONS, PLAIN, Traced, strace_path, traced_workshop, writes

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="strace is there on Linux only"),
    pytest.mark.timeout(600),
]
WORDS, POLL, BOX, PACE = "words", "poll", "questionbox", "pace"
# What serves the room, with one fault: it notes what a phone sends, and removes the note at once.
NOTING = """
import os, tempfile
from askfirst.opening.room_main import main
from askfirst.room import requests
real = requests.read_bytes
async def noted(request, most):
    body = await real(request, most)
    handle, name = tempfile.mkstemp()
    os.write(handle, body.hex().encode())
    os.close(handle)
    os.remove(name)
    return body
requests.read_bytes = noted
main()
"""
FAULTY = f"""
import sys
from askfirst.opening import ahead
ahead.PROGRAM = (sys.executable, "-c", {NOTING!r})
{PLAIN}"""


class Room:
    """The room as phones and the facilitator reach it, through real connections."""

    def __init__(self, traced: Traced) -> None:
        self.traced = traced
        self.seats: dict[int, str] = {}

    def lead(self, path: str, body: object = None) -> Any:
        """Lead the room; the reply is what the facilitator sees, and is written nowhere."""
        link = http.client.HTTPConnection("127.0.0.1", self.traced.port, timeout=60)
        headers = {"Authorization": f"Bearer {self.traced.key}", "Content-Type": "application/json"}
        sent = None if body is None else json.dumps(body)
        link.request("GET" if body is None else "POST", f"/host/{path}", sent, headers)
        with closing(link), link.getresponse() as reply:
            said = json.load(reply)
        assert "error" not in said, (path, said)
        return said

    def post(self, phone: Canary, path: str, fields: Mapping[str, object]) -> Any:
        """Send something as a phone, from its address and with its headers."""
        link = http.client.HTTPConnection(
            "127.0.0.1", self.traced.port, timeout=60, source_address=(phone.address, 0)
        )
        headers = {**phone.headers, "Content-Type": "application/json"}
        link.request("POST", path, json.dumps(fields), headers)
        with closing(link), link.getresponse() as reply:
            return json.load(reply)

    def raw(self, phone: Canary, request: bytes) -> None:
        """Send bytes that no browser would, and go away in the middle."""
        place = ("127.0.0.1", self.traced.port)
        with (
            suppress(OSError),
            socket.create_connection(place, 20, source_address=(phone.address, 0)) as link,
        ):
            link.sendall(request)
            link.shutdown(socket.SHUT_WR)
            while link.recv(4096):
                pass

    def join(self, phone: Canary) -> None:
        fields = {"word": self.traced.word, "ticket": phone.ticket, "name": phone.mark("name")}
        self.seats[phone.place] = self.post(phone, "/join", fields)["seat"]

    def send(self, phone: Canary, path: str, activity: str, choice: str, turn: int = 1) -> Any:
        seat, nonce = self.seats[phone.place], f"{phone.nonce[:-1]}{turn}"
        message = {"seat": seat, "activity": activity, "nonce": nonce, "choice": choice}
        return self.post(phone, path, {**message, "extra": phone.mark("extra")})

    def step(self, activity: str, step: str, body: object = None) -> Any:
        return self.lead(f"activities/{activity}/{step}", {} if body is None else body)


def of_kinds(room: Room) -> dict[str, str]:
    """Return the id of the first activity of each kind that this workshop can ask."""
    found_: dict[str, str] = {}
    for name, one in room.lead("state")["activities"].items():
        if one["spec"]["tier"] in {"personal", "open"}:
            found_.setdefault(one["spec"]["type"], name)
    return found_


def malformed(room: Room, phones: list[Canary]) -> None:
    """Send what is no request, too much, cut short, or meant for another place."""
    for phone in phones:
        mark = phone.mark("raw")
        head = f"Host: 127.0.0.1\r\nX-Canary: {mark}\r\nContent-Type: application/json\r\n"
        for start, rest in (
            (f"GET /{mark} HTTP/9.9", "\r\n"),
            (f"{mark}", "\r\n\r\n"),
            ("POST /answer HTTP/1.1", f'Content-Length: 900\r\n\r\n{{"choice": "{mark}'),
            ("POST /answer HTTP/1.1", f'Content-Length: 9\r\n\r\n{{"{mark}"}}'),
            ("POST /answer HTTP/1.1", f"Transfer-Encoding: chunked\r\n\r\nZZ\r\n{mark}\r\n"),
            ("POST /join HTTP/1.1", f"Content-Length: 4000\r\n\r\n{mark * 300}"),
            (f"GET /deck/{mark} HTTP/1.1", "\r\n"),
            (f"GET /%00{mark} HTTP/1.1", "\r\n"),
            (f"BREW /{mark} HTTP/1.1", "\r\n"),
        ):
            room.raw(phone, f"{start}\r\n{head}{rest}".encode())
        room.raw(phone, f"GET / HTTP/1.1\r\nHost: {mark}.test\r\n\r\n".encode())
        room.raw(phone, b"\x16\x03\x01\x02" + mark.encode() * 30)


def hold(room: Room) -> None:
    """Take fifty phones through a workshop: join, answer, take back, results, its end."""
    phones = [Canary(place) for place in range(PHONES)]
    asked = of_kinds(room)
    for phone in phones:
        room.join(phone)
    room.step(asked[PACE], "open")
    room.step(asked[BOX], "open")
    room.step(asked[WORDS], "open")
    for phone in phones:
        said = room.send(phone, "/answer", asked[WORDS], f"={phone.text()[:60]}")
        assert said == {"accepted": True}
        room.send(phone, "/answer", asked[BOX], f"={phone.text(2)}")
        signal = {"seat": room.seats[phone.place], "activity": asked[PACE], "signal": "pause"}
        room.post(phone, "/signal", {**signal, "extra": phone.mark("signal")})
    for phone in phones[:5]:
        room.send(phone, "/take-back", asked[WORDS], f"={phone.text()[:60]}")
        room.send(phone, "/answer", asked[WORDS], f"={phone.text(3)[:60]}", 2)
    malformed(room, phones[:4])
    room.step(asked[WORDS], "close")
    read = room.lead(f"activities/{asked[WORDS]}/texts")["texts"]
    assert sum(MARK in text for text in read) == PHONES
    room.step(asked[WORDS], "release", {"rejected": [0, 1]})
    room.step(asked[POLL], "open")
    for phone in phones:
        room.send(phone, "/answer", asked[POLL], str(phone.place % 2))
    room.step(asked[POLL], "close")
    room.step(asked[POLL], "release")
    room.step(asked[BOX], "close")
    assert len(room.lead(f"activities/{asked[BOX]}/texts")["texts"]) == PHONES
    room.lead("end", {})


def traces(traced: Traced, seats: Mapping[int, str]) -> list[str]:
    """Return where anything of a phone was found: in files, outputs, names and writes."""
    needles = finder(seats.values())
    places = {
        str(path): path.read_bytes()
        for path in traced.folder.rglob("*")
        if path.is_file() and path != traced.folder / "trace"
    }
    named = {f"the name {path}": str(path).encode() for path in traced.folder.rglob("*")}
    written = {f"written to {name}": text for name, text in writes(traced.folder / "trace").items()}
    everything = {**places, **named, **written}
    return [f"{name}: {hit!r}" for name, text in everything.items() for hit in found(text, needles)]


def wait_for_lab(traced: Traced) -> None:
    """Wait until JupyterLab is there, so that what it writes is searched as well."""
    link = http.client.HTTPConnection("127.0.0.1", traced.port, timeout=200)
    link.request("GET", "/host/events", headers={"Authorization": f"Bearer {traced.key}"})
    with closing(link), link.getresponse() as stream:
        for line in stream:
            if line.startswith(b"data:") and json.loads(line[5:])["room"]["lab"]:
                return
    pytest.fail("the room ended before its lab was ready")


def test_fifty_phones_leave_nothing_behind(tmp_path: Path) -> None:
    """No agent, address, header, seat, nonce or word of theirs is in any file, name or output."""
    with traced_workshop(tmp_path, head_count=PHONES) as traced:
        room = Room(traced)
        wait_for_lab(traced)
        hold(room)
    assert traced.process.returncode == 0
    written = writes(tmp_path / "trace")
    results = [name for name in written if "results" in name]
    assert results, "the trace shows no write of the results, so it shows nothing"
    assert any((tmp_path / "home").rglob("*")), "JupyterLab wrote nothing to this home"
    assert traces(traced, room.seats) == []


def test_the_search_finds_a_program_that_writes_and_removes(tmp_path: Path) -> None:
    """Of a program that notes what phones send, in hex, in a file it removes, they are found."""
    with traced_workshop(tmp_path, program=FAULTY, head_count=PHONES) as traced:
        room = Room(traced)
        room.join(Canary(7))
    assert not list((tmp_path / "tmp").glob("tmp*"))
    hits = traces(traced, room.seats)
    assert hits
    assert all("written to" in hit for hit in hits)


@pytest.mark.parametrize("place", range(len(list(disguises(MARK)))))
def test_the_search_sees_every_disguise(tmp_path: Path, place: int) -> None:
    """A mark that stands among other bytes, plain or spelled in another way, is found."""
    disguise = list(disguises(MARK))[place]
    for content in (disguise, b"\x00\xff before" + disguise + b"after \x00"):
        assert found(content, finder())
    assert not found(b"nothing of the kind", finder())


def test_the_trace_sees_each_way_to_write(tmp_path: Path) -> None:
    """A file written in any way, renamed or removed, is in the trace with all that was written."""
    program = (
        "import os\n"
        "with open('one', 'w') as file: file.write('first')\n"
        "os.remove('one')\n"
        "handle = os.open('two', os.O_CREAT | os.O_WRONLY)\n"
        "os.pwrite(handle, b'second', 0)\nos.writev(handle, [b'thi', b'rd'])\n"
        "os.rename('two', 'three')\nprint('fourth', flush=True)\n"
    )
    with (tmp_path / "stdout").open("w") as said:
        subprocess.run(
            [strace_path(), *OPTIONS, "-o", tmp_path / "trace", sys.executable, "-c", program],
            cwd=tmp_path, check=True, stdout=said,
        )  # fmt: skip
    written = writes(tmp_path / "trace")
    assert written[str(tmp_path / "one")] == b"first"
    assert written[str(tmp_path / "two")] == b"secondthi\nrd"
    assert b"three" in written["names"]
    assert written[str(tmp_path / "stdout")] == b"fourth\n"
