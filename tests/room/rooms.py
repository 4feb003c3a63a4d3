"""A small room for tests: four activities, a clock that stands still, and phones."""

import asyncio
import hashlib
import itertools
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from askfirst import Agreement, Note, Poll, Scale, Words
from askfirst.activities.base import Activity
from askfirst.planning.clock import Schedule
from askfirst.release import Tier
from askfirst.room.app import create_app
from askfirst.room.events import Newest
from askfirst.room.seats import Seats
from askfirst.room.state import Room
from askfirst.room.taking_part import Message as Answering

HOST = "workshop.test"
BASE = f"http://{HOST}:8080"
KEY = "host-key-for-tests"
ROOM_KEY = bytes(range(32))

POLL = Poll("05-poll", "What makes it hard?", options=["Fear", "Habit", "Noise"])
SEVERAL = Poll("05-several", "Which of these?", options=["A", "B", "C"], several=True)
SCALE = Scale("05-scale", "I can tell.", ends=("Disagree", "Agree"))
WORDS = Words("05-words", "What could Sam say?", most=40)
CLOUD = Words("05-cloud", "One word?", cloud=True)
CHECK = Poll("05-check", "Which holds up?", options=["This", "That"], tier=Tier.OPEN)
AGREEMENT = Agreement("00-agree", "What to agree on?", starters=["Pass freely.", "Be kind."])
LINES, VOTE = AGREEMENT.parts()
OWN = Note("05-note", "What matters to you?", prompts=["Write."])
ACTIVITIES: tuple[Activity, ...] = (POLL, SEVERAL, SCALE, WORDS, CLOUD, LINES, VOTE, CHECK, OWN)


@dataclass(frozen=True)
class Help:
    """A place to get help."""

    kind: str
    name: str = ""
    number: str = ""
    hours: str = ""
    checked: str = ""

    @property
    def for_danger(self) -> bool:
        return self.kind == "emergency"


class StoppedClock:
    """A clock whose pauses end, and whose steps are taken, when a test says so."""

    speed = 1.0

    def __init__(self) -> None:
        self.now = 720.0
        self.pauses: list[float] = []
        self.waiting: list[tuple[float, Waiting]] = []
        self._go = asyncio.Event()

    def today(self) -> date:
        return date(2026, 11, 21)

    def minute(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await self._go.wait()
        self._go.clear()

    def go(self) -> None:
        """End the pause."""
        self._go.set()

    def later(self, seconds: float, step: Callable[[], None]) -> "Waiting":
        waiting = Waiting(self, step)
        self.waiting.append((seconds, waiting))
        return waiting

    def take_all(self) -> None:
        """Take every step that waits, the shortest wait first."""
        for _, waiting in sorted(self.waiting, key=lambda pair: pair[0]):
            waiting.cancel()
            waiting.step()


@dataclass(frozen=True, eq=False)
class Waiting:
    """A step that a stopped clock holds."""

    clock: StoppedClock
    step: Callable[[], None]

    def cancel(self) -> None:
        self.clock.waiting = [pair for pair in self.clock.waiting if pair[1] is not self]


def make_room(
    *,
    head_count: int = 12,
    results: Path | None = None,
    activities: Sequence[Activity] = ACTIVITIES,
    schedule: Schedule | None = None,
) -> Room:
    """Return a room with known keys."""
    return Room(
        activities,
        word="river",
        host_key=KEY,
        results=results,
        plan="Taster",
        clock=StoppedClock(),
        seats=Seats(head_count, key=ROOM_KEY),
        schedule=schedule,
    )


def number(name: object) -> str:
    """Return 32 hexadecimal digits for a name."""
    return hashlib.sha256(str(name).encode()).hexdigest()[:32]


@dataclass
class Phone:
    """A phone that has joined a room, without the web between them."""

    room: Room
    name: object

    def __post_init__(self) -> None:
        self.seat = self.room.join("river", number(("ticket", self.name)))

    def message(self, activity: Activity, choice: str | None, **other: object) -> Answering:
        """Return what this phone would send."""
        nonce = number((self.name, activity.id, other.pop("turn", 1)))
        fields = {"nonce": nonce, "round": 1, **other}
        return Answering(seat=self.seat, activity=activity.id, choice=choice, **fields)

    def answer(self, activity: Activity, choice: str, **other: object) -> None:
        """Send an answer."""
        self.room.answer(self.message(activity, choice, **other))

    def take_back(self, activity: Activity, choice: str | None, **other: object) -> None:
        """Take an answer back."""
        self.room.take_back(self.message(activity, choice, **other))


def fill(room: Room, activity: Activity, choices: Sequence[str]) -> list[Phone]:
    """Open an activity and let one phone after the other answer it."""
    room.open(activity.id)
    phones = [Phone(room, name) for name in range(len(choices))]
    for phone, choice in zip(phones, choices, strict=True):
        phone.answer(activity, choice)
    return phones


def held(thing: object) -> str:
    """Return all that an object holds, however deep, as sorted JSON: nothing can hide from it."""
    return json.dumps(_plain(thing), sort_keys=True)


def _plain(thing: object) -> Any:  # noqa: PLR0911  # one kind of thing a line
    match thing:
        case None | bool() | int() | float() | str():
            return thing
        case bytes():
            return thing.hex()
        case Mapping():
            pairs = [[_plain(k), _plain(v)] for k, v in thing.items()]
            return sorted(pairs, key=json.dumps)
        case set() | frozenset():
            return sorted((_plain(part) for part in thing), key=json.dumps)
        case list() | tuple():
            return [_plain(part) for part in thing]
        case Newest():
            return thing.qsize()
    inside = vars(thing) if hasattr(thing, "__dict__") else {}
    return [type(thing).__name__, _plain(inside)] if inside else str(thing)


def client(room: Room, *, address: str = "10.0.0.7", **options: Any) -> TestClient:
    """Return a browser for the application of a room."""
    app = create_app(room, hosts=[HOST], **options)
    return browser(app, address=address)


def browser(app: ASGIApp, *, address: str = "10.0.0.7") -> TestClient:
    """Return a browser at an address."""
    return TestClient(
        app, base_url=BASE, client=(address, 50000), follow_redirects=False, cookies={}
    )


def as_host(key: str = KEY) -> dict[str, str]:
    """Return the headers that lead the room."""
    return {"Authorization": f"Bearer {key}"}


class Streaming:
    """One request whose reply does not end by itself."""

    def __init__(self) -> None:
        self.started: Message = {}
        self._sent: asyncio.Queue[Message] = asyncio.Queue()
        self._gone = asyncio.Event()
        self._asked = itertools.count()

    async def receive(self) -> Message:
        if next(self._asked) == 0:
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        await self._sent.put(message)

    async def part(self) -> bytes:
        """Return the next part of the body; empty at its end."""
        message = await asyncio.wait_for(self._sent.get(), 20)
        if message["type"] == "http.response.start":
            self.started = message
            return await self.part()
        return bytes(message["body"])

    def leave(self) -> None:
        """Close the page."""
        self._gone.set()


def request_scope(
    path: str, headers: Mapping[str, str], *, method: str = "GET", address: str = "10.0.0.7"
) -> dict[str, Any]:
    """A request as the server gives it to the application."""
    path, _, query = path.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
        "headers": [
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
        ],
        "client": (address, 50000),
        "server": (HOST, 8080),
        "state": {},
    }


@asynccontextmanager
async def streaming(app: ASGIApp, path: str, **headers: str) -> AsyncIterator[Streaming]:
    """Ask for a stream, and go away at the end."""
    stream = Streaming()
    sent = {"host": f"{HOST}:8080", **headers}
    task = asyncio.ensure_future(_run(app, request_scope(path, sent), stream))
    try:
        yield stream
    finally:
        stream.leave()
        await asyncio.wait_for(task, 20)


async def _run(app: ASGIApp, scope: dict[str, Any], stream: Streaming) -> None:
    await app(scope, stream.receive, stream.send)
