"""Agreement: lines to work by, proposed by the group without names, voted on, and printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any, ClassVar, Final, NoReturn, Self

from askfirst.activities import texts
from askfirst.activities.base import PASS, Answer, Totals, row
from askfirst.activities.choices import Choices
from askfirst.activities.lines import LONGEST_LINE, MOST_LINES, Lines, same
from askfirst.activities.vote import FIRST, SECOND, Vote
from askfirst.errors import RoomError
from askfirst.release import Tier

LONGEST_TITLE: Final = 60


@dataclass(frozen=True)
class Agreement(Choices):
    """Draft an agreement: starter lines, lines of the group, a vote, and one page to print.

    Args:
        id: As for every activity; what a room is asked has this id with "-lines" and "-vote".
        question: What the group is asked to propose.
        starters: Two to eleven lines to begin with, up to 80 characters each.
        vote: What is asked of these and of the lines of the group that were chosen.
        title: What stands above the printed agreement, up to 60 characters.
        tier: open, always: how many can keep to a line is exact, from five phones.

    Raises:
        DeclarationError: Too few or too many starters, two alike, or one that is too long.
    """

    _: KW_ONLY
    starters: Sequence[str] = ()
    vote: str = texts.AGREEMENT["vote"]
    title: str = texts.AGREEMENT["title"]
    tier: Tier = Tier.OPEN

    type: ClassVar[str] = "agreement"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.OPEN})

    def __post_init__(self) -> None:
        """Check starters, vote and title as well."""
        super().__post_init__()
        self.check_text("the vote", self.vote)
        self.check_text("the title", self.title, LONGEST_TITLE)
        if isinstance(self.starters, str) or not isinstance(self.starters, Sequence):
            self.refuse(f"starters is {self.starters!r}. Use a list of texts.")
        if not 2 <= len(self.starters) < MOST_LINES:
            self.refuse(
                f"it has {len(self.starters)} starters. Use 2 to {MOST_LINES - 1}: at most "
                f"{MOST_LINES} lines fit one vote, and the group adds at least one."
            )
        seen = {same(texts.ASK["pass"])}
        for line in self.starters:
            self.check_text("a starter", line, LONGEST_LINE)
            if same(line) in seen:
                self.refuse(f"starter {line!r} stands there twice, or is Pass. Keep one.")
            seen.add(same(line))
        object.__setattr__(self, "starters", tuple(self.starters))
        self.parts()

    def parts(self) -> tuple[Lines, Vote]:
        """Return what a room is asked: first for lines, then which of them each can keep to."""
        second = Vote(self.id + SECOND, self.vote, options=self.starters, title=self.title)
        return self._first, second

    @property
    def counts_each(self) -> bool:
        """Any number of lines may be ticked."""
        return True

    def labels(self) -> tuple[str, ...]:
        """Return the starters."""
        return tuple(self.starters)

    def details(self) -> dict[str, object]:
        """Return the starters, the question of the vote, and the title."""
        return {
            "options": list(self.starters),
            "several": True,
            "most": LONGEST_LINE,
            "vote": self.vote,
            "title": self.title,
        }

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences and those for somebody alone."""
        said = super().texts()
        return {**said, "ask": {**said["ask"], **texts.AGREEMENT_ALONE}}

    def fields(self) -> str:
        """Return a box for each starter, a field for a line of one's own, and Pass."""
        ask = self.texts()["ask"]
        boxes = "".join(row("checkbox", str(i), line) for i, line in enumerate(self.starters))
        own = (
            f'<label><span>{escape(ask["own"])}</span> <input type="text" name="words" '
            f'maxlength="{LONGEST_LINE}" autocomplete="off"></label>'
        )
        return f"<p>{escape(ask['hint'])}</p>{boxes}{own}{row('checkbox', PASS, ask['pass'])}"

    def lines(self) -> list[str]:
        """Return the starters with a box before each, a line to write on, and Pass."""
        *starters, passing = super().lines()
        return [*starters, "[ ] " + "_" * 40, passing]

    def read_choice(self, choice: str) -> Answer:
        """Return the answer of somebody alone: "pass", or "+", indices, "=" and an own line."""
        ticked, mark, own = choice.partition("=")
        answer = super().read_choice(ticked)
        if not mark:
            return answer
        if answer.passed:
            self.bad_choice(choice)
        return Answer(cells=answer.cells, text=self._first.read_choice(f"={own}").text)

    def from_fields(self, values: Sequence[str], words: str = "") -> str:
        """Return the canonical choice; Pass wins over anything beside it."""
        choice, own = super().from_fields(values), " ".join(words.split())
        choice = choice if choice == PASS or not own else f"{choice}={own}"
        self.read_choice(choice)
        return choice

    def release(self, totals: Totals) -> NoReturn:  # noqa: ARG002
        """Refuse: results are those of the parts."""
        raise RoomError("parts", f"{self.id!r} is asked in two parts: nothing to show.")

    def possible(self, totals: Totals) -> Iterator[str]:  # noqa: ARG002
        """Yield nothing."""
        return iter(())

    @property
    def _first(self) -> Lines:
        return Lines(self.id + FIRST, self.question, starters=self.starters)

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the agreement of a stored spec."""
        return cls(
            spec["id"],
            spec["question"],
            starters=spec["options"],
            vote=spec["vote"],
            title=spec["title"],
            tier=spec["tier"],
        )
