// @ts-check
import { button, el } from "../activities/kit.js";
import { counted, fill } from "../activities/numbers.js";
import { language, qrCode } from "./draw.js";

/**
 * The room: how phones come in, how many there may be, and its end.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{texts: Record<string, string>, snapshot: Json, changing: boolean, wrongCount: string,
 *   ending: boolean, wrongEnd: string}} View
 */

/**
 * @param {View} view
 * @param {{project: () => void}} act
 * @returns {Node[]}
 */
export function drawJoin({ texts, snapshot: { room } }, act) {
  const { label, scan, typed } = wayIn(texts, room);
  return [
    el("h2", {}, texts.room),
    el("div", { class: "join" }, qrCode(room, label),
      el("p", {}, scan, el("b", { class: "address" }, room.address),
        el("span", { class: "type" }, `${texts.type} `, el("b", {}, typed)),
        el("button", { type: "button", class: "link", id: "project", onclick: act.project }, texts.on_screen))),
  ];
}

/**
 * What lets a phone in: the word, or a slip from the hat.
 * @param {Record<string, string>} texts
 * @param {Json} room
 */
function wayIn(texts, room) {
  if (room.hat) return { label: fill(texts.qr_hat, room), scan: texts.scan_hat, typed: texts.type_hat };
  return { label: fill(texts.qr, { address: room.address, word: room.word }), scan: texts.scan, typed: room.word };
}

/**
 * The code as large as the screen, for the projector; Escape takes it off.
 * @param {View} view
 * @returns {Node[]}
 */
export function drawScreen({ texts, snapshot: { room } }) {
  const { label, scan, typed } = wayIn(texts, room);
  return [
    qrCode(room, label),
    el("p", {}, scan, el("b", { class: "address" }, room.address), `${texts.type} `, el("b", {}, typed)),
    el("form", { method: "dialog" }, el("button", { class: "other" }, texts.off_screen)),
  ];
}

/**
 * @param {View} view
 * @param {{change: (on: boolean) => void, count: (typed: string) => void}} act
 * @returns {Node[]}
 */
export function drawCount({ texts, snapshot: { room }, changing, wrongCount }, act) {
  const said = el("p", {}, `${texts.head_count} `, el("b", {}, fill("{headCount}", room, language)));
  const shown = changing
    ? countForm(texts, room, wrongCount, act)
    : el("div", { class: "pair" }, said, Object.assign(button(texts.change, () => act.change(true)), { id: "change", className: "other small" }));
  const joined = el("p", { class: "joined" }, `${texts.joined} `, el("b", {}, fill(texts.band, { low: room.joined[0], high: room.joined[1] }, language)));
  const sealed = room.sealed ? [el("p", { class: "small-note" }, texts.sealed)] : [];
  return [shown, joined, ...sealed, ...(room.hat ? hatLines(texts, room) : [])];
}

/**
 * @param {Record<string, string>} texts
 * @param {Json} room
 */
function hatLines(texts, { hat, address }) {
  const said = el("p", { class: "small-note" }, fill(texts.hat, { slips: hat.slips }, language));
  return hat.elsewhere ? [said, el("p", { class: "bar" }, fill(texts.hat_elsewhere, { elsewhere: hat.elsewhere, address }))] : [said];
}

/**
 * @param {Record<string, string>} texts
 * @param {Json} room
 * @param {string} wrong
 * @param {{change: (on: boolean) => void, count: (typed: string) => void}} act
 */
function countForm(texts, room, wrong, act) {
  const field = /** @type {HTMLInputElement} */ (el("input", {
    id: "count", inputmode: "numeric", autocomplete: "off", value: String(room.headCount),
    "aria-describedby": "wrong-count", "aria-invalid": wrong ? "true" : false,
  }));
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    act.count(field.value.trim());
  };
  return el("form", { class: "count", novalidate: true, onsubmit: save },
    el("label", { for: "count" }, texts.head_count), field,
    el("button", { class: "main small", id: "save" }, texts.save),
    Object.assign(button(texts.cancel, () => act.change(false)), { className: "other small", id: "cancel" }),
    el("p", { class: wrong ? "bar" : "", id: "wrong-count", role: "alert" }, wrong));
}

/**
 * @param {View} view
 * @param {{end: (step: "ask" | "now" | "not") => void}} act
 * @returns {Node[]}
 */
export function drawEnd({ texts, snapshot: { room }, ending, wrongEnd }, act) {
  const results = onDisk(texts, room.results);
  const first = Object.assign(button(texts.end, () => act.end("ask")), { className: "other", id: "end" });
  const now = Object.assign(button(texts.end_now, () => act.end("now")), { className: "grave", id: "end-now" });
  const not = Object.assign(button(texts.end_not, () => act.end("not")), { className: "other", id: "end-not" });
  const note = ending ? texts.end_ask : fill(texts.end_note, { results });
  return [
    el("div", { class: "do" }, ...(ending ? [now, not] : [first])),
    el("p", { class: "small-note", id: "end-note", role: "status" }, note),
    el("p", { class: wrongEnd ? "bar" : "", role: "alert" }, wrongEnd),
  ];
}

/**
 * @param {Record<string, string>} texts
 * @param {number} results
 */
export function onDisk(texts, results) {
  return results ? counted(texts, "results", results, { n: results }, language) : texts.nothing;
}
