// @ts-check
import { el } from "../activities/kit.js";
import { counted, fill } from "../activities/numbers.js";
import { atHand, drawControl } from "./control.js";
import { Desk } from "./desk.js";
import { language, redraw, wordmark } from "./draw.js";
import { Link, takeKey } from "./link.js";
import { drawCount, drawEnd, drawJoin, drawScreen, onDisk } from "./panel.js";
import { drawPlan } from "./plan.js";
import { drawList, drawSignals, drawStanding, signalsStand, standingNews } from "./standing.js";

/** The start page: follows the room, draws what it says, and sends the facilitator's steps. */

const data = JSON.parse(document.getElementById("data")?.textContent ?? "{}");
/** @type {Record<string, string>} */
const texts = data.texts;
const key = await takeKey();
const link = new Link(key);

/** @type {Record<string, any>} What is shown; changed only through `set`. */
const view = {
  texts, key, warnings: data.warnings, snapshot: null, chosen: "", open: new Set(), busy: false, wrong: "",
  words: null, changing: false, wrongCount: "", ending: false, wrongEnd: "", wrongBeside: "",
  few: "", desk: null,
};

const region = (/** @type {string} */ tag, /** @type {Record<string, any>} */ attributes) => el(tag, attributes);
const time = region("b", { class: "time" });
const planned = region("span", { class: "second" });
const line = region("p", { class: "bar", id: "line", role: "status" });
const plan = region("main", { class: "plan" });
const desk = region("main", { class: "plan", hidden: true });
const join = region("section", { class: "room" });
const count = region("section", { class: "count-row" });
const control = region("section", { class: "control" });
const signals = region("section", { class: "signals", id: "signals", tabindex: "-1", "aria-live": "polite", "aria-label": texts.signals, hidden: true });
const aside = region("section", { class: "beside" });
const end = region("section", { class: "end" });
const panel = el("aside", { "aria-label": texts.room, hidden: true }, join, count, control, aside, end);
const screen = /** @type {HTMLDialogElement} */ (region("dialog", { class: "screen", "aria-label": texts.on_screen }));
document.body.append(
  el("header", {}, wordmark(), el("p", { class: "clock" }, time, planned)),
  line, signals, el("div", { class: "columns" }, panel, plan, desk), screen);

/** @param {Record<string, any>} change */
function set(change) {
  Object.assign(view, change);
  draw();
}

function draw() {
  const { snapshot } = view;
  if (!snapshot) return;
  const { room, activities } = snapshot;
  const id = atHand(snapshot, view.chosen);
  const phase = activities[id]?.phase ?? "";
  panel.hidden = false;
  planned.textContent = counted(texts, "clock", snapshot.plan.minutes, snapshot.plan, language);
  control.dataset.phase = phase;
  redraw(plan, [snapshot.plan, activities, id, [...view.open]], () => drawPlan(/** @type {any} */ ({ ...view, chosen: id }), act));
  redraw(join, [room.address, room.word], () => drawJoin(/** @type {any} */ (view), act));
  redraw(screen, [room.address, room.word], () => drawScreen(/** @type {any} */ (view)));
  redraw(count, [room.headCount, room.joined, view.changing, view.wrongCount], () => drawCount(/** @type {any} */ (view), act));
  const words = view.words && [view.words.texts, [...view.words.out]];
  redraw(control, [id, activities[id], words, view.busy, view.wrong], () => drawControl(/** @type {any} */ (view), act));
  const standing = standingNews(snapshot);
  signals.hidden = !signalsStand(snapshot);
  redraw(signals, standing, () => drawSignals(/** @type {any} */ (view), act));
  redraw(aside, [standing, view.wrongBeside, view.few], () => drawStanding(/** @type {any} */ (view), act));
  if (desk.firstChild !== (view.desk?.node ?? null)) desk.replaceChildren(...(view.desk ? [view.desk.node] : []));
  desk.hidden = !view.desk;
  plan.hidden = Boolean(view.desk);
  redraw(end, [room.results, view.ending, view.wrongEnd], () => drawEnd(/** @type {any} */ (view), act));
}

const act = {
  /** @param {string} id */
  choose(id) {
    set({ chosen: id, wrong: "", words: null });
    readWords(id);
  },
  /** @param {string} name */
  fold(name) {
    if (!view.open.delete(name)) view.open.add(name);
    draw();
  },
  project() {
    screen.showModal();
    document.documentElement.requestFullscreen?.().catch(() => undefined);
  },
  /** @param {boolean} on */
  change(on) {
    set({ changing: on, wrongCount: "" });
    document.getElementById(on ? "count" : "change")?.focus();
  },
  /** @param {string} typed */
  async count(typed) {
    if (!/^\d{1,3}$/.test(typed) || Number(typed) < 1 || Number(typed) > 300) {
      return set({ wrongCount: fill(texts.head_count_rule, { value: `“${typed}”` }) });
    }
    const answer = await link.ask("/host/head-count", { count: Number(typed) });
    if (!answer.ok) return set({ wrongCount: reason(answer) });
    return act.change(false);
  },
  /**
   * @param {string} id
   * @param {string} step
   * @param {Record<string, any>} body
   */
  async step(id, step, body = {}) {
    if (view.busy) return;
    set({ busy: true, wrong: "" });
    const answer = await link.ask(`/host/activities/${encodeURIComponent(id)}/${step}`, body);
    const read = answer.ok ? { words: null } : {}; // what was chosen stays where it was refused
    set({ busy: false, chosen: id, wrong: answer.ok ? "" : reason(answer), ...read });
    if (document.activeElement === document.body) document.getElementById("next-step")?.focus();
  },
  /**
   * What stands beside the questions is led by itself: the question at hand stays.
   * @param {string} id
   * @param {string} step
   * @param {Record<string, any>} body
   */
  async stand(id, step, body = {}) {
    set({ wrongBeside: "" });
    const answer = await link.ask(`/host/activities/${encodeURIComponent(id)}/${step}`, body);
    set({ wrongBeside: answer.ok ? "" : reason(answer) });
  },
  /**
   * The questions of a closed box come to the desk, in place of the plan, only when asked for.
   * @param {string} id
   * @param {string} wrong What has to be said besides.
   */
  async read(id, wrong = "") {
    const path = `/host/activities/${encodeURIComponent(id)}/`;
    const answer = await link.ask(`${path}texts`);
    if (answer.body.error?.code === "too_few") return set({ few: id });
    if (!answer.ok) return set({ wrongBeside: reason(answer) });
    const { spec, phase } = view.snapshot.activities[id];
    const send = (/** @type {string} */ step, /** @type {any} */ body) => link.ask(path + step, body);
    const shut = (/** @type {string | null} */ again) => (again === null ? act.shut() : act.read(id, again));
    const { node } = new Desk({ texts, spec, found: /** @type {any} */ (answer.body), wrong, send, shut });
    return act.lay(id, phase, node);
  },
  /** @param {string} id */
  list(id) {
    act.lay(id, "released", drawList(/** @type {any} */ (view), act, id));
  },
  /**
   * @param {string} id
   * @param {string} phase
   * @param {HTMLElement} node
   */
  lay(id, phase, node) {
    set({ desk: { id, phase, node }, wrongBeside: "" });
    node.querySelector("h1")?.focus();
    scrollTo(0, 0);
  },
  shut() {
    set({ desk: null });
  },
  /**
   * @param {number} index
   * @param {boolean} on
   */
  leaveOut(index, on) {
    view.words.out[on ? "add" : "delete"](index);
    draw();
  },
  /**
   * A wording is kept as it is typed, and nothing is drawn anew under the cursor.
   * @param {number} index
   * @param {string} text
   */
  mend: (index, text) => void view.words.mended.set(index, text),
  /** @param {"ask" | "now" | "not"} step */
  async end(step) {
    set({ ending: step !== "not", wrongEnd: "" });
    document.getElementById(step === "not" ? "end" : "end-not")?.focus();
    if (step !== "now") return;
    const answer = await link.ask("/host/end", {});
    if (!answer.ok) set({ wrongEnd: reason(answer) });
    else over(answer.body);
  },
};

/** @param {{body: Record<string, any>}} answer */
function reason(answer) {
  return answer.body.error?.message ?? texts.silent;
}

/** @param {Record<string, any>} snapshot */
function heard(snapshot) {
  line.textContent = "";
  if (snapshot.room.ended) return over(snapshot);
  const id = atHand(snapshot, view.chosen);
  const news = id !== view.chosen || snapshot.activities[id]?.phase !== view.snapshot?.activities[id]?.phase;
  if (news) unfold(snapshot, id);
  const laid = view.desk && snapshot.activities[view.desk.id].phase === view.desk.phase ? view.desk : null;
  set({ snapshot, chosen: id, desk: laid, ...(news ? { words: null, wrong: "" } : {}) });
  if (news) readWords(id);
}

/**
 * The module of the question at hand is unfolded, so that its row can be seen.
 * @param {Record<string, any>} snapshot
 * @param {string} id
 */
function unfold(snapshot, id) {
  const at = snapshot.plan.entries.find((/** @type {any} */ entry) => entry.activities.includes(id));
  if (at) view.open.add(at.module);
}

/** Words are read once closed, and only then. @param {string} id */
async function readWords(id) {
  const { spec, phase, lost } = view.snapshot.activities[id] ?? {};
  if (phase !== "closed" || !spec.moderated || lost) return;
  const answer = await link.ask(`/host/activities/${encodeURIComponent(id)}/texts`);
  if (view.chosen !== id) return;
  const few = answer.body.error?.code === "too_few";
  const read = answer.body.texts ?? [];
  // Lines are chosen one by one; of words everything is shown but what is left out.
  const out = new Set(spec.places ? read.keys() : []);
  if (answer.ok || few) set({ words: { texts: read, few, out, mended: new Map() } });
  else set({ wrong: reason(answer) });
}

/** @param {Record<string, any>} snapshot The last one: the room has ended. */
function over({ room }) {
  link.over = true;
  const left = fill(room.results ? texts.left_in : texts.left, { what: onDisk(texts, room.results) });
  const lines = [texts.wiped, left, texts.rest];
  set({ desk: null });
  plan.replaceChildren(el("h1", { tabindex: "-1" }, texts.ended), ...lines.map((said) => el("p", {}, said)));
  panel.hidden = true;
  signals.hidden = true;
  line.textContent = "";
  plan.querySelector("h1")?.focus();
}

document.addEventListener("keydown", (event) => {
  const writing = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox]), select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey || writing || screen.open) return;
  if (event.repeat) return; // a key that is held takes one step, not all of them
  const next = document.getElementById("next-step");
  if (next?.getAttribute("aria-keyshortcuts") === event.key.toUpperCase()) next.click();
});
screen.addEventListener("close", () => {
  if (document.fullscreenElement) document.exitFullscreen();
});

function tick() {
  const now = new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  if (time.textContent !== now) time.textContent = now;
}

tick();
setInterval(tick, 1000);
line.textContent = key ? texts.connecting : texts.lost_key;
if (key) {
  link.follow({
    snapshot: heard,
    silent: () => (line.textContent = texts.silent),
    refused: () => (line.textContent = texts.lost_key),
  });
}
