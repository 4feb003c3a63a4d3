// @ts-check
import { el } from "./kit.js";
import { fill } from "./numbers.js";
import { reachable } from "./reach.js";
import { amount, bar, threshold } from "./release.js";
import { Sort } from "./sort.js";

/** @typedef {import("./kit.js").Release} Release */

/**
 * Sort where there is room: the cards lie in columns, moved by their menus, by arrow keys or by a
 * mouse or pen. And its result, a table of a row for each card.
 */

const plainMenus = Sort.prototype.controls;

/** @returns {any[]} */
Sort.prototype.controls = function () {
  if (this.surface === "phone") return plainMenus.call(this);
  const [hint, ...rest] = plainMenus.call(this);
  const pass = /** @type {Node} */ (rest.pop());
  const cards = this.labels().map((label, i) =>
    el("li", { class: "askfirst-card", "data-card": i, onpointerdown: (/** @type {PointerEvent} */ e) => dragCard(this, e) }, ...this.card(label)));
  const place = (/** @type {string} */ name, /** @type {string | number} */ value) =>
    el("div", { class: "askfirst-place", "data-place": value }, el("p", { dir: "auto", "aria-hidden": "true" }, name), el("ul", { "aria-label": name }));
  const left = place(this.ask.left, "-");
  left.lastElementChild?.append(...cards);
  const board = el("div", {
    class: "askfirst-board",
    onchange: (/** @type {Event} */ e) => followMenu(this, /** @type {HTMLSelectElement} */ (e.target)),
    onkeydown: (/** @type {KeyboardEvent} */ e) => arrowMenu(this, e),
  }, left, ...this.spec_.columns.map(place));
  board.style.setProperty("--columns", String(this.spec_.columns.length));
  return [hint, board, el("p", { class: "askfirst-moved", role: "status" }), pass];
};

/** Cards lie in columns in any order; the answer is in the author's order. */
Sort.prototype.choice = function () {
  if (this.querySelector("input")?.checked) return "pass";
  const place = (/** @type {HTMLSelectElement} */ menu) => Number(/** @type {HTMLElement | null} */ (menu.closest("[data-card]"))?.dataset.card);
  const menus = [...this.querySelectorAll("select")];
  return menus.sort((a, b) => place(a) - place(b)).map((menu) => menu.value).join(",");
};

/**
 * Put a card where its menu says, keep the focus on it, and say where it lies.
 * @param {Sort} view
 * @param {HTMLSelectElement} menu
 */
function followMenu(view, menu) {
  // On a narrow page cards stay where the finger is, and only the menu says where they lie.
  const narrow = matchMedia("(max-width: 560px)").matches;
  const list = narrow ? null : view.querySelector(`[data-place="${menu.value}"] ul`);
  const focused = document.activeElement === menu;
  list?.append(/** @type {Node} */ (menu.closest("li")));
  if (focused) menu.focus();
  const line = view.querySelector(".askfirst-moved");
  const slots = { card: menu.getAttribute("aria-label") ?? "", column: menu.selectedOptions[0].text };
  if (line) line.textContent = fill(view.spec.texts.show.moved, slots);
}

/**
 * Left and right move a card by one column, in the direction of the script.
 * @param {Sort} view
 * @param {KeyboardEvent} event
 */
function arrowMenu(view, event) {
  const menu = /** @type {HTMLSelectElement} */ (event.target);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || menu.tagName !== "SELECT") return;
  event.preventDefault();
  const forward = getComputedStyle(view).direction === "rtl" ? -step : step;
  const next = menu.selectedIndex + forward;
  if (next < 0 || next >= menu.options.length) return;
  menu.selectedIndex = next;
  followMenu(view, menu);
}

/**
 * Carry a card with a mouse or pen; a finger scrolls, and has the menu. Escape puts it back.
 * @param {Sort} view
 * @param {PointerEvent} down
 */
function dragCard(view, down) {
  const card = /** @type {HTMLElement} */ (down.currentTarget);
  const menu = /** @type {HTMLSelectElement} */ (card.querySelector("select"));
  if (down.target === menu || down.pointerType === "touch" || down.button !== 0) return;
  down.preventDefault();
  card.setPointerCapture(down.pointerId);
  /** @type {Element | null | undefined} */
  let over = null;
  const mark = (/** @type {Element | null | undefined} */ place) => {
    over?.classList.remove("askfirst-over");
    over = place;
    over?.classList.add("askfirst-over");
  };
  const move = (/** @type {PointerEvent} */ e) => {
    card.style.transform = `translate(${e.clientX - down.clientX}px, ${e.clientY - down.clientY}px)`;
    const below = document.elementsFromPoint(e.clientX, e.clientY).filter((node) => !card.contains(node));
    mark(below.map((node) => node.closest("[data-place]")).find((place) => place && view.contains(place)));
  };
  const done = () => {
    card.style.transform = "";
    mark(null);
    card.removeEventListener("pointermove", move);
    card.removeEventListener("pointerup", drop);
    card.removeEventListener("pointercancel", done);
    document.removeEventListener("keydown", stop, true);
  };
  const drop = () => {
    const place = /** @type {HTMLElement | null | undefined} */ (over)?.dataset.place;
    done();
    if (place === undefined || place === menu.value) return;
    menu.value = place;
    followMenu(view, menu);
  };
  const stop = (/** @type {KeyboardEvent} */ e) => e.key === "Escape" && (e.stopPropagation(), done());
  card.addEventListener("pointermove", move);
  card.addEventListener("pointerup", drop);
  card.addEventListener("pointercancel", done);
  document.addEventListener("keydown", stop, true);
}

const cardRows = Sort.prototype.draw_rows;

/** Before a result: the names of the columns over the cards. */
Sort.prototype.draw_rows = function () {
  const drawn = cardRows.call(this);
  const names = this.spec.columns.map((/** @type {string} */ name) => el("li", { dir: "auto" }, name));
  const at = drawn.findIndex((node) => node.nodeName === "OL");
  reachable(/** @type {HTMLElement} */ (drawn[at]));
  drawn.splice(at, 0, el("ul", { class: "askfirst-columns" }, ...names));
  return drawn;
};

const cardResult = Sort.prototype.draw_result;

Sort.prototype.draw_result = function () {
  const release = /** @type {Release} */ (this.state.release);
  const [heading, frame, ...rest] = cardResult.call(this);
  if (release.view !== "each") return [heading, frame, ...rest];
  /** @type {HTMLElement} */ (frame).replaceChildren(sortedTable(this, release));
  return [heading, frame, el("p", { class: "askfirst-small" }, threshold(this.spec, "key", release.k)), ...rest];
};

/**
 * What the printed numbers of one card prove, as the name of a sentence.
 * @param {Release} row
 * @param {number} most The most phones that can have answered.
 */
export function proven(row, most) {
  const lows = (row.cells ?? []).map((/** @type {[number, number]} */ cell) => cell[0]);
  if (lows.some((/** @type {number} */ low) => 2 * low > most)) return "agree";
  return lows.filter((/** @type {number} */ low) => low >= row.k).length > 1 ? "differ" : "unclear";
}

/**
 * A row a card, a column each, and what the numbers prove in words.
 * @param {Sort} view
 * @param {Release} release
 */
function sortedTable(view, release) {
  const { columns, texts: { show } } = view.spec;
  const most = release.answered[1];
  const names = [show.card, ...columns, show.room].map((name) => el("th", { scope: "col" }, sortText(name)));
  const body = release.rows.map((/** @type {Release} */ row, /** @type {number} */ i) =>
    el("tr", {},
      el("th", { scope: "row" }, el("div", {}, el("span", { class: "askfirst-letter", "aria-hidden": "true" }, String.fromCharCode(65 + i)), sortText(view.labels()[i]))),
      ...(row.cells
        ? [...row.cells.map((/** @type {[number, number]} */ cell) => sortedCell(view.spec, cell, most)), el("td", {}, sortText(show[proven(row, most)]))]
        : [el("td", { colspan: columns.length + 1, class: "askfirst-unseen" }, el("div", {}, sortText(show.hidden)))])));
  return el("table", { class: "askfirst-sorted" }, el("thead", {}, el("tr", {}, ...names)), el("tbody", {}, ...body));
}

/**
 * @param {import("./kit.js").Spec} spec
 * @param {[number, number]} cell
 * @param {number} most
 */
function sortedCell(spec, cell, most) {
  return el("td", {}, sortText(amount(spec, cell)), bar(cell, most));
}

/** @param {string} text */
function sortText(text) {
  return el("span", { dir: "auto" }, text);
}
