// @ts-check
import { el } from "../activities/kit.js";
import { counted, fill } from "../activities/numbers.js";
import { ring } from "../activities/release.js";
import { timeOfDay } from "./clock.js";
import { language, minutesBar } from "./draw.js";

/**
 * The plan as a path of rings: what comes when, how long it takes, and what is asked there.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{texts: Record<string, string>, snapshot: Json, chosen: string,
 *   open: Set<string>, warnings: string[], base: string}} View
 * @typedef {{choose: (id: string) => void, fold: (name: string) => void, deck: (path: string) => void}} Act
 */

/**
 * @param {View} view
 * @param {Act} act
 * @returns {Node[]}
 */
export function drawPlan(view, act) {
  const { texts, base, snapshot: { plan, room } } = view;
  const told = room.clock;
  const longest = Math.max(...plan.entries.map((/** @type {Json} */ e) => e.minutes));
  let start = 0;
  const rows = plan.entries.flatMap((/** @type {Json} */ entry, /** @type {number} */ place) => {
    if (entry.day) start = 0; // each day has a clock of its own
    const row = entryRow(view, act, entry, { ...when(told, place, start, entry), longest, place });
    start += entry.minutes;
    return entry.day ? [el("li", { class: "day" }, entry.day), row] : [row];
  });
  return [
    el("h1", {}, plan.title),
    el("p", { class: "second" }, counted(texts, "minutes", plan.minutes, plan, language),
      ...(plan.console && !base ? [" ", el("a", { href: plan.console, target: "_blank", rel: "noopener noreferrer" }, texts.console)] : [])),
    ...(room.goesOn ? [el("p", { class: "bar", id: "goes-on" }, texts.goes_on)] : []),
    ...view.warnings.map((line) => el("p", { class: "bar" }, line)),
    ...(told.speed ? [el("p", { class: "bar" }, fill(texts.rehearsing, { speed: told.speed }, language))] : []),
    el("ol", { class: "path" }, ...rows),
  ];
}

/**
 * When an entry begins and how long it is now: by the clock once it runs, else by the plan.
 * @param {Json} told
 * @param {number} place
 * @param {number} start Minutes since the beginning.
 * @param {Json} entry
 */
function when(told, place, start, { minutes }) {
  const at = told.times?.[place];
  const planned = told.start === null ? { start } : { at: told.start + start };
  const now = told.running && place === told.place;
  if (at === undefined) return { ...planned, minutes, now, done: false };
  return { at, minutes: told.left[place], now, done: place < told.place };
}

/**
 * What an entry is called where it is folded and unfolded.
 * @param {Json} entry
 * @param {number} place
 * @returns {string}
 */
export function nameOf(entry, place) {
  return entry.module ?? `at-${place}`;
}

/**
 * @param {View} view
 * @param {Act} act
 * @param {Json} entry
 * @param {{start?: number, at?: number, minutes: number, now: boolean, done: boolean, longest: number, place: number}} time
 */
function entryRow(view, act, entry, { start, at, minutes, now, done, longest, place }) {
  const name = nameOf(entry, place);
  const open = view.open.has(name);
  const kind = entry.module ? "module" : entry.pause ? "pause" : "block";
  const { texts } = view;
  const state = now ? texts.now : done ? texts.done : "";
  return el("li", { class: `${kind}${now ? " is-now" : ""}`, "aria-current": now ? "step" : false },
    el("span", { class: "time" }, at === undefined ? clock(texts, start ?? 0) : timeOfDay(at), ...(state ? [el("span", { class: "when" }, state)] : [])),
    el("span", { class: "line", "aria-hidden": "true" }, ...mark(entry)),
    el("div", { class: "what" },
      el("div", { class: "head" },
        title(act, entry, { name, open }),
        el("span", { class: "long" }, minutesBar(minutes, longest, kind === "pause"), fill(" {minutes}", { minutes }, language)),
        el("span", { class: "links" }, ...links(view, act, entry))),
      ...(open ? [el("div", { id: `in-${name}` }, ...inside(view, act, entry))] : [])));
}

/**
 * What unfolds: what to say, and what is asked.
 * @param {View} view
 * @param {{choose: (id: string) => void}} act
 * @param {Json} entry
 */
function inside(view, act, entry) {
  const rows = entry.activities.map((/** @type {string} */ id) => activityRow(view, act, id));
  return [
    ...(entry.say ? [el("p", { class: "say" }, entry.say)] : []),
    ...(rows.length ? [el("ul", { class: "asked" }, ...rows)] : []),
  ];
}

/**
 * @param {Record<string, string>} texts
 * @param {number} minutes Since the beginning.
 */
function clock(texts, minutes) {
  const two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
  return fill(texts.time, { hours: Math.floor(minutes / 60), minutes: two.format(minutes % 60) }, language);
}

/** @param {Json} entry */
function mark(entry) {
  if (entry.module) return [el("span", { class: "stop" }, entry.number)];
  return entry.pause ? [] : [el("span", { class: "halt" })];
}

/**
 * @param {{fold: (name: string) => void}} act
 * @param {Json} entry
 * @param {{name: string, open: boolean}} fold
 */
function title(act, entry, { name, open }) {
  if (!entry.say && !entry.activities.length) return el("h2", {}, entry.title);
  return el("h2", {}, el("button", {
    type: "button", class: "fold", id: `fold-${name}`, "aria-expanded": String(open),
    "aria-controls": open && `in-${name}`, onclick: () => act.fold(name),
  }, entry.title));
}

/**
 * @param {View} view
 * @param {Act} act
 * @param {Json} entry
 */
function links({ texts, base }, act, entry) {
  if (!entry.module) return [];
  // With a name of its own each keeps the focus when the clock draws the plan anew.
  const to = (/** @type {string} */ href, /** @type {string} */ label, /** @type {string} */ what) =>
    el("a", { href, id: `${what}-${entry.module}`, target: "_blank", rel: "noopener noreferrer", "aria-label": `${label}: ${entry.title}` }, label);
  const notebook = entry.notebook
    ? to(entry.notebook, texts.notebook, "notebook")
    : el("span", { class: "second", title: texts.starting }, entry.notebook === null ? texts.no_lab : texts.notebook);
  const deck = to(base + entry.deck, texts.deck, "deck");
  deck.addEventListener("click", (event) => {
    event.preventDefault();
    act.deck(entry.deck);
  });
  return [deck, notebook];
}

/**
 * @param {View} view
 * @param {{choose: (id: string) => void}} act
 * @param {string} id
 */
function activityRow(view, act, id) {
  const { spec, phase, progress } = view.snapshot.activities[id];
  const { half } = spec.texts.host; // two halves have the same question
  const said = [spec.question, ...(half ? [el("span", { class: "second" }, ` ${half}`)] : [])];
  const shown = spec.tier === "private" ? "private" : phase;
  const busy = Object.values(view.snapshot.activities).some((a) => a.phase === "open" && !a.spec.standing);
  const question = busy || shown === "private" || spec.standing
    ? el("span", { class: "question", dir: "auto" }, ...said)
    : el("button", { type: "button", class: "question", dir: "auto", id: `ask-${id}`, "aria-pressed": String(id === view.chosen), onclick: () => act.choose(id) }, ...said);
  return el("li", { class: `is-${shown}` }, question,
    el("span", { class: "state" }, ring(shown), el("span", {}, ...stateWords(view, id, shown, progress))));
}

/**
 * @param {View} view
 * @param {string} id
 * @param {string} phase
 * @param {Json | null} progress
 */
function stateWords({ texts, chosen }, id, phase, progress) {
  if (phase === "draft" && id === chosen) return [texts.next];
  if (phase !== "open") return [texts[phase]];
  return [el("b", {}, texts.open), ...(progress?.words ? [`, ${progress.words}`] : [])];
}
