"""Many components in many states on one page, so that one look at the page is a look at all."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from playwright.sync_api import Page

from askfirst.activities.component import component_css, component_source
from askfirst.activities.pulse import AFTER, After
from askfirst.activities.registry import TYPES
from askfirst.export.deck import EXPORT, IMPORT, deck_style, render_deck
from askfirst.room.pages import component, phone_style
from tests.export.samples import asks, module, text
from tests.states import Seen

# What JupyterLab sets around a cell, and the ground of a page of ours, in both colour schemes.
AROUND: Final = """
body { margin: 0; background: #fff }
.place { margin: 0 0 24px }
h1 { position: absolute; clip-path: inset(50%) }
@media (prefers-color-scheme: dark) {
  body { background: #10191d; color: #eceae2;
    --jp-layout-color0: #10191d; --jp-ui-font-color1: #eceae2 } }
"""
# Slides stand one under the other, each as if it were the one that is shown.
SLIDES: Final = """
html, body, main, .reveal { height: auto }
.reveal .slides { position: static; pointer-events: auto }
.reveal .slides > section.slide { position: static; display: block; margin: 0 0 24px }
"""
DRAW: Final = """
window.emitted = [];
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
document.body.dataset.jpThemeLight = String(!dark);
const main = document.querySelector("main");
for (const [index, { surface, spec, state, name }] of given.entries()) {
  const view = document.createElement("askfirst-" + spec.type);
  Object.assign(view, { surface, spec, state });
  const say = (choice) => window.emitted.push({ index, choice });
  view.addEventListener("askfirst-answer", (e) => {
    say(e.detail.choice);
    view.state = { ...state, sent: true };
  });
  view.addEventListener("askfirst-take-back", () => (view.state = state));
  const place = document.createElement("div");
  place.className = "place";
  place.dataset.name = name;
  place.append(view);
  main.append(place);
}
"""
DRAW_SLIDES: Final = """
const nothing = { on() {}, getCurrentSlide() {} };
globalThis.Reveal = nothing;
"""
SHOW_SLIDES: Final = """
const deck = readDeck();
runOwn(deck);
for (const stage of document.querySelectorAll("[data-activity]")) {
  const id = stage.dataset.activity;
  if (!snapshot.activities[id]) continue;
  const said = { texts: deck.texts, step() {}, read() {} };
  new LiveSlide(stage, deck.activities[id], said).show({ snapshot, trouble: "" });
}
"""
AS_IT_IS: Final[Mapping[str, Any]] = MappingProxyType({})
DRAWN: Final = 'document.body.dataset.drawn = "all";'
ROOM: Final = {
    "address": "192.168.1.20:8080",
    "word": "river",
    "join": "http://192.168.1.20:8080/#river",
    "qr": "M0 .5h7m2 0h9m2 0h5M0 1.5h1m5 0h1m3 0h2M4 12.5h9M0 24.5h25",
    "size": 25,
}


def gather(
    page: Page, shown: Sequence[Seen], *, way: str = "ltr", spec: Mapping[str, Any] = AS_IT_IS
) -> None:
    """Draw components on one page, each in a place of its own that has its name.

    Args:
        page: An open page.
        shown: What to draw; all on the phone, or none.
        way: "ltr" or "rtl", of the page.
        spec: What the specs hold instead of their own.
    """
    kinds = dict.fromkeys(one.activity.type for one in shown)
    phone = shown[0].surface == "phone"
    sources = [component(kind) for kind in kinds] if phone else [component_source(*TYPES)]
    given = [
        {
            "surface": one.surface,
            "spec": {**apart(one, place).activity.spec(), **spec},
            "state": dict(one.state),
            "name": str(one),
        }
        for place, one in enumerate(shown)
    ]
    style = phone_style() if phone else component_css(*TYPES) + AROUND
    body = ' class="askfirst askfirst-at-phone"' if phone else ""
    scripts = [*sources, f"const given = {_json(given)};{DRAW}{DRAWN}"]
    page.set_content(
        f'<!doctype html><html lang="en" dir="{way}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Workshop</title><style>{style}</style><body{body}><main><h1>Module</h1></main>"
        + "".join(f'<script type="module">{script}</script>' for script in scripts)
    )
    page.locator("body[data-drawn]").wait_for()


def gather_slides(page: Page, shown: Sequence[Seen], *, spec: Mapping[str, Any] = AS_IT_IS) -> None:
    """Draw the slides of a live deck one under the other, each in the state that it is given."""
    apart_ = [apart(one, place) for place, one in enumerate(shown)]
    html = render_deck(module(text("# Title"), *(asks(one.activity) for one in apart_)), live=True)
    sections = re.findall(r'<section class="slide .*?</section>', html, re.DOTALL)[1:]
    data = json.loads(html.partition('id="askfirst-deck">')[2].partition("</script>")[0])
    for known in data["activities"].values():
        known.update(spec)
    snapshot = {
        "room": ROOM,
        "activities": {one.activity.id: _asked(one.state) for one in apart_ if one.state},
    }
    own = "".join(
        EXPORT.sub("", IMPORT.sub("", _script(name))) for name in ("deck.js", "live-slide.js")
    )
    script = component_source(*TYPES) + DRAW_SLIDES + own
    script += f"const snapshot = {_json(snapshot)};{SHOW_SLIDES}{DRAWN}"
    page.set_content(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Deck</title>'
        f"<style>{deck_style(frozenset(TYPES))}{SLIDES}</style><body>"
        f'<main><div class="reveal"><div class="slides">{"".join(sections)}</div></div></main>'
        f'<script type="application/json" id="askfirst-deck">{_json(data)}</script>'
        f'<script type="module">{script}</script>'
    )
    page.locator("body[data-drawn]").wait_for()


def apart(one: Seen, place: int) -> Seen:
    """Return the same with an id of its own, as any two activities on a page have."""
    if isinstance(one.activity, After):  # it is named after its first half
        first = f"{one.activity.first}-{place}"
        return replace(one, activity=replace(one.activity, first=first, id=first + AFTER))
    return replace(one, activity=replace(one.activity, id=f"{one.activity.id}-{place}"))


def _asked(state: Mapping[str, Any]) -> dict[str, Any]:
    return {"progress": None, "release": None, **state}


def _json(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def _script(name: str) -> str:
    return files("askfirst.export").joinpath(name).read_text(encoding="utf-8")
