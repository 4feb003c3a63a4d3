"""`askfirst evaluate`: results in, a report and slides out, which somebody may then edit."""

import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct

from askfirst.building.manifest import Made, hashed, read_manifest, sha256_of, write_manifest
from askfirst.building.report import problems, summary
from askfirst.building.work import Report
from askfirst.disk import write_whole
from askfirst.errors import EvaluationError
from askfirst.evaluating.reading import has_results
from askfirst.evaluation import RESULTS, Evaluation, read_results
from askfirst.export.errors import ExportWarning
from askfirst.export.shelf import Paper
from askfirst.reporting.account import Account, Sets, account
from askfirst.reporting.deck import deck, powerpoint
from askfirst.reporting.report import report

Say = Callable[[str], None]
FOLDER: Final = "evaluation"


class _Kind(NamedTuple):
    """What a format is made by, and how its files end."""

    suffix: str
    make: Callable[[Account, Paper], bytes]


FORMATS: Final[Mapping[str, _Kind]] = {
    "report": _Kind("-report.pdf", lambda told, paper: report(told, paper=paper)),
    "deck": _Kind("-deck.html", lambda told, _: deck(told)),
    "pptx": _Kind("-deck.pptx", lambda told, _: powerpoint(told)),
}


class Wishes(Struct, frozen=True, kw_only=True):
    """What the command line asked for.

    Attributes:
        folder: What to read, or None for `results/`.
        formats: Names of formats; none for all.
        out: Where the files go.
        paper: What the report is laid out for.
        compare: Two sets of workshops by plan, folder or name.
        same_people: Whether anybody may have come to both; None if nobody said.
    """

    folder: Path | None = None
    formats: tuple[str, ...] = ()
    out: Path = Path("build")
    paper: Paper = "a4"
    compare: tuple[str, str] | None = None
    same_people: bool | None = None


def evaluate(wishes: Wishes, *, root: Path, say: Say, warn: Say) -> None:
    """Make what was asked for, and say what came of it.

    Args:
        wishes: What the command line says.
        root: The project.
        say: Takes the last line.
        warn: Takes each line that a person should look at.

    Raises:
        AskFirstError: The first thing that is wrong; then nothing was written.
    """
    start = time.perf_counter()
    kinds = _wanted(wishes.formats)
    sets = _sets(wishes)
    path = wishes.folder or root / RESULTS
    told = account(_read(path, wishes), sets)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always", ExportWarning)
        files = {
            f"{FOLDER}/{path.resolve().stem}{kind.suffix}": kind.make(told, wishes.paper)
            for kind in kinds
        }
    done = _written(files, wishes.out, [str(warning.message) for warning in heard])
    for line in problems(done):
        warn(line)
    say(summary(done, out=wishes.out / FOLDER, seconds=time.perf_counter() - start))


def _wanted(names: Sequence[str]) -> list[_Kind]:
    for name in names:
        if name not in FORMATS:
            raise EvaluationError(f"--to is {name!r}. Expected one of {', '.join(FORMATS)}.")
    return [FORMATS[name] for name in dict.fromkeys(names or FORMATS)]


def _sets(wishes: Wishes) -> Sets | None:
    if wishes.compare is None:
        return None
    if wishes.same_people is None:
        raise EvaluationError(
            "--compare: say whether anybody may have come to both, with --same-people or "
            "--other-people. When in doubt, --same-people."
        )
    return Sets(*wishes.compare, wishes.same_people)


def _read(path: Path, wishes: Wishes) -> Evaluation:
    if wishes.folder is None and not has_results(path):
        raise EvaluationError(
            f"{RESULTS}: holds no results yet. Name a folder of results, or see how it looks with "
            "the generated example: askfirst evaluate data/examples"
        )
    return read_results(path)


def _written(files: Mapping[str, bytes], out: Path, warned: Sequence[str]) -> Report:
    """Write all but what somebody changed by hand, and list it as a build does."""
    before = read_manifest(out)
    made: dict[str, Made] = {}
    kept = []
    for name, content in files.items():
        there, was = sha256_of(out / name), before.get(name)
        if there is not None and (was is None or was.sha256 != there):
            kept.append(name)
            continue
        write_whole(out / name, content, sync=False)
        made[name] = Made(sha256=hashed(content), made_from=hashed(content))
    known = {name: entry for name, entry in before.items() if (out / name).is_file()}
    write_manifest(out, {**known, **made})
    return Report(
        made=tuple(made), same=(), kept=tuple(kept), warned=tuple(dict.fromkeys(warned)), wrong=()
    )
