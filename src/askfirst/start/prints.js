// @ts-check
import { el } from "../activities/kit.js";
import { fill } from "../activities/numbers.js";
import { language } from "./draw.js";

/**
 * What to print for the plan and this many people, with the command that makes it.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{texts: Record<string, string>, snapshot: Json, base: string}} View
 */

/**
 * @param {View} view
 * @returns {Node[]}
 */
export function drawPrints({ texts, base, snapshot: { plan, room } }) {
  const { rows, bring } = plan.prints;
  const decks = plan.entries.filter((/** @type {Json} */ entry) => entry.module).map((/** @type {Json} */ entry) =>
    el("a", { href: `${base}${entry.deck}?print-pdf`, target: "_blank", rel: "noopener noreferrer" }, fill(texts.print_deck, { number: entry.number })));
  const list = [
    el("p", { class: "second" }, fill(texts.print_people, { n: room.headCount }, language)),
    ...(rows.length ? [el("ul", {}, ...rows.map((/** @type {Json} */ row) => printLine(texts, row, room.headCount)))] : []),
    el("p", { class: "print" }, el("b", {}, texts.print_slides), ...decks, el("span", { class: "second" }, texts.print_hint)),
    ...(bring.length ? [el("h3", {}, texts.bring), el("ul", { class: "bring" }, ...bring.map((/** @type {string} */ line) => el("li", {}, line)))] : []),
  ];
  // Once the clock runs it is folded: nobody prints then, and it stays in reach.
  const fold = el("details", room.clock.running ? {} : { open: true }, el("summary", {}, el("h2", {}, texts.print)), ...list);
  return [fold];
}

/**
 * @param {Record<string, string>} texts
 * @param {Json} row
 * @param {number} people
 */
function printLine(texts, { title, per, more, note, command, link }, people) {
  const copies = (per ? Math.ceil(people / per) : 0) + more;
  const what = link ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, title) : el("span", {}, title);
  return el("li", {},
    el("span", { class: "copies" }, copies ? fill(texts.print_copies, { copies }, language) : ""),
    el("span", { class: "what-paper" }, what, el("span", { class: "second" }, note),
      ...(command ? [el("code", { dir: "ltr" }, command.replace("{people}", String(people)))] : [])));
}
