"""One activity in the room: draft, open, closed, released, and what each allows."""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.release import Release, Tier, View, release_counts
from askfirst.room import noise
from askfirst.room.progress import NONE_YET, Progress, band, progress
from askfirst.room.sorting import Sorted, Sorting
from askfirst.room.tally import Tally

AS_WRITTEN: Final[Mapping[int, str]] = MappingProxyType({})


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
        progress: The share of the room, as it was told at the last tick.
        among: How many phones were in the room then.
        release: What was shown, once it was.
        reading: The texts in the mixed order in which the facilitator reads them.
        looked: Whether it is known if there are enough texts to read; then it stays closed.
        lost: Whether all stopped while it was closed: its answers are gone, and it stays closed; or
            once words of it were shown, which are written nowhere.
        renewed: Whether all stopped while it was open, so that it is asked once more.
        sorting: Of texts that are answered aloud, what the facilitator has made of each so far.
    """

    activity: Activity
    tally: Tally
    spec: dict[str, Any]
    phase: Phase = Phase.DRAFT
    round: int = 1
    progress: Progress = NONE_YET
    among: int = 0
    release: Release | None = None
    reading: tuple[str, ...] | None = field(default=None, repr=False)
    looked: bool = False
    lost: bool = False
    renewed: bool = False
    sorting: Sorting = field(default_factory=Sorting, repr=False)

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
        self._expect_not_lost("open")
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
        self.progress, self.among, self.release = NONE_YET, 0, None
        self.looked = self.lost = self.renewed = False

    def written(self) -> Sequence[str]:
        """Return the texts that were shown of it, for the part that goes on from them.

        Raises:
            RoomError: `part_first`, while it has begun and nothing was shown of it yet.
        """
        if self.phase in {Phase.OPEN, Phase.CLOSED} and not self.lost:
            raise RoomError(
                "part_first",
                f"{self.activity.id!r} is {self.phase}. First show what you choose of it, on the "
                "start page.",
            )
        return self.release.texts if self.release else ()

    def follow(self, written: Sequence[str]) -> None:
        """Ask it as it goes on from these texts, with an empty tally."""
        self.activity = self.activity.following(written)
        self.spec, self.tally = self.activity.spec(), Tally.of(self.activity)

    def tick(self, joined: int, secret: bytes) -> None:
        """Take a new look at how far the room has got.

        It goes back only when the next five phones have joined: else whoever answers and takes back
        with phones of their own could see the others move past the turn of a word, one by one.

        Args:
            joined: How many phones are in the room.
            secret: What the turns are drawn from, the same for a round.
        """
        if self.phase is Phase.OPEN and self.arrives:
            now = progress(len(self.tally.used), joined, secret)
            if now.pips > self.progress.pips or band(joined) != band(self.among):
                self.progress = now
            self.among = joined

    def texts(self) -> tuple[str, ...]:
        """Return the texts in mixed order, the same each time until the result is shown.

        One that is taken back meanwhile is not shown, but stays here: if it were missing at the
        next look, the moment could point to a person.

        Raises:
            RoomError: `not_words`, `wrong_phase`, or `too_few`, where a text would stand alone.
        """
        if not self.activity.moderated:
            raise RoomError("not_words", f"{self.activity.id!r} has no texts to read.")
        self._expect("read", Phase.CLOSED)
        self._expect_not_lost("read")
        least, self.looked = self.activity.least, True
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
        return self.reading

    def sorted(self) -> list[Sorted]:
        """Return what was made of each text so far, in the order of `texts`."""
        return self.sorting.of(len(self.texts())) if self.activity.kinds else []

    def sort(self, place: int, draft: Sorted) -> None:
        """Keep what the facilitator makes of one text; nothing is shown yet.

        Raises:
            RoomError: As `texts` and `Sorting.put`; `bad_draft`, where nothing is sorted.
        """
        texts = self.texts()
        if not self.activity.kinds or place not in range(len(texts)):
            raise RoomError("bad_draft", f"{self.activity.id!r} has no such text to sort.", 422)
        self.sorting.put(place, draft, text=texts[place], kinds=self.activity.kinds)

    def prepare(
        self,
        rejected: Collection[int] = (),
        mended: Mapping[int, str] = AS_WRITTEN,
        *,
        approved: int | None = None,
    ) -> Release:
        """Return what may be shown of the tally now; nothing changes yet.

        Args:
            rejected: Which texts to leave out, as places in `texts`.
            mended: The wording of others, where the facilitator changed it.
            approved: How many the facilitator saw as approved, of texts that are answered aloud.
        """
        self._expect("show", Phase.CLOSED)
        self._expect_not_lost("show")
        chosen = self._chosen(rejected, mended) if self.activity.moderated else []
        if self.activity.kinds and len(chosen) != approved:
            raise RoomError(
                "changed",
                "What would be shown is not what this page says: a question was sorted elsewhere. "
                "Look at the list again, then show it.",
            )
        # What the page says must fit; if it depended on what was taken back, trying would tell.
        self.activity.release(self.tally.totals(self._said(chosen, mended)))
        return self.activity.release(self.tally.totals(self._said(self._left(chosen), mended)))

    def of_each(self) -> Release | None:
        """Return what may be kept of the types of texts that were sorted, by the release rule."""
        if self.reading is None or not self.activity.kinds:
            return None
        counts = self.sorting.counts(self._left(range(len(self.reading))), self.activity.kinds)
        return release_counts(counts, tier=self.activity.tier)

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
        self.tally, self.reading, self.sorting = Tally.of(self.activity), None, Sorting()

    def forget(self) -> None:
        """Drop everything that people gave; of free texts also what was shown."""
        self.progress, self.among = NONE_YET, 0
        self.tally, self.reading, self.sorting = Tally.of(self.activity), None, Sorting()
        if self.activity.follows:
            self.follow(())
        if self.release:
            self.release = self.written_of(self.release)

    def written_of(self, release: Release) -> Release:
        """Return what is left of a release without the texts of the room."""
        return replace(release, texts=(), rows=release.rows[: self.activity.width or None])

    @property
    def arrives(self) -> bool:
        """Whether answers to it are counted: nothing is counted of signals."""
        return self.activity.collects and not self.activity.signals

    def held(self) -> tuple[object, ...]:
        """Return all that is held of it, sorted; what the plan gives is not in it."""
        seen = self.phase, self.round, self.progress, self.among, self.release, self.reading
        known = self.looked, self.lost, self.renewed, sorted(self.sorting.drafts.items())
        return *seen, *known, self.tally.held(), self.activity if self.activity.follows else None

    def hold(self, held: tuple[Any, ...]) -> None:
        """Hold this in place of what is held now."""
        self.phase, self.round, self.progress, self.among, self.release, self.reading, *rest = held
        self.looked, self.lost, self.renewed, drafts, tally, activity = rest
        self.sorting, self.tally = Sorting(dict(drafts)), Tally.holding(tally)
        if activity is not None:
            self.activity, self.spec = activity, activity.spec()

    def to_json(self) -> dict[str, object]:
        """Return what the facilitator's pages see of it, beside its spec."""
        return {
            "phase": str(self.phase),
            "round": self.round,
            "progress": self.progress.to_json() if self.arrives else None,
            "release": self.release.to_json() if self.release else None,
            **({"looked": self.looked} if self.activity.kinds else {}),
            **({"lost": True} if self.lost else {}),
            **({"renewed": True} if self.renewed else {}),
        }

    def _chosen(self, rejected: Collection[int], mended: Mapping[int, str]) -> list[int]:
        """Return the places of the texts that are to be shown, whether they are still there."""
        if self.reading is None:
            if len(self.tally.pool) < self.activity.least:
                return []
            raise RoomError(
                "unread",
                f"Nobody has read the texts of {self.activity.id!r} yet. Read them on the start "
                "page, take out what should not be shown, and show the rest there.",
            )
        places = range(len(self.reading))
        if self.activity.kinds:
            return self.sorting.chosen(len(places))
        if any(place not in places for place in rejected):
            raise RoomError("bad_rejected", "Rejected names a text that is not there.", 422)
        if mended and not (self.activity.editable and set(mended) <= set(places)):
            raise RoomError("bad_mended", "Mended names a text that cannot be changed.", 422)
        return [place for place in places if place not in rejected]

    def _said(self, places: Sequence[int], mended: Mapping[int, str]) -> list[str]:
        """Return what is shown of the texts at these places."""
        if self.activity.kinds:
            return self.sorting.said(places)
        texts = self.reading or ()
        return [mended.get(place, texts[place]) for place in places]

    def _left(self, chosen: Sequence[int]) -> list[int]:
        """Return those of these places whose text was not taken back since.

        Of equal texts nobody can say whose is whose: one that was taken back is one of these.
        """
        texts, pool = self.reading or (), Counter(self.tally.pool)
        others = set(range(len(texts))) - set(chosen)
        pool -= Counter(texts[place] for place in others)
        return [place for place in chosen if _take(pool, texts[place])]

    def _expect_not_lost(self, step: str) -> None:
        if self.lost:
            raise RoomError(
                "lost",
                f"Cannot {step} {self.activity.id!r}: the program stopped while it was closed, and "
                "its answers, which were only in memory, are gone. Go on with the next.",
            )

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
