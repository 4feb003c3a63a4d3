"""Quiz: a knowledge check, with a worked explanation for every option."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar, Final, Self

from askfirst.activities import texts
from askfirst.activities.choices import Choices
from askfirst.errors import DeclarationError
from askfirst.release import Tier

CLAIM: Final = re.compile(r"C\d{2,3}[a-z]?")
LONGEST_WHY: Final = 300
SHOW: Final = {
    "explained": "What holds up, and why",
    "holds": "Holds up",
    "fails": "Does not hold up",
    "claims": "Sources: {claims}",
    "again": "Answer again",
}


@dataclass(frozen=True)
class Option:
    """One option of a quiz, with what is said about it afterwards.

    Args:
        text: What can be chosen.
        why: Why it holds up, or does not: about the sentence, never about who chose it.
        claims: Ids of the claims that the explanation rests on ("C54 C68"), or a list of them.
        holds: Whether it holds up.
    """

    text: str
    why: str
    claims: str | Sequence[str] = ()
    _: KW_ONLY
    holds: bool = False

    def __post_init__(self) -> None:
        """Make the claims a tuple of ids."""
        given = self.claims.replace(",", " ").split() if isinstance(self.claims, str) else None
        try:
            object.__setattr__(self, "claims", tuple(self.claims if given is None else given))
        except TypeError:
            raise DeclarationError(
                f"Option({self.text!r}): claims is {self.claims!r}. "
                'Use ids with spaces between them, as in "C54 C68".'
            ) from None

    def to_json(self) -> dict[str, object]:
        """Return the explanation as plain JSON types."""
        return {"holds": self.holds, "why": self.why, "claims": list(self.claims)}


@dataclass(frozen=True)
class Quiz(Choices):
    """Ask what holds up, and explain every option once it was answered.

    Args:
        id: As for every activity.
        question: A statement or a question, about people in a story and never about the reader.
        options: Two to six `Option`s; one or more of them hold up. Pass is always on offer.
        headline: The claim that the explanations come to; stands above them.
        tier: open, always: exact numbers, once five phones have answered.

    Raises:
        DeclarationError: Not two to six options, two alike, one without an explanation, a claim
            that is no id of a claim, or no option that holds up.
    """

    _: KW_ONLY
    options: Sequence[Option] = ()
    headline: str = SHOW["explained"]
    tier: Tier = Tier.OPEN

    type: ClassVar[str] = "quiz"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.OPEN})

    def __post_init__(self) -> None:
        """Check the options and their explanations as well."""
        super().__post_init__()
        self.check_text("the headline", self.headline, 120)
        if isinstance(self.options, str) or not isinstance(self.options, Sequence):
            self.refuse(f"options is {self.options!r}. Use a list of Option(text, why).")
        if not 2 <= len(self.options) <= 6:
            self.refuse(f"it has {len(self.options)} options. Use 2 to 6.")
        seen = {texts.ASK["pass"].lower()}
        for option in self.options:
            self._check_option(option)
            if option.text.strip().lower() in seen:
                self.refuse(f"option {option.text!r} stands there twice, or is Pass. Keep one.")
            seen.add(option.text.strip().lower())
        if not any(option.holds for option in self.options):
            self.refuse("no option holds up. Mark one or more with holds=True.")
        object.__setattr__(self, "options", tuple(self.options))

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that the explanations rest on, each once, in order."""
        return tuple(dict.fromkeys(claim for option in self.options for claim in option.claims))

    def labels(self) -> tuple[str, ...]:
        """Return the options."""
        return tuple(option.text for option in self.options)

    def details(self) -> dict[str, object]:
        """Return the options, and apart from them what is said only afterwards."""
        return {
            "options": list(self.labels()),
            "headline": self.headline,
            "after": [option.to_json() for option in self.options],
        }

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences and those around the explanations."""
        said = super().texts()
        return {**said, "show": {**said["show"], **SHOW}}

    def text(self) -> str:
        """Return question and options, and below them the explanations."""
        return "\n".join([super().text(), "", self.headline, *self.explanations()])

    def explanations(self) -> list[str]:
        """Return one line for each option: what it says, whether that holds up, and why."""
        lines = []
        for option in self.options:
            claims = f" [{' '.join(option.claims)}]" if option.claims else ""
            verdict = SHOW["holds" if option.holds else "fails"]
            lines.append(f"{option.text}: {verdict}. {option.why}{claims}")
        return lines

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the quiz of a stored spec."""
        options = [
            Option(text, after["why"], after["claims"], holds=after["holds"])
            for text, after in zip(spec["options"], spec["after"], strict=True)
        ]
        return cls(
            spec["id"],
            spec["question"],
            options=options,
            headline=spec["headline"],
            tier=spec["tier"],
        )

    def _check_option(self, option: object) -> None:
        if not isinstance(option, Option):
            self.refuse(f"an option is {option!r}. Use Option(text, why).")
        self.check_text("an option", option.text)
        self.check_text(f"the explanation of {option.text!r}", option.why, LONGEST_WHY)
        if not isinstance(option.holds, bool):
            self.refuse(f"holds of {option.text!r} is {option.holds!r}. Use True or False.")
        for claim in option.claims:
            if not isinstance(claim, str) or not CLAIM.fullmatch(claim):
                self.refuse(f"claim {claim!r} of {option.text!r} is no id. Use one such as C54.")
