// @ts-check
import { el } from "../activities/kit.js";
import { svg } from "../activities/release.js";

/** Small drawings of the page, and regions that are drawn anew without losing the focus. */

/** The language of the page's words, in which its numbers are written. */
export const language = document.documentElement.lang || "en";

/** The wordmark: a sentence that ends when somebody answers. */
export function wordmark() {
  const mark = svg("svg", { class: "open-ring", viewBox: "0 0 40 40", "aria-hidden": "true" },
    svg("circle", { cx: 20, cy: 20, r: 14, fill: "none", stroke: "currentColor", "stroke-width": 10 }));
  return el("p", { class: "wordmark" }, "Ask First", mark);
}

/**
 * @param {{qr: string, size: number}} room The code as one path of dark modules.
 * @param {string} label
 */
export function qrCode(room, label) {
  const box = `-4 -4 ${room.size + 8} ${room.size + 8}`;
  return svg("svg", { class: "qr", viewBox: box, role: "img", "aria-label": label, "shape-rendering": "crispEdges" },
    svg("rect", { x: -4, y: -4, width: room.size + 8, height: room.size + 8, fill: "#fff" }),
    svg("path", { d: room.qr, stroke: "#17252b", "stroke-width": 1 }));
}

/**
 * Minutes as a bar; a break is only its outline.
 * @param {number} minutes
 * @param {number} longest Minutes of the longest entry.
 * @param {boolean} pause
 */
export function minutesBar(minutes, longest, pause) {
  const unit = Math.min(2, 90 / longest);
  const width = Math.max(4, minutes * unit);
  /** @type {Record<string, string | number>} */
  const shape = pause
    ? { x: 1, y: 1, width: width - 2, height: 6, fill: "none", stroke: "currentColor", "stroke-width": 2 }
    : { x: 0, y: 0, width, height: 8, fill: "currentColor" };
  return svg("svg", { class: "minutes", width, height: 8, "aria-hidden": "true" }, svg("rect", shape));
}

/**
 * Four pips for the share of the room; words say the same beside them.
 * @param {number} filled
 */
export function pips(filled) {
  const one = (/** @type {number} */ i) => i < filled
    ? svg("rect", { x: i * 34, y: 0, width: 30, height: 8, fill: "currentColor" })
    : svg("rect", { x: i * 34 + 1, y: 1, width: 28, height: 6, fill: "none", stroke: "currentColor", "stroke-width": 2 });
  return svg("svg", { class: "pips", width: 132, height: 8, "aria-hidden": "true" }, ...[0, 1, 2, 3].map(one));
}

/** @type {WeakMap<HTMLElement, string>} */
const shownIn = new WeakMap();

/**
 * Draw a region anew when what it shows has changed; the focus stays on the element of the same id.
 * @param {HTMLElement} region
 * @param {unknown} shown
 * @param {() => (Node | string)[]} draw
 */
export function redraw(region, shown, draw) {
  const key = JSON.stringify(shown);
  if (shownIn.get(region) === key) return;
  shownIn.set(region, key);
  const focused = region.contains(document.activeElement) ? document.activeElement?.id : "";
  region.replaceChildren(...draw());
  if (focused) /** @type {HTMLElement | null} */ (region.querySelector(`[id="${focused}"]`))?.focus();
}
