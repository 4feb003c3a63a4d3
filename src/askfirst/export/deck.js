// @ts-check
import { addListButton, followPhone, isColumn } from "./deck-column.js";
import { takesKey } from "./deck-dialogs.js";

/**
 * Turns the page, which is readable on paper as it stands, into slides.
 *
 * @typedef {{config: Record<string, any>, texts: Record<string, string>, speaker: string,
 *   activities: Record<string, any>}} Deck
 */

const STEPS = 8;
/** The key O, which no deck needs for itself. */
const O_KEY = 79;

/** @type {any} */
const reveal = /** @type {any} */ (globalThis).Reveal;

/** @returns {Deck} */
export function readDeck() {
  return JSON.parse(document.getElementById("askfirst-deck")?.textContent ?? "{}");
}

/** Whether this page is one of the two small slides in the speaker window. */
export function isReceiver() {
  return /[?&]receiver/.test(location.search) && window.parent !== window;
}

/**
 * @param {Deck} deck
 * @param {Record<number, {key: string, description: string, callback: (event?: KeyboardEvent) => void}>} keys Own keys.
 * @returns {boolean} Whether there are slides now; false where the paper view was asked for.
 */
export function startDeck(deck, keys = {}) {
  const page = document.documentElement;
  if (/[?&](print-pdf|view=print)/.test(location.search)) return false;
  page.classList.remove("paper");
  window.addEventListener("beforeprint", () => page.classList.add("paper"));
  window.addEventListener("afterprint", () => page.classList.remove("paper"));
  window.addEventListener("message", (event) => dressSpeaker(event, deck.speaker));
  reveal.on("ready", follow);
  reveal.on("slidechanged", follow);
  const plugins = [/** @type {any} */ (globalThis).RevealNotes];
  const bound = Object.entries(keys).map(([code, { callback }]) => [code, callback]);
  const keyboard = { [O_KEY]: null, ...Object.fromEntries(bound) };
  runOwn(deck);
  /** @type {[string, string][]} */
  const more = Object.values(keys).map(({ key, description }) => [key, description]);
  const keyboardCondition = (/** @type {KeyboardEvent} */ event) => !takesKey(event, deck.texts, more) && !isColumn();
  if (!isReceiver()) addListButton(deck.texts);
  if (!more.length && !isReceiver()) reveal.on("ready", followPhone); // a deck that leads a room stays one slide
  reveal.initialize({ ...deck.config, keyboard, keyboardCondition, plugins });
  return true;
}

/**
 * What runs on a slide without a room, and stops when the slide is left.
 * @param {Deck} deck
 */
function runOwn(deck) {
  for (const stage of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-own]"))) {
    const spec = deck.activities[stage.dataset.own ?? ""];
    const view = /** @type {any} */ (document.createElement(`askfirst-${spec.type}`));
    Object.assign(view, { surface: "deck", bare: true, spec, state: { phase: "open" } });
    stage.replaceChildren(view);
    reveal.on("slidechanged", () => view.leave?.());
  }
}

/** The ground of a slide goes on around it where the screen is wider or higher. */
export function showGround() {
  document.body.dataset.ground = reveal.getCurrentSlide()?.dataset.ground ?? "white";
}

/** @type {number | undefined} */
let waiting;

function follow() {
  showGround();
  clearTimeout(waiting);
  const slide = /** @type {HTMLElement} */ (reveal.getCurrentSlide());
  const line = /** @type {HTMLElement | null} */ (slide?.querySelector(".remaining"));
  const seconds = Number(slide?.dataset.timing);
  if (line && seconds) shorten(line, STEPS, (seconds * 1000) / STEPS);
}

/**
 * @param {HTMLElement} line
 * @param {number} left Steps that are left.
 * @param {number} wait Milliseconds of one step.
 */
function shorten(line, left, wait) {
  line.dataset.left = String(left);
  if (left) waiting = setTimeout(() => shorten(line, left - 1, wait), wait);
}

/**
 * The speaker window is of the plugin's own making; here it gets our type and colours.
 * @param {MessageEvent} event
 * @param {string} style
 */
function dressSpeaker(event, style) {
  if (typeof event.data !== "string" || !event.data.includes('"reveal-notes"')) return;
  try {
    const page = /** @type {Window} */ (event.source).document;
    if (page === document || page.getElementById("askfirst-speaker")) return;
    const sheet = page.createElement("style");
    sheet.id = "askfirst-speaker";
    sheet.textContent = style;
    page.head.append(sheet);
  } catch {
    // a window of another origin keeps its looks
  }
}
