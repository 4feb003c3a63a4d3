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
from askfirst.activities.registry import ROOM_ONLY, TYPES
from askfirst.export.deck import EXPORT, IMPORT, deck_style, render_deck
from askfirst.export.direction import direction
from askfirst.export.page_asked import page_spec
from askfirst.export.page_frame import page_style
from askfirst.export.texts import PAGE
from askfirst.export.turned import turned_style
from askfirst.room.pages import component, phone_style
from askfirst.start.page import _part as start_part
from askfirst.start.page import start_page
from askfirst.start.texts import TEXTS
from tests.export.samples import asks, module, text
from tests.states import Seen

DRAWN_TYPES: Final = (*TYPES, *ROOM_ONLY)
START: Final = ("draw.js", "lines.js", "control.js", "standing.js")
# What JupyterLab sets around a cell, and the ground of a page of ours, in both colour schemes.
AROUND: Final = """
body { margin: 0; background: #fff }
.place { margin: 0 0 24px }
h1 { position: absolute; clip-path: inset(50%) }
@media (prefers-color-scheme: dark) {
  body { background: #10191d; color: #eceae2;
    --jp-layout-color0: #10191d; --jp-ui-font-color1: #eceae2 } }
"""
# On a self-paced page a component stands in a place of its own, beside its static form.
ON_A_PAGE: Final = ".place { margin: 0 0 24px } h1 { position: absolute; clip-path: inset(50%) }"
# Slides stand one under the other, each as if it were the one that is shown.
SLIDES: Final = """
html, body, main, .reveal { height: auto }
main > h1 { position: absolute; clip-path: inset(50%) }
.reveal .slides { position: static; pointer-events: auto }
.reveal .slides > section.slide { position: static; display: block; margin: 0 0 24px }
"""
DRAW: Final = """
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
document.body.dataset.jpThemeLight = String(!dark);
const main = document.querySelector("main");
function drawOne({ surface, spec, state, name }) {
  const view = document.createElement("askfirst-" + spec.type);
  Object.assign(view, { surface, spec, state });
  view.addEventListener("askfirst-answer", () => (view.state = { ...state, sent: true }));
  view.addEventListener("askfirst-take-back", () => (view.state = state));
  const place = document.createElement("div");
  place.className = surface === "page" ? "place activity" : "place";
  place.dataset.name = name;
  place.append(view);
  main.append(place);
  return place;
}
for (const one of given) {
  const { state } = one;
  const place = drawOne(one);
  if (press && state.alone && !state.sent && !state.error) pressEach(place, one);
}
"""
# What comes after each button, once the first of everything was chosen: a copy for each.
PRESS: Final = """
function chooseFirst(view) {
  const rings = [...view.querySelectorAll("[type=radio]")];
  for (const ring of rings) if (rings.find((one) => one.name === ring.name) === ring) ring.click();
  for (const field of view.querySelectorAll("[type=text], textarea")) field.value = "Slower";
}
// To print would lay the whole page out for paper in the middle of it.
const frames = HTMLIFrameElement.prototype;
const real = Object.getOwnPropertyDescriptor(frames, "contentWindow");
const silent = { get: () => ({ addEventListener() {}, print() {} }), configurable: true };
function pressEach(place, one) {
  const buttons = place.querySelectorAll("button").length;
  for (let at = 0; at < buttons; at += 1) {
    const id = `${one.spec.id}-pressed-${at}`;
    const copy = drawOne({ ...one, spec: { ...one.spec, id }, name: `${one.name}, pressed ${at}` });
    chooseFirst(copy);
    Object.defineProperty(frames, "contentWindow", silent);
    copy.querySelectorAll("button")[at].click();
    Object.defineProperty(frames, "contentWindow", real);
  }
}
"""
DRAW_SLIDES: Final = """
const nothing = { on() {}, getCurrentSlide() {}, syncFragments() {} };
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
# Two frames later, what follows the size of things has followed it.
DRAWN: Final = """
const told = () => (document.body.dataset.drawn = "all");
requestAnimationFrame(() => requestAnimationFrame(told));
"""
PANEL: Final = "main { max-width: 384px } .place { margin: 0 0 24px }"
DRAW_CONTROLS: Final = """
for (const view of VIEWS) {
  const { first } = view.snapshot.activities;
  if (view.words) Object.assign(view.words, { out: new Set(), mended: new Map() });
  if (first.spec.signals) first.signals = first.phase === "open" ? first.spec.signals : [];
  const place = document.createElement("section");
  place.className = "place control";
  place.dataset.name = view.name;
  place.dataset.phase = first.phase;
  const act = new Proxy({}, { get: () => () => undefined });
  if (first.spec.standing) place.className = "place beside";
  place.append(...(first.spec.standing ? drawStanding(view, act) : drawControl(view, act)));
  if (first.spec.signals) place.append(...drawSignals(view, act));
  const at = document.querySelectorAll(".place").length;
  for (const name of ["id", "aria-describedby"])
    for (const node of place.querySelectorAll(`[${name}]`))
      node.setAttribute(name, `${node.getAttribute(name)}-${at}`);
  document.querySelector("main").append(place);
}
"""
ROOM: Final = {
    "address": "192.168.1.20:8080",
    "word": "river",
    "join": "http://192.168.1.20:8080/#river",
    "qr": "M0 .5h7m2 0h9m2 0h5M0 1.5h1m5 0h1m3 0h2M4 12.5h9M0 24.5h25",
    "size": 25,
}


def gather(
    page: Page,
    shown: Sequence[Seen],
    *,
    way: str = "ltr",
    press: bool = False,
    spec: Mapping[str, Any] = AS_IT_IS,
) -> None:
    """Draw components on one page, each in a place of its own that has its name.

    Args:
        page: An open page.
        shown: What to draw; all on the phone, or none.
        way: "ltr" or "rtl", of the page.
        press: Whether to draw what comes after each button as well.
        spec: What the specs hold instead of their own.
    """
    kinds = dict.fromkeys(one.asked.type for one in shown)
    phone = shown[0].surface == "phone"
    sources = [component(kind) for kind in kinds] if phone else [component_source(*DRAWN_TYPES)]
    given = [
        {
            "surface": one.surface,
            "spec": {**_spec(apart(one, place)), **spec},
            "state": dict(one.state),
            "name": str(one),
        }
        for place, one in enumerate(shown)
    ]
    style = phone_style() if phone else _around(shown[0].surface)
    body = ' class="askfirst askfirst-at-phone"' if phone else ""
    scripts = [
        *sources,
        f"const given = {_json(given)}, press = {_json(press)};{PRESS}{DRAW}{DRAWN}",
    ]
    page.set_content(
        f'<!doctype html><html lang="en" dir="{way}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Workshop</title><style>{style}</style><body{body}><main><h1>Module</h1></main>"
        + "".join(f'<script type="module">{script}</script>' for script in scripts)
    )
    page.locator("body[data-drawn]").wait_for()


def gather_slides(
    page: Page,
    shown: Sequence[Seen],
    *,
    spec: Mapping[str, Any] = AS_IT_IS,
    language: str = "en",
) -> None:
    """Draw the slides of a live deck one under the other, each in the state that it is given."""
    apart_ = [apart(one, place) for place, one in enumerate(shown)]
    asked = module(text("# Title"), *(asks(o.activity) for o in apart_), language=language)
    html = render_deck(asked, live=True)
    sections = re.findall(r'<section class="slide .*?</section>', html, re.DOTALL)[1:]
    data = json.loads(html.partition('id="askfirst-deck">')[2].partition("</script>")[0])
    for known in data["activities"].values():
        known.update(spec)
    snapshot = {
        "room": ROOM,
        "activities": {one.asked.id: _asked(one, spec) for one in apart_ if one.state},
    }
    own = "".join(
        EXPORT.sub("", IMPORT.sub("", _script(name))) for name in ("deck.js", "live-slide.js")
    )
    script = component_source(*DRAWN_TYPES) + DRAW_SLIDES + own
    script += f"const snapshot = {_json(snapshot)};{SHOW_SLIDES}{DRAWN}"
    page.set_content(
        f'<!doctype html><html lang="{language}" dir="{direction(language)}"><meta charset="utf-8">'
        f"<title>Deck</title><style>{deck_style(frozenset(DRAWN_TYPES))}{SLIDES}"
        f"{turned_style() if direction(language) == 'rtl' else ''}</style><body>"
        '<main><h1>Module</h1><div class="reveal none"><div class="slides">'
        f"{''.join(sections)}</div></div></main>"
        f'<script type="application/json" id="askfirst-deck">{_json(data)}</script>'
        f'<script type="module">{script}</script>'
    )
    page.locator("body[data-drawn]").wait_for()


def gather_controls(page: Page, shown: Sequence[Seen]) -> None:
    """Draw the control of the start page, once for each state that it leads through."""
    plan = {"minutes": 45, "entries": [{"activities": ["first"]}]}
    views = [
        {
            "texts": TEXTS,
            "chosen": "first",
            "busy": False,
            "wrong": "",
            "words": one.state.get("words"),
            "few": "first" if one.state.get("words", {}).get("few") else "",
            "wrongBeside": "",
            "name": str(one),
            "snapshot": {
                "plan": plan,
                "activities": {"first": _asked(one)},
            },
        }
        for one in (apart(one, place) for place, one in enumerate(shown))
    ]
    html = start_page().html
    style = html.partition("<style>")[2].partition("</style>")[0]
    script = component_source(*DRAWN_TYPES) + "".join(map(start_part, START))
    page.set_content(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Workshop</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}{PANEL}</style>'
        '<body class="askfirst-start"><main><h1>Module</h1></main>'
        f'<script type="module">{script}{DRAW_CONTROLS.replace("VIEWS", _json(views))}{DRAWN}'
        "</script>"
    )
    page.locator("body[data-drawn]").wait_for()


def settle(page: Page) -> None:
    """Wait until what follows the size of the page has followed it."""
    page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")


def apart(one: Seen, place: int) -> Seen:
    """Return the same with an id of its own, as any two activities on a page have."""
    if isinstance(one.activity, After):  # it is named after its first half
        first = f"{one.activity.first}-{place}"
        return replace(one, activity=replace(one.activity, first=first, id=first + AFTER))
    return replace(one, activity=replace(one.activity, id=f"{one.activity.id}-{place}"))


def _around(surface: str) -> str:
    """Return the style of a page of this surface; of a self-paced one all of it."""
    if surface == "page":
        return page_style(frozenset(DRAWN_TYPES)) + ON_A_PAGE
    return component_css(*DRAWN_TYPES) + AROUND


def _spec(one: Seen) -> dict[str, Any]:
    return page_spec(one.asked, PAGE) if one.surface == "page" else one.asked.spec()


def _asked(one: Seen, spec: Mapping[str, Any] = AS_IT_IS) -> dict[str, Any]:
    asked = {**one.asked.spec(), **spec}
    return {"spec": asked, "progress": None, "release": None, **one.state}


def _json(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def _script(name: str) -> str:
    return files("askfirst.export").joinpath(name).read_text(encoding="utf-8")
