"""Whose results a workshop writes: one file for a group and a day, and one writer for a file.

A workshop that is opened again goes on with the file of its day and plan, so that what a group has
seen is not asked it a second time. Another group has to be said.
"""

import contextlib
import json
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from askfirst.errors import StartError
from askfirst.room.results import Results, names

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@dataclass(frozen=True)
class Group:
    """A group's results, which nobody else writes until they are let go.

    Attributes:
        results: What is known of it, and where it is written.
        goes_on: Whether there was anything of it.
        mark: The open file whose lock says that somebody is there; the system drops it at the end
            of the process, however that comes.
    """

    results: Results
    goes_on: bool
    mark: int

    def close(self) -> None:
        """Let others go on with it; an empty folder does not stay."""
        os.close(self.mark)
        with contextlib.suppress(OSError):
            _mark(self.results.path).unlink()
            self.results.path.parent.rmdir()


def choose_group(folder: Path, *, day: date, plan: str, new: bool) -> Group:
    """Return the last group of this day and plan, or a new one.

    Args:
        folder: Where results are written.
        day: The day.
        plan: The plan's name.
        new: Whether it is another group; so it is as well while somebody else leads the last one.

    Raises:
        StartError: The folder cannot be written to, or holds what is no file of results.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = [path for path in names(folder, day=day, plan=plan) if path.exists()]
        if taken and not new and (mark := _claim(taken[-1])) is not None:
            return Group(_read(taken[-1], day=day, plan=plan), goes_on=True, mark=mark)
        for path in names(folder, day=day, plan=plan):
            free = not path.exists() and not path.with_suffix("").exists()
            if free and (mark := _claim(path)) is not None:
                results = Results(folder, day=day, plan=plan, path=path)
                return Group(results, goes_on=False, mark=mark)
    except OSError as error:
        raise StartError(
            f"{folder}: results could not be written there ({error.strerror}). Free the place, or "
            "open the workshop in a folder that can be written to."
        ) from error
    raise StartError(f"{folder}: holds 999 results of this plan and day. Move some.")


def _read(path: Path, *, day: date, plan: str) -> Results:
    results = Results(path.parent, day=day, plan=plan, path=path)
    try:
        found: Any = json.loads(path.read_bytes())
        begun = [(one["activity"], (one["round"], one["phase"])) for one in found.get("begun", ())]
        results.hold((list(found["results"]), begun))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StartError(
            f"{path}: is no file of results. Move it elsewhere, or use --new-group."
        ) from error
    return results


def _mark(path: Path) -> Path:
    return path.with_name(f".{path.stem}.open")


def _claim(path: Path) -> int | None:
    """Return an open file that is locked until it is closed; None while another process has it."""
    mark = os.open(_mark(path), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(mark, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(mark)
        return None
    return mark
