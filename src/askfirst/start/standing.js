// @ts-check
import { button, el } from "../activities/kit.js";
import { ring, threshold } from "../activities/release.js";
import { pips } from "./draw.js";

/**
 * What stands open beside the questions: led from a region of its own, and what is signalled.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{texts: Record<string, string>, snapshot: Json, wrongBeside: string, few: string}} View
 * @typedef {{stand: (id: string, step: string, body?: Json) => void, read: (id: string) => void,
 *   list: (id: string) => void, shut: () => void, seen: () => void}} Act
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
    act.seen();
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
function standingRow(view, act, id) {
  const { spec, phase, progress } = view.snapshot.activities[id];
  const share = phase === "open" && progress ? [pips(progress.pips), el("span", {}, progress.words)] : [];
  return el("li", {},
    el("p", { class: "question", dir: "auto", id: `about-${id}` }, spec.question),
    el("p", { class: "state" }, ring(phase), el("b", {}, spec.texts.host[phase]), ...share),
    ...standingSteps(view, act, id));
}

/**
 * What can be done with it now, and what must be known for that.
 * @param {View} view
 * @param {Act} act
 * @param {string} id
 */
function standingSteps({ texts, snapshot, few }, act, id) {
  const { spec, phase, release, looked, lost, renewed } = snapshot.activities[id];
  const { host } = spec.texts;
  const step = (/** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ onclick) => {
    const made = Object.assign(button(label, onclick), { className: "other small", id: `${name}-${id}` });
    made.setAttribute("aria-describedby", `about-${id}`);
    return made;
  };
  const open = (/** @type {string} */ label) => step("stand", label, () => act.stand(id, "open"));
  const said = (/** @type {string} */ text) => el("p", { class: "small-note" }, text);
  if (lost) return [said(phase === "released" ? texts.lost_words : texts.lost)];
  if (phase === "draft") return [open(host.do_open), ...(renewed ? [said(texts.renewed)] : [])];
  if (phase === "open") return [step("stand", host.do_close, () => act.stand(id, "close"))];
  if (phase === "released") {
    if (release?.view === "words") return [step("list", texts.box_list, () => act.list(id))];
    return [el("p", { class: "small-note" }, threshold(spec, "locked", release?.k), " ", texts.box_instead)];
  }
  if (!spec.kinds) return [open(texts.reopen)];
  if (few === id) return [el("p", { class: "small-note" }, texts.box_few, " ", texts.box_instead), step("few", host.do_release, () => act.stand(id, "release", { approved: 0 }))];
  return [el("div", { class: "do" }, step("read", texts.box_read, () => act.read(id)), ...(looked ? [] : [open(texts.reopen)]))];
}

/**
 * What was shown, to read it aloud from.
 * @param {View} view
 * @param {Act} act
 * @param {string} id
 */
export function drawList({ texts, snapshot }, act, id) {
  const { spec, release } = snapshot.activities[id];
  const result = Object.assign(el("askfirst-" + spec.type), { bare: true, spec, state: { phase: "released", release } });
  return el("div", { class: "desk" },
    el("h1", { tabindex: "-1", dir: "auto" }, spec.question),
    Object.assign(button(texts.desk_back, () => act.shut()), { className: "other" }), result);
}
