"""Poll: one question, a few options, one or several choices."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar, Self

from askfirst.activities import texts
from askfirst.activities.choices import Choices
from askfirst.release import Tier


@dataclass(frozen=True)
class Poll(Choices):
    """Ask the room to choose from options; Pass is always on offer and never declared.

    Args:
        id: As for every activity.
        question: As for every activity.
        options: Two to seven different texts; up to twelve in the open tier, whose numbers are
            exact and so need no release rule over the options.
        several: Whether any number may be chosen. An empty choice is then an answer too, and
            there is no minimum or maximum, because the release rule needs it so.
        tier: open, personal (default) or intimate.

    Raises:
        DeclarationError: No options, too many, two alike, or one that is a pass by another name.
    """

    _: KW_ONLY
    options: Sequence[str] = ()
    several: bool = False

    type: ClassVar[str] = "poll"

    def __post_init__(self) -> None:
        """Check the options as well."""
        super().__post_init__()
        if isinstance(self.options, str) or not isinstance(self.options, Sequence):
            self.refuse(f"options is {self.options!r}. Use a list of texts.")
        options = tuple(self.options)
        most = 12 if self.tier is Tier.OPEN or self.several else 7
        if not 2 <= len(options) <= most:
            self.refuse(
                f"it has {len(options)} options. Use 2 to {most} in tier {str(self.tier)!r}; "
                "ask a second question for more."
            )
        for option in options:
            self.check_text("an option", option)
        twice = [o for i, o in enumerate(options) if o.strip().lower() in _folded(options[:i])]
        if twice:
            self.refuse(f"option {twice[0]!r} stands there twice. Keep one.")
        if texts.ASK["pass"].lower() in _folded(options):
            self.refuse("'Pass' is among the options. Leave it out: it is always offered.")
        object.__setattr__(self, "options", options)

    @property
    def counts_each(self) -> bool:
        """Whether any number of options may be chosen."""
        return self.several

    def labels(self) -> tuple[str, ...]:
        """Return the options."""
        return tuple(self.options)

    def details(self) -> dict[str, object]:
        """Return options and whether several may be chosen."""
        return {"options": list(self.options), "several": self.several}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences, and the hint where several may be chosen."""
        said = super().texts()
        return {**said, "ask": {**said["ask"], **texts.SEVERAL}} if self.several else said

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the poll of a stored spec."""
        return cls(
            spec["id"],
            spec["question"],
            options=spec["options"],
            several=spec["several"],
            tier=spec["tier"],
        )


def _folded(options: Sequence[str]) -> set[str]:
    return {option.strip().lower() for option in options}
