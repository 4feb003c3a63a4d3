"""Scale: a statement and steps between two words, such as disagree to agree, or comfort."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar, Self

from askfirst.activities import texts
from askfirst.activities.base import Totals
from askfirst.activities.choices import Choices
from askfirst.release import Release, release_scale


@dataclass(frozen=True)
class Scale(Choices):
    """Ask the room to place itself on a scale with words at both ends.

    Args:
        id: As for every activity.
        question: The statement or question.
        ends: The words at the first and at the last step.
        steps: Three to seven.
        tier: open, personal (default) or intimate. Outside open, adjacent steps are merged in
            the release where that protects small numbers.

    Raises:
        DeclarationError: Ends that are not two different texts, or a wrong number of steps.
    """

    _: KW_ONLY
    ends: tuple[str, str] = ("Disagree", "Agree")
    steps: int = 5

    type: ClassVar[str] = "scale"

    def __post_init__(self) -> None:
        """Check ends and steps as well."""
        super().__post_init__()
        if isinstance(self.ends, str) or len(tuple(self.ends)) != 2:
            self.refuse(f"ends is {self.ends!r}. Use two texts, for the first and the last step.")
        for end in self.ends:
            self.check_text("an end", end, 60)
        if self.ends[0] == self.ends[1]:
            self.refuse(f"both ends are {self.ends[0]!r}. Use two different texts.")
        if isinstance(self.steps, bool) or not isinstance(self.steps, int):
            self.refuse(f"steps is {self.steps!r}. Use a whole number from 3 to 7.")
        if not 3 <= self.steps <= 7:
            self.refuse(f"steps is {self.steps}. Use 3 to 7.")
        object.__setattr__(self, "ends", tuple(self.ends))

    def labels(self) -> tuple[str, ...]:
        """Return a label for each step: its number, and at the ends its words."""
        words = (self.ends[0], *[""] * (self.steps - 2), self.ends[1])
        said = (texts.SCALE["step"].format(step=i, end=end) for i, end in enumerate(words, 1))
        return tuple(label.strip() for label in said)

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences, and how a step is written."""
        said = super().texts()
        return {**said, "ask": {**said["ask"], **texts.SCALE}}

    def details(self) -> dict[str, object]:
        """Return ends, steps and the label of each step."""
        return {"ends": list(self.ends), "steps": self.steps, "labels": list(self.labels())}

    def release(self, totals: Totals) -> Release:
        """Release the steps, adjacent ones merged where that protects small numbers."""
        return release_scale(totals.counts, tier=self.tier)

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the scale of a stored spec."""
        return cls(
            spec["id"],
            spec["question"],
            ends=tuple(spec["ends"]),
            steps=spec["steps"],
            tier=spec["tier"],
        )
