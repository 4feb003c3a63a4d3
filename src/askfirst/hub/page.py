"""The facilitator's page on the hub: one form, or where the room is. It needs no script."""

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from string import Template

from askfirst.hosting.asking import HostedRoom
from askfirst.hub.room import State
from askfirst.hub.texts import TEXTS
from askfirst.opening.wishes import HEAD_COUNT, MOST
from askfirst.start.page import Page, console_css


def hub_page(  # noqa: PLR0913  # all but the room by name
    state: State,
    room: HostedRoom | None,
    *,
    path: str,
    plans: Mapping[str, str],
    folder: str,
    wrong: str = "",
) -> Page:
    """Return the page.

    Args:
        state: How the room stands.
        room: The room, where there is one to lead.
        path: What stands before each path of the page.
        plans: Titles of the plans by name.
        folder: Where results are written.
        wrong: What was refused.
    """
    style = console_css() + _read("hub.css")
    main = _lead(room, path, folder) if state is State.OPEN and room else _before(state, folder)
    form = _form(path, plans) if plans else ""
    html = Template(_read("hub.html")).substitute(
        title=escape(TEXTS["title"]), style=style, wrong=_bar(wrong, alert=True), main=main + form
    )
    return Page(html=html, policy=_policy(style))


def _lead(room: HostedRoom, path: str, folder: str) -> str:
    where = room.address.partition("://")[2]
    return (
        f"<h1>{escape(TEXTS['running'])}</h1>"
        f'<dl class="askfirst-way"><dt>{escape(TEXTS["phones"])}</dt><dd>{escape(where)}</dd>'
        f"<dt>{escape(TEXTS['word'])}</dt><dd>{escape(room.word)}</dd></dl>"
        f'<p><a class="do-link" href="{escape(path)}/host">{escape(TEXTS["lead"])}</a></p>'
        f'<p class="second">{escape(TEXTS["lead_note"])}</p>'
        f'<p class="second">{escape(TEXTS["end_note"].format(folder=folder))}</p>'
    )


def _before(state: State, folder: str) -> str:
    match state:
        case State.ENDED:
            return _bar(TEXTS["ended"].format(folder=folder))
        case State.GONE:
            return _bar(TEXTS["gone"])
        case State.SILENT:
            return f"<h1>{escape(TEXTS['title'])}</h1>{_bar(TEXTS['silent'])}"
    return ""


def _form(path: str, plans: Mapping[str, str]) -> str:
    options = "".join(
        f'<option value="{escape(name)}">{escape(title)}</option>' for name, title in plans.items()
    )
    return (
        f"<h1>{escape(TEXTS['new'])}</h1>"
        f'<p class="second">{escape(TEXTS["new_note"])}</p>'
        f'<form method="post" action="{escape(path)}/rooms" autocomplete="off">'
        f'<label for="plan">{escape(TEXTS["plan"])}</label>'
        f'<select id="plan" name="plan">{options}</select>'
        f'<label for="head-count">{escape(TEXTS["head_count"])}</label>'
        f'<input id="head-count" name="headCount" type="number" min="1" max="{MOST}" '
        f'value="{HEAD_COUNT}" required>'
        f'<button class="main">{escape(TEXTS["make"])}</button></form>'
    )


def _bar(text: str, *, alert: bool = False) -> str:
    role = ' role="alert"' if alert else ""
    return f'<p class="bar"{role}>{escape(text)}</p>' if text else ""


def _read(name: str) -> str:
    return files("askfirst.hub").joinpath(name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
