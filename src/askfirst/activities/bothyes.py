"""BothYes: what comparing two maps shows, and what it gives away, with made-up maps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any, ClassVar, Final, Self, cast

from askfirst.activities.private import Private

MARKS: Final = {
    "yes": "Yes",
    "maybe": "Maybe",
    "no": "No",
    "none": "Not asked",
    "hidden": "Not shown",
}
MARKED: Final = ("yes", "maybe", "no", "none")
TEXTS: Final = {
    "private": "Made-up maps. Nothing of yours is asked, sent or kept.",
    "step": "{at} of {all}: {title}",
    "back": "Back",
    "next": "Next",
    "item": "Item",
    "known": "Known",
}
MAPS: Final = (
    "Two made-up maps",
    "{a} and {b} do not exist. Nobody’s own map can be put in here.",
)
SHOWN: Final = (
    "What comparing shows",
    "Only what both marked yes. Every other row looks the same.",
)
WORKED_OUT: Final = (
    "What {a} can work out",
    "{a} knows one map already. Where {a} said yes and nothing is shown, {b} did not say yes. "
    "Maybe, no and not asked cannot be told apart, and no question follows.",
)
ALL_YES: Final = (
    "An all-yes map learns everything",
    "Here {a} marked yes everywhere, perhaps just to find out. Now {a} sees every yes of {b}, and "
    "knows that each other row is not one.",
)
NOT_THEN: Final = (
    "When not to compare",
    "If saying no to it would cost you something, or you are afraid. If either of you would not "
    "take any result well. If somebody asks to see the whole map. Not comparing needs no reason, "
    "and nobody is invited to compare here.",
)
KNOWN: Final = {
    "both": "Shown to both",
    "hidden": "Not shown",
    "yes": "{b}: yes",
    "not": "{b}: not a yes",
    "nothing": "Nothing",
}

Row = tuple[str, str, str]


@dataclass(frozen=True)
class BothYes(Private):
    """Show on one screen, with two made-up maps, what comparing maps gives away.

    Args:
        id: As for every activity.
        question: The line above the steps.
        names: Two made-up names.
        items: Three to six items, each with the mark of the first and of the second: "yes",
            "maybe", "no" or "none" (not asked).

    Raises:
        DeclarationError: Other names, marks or numbers of items, or maps with nothing to show:
            both must say yes to one item, and each must say yes to one that the other does not.
    """

    question: str = "What two maps show when they meet"
    _: KW_ONLY
    names: Sequence[str] = ()
    items: Mapping[str, Sequence[str]] | Sequence[Row] = ()

    type: ClassVar[str] = "bothyes"
    demonstrated: ClassVar[bool] = True
    night: ClassVar[bool] = False

    def __post_init__(self) -> None:
        """Check names, items and marks, and that there is something to show."""
        super().__post_init__()
        names = () if isinstance(self.names, str) else tuple(self.names)
        if len(names) != 2 or names[0] == names[1]:
            self.refuse(f"names is {self.names!r}. Use two different made-up names.")
        for name in names:
            self.check_text("a name", name, 20)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "items", tuple(self._read()))
        if not 3 <= len(self.rows) <= 6:
            self.refuse(f"it has {len(self.rows)} items. Use 3 to 6.")
        if len({item for item, _, _ in self.rows}) < len(self.rows):
            self.refuse("an item stands there twice. Use different items.")
        found = {(first == "yes", second == "yes") for _, first, second in self.rows}
        if not found >= {(True, True), (True, False), (False, True)}:
            self.refuse(
                "there is too little to show. Let both say yes to one item, and each to one "
                "that the other does not."
            )

    @property
    def rows(self) -> tuple[Row, ...]:
        """The items as they were checked, each with both marks."""
        return cast("tuple[Row, ...]", self.items)

    def _read(self) -> Iterator[Row]:
        given = self.items
        if isinstance(given, Mapping):
            given = [(item, *marks) for item, marks in given.items()]  # type: ignore[misc]
        if isinstance(given, str) or not isinstance(given, Sequence):
            self.refuse(f"items is {given!r}. Use a mapping of items to two marks.")
        for item, *marks in given:
            self.check_text("an item", item, 40)
            if len(marks) != 2 or any(mark not in MARKED for mark in marks):
                known = ", ".join(MARKED)
                self.refuse(f"the marks of {item!r} are {marks!r}. Use two of {known}.")
            yield item, marks[0], marks[1]

    def details(self) -> dict[str, object]:
        """Return names, items and marks, and each step as it is drawn."""
        return {
            "names": list(self.names),
            "items": [list(row) for row in self.rows],
            "marks": dict(MARKS),
            "steps": list(self.steps()),
        }

    def steps(self) -> Iterator[dict[str, Any]]:
        """Yield the steps: a title, what is said, and rows of item, two marks, what is known."""
        a, b = self.names
        both = [(item, one, two, one == two == "yes") for item, one, two in self.rows]
        yield _step(MAPS, (a, b), [[item, one, two, ""] for item, one, two, _ in both])
        yield _step(SHOWN, (a, b), [_compared(item, shown) for item, _, _, shown in both])
        yield _step(WORKED_OUT, (a, b), [_seen(item, one, two, b) for item, one, two, _ in both])
        for_b = [_seen(item, two, one, a) for item, one, two, _ in both]
        yield _step(WORKED_OUT, (b, a), [[item, one, two, said] for item, two, one, said in for_b])
        yield _step(ALL_YES, (a, b), [_seen(item, "yes", two, b) for item, _, two, _ in both])
        yield _step(NOT_THEN, (a, b), [])

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the words around the steps; there is nothing to send or show."""
        return {"ask": dict(TEXTS), "show": {}, "host": {}}

    def fields(self) -> str:
        """Return every step for paper, one under the other, with words for the marks."""
        a, b = map(escape, self.names)
        head = "".join(f'<th scope="col">{h}</th>' for h in (TEXTS["item"], a, b, TEXTS["known"]))
        parts = [f"<p>{escape(TEXTS['private'])}</p>"]
        for step in self.steps():
            parts.append(f"<p><b>{escape(step['title'])}</b> {escape(step['said'])}</p>")
            if step["rows"]:
                rows = "".join(map(_paper_row, step["rows"]))
                parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
        return "".join(parts)

    def slide_form(self) -> str:
        """Return what each step says, for a slide on paper."""
        rows = (
            f"<li><b>{escape(step['title'])}.</b> {escape(step['said'])}</li>"
            for step in self.steps()
        )
        return f"<ol>{''.join(rows)}</ol>"

    def lines(self) -> list[str]:
        """Return every step in plain lines."""
        lines = [TEXTS["private"]]
        for step in self.steps():
            lines += ["", f"{step['title']}. {step['said']}"]
            for item, one, two, known in step["rows"]:
                a, b = self.names
                end = f" ({known})" if known else ""
                lines.append(f"  {item}: {a} {MARKS[one]}, {b} {MARKS[two]}{end}")
        return lines

    def guide_rows(self) -> tuple[str, ...]:
        """Return what each step says; its two maps are on the screen."""
        return tuple(f"{step['title']}. {step['said']}" for step in self.steps())

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the demonstration of a stored spec."""
        items = tuple((item, one, two) for item, one, two in spec["items"])
        return cls(
            spec["id"], spec["question"], names=spec["names"], items=items, tier=spec["tier"]
        )


def _step(words: tuple[str, str], names: tuple[str, str], rows: list[list[str]]) -> dict[str, Any]:
    title, said = (text.format(a=names[0], b=names[1]) for text in words)
    return {"title": title, "said": said, "rows": rows}


def _compared(item: str, shown: bool) -> list[str]:
    mark = "yes" if shown else "hidden"
    return [item, mark, mark, KNOWN["both" if shown else "hidden"]]


def _seen(item: str, own: str, other: str, name: str) -> list[str]:
    """Return what one person sees of the other's row, and what follows from it."""
    if own != "yes":
        return [item, own, "hidden", KNOWN["nothing"]]
    said = KNOWN["yes" if other == "yes" else "not"].format(b=name)
    return [item, own, "yes" if other == "yes" else "hidden", said]


def _paper_row(row: Sequence[str]) -> str:
    item, one, two, known = row
    cells = "".join(f"<td>{escape(said)}</td>" for said in (MARKS[one], MARKS[two], known))
    return f'<tr><th scope="row">{escape(item)}</th>{cells}</tr>'
