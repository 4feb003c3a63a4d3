// @ts-check
import { Activity, button, el } from "./kit.js";
import { counted, fill } from "./numbers.js";
import { reachable } from "./reach.js";

/** @typedef {import("./kit.js").Cell} Cell */
/** @typedef {import("./kit.js").Release} Release */
/** @typedef {import("./kit.js").Spec} Spec */

/**
 * How a release is drawn, and the rows and states of whoever leads. A solid bar stops where
 * certainty stops; each stripe after it is one number it could be. Nothing here knows a tally.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Node} children
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/**
 * The one ring: dotted is out of sight, open asks, half is closed, full is released.
 * @param {string} phase
 */
export function ring(phase) {
  const line = { fill: "none", stroke: "currentColor", "stroke-width": 3 };
  /** @type {Record<string, string>} */
  const dots = phase === "draft" || phase === "private" ? { "stroke-dasharray": "0.1 5.55", "stroke-linecap": "round" } : {};
  const shapes = [svg("circle", { cx: 12, cy: 12, r: 8.9, ...line, ...dots })];
  if (phase === "closed") shapes.push(svg("path", { d: "M3.1 12a8.9 8.9 0 0 0 17.8 0z", fill: "currentColor" }));
  if (phase === "released") shapes.push(svg("circle", { cx: 12, cy: 12, r: 9, fill: "currentColor" }));
  return svg("svg", { class: "askfirst-ring", viewBox: "0 0 24 24", "aria-hidden": "true" }, ...shapes);
}

/**
 * A bar from 0 to the lowest number it could be, then a stripe for each further one.
 * @param {Cell} cell
 * @param {number} axis The most that any row could hold: the upper end of the band of phones.
 */
export function bar(cell, axis) {
  const [low, high] = cell;
  const unit = 100 / Math.max(axis, 1);
  const solid = svg("rect", { x: 0, y: 0, width: `${low * unit}%`, height: "100%", fill: "currentColor" });
  const first = low === 0 && high > 0 ? 0 : low + 1;
  const each = Math.max(1, Math.ceil(axis / 50));
  const stripes = [];
  for (let number = first; number <= high; number += each) {
    stripes.push(svg("rect", { x: `${Math.min(number, axis - 0.1) * unit}%`, y: 0, width: 3, height: "100%", fill: "currentColor" }));
  }
  return svg("svg", { class: "askfirst-bar", "aria-hidden": "true" }, ...(low ? [solid] : []), ...stripes);
}

/**
 * A sentence about the threshold, which is a word where the texts have one for it.
 * @param {Spec} spec
 * @param {string} name
 * @param {number} k
 */
export function threshold(spec, name, k) {
  return counted(spec.texts.show, name, k, { k: word(spec, k) }, spec.language);
}

/**
 * A small number as a word, where the texts have one for it.
 * @param {Spec} spec
 * @param {number} number
 */
export function word({ texts: { show } }, number) {
  return show.numbers?.split(" ")[number] ?? number;
}

/**
 * The numbers that a row could be, in words.
 * @param {Spec} spec
 * @param {Cell} cell
 */
export function amount({ texts: { show }, language }, [low, high]) {
  return fill(low === high ? "{low}" : show.range, { low, high }, language);
}

/**
 * What stands beside the bar of one row. In "few" a cell below k is the smaller part.
 * @param {Spec} spec
 * @param {Release} release
 * @param {Cell} cell
 * @param {string} rest What to say of the larger part.
 */
function beside(spec, { view, k }, cell, rest) {
  if (view !== "few") return amount(spec, cell);
  return cell[1] < k ? threshold(spec, "few", k) : rest;
}

/**
 * How many phones answered, as a band.
 * @param {Spec} spec
 * @param {Release} release
 */
export function answered({ texts: { show }, language }, { answered: band }) {
  return band ? counted(show, "answered", band[1], { low: band[0], high: band[1] }, language) : "";
}

/**
 * One row: letter, label, amount, bar.
 * @param {string} label
 * @param {number | null} index
 * @param {...Node} rest
 */
function row(label, index, ...rest) {
  const letter = index === null ? "" : String.fromCharCode(65 + index);
  return el("li", {},
    el("span", { class: "askfirst-letter", "aria-hidden": "true" }, letter),
    el("span", { class: "askfirst-label", dir: "auto" }, label), ...rest);
}

/**
 * The rows of a release in the author's order, merged steps as one row; no cell is not shown.
 * @param {any} activity
 * @param {Release} release
 * @returns {{label: string, cell: Cell | undefined, said: string}[]}
 */
function rows(activity, release) {
  const labels = activity.labels();
  const spec = activity.spec;
  const show = spec.texts.show;
  if (release.view === "each") {
    return release.rows.map((/** @type {Release} */ r, /** @type {number} */ i) => {
      const cell = r.cells?.[0];
      return { label: labels[i], cell, said: cell ? beside(spec, r, cell, show.nearly) : show.hidden };
    });
  }
  return release.cells.map((/** @type {Cell} */ cell, /** @type {number} */ i) => {
    const [first, last] = release.steps ? release.steps[i] : [i, i];
    const label = first === last ? labels[first] : fill(show.merged, { first: labels[first], last: labels[last] });
    return { label, cell, said: beside(spec, release, cell, show.rest) };
  });
}

/**
 * @param {any} activity
 * @param {Release} release
 * @returns {Node[]}
 */
function drawing(activity, release) {
  const show = activity.spec.texts.show;
  if (release.view === "locked") return [el("div", { class: "askfirst-locked" }, el("p", {}, threshold(activity.spec, "locked", release.k)))];
  if (release.view === "hidden") return [el("div", { class: "askfirst-hidden" }, el("p", {}, el("b", {}, show.hidden), " ", show.why))];
  if (release.view === "estimate") return activity.estimated(release);
  if (release.view === "words") {
    return [el("ul", {}, ...release.texts.map((/** @type {string} */ text) => el("li", { dir: "auto" }, text)))];
  }
  const drawn = rows(activity, release).map(({ label, cell, said }, i) =>
    row(label, i, el("span", { class: "askfirst-amount" }, said),
      cell ? bar(cell, release.answered[1]) : el("span", { class: "askfirst-dots" })));
  return [el("ol", { class: "askfirst-bars" }, ...drawn)];
}

/**
 * The sentence under a release.
 * @param {Activity} activity
 * @param {Release} release
 */
export function caption(activity, release) {
  const show = activity.spec.texts.show;
  const said = [];
  if (release.answered) said.push(answered(activity.spec, release));
  const parts = release.rows ?? [release];
  if (release.view === "estimate") said.push(show.held);
  if (parts.some((/** @type {Release} */ part) => part.view === "bands")) said.push(show.bands);
  else if (parts.some((/** @type {Release} */ part) => part.view === "few" || (part !== release && part.view === "hidden"))) said.push(show.protect);
  return said.join(" ");
}

/** What a room sees before a result: the rows, with letters to speak of them. */
Activity.prototype.draw_rows = function () {
  const self = /** @type {any} */ (this);
  const labels = self.labels ? self.labels() : [];
  const list = labels.map((/** @type {string} */ label, /** @type {number} */ i) => row(label, i));
  if (this.ask.pass) list.push(row(this.ask.pass, null));
  const { most, language } = this.spec;
  const notes = [this.ask.hint, this.ask.most && counted(this.ask, "most", most, { most }, language)].filter(Boolean).map((note) => el("p", { class: "askfirst-small" }, note));
  return [this.heading(), ...notes, el("ol", {}, ...list), ...host(this)];
};

Activity.prototype.draw_result = function () {
  const release = /** @type {Release} */ (this.state.release);
  const self = /** @type {any} */ (this);
  const height = self.labels ? self.labels().length : 4;
  const frame = el("div", { class: `askfirst-release askfirst-view-${release.view}` }, ...drawing(this, release));
  frame.style.setProperty("--rows", String(height));
  reachable(frame, this.spec.question);
  return [this.heading(), frame, el("p", { class: "askfirst-small" }, caption(this, release)), ...host(this)];
};

/**
 * The facilitator's line: state, and the one next step. Only where a surface lets someone lead.
 * @param {Activity} activity
 */
export function host(activity) {
  if (!activity.state.lead) return [];
  return [el("div", { class: "askfirst-host" }), el("p", { class: "askfirst-error", role: "alert" })];
}

/** @type {Record<string, string>} */
const NEXT = { draft: "open", open: "close", closed: "release" };

Activity.prototype.update = function () {
  const line = this.querySelector(".askfirst-host");
  const { phase = "draft", progress } = this.state;
  const key = JSON.stringify([phase, progress]);
  if (!line || line.getAttribute("data-key") === key) return;
  line.setAttribute("data-key", key);
  const texts = this.spec.texts.host;
  const kept = this.spec.collects === false; // its choices stay on the phones: there is no result
  const step = kept && phase === "closed" ? "" : NEXT[phase] ?? (this.spec.tier === "open" ? "again" : "");
  const side = { open: progress ? progress.words : texts.stays ?? "", closed: texts.next, released: texts.once }[phase] ?? "";
  const parts = [ring(phase), el("b", {}, texts[phase]), el("span", { class: "askfirst-small" }, side)];
  if (phase === "closed" && this.spec.moderated) parts[2] = el("span", { class: "askfirst-small" }, texts.read);
  else if (step) parts.push(button(texts[`do_${step}`], () => this.send("askfirst-step", { step }), step !== "again"));
  line.replaceChildren(...parts);
};
