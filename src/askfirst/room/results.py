"""Released results on disk: written whole and synced before anyone sees them, and never a text."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

from askfirst.activities.base import Activity
from askfirst.disk import write_whole
from askfirst.errors import RoomError
from askfirst.package import write_package
from askfirst.release import Release, View
from askfirst.released import Rows

ROWS: Final = ("options", "labels", "items", "cards", "columns", "moves")
MOST_GROUPS: Final = 999
TITLE: Final = "Results of one workshop, as they were shown"
Begun = tuple[str, tuple[int, str]]
Held = tuple[list[dict[str, Any]], list[Begun]]
ABOUT: Final = (
    "Only what the release rule let out, as bounds: low and high are the same where a number was "
    "shown, and else the least and the most that it could be. Days, no times. No text that anybody "
    "wrote. Pairs hold random noise: give that table to nobody who knows who was there."
)


class Results:
    """The file of one workshop, and at its end the same as tables in a folder beside it.

    Args:
        folder: Where both are written once there is something to write.
        day: The day of the workshop.
        plan: The plan's name.
        path: The file, where it is known already; then it is this workshop's alone.

    Attributes:
        path: The file, DATE-PLAN.json; the folder is DATE-PLAN.
        begun: By activity, which round of it was begun and not shown, and how far it is.
        trouble: Why there are no tables, "" where nothing failed.
        on_disk: Whether both are files here.
    """

    on_disk = True

    def __init__(self, folder: Path, *, day: date, plan: str, path: Path | None = None) -> None:
        self.day, self.plan, self.trouble = day, plan, ""
        self._released: list[dict[str, Any]] = []
        self.begun: dict[str, tuple[int, str]] = {}
        self._own = path is not None
        self.path = path or self._free(folder)

    @classmethod
    def begin(cls, folder: Path, *, day: date, plan: str) -> Self:
        """Return results under DATE-PLAN.json, or the next free name of that kind."""
        return cls(folder, day=day, plan=plan)

    @property
    def tables(self) -> Path:
        """The folder of the tables."""
        return self.path.with_suffix("")

    def __len__(self) -> int:
        return len(self._released)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Iterate over what was released, as it was written."""
        return iter(self._released)

    def held(self) -> Held:
        """Return all that is held, in the order in which it stands in the file."""
        return list(self._released), sorted(self.begun.items())

    def hold(self, held: Held) -> None:
        """Hold this in place of what is held now; nothing is written."""
        released, begun = held
        self._released, self.begun = list(released), dict(begun)
        self._own = self._own or bool(self._released or self.begun)

    def mark(self, activity: Activity, *, turn: int, phase: str) -> None:
        """Write to disk that a round of an activity was begun, and whether it is open or closed.

        So what was closed stays closed even if everything stops. Nothing of an answer is in it.

        Raises:
            RoomError: `results`, when the disk refused; then nothing was added.
        """
        before = self.held()
        self.begun[activity.id] = turn, phase
        self._save(before, "how far the question is", "it stays as it is. Make room on the disk")

    def add(
        self,
        activity: Activity,
        *,
        turn: int,
        release: Release,
        transitions: Mapping[str, object] | None = None,
        of_each: Release | None = None,
    ) -> None:
        """Write one more release to disk; when this returns, it has been synced.

        Args:
            activity: What was asked.
            turn: The number of its round.
            release: What will be shown.
            transitions: Those of a pair with noise, for evaluation alone; never shown.
            of_each: Of texts that were sorted, how many there were of each type, as far as the
                release rule allows it.

        Raises:
            RoomError: `results`, when the disk refused; then nothing was added.
        """
        entry = {
            "activity": activity.id,
            "question": activity.question,
            "tier": str(activity.tier),
            "round": turn,
            **_rows(activity.on_disk()),
            "release": without_texts(release),
            **({"transitions": transitions} if transitions else {}),
            **({"kinds": [*activity.kinds], "of_each": of_each.to_json()} if of_each else {}),
        }
        before = self.held()
        self._released.append(entry)
        self.begun.pop(activity.id, None)
        self._save(before, "the result", "it is not shown. Make room on the disk and show it again")

    def save(self) -> None:
        """Write the file; when this returns, it has been synced.

        Raises:
            OSError: The disk refused.
        """
        if not self._own:  # another workshop may have taken the name since this one began
            self.path, self._own = self._free(self.path.parent), True
        text = json.dumps(self.found(), ensure_ascii=False, indent=1) + "\n"
        write_whole(self.path, text.encode())

    def finish(self) -> None:
        """Write what was released as tables; where the disk refuses, `trouble` says so.

        The end of a workshop waits for nothing: what was shown is on disk already. Of one that
        showed nothing, nothing is left.
        """
        if not self._released:
            self._leave_nothing()
            return
        rows = Rows()
        rows.add(self.found(), workshop=self.path.stem)
        try:
            write_package(self.tables, rows.tables(), title=TITLE, about=ABOUT)
        except OSError as error:
            self.trouble = f"no tables ({error.strerror})"

    def found(self) -> dict[str, Any]:
        """Return what stands in the file."""
        about = {"askfirst": 1, "day": self.day.isoformat(), "plan": self.plan}
        begun = [
            {"activity": name, "round": turn, "phase": phase}
            for name, (turn, phase) in sorted(self.begun.items())
        ]
        return {**about, "results": self._released, **({"begun": begun} if begun else {})}

    def _save(self, before: Held, what: str, so: str) -> None:
        try:
            self.save()
        except OSError as error:
            self.hold(before)
            reason = error.strerror
            raise RoomError(
                "results", f"{self.path}: {what} could not be written ({reason}), so {so}.", 500
            ) from error

    def _leave_nothing(self) -> None:
        with suppress(OSError):
            if self._own:
                self.path.unlink(missing_ok=True)
                self.path.parent.rmdir()  # refused, where anything else is in it

    def _free(self, folder: Path) -> Path:
        for path in names(folder, day=self.day, plan=self.plan):
            if not path.exists() and not path.with_suffix("").exists():
                return path
        raise RoomError(
            "results", f"{folder}: holds {MOST_GROUPS} results of {path.stem}. Move some.", 500
        )


def names(folder: Path, *, day: date, plan: str) -> list[Path]:
    """Return the files that workshops of a day and plan may have, one for each group, in order."""
    stem = f"{day.isoformat()}-{re.sub(r'[^a-z0-9]+', '-', plan.lower()).strip('-')}"
    numbers = ("", *(f"-{n}" for n in range(2, MOST_GROUPS + 1)))
    return [folder / f"{stem}{number}.json" for number in numbers]


def without_texts(release: Release) -> dict[str, object]:
    """Return a release as JSON types; of free texts, only that they were shown."""
    shown = release.to_json()
    if release.view in {View.WORDS, View.CLOUD}:
        return {"view": str(release.view), "shown": True}
    return shown


def _rows(spec: Mapping[str, Any]) -> dict[str, Any]:
    return {key: spec[key] for key in ROWS if key in spec}
