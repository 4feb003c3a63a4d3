"""The pages of a phone: one that follows the room by itself, and plain ones that need no script."""

import json
import secrets
from collections.abc import Sequence
from html import escape
from string import Template
from typing import Final

from askfirst.errors import RoomError
from askfirst.release import Tier
from askfirst.room.asked import Asked, Phase
from askfirst.room.forms import Remark, question_form, standing_forms
from askfirst.room.help import Service, foot
from askfirst.room.pages import (
    button,
    component,
    data_block,
    error_line,
    form,
    paragraph,
    phone_policy,
    phone_script,
    phone_style,
    read_text,
)
from askfirst.room.state import Room
from askfirst.room.texts import (
    HOSTED,
    LANGUAGE,
    PAGE,
    PLAIN_WAITING,
    PROMISES,
    RENEWED,
    SCREENS,
    SCRIPT,
    SEALED,
    SEALING,
)

SEALED_STYLE: Final = "#sealed{margin:0 0 16px}"
LIVE: Final = '<p id="live" role="status"></p>'


class PhonePages:
    """Writes every page a phone can get; text is escaped wherever it comes from.

    Args:
        room: What is asked, and how far it is.
        services: Who can help here.
        hosted: Whether a server far away holds the room.
    """

    def __init__(self, room: Room, *, services: Sequence[Service], hosted: bool = False) -> None:
        self._room = room
        sealing = room.sealing
        promises = SEALED if sealing is not None else HOSTED if hosted else PROMISES
        self._foot = foot(services, promises=promises)
        self._note = "" if sealing is None else _note()
        self._page = Template(read_text("phone.html"))
        self._style = phone_style() + (SEALED_STYLE if sealing is not None else "")
        self.plain_policy = phone_policy(style=self._style)

    def live(self) -> tuple[str, str]:
        """Return the page that a phone opens, and its policy; after the end it is only said."""
        if self._room.ended:
            return self._write(_screen("ended")), self.plain_policy
        kind = self._next_type()
        sealing = self._room.sealing
        first = [sealing.script] if sealing is not None else []
        scripts = [*first, *([component(kind)] if kind else []), phone_script()]
        data = {
            "now": json.loads(self._room.phone_snapshot()),
            "screens": SCREENS,
            "texts": SCRIPT,
            **({"sealing": sealing.told()} if sealing is not None else {}),
        }
        block = f'<script type="application/json" id="data">{data_block(data)}</script>'
        extra = f"{LIVE}{block}" + "".join(
            f'<script type="module">{script}</script>' for script in scripts
        )
        return self._write(self._join_form(), extra), phone_policy(*scripts, style=self._style)

    def join(self, error: str = "") -> str:
        """Return the page with the field for the word."""
        return self._write(self._join_form(error))

    def now(self, seat: str, *, error: str = "", remark: Remark | None = None) -> str:
        """Return the page for what is asked now: the question, or that there is none."""
        asked = self._room.current
        if self._room.ended:
            return self._write(_screen("ended"))
        if asked is None or asked.phase is Phase.RELEASED:
            return self.screen("waiting", seat, remark=remark)
        if asked.phase is Phase.CLOSED:
            return self.screen("closed", seat, remark=remark)
        if self._room.has_answered(seat, asked):
            return self.screen("answered", seat, remark=remark)
        if not asked.activity.collects:
            look = form("/next", button(PAGE["look"]), seat=seat)
            return self._beside(asked.activity.form() + look, seat, remark)
        said = paragraph(RENEWED, "soft") if asked.renewed else ""
        return self._beside(said + question_form(asked, seat, error=error), seat, remark)

    def thanks(self, asked: Asked, seat: str, nonce: str) -> str:
        """Return the thank-you, the same whatever was chosen: the choice is not in it."""
        ask = asked.spec["texts"]["ask"]
        fields = {"seat": seat, "activity": asked.activity.id, "round": asked.round}
        back = form("/take-back", button(ask["back"]), **fields, nonce=nonce)
        going_on = form("/next", button(PAGE["next"]), seat=seat)
        main = (
            f"<h2>{escape(ask['sent'])}</h2>{paragraph(ask['total'])}{back}"
            f"{paragraph(ask['until'], 'soft')}{going_on}{paragraph(PAGE['next_note'], 'soft')}"
            f"{paragraph(PAGE['back_note'], 'soft')}"
        )
        return self._beside(main, seat)

    def screen(self, name: str, seat: str, *, remark: Remark | None = None) -> str:
        """Return a page that asks nothing, with a way to look again."""
        again = form("/next", button(PAGE["look"]), seat=seat)
        return self._beside(_screen(name) + again, seat, remark)

    def refused(self, error: RoomError, seat: str) -> str:
        """Return what the room refused, with the way on."""
        if error.code in {"bad_seat", "wrong_word", "wrong_slip", "slip_used", "full"}:
            return self.join(str(error))
        again = form("/next", button(PAGE["again"]), seat=seat)
        return self._write(f"<h2>{escape(PAGE['refused'])}</h2>{error_line(str(error))}{again}")

    def bye(self) -> str:
        """Return the page that says nothing but that one has left."""
        plain = f"<noscript>{paragraph(PAGE['left_plain'])}</noscript>"
        main = f"<h2>{escape(PAGE['left'])}</h2>{paragraph(PAGE['left_more'])}{plain}"
        page = self._page.substitute(
            self._frame(), main=main, note="", foot="", script="", leave="", style=self._style
        )
        return page.replace('<a id="leave" href="/bye"></a>', "")

    def _beside(self, main: str, seat: str, remark: Remark | None = None) -> str:
        """Return a page with what stands open below it."""
        return self._write(main, beside=standing_forms(self._room, seat, remark))

    def _write(self, main: str, script: str = "", *, beside: str = "") -> str:
        return self._page.substitute(
            self._frame(),
            note="" if self._room.ended else self._note,
            main=main,
            foot=beside + self._foot,
            script=script,
            style=self._style,
        )

    @staticmethod
    def _frame() -> dict[str, str]:
        return {"lang": LANGUAGE, "title": escape(PAGE["title"]), "leave": escape(PAGE["leave"])}

    def _next_type(self) -> str | None:
        """Return the type of what is asked now, or else of what is likely asked first."""
        if self._room.current:
            return self._room.current.activity.type
        asked = (a.activity for a in self._room.asked.values())
        return next((a.type for a in asked if a.tier != Tier.PRIVATE and not a.standing), None)

    def _join_form(self, error: str = "") -> str:
        title, word, case = ("join", "word", "none")
        if self._room.hat is not None:
            title, word, case = ("join_slip", "slip", "characters")
        label = (
            f'<label class="word">{escape(PAGE[word])}<input type="text" name="word" required '
            f'autocomplete="off" autocapitalize="{case}" spellcheck="false"></label>'
        )
        parts = (
            f"<h2>{escape(PAGE[title])}</h2>",
            error_line(error),
            label,
            button(PAGE["do_join"], main=True),
            paragraph(PAGE["totals"]),
            paragraph(PAGE["free"], "soft"),
            *([paragraph(SEALING["who"], "soft")] if self._room.sealing is not None else []),
        )
        return form("/join", *parts, ticket=secrets.token_hex(16)).replace(
            "<form", '<form id="join"', 1
        )


def _note() -> str:
    label, text = escape(SEALING["label"]), escape(SEALING["off"])
    return f'<section aria-label="{label}"><p id="sealed" class="soft">{text}</p></section>\n'


def _screen(name: str) -> str:
    title, text = SCREENS[name]
    text = PLAIN_WAITING if name == "waiting" else text
    return f'<h2 class="ring">{escape(title)}</h2>{paragraph(text)}'
