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
from askfirst.release import Release, View

ROWS: Final = ("options", "labels", "items", "cards", "columns", "moves")


class Results:
    """The file of one workshop.

    Args:
        path: Where it is written once there is something to write.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._released: list[dict[str, Any]] = []

    @classmethod
    def begin(cls, folder: Path, *, day: date, plan: str) -> Self:
        """Return results under DATE-PLAN.json, or the next free name of that kind."""
        stem = f"{day.isoformat()}-{re.sub(r'[^a-z0-9]+', '-', plan.lower()).strip('-')}"
        names = (f"{stem}{suffix}.json" for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
        free = next((folder / name for name in names if not (folder / name).exists()), None)
        if free is None:
            raise RoomError("results", f"{folder}: holds 999 results of {stem}. Move some.", 500)
        return cls(free)

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
        try:
            found = {"askfirst": 1, "results": [*self._released, entry]}
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


def without_texts(release: Release) -> dict[str, object]:
    """Return a release as JSON types; of free texts, only that they were shown."""
    shown = release.to_json()
    if release.view in {View.WORDS, View.CLOUD}:
        return {"view": str(release.view), "shown": True}
    return shown


def _rows(spec: Mapping[str, Any]) -> dict[str, Any]:
    return {key: spec[key] for key in ROWS if key in spec}
