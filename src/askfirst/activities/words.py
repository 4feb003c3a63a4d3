"""Words: a short free text, read by the facilitator after the question is closed."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any, ClassVar, Final, Self

from askfirst.activities import texts
from askfirst.activities.base import PASS, Activity, Answer, Totals, row
from askfirst.errors import RoomError
from askfirst.release import CLOUD_SPARE, Release, release_terms, release_words

# Invisible, and needed: joiners within words and emoji, marks of direction, and the tags of a flag.
JOINERS: Final = frozenset("\u200c\u200d\u200e\u200f\u061c") | {
    chr(tag) for tag in range(0xE0020, 0xE0080)
}
BETWEEN: Final = re.compile("[,،、，;]")
JOINED: Final = ", "
MOST_TERMS: Final = 3
LEAST_CLOUD: Final = 40


def printable(text: str) -> bool:
    """Return whether a text holds nothing but what can be shown on one line."""
    return all(c.isprintable() or c in JOINERS for c in text)


def visible(text: str) -> bool:
    """Return whether anything of a text can be seen."""
    return any(not c.isspace() and c not in JOINERS for c in text)


@dataclass(frozen=True)
class Words(Activity):
    """Ask the room for a few words; they are moderated, mixed, and shown only if enough remain.

    Args:
        id: As for every activity.
        question: As for every activity; ask for a made-up person's words, never for a story.
        most: Longest answer in characters, 10 to 200; in a cloud 40 to 200.
        cloud: Whether each writes one to three terms, of which only those are shown that enough
            answers hold.
        tier: open, personal (default) or intimate.

    Raises:
        DeclarationError: A length out of range.
    """

    _: KW_ONLY
    most: int = 80
    cloud: bool = False

    type: ClassVar[str] = "words"
    moderated: ClassVar[bool] = True
    ceiling: ClassVar[int] = 200  # of `most`

    def __post_init__(self) -> None:
        """Check the length as well."""
        super().__post_init__()
        if not isinstance(self.cloud, bool):
            self.refuse(f"cloud is {self.cloud!r}. Use True or False.")
        least = LEAST_CLOUD if self.cloud else 10
        if isinstance(self.most, bool) or not isinstance(self.most, int):
            self.refuse(
                f"most is {self.most!r}. Use a whole number from {least} to {self.ceiling}."
            )
        if not least <= self.most <= self.ceiling:
            self.refuse(f"most is {self.most}. Use {least} to {self.ceiling} characters.")

    @property
    def width(self) -> int:
        """No counters: free text goes to a pool."""
        return 0

    @property
    def least(self) -> int:
        """As for every activity; a cloud of fewer would tell who did not write a term."""
        return super().least + (CLOUD_SPARE if self.cloud else 0)

    @property
    def longest(self) -> int:
        """Longest term in characters, so that any three fit one answer: none excludes another."""
        return (self.most - len(JOINED) * (MOST_TERMS - 1)) // MOST_TERMS

    def details(self) -> dict[str, object]:
        """Return the longest answer, that texts are moderated, and of a cloud its least number."""
        cloud = {"cloud": True, "least": self.least, "longest": self.longest} if self.cloud else {}
        return {"most": self.most, "moderated": True, **cloud}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences and those about writing."""
        said = super().texts()
        if not self.cloud:
            ask = {**said["ask"], **texts.WORDS, "care": _care()}
            return {**said, "ask": ask, "show": {**said["show"], **texts.WORDS_SHOWN}}
        k = said["show"]["numbers"].split()[super().least]
        total = texts.CLOUD["total"].format(k=k)
        cloud = {"care": _care(), "most": texts.CLOUD["most"], "total": total}
        ask = {**said["ask"], **texts.WORDS, **cloud}
        host = {**said["host"], "rule": texts.CLOUD_RULE.format(k=k)}
        return {"ask": ask, "show": {**said["show"], **texts.CLOUD_SHOWN}, "host": host}

    def fields(self) -> str:
        """Return a text field with its length and care said, and Pass."""
        ask = self.texts()["ask"]
        longest = self.longest if self.cloud else self.most
        most = texts.counted(ask, "most", longest, most=longest)
        return (
            f'<p id="{self.id}-care">{escape(most)}. {escape(ask["care"])}</p>'
            f'<input type="text" name="words" maxlength="{self.most}" autocomplete="off" '
            f'spellcheck="false" aria-label="{escape(self.question)}" '
            f'aria-describedby="{self.id}-care">' + row("checkbox", PASS, ask["pass"])
        )

    def lines(self) -> list[str]:
        """Return a line to write on."""
        return ["_" * 40, f"( ) {texts.ASK['pass']}"]

    def slide_rows(self) -> tuple[str, ...]:
        """Return Pass alone: what is written has no rows."""
        return (texts.ASK["pass"],)

    def read_choice(self, choice: str) -> Answer:
        """Return the answer: "pass", or "=" and the trimmed text; of a cloud its terms in order."""
        if choice == PASS:
            return Answer(passed=True)
        text = choice.removeprefix("=")
        if choice[:1] != "=" or text != text.strip() or not printable(text) or not visible(text):
            self.bad_choice(choice)
        if not 1 <= len(text) <= self.most:
            self.bad_choice(choice)
        return Answer(text=self._terms(text) if self.cloud else text)

    def from_fields(self, values: Sequence[str], words: str = "") -> str:
        """Return the canonical choice; Pass wins over a text beside it."""
        if PASS in values:
            return PASS
        answer = self.read_choice("=" + " ".join(words.split()))
        return f"={answer.text}"

    def release(self, totals: Totals) -> Release:
        """Release the texts that remain after moderation, or their terms, if enough do."""
        if self.cloud:
            terms = [text.split(JOINED) for text in totals.texts]
            return release_terms(terms, each=MOST_TERMS, tier=self.tier)
        return release_words(totals.texts, tier=self.tier)

    def possible(self, totals: Totals) -> Iterator[str]:
        """Yield each text of the pool."""
        yield from (f"={text}" for text in dict.fromkeys(totals.texts))

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the activity of a stored spec."""
        cloud = spec.get("cloud", False)
        return cls(spec["id"], spec["question"], most=spec["most"], cloud=cloud, tier=spec["tier"])

    def _terms(self, text: str) -> str:
        """Return the terms of a text, each once and sorted: who wrote how is not kept."""
        terms = {folded(term) for term in BETWEEN.split(text)} - {""}
        if not 1 <= len(terms) <= MOST_TERMS or max(map(len, terms)) > self.longest:
            raise RoomError(
                "bad_terms",
                f"Write one to three terms with commas between them, each up to {self.longest} "
                "characters.",
                422,
            )
        return JOINED.join(sorted(terms))


def _care() -> str:
    return f"{texts.WORDS_SEEN} {texts.WORDS['care']}"


def folded(term: str) -> str:
    """Return a term as it is compared: without capitals, and with one way to write each letter."""
    bare = unicodedata.normalize("NFD", " ".join(term.split()).strip(" " + "".join(JOINERS)))
    return unicodedata.normalize("NFC", bare.casefold())
