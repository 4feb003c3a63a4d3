"""Many rooms on one machine: what workers cost where a thousand rooms have thirty phones each.

    python benchmarks/rooms.py --rooms 1000 --phones 30 --workers 2

Every phone follows its room by an open stream, as far as one process may open files. Then for a
minute, rooms ask one question each, evenly spread; the phones of such a room answer within twenty
seconds, at random, whatever the workers do meanwhile. What is compared is the seconds of processor
that the workers took, since a machine has other work; the time a phone waited is given beside it.
TLS and nginx are not in it.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import psutil
from phones import BROWSER, HOST, Hit, Phones, Shot

from askfirst.hosting.names import choose_name

ROOT: Final = Path(__file__).resolve().parents[1]
PORT: Final = 18_443
QUESTION: Final = "05-red"
WITHIN: Final = 20.0
AT_ONCE: Final = 100
QUIET: Final = 30.0  # seconds in which phones only follow
SOURCES: Final = ("127.0.0.2", "127.0.0.3")  # each has ports of its own
SPAWN: Final = multiprocessing.get_context("spawn")
KEY: Final = secrets.token_hex(32)


@dataclass(frozen=True)
class Held:
    """A room that was made."""

    name: str
    port: int
    word: str
    key: str

    def request(self, path: str, body: object = None, *, key: str = "") -> bytes:
        """Return a request to it as a browser sends it."""
        sent = b"" if body is None else json.dumps(body).encode()
        method = "GET" if body is None else "POST"
        lead = f"Authorization: Bearer {key}\r\n" if key else ""
        host = f"{self.name}.localhost:{self.port}"
        more = f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n" if sent else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{lead}{more}{BROWSER}\r\n"
        return head.encode() + sent


@contextmanager
def served(workers: int) -> Iterator[list[psutil.Process]]:
    """Give the workers of `askfirst room`, in the order of their ports."""
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder, "key")
        key.write_text(KEY, encoding="utf-8")
        program = Path(sys.executable).with_name("askfirst")
        given = ("--workers", workers, "--port", PORT, "--organisation-key", key)
        command = [str(program), "room", *map(str, given)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            found = psutil.Process(process.pid).children()
            yield sorted(found, key=lambda one: one.pid)
            process.terminate()


def make(phones: Phones, ports: Sequence[int], count: int, plan: str) -> list[Held]:
    """Make rooms, the same number on each port."""
    made = []
    for number in range(count):
        empty = Held(choose_name() + f"-{number}", ports[number % len(ports)], "", "")
        wanted = {"plan": plan, "headCount": 300}
        hit = phones.ask(empty.port, empty.request("/rooms", wanted, key=KEY))
        assert hit.status == 200, hit
        made.append(Held(empty.name, empty.port, hit.json["word"], hit.json["key"]))
    return made


@contextmanager
def following(rooms: Sequence[Held], each: int, source: str) -> Iterator[Connection]:
    """Hold streams to rooms from a process of its own; what it gives says how much it was told."""
    ours, theirs = SPAWN.Pipe()
    arguments = (tuple(rooms), each, source, theirs)
    process = SPAWN.Process(target=_follow, args=arguments, daemon=True)
    process.start()
    try:
        yield ours
    finally:
        process.kill()
        process.join()


def _follow(rooms: Sequence[Held], each: int, source: str, pipe: Connection) -> None:
    asyncio.run(_hold(rooms, each, source, pipe))


async def _hold(rooms: Sequence[Held], each: int, source: str, pipe: Connection) -> None:
    loop, gate, streams = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE), []

    async def begin(room: Held) -> None:
        async with gate:
            address = (source, 0)
            _, stream = await loop.create_connection(_Stream, HOST, room.port, local_addr=address)
            stream.transport.write(room.request("/events"))
            await stream.first.wait()
            streams.append(stream)

    await asyncio.gather(*(begin(room) for room in rooms for _ in range(each)))
    while True:
        pipe.send(
            (len(streams), sum(one.told for one in streams), sum(one.lost for one in streams))
        )
        await asyncio.to_thread(pipe.recv)


class _Stream(asyncio.Protocol):
    """One stream, and how often it was told something that is not a sign of life."""

    transport: asyncio.WriteTransport

    def __init__(self) -> None:
        self.first, self.told, self.lost = asyncio.Event(), 0, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.told += data.count(b"event: now")
        if self.told:
            self.first.set()

    def connection_lost(self, _: Exception | None) -> None:
        self.lost = True
        self.first.set()


def fire(phones: Sequence[Phones], shots: Sequence[tuple[Held, Shot]]) -> list[Hit]:
    """Send what is due to each port, each by a process of its own; return what came of all."""
    ports = sorted({room.port for room, _ in shots})
    mine = [[shot for room, shot in shots if room.port == port] for port in ports]
    with ThreadPoolExecutor() as pool:
        found = pool.map(lambda one, port, due: one.fire(port, due), phones, ports, mine)
        return [hit for hits in found for hit in hits]


def join(
    phones: Sequence[Phones], rooms: Sequence[Held], each: int, rate: float
) -> dict[str, list[str]]:
    """Let phones join, so many a second; return the seats of each room."""
    due = [
        (room, Shot(n / rate, room.request("/join", {"word": room.word, "ticket": ticket()})))
        for n, room in enumerate(room for room in rooms for _ in range(each))
    ]
    due.sort(key=lambda one: one[0].port)
    seats: dict[str, list[str]] = {}
    for (room, _), hit in zip(due, fire(phones, due), strict=True):
        seats.setdefault(room.name, []).append(hit.json["seat"])
    return seats


def minute(
    phones: Sequence[Phones],
    rooms: Sequence[Held],
    seats: Mapping[str, Sequence[str]],
    seconds: float,
) -> list[Hit]:
    """Let rooms ask and phones answer for so many seconds; return what came of each answer."""
    path = f"/host/activities/{QUESTION}"
    due, opening = [], set()
    for room in rooms:
        at = random.random() * (seconds - WITHIN)
        asked = Shot(at, room.request(f"{path}/open", {}, key=room.key))
        opening.add(id(asked))
        due.append((room, asked))
        for seat in seats[room.name]:
            body = {"seat": seat, "activity": QUESTION, "nonce": ticket(), "round": 1}
            sent = room.request("/answer", body | {"choice": "0", "pad": " " * 700})
            due.append((room, Shot(at + 1 + random.random() * (WITHIN - 1), sent)))
    due.sort(key=lambda one: one[0].port)
    found = zip(due, fire(phones, due), strict=True)
    return [hit for (_, shot), hit in found if id(shot) not in opening]


def ticket() -> str:
    """Return 16 random bytes, as a phone draws them."""
    return secrets.token_hex(16)


def used(workers: Sequence[psutil.Process]) -> list[float]:
    """Return the seconds of processor that each worker, and who holds its rooms, took so far."""
    parent = workers[0].parent()
    every = [*workers, *([parent] if parent else [])]
    return [sum(one.cpu_times()[:2]) for one in every]


def main() -> None:
    """Measure, and print what was found as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=1000)
    parser.add_argument("--phones", type=int, default=30)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--follow", type=int, default=30, help="phones of a room with a stream")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--asking", type=int, default=300, help="rooms that ask in that time")
    parser.add_argument("--plan", default="consent-60")
    parser.add_argument("--joins", type=float, default=100, help="a second")
    said = parser.parse_args()
    with ExitStack() as stack:
        workers = stack.enter_context(served(said.workers))
        ports = range(PORT, PORT + said.workers)
        phones = [stack.enter_context(Phones()) for _ in ports]
        steps = Steps(workers)
        rooms = make(phones[0], ports, said.rooms, said.plan)
        steps.done("rooms")
        streams = [
            stack.enter_context(
                following([r for r in rooms if r.port == port], said.follow, source)
            )
            for port, source in zip(ports, SOURCES, strict=False)
        ]
        opened = [one.recv()[0] for one in streams]
        steps.done("streams")
        time.sleep(QUIET)
        steps.done("quiet")
        seats = join(phones, rooms[: said.asking], said.phones, said.joins)
        steps.done("joins")
        answers = minute(phones, rooms[: said.asking], seats, said.seconds)
        steps.done("answers")
        waited = sorted(hit.seconds * 1e3 for hit in answers)
        for one in streams:
            one.send("again")
        found = {
            **vars(said),
            "streams": opened,
            "told and lost": [one.recv()[1:] for one in streams],
            "answers": dict(Counter(str(hit.status) for hit in answers)),
            "milliseconds, median, 95 %, 99 %": [
                round(waited[len(waited) * part // 100]) for part in (50, 95, 99)
            ],
            "steps": steps.found,
            "load": round(os.getloadavg()[0], 1),
        }
        print(json.dumps(found, indent=1))


@dataclass
class Steps:
    """What each step took: seconds, and of the workers (last: who holds their rooms) the rest."""

    workers: Sequence[psutil.Process]
    found: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._then, self._used = time.monotonic(), used(self.workers)

    def done(self, name: str) -> None:
        """Note what was used since the last one."""
        now, more = time.monotonic(), used(self.workers)
        self.found[name] = {
            "seconds": round(now - self._then, 1),
            "processor": [round(a - b, 2) for a, b in zip(more, self._used, strict=True)],
            "megabytes": [round(one.memory_info().rss / 1e6) for one in self.workers],
        }
        self._then, self._used = now, more


if __name__ == "__main__":
    main()
