// @ts-check
import { button, el } from "../activities/kit.js";
import { ring } from "../activities/release.js";
import { pips } from "./draw.js";

/**
 * What stands open beside the questions: led from a region of its own, and what is signalled.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{texts: Record<string, string>, snapshot: Json, wrongBeside: string}} View
 * @typedef {{stand: (id: string, step: string, body?: Json) => void}} Act
 */

/**
 * Every activity of the plan that may stand open, in order.
 * @param {Json} snapshot
 * @returns {string[]}
 */
export function standingIds(snapshot) {
  const ids = snapshot.plan.entries.flatMap((/** @type {Json} */ entry) => entry.activities ?? []);
  return ids.filter((/** @type {string} */ id) => snapshot.activities[id].spec.standing);
}

/**
 * What of the snapshot the two regions show.
 * @param {Json} snapshot
 */
export function standingNews(snapshot) {
  return standingIds(snapshot).map((id) => [id, { ...snapshot.activities[id], spec: null }]);
}

/**
 * The line for signals: of one height whether anybody asked, so that nothing under it moves.
 * @param {View} view
 * @param {Act} act
 * @returns {Node[]}
 */
export function drawSignals({ texts, snapshot }, act) {
  const given = standingIds(snapshot).flatMap((id) => (snapshot.activities[id].signals ?? []).map((/** @type {string} */ signal) => ({ id, signal })));
  const said = (/** @type {{id: string, signal: string}} */ { id, signal }) => snapshot.activities[id].spec.texts.host[signal];
  const seen = () => {
    document.getElementById("signals")?.focus();
    given.forEach(({ id, signal }) => act.stand(id, "seen", { signal }));
  };
  return [
    el("p", {}, ...(given.length ? [el("b", {}, given.map(said).join(" "))] : [el("span", { class: "second" }, texts.quiet)])),
    ...(given.length ? [Object.assign(button(texts.seen, seen), { className: "other", id: "seen" })] : []),
  ];
}

/** Whether the line for signals stands there: while any may come, and until the last was seen. @param {Json} snapshot */
export function signalsStand(snapshot) {
  return standingIds(snapshot).map((id) => snapshot.activities[id]).some((one) => one.signals && (one.phase === "open" || one.signals.length));
}

/**
 * @param {View} view
 * @param {Act} act
 * @returns {Node[]}
 */
export function drawStanding(view, act) {
  const { texts, snapshot } = view;
  const rows = standingIds(snapshot).map((id) => standingRow(view, act, id));
  if (!rows.length) return [];
  return [el("h2", {}, texts.beside), el("ul", {}, ...rows), el("p", { class: view.wrongBeside ? "bar" : "", role: "alert" }, view.wrongBeside)];
}

/**
 * @param {View} view
 * @param {Act} act
 * @param {string} id
 */
function standingRow({ texts, snapshot }, act, id) {
  const { spec, phase, progress } = snapshot.activities[id];
  const host = spec.texts.host;
  const step = phase === "open" ? "close" : "open";
  const label = phase === "closed" ? texts.reopen : host[`do_${step}`];
  const lead = Object.assign(button(label, () => act.stand(id, step)), { className: "other small", id: `stand-${id}` });
  lead.setAttribute("aria-describedby", `about-${id}`);
  const share = phase === "open" && progress ? [pips(progress.pips), el("span", {}, progress.words)] : [];
  return el("li", {},
    el("p", { class: "question", dir: "auto", id: `about-${id}` }, spec.question),
    el("p", { class: "state" }, ring(phase), el("b", {}, host[phase]), ...share), lead);
}
