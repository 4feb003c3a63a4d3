"""Plain forms for phones without a script: the question, and what stands open beside it."""

import secrets
from dataclasses import dataclass
from html import escape

from askfirst.room.asked import Asked
from askfirst.room.pages import button, error_line, form, paragraph
from askfirst.room.snapshots import standing
from askfirst.room.state import Room
from askfirst.room.texts import PAGE, RENEWED, SCREENS


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A line within one that stands open: that a signal is on its way, or what is missing."""

    activity: str
    text: str


def question_form(asked: Asked, seat: str, *, nonce: str = "", error: str = "") -> str:
    """Return the form of an activity that is answered."""
    ask = asked.spec["texts"]["ask"]
    send = f"{button(ask['send'], main=True)}{paragraph(ask['until'])}"
    return form(
        "/answer",
        asked.activity.form(),
        error_line(error),
        f'<div class="askfirst-do">{send}</div>',
        seat=seat,
        activity=asked.activity.id,
        round=asked.round,
        nonce=nonce or secrets.token_hex(16),
    )


def signal_form(asked: Asked, seat: str) -> str:
    """Return the buttons of an activity that takes signals, each as large as the other."""
    ask = asked.spec["texts"]["ask"]
    buttons = "".join(
        f'<button name="signal" value="{escape(name)}">{escape(ask[name])}</button>'
        for name in asked.activity.signals
    )
    return form(
        "/signal",
        f'<fieldset class="askfirst"><legend>{escape(asked.activity.question)}</legend>',
        f'{paragraph(ask["care"])}<div class="askfirst-do">{buttons}</div></fieldset>',
        seat=seat,
        activity=asked.activity.id,
    )


def standing_forms(room: Room, seat: str, remark: Remark | None = None) -> str:
    """Return what stands open, each folded, below whatever a page says; "" where nothing does.

    Raises:
        RoomError: `bad_seat`.
    """
    open_ = standing(room.asked.values())
    folded = "".join(_folded(room, one, seat, remark) for one in open_)
    label = escape(PAGE["beside"])
    return f'<aside aria-label="{label}">{folded}</aside>' if folded else ""


def _folded(room: Room, asked: Asked, seat: str, remark: Remark | None) -> str:
    mine = remark if remark and remark.activity == asked.activity.id else None
    label = escape(asked.spec["texts"]["ask"]["label"])
    if asked.activity.signals:
        said = f'<p role="status">{escape(mine.text)}</p>' if mine else ""
        inside = signal_form(asked, seat) + said
    elif room.has_answered(seat, asked):
        inside = paragraph(SCREENS["answered"][1])
    else:
        inside = question_form(asked, seat, error=mine.text if mine else "")
    said = paragraph(RENEWED, "soft") if asked.renewed else ""
    return (
        f'<details class="promise"{" open" if mine else ""}><summary>{label}</summary>'
        f"{said}{inside}</details>"
    )
