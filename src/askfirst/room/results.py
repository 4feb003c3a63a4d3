"""Released results on disk: written whole and synced before anyone sees them, and never a text."""

import json
import re
from collections.abc import Mapping
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
TITLE: Final = "Results of one workshop, as they were shown"
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

    Attributes:
        path: The file, DATE-PLAN.json; the folder is DATE-PLAN.
        trouble: Why there are no tables, "" where nothing failed.
    """

    def __init__(self, folder: Path, *, day: date, plan: str) -> None:
        self.day, self.plan, self.trouble = day, plan, ""
        self._released: list[dict[str, Any]] = []
        self.path = self._free(folder)

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
        if not self._released:  # another workshop may have taken the name since this one began
            self.path = self._free(self.path.parent)
        try:
            found = self._found([*self._released, entry])
            text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
            write_whole(self.path, text.encode())
        except OSError as error:
            raise RoomError(
                "results",
                f"{self.path}: the result could not be written ({error.strerror}), so it is not "
                "shown. Make room on the disk and show it again.",
                500,
            ) from error
        self._released.append(entry)

    def finish(self) -> None:
        """Write what was released as tables; where the disk refuses, `trouble` says so.

        The end of a workshop waits for nothing: what was shown is on disk already.
        """
        if not self._released:
            return
        rows = Rows()
        rows.add(self._found(self._released), workshop=self.path.stem)
        try:
            write_package(self.tables, rows.tables(), title=TITLE, about=ABOUT)
        except OSError as error:
            self.trouble = f"no tables ({error.strerror})"

    def _found(self, entries: list[dict[str, Any]]) -> dict[str, Any]:
        about = {"askfirst": 1, "day": self.day.isoformat(), "plan": self.plan}
        return {**about, "results": entries}

    def _free(self, folder: Path) -> Path:
        plan = re.sub(r"[^a-z0-9]+", "-", self.plan.lower()).strip("-")
        stem = f"{self.day.isoformat()}-{plan}"
        for suffix in ("", *(f"-{n}" for n in range(2, 1000))):
            path = folder / f"{stem}{suffix}.json"
            if not path.exists() and not path.with_suffix("").exists():
                return path
        raise RoomError("results", f"{folder}: holds 999 results of {stem}. Move some.", 500)


def without_texts(release: Release) -> dict[str, object]:
    """Return a release as JSON types; of free texts, only that they were shown."""
    shown = release.to_json()
    if release.view in {View.WORDS, View.CLOUD}:
        return {"view": str(release.view), "shown": True}
    return shown


def _rows(spec: Mapping[str, Any]) -> dict[str, Any]:
    return {key: spec[key] for key in ROWS if key in spec}
