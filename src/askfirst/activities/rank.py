"""Rank: items that each person puts in order, with a line; only what stands above it is sent."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from string import ascii_uppercase
from typing import Any, ClassVar, Final, Self

from askfirst.activities import texts
from askfirst.activities.base import PASS, Totals, row
from askfirst.activities.choices import Choices
from askfirst.release import Release, Tier, release_rank

LONGEST_ITEM: Final = 80
ONE_LINE: Final = 42  # characters of an item that keep to one line of a slide in its usual type

ASK: Final = {
    "hint": "Tick in your order, down to your line. Ticking none is an answer too.",
    "order": "What you tick is above your line, and only that is counted. "
    "Your order is never sent.",
}
SHOW: Final = {
    "arrange": "Move the items and your line: drag them, or use the buttons or the arrow keys. "
    "Nothing above the line is an answer too.",
    "order": "Only what is above your line is counted. Your order is never sent.",
    "line": "Your line",
    "line_none": "nothing above it",
    "line_some": "{count} above it",
    "up": "Up: {item}",
    "down": "Down: {item}",
    "above": "{item}: {place} of {all}, above the line",
    "below": "{item}: {place} of {all}, below the line",
    "lead": "Above the line, from more phones to fewer:",
    "then": "then",
    "level": "The numbers shown do not tell which items stood above the line on more phones.",
    "together": "Side by side: the numbers shown do not tell which comes first.",
}


@dataclass(frozen=True)
class Rank(Choices):
    """Ask the room to put items in order and to draw a line; what stands above it is counted.

    Args:
        id: As for every activity.
        question: As for every activity.
        items: Two to seven different texts, up to 80 characters each.
        tier: open or personal (default). Outside open each item is shown under the release rule
            as a count of its own, and the room's order says only what the printed numbers prove.

    Raises:
        DeclarationError: No items, too many, two alike, or one that is always offered.
    """

    _: KW_ONLY
    items: Sequence[str] = ()

    type: ClassVar[str] = "rank"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.OPEN, Tier.PERSONAL})

    def __post_init__(self) -> None:
        """Check the items as well."""
        super().__post_init__()
        if isinstance(self.items, str) or not isinstance(self.items, Sequence):
            self.refuse(f"items is {self.items!r}. Use a list of texts.")
        if not 2 <= len(self.items) <= 7:
            self.refuse(f"it has {len(self.items)} items. Use 2 to 7.")
        seen = {texts.ASK["pass"].casefold(), SHOW["line"].casefold()}
        for item in self.items:
            self.check_text("an item", item, LONGEST_ITEM)
            if item.strip().casefold() in seen:
                self.refuse(
                    f"item {item!r} stands there twice, or is always offered. Keep one, and leave "
                    f"out {texts.ASK['pass']!r} and {SHOW['line']!r}."
                )
            seen.add(item.strip().casefold())
        object.__setattr__(self, "items", tuple(self.items))

    @property
    def counts_each(self) -> bool:
        """True: any number of items may stand above the line, none too, each its own count."""
        return True

    def labels(self) -> tuple[str, ...]:
        """Return the items."""
        return tuple(self.items)

    def details(self) -> dict[str, object]:
        """Return the items, and that any number of them may be chosen."""
        return {"items": list(self.items), "several": self.counts_each}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the common sentences and those about the line."""
        said = super().texts()
        return {**said, "ask": {**said["ask"], **ASK}, "show": {**said["show"], **SHOW}}

    def fields(self) -> str:
        """Return a checkbox for each item, ticked when it stands above the line, and Pass."""
        said = "".join(f"<p>{escape(ASK[name])}</p>" for name in ("hint", "order"))
        rows = [row("checkbox", str(i), label) for i, label in enumerate(self.items)]
        return said + "".join([*rows, row("checkbox", PASS, texts.ASK["pass"])])

    def lines(self) -> list[str]:
        """Return what to do, and the items with a box before each."""
        return [ASK["hint"], *super().lines()]

    def slide_form(self) -> str:
        """Return the rows in smaller type where the usual one would be too large for them."""
        if len(self.items) < 7 and all(len(item) <= ONE_LINE for item in self.items):
            return ""
        rows = "".join(
            f'<li><span class="askfirst-letter" aria-hidden="true">{letter}</span>'
            f'<span class="askfirst-label" dir="auto">{escape(label)}</span></li>'
            for letter, label in itertools.zip_longest(
                ascii_uppercase[: len(self.items)], self.slide_rows(), fillvalue=""
            )
        )
        return f'<ol class="askfirst-dense">{rows}</ol>'

    def release(self, totals: Totals) -> Release:
        """Release each item by itself, with the order that this print proves: decision 009."""
        return release_rank(totals.counts, totals.answered, tier=self.tier)

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the activity of a stored spec."""
        return cls(spec["id"], spec["question"], items=spec["items"], tier=spec["tier"])
