"""What all activities share: the declaration, its checks, and the three things a cell stores."""

import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from itertools import zip_longest
from string import ascii_uppercase
from typing import Any, ClassVar, Final, NoReturn, Self

from askfirst.activities import texts
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import THRESHOLD, Release, Tier

MIME: Final = "application/vnd.askfirst+json"
SPEC_VERSION: Final = 1
PASS: Final = "pass"  # noqa: S105  # the choice to pass, not a password
LONGEST: Final = 500
ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Answer:
    """What one person gives to an activity, read from the canonical choice that a phone sends.

    Attributes:
        passed: True for a pass; then nothing is counted.
        cells: Indices of the counters that go up by one (options or steps, from 0).
        text: The words of a free-text answer, else None.
    """

    passed: bool = False
    cells: tuple[int, ...] = ()
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a tally knows of one round, and so all that a release can be made from.

    Attributes:
        counts: How many answers each counter holds.
        answered: How many answers were counted; a pass is not one.
        texts: Free texts; for a release, those that remain after moderation.
    """

    counts: Sequence[int]
    answered: int
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class Activity(ABC):
    """One thing a person is asked, declared once; every surface draws it from its spec.

    Args:
        id: Unique in the curriculum: lower-case letters, digits and hyphens ("05-signals").
        question: What is asked, up to 500 characters.
        tier: How sensitive it is, and so what a release may show.

    Raises:
        DeclarationError: Anything that could not be drawn or asked.
    """

    id: str
    question: str
    _: KW_ONLY
    tier: Tier = Tier.PERSONAL

    type: ClassVar[str]
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.OPEN, Tier.PERSONAL, Tier.INTIMATE})
    moderated: ClassVar[bool] = False  # whether texts are read and chosen before a release
    editable: ClassVar[bool] = False  # whether their wording may be mended then
    night: ClassVar[bool] = False  # whether it is drawn on night, the ground of what is one's own
    demonstrated: ClassVar[bool] = False  # whether a slide runs its component without a room
    standing: ClassVar[bool] = False  # whether it stays open beside the question that is asked
    signals: ClassVar[tuple[str, ...]] = ()  # what a phone may signal where nothing is answered
    kinds: ClassVar[tuple[str, ...]] = ()  # into which texts are sorted that are answered aloud

    def __post_init__(self) -> None:
        """Check what the author wrote, and make the tier one of ours."""
        if not isinstance(self.id, str) or not ID.fullmatch(self.id) or len(self.id) > 64:
            self.refuse(
                f"the id is {self.id!r}. Use lower-case letters, digits and hyphens, "
                'up to 64, as in "05-signals".'
            )
        self.check_text("the question", self.question)
        try:
            tier = Tier(self.tier)
        except ValueError:
            self.refuse(f"unknown tier {str(self.tier)!r}. Use {self._tier_words()}.")
        if tier not in self.tiers:
            self.refuse(f"tier {str(tier)!r} does not fit. Use {self._tier_words()}.")
        object.__setattr__(self, "tier", tier)

    @property
    def collects(self) -> bool:
        """Whether a room takes answers to it; where not, it has no progress and no result."""
        return self.tier is not Tier.PRIVATE

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that it rests on, each once, in order."""
        return ()

    def parts(self) -> tuple["Activity", ...]:
        """Return what a room is asked, one after the other: mostly just this."""
        return (self,)

    @property
    def follows(self) -> str:
        """Id of the part that must be over first, since this one goes on from it, or ""."""
        return ""

    def following(self, written: Sequence[str]) -> Self:  # noqa: ARG002
        """Return this as it is asked after what was written in that part: mostly unchanged."""
        return self

    def on_disk(self) -> dict[str, Any]:
        """Return the spec as a results file may hold it: with nothing that a room wrote."""
        return self.spec()

    @property
    def least(self) -> int:
        """How many answers there must be before anything of them is read or shown."""
        return THRESHOLD[self.tier]

    @property
    @abstractmethod
    def width(self) -> int:
        """How many counters a tally of this activity has (0 for free text)."""

    @abstractmethod
    def details(self) -> dict[str, object]:
        """Return what the spec of this type holds besides what all specs hold."""

    @abstractmethod
    def fields(self) -> str:
        """Return the inner HTML of the static form: labelled native controls, no script."""

    def slide_rows(self) -> tuple[str, ...]:
        """Return the rows that a slide shows before a result, Pass as the last; may be none."""
        return ()

    def guide_rows(self) -> tuple[str, ...]:
        """Return the rows that a facilitator has in hand: those of the slide, or all with words."""
        return self.slide_rows() or tuple(line for line in self.lines() if line.strip(" _"))

    def slide_form(self) -> str:
        """Return escaped HTML for a slide where rows do not do, or "" where they do."""
        return ""

    @abstractmethod
    def read_choice(self, choice: str) -> Answer:
        """Return the answer that a canonical choice stands for.

        Raises:
            RoomError: `bad_choice`, if this activity does not offer it.
        """

    @abstractmethod
    def from_fields(self, values: Sequence[str], words: str = "") -> str:
        """Return the canonical choice for what a form without JavaScript sent.

        Raises:
            RoomError: `bad_choice`, if nothing was chosen or it is not on offer.
        """

    @abstractmethod
    def release(self, totals: Totals) -> Release:
        """Return what may be shown of a tally, by the release rule of this tier."""

    def transitions(self, totals: Totals) -> tuple[tuple[int, ...], ...]:  # noqa: ARG002
        """Return how many went from each step to each, of a pair of answers; else nothing."""
        return ()

    @abstractmethod
    def possible(self, totals: Totals) -> Iterator[str]:
        """Yield every canonical choice that may be among these totals, a pass left out."""

    @classmethod
    @abstractmethod
    def from_details(cls, spec: Mapping[str, Any]) -> "Activity":
        """Return the activity of a stored spec, checked as if it were declared now."""

    @property
    def answer(self) -> Answer | None:
        """What was answered in this kernel when it runs alone; in its memory only."""
        return getattr(getattr(self, "_widget", None), "answer", None)

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the sentences that the component shows, by who reads them."""
        ask = {**texts.ASK, "total": texts.TOTAL.get(self.tier, "")}
        host = {**texts.HOST, **(texts.HOST_OPEN if self.tier is Tier.OPEN else {})}
        return {"ask": ask, "show": dict(texts.SHOW), "host": host}

    def spec(self) -> dict[str, Any]:
        """Return everything a surface needs to draw this activity, as plain JSON types."""
        return {
            "askfirst": SPEC_VERSION,
            "type": self.type,
            "id": self.id,
            "tier": str(self.tier),
            "language": texts.LANGUAGE,
            "question": self.question,
            **self.details(),
            "texts": self.texts(),
        }

    def form(self) -> str:
        """Return the accessible static form: deterministic HTML, escaped, without script."""
        return (
            f'<fieldset class="askfirst askfirst-{self.type}"><legend>{escape(self.question)}'
            f"</legend>{self.fields()}</fieldset>"
        )

    def text(self) -> str:
        """Return the activity as plain text, for print and for terminals."""
        return "\n".join([self.question, *self.lines()])

    @abstractmethod
    def lines(self) -> list[str]:
        """Return the lines under the question in the plain text."""

    def refuse(self, message: str) -> NoReturn:
        """Raise the one error of a declaration, named by type and id."""
        raise DeclarationError(f"{type(self).__name__}({str(self.id)!r}): {message}")

    def check_text(self, what: str, value: object, most: int = LONGEST) -> None:
        """Refuse anything but a text of 1 to `most` whole characters on one line."""
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"{what} is {value!r}. Write some text.")
        if len(value) > most:
            self.refuse(f"{what} has {len(value)} characters. Use at most {most}.")
        if any(ord(c) < 32 for c in value):
            self.refuse(f"{what} {value!r} holds a control character. Write it on one line.")
        if any("\ud800" <= c <= "\udfff" for c in value):  # no page could be sent with it
            self.refuse(f"{what} {value!r} holds half a character. Write it again.")

    def bad_choice(self, choice: str) -> NoReturn:
        """Refuse a choice that is not on offer, without repeating more than its beginning."""
        raise RoomError(
            "bad_choice", f"{choice[:20]!r} is not on offer here. Choose again from the list.", 422
        )

    def _tier_words(self) -> str:
        words = [str(t) for t in Tier if t in self.tiers]
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return spec, form and text, and in a live kernel the widget that draws them."""
        stored = {MIME: self.spec(), "text/html": self.form(), "text/plain": self.text()}
        return {**stored, **self._live()} if in_a_kernel() else stored

    def _live(self) -> dict[str, Any]:
        """Return the widget's mime bundle, or nothing where widgets are not installed."""
        try:
            from askfirst.activities.widget import widget_bundle  # noqa: PLC0415  # heavy, and only a live kernel draws it
        except ImportError:
            return {}
        return widget_bundle(self)


def in_a_kernel() -> bool:
    """Tell whether a notebook runs this, without importing IPython to find out."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return hasattr(shell, "kernel")


def row(kind: str, value: str, label: str, *, name: str = "choice") -> str:
    """Return one labelled native control of a static form; nothing is preselected."""
    return (
        f'<label><input type="{kind}" name="{name}" value="{escape(value)}"> '
        f"<span>{escape(label)}</span></label>"
    )


def slide_list(labels: Sequence[str]) -> str:
    """Return rows as a component draws them on a slide: lettered, but for Pass, the last."""
    letters = ascii_uppercase[: max(0, len(labels) - 1)]
    rows = "".join(
        f'<li><span class="askfirst-letter" aria-hidden="true">{letter}</span>'
        f'<span class="askfirst-label" dir="auto">{escape(label)}</span></li>'
        for letter, label in zip_longest(letters, labels, fillvalue="")
    )
    return f"<ol>{rows}</ol>"
