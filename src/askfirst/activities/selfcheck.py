"""SelfCheck: questions for oneself, with a gentle outcome and no score."""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from html import escape
from typing import Any, ClassVar, Final, Self, cast

from askfirst.activities.private import ONLY, Private


class Outcome(StrEnum):
    """Where an answer leads, from the least careful to the most careful."""

    TALK = "go on talking"
    WAIT = "not now"
    SUPPORT = "find support"


Question = tuple[str, tuple[tuple[str, Outcome], ...]]

TEXTS: Final = {
    "private": ONLY,
    "leave": "Any question may stay blank. Nothing is added up.",
    "show": "Where this leads",
    "clear": "Clear everything",
    "cleared": "Everything is cleared.",
    "gone": "It is gone when you close or reload this page.",
    "how": "How this works",
    "rule": "Each answer leads to one of three places, listed here. The most careful place that "
    "any of your answers leads to is shown: “find support” comes before “not now”, and “not now” "
    "before “go on talking”. A blank leads nowhere.",
    "leads": "{answer}: {outcome}",
    "help": "Help",
    "blank": "A blank leads nowhere. Only you know what it means.",
    "nothing": "All blank",
    "nothing_said": "That is a full answer. You can leave it at that.",
}
NAMES: Final = {
    Outcome.TALK: "Go on talking",
    Outcome.WAIT: "Not now",
    Outcome.SUPPORT: "Find support",
}
SAID: Final = {
    Outcome.TALK: "What you marked sounds more like nerves than like doubt. You could go on "
    "talking, or leave it for today. A sentence: “I am a little nervous. Can we talk slowly?”",
    Outcome.WAIT: "Waiting is an answer, and it needs no reason. It may stay that way. A sentence: "
    "“Not now. I will say so if that changes.”",
    Outcome.SUPPORT: "Something you marked sounds like pressure or fear. It is not yours to sort "
    "out alone, and there is no hurry. Who could help stands under Help, below.",
}
HELP: Final = (
    "In danger now: call the emergency number of the place where you are.",
    "Otherwise: the help page of this module names services, and where to find their numbers.",
)


@dataclass(frozen=True)
class SelfCheck(Private):
    """Let a person sort nerves from doubt alone; there is no score and nothing is urged.

    Args:
        id: As for every activity.
        question: The line above the questions.
        questions: Two to eight questions, each with its two to four answers and where each leads:
            "go on talking", "not now" or "find support". The most careful one is shown.
        help: One to six lines of who can help, one tap away.

    Raises:
        DeclarationError: Too few or too many questions or answers, an unknown outcome, or a
            check that can never lead to help.
    """

    _: KW_ONLY
    questions: Mapping[str, Mapping[str, str]] | Iterable[Question] = ()
    help: Iterable[str] = HELP

    type: ClassVar[str] = "selfcheck"

    def __post_init__(self) -> None:
        """Check questions, answers and outcomes, and keep them in the author's order."""
        super().__post_init__()
        object.__setattr__(self, "questions", tuple(self._read()))
        asked = self.asked
        if not 2 <= len(asked) <= 8:
            self.refuse(f"it has {len(asked)} questions. Use 2 to 8.")
        if len({q for q, _ in asked}) < len(asked):
            self.refuse("a question stands there twice. Use different questions.")
        if all(outcome is not Outcome.SUPPORT for _, answers in asked for _, outcome in answers):
            self.refuse("no answer leads to 'find support'. Let at least one lead there.")
        lines = () if isinstance(self.help, str) else tuple(self.help)
        if not 1 <= len(lines) <= 6:
            self.refuse(f"help is {self.help!r}. Use a list of 1 to 6 lines.")
        for line in lines:
            self.check_text("a line of help", line, 200)
        object.__setattr__(self, "help", lines)

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions as they were checked: question, answers, and where each leads."""
        return cast("tuple[Question, ...]", self.questions)

    def _read(self) -> Iterable[Question]:
        given = self.questions
        if not isinstance(given, Mapping | list | tuple):
            self.refuse(f"questions is {given!r}. Use a mapping of questions to their answers.")
        for question, answers in given.items() if isinstance(given, Mapping) else given:
            self.check_text("a question", question, 80)
            if not isinstance(answers, Mapping | list | tuple):
                self.refuse(f"the answers to {question!r} are {answers!r}. Use a mapping.")
            pairs = answers.items() if isinstance(answers, Mapping) else answers
            leads = tuple((answer, self._outcome(answer, outcome)) for answer, outcome in pairs)
            if not 2 <= len(dict(leads)) == len(leads) <= 4:
                self.refuse(f"{question!r} has {len(leads)} answers. Use 2 to 4 different ones.")
            yield question, leads

    def _outcome(self, answer: object, outcome: object) -> Outcome:
        self.check_text("an answer", answer, 60)
        try:
            return Outcome(str(outcome))
        except ValueError:
            known = ", ".join(repr(str(o)) for o in Outcome)
            self.refuse(f"the answer {answer!r} leads to {outcome!r}. Use one of {known}.")

    def details(self) -> dict[str, object]:
        """Return the questions with answers and outcomes, what outcomes say, and the help."""
        return {
            "questions": [
                {"ask": question, "answers": [[answer, str(to)] for answer, to in answers]}
                for question, answers in self.asked
            ],
            "outcomes": [
                {"key": str(o), "name": NAMES[o], "said": SAID[o]} for o in reversed(Outcome)
            ],
            "help": list(self.help),
        }

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the words around the questions; there is nothing to send or show."""
        return {"ask": dict(TEXTS), "show": {}, "host": {}}

    def fields(self) -> str:
        """Return boxes without a name, which a form can never send, and the rule in the open."""
        groups = (
            f"<fieldset><legend>{escape(question)}</legend>"
            + "".join(
                f'<label><input type="checkbox" autocomplete="off"> <span>{escape(answer)}</span>'
                "</label> "
                for answer, _ in answers
            )
            + "</fieldset>"
            for question, answers in self.asked
        )
        lead = f"<p>{escape(TEXTS['private'])} {escape(TEXTS['leave'])}</p>"
        return lead + "".join(groups) + self._rule()

    def _rule(self) -> str:
        rows = (
            f"<dt>{escape(question)}</dt><dd>{escape('; '.join(self._leads(answers)))}</dd>"
            for question, answers in self.asked
        )
        said = (f"<dt>{NAMES[o]}</dt><dd>{escape(SAID[o])}</dd>" for o in Outcome)
        lines = "".join(f"<p>{escape(line)}</p>" for line in self.help)
        return (
            f"<p><b>{escape(TEXTS['how'])}</b> {escape(TEXTS['rule'])}</p><dl>{''.join(rows)}</dl>"
            f"<dl>{''.join(said)}</dl><p><b>{escape(TEXTS['help'])}</b></p>{lines}"
        )

    @staticmethod
    def _leads(answers: Iterable[tuple[str, Outcome]]) -> list[str]:
        return [TEXTS["leads"].format(answer=answer, outcome=to) for answer, to in answers]

    def slide_form(self) -> str:
        """Return the questions alone: nobody answers on a slide."""
        rows = "".join(f'<li dir="auto">{escape(question)}</li>' for question, _ in self.asked)
        return f"<ol>{rows}</ol><p>{escape(TEXTS['leave'])}</p>"

    def lines(self) -> list[str]:
        """Return each question with a box for each answer, then the rule and the help."""
        asked = []
        for question, answers in self.asked:
            asked += [question, "  " + "   ".join(f"[ ] {answer}" for answer, _ in answers)]
        return [*asked, f"{TEXTS['how']}: {TEXTS['rule']}", *self._told(), *self.help]

    def guide_rows(self) -> tuple[str, ...]:
        """Return each question once, with its answers and where they lead: nobody ticks it here."""
        return tuple(self._told())

    def _told(self) -> list[str]:
        leads = (f"{q} {'; '.join(self._leads(answers))}." for q, answers in self.asked)
        return [*leads, *(f"{NAMES[o]}: {SAID[o]}" for o in Outcome)]

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the self-check of a stored spec."""
        questions = tuple((q["ask"], tuple(map(tuple, q["answers"]))) for q in spec["questions"])
        return cls(
            spec["id"],
            spec["question"],
            questions=questions,
            help=spec["help"],
            tier=spec["tier"],
        )
