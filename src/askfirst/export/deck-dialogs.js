// @ts-check
import { el } from "../activities/kit.js";

/**
 * What a facilitator asks of the deck itself: the list of its slides, to go to any of them, and its
 * keys. Both stand over the slide as a dialog, which Escape closes.
 *
 * @typedef {{number: string, title: string, current: boolean}} Listed
 * @typedef {[string, string]} Key  What is pressed, and what it does.
 */

const [ESCAPE_KEY, G_KEY] = [27, 71];
const TYPED_IN = "input, textarea, select, [contenteditable]";

/** @returns {any} The engine, which may not be there yet when this is read. */
const engine = () => /** @type {any} */ (globalThis).Reveal;

/**
 * Whether a key is for the deck itself; the engine then does nothing with it.
 * Keys of the speaker window come without a name, and open nothing on the projector.
 * @param {KeyboardEvent} event
 * @param {Record<string, string>} texts
 * @param {Key[]} more Keys besides those of every deck.
 */
export function takesKey(event, texts, more) {
  const open = document.querySelector("dialog[open]");
  if (event.key === undefined) open?.remove();
  if (open) return true;
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.target instanceof Element && event.target.closest(TYPED_IN)) return false;
  const wanted = wantedBy(event, texts, more);
  if (!wanted) return false;
  event.preventDefault?.();
  wanted();
  return true;
}

/**
 * @param {KeyboardEvent} event
 * @param {Record<string, string>} texts
 * @param {Key[]} more
 */
function wantedBy(event, texts, more) {
  if (engine().isPaused()) return /^(Shift|Control|Alt|Meta)$/.test(event.key) ? null : () => engine().togglePause(false);
  if (event.key === "?") return () => showKeys(texts, more);
  if (event.key === undefined) return null;
  if (/^\d$/.test(event.key)) return () => showSlides(texts, event.key);
  if (event.keyCode === ESCAPE_KEY || event.keyCode === G_KEY) return () => showSlides(texts, "");
  return null;
}

/**
 * @param {Record<string, string>} texts
 * @param {Key[]} more
 */
function showKeys(texts, more) {
  const known = texts.keys_list.split("\n").map((line) => line.split(" | "));
  const row = (/** @type {string[]} */ [key, does]) => el("div", {}, el("dt", {}, key), el("dd", {}, does));
  overSlide(texts.keys, texts.close, el("dl", {}, ...[...known, ...more].map(row)));
}

/**
 * @param {Record<string, string>} texts
 * @param {string} typed What was typed before the list stood there.
 * @param {boolean} typing Whether there are keys; a phone would cover half of the list with its own.
 */
export function showSlides(texts, typed, typing = true) {
  const rows = listedSlides().map((slide, at) => {
    const current = slide.current && "true";
    const go = () => (dialog.close(), engine().slide(at));
    return { ...slide, row: el("li", {}, el("button", { type: "button", "aria-current": current, onclick: go }, el("span", {}, slide.number), slide.title)) };
  });
  const field = /** @type {HTMLInputElement} */ (el("input", { type: "text", autocomplete: "off", autofocus: typing }));
  field.value = typed;
  const seen = () => rows.filter(({ row }) => !row.hidden).map(({ row }) => /** @type {HTMLElement} */ (row.firstChild));
  const narrow = () => rows.forEach((slide) => (slide.row.hidden = !slideFits(slide, field.value)));
  field.addEventListener("input", narrow);
  const list = el("ol", { tabindex: "-1" }, ...rows.map(({ row }) => row));
  const dialog = overSlide(texts.slides, texts.close, el("label", {}, texts.find, field), list);
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = seen();
    if (event.key === "Enter" && event.target === field) all[0]?.click();
    if (!step) return;
    event.preventDefault();
    const next = all.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
    (next < 0 ? field : all[Math.min(next, all.length - 1)])?.focus();
  });
  narrow();
  list.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
}

/** @returns {Listed[]} */
function listedSlides() {
  return engine().getHorizontalSlides().map((/** @type {HTMLElement} */ slide) => {
    const head = /** @type {HTMLElement | undefined} */ (slide.querySelector("h1, h2")?.cloneNode(true));
    head?.querySelectorAll(".source-mark").forEach((mark) => mark.remove());
    return { number: slide.querySelector(".foot-number")?.textContent ?? "", title: head?.textContent ?? "", current: slide === engine().getCurrentSlide() };
  });
}

/**
 * A number fits by its beginning, whole or after its point; words fit anywhere in the title.
 * @param {Listed} slide
 * @param {string} typed
 */
function slideFits({ number, title }, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  const own = number.split(".").pop() ?? "";
  const counted = own.startsWith(wanted) || number.startsWith(wanted);
  return /^[\d.]+$/.test(wanted) ? counted : title.toLocaleLowerCase().includes(wanted);
}

/**
 * @param {string} title
 * @param {string} close
 * @param {...Node} inside
 */
function overSlide(title, close, ...inside) {
  const done = el("button", { type: "button", class: "close", onclick: () => dialog.close() }, close);
  const head = el("h2", { id: "deck-dialog" }, title);
  const dialog = /** @type {HTMLDialogElement} */ (el("dialog", { class: "over", "aria-labelledby": "deck-dialog" }, el("div", {}, head, done), ...inside));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
