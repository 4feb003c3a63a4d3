"""What every page to read alone stands in: its bar, its style, its one script and its policy."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

from msgspec import Struct

from askfirst.activities.component import component_css
from askfirst.export.direction import direction
from askfirst.export.fonts import literata
from askfirst.export.page_lines import kept_lines

IMPORT: Final = re.compile(r'^import \{[^}]*\} from "[^"]+";\n', re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?=(async )?(function\*?|class|const)\b)", re.MULTILINE)
TEXT: Final = "text"  # the name of what a page says, below its bar


class Frame(Struct, frozen=True, kw_only=True):
    """What differs from page to page.

    Attributes:
        language: That it is written in.
        title: Of the tab, plain.
        main: What it says, as HTML; with an element "help" the bar leads to it.
        helping: Where the bar leads to without that element, or "".
        data: For the script, as JSON.
        style: Its style sheet.
        script: One module without imports.
        frames: Whether it shows another page of its own site in a frame.
    """

    language: str
    title: str
    main: str
    data: str
    style: str
    script: str
    helping: str = ""
    frames: bool = False


def frame_html(frame: Frame, texts: Mapping[str, str]) -> str:
    """Return a whole page as one HTML file that asks for nothing; the bar says `texts`."""
    rules = policy(frame.script, frames=frame.frames)
    bar = _bar("#help" if 'id="help"' in frame.main else frame.helping, texts)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(frame.language)}" '
        f'dir="{direction(frame.language)}" class="still-page">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(rules)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(frame.title)}</title>\n<style>{frame.style}</style>\n"
        "<noscript><style>.script-off{display:block}</style></noscript>\n</head>\n<body>\n"
        f'{_skip(texts)}{bar}\n<main id="{TEXT}" tabindex="-1">\n{kept_lines(frame.main)}</main>\n'
        f'<script type="application/json" id="askfirst-page">{frame.data}'
        f'</script>\n<script type="module">{frame.script}</script>\n</body>\n</html>\n'
    )


def policy(script: str, *, frames: bool = False) -> str:
    """Return the content security policy of a page: its own script by hash, nothing outside."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'sha256-{digest}'",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "media-src data:",
            "font-src data:",
            "connect-src 'none'",
            *(["frame-src 'self'"] if frames else []),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


@cache
def page_style(types: frozenset[str]) -> str:
    """Return the whole style sheet: components, the embedded typeface and our own."""
    font = base64.b64encode(literata()).decode()
    face = (
        '@font-face{font-family:"Literata";font-weight:400 650;font-display:block;'
        f'src:url("data:font/woff2;base64,{font}") format("woff2")}}'
    )
    return "\n".join([component_css(*sorted(types)), face, read_text("page.css")])


def joined_script(components: str, names: Sequence[str]) -> str:
    """Return components and scripts of this folder as one module without imports."""
    own = EXPORT.sub("", IMPORT.sub("", "".join(map(read_text, names))))
    # in a block, so that no name of ours meets one of a component's
    source = f"{components}{{\n{own}}}\n"
    return source.replace("// @ts-check\n", "")


@cache
def read_text(name: str) -> str:
    """Return a style sheet or script of this folder."""
    return files("askfirst.export").joinpath(name).read_text(encoding="utf-8")


def _skip(texts: Mapping[str, str]) -> str:
    """Return the first link of a page, seen once the keyboard is on it: past the bar."""
    return f'<a class="skip" href="#{TEXT}">{escape(texts["skip"])}</a>\n'


def _bar(helping: str, texts: Mapping[str, str]) -> str:
    help_said = escape(texts["bar_help"])
    link = f'<a rel="noreferrer" href="{escape(helping)}">{help_said}</a>' if helping else ""
    return (
        f'<header class="bar"><p>{escape(texts["bar"])}</p>{link}'
        f'<a id="leave" href="about:blank" rel="noreferrer">{escape(texts["leave"])}</a></header>'
    )
