"""Files of results for tests, written as a room writes them."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from askfirst import Poll, Pulse, QuestionBox
from askfirst.activities.base import Activity, Totals
from askfirst.knowledge import knowledge_check
from askfirst.release import Tier, release_counts, release_words
from askfirst.room.noise import entry
from askfirst.room.results import Results

CHECK = knowledge_check("11-check-1")
STEPS = ["Not at all", "A little", "Partly", "Mostly", "Fully"]
PULSE = Pulse("11-pulse-1", "I could ask.", options=STEPS).after()
POLL = Poll("05-poll", "What makes it hard?", options=["Fear", "Habit", "Noise"])
BOX = QuestionBox("00-box", "Anything you would like to ask")
FIRST_DAY = date(2026, 11, 1)


class Workshop:
    """The results of one workshop in a folder."""

    def __init__(self, folder: Path, *, number: int = 0, plan: str = "taster") -> None:
        day = FIRST_DAY + timedelta(days=number)
        self.results = Results.begin(folder, day=day, plan=plan)

    @property
    def name(self) -> str:
        return self.results.path.stem

    def show(self, activity: Activity, counts: Sequence[int], *, turn: int = 1) -> None:
        """Show counts of an activity of one choice."""
        totals = Totals(counts=counts, answered=sum(counts))
        self.results.add(activity, turn=turn, release=activity.release(totals))

    def pairs(self, table: Sequence[Sequence[int]], noisy: Sequence[Sequence[int]]) -> None:
        """Show pairs, and keep their noisy table."""
        counts = [count for row in table for count in row]
        release = PULSE.release(Totals(counts=counts, answered=sum(counts)))
        self.results.add(PULSE, turn=1, release=release, transitions=entry(noisy))

    def box(self, counts: Sequence[int]) -> None:
        """Show a box whose questions were sorted."""
        release = release_words(["x"] * sum(counts), tier=Tier.PERSONAL)
        each = release_counts(counts, tier=Tier.PERSONAL)
        self.results.add(BOX, turn=1, release=release, of_each=each)
