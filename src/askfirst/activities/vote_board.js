// @ts-check
import { button, el } from "./kit.js";
import { reachable } from "./reach.js";
import { fill } from "./numbers.js";
import { amount, caption, host, threshold } from "./release.js";
import { Vote } from "./vote.js";

/** @typedef {import("./kit.js").Release} Release */

/** The agreement once it was voted on: each line with the number who can keep to it, and to print. */

const voteRows = Vote.prototype.draw_rows;

Vote.prototype.draw_rows = function () {
  const drawn = voteRows.call(this);
  for (const node of drawn) if (node.nodeName === "OL") reachable(/** @type {HTMLElement} */ (node));
  return drawn;
};

Vote.prototype.draw_result = function () {
  const release = /** @type {Release} */ (this.state.release);
  const { show } = this.spec.texts;
  const few = release.view === "locked" ? [el("p", {}, threshold(this.spec, "locked", release.k))] : [];
  const frame = el("div", { class: "askfirst-agreed" }, ...few, agreedLines(this));
  const notes = [caption(this, release), few.length ? "" : show.talking].filter(Boolean);
  return [
    this.heading(), reachable(frame, this.spec.question),
    ...notes.map((note) => el("p", { class: "askfirst-small" }, note)),
    ...(this.surface === "page" ? [...voteActions(this), el("p", { class: "askfirst-small" }, show.paper)] : []),
    ...host(this),
  ];
};

/** What a slide offers once the result is shown. @param {Vote} view */
export function voteActions(view) {
  return [button(view.spec.texts.show.print, () => printAgreement(view))];
}

Object.assign(Vote.prototype, {
  /** @this {Vote} */
  actions() {
    return voteActions(this);
  },
});

/**
 * The lines in their order; after a vote of enough phones with numbers, and a word for the few.
 * @param {Vote} view
 * @param {boolean} [letters] Whether one can speak of them by letter.
 */
function agreedLines(view, letters = true) {
  const { answered, rows } = /** @type {Release} */ (view.state.release);
  const { keep, talk } = view.spec.texts.show;
  const mark = (/** @type {number} */ i) => (letters ? [el("span", { class: "askfirst-letter", "aria-hidden": "true" }, String.fromCharCode(65 + i))] : []);
  const line = (/** @type {string} */ text, /** @type {number} */ i) =>
    el("th", { scope: "row" }, el("div", {}, ...mark(i), el("span", { dir: "auto" }, text)));
  const number = (/** @type {number} */ i) => {
    const count = rows[i].cells[0][0];
    // Fewer than half, whatever number in the band answered.
    return el("td", {}, amount(view.spec, [count, count]), ...(2 * count < answered[0] ? [" ", el("span", {}, talk)] : []));
  };
  const body = view.labels().map((text, i) => el("tr", {}, line(text, i), ...(rows ? [number(i)] : [])));
  const head = rows ? [el("thead", {}, el("tr", {}, el("td", {}), el("th", { scope: "col" }, keep)))] : [];
  return el("table", {}, ...head, el("tbody", {}, ...body));
}

/**
 * Put the agreement on one sheet, alone, and ask the browser to print it; nothing else is printed.
 * @param {Vote} view
 */
function printAgreement(view) {
  const release = /** @type {Release} */ (view.state.release);
  const { show } = view.spec.texts;
  const [low, high] = release.answered ?? [];
  const sheet = el("article", { class: "askfirst-sheet" },
    el("h1", { dir: "auto" }, view.spec.title),
    el("p", { class: "askfirst-date" }, show.date, el("span", {})),
    agreedLines(view, false),
    ...(release.answered ? [el("p", {}, fill(show.counted, { low, high }, view.spec.language)), el("p", {}, show.talking)] : []));
  const page = document.documentElement;
  const done = () => {
    page.classList.remove("askfirst-printing");
    sheet.remove();
  };
  addEventListener("afterprint", done, { once: true });
  page.classList.add("askfirst-printing");
  document.body.append(sheet);
  print();
}
