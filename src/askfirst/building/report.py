"""What a build says in the terminal: a bar while it works, a few lines at the end."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from askfirst.building.work import Report, Step

WITHOUT_NOTEBOOKS: Final = (
    "The site is without notebooks that run in the browser. To have them, run make lite, then "
    "build again."
)


@contextmanager
def bar() -> Iterator[Step]:
    """Draw a progress bar where a person looks on; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415  # a tenth of a second that scripts save
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("Making"), BarColumn(), MofNCompleteColumn())
    # Drawn at each step: a bar that draws itself is a thread, and then no process can be copied.
    show = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    with show as progress:
        task = progress.add_task("", total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of, refresh=True)


def problems(report: Report) -> Iterator[str]:
    """Give a line for everything that a person should look at."""
    yield from report.wrong
    yield from report.warned
    for name in report.kept:
        yield (
            f"{name}: was not made by the last build, or changed since. It was left as it is; "
            "move it elsewhere to have it made anew."
        )


def summary(report: Report, *, out: Path, seconds: float) -> str:
    """Return one line: how much was made, how much was there already, and where it lies."""
    parts = [f"{len(report.made)} made in {seconds:.1f} s"]
    if report.same:
        parts.append(f"{len(report.same)} up to date")
    if report.kept:
        parts.append(f"{len(report.kept)} left alone")
    if report.wrong:
        parts.append(f"{len(report.wrong)} could not be made")
    return f"{', '.join(parts)}. They lie in {out}."
