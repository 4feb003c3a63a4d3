"""A module as one self-contained HTML file of slides: reveal.js, our layouts, no request.

Pure rendering: a module in, text out, the same bytes for the same input. Nothing here reads
the finished page again; everything that reaches it was escaped or allow-listed where it was made.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct

from askfirst.activities.base import Activity
from askfirst.activities.component import component_css, component_source
from askfirst.curriculum import Module, Service
from askfirst.export.asked_rows import rows_style
from askfirst.export.citations import NO_SOURCES, Ledger
from askfirst.export.compounds import kept_whole
from askfirst.export.deck_faces import Face, module_faces, timed
from askfirst.export.direction import direction
from askfirst.export.fonts import literata
from askfirst.export.formulas import formula_style
from askfirst.export.paging import ASKED_WIDTH, LONG_TITLE, TITLE_WIDTH, title_lines
from askfirst.export.reveal import reveal_assets
from askfirst.export.shelf import Shelf
from askfirst.export.texts import DECK
from askfirst.export.turned import turned, turned_style, turned_text

IMPORT: Final = re.compile(r'^import \{[^}]*\} from "[^"]+";\n', re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?=(async )?(function\*?|class|const)\b)", re.MULTILINE)
OWN: Final = ("deck-dialogs.js", "deck-column.js", "deck.js")
SCRIPTS: Final = (*OWN, "start.js")
LIVE_SCRIPTS: Final = (*OWN, "live-slide.js", "live.js", "start-live.js")
STYLES: Final = ("deck.css", "deck-column.css")
SPEAKER_RTL: Final = ".speaker-controls-notes .value { direction: rtl; }\n"
CONFIG: Final = MappingProxyType(
    {
        "width": 1280,
        "height": 720,
        "margin": 0,
        "center": False,
        "hash": True,
        "controls": False,
        "progress": False,
        "slideNumber": False,
        "transition": "none",
        "backgroundTransition": "none",
        "scrollActivationWidth": 0,
        "jumpToSlide": False,
        "overview": False,
        "help": False,
        "autoPlayMedia": False,
        "defaultTiming": 0,
    }
)


def render_deck(
    module: Module,
    *,
    claims: Ledger = NO_SOURCES,
    services: Sequence[Service] = (),
    live: bool = False,
    texts: Mapping[str, str] = DECK,
) -> str:
    """Return the deck of a module as one HTML file.

    Args:
        module: As `askfirst.curriculum` reads it.
        claims: The sources of each claim, for footers and the closing list.
        services: What stands on the help slides, second and last; none without services.
        live: Whether to add what follows the room; the file must then be served by the room.
            It holds no secret: the host key comes in the fragment of the address.
        texts: What the deck says of its own accord.
    """
    faces = [*timed([*module_faces(module, claims, services, texts)], module.minutes * 60)]
    numbered = [(f"{module.number}.{n}".lstrip("."), face) for n, face in enumerate(faces, 1)]
    about = About(title=module.title, language=module.language, activities=module.activities)
    return document(about, numbered, live=live, texts=texts)


class About(Struct, frozen=True, kw_only=True):
    """What a deck is called, its language, and what is asked in it."""

    title: str
    language: str
    activities: Sequence[Activity]


def document(
    about: About, faces: Sequence[tuple[str, Face]], *, live: bool, texts: Mapping[str, str]
) -> str:
    """Return slides, each with its number, as one HTML file."""
    rtl = direction(about.language) == "rtl"
    sections = "\n".join(_section(face, number, rtl=rtl) for number, face in faces)
    data = _data(about.activities, [face for _, face in faces], live, texts, rtl=rtl)
    types = frozenset(a.type for a in about.activities if live or a.demonstrated)
    script = deck_script(live=live, types=types)
    style = deck_style(frozenset(a.type for a in about.activities)) + formula_style(sections)
    style, way = (f"{style}\n{turned_style()}", ' dir="rtl"') if rtl else (style, "")
    rules = policy(script, live=live)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(about.language)}"{way} class="paper">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(rules)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(about.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<main><div class="reveal"><div class="slides">\n{sections}\n</div></div></main>\n'
        f'<script type="application/json" id="askfirst-deck">{data}</script>\n'
        f"<script>{reveal_assets().script}</script>\n<script>{reveal_assets().notes}</script>\n"
        f'<script type="module">{script}</script>\n</body>\n</html>\n'
    )


def deck_file(module: Module, shelf: Shelf) -> bytes:
    """Return the deck of a module as a file, with the sources and services of its project."""
    texts = shelf.texts("deck", module.language)
    made = render_deck(module, claims=shelf.claims, services=shelf.services, texts=texts)
    return made.encode()


def policy(script: str, *, live: bool) -> str:
    """Return the content security policy of a deck: its own scripts by hash, no outside.

    The speaker window takes this policy over, so its script has its hash here too, and its
    two frames, which show the deck again, are allowed.
    """
    assets = reveal_assets()
    hashes = " ".join(map(_hash, (assets.script, assets.notes, assets.popup, script)))
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {hashes}",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "media-src data:",
            "font-src data:",
            "frame-src 'self'" if live else "frame-src 'self' file:",
            f"connect-src {chr(39)}{'self' if live else 'none'}{chr(39)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


@cache
def deck_style(types: frozenset[str]) -> str:
    """Return the whole style sheet: engine, components, our theme and the embedded typeface."""
    font = base64.b64encode(literata()).decode()
    face = (
        '@font-face{font-family:"Literata";font-weight:400 650;font-display:block;'
        f'src:url("data:font/woff2;base64,{font}") format("woff2")}}'
    )
    components = component_css(*sorted(types))
    own = (_read(name) for name in STYLES)
    return "\n".join([reveal_assets().style, components, face, *own, rows_style()])


@cache
def deck_script(*, live: bool, types: frozenset[str]) -> str:
    """Return our own script of a deck as one module without imports."""
    names = LIVE_SCRIPTS if live else SCRIPTS
    own = "".join(map(_read, names))
    components = component_source(*sorted(types), release=bool(types))
    return components + EXPORT.sub("", IMPORT.sub("", own))


def _section(face: Face, number: str, *, rtl: bool) -> str:
    slide = face.slide
    headline = title_lines(slide, ASKED_WIDTH if slide.activity else TITLE_WIDTH)
    deep = f" lines-{min(headline, LONG_TITLE)}"
    name = f' id="{escape(slide.anchor)}"' if slide.anchor else ""
    notes = "\n".join(slide.notes)
    inside, notes = (turned(face), turned_text(notes)) if rtl else (face.inside, notes)
    aside = f'<aside class="notes">{notes}</aside>' if notes else ""
    return (
        f'<section class="slide {slide.kind}{deep}"{name} data-ground="{face.ground}" '
        f'data-timing="{slide.seconds}"><div class="frame">{kept_whole(inside)}'
        f'<div class="foot"><p class="foot-said">{face.footer}</p>'
        f'<p class="foot-number">{escape(number)}</p></div></div>{aside}</section>'
    )


def _data(
    activities: Iterable[Activity],
    faces: Iterable[Face],
    live: bool,
    texts: Mapping[str, str],
    *,
    rtl: bool,
) -> str:
    total = sum(face.slide.seconds for face in faces)
    data: dict[str, Any] = {
        "config": {**CONFIG, "totalTime": total, **({"rtl": True} if rtl else {})},
        "texts": {**texts, "keys_list": _keys(texts, rtl=rtl)},
        "speaker": _read("speaker.css") + (SPEAKER_RTL if rtl else ""),
        "activities": {a.id: a.spec() for a in activities if live or a.demonstrated},
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _keys(texts: Mapping[str, str], *, rtl: bool) -> str:
    """Return the list of keys; the arrow that goes on points where the next slide comes from."""
    arrows = texts["key_right"], texts["key_left"]
    on, back = reversed(arrows) if rtl else arrows
    return texts["keys_list"].format(on=on, back=back)


def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _read(name: str) -> str:
    return files("askfirst.export").joinpath(name).read_text(encoding="utf-8")
