"""QuestionBox: anonymous questions, read and answered aloud in the facilitator's own words."""

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import ClassVar, Final

from askfirst.activities import texts
from askfirst.activities.base import PASS, row
from askfirst.activities.words import Words
from askfirst.release import Tier

KINDS: Final = ("fact", "value", "normal", "personal", "shock", "disclosure", "off-topic")
LONGEST: Final = 280

ASK: Final = {
    "label": "Question box",
    "send": "Put it in the box",
    "write": "Nothing is written yet. Write a question, or Pass.",
    "reads": "The facilitator reads it first, and answers it aloud in their own words.",
    "cannot": "We cannot find out who wrote it, so we cannot follow up. Under Help is who you can "
    "turn to.",
    "care": texts.WORDS["care"],
    "total": "It is read once the box is closed, if at least five phones wrote something. The room "
    "sees the facilitator’s words in place of yours.",
    "until": "You can take it back until the answers are shown, while this page stays open. While "
    "the box is open you can then write another.",
    "closed": "The box is closed.",
    "alone": "Alone there is nobody to read it, and nothing is sent. In a workshop:",
}
SHOW: Final = {
    "any": "One question from each phone, at any time until the box closes.",
    "reads": "The facilitator reads them first, in mixed order, and answers aloud in their own "
    "words.",
    "gone": "The room sees those words in place of yours, and yours are dropped then.",
    "foot": "How you write may give you away. Leave out names, dates and places.",
    "answered": "In the facilitator’s own words.",
    "locked": "Fewer than {k} questions can be shown, so none is.",
    "page": "{at} of {all}",
    "paper": "Without a phone: fold a slip, empty or not, into the box. Everybody folds one.",
}
HOST: Final = {
    "open": "Open: questions arriving",
    "do_release": "Show the questions",
    "next": "Then you can read the questions, if there are enough.",
    "read": "Read and sort the questions on the start page, then show them there.",
    "where": "They stand on the slide and on the start page.",
    "kind_fact": "Fact",
    "how_fact": "Say what is known, and where that stands. If you are not sure, say when you will "
    "know.",
    "kind_value": "Value",
    "how_value": "Name more than one view that good people hold, and leave yours out.",
    "kind_normal": "Am I normal?",
    "how_normal": "Say how widely people differ, and what would be worth asking a clinic about.",
    "kind_personal": "Personal, about you",
    "how_personal": "You need not tell your own story. Answer the wider question behind it.",
    "kind_shock": "To shock",
    "how_shock": "Stay calm and plain: answer the real question in it, or leave it out.",
    "kind_disclosure": "Likely disclosure",
    "how_disclosure": "We cannot find out who wrote it. Read the help page to everybody; do not "
    "guess, and do not ask who it was.",
    "kind_off-topic": "Off topic",
    "how_off-topic": "Say where it belongs: another module, the list for later, or somebody who "
    "knows.",
}


@dataclass(frozen=True)
class QuestionBox(Words):
    """Collect questions while a workshop goes on; what the room sees are the facilitator's words.

    Args:
        id: As for every activity.
        question: What the box is for, above the field.
        most: Longest question in characters, 10 to 280.
        tier: personal, always: nothing is read below five questions.

    Raises:
        DeclarationError: A length out of range, or another tier.
    """

    _: KW_ONLY
    most: int = LONGEST

    type: ClassVar[str] = "questionbox"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.PERSONAL})
    standing: ClassVar[bool] = True
    kinds: ClassVar[tuple[str, ...]] = KINDS
    ceiling: ClassVar[int] = LONGEST

    def details(self) -> dict[str, object]:
        """Return what Words has, that it stands open, and the types to sort questions into."""
        return {**super().details(), "standing": True, "kinds": list(KINDS)}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the sentences of Words, and those about questions and how to answer each type."""
        said = super().texts()
        return {
            "ask": {**said["ask"], **ASK},
            "show": {**said["show"], **SHOW},
            "host": {**said["host"], **HOST},
        }

    def fields(self) -> str:
        """Return a field with who reads it, its length and care said, and Pass."""
        most = texts.counted(texts.WORDS, "most", self.most, most=self.most)
        care = f"{most}. {texts.WORDS['care']}"
        return (
            f"<p>{escape(ASK['reads'])}</p>"
            f'<p id="{self.id}-care">{escape(care)} {escape(ASK["cannot"])}</p>'
            f'<textarea name="words" rows="4" maxlength="{self.most}" autocomplete="off" '
            f'spellcheck="false" dir="auto" aria-label="{escape(self.question)}" '
            f'aria-describedby="{self.id}-care"></textarea>'
            + row("checkbox", PASS, texts.ASK["pass"])
        )

    def lines(self) -> list[str]:
        """Return lines to write on, who reads them, and what to do without a phone."""
        return ["_" * 60] * 2 + [SHOW["reads"], SHOW["foot"], SHOW["paper"]]

    def slide_rows(self) -> tuple[str, ...]:
        """Return none: a slide says what the box is."""
        return ()

    def slide_form(self) -> str:
        """Return what it is, who reads and what is shown, as the component draws it."""
        return _paragraphs(SHOW[text] for text in ("any", "reads", "gone"))


def _paragraphs(said: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in said)
