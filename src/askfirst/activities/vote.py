"""Vote: which lines of an agreement each can keep to; the starters and those of the group."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from html import escape
from string import ascii_uppercase
from typing import Any, ClassVar, Final, Self

from askfirst.activities import texts
from askfirst.activities.poll import Poll
from askfirst.release import Tier

FIRST: Final = "-lines"
SECOND: Final = "-vote"


@dataclass(frozen=True)
class Vote(Poll):
    """Ask which lines each can keep to; the second part of an Agreement.

    Args:
        id: The agreement's id and "-vote".
        question: As for every activity.
        options: The lines, those of the group last.
        group: How many of them the group wrote.
        title: What stands above the printed agreement.
    """

    _: KW_ONLY
    several: bool = True
    tier: Tier = Tier.OPEN
    group: int = 0
    title: str = texts.AGREEMENT["title"]

    type: ClassVar[str] = "vote"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.OPEN})

    @property
    def follows(self) -> str:
        """The part in which the group proposes its lines."""
        return self.id.removesuffix(SECOND) + FIRST

    @property
    def starters(self) -> tuple[str, ...]:
        """The lines that the author declared."""
        return tuple(self.options[: len(self.options) - self.group])

    def following(self, written: Sequence[str]) -> Self:
        """Return the vote on the starters and these lines of the group."""
        return replace(self, options=(*self.starters, *written), group=len(written))

    def details(self) -> dict[str, object]:
        """Return what Poll does, how many lines the group wrote, and the title."""
        return {**super().details(), "group": self.group, "title": self.title}

    def on_disk(self) -> dict[str, Any]:
        """Return the spec with no line that the group wrote."""
        lines = (*self.starters, *[texts.AGREEMENT["unwritten"]] * self.group)
        return {**self.spec(), "options": list(lines)}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences and those about an agreement."""
        said = super().texts()
        host = {**said["host"], "once": texts.VOTE_SHOWN["talking"]}
        return {**said, "show": {**said["show"], **texts.VOTE_SHOWN}, "host": host}

    def slide_form(self) -> str:
        """Return the rows of the lines, which are smaller than those of a poll, and Pass."""
        letters = [*ascii_uppercase[: self.width], ""]
        rows = "".join(
            f'<li><span class="askfirst-letter" aria-hidden="true">{letter}</span>'
            f'<span class="askfirst-label" dir="auto">{escape(label)}</span></li>'
            for letter, label in zip(letters, self.slide_rows(), strict=True)
        )
        return f"<ol>{rows}</ol>"

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the vote of a stored spec."""
        more = {name: spec[name] for name in ("options", "group", "title")}
        return cls(spec["id"], spec["question"], **more)
