"""CoinFlip: a sentence answered under cover of a coin, so that no answer can be held to anyone."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from html import escape
from typing import Any, ClassVar, Final, Self

from askfirst.activities import texts
from askfirst.activities.base import Totals, slide_list
from askfirst.activities.choices import Choices
from askfirst.activities.coinflip_texts import ASK, COIN, DIE, SHOW
from askfirst.estimate import blur, likely_share
from askfirst.release import Release, Tier, release_estimate

LONGEST_WORD: Final = 30


@dataclass(frozen=True, kw_only=True)
class Design:
    """A way to let chance into an answer that a person can do by hand.

    Attributes:
        keep: The chance that what is said is the true answer, the same for yes and for no.
        own: In a made-up room, how many say yes and no of those who speak of the sentence itself.
        other: The same of those whose second coin answers, or who speak of the opposite.
        texts: What it says: to whoever answers (`ask`) and to explain it (`show`).
    """

    keep: Fraction
    own: tuple[int, int]
    other: tuple[int, int]
    texts: Mapping[str, Mapping[str, str]]

    def example(self) -> dict[str, object]:
        """Return the numbers of the made-up room, and of how far chance alone moves a result."""
        room, yes = sum(self.own) + sum(self.other), self.own[0] + self.other[0]
        return {
            "room": room,
            "own": sum(self.own),
            "own_yes": self.own[0],
            "own_no": self.own[1],
            "other": sum(self.other),
            "other_yes": self.other[0],
            "other_no": self.other[1],
            "all_yes": yes,
            "all_no": room - yes,
            "likely": round(room * likely_share(yes, room, self.keep)),
            "blur": round(100 * blur(room, self.keep)),
            "blur_large": round(100 * blur(10 * room, self.keep)),
        }


DESIGNS: Final[Mapping[str, Design]] = {
    "forced": Design(keep=Fraction(3, 4), own=(4, 11), other=(8, 7), texts=COIN),
    "warner": Design(keep=Fraction(2, 3), own=(6, 14), other=(7, 3), texts=DIE),
}


@dataclass(frozen=True)
class CoinFlip(Choices):
    """Ask whether a sentence is true, under cover of a coin: every answer may be the coin's.

    "forced" is forced response: heads, answer truly; tails, toss again and let that coin answer.
    A true yes is said as yes with p = 1/2 + 1/4 = 3/4, and so is a true no as no; local epsilon
    ln(p / (1 - p)) = ln 3. Source: Boruch, The American Sociologist 6 (1971) 308-311; Fox and
    Tracy, Randomized Response (Sage, 1986).
    "warner" is Warner's own: a die, 1 to 4, say whether the sentence is true; 5 or 6, say whether
    its opposite is. p = 4/6 = 2/3, local epsilon ln 2. Source: Warner, Journal of the American
    Statistical Association 60 (1965) 63-69.

    Args:
        id: As for every activity.
        question: A sentence that is true for somebody or not, never one that would harm whoever
            is seen to answer at all.
        design: "forced" (default, a coin) or "warner" (a die).
        answers: The words for yes and no, up to 30 characters each. Pass is always on offer.
        tier: deniable, always: only an estimate with its interval is shown, and never a count.

    Raises:
        DeclarationError: An unknown design, or answers that are not two different texts.
    """

    _: KW_ONLY
    design: str = "forced"
    answers: Sequence[str] = ("Yes", "No")
    tier: Tier = Tier.DENIABLE

    type: ClassVar[str] = "coinflip"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.DENIABLE})

    def __post_init__(self) -> None:
        """Check design and answers as well."""
        super().__post_init__()
        if self.design not in DESIGNS:
            self.refuse(f"design is {self.design!r}. Use {' or '.join(DESIGNS)}.")
        if isinstance(self.answers, str) or not isinstance(self.answers, Sequence):
            self.refuse(f"answers is {self.answers!r}. Use two texts, for yes and for no.")
        if len(self.answers) != 2:
            self.refuse(f"it has {len(self.answers)} answers. Use two texts, for yes and for no.")
        seen = {texts.ASK["pass"].casefold()}
        for answer in self.answers:
            self.check_text("an answer", answer, LONGEST_WORD)
            if answer.strip().casefold() in seen:
                self.refuse(f"answer {answer!r} stands there twice, or is Pass. Use two texts.")
            seen.add(answer.strip().casefold())
        object.__setattr__(self, "answers", tuple(self.answers))

    @property
    def how(self) -> Design:
        """The design, with its chance, its example and its words."""
        return DESIGNS[self.design]

    def labels(self) -> tuple[str, ...]:
        """Return the words for yes and no."""
        return tuple(self.answers)

    def details(self) -> dict[str, object]:
        """Return design, answers, and the chance to keep an answer as a number out of another."""
        keep = self.how.keep
        return {
            "design": self.design,
            "options": list(self.answers),
            "keep": [keep.numerator, keep.denominator],
        }

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences, how to toss, and why nobody can know."""
        said = super().texts()
        yes, no = self.answers
        filled = {"yes": yes, "no": no, **self.how.example()}
        for part, common in (("ask", ASK), ("show", SHOW)):
            own = {**common, **self.how.texts[part]}
            said[part] |= {name: text.format(**filled) for name, text in own.items()}
        return said

    def rule(self) -> tuple[str, ...]:
        """Return how to toss, a line for each step."""
        ask = self.texts()["ask"]
        return tuple(ask[step] for step in ("toss", "first", "second"))

    def why(self) -> tuple[str, ...]:
        """Return why nobody can know, a line for each thought."""
        return tuple(t for name, t in self.texts()["show"].items() if name.startswith("why_"))

    def fields(self) -> str:
        """Return how to toss by hand, the answers, and why nobody can know."""
        said = self.texts()
        rule = "".join(f"<p>{escape(line)}</p>" for line in self.rule())
        why = "".join(f"<p>{escape(line)}</p>" for line in self.why())
        return (
            f"{rule}<p>{escape(said['ask']['cover'])}</p>{super().fields()}"
            f"<details><summary>{escape(said['show']['why'])}</summary>{why}</details>"
        )

    def lines(self) -> list[str]:
        """Return how to toss, the answers, and why nobody can know."""
        said = self.texts()
        return [
            *self.rule(),
            said["ask"]["cover"],
            *super().lines(),
            "",
            said["show"]["why"],
            *self.why(),
        ]

    def slide_form(self) -> str:
        """Return how to toss, over the answers."""
        rule = "".join(f"<li>{escape(line)}</li>" for line in self.rule())
        return f'<ul class="askfirst-rule">{rule}</ul>{slide_list(self.slide_rows())}'

    def release(self, totals: Totals) -> Release:
        """Release an estimate of the true share, never how many said what."""
        return release_estimate(totals.counts[0], sum(totals.counts), keep=self.how.keep)

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the activity of a stored spec."""
        return cls(
            spec["id"],
            spec["question"],
            design=spec["design"],
            answers=spec["options"],
            tier=spec["tier"],
        )
