"""Words: a short free text, read by the facilitator after the question is closed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any, ClassVar, Final, Self

from askfirst.activities import texts
from askfirst.activities.base import PASS, Activity, Answer, Totals, row
from askfirst.release import Release, release_words

# Some scripts and emoji need these two invisible characters inside a word.
JOINERS: Final = "\u200c\u200d"


@dataclass(frozen=True)
class Words(Activity):
    """Ask the room for a few words; they are moderated, mixed, and shown only if enough remain.

    Args:
        id: As for every activity.
        question: As for every activity; ask for a made-up person's words, never for a story.
        most: Longest answer in characters, 10 to 200.
        tier: open, personal (default) or intimate.

    Raises:
        DeclarationError: A length out of range.
    """

    _: KW_ONLY
    most: int = 80

    type: ClassVar[str] = "words"
    moderated: ClassVar[bool] = True

    def __post_init__(self) -> None:
        """Check the length as well."""
        super().__post_init__()
        if isinstance(self.most, bool) or not isinstance(self.most, int):
            self.refuse(f"most is {self.most!r}. Use a whole number from 10 to 200.")
        if not 10 <= self.most <= 200:
            self.refuse(f"most is {self.most}. Use 10 to 200 characters.")

    @property
    def width(self) -> int:
        """No counters: free text goes to a pool."""
        return 0

    def details(self) -> dict[str, object]:
        """Return the longest answer in characters, and that texts are moderated."""
        return {"most": self.most, "moderated": True}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences and those about writing."""
        said = super().texts()
        return {**said, "ask": {**said["ask"], **texts.WORDS}}

    def fields(self) -> str:
        """Return a text field with its length and care said, and Pass."""
        most = texts.counted(texts.WORDS, "most", self.most, most=self.most)
        notes = f"{most}. {texts.WORDS['care']}"
        return (
            f'<p id="{self.id}-care">{escape(notes)}</p>'
            f'<input type="text" name="words" maxlength="{self.most}" autocomplete="off" '
            f'spellcheck="false" aria-label="{escape(self.question)}" '
            f'aria-describedby="{self.id}-care">' + row("checkbox", PASS, texts.ASK["pass"])
        )

    def lines(self) -> list[str]:
        """Return a line to write on."""
        return ["_" * 40, f"( ) {texts.ASK['pass']}"]

    def slide_rows(self) -> tuple[str, ...]:
        """Return Pass alone: what is written has no rows."""
        return (texts.ASK["pass"],)

    def read_choice(self, choice: str) -> Answer:
        """Return the answer: "pass", or "=" and the trimmed text."""
        if choice == PASS:
            return Answer(passed=True)
        text = choice.removeprefix("=")
        printable = all(c.isprintable() or c in JOINERS for c in text)
        if choice[:1] != "=" or text != text.strip() or not printable:
            self.bad_choice(choice)
        if not 1 <= len(text) <= self.most:
            self.bad_choice(choice)
        return Answer(text=text)

    def from_fields(self, values: Sequence[str], words: str = "") -> str:
        """Return the canonical choice; Pass wins over a text beside it."""
        choice = PASS if PASS in values else "=" + " ".join(words.split())
        self.read_choice(choice)
        return choice

    def release(self, totals: Totals) -> Release:
        """Release the texts that remain after moderation, if enough do."""
        return release_words(totals.texts, tier=self.tier)

    def possible(self, totals: Totals) -> Iterator[str]:
        """Yield each text of the pool."""
        yield from (f"={text}" for text in dict.fromkeys(totals.texts))

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the activity of a stored spec."""
        return cls(spec["id"], spec["question"], most=spec["most"], tier=spec["tier"])
