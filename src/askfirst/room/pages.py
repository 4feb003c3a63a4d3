"""Whole HTML pages: how they are put together, with what policy, and how they travel."""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, Protocol

from rcssmin import cssmin
from rjsmin import jsmin
from starlette.requests import Request
from starlette.responses import Response

from askfirst.activities.component import component_css, component_source
from askfirst.room.texts import LANGUAGE, PAGE

WORTH_PACKING = 512


class Page(Protocol):
    """A page that is made elsewhere and served as it is, with a policy of its own."""

    @property
    def html(self) -> str:
        """The whole page."""

    @property
    def policy(self) -> str:
        """Its Content-Security-Policy."""


def html_reply(request: Request, html: str, *, policy: str, status: int = 200) -> Response:
    """Return a page, packed where the browser takes that."""
    body, headers = html.encode(), {"content-security-policy": policy, "vary": "Accept-Encoding"}
    if "frame-ancestors 'self'" in policy:
        headers["x-frame-options"] = "SAMEORIGIN"
    return packed(request, body, headers, media_type="text/html", status=status)


def packed(
    request: Request,
    body: bytes,
    headers: Mapping[str, str],
    *,
    media_type: str,
    status: int = 200,
) -> Response:
    """Return a reply that is packed if the browser says that it unpacks."""
    headers = dict(headers)
    if len(body) >= WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, 9, mtime=0)
        headers["content-encoding"] = "gzip"
    return Response(body, status_code=status, headers=headers, media_type=media_type)


@cache
def component(kind: str) -> str:
    """Return the script that draws one type of activity on a phone."""
    return str(jsmin(component_source(kind, release=False)))


@cache
def phone_script() -> str:
    """Return the script of the phone's page."""
    return str(jsmin(read_text("phone.js")))


@cache
def standing_script(types: tuple[str, ...]) -> str:
    """Return the script that comes once something of these types stands open beside a question."""
    return str(jsmin(component_source(*types, release=False) + read_text("standing.js")))


@cache
def phone_style() -> str:
    """Return the style of the phone's page."""
    return str(cssmin(component_css(release=False) + read_text("phone.css")))


@cache
def read_text(name: str) -> str:
    """Return a file of this package."""
    return files("askfirst.room").joinpath(name).read_text(encoding="utf-8")


def phone_policy(*scripts: str, style: str = "") -> str:
    """Return the policy of a phone's page: its own style, these scripts and the components."""
    allowed = " ".join([*map(_hash, scripts), "'self'"]) if scripts else "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style or phone_style())}; "
        "img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def data_block(value: Mapping[str, Any]) -> str:
    """Return JSON that cannot end the element it stands in."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return said.replace("<", "\\u003c")


def form(action: str, *parts: str, **hidden: object) -> str:
    """Return a form that posts hidden fields and what its parts hold; parts are HTML."""
    fields = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(str(value))}">'
        for name, value in hidden.items()
    )
    return (
        f'<form method="post" action="{action}" autocomplete="off">{fields}{"".join(parts)}</form>'
    )


def button(label: str, *, main: bool = False) -> str:
    """Return the button of a form."""
    kind = ' class="askfirst-main"' if main else ""
    return f"<button{kind}>{escape(label)}</button>"


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph of text."""
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def message_page(message: str) -> str:
    """Return a page that says what went wrong, and nothing else."""
    return Template(read_text("phone.html")).substitute(
        lang=LANGUAGE,
        title=escape(PAGE["title"]),
        leave=escape(PAGE["leave"]),
        main=f"<h2>{escape(PAGE['refused'])}</h2>{error_line(message)}",
        note="",
        foot="",
        script="",
        style=phone_style(),
    )


def error_line(text: str) -> str:
    """Return the line beside a thick bar that says what is wrong and what to do."""
    return f'<p class="askfirst-error" role="alert">{escape(text)}</p>'


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
