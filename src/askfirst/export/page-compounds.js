// @ts-check
import { el } from "../activities/kit.js";

/** As in compounds.py, which keeps what stands in the page from the beginning. */
const COMPOUND = /([\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)+)/u;
const LONGEST = 20;
const APART = ".whole, svg, math, pre, style, select, textarea";

/**
 * Short compounds of what a component draws stay on one line: "self-touch" does not end one at its hyphen.
 * @param {HTMLElement} view
 */
export function keepCompounds(view) {
  new MutationObserver(() => texts(view).forEach(keep)).observe(view, { childList: true, subtree: true });
}

/** @param {HTMLElement} view @returns {Text[]} */
function texts(view) {
  const found = [];
  const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) found.push(/** @type {Text} */ (walker.currentNode));
  return found.filter((text) => COMPOUND.test(text.data) && !isApart(/** @type {Element} */ (text.parentElement)));
}

/** Whether a text is drawn or typed, is kept already, or would fall apart into the cells of a flex box. @param {Element} parent */
const isApart = (parent) => Boolean(parent.closest(APART)) || getComputedStyle(parent).display.endsWith("flex");

/** @param {Text} text */
function keep(text) {
  const parts = text.data.split(COMPOUND);
  if (!parts.some(isShort)) return;
  text.replaceWith(...parts.map((said, place) => (isShort(said, place) ? el("span", { class: "whole" }, said) : said)));
}

/** Every second part is a compound. @param {string} said @param {number} place */
const isShort = (said, place) => place % 2 === 1 && said.length <= LONGEST;
