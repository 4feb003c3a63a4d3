"""Any spec is drawn in Chromium, filled in by script, and what it sends is what was chosen."""

import json
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Dialog, Page, Request

from askfirst import Words
from askfirst.activities.base import Activity
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.errors import RoomError
from askfirst.room.pages import component, phone_style
from tests.activities.written import written
from tests.browser.surface import OpenPage, Screen
from tests.examples import ANSWERED, example
from tests.forms import Picks, choice_of, picks_of
from tests.specs import CHOSEN, declared, meant

Filled = tuple[Activity, Picks]

# Nothing in a component is one of these, so whatever is came out of a text.
FOREIGN: Final = (
    "script, img, iframe:not(.askfirst-boundaries-paper), object, embed, link, meta, base, style,"
    " template, video, audio, a, i, [onload], [onerror], [onclick], [style*=url], form form"
)
OWN: Final = ("blob:", "about:")  # a file that was saved, a page to print
TRIP: Final = """
const set = (field, picked) => {
  if (field.tagName === "SELECT") field.selectedIndex = picked;
  else if (typeof picked === "string") field.value = picked;
  else if (picked) return field.click();
  const told = typeof picked === "string" ? "input" : "change";
  field.dispatchEvent(new Event(told, { bubbles: true }));
};
const inOrder = (view, picks) => {
  const fields = [...view.querySelectorAll("input, select, textarea")];
  const all = fields.length;
  if (all !== picks.length) throw new Error(`${all} controls, not the form's ${picks.length}`);
  fields.forEach((field, i) => set(field, picks[i]));
};
// On a page a reason links to its sources, which stand at the end: a claim and nothing else.
const isMark = (node) => node.matches("a.source-mark") && !node.childElementCount &&
  `${node.getAttributeNames()}` === "class,role,href" && node.className === "source-mark" &&
  node.getAttribute("href") === `#${node.textContent}`;
window.trip = (given) => given.map(({ surface, spec, picks }) => {
  const view = document.createElement("askfirst-" + spec.type);
  const sent = [];
  view.addEventListener("askfirst-answer", (event) => sent.push(event.detail.choice));
  Object.assign(view, { surface, spec, state: { phase: "open" } });
  document.querySelector("main").append(view);
  const said = view.textContent;
  if (!picks) for (const pressed of view.querySelectorAll("button")) pressed.click();
  const marks = [];
  const foreign = [...view.querySelectorAll(FOREIGN)]
    .filter((node) => !(isMark(node) && surface === "page" && marks.push(node.textContent)))
    .map((node) => node.outerHTML.slice(0, 200));
  if (picks) {
    (chosen[spec.type] ?? inOrder)(view, picks);
    // Words that could point to a person are sent the second time.
    for (let i = 0; i < 2 && !sent.length; i += 1) view.querySelector("form").requestSubmit();
  }
  view.remove();
  return { said, foreign, marks, sent };
});
document.body.dataset.ready = "yes";
"""


class Tripping:
    """A page on which specs are drawn and filled in, and that notes what runs or is asked for."""

    def __init__(self, page: Page, surface: str, kinds: Iterable[str]) -> None:
        self.page, self.surface = page, surface
        self.ran: list[str] = []
        phone = surface == "phone"
        sources = [component(kind) for kind in kinds] if phone else [component_source(*TYPES)]
        chosen = "".join(f"{json.dumps(kind)}: {how}," for kind, how in CHOSEN.items())
        trip = f"const FOREIGN = {json.dumps(FOREIGN)};const chosen = {{{chosen}}};{TRIP}"
        page.set_content(
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Workshop</title>'
            f"<style>{phone_style() if phone else component_css(*TYPES)}</style>"
            "<body><main></main>"
            + "".join(f'<script type="module">{script}</script>' for script in (*sources, trip))
        )
        page.locator("body[data-ready]").wait_for(state="attached")
        page.on("dialog", self.note)
        page.on("request", self.ask)
        page.on("pageerror", lambda error: self.ran.append(str(error)))

    def ask(self, request: Request) -> None:
        if not request.url.startswith(OWN):
            self.ran.append(request.url)

    def note(self, dialog: Dialog) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def trip(self, filled: Sequence[tuple[Activity, Picks | None]]) -> list[dict[str, Any]]:
        """Draw each, fill it in and send it; return what it said, what is foreign, what it sent."""
        given = [
            {"surface": self.surface, "spec": asked.spec(), "picks": picks}
            for asked, picks in filled
        ]
        found: list[dict[str, Any]] = self.page.evaluate(
            "given => trip(JSON.parse(given))", json.dumps(given)
        )
        for (asked, _), one in zip(filled, found, strict=True):
            assert asked.question in one["said"], "the question stands there whole, as text"
            assert one["foreign"] == []
            assert {*one["marks"]} <= {*asked.claims}, "no link but to its sources"
        assert self.ran == []
        return found


few = settings(
    max_examples=8,
    phases=[Phase.reuse, Phase.generate],  # to make a failing example smaller takes minutes here
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("surface", ["page", "phone"])
@pytest.mark.parametrize("kind", ANSWERED)
def test_what_is_chosen_is_what_is_sent(open_page: OpenPage, kind: str, surface: str) -> None:
    """Of any spec, what a component sends is what its form without JavaScript would send."""
    parts = {part.type for part in example(kind).parts()}
    page = open_page(Screen.PHONE if surface == "phone" else Screen.LAPTOP)
    tripping = Tripping(page, surface, parts)

    @few
    @given(
        drawn=st.lists(declared(kind), min_size=1, max_size=4),
        chance=st.randoms(use_true_random=False),
    )
    def check(drawn: list[Activity], chance: Random) -> None:
        parts = (part for activity in drawn for part in activity.parts())
        # The parts of an agreement are asked on phones, and only led on larger screens.
        here = surface == "phone"
        asked = [part for part in parts if part.collects and (here or part.type in TYPES)]
        filled: list[Filled] = [(one, picks_of(one, chance)) for one in asked]
        for (one, picks), found in zip(filled, tripping.trip(filled), strict=True):
            (choice,) = found["sent"]
            read = one.read_choice(choice)
            assert read == one.read_choice(choice_of(one, picks)) == meant(one, picks)

    check()


@pytest.mark.parametrize("surface", ["page", "deck"])
@pytest.mark.parametrize("kind", TYPES)
def test_any_text_is_drawn_as_text(open_page: OpenPage, kind: str, surface: str) -> None:
    """Of any spec, whatever is pressed, no text becomes an element, a request or code."""
    tripping = Tripping(open_page(), surface, TYPES)

    @few
    @given(drawn=st.lists(declared(kind), min_size=1, max_size=4))
    def check(drawn: list[Activity]) -> None:
        assert len(tripping.trip([(activity, None) for activity in drawn])) == len(drawn)

    check()


@pytest.mark.parametrize("surface", ["page", "phone"])
def test_any_words_are_sent_or_refused_alike(open_page: OpenPage, surface: str) -> None:
    """Whatever is written, script and form agree: the same text is sent, or none is taken."""
    page = open_page(Screen.PHONE if surface == "phone" else Screen.LAPTOP)
    tripping = Tripping(page, surface, ["words"])
    asked = Words("x-words", "What could Sam say?", most=200)

    @few
    @given(texts=st.lists(written(200), min_size=1, max_size=12))
    def check(texts: list[str]) -> None:
        found = tripping.trip([(asked, (text, False)) for text in texts])
        for text, one in zip(texts, found, strict=True):
            for choice in one["sent"]:
                assert taken(asked, choice) == taken(asked, f"={' '.join(text.split())}")

    check()


def taken(asked: Words, choice: str) -> str | None:
    """Return the text that a choice stands for, or None where it is not taken."""
    try:
        return asked.read_choice(choice).text
    except RoomError:
        return None
