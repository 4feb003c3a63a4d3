"""How the room holds under load, beside the same server answering 204 in the same run.

The room is served as `askfirst open` has it served: by a child whose every accepted step is held
by its parent before anybody is told. Rounds go to the room and to the bare server in turn, so that
a slow minute of the machine slows both; each ratio is of two neighbours. Goals that are missed are
said to be, and make the command fail.

    python benchmarks/room.py [--part memory|burst|stream|audience]... [--rounds N]
    python benchmarks/room.py --soak MINUTES [--over SECONDS]
"""

import argparse
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import served
from phones import Hit, Phones, Shot, get, listeners, post
from served import Served

from askfirst.disk import write_whole

PHONES = 300
LISTENERS = 1000
FEW = 10
STREAM = 20.0  # seconds over which as many answer one by one
SPREAD = 5.0  # seconds over which a thousand answer, of whom no more is asked
ASKED = "05-wen-1"  # of the open tier, so that it can be asked again, and shows exact numbers
WARM = 0.25  # of a soak, which is left out of the slope
TOLD = 10  # how often a soak says what memory it uses


@dataclass(frozen=True)
class Goal:
    """One line of the report.

    Attributes:
        name: What was measured.
        found: What was found, in words.
        goal: What was to be reached, in words.
        met: Whether it was; None where there is no goal.
    """

    name: str
    found: str
    goal: str = ""
    met: bool | None = None


@dataclass
class Bench:
    """A room and what it is compared with, phones with seats, and what was found out so far."""

    room: Served
    bare: Served
    floor: Served
    phones: Phones
    folder: Path  # of the room's project
    seats: list[str] = field(default_factory=list)
    turn: int = 0
    wrong: int = 0  # answers lost, or counted twice
    counted: int = 0
    goals: list[Goal] = field(default_factory=list)

    def lead(self, step: str, **body: object) -> Any:
        """Lead the question that is asked again and again, and return what is known of it."""
        path = f"/host/activities/{ASKED}/{step}"
        hit = self.phones.ask(self.room.port, post(self.room.port, path, body, key=self.room.key))
        if hit.status != 200:
            raise SystemExit(f"{path}: {hit.status} {hit.body[:200]!r}")
        return hit.json["activities"][ASKED]

    def ask(self) -> None:
        """Ask once more."""
        self.lead("again" if self.turn else "open")
        self.turn += 1

    def answers(self, port: int, seconds: float) -> list[Shot]:
        """Return an answer for each seat, evenly over so many seconds, or all at once."""
        fields = {"activity": ASKED, "round": self.turn}
        return [
            Shot(
                seconds * number / len(self.seats),
                post(
                    port,
                    "/answer",
                    {
                        **fields,
                        "seat": seat,
                        "nonce": secrets.token_hex(16),
                        "choice": f"{number % 3}",
                    },
                ),
            )
            for number, seat in enumerate(self.seats)
        ]

    def round(self, seconds: float) -> list[Hit]:
        """Ask, let all phones answer over so many seconds, and compare the result with them."""
        self.ask()
        hits = self.phones.fire(self.room.port, self.answers(self.room.port, seconds))
        self.lead("close")
        cells = self.lead("release")["release"]["cells"]  # of the open tier: exact
        told = [sum(hit.status == 200 for hit in hits[choice::3]) for choice in range(3)]
        self.wrong += sum(abs(low - n) for (low, _), n in zip(cells, told, strict=True))
        self.wrong += len(hits) - sum(told)
        self.counted += sum(low for low, _ in cells)
        return hits

    def both(self, seconds: float) -> tuple[list[Hit], list[Hit]]:
        """Let all phones answer the room, and then the bare server."""
        hits = self.round(seconds)
        return hits, self.phones.fire(self.bare.port, self.answers(self.bare.port, seconds))

    def keep(self) -> None:
        """Say how many answers were lost, or counted twice."""
        found = f"{self.wrong} of {self.counted}"
        self.goals.append(Goal("lost or counted twice", found, "0", not self.wrong))


def burst(bench: Bench, rounds: int) -> None:
    """All at once."""
    ours, theirs, work = [], [], []
    for turn in range(rounds + 1):
        before = _worked(bench.room), _worked(bench.bare)
        hits, peer = bench.both(0.0)
        if turn:  # the first warms up
            ours.append(max(hit.seconds for hit in hits))
            theirs.append(max(hit.seconds for hit in peer))
            work.append((_worked(bench.room) - before[0], _worked(bench.bare) - before[1]))
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    seconds = statistics.median(ours)
    name = f"burst of {PHONES}, all counted"
    bench.goals += [
        Goal(name, f"{seconds:.3f} s ({_spread(ours)})", "under 0.5 s", seconds < 0.5),
        Goal(
            "the same server answers 204", f"{statistics.median(theirs):.3f} s ({_spread(theirs)})"
        ),
        Goal("ratio", f"{ratio:.1f}", "at most 3", ratio <= 3),
        Goal(
            "of one processor, with opening and showing, and the other",
            " and ".join(
                f"{statistics.median(column):.3f} s" for column in zip(*work, strict=True)
            ),
        ),
    ]


def stream(bench: Bench, rounds: int) -> None:
    """One after the other, for a third of the rounds, as each takes long."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(max(1, rounds // 3)):
        hits, peer = bench.both(STREAM)
        ours += [hit.seconds for hit in hits]
        theirs += [hit.seconds for hit in peer]
    slow, other = _percentile(ours, 0.99), _percentile(theirs, 0.99)
    half, half_other = _percentile(ours, 0.5), _percentile(theirs, 0.5)
    name = f"{PHONES} answers over {STREAM:.0f} s"
    bench.goals += [
        Goal(f"{name}, 99 of 100 within", _ms(slow), "under 20 ms", slow < 0.02),
        Goal("the same server answers 204", _ms(other)),
        Goal("ratio, and that of the medians", f"{slow / other:.1f}, {half / half_other:.1f}"),
        Goal("half within, and the other", f"{_ms(half)}, {_ms(half_other)}"),
    ]


def memory(bench: Bench, _: int) -> None:
    """What a phone costs that has joined, answered and follows; first, while memory is fresh.

    A few go before the others, so that what is needed once, for any number of phones, is there.
    """
    room, bare = bench.room, bench.bare
    processes = (room.serving, room.process, bare.process)
    bench.seats = bench.phones.join(room.port, room.word, FEW)
    bench.both(0.0)
    before = [_memory(process) for process in processes]
    for count in (PHONES, LISTENERS):
        bench.seats += bench.phones.join(room.port, room.word, count - len(bench.seats))
        bench.both(0.0 if count == PHONES else SPREAD)
        with listeners(room.port, count), listeners(bare.port, count):
            now = [_memory(process) for process in processes]
        each = [(b - a) / (count - FEW) / 1024 for a, b in zip(before, now, strict=True)]
        found = f"{each[0] + each[1]:.1f} KB, {each[1]:.1f} of them in the parent"
        bench.goals += [
            Goal(f"memory a phone, {count} open", found, "at most 20 KB", each[0] + each[1] <= 20),
            Goal("the bare server", f"{each[2]:.1f} KB"),
        ]
    bench.both(0.0)
    more = (_memory(room.serving) - now[0]) / LISTENERS / 1024
    bench.goals.append(Goal(f"and once all {LISTENERS} answered at once", f"{more:.1f} KB more"))
    del bench.seats[PHONES:]


def audience(bench: Bench, rounds: int) -> None:
    """How soon every open phone sees a result, and how soon it could at the earliest."""
    room, bare, floor = (_percentile(told, 0.99) for told in _told(bench, rounds))
    name = f"a result reaches 99 of 100 of {LISTENERS} phones in"
    bench.goals += [
        Goal(name, _ms(room), "under 50 ms", room < 0.05),
        Goal("as many bytes from the bare server", _ms(bare)),
        Goal("the same from sockets without a server", _ms(floor)),
        Goal("ratio to both", f"{room / bare:.1f}, {room / floor:.1f}"),
        Goal("writing such a result to disk, before any of it", _disk(bench.folder, rounds)),
    ]


def _disk(folder: Path, rounds: int) -> str:
    """Return how long it takes to have as much on this disk as the room has written, in words."""
    (written,) = (folder / "results").glob("*.json")
    took = []
    for _ in range(10 * rounds):
        began = time.monotonic()
        write_whole(folder / "again.json", written.read_bytes())
        took.append(time.monotonic() - began)
    return f"half within {_ms(statistics.median(took))}, the slowest {_ms(max(took))}"


def _told(bench: Bench, rounds: int) -> tuple[list[float], ...]:
    """Return how long each phone waited for what the room, the bare server and sockets tell."""
    found: tuple[list[float], ...] = ([], [], [])
    servers = (bench.room, bench.bare, bench.floor)
    with ExitStack() as stack:
        follow = [stack.enter_context(listeners(one.port, LISTENERS)) for one in servers]
        for turn in range(rounds + 1):
            bench.ask()
            bench.phones.fire(bench.room.port, bench.answers(bench.room.port, 0.0))
            bench.lead("close")
            for here, phones, server in zip(found, follow, servers, strict=True):
                phones.mark()
                began = time.monotonic()
                if server is bench.room:
                    bench.lead("release")
                else:
                    body = {"now": "x" * 1200}
                    bench.phones.ask(server.port, post(server.port, "/tell", body))
                told = [at - began for at in phones.arrivals()]
                if turn:  # the first warms up
                    here.extend(told)
    return found


def soak(bench: Bench, minutes: float, over: float) -> None:
    """Everything, over and over: phones listen, answer, ask for the page; results are shown.

    Args:
        bench: Who takes part.
        minutes: How long.
        over: Seconds in which all phones answer once.
    """
    began = time.monotonic()
    used: list[tuple[float, float]] = []
    pages = [Shot(n / 20, get(bench.room.port, "/")) for n in range(20)]
    told = 0
    with listeners(bench.room.port, PHONES):
        while (now := time.monotonic() - began) < minutes * 60:
            bench.round(over)
            bench.phones.fire(bench.room.port, pages)
            each = [_memory(one) / 1024 for one in (bench.room.serving, bench.room.process)]
            used.append((now, sum(each)))
            if now >= told * minutes * 60 / TOLD:
                told += 1
                print(f"{now / 60:.0f} min: {each[0]:.0f} KB, {each[1]:.0f} KB in the parent")
    late = used[int(len(used) * WARM) :]
    slope = statistics.linear_regression(*zip(*late, strict=True)).slope * 60
    grown = late[-1][1] - late[0][1]
    found = f"{slope:+.0f} KB a minute, {grown:+.0f} KB in all"
    bench.goals.append(
        Goal(f"memory over {minutes:g} minutes", found, "flat: under 100 KB a minute", slope < 100)
    )


def _memory(process: Any) -> int:
    return int(process.memory_info().rss)


def _worked(what: Served) -> float:
    """Return the seconds that its processes have kept a processor busy until now."""
    times = [one.cpu_times() for one in {what.process, what.serving}]
    return float(sum(one.user + one.system for one in times))


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.3f} to {max(values):.3f}"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"


def table(goals: Sequence[Goal]) -> Iterator[str]:
    """Give the lines of a table for docs/performance.md."""
    yield "| | found | goal | |"
    yield "| --- | --- | --- | --- |"
    for one in goals:
        verdict = "" if one.met is None else "PASS" if one.met else "MISS"
        yield f"| {one.name} | {one.found} | {one.goal} | {verdict} |"


PARTS = {"memory": memory, "burst": burst, "stream": stream, "audience": audience}


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="leave out the others")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--soak", type=float, default=0, metavar="MINUTES")
    parser.add_argument("--over", type=float, default=5, metavar="SECONDS", help="of a soak")
    wishes = parser.parse_args()
    parts = [] if wishes.soak else wishes.part or [*PARTS]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bench = Bench(
            room=stack.enter_context(served.room(folder / "project", heads=LISTENERS)),
            bare=stack.enter_context(served.bare()),
            floor=stack.enter_context(served.floor()),
            phones=stack.enter_context(Phones()),
            folder=folder / "project",
        )
        if "memory" not in parts:
            bench.seats = bench.phones.join(bench.room.port, bench.room.word, PHONES)
        for name in filter(parts.__contains__, PARTS):
            PARTS[name](bench, wishes.rounds)
        if wishes.soak:
            soak(bench, wishes.soak, wishes.over)
        if bench.counted:
            bench.keep()
        load = os.getloadavg()[0]
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {load:.1f}\n")
        print("\n".join(table(bench.goals)))
    sys.exit(any(one.met is False for one in bench.goals))


if __name__ == "__main__":
    main()
