"""How the room holds under load, beside the same server answering 204 in the same run.

The room is served as `askfirst open` has it served: by a child whose every accepted step is held
by its parent before anybody is told. Rounds go to the room and to the bare server in turn, so that
a slow minute of the machine slows both; each ratio is of two neighbours. Goals that are missed are
said to be, and make the command fail.

    python benchmarks/room.py [--rounds N] [--soak MINUTES]
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

PHONES = 300
LISTENERS = 1000
FEW = 10
STREAM = 20.0  # seconds over which as many answer one by one
ASKED = "05-wen-1"  # of the open tier, so that it can be asked again, and shows exact numbers
WARM = 0.25  # of a soak, which is left out of the slope


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
    """A room and a bare server, phones with seats, and what was found out so far."""

    room: Served
    bare: Served
    phones: Phones
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
    """One after the other."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
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


def memory(bench: Bench) -> None:
    """What a phone costs that has joined, answered and follows; first, while memory is fresh.

    A few go before the others, so that what is needed once, for any number of phones, is there.
    """
    room, bare = bench.room, bench.bare
    processes = (room.serving, room.process, bare.process)
    bench.seats = bench.phones.join(room.port, room.word, FEW)
    bench.both(0.0)
    before = [_memory(process) for process in processes]
    for count in (PHONES, LISTENERS):
        more = count - len(bench.seats)
        bench.seats += bench.phones.join(room.port, room.word, more)
        bench.both(0.0)
        with listeners(room.port, count), listeners(bare.port, count):
            now = [_memory(process) for process in processes]
        each = [(b - a) / (count - FEW) / 1024 for a, b in zip(before, now, strict=True)]
        found = f"{each[0] + each[1]:.1f} KB, {each[1]:.1f} of them in the parent"
        bench.goals += [
            Goal(f"memory a phone, {count} open", found, "at most 20 KB", each[0] + each[1] <= 20),
            Goal("the bare server", f"{each[2]:.1f} KB"),
        ]
    del bench.seats[PHONES:]


def audience(bench: Bench, rounds: int) -> None:
    """How soon every open phone sees a result."""
    slowest, others = _told(bench, rounds)
    slow, other = _percentile(slowest, 0.99), _percentile(others, 0.99)
    name = f"a result reaches 99 of 100 of {LISTENERS} phones in"
    bench.goals += [
        Goal(name, _ms(slow), "under 50 ms", slow < 0.05),
        Goal("as many bytes from the bare server", _ms(other)),
        Goal("ratio", f"{slow / other:.1f}"),
    ]


def _told(bench: Bench, rounds: int) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    theirs: list[float] = []
    with (
        listeners(bench.room.port, LISTENERS) as phones,
        listeners(bench.bare.port, LISTENERS) as peers,
    ):
        snapshot = {"now": "x" * 1200}
        for turn in range(rounds + 1):
            bench.ask()
            bench.phones.fire(bench.room.port, bench.answers(bench.room.port, 0.0))
            bench.lead("close")
            phones.mark()
            began = time.monotonic()
            bench.lead("release")
            here = [at - began for at in phones.arrivals()]
            peers.mark()
            began = time.monotonic()
            bench.phones.ask(bench.bare.port, post(bench.bare.port, "/tell", snapshot))
            there = [at - began for at in peers.arrivals()]
            if turn:
                ours += here
                theirs += there
    return ours, theirs


def soak(bench: Bench, minutes: float) -> None:
    """Everything, over and over: phones listen, answer, ask for the page; results are shown."""
    until = time.monotonic() + minutes * 60
    used: list[tuple[float, float]] = []
    pages = [Shot(n / 20, get(bench.room.port, "/")) for n in range(20)]
    with listeners(bench.room.port, PHONES):
        while time.monotonic() < until:
            bench.round(5.0)
            bench.phones.fire(bench.room.port, pages)
            bytes_ = _memory(bench.room.serving) + _memory(bench.room.process)
            used.append((time.monotonic(), bytes_ / 1024))
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


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--soak", type=float, default=0, metavar="MINUTES")
    wishes = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bench = Bench(
            room=stack.enter_context(served.room(folder / "project", heads=LISTENERS)),
            bare=stack.enter_context(served.bare()),
            phones=stack.enter_context(Phones()),
        )
        if wishes.soak:
            bench.seats = bench.phones.join(bench.room.port, bench.room.word, PHONES)
            soak(bench, wishes.soak)
        else:
            memory(bench)
            burst(bench, wishes.rounds)
            stream(bench, max(1, wishes.rounds // 3))
            audience(bench, wishes.rounds)
        bench.keep()
        load = os.getloadavg()[0]
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {load:.1f}\n")
        print("\n".join(table(bench.goals)))
    sys.exit(any(one.met is False for one in bench.goals))


if __name__ == "__main__":
    main()
