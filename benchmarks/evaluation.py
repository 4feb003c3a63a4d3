"""How long it takes to read and sum up what hundreds of workshops left.

Each made-up workshop asks all that the modules can ask of 24 phones, so that 1,000,000 answers lie
behind the tables. Times are of this process after its imports; what is compared with the goal is
the fastest round.

    python benchmarks/evaluation.py [--answers N] [--rounds N]
"""

import argparse
import json
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from askfirst.activities.base import Activity, Totals
from askfirst.curriculum import read_modules
from askfirst.evaluation import read_results
from askfirst.room.noise import entry
from askfirst.room.results import ROWS, without_texts

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = 24
GOAL = 1.0


def shown(activity: Activity, chance: random.Random) -> dict[str, Any]:
    """Return what one result of an activity looks like on disk."""
    counts = [0] * activity.width
    for _ in range(PEOPLE):
        counts[chance.randrange(activity.width)] += 1
    totals = Totals(counts=counts, answered=PEOPLE)
    table = activity.transitions(totals)
    noisy = [[count + chance.randrange(-3, 4) for count in row] for row in table]
    spec = activity.on_disk()
    return {
        "activity": activity.id,
        "question": activity.question,
        "tier": str(activity.tier),
        "round": 1,
        **{key: spec[key] for key in ROWS if key in spec},
        "release": without_texts(activity.release(totals)),
        **({"transitions": entry(noisy)} if noisy else {}),
    }


def make(folder: Path, answers: int) -> int:
    """Write workshops until so many answers lie behind them; return how many."""
    asked = [
        activity
        for module in read_modules(ROOT / "notebooks")
        for activity in module.activities
        if activity.collects and activity.width
    ]
    chance, number = random.Random(1), 0
    while number * len(asked) * PEOPLE < answers:
        results = [shown(activity, chance) for activity in asked]
        found = {"askfirst": 1, "day": "2026-11-21", "plan": "all", "results": results}
        path = folder / f"2026-11-21-all-{number}.json"
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1))
        number += 1
    return number


def main() -> None:
    """Print how long reading and summing up takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        workshops = make(Path(name), options.answers)
        print(f"{workshops} workshops, {options.answers:,} answers or more")
        rounds = []
        for _ in range(options.rounds):
            start = time.perf_counter()
            found = read_results(name)
            read = time.perf_counter()
            told = (found.overview(), found.knowledge(), found.confidence(), found.moves())
            told = (*told, found.question_types())
            end = time.perf_counter()
            rounds.append((end - start, read - start, end - read))
            print(f"  read {read - start:.2f} s, summed up {end - read:.2f} s")
        best = min(rounds)[0]
    print(f"fastest {best:.2f} s, goal {GOAL:.2f} s: {'reached' if best < GOAL else 'missed'}")


if __name__ == "__main__":
    main()
