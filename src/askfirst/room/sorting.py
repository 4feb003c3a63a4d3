"""What the facilitator makes of a question box: a type for each text, and words of their own."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from askfirst.activities.words import printable
from askfirst.errors import RoomError

LONGEST_SAID: Final = 280
FEW_WORDS: Final = 3


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """A draft of what becomes of one text.

    Attributes:
        kind: Its type, "" while it has none.
        said: What is shown in its place, in the facilitator's words.
        kept: Whether that is shown; None while it is not decided.
    """

    kind: str = ""
    said: str = field(default="", repr=False)
    kept: bool | None = None

    def to_json(self) -> dict[str, object]:
        """Return it as JSON types."""
        return {"kind": self.kind, "said": self.said, "kept": self.kept}


NOTHING_YET: Final = Sorted()


@dataclass
class Sorting:
    """The drafts by the place of each text, in memory only, so that a reload finds them again."""

    drafts: dict[int, Sorted] = field(default_factory=dict, repr=False)

    def put(self, place: int, draft: Sorted, *, text: str, kinds: Sequence[str]) -> None:
        """Keep the draft of one text.

        Raises:
            RoomError: `bad_draft`, or for one to be shown `no_kind`, `no_words` or `own_words`.
        """
        said = " ".join(draft.said.split())
        if draft.kind not in {"", *kinds} or len(said) > LONGEST_SAID or not printable(said):
            most = f"Use one of the types, and at most {LONGEST_SAID} letters and signs."
            raise _refused("bad_draft", most)
        if draft.kept is not None and not draft.kind:
            raise _refused("no_kind", "Choose its type first.")
        if draft.kept and not said:
            raise _refused("no_words", "Write it in your own words first.")
        if draft.kept and _same(said, text):
            raise _refused("own_words", "These are its own words. Say it in yours.")
        self.drafts[place] = Sorted(kind=draft.kind, said=said, kept=draft.kept)

    def of(self, count: int) -> list[Sorted]:
        """Return the draft of each of so many texts."""
        return [self.drafts.get(place, NOTHING_YET) for place in range(count)]

    def chosen(self, count: int) -> list[int]:
        """Return the places of the texts that are to be shown.

        Raises:
            RoomError: `unsorted`, while anything is not decided.
        """
        drafts = self.of(count)
        if open_ := sum(one.kept is None for one in drafts):
            raise RoomError(
                "unsorted",
                f"{open_} of {count} questions are not decided yet. Answer or leave out each "
                "of them, then show the rest.",
            )
        return [place for place, one in enumerate(drafts) if one.kept]

    def said(self, places: Sequence[int]) -> list[str]:
        """Return what is shown in place of the texts at these places, mixed anew."""
        said = [self.drafts[place].said for place in places]
        random.SystemRandom().shuffle(said)
        return said

    def counts(self, places: Sequence[int], kinds: Sequence[str]) -> tuple[int, ...]:
        """Return how many of these have each type, whether they are shown or left out."""
        found = [self.drafts.get(place, NOTHING_YET).kind for place in places]
        return tuple(found.count(kind) for kind in kinds)


def _refused(code: str, message: str) -> RoomError:
    return RoomError(code, message, 422)


def _same(said: str, text: str) -> bool:
    """Return whether words are those of the text, but for case and signs, or hold all of it."""
    ours, theirs = _letters(said), _letters(text)
    return ours == theirs or (len(text.split()) > FEW_WORDS and theirs in ours)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
