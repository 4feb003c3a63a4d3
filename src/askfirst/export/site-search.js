// @ts-check
import { el } from "../activities/kit.js";
import { counted, fill } from "../activities/numbers.js";

/**
 * Finds places of the site by words, in what the page brought along. Nothing is asked of anybody,
 * and what is typed is kept nowhere.
 *
 * @typedef {[file: string, anchor: string, title: string, where: string]} Place
 * @typedef {{places: Place[], common: string[], words: Record<string, number[]>}} Index
 * @typedef {{texts: Record<string, string>, search: Index}} SiteData
 * @typedef {Map<number, number>} Scores  How well a place fits, by its number.
 */

const MOST = 30;
const SHORTEST = 3;

/** The words of a text, small and without accents, as `site_search.py` has them. @param {string} text */
function wordsOf(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !/^[a-z]$/.test(word));
}

/**
 * The places that have a word beginning like this; titles and whole words weigh more.
 * @param {Index} index
 * @param {string} beginning
 * @param {boolean} whole Whether it has to be the whole word.
 * @returns {Scores}
 */
function placesOf(index, beginning, whole) {
  /** @type {Scores} */
  const scores = new Map();
  for (const [word, steps] of Object.entries(index.words)) {
    if (whole ? word !== beginning : !word.startsWith(beginning)) continue;
    let at = 0;
    for (const step of steps) {
      at += step;
      const score = (word === beginning ? 2 : 1) * (at % 2 ? 3 : 1);
      scores.set(at >> 1, Math.max(score, scores.get(at >> 1) ?? 0));
    }
  }
  return scores;
}

/**
 * What a word finds; if nothing, what its beginning finds. So short a word as “no” is looked for whole.
 * @param {Index} index
 * @param {string} word
 * @returns {[string, Scores]}
 */
function nearest(index, word) {
  if (word.length < SHORTEST && index.words[word]?.length) return [word, placesOf(index, word, true)];
  for (let length = word.length; length >= Math.min(SHORTEST, word.length); length--) {
    const scores = placesOf(index, word.slice(0, length), false);
    if (scores.size) return [word.slice(0, length), scores];
  }
  return [word, new Map()];
}

/**
 * @param {Index} index
 * @param {string[]} words
 */
function search(index, words) {
  const found = words.map((word) => nearest(index, word));
  const [first, ...rest] = found.map(([, scores]) => scores);
  const all = [...(first ?? [])]
    .filter(([place]) => rest.every((scores) => scores.has(place)))
    .map(([place, score]) => ({ place, score: rest.reduce((sum, scores) => sum + (scores.get(place) ?? 0), score) }))
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .map(({ place }) => /** @type {Place} */ (index.places[place]));
  return { all, beginnings: found.map(([beginning]) => beginning) };
}

/** @param {Place} place */
function row([file, anchor, title, where]) {
  const link = el("a", { href: anchor ? `${file}#${anchor}` : file, rel: "noreferrer" }, el("bdi", {}, title));
  return el("li", {}, link, el("span", { class: "label" }, where));
}

/** @param {SiteData} data */
export function offerSearch({ texts, search: index }) {
  const place = document.getElementById("search");
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("search-field"));
  const said = document.getElementById("search-said");
  const list = document.getElementById("search-found");
  if (!place || !field || !said || !list) return;
  const common = new Set(index.common);
  const language = document.documentElement.lang;

  const follow = () => {
    const typed = wordsOf(field.value);
    const rare = typed.filter((word) => !common.has(word));
    const words = rare.length ? rare : typed;
    const { all, beginnings } = search(index, words);
    list.replaceChildren(...all.slice(0, MOST).map(row));
    const found = typed.length ? line(all.length, words, beginnings) : "";
    said.textContent = typed.length && !rare.length ? `${found} ${texts.found_common}` : found;
  };
  /**
   * @param {number} count
   * @param {string[]} words
   * @param {string[]} beginnings
   */
  const line = (count, words, beginnings) => {
    if (!count) return texts.found_none;
    const slots = { count, first: MOST };
    const number = count > MOST ? fill(texts.found_first, slots, language) : counted(texts, "found", count, slots, language);
    const near = words.some((word, i) => word !== beginnings[i]);
    return near ? `${number} ${fill(texts.found_nearly, { words: beginnings.join(", ") })}` : number;
  };
  field.addEventListener("input", follow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("a")?.focus();
  });
  place.hidden = false;
  place.classList.remove("own");
}
