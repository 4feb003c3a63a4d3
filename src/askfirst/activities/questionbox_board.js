// @ts-check
import { el } from "./kit.js";
import { QuestionBox } from "./questionbox.js";
import { fill } from "./numbers.js";
import { caption, host } from "./release.js";

/**
 * QuestionBox where there is room: what it is, on a slide and for someone alone, and the questions
 * in the facilitator's words, page by page on a slide where they do not fit on one.
 */

// Of a slide, in its pixels; letters of Latin script that a line holds, in a text and in a title.
const [BOX_LINE, BOX_LETTERS, BOX_GAP, BOX_ROOM] = [43, 60, 25, 360];
const [TITLE_LINE, TITLE_LETTERS] = [56, 28];
const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

const plainBoxAsk = QuestionBox.prototype.draw_ask;
const plainBoxResult = QuestionBox.prototype.draw_result;

/** Alone there is nobody to read it. */
QuestionBox.prototype.draw_ask = function () {
  if (!this.state.alone) return plainBoxAsk.call(this);
  return [this.heading(), el("p", {}, this.ask.alone), ...boxLines(this)];
};

QuestionBox.prototype.draw_rows = function () {
  return [this.heading(), ...boxLines(this), ...host(this)];
};

const plainBoxUpdate = QuestionBox.prototype.update;
QuestionBox.prototype.update = function () {
  if (this.state.alone) this.removeAttribute("data-asking");
  plainBoxUpdate.call(this);
};

QuestionBox.prototype.draw_result = function () {
  const release = /** @type {import("./kit.js").Release} */ (this.state.release);
  if (release.view === "words" && !release.texts?.length) return [this.heading(), el("p", {}, this.spec.texts.host.where), ...host(this)];
  if (release.view !== "words" || this.surface !== "deck") return plainBoxResult.call(this);
  const pages = boxPages(release.texts, BOX_ROOM - TITLE_LINE * (boxLinesOf(this.spec.question, TITLE_LETTERS) - 1));
  const show = this.spec.texts.show;
  const page = (/** @type {string[]} */ texts, /** @type {number} */ at) =>
    el("div", boxStep(at, pages.length),
      el("ul", {}, ...texts.map((text) => el("li", { dir: "auto" }, text))),
      el("p", { class: "askfirst-page" }, pages.length > 1 ? fill(show.page, { at: at + 1, all: pages.length }, this.spec.language) : ""));
  return [this.heading(), el("div", { class: "askfirst-pages" }, ...pages.map(page)), el("p", { class: "askfirst-small" }, caption(this, release))];
};

/** @param {QuestionBox} view */
function boxLines(view) {
  const { any, reads, gone } = view.spec.texts.show;
  return [any, reads, gone].map((line) => el("p", {}, line));
}

/**
 * The steps of a slide turn its pages: the first goes, and each other stands there in its turn.
 * @param {number} at
 * @param {number} all
 */
function boxStep(at, all) {
  if (all === 1) return {};
  return at ? { class: "fragment current-visible", "data-fragment-index": at - 1 } : { class: "fragment fade-out", "data-fragment-index": 0 };
}

/**
 * @param {string} text
 * @param {number} letters That a line holds.
 */
function boxLinesOf(text, letters) {
  return Math.ceil([...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0) / letters);
}

/**
 * As many texts on a page as fit by a careful estimate; each page holds one at least.
 * @param {string[]} texts
 * @param {number} room
 */
function boxPages(texts, room) {
  /** @type {string[][]} */
  const pages = [];
  let left = 0;
  for (const text of texts) {
    const height = boxLinesOf(text, BOX_LETTERS) * BOX_LINE + BOX_GAP;
    if (height > left) {
      pages.push([]);
      left = room;
    }
    pages[pages.length - 1].push(text);
    left -= height;
  }
  return pages;
}
