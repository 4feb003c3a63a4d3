"""The facilitator's start page: one file without secrets, with its own strict policy.

What it shows comes from the room by requests that carry the key; the file itself may be read by
anybody. Every text of the page stands in `texts.py` and reaches the script as data.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template
from types import MappingProxyType
from typing import Final

from askfirst.activities.component import EXPORT, component_css, component_source
from askfirst.activities.registry import ROOM_ONLY, TYPES
from askfirst.start.texts import TEXTS

SCRIPTS: Final = (
    *("link.js", "draw.js", "clock.js", "plan.js", "prints.js", "panel.js", "lines.js", "left.js"),
    *("control.js", "standing.js", "desk.js", "console.js"),
    "start.js",
)
LEADING: Final = SCRIPTS[1:-1]  # what the console is, without the page's own way to the room
IMPORT: Final = re.compile(r'^import \{[^}]*\} from "[./\w]+\.js";\n', re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A whole page and the policy it is served with."""

    html: str
    policy: str


def start_page(
    *,
    warnings: Sequence[str] = (),
    helps: Sequence[tuple[str, str]] = (),
    font: bytes | None = None,
    texts: Mapping[str, str] = TEXTS,
    on_hub: Mapping[str, str] = MappingProxyType({}),
) -> Page:
    """Return the start page.

    Args:
        warnings: Lines for the facilitator to read before people arrive.
        helps: Names and numbers of who can help, for the goodbye.
        font: The serif as woff2; without it the page takes a serif of the computer.
        texts: What it says.
        on_hub: What it says otherwise where a hub hands it on.
    """
    style = _font_face(font) + console_css() + _read("page.css")
    script = component_source(*TYPES, *ROOM_ONLY) + parts(SCRIPTS)
    html = Template(_read("start.html")).substitute(
        style=style,
        script=script,
        needs_js=escape(texts["needs_js"]),
        data=_data(
            {
                "texts": dict(texts),
                "on_hub": dict(on_hub),
                "warnings": list(warnings),
                "helps": [*map(list, helps)],
            }
        ),
    )
    return Page(html=html, policy=_policy(style=style, script=script))


def console_css() -> str:
    """Return the style of the console: nothing in it reaches beyond its own element."""
    own = f".askfirst-start {{\n{_read('start.css')}}}\n"
    return component_css(*TYPES, *ROOM_ONLY) + _read("theme.css") + own


def console_script() -> str:
    """Return all that draws the console, as one module without imports or exports."""
    return component_source(*TYPES, *ROOM_ONLY) + parts(LEADING)


def parts(names: Sequence[str]) -> str:
    """Return scripts of this folder one after the other, without imports or exports."""
    return "".join(_part(name) for name in names)


def _read(name: str) -> str:
    return files("askfirst.start").joinpath(name).read_text(encoding="utf-8")


def _part(name: str) -> str:
    return EXPORT.sub("", IMPORT.sub("", _read(name))).replace("// @ts-check\n", "")


def _data(data: Mapping[str, object]) -> str:
    """Return JSON that cannot end the element it stands in."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _font_face(font: bytes | None) -> str:
    if font is None:
        return ""
    code = base64.b64encode(font).decode("ascii")
    return (
        '@font-face{font-family:"Literata";font-weight:400 650;font-display:block;'
        f'src:url("data:font/woff2;base64,{code}") format("woff2")}}\n'
    )


def _policy(*, style: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "font-src data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
