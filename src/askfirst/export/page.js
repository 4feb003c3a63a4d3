// @ts-check
import { keepCompounds } from "./page-compounds.js";
import { followFrames } from "./page-frames.js";
import { watchLeaving } from "./page-leave.js";
import { growFields, offerNotes } from "./page-notes.js";
import { forgetPlace, watchPlace } from "./page-place.js";

/**
 * Puts the components in the place of the static forms, and sees to what a shared computer needs.
 * An answer goes nowhere: its component is told that it was given, and forgets it.
 */

/** @type {import("./page-place.js").PageData} */
const data = JSON.parse(document.getElementById("askfirst-page")?.textContent ?? "{}");
const OPEN = { phase: "open", alone: true };

/** @param {HTMLElement} place */
function ask(place) {
  const spec = data.activities[place.dataset.activity ?? ""];
  const tag = `askfirst-${spec?.type}`;
  if (!customElements.get(tag)) return;
  const view = /** @type {any} */ (document.createElement(tag));
  Object.assign(view, { surface: "page", spec, state: OPEN });
  view.addEventListener("askfirst-answer", () => (view.state = { ...OPEN, sent: true }));
  view.addEventListener("askfirst-take-back", () => {
    view.state = OPEN;
    view.querySelector("input, select, button")?.focus();
  });
  keepCompounds(view);
  place.append(view);
  place.classList.add("live");
}

/** On paper everything is open, whatever is folded on the screen. */
function unfoldOnPaper() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details:not([open])")]);
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
}

/** The way back from a source leads to the mark that led there. */
function followMarks() {
  for (const back of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.back"))) {
    const first = document.getElementById(back.hash.slice(1));
    if (first) back.hash = `#${placeOf(first)}`;
  }
  addEventListener("click", (event) => {
    const mark = /** @type {HTMLAnchorElement | null} */ (/** @type {HTMLElement} */ (event.target).closest?.("a.source-mark"));
    const source = mark && document.getElementById(mark.hash.slice(1));
    if (mark) source?.querySelector("a.back")?.setAttribute("href", `#${placeOf(mark)}`);
  });
}

/** Where a mark is found again: what a component draws comes and goes, so there its part. @param {Element} mark */
const placeOf = (mark) => (mark.closest("[data-activity]") ?? mark).closest("[id]")?.id ?? "";

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-activity]"))) ask(place);
watchLeaving(forgetPlace);
watchPlace(data);
offerNotes(data);
growFields();
unfoldOnPaper();
followFrames(data.texts.aside);
followMarks();
const list = /** @type {HTMLDetailsElement | null} */ (document.getElementById("contents"));
if (list) list.open = matchMedia("(min-width: 1100px)").matches;
document.documentElement.classList.replace("still-page", "live-page");
