"""`askfirst build`: once, or again at each save."""

import time
from collections.abc import Callable
from pathlib import Path

from askfirst.building.make import build
from askfirst.building.outputs import Wishes
from askfirst.building.report import WITHOUT_NOTEBOOKS, bar, problems, summary
from askfirst.export.lite import has_parts
from askfirst.garbage import uncollected

Say = Callable[[str], None]


def make_files(wishes: Wishes, *, root: Path, say: Say, warn: Say) -> bool:
    """Make what was asked for, and say what came of it.

    Args:
        wishes: What the command line says.
        root: The project.
        say: Takes the last line.
        warn: Takes each line that a person should look at.

    Returns:
        Whether all of it could be made.

    Raises:
        AskFirstError: The first thing that is wrong with the whole; then nothing was written.
    """
    start = time.perf_counter()
    with uncollected(), bar() as step:  # it would take a twentieth of a build, and find little
        report = build(wishes, root=root, step=step)
    for line in problems(report):
        warn(line)
    say(summary(report, out=wishes.out, seconds=time.perf_counter() - start))
    if "site" in wishes.formats and not has_parts(root):
        say(WITHOUT_NOTEBOOKS)
    return not report.wrong


def show_files(wishes: Wishes, *, root: Path, say: Say, warn: Say, browser: bool) -> None:
    """Show what was made, and make it anew at each save, until interrupted.

    Args:
        wishes: What the command line says.
        root: The project.
        say: Takes the address.
        warn: Takes each line that a person should look at.
        browser: Whether to open the address.

    Raises:
        BuildError: No port is free.
    """
    from askfirst.building.watch import watch  # noqa: PLC0415  # brings a server along

    watch(wishes, root=root, say=say, warn=warn, browser=browser)
