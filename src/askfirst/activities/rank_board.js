// @ts-check
import { el } from "./kit.js";
import { Rank } from "./rank.js";
import { fill } from "./numbers.js";
import { reachable } from "./reach.js";
import { svg } from "./release.js";

/**
 * Rank where there is room: items and line lie in one list, moved by buttons, by arrow keys, with a
 * mouse or pen, or with a finger on the grip. And its result: under the rows, the room's order.
 */

const tickedRows = Rank.prototype.controls;
const tickedChoice = Rank.prototype.choice;
const LINE = "line";

/** @returns {HTMLElement[]} */
Rank.prototype.controls = function () {
  const [hint, order, ...rows] = tickedRows.call(this);
  if (this.surface === "phone") return [hint, order, ...rows];
  const { show } = this.spec.texts;
  [hint.textContent, order.textContent] = [show.arrange, show.order];
  const list = el("ol", {
    class: "askfirst-ranking",
    onkeydown: (/** @type {KeyboardEvent} */ e) => arrowRow(this, e),
    onpointerdown: (/** @type {PointerEvent} */ e) => dragRow(this, e),
  }, rankRow(this, show.line, LINE), ...this.labels().map((/** @type {string} */ label, /** @type {number} */ i) => rankRow(this, label, i)));
  settleRows(list, this.spec);
  const pass = rows.slice(-1);
  return [hint, order, list, el("p", { class: "askfirst-moved", role: "status" }), ...pass];
};

/** What lies above the line, in the author's order: the order of the list stays in the list. */
Rank.prototype.choice = function () {
  const list = this.querySelector(".askfirst-ranking");
  if (!list || this.querySelector("input")?.checked) return tickedChoice.call(this);
  const lie = rowsOf(list).map((row) => row.dataset.row);
  return "+" + lie.slice(0, lie.indexOf(LINE)).map(Number).sort((a, b) => a - b).join(",");
};

/** @param {Element} list */
function rowsOf(list) {
  return /** @type {HTMLElement[]} */ ([...list.children]);
}

/**
 * An item or the line, with a grip and buttons up and down.
 * @param {Rank} view
 * @param {string} item
 * @param {number | string} place Of the item among the author's, or that it is the line.
 */
function rankRow(view, item, place) {
  const { show } = view.spec.texts;
  const drawn = (/** @type {string} */ box, /** @type {Node[]} */ ...shapes) => svg("svg", { viewBox: box, "aria-hidden": "true" }, ...shapes);
  const dots = [4, 12, 20].flatMap((cy) => [4, 12].map((cx) => svg("circle", { cx, cy, r: 2, fill: "currentColor" })));
  const step = (/** @type {number} */ by, /** @type {string} */ said, /** @type {string} */ d) =>
    el("button", { type: "button", "aria-label": fill(said, { item }), onclick: () => stepRow(view, row, by) },
      drawn("0 0 24 24", svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 3 })));
  const row = el("li", { "data-row": place },
    el("span", { class: "askfirst-grip" }, drawn("0 0 16 24", ...dots)),
    el("span", { class: "askfirst-label", dir: "auto" }, item),
    ...(place === LINE ? [el("span", { class: "askfirst-above" })] : []),
    step(-1, show.up, "M4 16l8-8 8 8"), step(1, show.down, "M4 8l8 8 8-8"));
  return row;
}

/**
 * Write on the line how many lie above it, and tell the first and the last row that they are.
 * @param {Element} list
 * @param {import("./kit.js").Spec} spec
 */
function settleRows(list, { texts: { show }, language }) {
  const rows = rowsOf(list);
  const count = rows.findIndex((row) => row.dataset.row === LINE);
  rows[count].querySelector(".askfirst-above")?.replaceChildren(count ? fill(show.line_some, { count }, language) : show.line_none);
  rows.forEach((row, i) => {
    const [up, down] = row.querySelectorAll("button");
    up.setAttribute("aria-disabled", String(i === 0));
    down.setAttribute("aria-disabled", String(i === rows.length - 1));
  });
}

/**
 * Say where a row lies now: an item among the items, or how many are above the line.
 * @param {Rank} view
 * @param {HTMLElement} row
 */
function movedRow(view, row) {
  const { show } = view.spec.texts;
  const list = /** @type {Element} */ (row.parentNode);
  settleRows(list, view.spec);
  const rows = rowsOf(list);
  const [at, line] = [rows.indexOf(row), rows.findIndex((other) => other.dataset.row === LINE)];
  const slots = { item: row.querySelector(".askfirst-label")?.textContent ?? "", place: at < line ? at + 1 : at, all: rows.length - 1 };
  const above = row.querySelector(".askfirst-above")?.textContent;
  const said = above ? `${slots.item}: ${above}` : fill(at < line ? show.above : show.below, slots, view.spec.language);
  view.querySelector(".askfirst-moved")?.replaceChildren(said);
}

/**
 * Move a row by one: its neighbour goes past it, so that the focus stays.
 * @param {Rank} view
 * @param {HTMLElement} row
 * @param {number} by
 */
function stepRow(view, row, by) {
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (by < 0) row.after(other);
  else row.before(other);
  movedRow(view, row);
}

/**
 * On a button of a row, the up and down keys move that row.
 * @param {Rank} view
 * @param {KeyboardEvent} event
 */
function arrowRow(view, event) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const row = /** @type {Element} */ (event.target).closest("li");
  if (!by || !row) return;
  event.preventDefault();
  stepRow(view, row, by);
}

/**
 * Carry a row: the others make way for it, and Escape puts it back. A finger elsewhere scrolls.
 * @param {Rank} view
 * @param {PointerEvent} down
 */
function dragRow(view, down) {
  const on = /** @type {Element} */ (down.target);
  const row = on.closest("li");
  const held = down.pointerType !== "touch" || on.closest(".askfirst-grip");
  if (!row || !held || on.closest("button") || down.button !== 0) return;
  down.preventDefault();
  row.setPointerCapture(down.pointerId);
  const home = row.nextElementSibling;
  const hold = down.clientY - row.getBoundingClientRect().top;
  const middle = (/** @type {Element} */ other) => {
    const { top, height } = other.getBoundingClientRect();
    return top + height / 2;
  };
  // The others are put past the row, never the row past them: it would lose the pointer.
  const move = (/** @type {PointerEvent} */ { clientY }) => {
    for (let other; (other = row.previousElementSibling) && clientY < middle(other); ) row.after(other);
    for (let other; (other = row.nextElementSibling) && clientY > middle(other); ) row.before(other);
    row.style.transform = "";
    row.style.transform = `translateY(${clientY - hold - row.getBoundingClientRect().top}px)`;
  };
  const end = () => {
    row.style.transform = "";
    for (const [name, heard] of Object.entries(hears)) row.removeEventListener(name, heard);
    document.removeEventListener("keydown", stop, true);
  };
  const drop = () => {
    end();
    if (row.nextElementSibling !== home) movedRow(view, row);
  };
  const back = () => {
    end();
    row.parentNode?.insertBefore(row, home);
  };
  const stop = (/** @type {KeyboardEvent} */ e) => e.key === "Escape" && (e.stopPropagation(), back());
  /** @type {Record<string, any>} */
  const hears = { pointermove: move, pointerup: drop, pointercancel: back };
  for (const [name, heard] of Object.entries(hears)) row.addEventListener(name, heard);
  document.addEventListener("keydown", stop, true);
}

const rankedRows = Rank.prototype.draw_rows;

/** Before a result: the rows, and Pass. */
Rank.prototype.draw_rows = function () {
  const drawn = rankedRows.call(this);
  const rows = drawn.find((node) => node.nodeName === "OL");
  fitRows(this, reachable(/** @type {HTMLElement} */ (rows)));
  return drawn;
};

/**
 * As the printed form has it: seven items, or one of more than 42 characters, take smaller type on
 * a slide; what is too high all the same scrolls.
 * @param {Rank} view
 * @param {HTMLElement} frame
 */
function fitRows(view, frame) {
  const items = view.labels();
  const dense = items.length > 6 || items.some((/** @type {string} */ item) => [...item].length > 42);
  frame.classList.toggle("askfirst-dense", dense);
}

const rankResult = Rank.prototype.draw_result;

/** The rows stay in the author's order; the room's order is said below them. */
Rank.prototype.draw_result = function () {
  const { view, order } = /** @type {import("./kit.js").Release} */ (this.state.release);
  const [heading, frame, ...rest] = rankResult.call(this);
  if (view === "each") fitRows(this, /** @type {HTMLElement} */ (frame));
  return [heading, frame, ...(order ? roomOrder(this, order) : []), ...rest];
};

/**
 * The room's order by letters, as the release has it; a screen reader hears the items.
 * @param {Rank} view
 * @param {number[][]} order The items that share a place, by place.
 */
function roomOrder(view, order) {
  const { show } = view.spec.texts;
  const said = (/** @type {string} */ text) => el("p", { class: "askfirst-order" }, text);
  if (order.length < 2) return [said(show.level)];
  const letter = (/** @type {number} */ i) =>
    el("span", { class: "askfirst-letter", role: "img", "aria-label": view.labels()[i] }, String.fromCharCode(65 + i));
  const places = order.map((place, at) => el("li", {}, ...(at ? [show.then] : []), ...place.map(letter)));
  const shared = order.some((place) => place.length > 1) ? [said(show.together)] : [];
  return [el("div", { class: "askfirst-order" }, el("p", {}, show.lead), el("ol", {}, ...places)), ...shared];
}
