"""Scenario: a story in steps; each choice has a consequence, a reason and a next step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from functools import cached_property
from html import escape
from typing import Any, ClassVar, Final, NoReturn, Self

from askfirst.activities.base import ID, Activity, Totals
from askfirst.activities.poll import Poll
from askfirst.activities.quiz import CLAIM
from askfirst.errors import RoomError
from askfirst.release import Tier

LONGEST_LINE: Final = 120
LONGEST_TEXT: Final = 300
LONGEST_HEADLINE: Final = 60
ENDINGS: Final = "endings"  # in a deck, the slide with all endings
SHOW: Final = {
    "step": "Step {number}",
    "happens": "What happens",
    "why": "Why",
    "outcome": "What happens, and why",
    "ending": "An ending",
    "endings": "Where it can end",
    "on": "Go on",
    "back": "Go back one step",
    "begin": "Begin again",
    "claims": "Sources: {claims}",
    "alone": "Made-up people. Nothing is counted, and nothing is kept.",
}


@dataclass(frozen=True)
class Choice:
    """One thing that a person in the story could do or say.

    Args:
        text: What it is.
        consequence: What happens then.
        why: Why it goes so.
        to: Id of the step or ending that follows.
        claims: Ids of the claims that the reason rests on, with spaces between them.
    """

    text: str
    consequence: str
    why: str
    to: str
    claims: str = ""


@dataclass(frozen=True)
class Step:
    """A moment in the story; without choices it is an ending.

    Args:
        id: Unique in the scenario: lower-case letters, digits and hyphens.
        line: What happens or is said, and what is asked of whoever chooses.
        choices: Two to four; none for an ending.
        headline: What the step shows, as a claim, over the slide with its consequences; of the
            first ending, over the endings. Up to 60 characters; "" for a plain one.
    """

    id: str
    line: str
    choices: Sequence[Choice] = ()
    headline: str = ""


@dataclass(frozen=True)
class Scenario(Activity):
    """Walk through a story alone, or let a room choose step by step; nothing is scored.

    Args:
        id: As for every activity.
        question: What the story is about, in one line.
        setting: Who is in it and what came before, with names and never "you".
        steps: The first is where it begins; those without choices are its endings.
        tier: open, always: in a room each step is an open poll.

    Raises:
        DeclarationError: A step that does not exist, is there twice, cannot be reached, or from
            which no ending can be reached; no ending; a text that cannot be shown.
    """

    _: KW_ONLY
    setting: str = ""
    steps: Sequence[Step] = ()
    tier: Tier = Tier.OPEN

    type: ClassVar[str] = "scenario"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.OPEN})

    def __post_init__(self) -> None:
        """Check the steps one by one, and then the ways between them."""
        super().__post_init__()
        self.check_text("the setting", self.setting)
        if not isinstance(self.steps, Sequence) or not all(isinstance(s, Step) for s in self.steps):
            self.refuse("steps is no list of Step(id, line, choices).")
        if not 2 <= len(self.steps) <= 20:
            self.refuse(f"it has {len(self.steps)} steps. Use 2 to 20, endings among them.")
        steps = tuple(replace(s, choices=tuple(s.choices)) for s in self.steps)
        object.__setattr__(self, "steps", steps)
        for place, step in enumerate(steps):
            self._check_step(step, earlier=[s.id for s in steps[:place]])
        self._check_ways()

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that the reasons rest on, each once, in order."""
        chosen = (choice for step in self.steps for choice in step.choices)
        return tuple(dict.fromkeys(claim for c in chosen for claim in c.claims.split()))

    @property
    def endings(self) -> tuple[Step, ...]:
        """The steps that nothing follows."""
        return tuple(step for step in self.steps if not step.choices)

    @cached_property
    def polls(self) -> Mapping[str, Poll]:
        """For each step with choices, the poll that asks a room about it."""
        return {step.id: self._poll(step) for step in self.steps if step.choices}

    def parts(self) -> tuple[Activity, ...]:
        """Return the polls: a room votes on one step at a time."""
        return tuple(self.polls.values())

    def place(self, step_id: str) -> str:
        """Return what a step is called: its number in order, or that it is an ending."""
        numbers = {step: i for i, step in enumerate(self.polls, 1)}
        named = step_id in numbers
        return SHOW["step"].format(number=numbers[step_id]) if named else SHOW["ending"]

    @property
    def width(self) -> int:
        """No counters of its own: those of its steps count."""
        return 0

    def details(self) -> dict[str, object]:
        """Return setting and steps."""
        return {
            "setting": self.setting,
            "steps": [_step(step) for step in self.steps],
        }

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the sentences around a story that one walks through alone."""
        return {"ask": {}, "show": dict(SHOW), "host": {}}

    def fields(self) -> str:
        """Return the whole tree as text, to read: there is nothing to fill in."""
        steps = "".join(
            f"<li><p><b>{escape(self.place(step.id))}</b> {escape(step.line)}</p>"
            f"{self._list(step)}</li>"
            for step in self.steps
        )
        return f"<p>{escape(self.setting)}</p><ol>{steps}</ol>"

    def lines(self) -> list[str]:
        """Return the whole tree, a line for each step and each choice."""
        said = [self.setting]
        for step in self.steps:
            said += ["", f"{self.place(step.id)} [{step.id}]: {step.line}"]
            said += [f"- {self.outcome(choice)} -> {choice.to}" for choice in step.choices]
        return said

    @staticmethod
    def outcome(choice: Choice) -> str:
        """Return a choice with its consequence and reason on one line."""
        claims = f" [{choice.claims}]" if choice.claims else ""
        return f"{choice.text} | {choice.consequence} | {choice.why}{claims}"

    def read_choice(self, choice: str) -> NoReturn:
        """Refuse everything: a room answers the steps, never the whole."""
        self.bad_choice(choice)

    def from_fields(self, values: Sequence[str], words: str = "") -> NoReturn:  # noqa: ARG002
        """Refuse everything: a room answers the steps, never the whole."""
        self.bad_choice(",".join(values))

    def release(self, totals: Totals) -> NoReturn:  # noqa: ARG002
        """Refuse: results are those of the steps."""
        raise RoomError("steps", f"{self.id!r} is asked step by step: nothing to show.")

    def possible(self, totals: Totals) -> Iterator[str]:  # noqa: ARG002
        """Yield nothing."""
        return iter(())

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the scenario of a stored spec."""
        steps = [Step(**{**s, "choices": [*map(_stored, s["choices"])]}) for s in spec["steps"]]
        return cls(
            spec["id"], spec["question"], setting=spec["setting"], steps=steps, tier=spec["tier"]
        )

    def _list(self, step: Step) -> str:
        items = "".join(
            f"<li><b>{escape(c.text)}</b> {escape(c.consequence)} {escape(c.why)} "
            f"{escape(c.claims)} ({escape(self.place(c.to))}: {escape(self._step(c.to).line)})</li>"
            for c in step.choices
        )
        return f"<ul>{items}</ul>" if items else ""

    def _step(self, step_id: str) -> Step:
        return next(step for step in self.steps if step.id == step_id)

    def _poll(self, step: Step) -> Poll:
        options = [choice.text for choice in step.choices]
        return Poll(f"{self.id}-{step.id}", step.line, options=options, tier=Tier.OPEN)

    def _check_step(self, step: Step, *, earlier: Sequence[str]) -> None:
        if not isinstance(step.id, str) or not ID.fullmatch(step.id):
            self.refuse(f"a step has the id {step.id!r}. Use letters, digits and hyphens.")
        if step.id == ENDINGS:
            self.refuse(f"a step has the id {ENDINGS!r}, which all endings share. Use another.")
        if step.id in earlier:
            self.refuse(f"step {step.id!r} is there twice. Give each step an id of its own.")
        named = f"step {step.id!r}"
        most = LONGEST_LINE if step.choices else LONGEST_TEXT
        self.check_text(f"the line of {named}", step.line, most)
        if step.headline != "":
            self.check_text(f"the headline of {named}", step.headline, LONGEST_HEADLINE)
        if step.choices and not 2 <= len(step.choices) <= 4:
            self.refuse(f"{named} has {len(step.choices)} choices. Use 2 to 4, or none to end.")
        for choice in step.choices:
            if not isinstance(choice, Choice):
                self.refuse(f"a choice of {named} is {choice!r}. Use Choice(text, ...).")
            self.check_text(f"a choice of {named}", choice.text, LONGEST_LINE)
            self.check_text(f"a consequence in {named}", choice.consequence, LONGEST_TEXT)
            self.check_text(f"a reason in {named}", choice.why, LONGEST_TEXT)
            if not isinstance(choice.claims, str):
                self.refuse(f"claims in {named} is {choice.claims!r}. Use ids, as in 'C54 C68'.")
            wrong = [c for c in choice.claims.split() if not CLAIM.fullmatch(c)]
            if wrong:
                self.refuse(f"claim {wrong[0]!r} in {named} is no id. Use one such as C54.")
        if step.choices:
            self._poll(step)

    def _check_ways(self) -> None:
        ways = {step.id: [choice.to for choice in step.choices] for step in self.steps}
        for name, leads in ways.items():
            if missing := [to for to in leads if to not in ways]:
                self.refuse(f"step {name!r} leads to {missing[0]!r}, which is no step of it.")
        if not self.endings:
            self.refuse("it has no ending. Add a step without choices.")
        first = self.steps[0].id
        if lost := [name for name in ways if name not in _reached(ways, {first})]:
            self.refuse(f"step {lost[0]!r} cannot be reached from {first!r}. Lead to it.")
        back: dict[str, list[str]] = {name: [] for name in ways}
        for name, leads in ways.items():
            for to in leads:
                back[to].append(name)
        ended = _reached(back, {step.id for step in self.endings})
        if stuck := [name for name in ways if name not in ended]:
            self.refuse(f"step {stuck[0]!r} is in a loop without an exit. Lead to an ending.")


def _step(step: Step) -> dict[str, object]:
    said = {"headline": step.headline} if step.headline else {}
    return {
        "id": step.id,
        "line": step.line,
        "choices": [_choice(choice) for choice in step.choices],
        **said,
    }


def _choice(choice: Choice) -> dict[str, object]:
    return {
        "text": choice.text,
        "consequence": choice.consequence,
        "why": choice.why,
        "to": choice.to,
        "claims": choice.claims.split(),
    }


def _stored(choice: Mapping[str, Any]) -> Choice:
    return Choice(**{**choice, "claims": " ".join(choice["claims"])})


def _reached(ways: Mapping[str, Sequence[str]], start: set[str]) -> set[str]:
    """Return every step that can be reached from these, themselves included."""
    reached, waiting = set(start), list(start)
    while waiting:
        fresh = set(ways[waiting.pop()]) - reached
        reached |= fresh
        waiting += fresh
    return reached
