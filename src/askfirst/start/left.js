// @ts-check
import { el } from "../activities/kit.js";
import { counted, fill } from "../activities/numbers.js";
import { language } from "./draw.js";

/**
 * The goodbye: what the room's memory holds now, what is on disk, and who can help.
 *
 * @typedef {Record<string, any>} Json
 */

/**
 * @param {Record<string, string>} texts
 * @param {Json | null} left What the room found in itself and on disk; none on the projector.
 * @param {string[][]} helps Names and numbers.
 * @returns {Node[]}
 */
export function drawLeft(texts, left, helps) {
  return [
    el("h1", { tabindex: "-1" }, texts.ended),
    ...(left ? proof(texts, left) : [el("p", {}, texts.thanks)]),
    el("h2", {}, texts.help),
    ...(helps.length ? [el("ul", { class: "helps" }, ...helps.map(([name, number]) => el("li", {}, el("span", {}, name), el("b", { dir: "ltr" }, number))))] : []),
    el("p", { class: "second" }, texts.help_phones),
    ...(left ? [el("p", {}, texts.rest)] : []),
  ];
}

/**
 * @param {Record<string, string>} texts
 * @param {Json} left
 */
function proof(texts, { memory, files, others }) {
  const held = Object.values(memory).reduce((sum, n) => sum + n, 0);
  const row = (/** @type {[string, number]} */ [name, n]) => el("tr", {}, el("th", { scope: "row" }, texts[`held_${name}`]), el("td", {}, fill("{n}", { n }, language)));
  return [
    el("h2", {}, texts.memory),
    el("p", {}, held ? texts.memory_holds : texts.wiped),
    el("table", {}, el("tbody", {}, .../** @type {[string, number][]} */ (Object.entries(memory)).map(row))),
    el("h2", {}, texts.disk),
    files.length ? el("ul", { class: "files" }, ...files.map((/** @type {Json} */ file) => fileRow(texts, file))) : el("p", {}, texts.disk_nothing),
    ...(others ? [el("p", { class: "second" }, counted(texts, "disk_others", others, { n: others }, language))] : []),
    el("p", { class: "small-note" }, texts.memory_note),
  ];
}

/**
 * @param {Record<string, string>} texts
 * @param {Json} file
 */
function fileRow(texts, { path, kind, bytes }) {
  return el("li", {}, el("code", { dir: "ltr" }, path), el("span", {}, texts[`file_${kind}`]), el("span", { class: "second" }, fill(texts.size, { bytes }, language)));
}
