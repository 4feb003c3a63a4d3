// @ts-check
import { el } from "./kit.js";

/** Texts that do not fit on one slide, page by page: the slide's own steps turn them. */

const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Of a title on a slide: the height of a line, and the letters of Latin script that it holds. */
export const TITLE_LINE = 56;
export const TITLE_LETTERS = 28;

/**
 * How many lines a text takes, by a careful estimate.
 * @param {string} text
 * @param {number} letters That a line holds.
 */
export function linesOf(text, letters) {
  return Math.ceil([...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0) / letters);
}

/**
 * As many texts on a page as fit; each page holds one at least.
 * @param {string[]} texts
 * @param {(texts: string[]) => boolean} fits
 */
export function pagesOf(texts, fits) {
  /** @type {string[][]} */
  const pages = [[]];
  for (const text of texts) {
    const last = pages[pages.length - 1];
    if (!last.length || fits([...last, text])) last.push(text);
    else pages.push([text]);
  }
  const even = Math.ceil(texts.length / pages.length);
  const spread = pages.map((_, at) => texts.slice(at * even, (at + 1) * even));
  return spread.every((page) => page.length && fits(page)) ? spread : pages;
}

/**
 * The pages, each with its number where there are several.
 * @param {string[][]} pages
 * @param {(at: number) => string} numbered
 */
export function turned(pages, numbered) {
  const page = (/** @type {string[]} */ texts, /** @type {number} */ at) =>
    el("div", turnsAt(at, pages.length),
      el("ul", {}, ...texts.map((text) => el("li", { dir: "auto" }, text))),
      el("p", { class: "askfirst-page" }, pages.length > 1 ? numbered(at) : ""));
  return el("div", { class: "askfirst-pages" }, ...pages.map(page));
}

/**
 * The first page goes, and each other stands there in its turn.
 * @param {number} at
 * @param {number} all
 */
function turnsAt(at, all) {
  if (all === 1) return {};
  return at ? { class: "fragment current-visible", "data-fragment-index": at - 1 } : { class: "fragment fade-out", "data-fragment-index": 0 };
}
