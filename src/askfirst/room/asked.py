"""One activity in the room: draft, open, closed, released, and what each allows."""

import random
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.release import THRESHOLD, Release, Tier, View
from askfirst.room import noise
from askfirst.room.progress import NONE_YET, Progress, progress
from askfirst.room.tally import Tally


class Phase(StrEnum):
    """Where an activity is."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"


@dataclass(kw_only=True)
class Asked:
    """An activity, its phase and round, its tally, and what may be seen of it.

    Attributes:
        activity: What is asked.
        tally: The totals of this round; emptied once they are released.
        spec: What surfaces draw it from: the stored spec where there is one.
        phase: Where it is.
        round: 1, and one more each time it is asked again.
        progress: The share of the room at the last tick.
        release: What was shown, once it was.
        reading: The texts in the mixed order in which the facilitator reads them.
        looked: Whether it is known if there are enough texts to read; then it stays closed.
    """

    activity: Activity
    tally: Tally
    spec: dict[str, Any]
    phase: Phase = Phase.DRAFT
    round: int = 1
    progress: Progress = NONE_YET
    release: Release | None = None
    reading: tuple[str, ...] | None = field(default=None, repr=False)
    looked: bool = False

    @property
    def key(self) -> str:
        """What names this round: the activity's id and the round's number."""
        return f"{self.activity.id}/{self.round}"

    def open(self) -> None:
        """Open it; again after close too, as long as nothing of it was seen.

        Raises:
            RoomError: `private`, `wrong_phase` or `already_read`.
        """
        if self.activity.tier == Tier.PRIVATE:
            raise RoomError("private", f"{self.activity.id} is only for oneself: nothing to open.")
        self._expect("open", Phase.DRAFT, Phase.CLOSED)
        if self.looked:
            raise RoomError(
                "already_read",
                f"Cannot open {self.activity.id!r} again: somebody has looked whether there are "
                "enough texts to read, and a late one would stand out. Show the result.",
            )
        self.phase = Phase.OPEN

    def close(self) -> None:
        """Take no more answers; an answer can still be taken back."""
        self._expect("close", Phase.OPEN)
        self.phase = Phase.CLOSED

    def again(self) -> None:
        """Begin a new round with an empty tally: only in the open tier.

        Raises:
            RoomError: `once`, in any other tier; `wrong_phase`, before the release.
        """
        self._expect("ask again", Phase.RELEASED)
        if self.activity.tier != Tier.OPEN:
            raise RoomError(
                "once",
                f"Cannot ask {self.activity.id!r} again: in tier {str(self.activity.tier)!r} a "
                "result is shown once, because two of them could be compared.",
            )
        self.tally = Tally.of(self.activity)
        self.phase, self.round = Phase.OPEN, self.round + 1
        self.progress, self.release, self.looked = NONE_YET, None, False

    def tick(self, joined: int) -> None:
        """Take a new look at how far the room has got."""
        if self.phase is Phase.OPEN:
            self.progress = progress(len(self.tally.used), joined)

    def texts(self) -> tuple[str, ...]:
        """Return the texts in mixed order, the same each time; "" for one taken back since.

        Raises:
            RoomError: `not_words`, `wrong_phase`, or `too_few`, where a text would stand alone.
        """
        if not self.activity.moderated:
            raise RoomError("not_words", f"{self.activity.id!r} has no texts to read.")
        self._expect("read", Phase.CLOSED)
        least, self.looked = THRESHOLD[self.activity.tier], True
        if self.reading is None and len(self.tally.pool) < least:
            raise RoomError(
                "too_few",
                f"Fewer than {least} phones wrote something, so nothing can be read. Show the "
                "result, which will say so.",
            )
        if self.reading is None:
            mixed = list(self.tally.pool)
            random.SystemRandom().shuffle(mixed)
            self.reading = tuple(mixed)
        left = Counter(self.tally.pool)
        return tuple(text if _take(left, text) else "" for text in self.reading)

    def prepare(self, rejected: Collection[int] = ()) -> Release:
        """Return what may be shown of the tally now; nothing changes yet.

        Args:
            rejected: Which texts to leave out, as places in `texts`.
        """
        self._expect("show", Phase.CLOSED)
        texts = self._kept(rejected) if self.activity.moderated else ()
        return self.activity.release(self.tally.totals(texts))

    def transitions(self, release: Release) -> dict[str, object] | None:
        """Return the transitions with noise, drawn once for these totals; None if there are none.

        Args:
            release: What will be shown; where it is locked, nothing is kept beside it.
        """
        exact = self.activity.transitions(self.tally.totals())
        if not exact or release.view is View.LOCKED:
            return None
        if self.tally.drawn is None:
            self.tally.drawn = noise.with_noise(exact)
        return noise.entry(self.tally.drawn)

    def show(self, release: Release) -> None:
        """Freeze the release and drop the tally."""
        self.release, self.phase = release, Phase.RELEASED
        self.tally, self.reading = Tally.of(self.activity), None

    def forget(self) -> None:
        """Drop everything that people gave; of free texts also what was shown."""
        self.tally, self.reading = Tally.of(self.activity), None
        if self.release and self.release.texts:
            self.release = replace(self.release, texts=())

    def to_json(self) -> dict[str, object]:
        """Return what the facilitator's pages see of it."""
        return {
            "spec": self.spec,
            "phase": str(self.phase),
            "round": self.round,
            "progress": self.progress.to_json() if self.activity.collects else None,
            "release": self.release.to_json() if self.release else None,
        }

    def _kept(self, rejected: Collection[int]) -> list[str]:
        """Return the texts that were not rejected and have not been taken back since."""
        if self.reading is None:
            if len(self.tally.pool) < THRESHOLD[self.activity.tier]:
                return []
            raise RoomError(
                "unread",
                f"Nobody has read the texts of {self.activity.id!r} yet. Read them on the start "
                "page, take out what should not be shown, and show the rest there.",
            )
        texts = self.texts()
        if any(place not in range(len(texts)) for place in rejected):
            raise RoomError("bad_rejected", "Rejected names a text that is not there.", 422)
        return [text for place, text in enumerate(texts) if text and place not in rejected]

    def _expect(self, step: str, *phases: Phase) -> None:
        if self.phase not in phases:
            wanted = " or ".join(phases)
            raise RoomError(
                "wrong_phase",
                f"Cannot {step} {self.activity.id!r} while it is {self.phase}. "
                f"It must be {wanted}.",
            )


def _take(left: Counter[str], text: str) -> bool:
    """Take a text from those that are left; False when it is there no more."""
    left[text] -= 1
    return left[text] >= 0
