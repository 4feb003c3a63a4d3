// @ts-check
import { el } from "../activities/kit.js";
import { showSlides } from "./deck-dialogs.js";

/**
 * A deck without a keyboard. On an upright phone, where a slide would be as wide as a thumb, the slides
 * stand below each other to be read; and where there is a finger, there is a button for their list.
 */

const upright = matchMedia("(orientation: portrait) and (max-width: 600px)");
/** @type {Element | null} The slide in the upper half of the screen, where slides are a column. */
let read = null;

/** @returns {any} The engine, which may not be there yet when this is read. */
const running = () => /** @type {any} */ (globalThis).Reveal;

/** @returns {boolean} Whether the slides stand below each other. */
export function isColumn() {
  return document.documentElement.classList.contains("column");
}

/** Slides turn into a column and back, at the place that is read, as the phone is turned. */
export function followPhone() {
  const note = (/** @type {IntersectionObserverEntry[]} */ seen) => (read = seen.find((one) => one.isIntersecting)?.target ?? read);
  const middle = new IntersectionObserver(note, { rootMargin: "-25% 0% -75% 0%" });
  const unhide = new MutationObserver(() => isColumn() && showAll());
  for (const slide of running().getSlides()) {
    middle.observe(slide);
    unhide.observe(slide, { attributeFilter: ["hidden", "aria-hidden"] });
  }
  running().on("slidechanged", () => isColumn() && toSlide(running().getCurrentSlide()));
  upright.addEventListener("change", turn);
  window.addEventListener("beforeprint", () => document.documentElement.classList.remove("column"));
  window.addEventListener("afterprint", () => stand(upright.matches));
  if (upright.matches) turn();
}

function turn() {
  const column = upright.matches;
  const slides = running().getSlides();
  stand(column);
  if (column) return toSlide(running().getCurrentSlide());
  running().slide(Math.max(0, slides.indexOf(read)));
  running().sync();
}

/** @param {boolean} column Drawings are then wider than the phone, and no swipe turns a slide. */
function stand(column) {
  document.documentElement.classList.toggle("column", column);
  document.querySelector(".slides")?.toggleAttribute("data-prevent-swipe", column);
  for (const wide of document.querySelectorAll(".drawing")) {
    if (column) wide.setAttribute("tabindex", "0");
    else wide.removeAttribute("tabindex");
  }
}

/** The engine hides all slides but one, to every reader, whenever it is asked for a slide. */
function showAll() {
  for (const one of /** @type {HTMLElement[]} */ (running().getSlides())) {
    one.removeAttribute("hidden");
    one.removeAttribute("aria-hidden");
  }
}

/** @param {HTMLElement} slide Stands at the top. */
function toSlide(slide) {
  showAll();
  slide.scrollIntoView();
}

/** @param {Record<string, string>} texts What the deck says. */
export function addListButton(texts) {
  const open = () => document.querySelector("dialog[open]") ?? showSlides(texts, "", false);
  document.body.append(el("button", { type: "button", class: "to-slides", onclick: open }, texts.slides));
}
