"""What stands at the foot of every page of a phone: what happens to an answer, and who can help."""

from collections.abc import Sequence
from html import escape
from typing import Protocol

from askfirst.room.texts import HELP, PAGE, PROMISE, PROMISES


class Service(Protocol):
    """A place to get help, as `data/services.csv` has it; an empty slot has no number."""

    @property
    def kind(self) -> str:
        """What it is for."""

    @property
    def for_danger(self) -> bool:
        """Whether it is the number to call in danger, which stands first, in the block."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def number(self) -> str:
        """Its telephone number."""

    @property
    def hours(self) -> str:
        """When somebody answers."""

    @property
    def checked(self) -> str:
        """When the number was last checked."""


def foot(services: Sequence[Service], *, promises: Sequence[tuple[str, str]] = PROMISES) -> str:
    """Return the promise and the help, both folded."""
    said = "".join(f"<p><b>{escape(what)}:</b> {escape(text)}</p>" for what, text in promises)
    promise = f'<details class="promise"><summary>{escape(PROMISE)}</summary>{said}</details>'
    summary = (
        f'<summary><span class="open">{escape(PAGE["help"])}</span>'
        f'<span class="shut">{escape(PAGE["help_close"])}</span></summary>'
    )
    helping = f'<details class="help">{summary}{_help(services)}</details>'
    return f"<footer>{promise}{helping}</footer>"


def _help(services: Sequence[Service]) -> str:
    filled = [s for s in services if s.number.strip()]
    emergency = next((s for s in filled if s.for_danger), None)
    others = [s for s in filled if s is not emergency]
    danger = escape(HELP["danger_plain"])
    if emergency:
        danger = f"{escape(HELP['danger'])} {_call(emergency.number)}"
    listed = f"<ul>{''.join(map(_row, others))}</ul>" if others else ""
    notes = [HELP["cannot"]] if others else [HELP["card"], HELP["cannot_card"]]
    dates = sorted(s.checked for s in others if s.checked)
    if dates:
        notes.append(HELP["checked"].format(date=dates[0]))
    return f'<p class="danger">{danger}</p>{listed}<p class="soft">{escape(" ".join(notes))}</p>'


def _row(service: Service) -> str:
    name = service.name.strip() or service.kind
    words = f"{name}, {service.hours}" if service.hours else name
    return f"<li>{escape(words)}{_call(service.number)}</li>"


def _call(number: str) -> str:
    dial = "".join(c for c in number if c.isdigit() or c in "+*#")
    return f'<a href="tel:{escape(dial)}">{escape(number)}</a>'
