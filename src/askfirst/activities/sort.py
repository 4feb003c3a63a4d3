"""Sort: cards to put into named columns, each card a release of its own."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from html import escape
from typing import Any, ClassVar, Final, Self

from askfirst.activities import texts
from askfirst.activities.base import PASS, Activity, Answer, Totals, row, slide_list
from askfirst.release import Release, Tier, View, release_counts

LEFT: Final = "-"  # stands for a card that was left where it is
LONGEST_COLUMN: Final = 60

ASK: Final = {
    "hint": "A card may stay where it is. Leaving all is an answer too.",
    "left": "Not placed",
}
SHOW: Final = {
    "card": "Card",
    "moved": "{card}: {column}",
    "room": "The room",
    "agree": "Most agree",
    "differ": "Divided",
    "unclear": "Not clear",
    "key": "Most agree: more than half of the phones that answered chose one column. "
    "Divided: {k} or more chose each of two columns.",
}


@dataclass(frozen=True)
class Sort(Activity):
    """Ask the room to put cards into named columns; any card may stay where it is.

    Args:
        id: As for every activity.
        question: As for every activity.
        cards: Two to seven different texts.
        columns: Two to four different names, up to 60 characters each.
        tier: open or personal (default). Outside open each card is shown under the release rule,
            in which those who left it where it is are one more column that is never printed.

    Raises:
        DeclarationError: No cards or columns, too many, or two alike.
    """

    _: KW_ONLY
    cards: Sequence[str] = ()
    columns: Sequence[str] = ()

    type: ClassVar[str] = "sort"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.OPEN, Tier.PERSONAL})

    def __post_init__(self) -> None:
        """Check cards and columns as well."""
        super().__post_init__()
        self._check("card", self.cards, 7)
        self._check("column", self.columns, 4, LONGEST_COLUMN)
        taken = {texts.ASK["pass"].casefold(), ASK["left"].casefold()}
        for column in self.columns:
            if column.strip().casefold() in taken:
                self.refuse(f"{column!r} is among the columns. Leave it out: it is always offered.")
        object.__setattr__(self, "cards", tuple(self.cards))
        object.__setattr__(self, "columns", tuple(self.columns))

    def _check(self, what: str, given: Sequence[str], most: int, longest: int = 500) -> None:
        if isinstance(given, str) or not isinstance(given, Sequence):
            self.refuse(f"{what}s is {given!r}. Use a list of texts.")
        if not 2 <= len(given) <= most:
            self.refuse(f"it has {len(given)} {what}s. Use 2 to {most}.")
        seen: set[str] = set()
        for text in given:
            self.check_text(f"a {what}", text, longest)
            if text.strip().casefold() in seen:
                self.refuse(f"{what} {text!r} stands there twice. Keep one.")
            seen.add(text.strip().casefold())

    @property
    def width(self) -> int:
        """A counter for each card in each column."""
        return len(self.cards) * len(self.columns)

    def details(self) -> dict[str, object]:
        """Return cards and columns."""
        return {"cards": list(self.cards), "columns": list(self.columns)}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences and those about cards."""
        said = super().texts()
        return {**said, "ask": {**said["ask"], **ASK}, "show": {**said["show"], **SHOW}}

    def fields(self) -> str:
        """Return a menu of columns for each card, and Pass."""
        menus = "".join(self._menu(i, card) for i, card in enumerate(self.cards))
        return f"<p>{escape(ASK['hint'])}</p>{menus}" + row("checkbox", PASS, texts.ASK["pass"])

    def _menu(self, card: int, label: str) -> str:
        names = "".join(
            f'<option value="{card}.{i}">{escape(name)}</option>'
            for i, name in enumerate(self.columns)
        )
        return (
            f'<div class="askfirst-do"><span dir="auto">{escape(label)}</span>'
            f'<select name="choice" aria-label="{escape(label)}" autocomplete="off">'
            f'<option value="{card}.{LEFT}">{escape(ASK["left"])}</option>{names}</select></div>'
        )

    def lines(self) -> list[str]:
        """Return each card with an open ring for each column."""
        rings = "  ".join(f"( ) {column}" for column in self.columns)
        return [*(f"{card}: {rings}" for card in self.cards), f"( ) {texts.ASK['pass']}"]

    def slide_rows(self) -> tuple[str, ...]:
        """Return the cards, and Pass."""
        return (*self.cards, texts.ASK["pass"])

    def slide_form(self) -> str:
        """Return the names of the columns over the rows."""
        names = "".join(f'<li dir="auto">{escape(name)}</li>' for name in self.columns)
        return f'<ul class="askfirst-columns">{names}</ul>{slide_list(self.slide_rows())}'

    def read_choice(self, choice: str) -> Answer:
        """Return the answer: "pass", or for each card the index of its column or "-"."""
        if choice == PASS:
            return Answer(passed=True)
        places = choice.split(",")
        on_offer = {LEFT, *map(str, range(len(self.columns)))}
        if len(places) != len(self.cards) or not on_offer.issuperset(places):
            self.bad_choice(choice)
        wide = len(self.columns)
        cells = (i * wide + int(place) for i, place in enumerate(places) if place != LEFT)
        return Answer(cells=tuple(cells))

    def from_fields(self, values: Sequence[str], words: str = "") -> str:  # noqa: ARG002
        """Return the canonical choice; Pass wins over cards placed beside it."""
        if PASS in values:
            return PASS
        pairs = [value.partition(".") for value in values]
        places = {card: place for card, _, place in pairs}
        cards = [str(i) for i in range(len(self.cards))]
        if len(pairs) != len(cards) or set(places) != set(cards):
            self.bad_choice(",".join(values))
        choice = ",".join(places[card] for card in cards)
        self.read_choice(choice)
        return choice

    def release(self, totals: Totals) -> Release:
        """Release each card by itself, as decision 008 says."""
        rows = tuple(
            self._card(counts, totals.answered - sum(counts)) for counts in self._by_card(totals)
        )
        first = rows[0]
        if first.view == View.LOCKED:
            return first
        return Release(view=View.EACH, k=first.k, answered=first.answered, rows=rows)

    def _card(self, counts: Sequence[int], left: int) -> Release:
        """Release one card; who left it takes part in the rule, and is not printed."""
        shown = release_counts((*counts, left), tier=self.tier)
        return replace(shown, cells=shown.cells[:-1])

    def _by_card(self, totals: Totals) -> list[Sequence[int]]:
        wide = len(self.columns)
        return [totals.counts[i * wide : (i + 1) * wide] for i in range(len(self.cards))]

    def possible(self, totals: Totals) -> Iterator[str]:
        """Yield every way in which cards may lie in columns that hold any."""
        places = [
            [*([LEFT] if totals.answered > sum(counts) else []), *_filled(counts)]
            for counts in self._by_card(totals)
        ]
        yield from (",".join(choice) for choice in itertools.product(*places))

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the activity of a stored spec."""
        return cls(
            spec["id"],
            spec["question"],
            cards=spec["cards"],
            columns=spec["columns"],
            tier=spec["tier"],
        )


def _filled(counts: Sequence[int]) -> Iterator[str]:
    return (str(column) for column, count in enumerate(counts) if count)
