// @ts-check
import { button, el } from "../activities/kit.js";
import { fill } from "../activities/numbers.js";
import { ring, word } from "../activities/release.js";
import { pips } from "./draw.js";
import { chosenLines, drawLines } from "./lines.js";

/**
 * The one question at hand, with its one next action.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{texts: Record<string, string>, snapshot: Json, chosen: string, busy: boolean,
 *   wrong: string, words: import("./lines.js").Proposed | null}} View
 * @typedef {{step: (id: string, step: string, body?: Json) => void, choose: (id: string) => void,
 *   leaveOut: (index: number, on: boolean) => void, mend: (index: number, text: string) => void}} Act
 */

/**
 * Every question of the plan that can be asked, in order; not what stands open beside them.
 * @param {Json} snapshot
 * @returns {string[]}
 */
export function askable(snapshot) {
  const ids = snapshot.plan.entries.flatMap((/** @type {Json} */ entry) => entry.activities ?? []);
  const alone = (/** @type {Json} */ { tier, standing }) => tier !== "private" && !standing;
  return ids.filter((/** @type {string} */ id) => alone(snapshot.activities[id].spec));
}

/**
 * Which question is at hand: the open one, else the chosen one, else the next that was not asked.
 * @param {Json} snapshot
 * @param {string} chosen
 * @returns {string}
 */
export function atHand(snapshot, chosen) {
  const ids = askable(snapshot);
  const phase = (/** @type {string} */ id) => snapshot.activities[id].phase;
  const open = ids.find((id) => phase(id) === "open");
  return open ?? (ids.includes(chosen) ? chosen : ids.find((id) => phase(id) === "draft")) ?? "";
}

/**
 * @param {Json} snapshot
 * @param {string} id
 */
export function nextAfter(snapshot, id) {
  const ids = askable(snapshot);
  const waiting = (/** @type {string} */ other) => snapshot.activities[other].phase === "draft";
  return ids.slice(ids.indexOf(id) + 1).find(waiting) ?? ids.find(waiting) ?? "";
}

/**
 * @param {View} view
 * @param {Act} act
 * @returns {Node[]}
 */
export function drawControl(view, act) {
  const { texts, snapshot } = view;
  const id = atHand(snapshot, view.chosen);
  if (!id) return [el("p", { class: "second" }, texts.all_done)];
  const { spec, phase } = snapshot.activities[id];
  const name = phase === "draft" ? texts.draft_title : spec.texts.host[phase];
  return [
    el("p", { class: "state" }, ring(phase), el("b", {}, name), spec.texts.host.half ?? ""),
    el("h2", { dir: "auto" }, spec.question),
    ...body(view, act, id),
    el("p", { class: view.wrong ? "bar" : "", role: "alert" }, view.wrong),
  ];
}

/**
 * @param {View} view
 * @param {Act} act
 * @param {string} id
 * @returns {Node[]}
 */
function body(view, act, id) {
  const { texts, snapshot } = view;
  const { spec, phase, progress, release, lost, renewed } = snapshot.activities[id];
  const host = spec.texts.host;
  const doing = (/** @type {string} */ step) => mainButton(view, host[`do_${step}`], () => act.step(id, step), step === "release" ? texts.key_release : texts.key);
  if (lost) return [...goOn(view, act, id), note(phase === "released" ? texts.lost_words : texts.lost)];
  if (phase === "draft") return [doing("open"), note(renewed ? texts.renewed : texts.before)];
  if (phase === "open" && spec.collects === false) return [doing("close"), note(host.stays)];
  if (phase === "open") {
    const share = el("p", { class: "share" }, pips(progress?.pips ?? 0), el("span", {}, progress?.words || texts.none_yet));
    return [share, doing("close"), note(host.next)];
  }
  if (phase === "closed" && spec.moderated && !view.words?.few) return moderation(view, act, id);
  if (phase === "closed") {
    const reopen = other("reopen", texts.reopen, () => act.step(id, "open"));
    if (spec.collects === false) return [...goOn(view, act, id), note(host.stays), reopen];
    if (view.words) return [note(texts.words_too_few), mainButton(view, host.do_release, () => act.step(id, "release", { rejected: [] })), note(host.once)];
    return [doing("release"), note(host.once), reopen];
  }
  return released(view, act, id, release);
}

/**
 * @param {View} view
 * @param {Act} act
 * @param {string} id
 * @param {Json | null} release
 */
function released(view, act, id, release) {
  const { texts, snapshot } = view;
  const { spec } = snapshot.activities[id];
  const result = Object.assign(el("askfirst-" + spec.type), { bare: true, spec, state: { phase: "released", release } });
  const next = goOn(view, act, id);
  const again = spec.tier === "open";
  return [
    el("div", { class: "do" },
      ...next,
      ...(again ? [other("again", spec.texts.host.do_again, () => act.step(id, "again"))] : [])),
    ...(next.length ? [] : [note(texts.all_done)]),
    result,
  ];
}

/**
 * The way on to the next question, if one has not been asked yet.
 * @param {View} view
 * @param {Act} act
 * @param {string} id
 */
function goOn(view, act, id) {
  const { texts, snapshot } = view;
  const next = nextAfter(snapshot, id);
  return next ? [mainButton(view, texts.go_on, () => act.choose(next), texts.key)] : [];
}

/**
 * What people wrote, in mixed order; what is left out here is never shown.
 * @param {View} view
 * @param {Act} act
 * @param {string} id
 */
function moderation(view, act, id) {
  const { texts, words, snapshot } = view;
  if (!words) return [note(texts.reading)];
  const { spec } = snapshot.activities[id];
  if (spec.places) {
    const take = mainButton(view, texts.lines_do, () => act.step(id, "release", chosenLines(words)));
    return [...drawLines(texts, words, spec, act), take, note(texts.lines_rule)];
  }
  const k = spec.least ?? (spec.tier === "intimate" ? 10 : 5);
  const few = words.texts.length - words.out.size < k;
  const row = (/** @type {string} */ text, /** @type {number} */ i) => {
    const box = el("input", {
      type: "checkbox", id: `out-${i}`, "aria-describedby": `text-${i}`, checked: words.out.has(i),
      onchange: (/** @type {Event} */ e) => act.leaveOut(i, /** @type {HTMLInputElement} */ (e.target).checked),
    });
    return el("li", { class: words.out.has(i) ? "out" : "" },
      el("span", { dir: "auto", id: `text-${i}` }, text), el("label", {}, box, texts.leave_out));
  };
  return [
    el("p", { class: "small-note" }, words.texts.length ? texts.words_head : texts.words_none),
    el("ul", { class: "texts" }, ...words.texts.map(row)),
    el("p", { class: few ? "bar" : "", role: "status" }, few ? fill(texts.words_few, { k: word(spec, k) }, spec.language) : ""),
    mainButton(view, texts.words_do, () => act.step(id, "release", { rejected: [...words.out].sort((a, b) => a - b) })),
    note(spec.texts.host.rule ?? texts.words_rule),
  ];
}

/**
 * @param {View} view
 * @param {string} label
 * @param {() => void} onclick
 * @param {string} [letter] The key that does the same; none for what people wrote, which is chosen by hand.
 */
function mainButton({ busy }, label, onclick, letter) {
  const main = /** @type {HTMLButtonElement} */ (button(label, onclick));
  Object.assign(main, { className: "main", id: "next-step", disabled: busy });
  if (!letter) return el("div", { class: "do" }, main);
  main.setAttribute("aria-keyshortcuts", letter);
  return el("div", { class: "do" }, main, el("kbd", { "aria-hidden": "true" }, letter));
}

/**
 * @param {string} id
 * @param {string} label
 * @param {() => void} onclick
 */
function other(id, label, onclick) {
  return Object.assign(button(label, onclick), { className: "other", id });
}

/** @param {string} text */
function note(text) {
  return el("p", { class: "small-note" }, text);
}
