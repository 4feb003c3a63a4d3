"""The tally of one round of an activity: totals and commitments, never an answer."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from askfirst.activities.base import PASS, Activity, Answer, Totals
from askfirst.room.seats import Right, commitment, spent
from askfirst.room.texts import refusal

MOST_MISSES: Final = 5
MOST_TURNS: Final = 12  # each leaves a mark, and none may go while the round lasts


@dataclass(kw_only=True)
class Tally:
    """All that is kept of one round, with nothing in it to join to anything else.

    Attributes:
        counts: How many chose each option or step.
        answered: How many answers were counted; a pass is not one.
        pool: The texts of a free-text activity, sorted, so that the order of arrival is gone.
        used: For each token that was used, the commitment to what it answered.
        spent: A mark for each answer that was taken back, so that a late copy of it stays out.
        turns: How often one phone took an answer back, so that its marks have an end; under a hash
            that no token joins.
        drawn: The transitions of a pair with noise, drawn for these counts and no others.
        misses: For a token, how often a nonce came that opens nothing: trying every choice is work.
    """

    counts: list[int]
    answered: int = 0
    pool: list[str] = field(default_factory=list)
    used: dict[bytes, bytes] = field(default_factory=dict)
    spent: set[bytes] = field(default_factory=set)
    turns: dict[bytes, int] = field(default_factory=dict)
    misses: dict[bytes, int] = field(default_factory=dict)
    drawn: list[list[int]] | None = None

    @classmethod
    def of(cls, activity: Activity) -> Self:
        """Return an empty tally for an activity."""
        return cls(counts=[0] * activity.width)

    def held(self) -> tuple[object, ...]:
        """Return all that is held, sorted: in which order it came is not in it."""
        marks = sorted(self.used.items()), sorted(self.spent)
        often = sorted(self.turns.items()), sorted(self.misses.items())
        return self.counts, self.answered, self.pool, *marks, *often, self.drawn

    @classmethod
    def holding(cls, held: tuple[Any, ...]) -> Self:
        """Return a tally that holds this."""
        counts, answered, pool, used, spent_, turns, misses, drawn = held
        return cls(
            counts=counts,
            answered=answered,
            pool=pool,
            used=dict(used),
            spent=set(spent_),
            turns=dict(turns),
            misses=dict(misses),
            drawn=drawn,
        )

    def accept(self, right: Right, *, nonce: bytes, choice: str, answer: Answer) -> None:
        """Count an answer and use its token, in one step; the same again counts nothing.

        Raises:
            RoomError: `answered`, when the token stands for another answer; `taken_back`, when
                this very answer was taken back; `too_often`, when as many were as can be.
        """
        seal = commitment(nonce, choice)
        if right.token in self.used:
            if self.used[right.token] != seal:
                raise refusal("answered")
            return
        if spent(nonce) in self.spent:
            raise refusal("taken_back")
        if self.turns.get(right.turns, 0) >= MOST_TURNS:
            raise refusal("too_often")
        self.used[right.token] = seal
        self._count(answer, 1)

    def take_back(self, right: Right, *, nonce: bytes, choice: str, answer: Answer) -> None:
        """Undo an answer and free its token; the same again changes nothing.

        Raises:
            RoomError: `nothing_to_take_back`, when nonce and choice do not open the commitment.
        """
        if self.used.get(right.token) == commitment(nonce, choice):
            del self.used[right.token]
            self.spent.add(spent(nonce))
            self.turns[right.turns] = self.turns.get(right.turns, 0) + 1
            self._count(answer, -1)
        elif spent(nonce) not in self.spent:
            raise refusal("nothing_to_take_back")

    def opened_by(self, token: bytes, nonce: bytes, activity: Activity) -> str:
        """Return the choice that a nonce alone opens, by trying each, or "pass" for none.

        A page without JavaScript holds the nonce and not the choice, so that no trace of the
        choice is left in it.
        """
        if self.misses.get(token, 0) >= MOST_MISSES:
            raise refusal("nothing_to_take_back")
        seal = self.used.get(token)
        if seal is None:
            return PASS
        # Each is tried, found or not, so that the time taken does not tell which it was.
        possible = activity.possible(self.totals(self.pool))
        found = [choice for choice in possible if commitment(nonce, choice) == seal]
        if not found and commitment(nonce, PASS) != seal:
            self.misses[token] = self.misses.get(token, 0) + 1
        return found[0] if found else PASS

    def totals(self, texts: Sequence[str] = ()) -> Totals:
        """Return what may be looked at: the counts, and of the texts only those given."""
        return Totals(counts=tuple(self.counts), answered=self.answered, texts=tuple(texts))

    def _count(self, answer: Answer, step: int) -> None:
        if answer.passed:
            return
        self.drawn = None
        self.answered += step
        for cell in answer.cells:
            self.counts[cell] += step
        if answer.text is not None and step > 0:
            bisect.insort(self.pool, answer.text)
        elif answer.text is not None:
            del self.pool[bisect.bisect_left(self.pool, answer.text)]
