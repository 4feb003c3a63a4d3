// @ts-check
import { el } from "./kit.js";
import { reachable } from "./reach.js";
import { fill } from "./numbers.js";
import { amount, caption, host } from "./release.js";
import { TITLE_LETTERS, TITLE_LINE, linesOf, pagesOf, turned } from "./turned.js";
import { Words } from "./words.js";

/** @typedef {import("./kit.js").Release} Release */

/**
 * The result of Words where there is room: a list of texts, on a slide page by page where they are
 * many, or a cloud of terms with their numbers.
 */

// Of a slide, in its pixels, and the letters of Latin script that a line of one column holds.
const [WORD_LINE, WORD_LETTERS, WORD_GAP, WORD_ROOM] = [32, 40, 13, 330];
const FEW_WORDS = 6; // so many stand in one column, larger

const listOfTexts = Words.prototype.draw_result;

Words.prototype.draw_result = function () {
  const release = /** @type {Release} */ (this.state.release);
  const { show } = this.spec.texts;
  const parts = release.view === "cloud" ? termCloud(this.spec, release) : null;
  // A notebook could be saved with what was written, so it is not sent there.
  const away = release.answered && !release.texts?.length;
  if (!parts && !away) return (this.surface === "deck" && pagesOfWords(this, release)) || listOfTexts.call(this);
  const said = el("p", {}, release.answered ? show.elsewhere : show.none);
  const frame = el("div", { class: "askfirst-release askfirst-view-cloud" }, away || !parts?.length ? said : el("ul", { class: "askfirst-cloud" }, ...parts));
  return [this.heading(), reachable(frame, this.spec.question), el("p", { class: "askfirst-small" }, caption(this, release)), ...host(this)];
};

/**
 * A list of many texts in two columns, as many pages as it needs; null where one column will do.
 * @param {Words} view
 * @param {Release} release
 */
function pagesOfWords(view, release) {
  const { texts = [], view: shown } = release;
  const { question, language } = view.spec;
  if (shown !== "words" || (texts.length <= FEW_WORDS && texts.every((/** @type {string} */ text) => linesOf(text, 2 * WORD_LETTERS) === 1))) return null;
  const room = WORD_ROOM - TITLE_LINE * Math.max(0, linesOf(question, TITLE_LETTERS) - 2);
  const height = (/** @type {string} */ text) => linesOf(text, WORD_LETTERS) * WORD_LINE + WORD_GAP;
  // The browser fills the columns evenly, and does not break a text: the longest may end each.
  const fits = (/** @type {string[]} */ some) => {
    let [columns, left] = [0, 0];
    for (const text of some) {
      if (height(text) > left) [columns, left] = [columns + 1, room];
      left -= height(text);
    }
    return columns <= 2;
  };
  const pages = pagesOf(texts, fits);
  const numbered = (/** @type {number} */ at) => fill("{at}/{all}", { at: at + 1, all: pages.length }, language);
  const frame = el("div", { class: "askfirst-release askfirst-view-words" }, turned(pages, numbered));
  return [view.heading(), reachable(frame, question), el("p", { class: "askfirst-small" }, caption(view, release))];
}

/**
 * Terms in the order of what is printed, in three sizes by what is printed; words say the same.
 * @param {import("./kit.js").Spec} spec
 * @param {Release} release
 * @returns {Node[]}
 */
function termCloud(spec, { texts = [], rows = [], answered }) {
  return texts.map((/** @type {string} */ term, /** @type {number} */ i) => {
    /** Nothing is printed where even "all but a few" would tell too much. @type {[number, number] | undefined} */
    const cell = rows[i].cells?.[0];
    const exact = cell && cell[0] === cell[1];
    const share = exact ? cell[0] / answered[1] : 1;
    const size = share >= 0.5 ? 3 : share >= 0.25 ? 2 : 1;
    const said = exact ? amount(spec, cell) : spec.texts.show.nearly;
    return el("li", { class: `askfirst-size-${size}` }, el("bdi", {}, term), ...(cell ? [" ", el("span", { class: "askfirst-amount" }, said)] : []));
  });
}
