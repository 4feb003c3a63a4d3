// @ts-check
import { el } from "./kit.js";
import { QuestionBox } from "./questionbox.js";
import { fill } from "./numbers.js";
import { caption, host } from "./release.js";
import { TITLE_LETTERS, TITLE_LINE, linesOf, pagesOf, turned } from "./turned.js";

/**
 * QuestionBox where there is room: what it is, on a slide and for someone alone, and the questions
 * in the facilitator's words, page by page on a slide where they do not fit on one.
 */

// Of a slide, in its pixels, and the letters of Latin script that a line holds.
const [BOX_LINE, BOX_LETTERS, BOX_GAP, BOX_ROOM] = [43, 60, 25, 360];

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
  const room = BOX_ROOM - TITLE_LINE * (linesOf(this.spec.question, TITLE_LETTERS) - 1);
  const height = (/** @type {string[]} */ texts) => texts.reduce((sum, text) => sum + linesOf(text, BOX_LETTERS) * BOX_LINE + BOX_GAP, 0);
  const pages = pagesOf(release.texts, (texts) => height(texts) <= room);
  const numbered = (/** @type {number} */ at) => fill(this.spec.texts.show.page, { at: at + 1, all: pages.length }, this.spec.language);
  return [this.heading(), turned(pages, numbered), el("p", { class: "askfirst-small" }, caption(this, release))];
};

/** @param {QuestionBox} view */
function boxLines(view) {
  const { any, reads, gone } = view.spec.texts.show;
  return [any, reads, gone].map((line) => el("p", {}, line));
}
