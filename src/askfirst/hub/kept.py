"""Which room a facilitator leads from a hub: in a file that only they can read.

Their server on the hub is stopped when it was idle for long, and the room goes on. Without the
file nobody could lead it any more. It holds no answer and no result, and its key is worth nothing
once the room is gone.
"""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from askfirst.hosting.asking import HostedRoom


@dataclass(frozen=True)
class Kept:
    """A place for one room.

    Args:
        path: The file.
    """

    path: Path

    def read(self) -> HostedRoom | None:
        """Return the room, None where there is none or the file is none of ours."""
        said = self._said()
        try:
            return HostedRoom(**{one.name: said[one.name] for one in fields(HostedRoom)})
        except KeyError:
            return None

    def results(self) -> Path | None:
        """Return the file that holds what was shown in this room, None before it is written."""
        said = self._said().get("results")
        return Path(said) if isinstance(said, str) else None

    def write(self, room: HostedRoom, *, results: Path | None = None) -> None:
        """Keep a room in place of the last one, in one step.

        Args:
            room: The room.
            results: Where what it showed was written.

        Raises:
            OSError: The disk refused.
        """
        said = asdict(room) | ({"results": str(results)} if results else {})
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = self.path.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(said, file)
        new.replace(self.path)

    def _said(self) -> dict[str, Any]:
        try:
            said = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}
