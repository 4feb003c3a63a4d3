"""How long exports take beside stock nbconvert, on the same notebooks, in the same run.

Every line is a whole command as a person gives it, start-up and writing included. Rounds go
through the commands in turn, so that a slow minute of the machine slows them all; what is compared
is the fastest round of each, and the ratio of both.

    python benchmarks/export.py [--rounds N]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = Path(sys.executable).parent
# What the goal for everything counts; the handbook belongs to no module and has its own line.
FORMATS = ("deck", "page", "handout", "guide", "cards", "pptx")
ALL = [part for name in FORMATS for part in ("--to", name)]
ASKFIRST = (str(SCRIPTS / "askfirst"), "build", "--out")
SLIDES = (str(SCRIPTS / "jupyter"), "nbconvert", "--to", "slides", "--output-dir")


@dataclass
class Timed:
    """One command.

    Attributes:
        name: What it makes.
        run: Runs it once.
        peer: Name of the command that it is compared with, "" for none.
        goal: The share of the peer's time that it is to stay below.
        busy: Says how many seconds of one processor its processes have worked until now.
        seconds: What each round took.
        worked: How many seconds of one processor each round took, in all its processes.
    """

    name: str
    run: Callable[[], None]
    peer: str = ""
    goal: float = 0
    busy: Callable[[], float] = field(default_factory=lambda: processor)
    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)


def call(*command: str, project: Path) -> None:
    """Run a command in the project, and fail with what it said if it fails."""
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")


def edit(project: Path, number: int) -> None:
    """Save a notebook with one cell edited."""
    edited = project / "notebooks" / "05_consent.ipynb"
    notebook = json.loads(edited.read_text(encoding="utf-8"))
    cell = next(c for c in notebook["cells"][2:] if c["cell_type"] == "markdown")
    cell["source"] = [*cell["source"], f"\n\nEdit {number}."]
    whole = edited.with_suffix(".saved")
    whole.write_text(json.dumps(notebook), encoding="utf-8")
    whole.replace(edited)


@contextmanager
def watched(name: str, project: Path, *wishes: str) -> Iterator[Timed]:
    """Time a save under `--watch`, until the page is told of what was made from it.

    It has a copy of the project of its own, in which nothing else is saved.
    """
    own = project.with_name("-".join(["watched", *wishes]))
    shutil.copytree(project, own)
    command = (*ASKFIRST, str(own / "build"), *wishes, "--watch", "--no-browser")
    with subprocess.Popen(command, cwd=own, stdout=subprocess.PIPE, text=True) as process:
        try:
            said = next(line for line in process.stdout or () if "http://" in line)
            address = next(word for word in said.split() if word.startswith("http://"))
            fresh = iter(range(10_000))
            with urlopen(f"{address}changes") as changes:
                next(changes)  # it says that it is there

                def run() -> None:
                    edit(own, next(fresh))
                    next(line for line in changes if line.startswith(b"data:"))

                def busy() -> float:
                    times = psutil.Process(process.pid).cpu_times()
                    return float(times.user + times.system)

                yield Timed(name, run, "nbconvert: slides of one module", 1 / 10, busy)
        finally:
            process.terminate()


def commands(project: Path, out: Path) -> Sequence[Timed]:
    """The commands to time, on a copy of the project."""
    notebooks = [str(p.relative_to(project)) for p in sorted(project.glob("notebooks/*.ipynb"))]
    fresh = iter(range(10_000))

    def peer(*names: str) -> Callable[[], None]:
        return lambda: call(*SLIDES, str(out / f"peer-{next(fresh)}"), *names, project=project)

    def ours(*wishes: str) -> Callable[[], None]:
        return lambda: call(*ASKFIRST, str(out / f"ours-{next(fresh)}"), *wishes, project=project)

    def rebuilt(*wishes: str) -> Callable[[], None]:
        kept = out / f"kept-{next(fresh)}"
        call(*ASKFIRST, str(kept), *wishes, project=project)

        def run() -> None:
            edit(project, next(fresh))
            call(*ASKFIRST, str(kept), *wishes, project=project)

        return run

    return (
        Timed("nbconvert: slides of all modules", peer(*notebooks)),
        Timed(
            "decks of all modules",
            ours("--to", "deck"),
            "nbconvert: slides of all modules",
            1 / 10,
        ),
        Timed(
            "six formats of all modules",
            ours(*ALL),
            "nbconvert: slides of all modules",
            1 / 2,
        ),
        Timed("the same and the handbook", ours(), "nbconvert: slides of all modules"),
        Timed("nbconvert: slides of one module", peer("notebooks/05_consent.ipynb")),
        Timed(
            "the deck again after an edit",
            rebuilt("--to", "deck"),
            "nbconvert: slides of one module",
            1 / 10,
        ),
        Timed(
            "six formats again after an edit",
            rebuilt(*ALL),
            "nbconvert: slides of one module",
            1 / 10,
        ),
    )


def measure(timed: Sequence[Timed], rounds: int) -> None:
    """Run all commands in turn, some rounds long; a first round that is not counted warms up."""
    for turn in range(rounds + 1):
        for one in timed:
            start, worked = time.perf_counter(), one.busy()
            one.run()
            if turn:
                one.seconds.append(time.perf_counter() - start)
                one.worked.append(one.busy() - worked)


def processor() -> float:
    """Return the seconds that commands have kept a processor busy until now."""
    times = os.times()
    return times.children_user + times.children_system


def report(timed: Sequence[Timed]) -> str:
    """A table for docs/performance.md: seconds, and the share of what the peer took."""
    best = {one.name: (min(one.seconds), min(one.worked)) for one in timed}
    lines = [
        "| command | seconds (least, most) | share | of one processor | share | goal |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in timed:
        waited, worked = best[one.name]
        spread = f"{waited:.2f}, {max(one.seconds):.2f}"
        shares = ("", "")
        if one.peer:
            peer = best[one.peer]
            shares = (f"1/{peer[0] / waited:.1f}", f"1/{peer[1] / max(worked, 0.01):.1f}")
        goal = f"1/{1 / one.goal:.0f}" if one.goal else ""
        lines.append(
            f"| {one.name} | {spread} | {shares[0]} | {worked:.2f} | {shares[1]} | {goal} |"
        )
    return "\n".join(lines)


def keep_compiled(folder: Path) -> None:
    """Let every command find its modules compiled, as an installed program does.

    Some machines are set to keep nothing compiled; then starting would be most of each figure. It
    goes into a folder of its own, so that the first round compiles for them all.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def main() -> None:
    """Measure on a copy of the project, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_until_the_end:
        keep_compiled(Path(folder) / "compiled")
        project = Path(folder) / "project"
        for name in ("notebooks", "data", "facilitator"):
            shutil.copytree(ROOT / name, project / name)
        watching = (
            watched("the deck under --watch, after a save", project, "--to", "deck"),
            watched("six formats under --watch, after a save", project, *ALL),
        )
        timed = [
            *commands(project, Path(folder)),
            *map(open_until_the_end.enter_context, watching),
        ]
        measure(timed, rounds)
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {rounds} rounds\n")
        print(report(timed))


if __name__ == "__main__":
    main()
