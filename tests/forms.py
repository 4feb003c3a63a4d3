"""What a static form holds: its controls, in their order, and what a browser sends of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from random import Random
from typing import Final

from askfirst.activities.base import PASS, Activity
from askfirst.errors import RoomError

WRITTEN: Final = ("Shall we stop here?", "Not today, thank you.", "Slower", "Let us have tea.")
TRIES: Final = 2000

# What was done to each control, in order: ticked or not, the place of a menu's option, or a text.
Picks = Sequence[bool | int | str]


@dataclass
class Control:
    """One control with a name: a ring, a box, a menu or a field."""

    kind: str
    name: str
    values: list[str] = field(default_factory=list)
    most: int | None = None  # the longest text

    @property
    def passes(self) -> bool:
        return self.values == [PASS]


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Control] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "option":
            self.found[-1].values.append(given.get("value", ""))
        elif tag in {"input", "select", "textarea"} and given.get("name"):
            kind = given.get("type", "text") if tag == "input" else tag
            values = [given.get("value", "")] if tag == "input" else []
            most = int(given["maxlength"]) if "maxlength" in given else None
            self.found.append(Control(kind, given["name"], values, most))


class Form(HTMLParser):
    """What a static form holds: its tags and attributes, its text, and its named controls."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.said = ""
        self.controls: dict[str, list[tuple[str, str]]] = {}
        self._menu = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= set(given)
        if tag == "select":
            self._menu = f"menu {len(self.controls)}"
        elif tag == "option":
            self._add(self._menu, "choice", given["value"])
        elif given.get("name"):
            kind = f"{given.get('type', tag)} {given['name']}"
            self._add(kind, given["name"], given.get("value", ""))

    def handle_data(self, data: str) -> None:
        self.said += data

    def filled(self) -> dict[str, list[str]]:
        """The fields that a person sends who takes the first of everything but Pass."""
        sent: dict[str, list[str]] = {}
        for kind, offered in self.controls.items():
            name, value = offered[1 if kind.startswith("menu") else 0]
            if value != "pass":
                written = kind in {"text words", "textarea words"}
                sent.setdefault(name, []).append("Shall we?" if written else value)
        return sent

    def _add(self, kind: str, name: str, value: str) -> None:
        self.controls.setdefault(kind, []).append((name, value))


def controls(asked: Activity) -> list[Control]:
    """Return the controls that the static form of an activity has, in their order."""
    return _read(asked.form())


@cache
def _read(html: str) -> list[Control]:
    return _Reader(html).found


def choice_of(asked: Activity, picks: Picks) -> str:
    """Return the canonical choice for a form that was filled like this.

    Raises:
        RoomError: The form is not filled so that it can be sent.
    """
    sent = fields_of(asked, picks)
    chosen = [*sent.get("before", []), *sent.get("choice", [])]
    return asked.from_fields(chosen, "".join(sent.get("words", [])))


def fields_of(asked: Activity, picks: Picks) -> dict[str, list[str]]:
    """Return what a browser sends of a form that was filled like this."""
    sent: dict[str, list[str]] = {}
    for control, picked in zip(controls(asked), picks, strict=True):
        if picked is False:
            continue
        value = _value(control, picked)
        sent.setdefault(control.name, []).append(value)
    return sent


def _value(control: Control, picked: bool | int | str) -> str:
    if isinstance(picked, str):
        return picked
    return control.values[0 if picked is True else picked]


def picks_of(asked: Activity, chance: Random, *, lean: float = 0.5) -> Picks:
    """Return one way to fill the form with an answer that is no pass.

    Args:
        asked: The activity.
        chance: Where the choices come from.
        lean: How often the first of several is taken.
    """
    found = controls(asked)
    for turn in range(TRIES):
        # A form that cannot be sent with so much of the first is filled at random in the end.
        picks = list(_picked(found, chance, lean if turn < TRIES // 2 else chance.random()))
        try:
            answer = asked.read_choice(choice_of(asked, picks))
        except RoomError:
            continue
        if not answer.passed:
            return picks
    raise AssertionError(
        f"{asked.type}: no filling of its static form in {TRIES} tries is read as an answer. "
        "Can its form be answered without JavaScript?"
    )


def _picked(found: Sequence[Control], chance: Random, lean: float) -> Iterator[bool | int | str]:
    rings: dict[str, list[int]] = {}
    for place, control in enumerate(found):
        if control.kind == "radio" and not control.passes:
            rings.setdefault(control.name, []).append(place)
    taken = {_first(places, chance, lean) for places in rings.values()}
    for place, control in enumerate(found):
        if control.kind == "radio":
            yield place in taken
        elif control.kind == "checkbox":
            yield not control.passes and chance.random() < lean
        elif control.kind == "select":
            yield _first(range(len(control.values)), chance, lean)
        else:
            yield chance.choice(WRITTEN)[: control.most].strip()


def _first(places: Sequence[int], chance: Random, lean: float) -> int:
    return places[0] if chance.random() < lean else chance.choice(places[1:] or places)
