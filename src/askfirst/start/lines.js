// @ts-check
import { el } from "../activities/kit.js";
import { fill } from "../activities/numbers.js";

/**
 * The lines that a group proposed, in mixed order: which go to the vote, and in which wording.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{texts: string[], few: boolean, out: Set<number>, mended: Map<number, string>}} Proposed
 * @typedef {{leaveOut: (index: number, on: boolean) => void,
 *   mend: (index: number, text: string) => void}} Act
 */

/**
 * What is sent when these lines are taken to the vote.
 * @param {Proposed} words
 */
export function chosenLines({ out, mended }) {
  const changed = [...mended].filter(([place]) => !out.has(place));
  return { rejected: [...out].sort((a, b) => a - b), mended: Object.fromEntries(changed) };
}

/**
 * @param {Record<string, string>} texts
 * @param {Proposed} words
 * @param {Json} spec
 * @param {Act} act
 * @returns {Node[]}
 */
export function drawLines(texts, words, spec, act) {
  const places = [...words.texts.keys()];
  const many = places.filter((i) => !words.out.has(i)).length - spec.places;
  return [
    el("p", { class: "small-note" }, texts.lines_head),
    el("p", { class: "small-note" }, fill(spec.texts.show.rule, { places: spec.places }, spec.language)),
    el("ul", { class: "texts proposed" }, ...places.map((i) => proposed(texts, words, spec, act, i))),
    el("p", { class: many > 0 ? "bar" : "", role: "status" }, many > 0 ? fill(texts.lines_many, { places: spec.places, many }, spec.language) : ""),
  ];
}

/**
 * One line: whether it goes to the vote, and once it does, a field for its wording.
 * @param {Record<string, string>} texts
 * @param {Proposed} words
 * @param {Json} spec
 * @param {Act} act
 * @param {number} i
 */
function proposed(texts, words, spec, act, i) {
  const taken = !words.out.has(i);
  const box = el("input", {
    type: "checkbox", id: `take-${i}`, "aria-describedby": `text-${i}`, checked: taken,
    onchange: (/** @type {Event} */ e) => act.leaveOut(i, !(/** @type {HTMLInputElement} */ (e.target).checked)),
  });
  const said = el("span", { dir: "auto", id: `text-${i}`, hidden: taken }, words.texts[i]);
  const field = el("textarea", {
    id: `mend-${i}`, rows: "3", dir: "auto", maxlength: String(spec.most), autocomplete: "off", "aria-label": fill(texts.lines_mend, { line: words.texts[i] }),
    oninput: (/** @type {Event} */ e) => act.mend(i, /** @type {HTMLTextAreaElement} */ (e.target).value),
  }, words.mended.get(i) ?? words.texts[i]);
  return el("li", {}, said, ...(taken ? [field] : []), el("label", {}, box, texts.lines_take));
}
