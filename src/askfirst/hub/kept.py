"""Which room a facilitator leads from a hub: in a file that only they can read.

Their server on the hub is stopped when it was idle for long, and the room goes on. Without the
file nobody could lead it any more. It holds no answer and no result, and its key is worth nothing
once the room is gone.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

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
        try:
            return HostedRoom(**json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, room: HostedRoom) -> None:
        """Keep a room in place of the last one, in one step.

        Raises:
            OSError: The disk refused.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = self.path.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(asdict(room), file)
        new.replace(self.path)
