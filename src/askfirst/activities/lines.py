"""Lines: what a group proposes for its agreement, chosen and mended before the vote."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any, ClassVar, Final, Self

from askfirst.activities import texts
from askfirst.activities.base import Totals
from askfirst.activities.words import Words, folded
from askfirst.errors import RoomError
from askfirst.release import Release, Tier, release_lines

MOST_LINES: Final = 12
LONGEST_LINE: Final = 80


@dataclass(frozen=True)
class Lines(Words):
    """Ask the room for a line of its agreement; the first part of an Agreement.

    Args:
        id: As for every activity.
        question: As for every activity.
        starters: The lines that are there already.
        most: Longest line in characters.
        tier: open, always: who wrote a line is as hidden as in any tier, and the vote is exact.
    """

    _: KW_ONLY
    starters: Sequence[str] = ()
    most: int = LONGEST_LINE
    tier: Tier = Tier.OPEN

    type: ClassVar[str] = "lines"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.OPEN})
    editable: ClassVar[bool] = True

    def __post_init__(self) -> None:
        """Keep the starters as they were declared, whatever becomes of the list."""
        super().__post_init__()
        object.__setattr__(self, "starters", tuple(self.starters))

    @property
    def places(self) -> int:
        """How many lines of the group fit the vote beside the starters."""
        return MOST_LINES - len(self.starters)

    def details(self) -> dict[str, object]:
        """Return what Words does, the starters, and how many lines fit beside them."""
        return {**super().details(), "starters": list(self.starters), "places": self.places}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences and those about lines."""
        said = super().texts()
        ask = {**said["ask"], **texts.LINES}
        host = {**said["host"], "once": texts.LINES_ONCE}
        return {"ask": ask, "show": {**said["show"], **texts.LINES_SHOWN}, "host": host}

    def slide_form(self) -> str:
        """Return the starters, a line to write on, and Pass."""
        rows = "".join(f'<li dir="auto">{escape(line)}</li>' for line in self.starters)
        ask = self.texts()["ask"]
        most = texts.counted(ask, "most", self.most, most=self.most)
        return (
            f'<ul class="askfirst-starters">{rows}</ul><p class="askfirst-own">'
            f"{escape(most)}</p><ol><li>"
            '<span class="askfirst-letter" aria-hidden="true"></span>'
            f'<span class="askfirst-label">{escape(ask["pass"])}</span></li></ol>'
        )

    def release(self, totals: Totals) -> Release:
        """Release the lines that were chosen, each once, if enough phones wrote one.

        Raises:
            RoomError: `bad_line`, for one that cannot be voted on; `too_many_lines`.
        """
        taken = {same(line) for line in self.starters}
        lines: list[str] = []
        for text in totals.texts:
            line = self._line(text)
            if same(line) not in taken:
                lines.append(line)
            taken.add(same(line))
        if len(lines) > self.places:
            raise RoomError(
                "too_many_lines",
                f"{len(self.starters)} starter lines and {len(lines)} of the group are "
                f"{len(self.starters) + len(lines)}. At most {MOST_LINES} fit one vote: leave out "
                f"{len(lines) - self.places} more.",
            )
        return release_lines(lines, totals.answered, tier=self.tier)

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the activity of a stored spec."""
        return cls(spec["id"], spec["question"], starters=spec["starters"], most=spec["most"])

    def _line(self, text: str) -> str:
        """Return a chosen line as it is shown, once the facilitator may have mended it."""
        line = " ".join(text.split())
        try:
            self.read_choice(f"={line}")
        except RoomError as error:
            raise RoomError(
                "bad_line",
                f"{line[:20]!r} cannot be a line. Use 1 to {self.most} characters, or leave it "
                "out.",
                422,
            ) from error
        if same(line) == same(texts.ASK["pass"]):
            raise RoomError("bad_line", f"{line!r} is offered anyway. Leave it out.", 422)
        return line


def same(line: str) -> str:
    """Return what two lines have in common that say the same but for capitals and full stops."""
    return folded(line).strip(" .!")
