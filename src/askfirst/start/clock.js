// @ts-check
import { button, el } from "../activities/kit.js";
import { counted, fill } from "../activities/numbers.js";
import { language } from "./draw.js";

/**
 * The plan's clock: where the workshop is, whether it is on time, and what could go if it is not.
 * What it says is worked out by the room; nothing is reckoned here.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{texts: Record<string, string>, snapshot: Json, wrongClock: string, wide: boolean}} View
 * @typedef {{clock: (step: string, body?: Json) => void, widen: (on: boolean) => void}} Act
 */

/** Whether the day has 12 or 24 hours is the reader's, not the page's. */
const { hourCycle } = new Intl.DateTimeFormat([], { hour: "numeric" }).resolvedOptions();

/**
 * A time as the clock on the wall shows it, in the digits of the page.
 * @param {number} minutes Since midnight; more than a day is the next one.
 */
export function timeOfDay(minutes) {
  const shown = { hour: "numeric", minute: "2-digit", timeZone: "UTC", hourCycle };
  return new Date(minutes * 60000).toLocaleTimeString(language, /** @type {any} */ (shown));
}

/**
 * What a screen reader is told without asking: only what has changed in kind, never each minute.
 * @param {View} view
 */
export function newsOf({ texts, snapshot: { plan, room: { clock: told } } }) {
  if (!told.running) return "";
  const { title } = plan.entries[told.place];
  return fill(texts.clock_news, { state: texts[stateWord(told.state)], title, over: told.over ? texts.clock_over : "" });
}

/** @param {string} state */
function stateWord(state) {
  return `is_${state.replace(" ", "_")}`;
}

/**
 * @param {View} view
 * @param {Act} act
 * @returns {Node[]}
 */
export function drawClock(view, act) {
  const { texts, wrongClock, snapshot: { plan, room: { clock: told } } } = view;
  const wrong = el("p", { class: wrongClock ? "bar" : "", role: "alert" }, wrongClock);
  if (!told.running) return [...still(view, act), wrong];
  const { said, ends } = standsAt(texts, plan, told);
  const pause = told.pause === null ? "" : fill(texts.next_break, { time: timeOfDay(told.pause) });
  return [
    el("p", { class: "how-far" }, said),
    el("p", {}, ends),
    el("p", { class: "second" }, [pause, fill(texts.will_end, { time: timeOfDay(told.end) })].filter(Boolean).join(" ")),
    el("div", { class: "do" }, ...moves(view, act)),
    wrong,
  ];
}

/**
 * How far the workshop is, and what is on until when.
 * @param {Record<string, string>} texts
 * @param {Json} plan
 * @param {Json} told
 */
function standsAt(texts, plan, told) {
  const said = told.state === "on time" ? texts.on_time : counted(texts, told.state, told.off, { n: told.off }, language);
  const { title } = plan.entries[told.place];
  return { said, ends: fill(told.over ? texts.now_over : texts.now_until, { title, time: timeOfDay(told.ends) }) };
}

/**
 * The same in one line, for whoever has scrolled down.
 * @param {View} view
 * @returns {Node[]}
 */
export function glanceOf({ texts, snapshot: { plan, room: { clock: told } } }) {
  if (!told.running) return [];
  const { said, ends } = standsAt(texts, plan, told);
  return [el("p", {}, el("b", {}, said), " ", ends)];
}

/**
 * @param {View} view
 * @param {Act} act
 */
function still({ texts, snapshot: { plan, room: { clock: told } } }, act) {
  const start = (/** @type {number} */ part) => {
    const { day } = plan.entries[part];
    return step(day ? fill(texts.clock_start_day, { day }) : texts.clock_start, `clock-start-${part}`, () => act.clock("start", { part }));
  };
  const planned = told.start === null ? "" : fill(texts.clock_planned, { time: timeOfDay(told.start) });
  return [
    el("p", {}, el("b", {}, texts.clock_still), ` ${planned}`),
    el("div", { class: "do" }, ...told.starts.map(start)),
    el("p", { class: "small-note" }, texts.clock_note),
  ];
}

/**
 * On to the next entry, or back from a press too many.
 * @param {View} view
 * @param {Act} act
 */
function moves({ texts, snapshot: { plan, room: { clock: told } } }, act) {
  const next = told.times[told.place + 1] === undefined ? null : plan.entries[told.place + 1];
  const on = next && step(fill(texts.clock_next, { title: next.title }), "clock-next", () => act.clock("next"));
  on?.setAttribute("aria-keyshortcuts", texts.key_next);
  const back = step(texts.clock_back, "clock-back", () => act.clock("back"));
  return [
    ...(on ? [on, el("kbd", { "aria-hidden": "true" }, texts.key_next)] : [el("p", { class: "small-note" }, texts.clock_last)]),
    ...(told.place > told.first ? [back] : []),
  ];
}

/**
 * @param {View} view
 * @param {Act} act
 * @returns {Node[]}
 */
export function drawOffers(view, act) {
  const { texts, wide, snapshot: { room: { clock: told } } } = view;
  if (!told.running) return [];
  const late = told.state === "behind";
  const needed = late ? told.offers.slice(0, told.needed) : [];
  const more = late ? told.offers.slice(told.needed) : [];
  const gone = told.dropped.map((/** @type {Json} */ cut) => droppedRow(texts, cut, act));
  const fold = step(wide ? texts.drop_less : texts.drop_more, "drop-more", () => act.widen(!wide));
  fold.setAttribute("aria-expanded", String(wide));
  return [
    ...(late ? [el("h2", {}, texts.drop_name), el("p", {}, enough(texts, told))] : []),
    ...(needed.length ? [el("ol", {}, ...needed.map((/** @type {Json} */ cut) => offerRow(texts, cut, act)))] : []),
    ...(late ? [el("p", { class: "small-note" }, texts.drop_stays)] : []),
    ...(more.length || (late && told.others.length) ? [fold] : []),
    ...(wide && late ? [el("ul", {}, ...more.map((/** @type {Json} */ cut) => offerRow(texts, cut, act)), ...told.others.map((/** @type {string} */ line) => el("li", {}, el("span", {}, line), el("span", { class: "second" }, texts.drop_unsaid))))] : []),
    ...(gone.length ? [el("h2", {}, texts.dropped_name), el("ul", {}, ...gone)] : []),
  ];
}

/**
 * How much what is needed wins, and whether that is enough.
 * @param {Record<string, string>} texts
 * @param {Json} told
 */
function enough(texts, { needed, wins, missing }) {
  const won = counted(texts, "minutes", wins, { minutes: wins }, language);
  const all = counted(texts, "drop_first", needed, { n: needed, won }, language);
  if (!missing) return `${all} ${texts.drop_enough}`;
  const rest = counted(texts, "drop_missing", missing, { n: missing }, language);
  return needed ? `${all} ${rest}` : `${texts.drop_nothing} ${rest}`;
}

/**
 * @param {Record<string, string>} texts
 * @param {Json} cut
 * @param {Act} act
 */
function offerRow(texts, cut, act) {
  const wins = Math.floor(cut.wins);
  const won = wins ? counted(texts, "minutes", wins, { minutes: wins }, language) : texts.under_one;
  const drop = step(texts.drop_it, `drop-${cut.id}`, () => act.clock("drop", { cut: cut.id }));
  drop.setAttribute("aria-describedby", `about-${cut.id}`);
  return el("li", {}, el("span", { id: `about-${cut.id}` }, named(texts, cut), el("span", { class: "second" }, ` ${fill(texts.drop_wins, { won })}`)), drop);
}

/**
 * @param {Record<string, string>} texts
 * @param {Json} cut
 * @param {Act} act
 */
function droppedRow(texts, cut, act) {
  const keep = step(texts.keep_it, `keep-${cut.id}`, () => act.clock("keep", { cut: cut.id }));
  keep.setAttribute("aria-describedby", `gone-${cut.id}`);
  return el("li", {}, el("span", { id: `gone-${cut.id}` }, named(texts, cut)), keep);
}

/**
 * What goes: a line of the plan in its words, or a module in a shorter form with what that leaves out.
 * @param {Record<string, string>} texts
 * @param {Json} cut
 */
function named(texts, { title, form, without }) {
  if (form === null) return title;
  return fill(without.length ? texts.drop_form : texts.drop_shorter, { title, form: String(form), without: without.join("; ") });
}

/**
 * @param {string} label
 * @param {string} id
 * @param {() => void} onclick
 */
function step(label, id, onclick) {
  return /** @type {HTMLButtonElement} */ (Object.assign(button(label, onclick), { className: "other small", id }));
}
