"""Pulse: one question before and after, sent once as a pair; only who moved which way is shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any, ClassVar, Final, NoReturn, Self

from askfirst.activities import texts
from askfirst.activities.base import PASS, Answer, Totals, row
from askfirst.activities.choices import Choices
from askfirst.errors import RoomError
from askfirst.release import Release, Tier, release_counts

AFTER: Final = "-after"  # what the second half's id adds to the first's
LONGEST_STEP: Final = 60
PAIR: Final = re.compile(r"([0-4])>([0-4])")

FIRST: Final = {
    "hint": "Nothing is sent now. Your choice stays with you.",
    "send": "Keep it",
    "answer": "Keep it",
    "sent": "Thank you. Nothing was sent.",
    "total": "If this comes again, and you answer it, both go in as one pair. If not, nothing is "
    "ever sent.",
    "back": "Choose again",
    "until": "Reload or close this page, and it is gone.",
    "alone": "Reload or close this page, and it is gone.",
}
STAYS: Final = "Nothing arrives here: the choices stay on the phones."
FIRST_HOST: Final = {
    "open": "Open",
    "half": "stays on the phones",
    "stays": STAYS,
    "next": STAYS,
    "nothing": STAYS,
}
ON_PAPER: Final = (
    "This page cannot keep a choice: make it in your head or on paper. If this comes again, it "
    "asks for both."
)
SECOND: Final = {
    "hint": "Two choices make one pair: “{before}” and “{now}”.",
    "kept": "Your first choice is still here, and makes a pair with this one. Pass sends neither.",
    "both": "Choose both again",
    "choose": "A choice is missing. Choose, or Pass.",
    "total": "A pair becomes part of a total; a pass counts nowhere. The screen shows how many "
    "moved which way, from {k} phones on; small numbers stay hidden.",
    "until": "You can take it back until the result is shown, while this page stays open. A file "
    "for evaluation keeps totals of the pairs, with random numbers mixed in.",
}
SECOND_HOST: Final = {"half": "sent as a pair"}
MOVES: Final = ("Towards “{first}”", "No change", "Towards “{last}”")


@dataclass(frozen=True)
class _Half(Choices):
    """What both halves share: the steps, and the words for the two times."""

    _: KW_ONLY
    options: Sequence[str] = ()
    before: str = "Before today"
    now: str = "Now"

    type: ClassVar[str] = "pulse"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.PERSONAL, Tier.INTIMATE})

    def __post_init__(self) -> None:
        """Check the steps and the words as well."""
        super().__post_init__()
        if isinstance(self.options, str) or not isinstance(self.options, Sequence):
            self.refuse(f"options is {self.options!r}. Use a list of texts, in order.")
        if not 2 <= len(self.options) <= 5:
            self.refuse(f"it has {len(self.options)} options. Use 2 to 5, in order.")
        seen = {texts.ASK["pass"].casefold()}
        for option in self.options:
            self.check_text("an option", option, LONGEST_STEP)
            if option.strip().casefold() in seen:
                self.refuse(f"option {option!r} stands there twice, or is Pass. Leave it out.")
            seen.add(option.strip().casefold())
        for name, word in (("before", self.before), ("now", self.now)):
            self.check_text(name, word, LONGEST_STEP)
        if self.before.strip().casefold() == self.now.strip().casefold():
            self.refuse(f"before and now are both {self.now!r}. Use two different texts.")
        object.__setattr__(self, "options", tuple(self.options))

    def labels(self) -> tuple[str, ...]:
        """Return the steps."""
        return tuple(self.options)

    def details(self) -> dict[str, object]:
        """Return the steps and the words for the two times."""
        return {"options": list(self.options), "times": [self.before, self.now]}


@dataclass(frozen=True)
class Pulse(_Half):
    """Ask a question before and after: this half stays on the phones, and `after` asks again.

    Args:
        id: As for every activity, up to 58 characters; the second half adds "-after".
        question: As for every activity.
        options: Two to five different steps in order, up to 60 characters each; the first and
            the last are the ends that a result names.
        before: What the first choice is called where both are asked at once.
        now: What the second is called there.
        tier: personal (default) or intimate.

    Raises:
        DeclarationError: Steps or words that cannot be asked, or an id that is too long.
    """

    def __post_init__(self) -> None:
        """Check that the second half can have its id."""
        super().__post_init__()
        if len(self.id) + len(AFTER) > 64:
            self.refuse(
                f"the id has {len(self.id)} characters. Use at most {64 - len(AFTER)}: the second "
                f"half adds {AFTER!r}."
            )

    def after(self) -> "After":
        """Return the second half, which is shown by the cell that ends with it.

        Where no first half is shown, it asks for both at once.
        """
        return After(
            self.id + AFTER,
            self.question,
            options=self.options,
            before=self.before,
            now=self.now,
            tier=self.tier,
            first=self.id,
        )

    @property
    def collects(self) -> bool:
        """False: the first choice stays where it was made."""
        return False

    @property
    def width(self) -> int:
        """Nothing is counted."""
        return 0

    def details(self) -> dict[str, object]:
        """Return steps and words, and that nothing is collected."""
        return {**super().details(), "collects": False}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the sentences of the first half."""
        said = super().texts()
        return {**said, "ask": {**said["ask"], **FIRST}, "host": {**said["host"], **FIRST_HOST}}

    def fields(self) -> str:
        """Return the steps to read and no control, since no form may send them."""
        steps = "".join(f'<li dir="auto">{escape(step)}</li>' for step in self.slide_rows())
        return f"<p>{escape(FIRST['hint'])}</p><ul>{steps}</ul><p>{escape(ON_PAPER)}</p>"

    def read_choice(self, choice: str) -> NoReturn:  # noqa: ARG002
        """Refuse any: the room takes no answer to a first half."""
        raise RoomError("stays", "The first choice stays on the phone. Nothing is sent now.", 422)

    def from_fields(self, values: Sequence[str], words: str = "") -> NoReturn:  # noqa: ARG002
        """Refuse any, as `read_choice` does."""
        self.read_choice("")

    def release(self, totals: Totals) -> NoReturn:  # noqa: ARG002
        """Refuse: there is no result.

        Raises:
            RoomError: `stays`.
        """
        raise RoomError(
            "stays",
            f"Cannot show {self.id!r}: its choices stayed on the phones. Ask {self.id + AFTER!r} "
            "and show that.",
        )

    def possible(self, totals: Totals) -> Iterator[str]:  # noqa: ARG002
        """Yield nothing: no choice is ever among totals."""
        return iter(())

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> "Pulse | After":
        """Return the half of a stored spec: the second names the first."""
        if "first" in spec:
            return After.from_details(spec)
        return cls(spec["id"], spec["question"], **_declared(spec))


@dataclass(frozen=True)
class After(_Half):
    """The second half of a Pulse: the pair of both choices is the answer. Made by `Pulse.after`.

    Args:
        first: The id of the first half, which a phone may have kept a choice for.
    """

    _: KW_ONLY
    first: str = ""

    def __post_init__(self) -> None:
        """Check that it belongs to its first half."""
        super().__post_init__()
        if self.id != self.first + AFTER:
            self.refuse(f"its first half is {self.first!r}. Declare it with Pulse(...).after().")

    @property
    def width(self) -> int:
        """A counter for each step before with each step now."""
        return len(self.options) ** 2

    @property
    def moves(self) -> tuple[str, ...]:
        """What the three rows of a result are called."""
        ends = {"first": self.options[0], "last": self.options[-1]}
        return tuple(move.format(**ends) for move in MOVES)

    def details(self) -> dict[str, object]:
        """Return steps and words, the first half's id and the rows of a result."""
        return {**super().details(), "first": self.first, "moves": list(self.moves)}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the sentences of the second half."""
        said = super().texts()
        slots = {"before": self.before, "now": self.now}
        slots["k"] = "ten" if self.tier is Tier.INTIMATE else "five"
        own = {name: text.format(**slots) for name, text in SECOND.items()}
        return {**said, "ask": {**said["ask"], **own}, "host": {**said["host"], **SECOND_HOST}}

    def fields(self) -> str:
        """Return the steps twice as radio buttons, once for each time, with Pass as the last."""
        before = (row("radio", f"{i}>", step, name="before") for i, step in enumerate(self.options))
        now = (row("radio", str(i), step) for i, step in enumerate(self.options))
        last = row("radio", PASS, texts.ASK["pass"])
        groups = ((self.before, "".join(before)), (self.now, "".join(now) + last))
        hint = self.texts()["ask"]["hint"]
        return f"<p>{escape(hint)}</p>" + "".join(
            f'<div role="radiogroup" aria-label="{escape(name)}"><p class="askfirst-small"><b>'
            f"{escape(name)}</b></p>{rows}</div>"
            for name, rows in groups
        )

    def lines(self) -> list[str]:
        """Return a line of open rings for each time, and Pass."""
        rings = "  ".join(f"( ) {step}" for step in self.options)
        return [f"{self.before}: {rings}", f"{self.now}: {rings}", f"( ) {texts.ASK['pass']}"]

    def read_choice(self, choice: str) -> Answer:
        """Return the answer: "pass", or the two steps' indices with ">" between."""
        if choice == PASS:
            return Answer(passed=True)
        found, steps = PAIR.fullmatch(choice), len(self.options)
        if not found or int(max(found.groups())) >= steps:
            self.bad_choice(choice)
        return Answer(cells=(int(found[1]) * steps + int(found[2]),))

    def from_fields(self, values: Sequence[str], words: str = "") -> str:  # noqa: ARG002
        """Return the canonical choice; Pass wins over a step chosen for the time before."""
        if PASS in values:
            return PASS
        choice = "".join(sorted(values, key=lambda value: not value.endswith(">")))
        self.read_choice(choice)
        return choice

    def transitions(self, totals: Totals) -> tuple[tuple[int, ...], ...]:
        """Return a row for each step before, with a count for each step now."""
        steps = len(self.options)
        return tuple(
            tuple(totals.counts[start : start + steps]) for start in range(0, self.width, steps)
        )

    def release(self, totals: Totals) -> Release:
        """Release how many moved to the first end, stayed, and moved to the last, by the rule."""
        moved = [0, 0, 0]
        for before, row_ in enumerate(self.transitions(totals)):
            for now, count in enumerate(row_):
                moved[1 + (now > before) - (now < before)] += count
        return release_counts(moved, tier=self.tier)

    def possible(self, totals: Totals) -> Iterator[str]:
        """Yield each pair that was given."""
        for before, row_ in enumerate(self.transitions(totals)):
            yield from (f"{before}>{now}" for now, count in enumerate(row_) if count)

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the second half of a stored spec."""
        return cls(spec["id"], spec["question"], **_declared(spec), first=spec["first"])


def _declared(spec: Mapping[str, Any]) -> dict[str, Any]:
    before, now = spec["times"]
    return {"options": spec["options"], "before": before, "now": now, "tier": spec["tier"]}
