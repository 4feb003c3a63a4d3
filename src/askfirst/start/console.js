// @ts-check
import { el } from "../activities/kit.js";
import { counted, fill } from "../activities/numbers.js";
import { drawClock, drawOffers, glanceOf, newsOf, timeOfDay } from "./clock.js";
import { atHand, drawControl } from "./control.js";
import { Desk } from "./desk.js";
import { language, redraw, wordmark } from "./draw.js";
import { drawLeft } from "./left.js";
import { drawCount, drawEnd, drawJoin, drawScreen } from "./panel.js";
import { drawPlan, nameOf } from "./plan.js";
import { drawPrints } from "./prints.js";
import { drawList, drawSignals, drawStanding, signalsStand, standingNews } from "./standing.js";

/**
 * What the facilitator leads from: follows the room, draws what it says, and sends the steps. The
 * start page and the console in JupyterLab are this, each with a way of its own to the room.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{ok: boolean, status: number, body: Json}} Answered
 * @typedef {{snapshot: (s: Json) => void, silent: () => void, refused: () => void}} Heard
 * @typedef {{ask: (path: string, body?: Json) => Promise<Answered>, follow: (heard: Heard) => void,
 *   deck: (path: string) => void, base: string, over: boolean}} Way
 * @typedef {{texts: Record<string, string>, warnings: string[], helps: string[][], link: Way,
 *   keys: Document | HTMLElement}} Given  Keys are heard from there.
 */

/**
 * @param {HTMLElement} root What it is drawn into.
 * @param {Given} given
 * @returns {() => void} What ends it.
 */
export function lead(root, { texts, warnings, helps, link, keys }) {
  /** @type {Record<string, any>} What is shown; changed only through `set`. */
  const view = {
    texts, warnings, base: link.base, snapshot: null, chosen: "", open: new Set(), busy: false, wrong: "",
    words: null, changing: false, wrongCount: "", ending: false, wrongEnd: "", wrongBeside: "",
    few: "", desk: null, wrongClock: "", wide: false,
  };
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement | null} */ (root.querySelector(`[id="${id}"]`));

  const region = (/** @type {string} */ tag, /** @type {Record<string, any>} */ attributes) => el(tag, attributes);
  const time = region("b", { class: "time" });
  const pace = region("section", { class: "plan-clock", "aria-label": texts.clock_name });
  const glance = region("section", { class: "glance", "aria-label": texts.glance_name, hidden: true });
  const offers = region("section", { class: "offers", "aria-label": texts.drop_name });
  const news = region("p", { class: "unseen", role: "status" });
  const prints = region("section", { class: "prints", "aria-label": texts.print });
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
  root.append(
    el("header", {}, wordmark(), el("p", { class: "clock" }, time, planned)),
    line, signals, news, el("div", { class: "columns" }, panel, el("div", { class: "main" }, glance, pace, offers, plan, desk, prints)), screen);

  /**
   * Gives what brings the focus back to a button, if it was in here or nowhere: a page takes it away
   * from a button that is disabled, and JupyterLab then gives it to a cell.
   * @param {string} id
   */
  function holdFocus(id) {
    const was = document.activeElement;
    const held = was === document.body || root.contains(was);
    return () => {
      if (held && !root.contains(document.activeElement)) byId(id)?.focus();
    };
  }

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
    const drawn = /** @type {any} */ ({ ...view, chosen: id });
    panel.hidden = false;
    planned.textContent = counted(texts, "clock", snapshot.plan.minutes, snapshot.plan, language);
    control.dataset.phase = phase;
    const told = newsOf(drawn);
    if (news.textContent !== told) news.textContent = told;
    redraw(pace, [room.clock, view.wrongClock], () => drawClock(drawn, act));
    redraw(glance, [room.clock], () => glanceOf(drawn));
    redraw(offers, [room.clock, view.wide], () => drawOffers(drawn, act));
    redraw(plan, [snapshot.plan, room.clock, activities, id, [...view.open]], () => drawPlan(drawn, act));
    redraw(prints, [snapshot.plan.prints, room.headCount, room.clock.running], () => drawPrints(drawn));
    redraw(join, [room.address, room.word], () => drawJoin(drawn, act));
    redraw(screen, [room.address, room.word], () => drawScreen(drawn));
    redraw(count, [room.headCount, room.joined, view.changing, view.wrongCount], () => drawCount(drawn, act));
    const words = view.words && [view.words.texts, [...view.words.out]];
    redraw(control, [id, activities[id], words, view.busy, view.wrong], () => drawControl(drawn, act));
    const standing = standingNews(snapshot);
    signals.hidden = !signalsStand(snapshot);
    redraw(signals, standing, () => drawSignals(drawn, act));
    redraw(aside, [standing, view.wrongBeside, view.few], () => drawStanding(drawn, act));
    if (desk.firstChild !== (view.desk?.node ?? null)) desk.replaceChildren(...(view.desk ? [view.desk.node] : []));
    desk.hidden = !view.desk;
    for (const part of [pace, offers, plan, prints]) part.hidden = Boolean(view.desk);
    redraw(end, [room.results, view.ending, view.wrongEnd], () => drawEnd(drawn, act));
    tick();
  }

  const act = {
    /** @param {string} id */
    choose(id) {
      set({ chosen: id, wrong: "", words: null });
      readWords(id);
    },
    deck: (/** @type {string} */ path) => link.deck(path),
    seen: () => byId("signals")?.focus(),
    /** @param {boolean} on */
    widen(on) {
      set({ wide: on });
    },
    /**
     * @param {string} step
     * @param {Json} body
     */
    async clock(step, body = {}) {
      const back = holdFocus("clock-next");
      set({ wrongClock: "" });
      const answer = await link.ask(`/host/clock/${step}`, body);
      set({ wrongClock: answer.ok ? "" : reason(answer) });
      back();
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
      byId(on ? "count" : "change")?.focus();
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
      const back = holdFocus("next-step");
      const phase = () => view.snapshot?.activities[id]?.phase;
      const before = phase();
      set({ busy: true, wrong: "" });
      const answer = await link.ask(`/host/activities/${encodeURIComponent(id)}/${step}`, body);
      // What was chosen stays where it was refused. Word of the step may come before its answer, and
      // what was read by then stays too: nobody would read it again.
      const read = answer.ok && phase() === before ? { words: null } : {};
      set({ busy: false, chosen: id, wrong: answer.ok ? "" : reason(answer), ...read });
      back();
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
      root.scrollIntoView();
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
      byId(step === "not" ? "end" : "end-not")?.focus();
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
    if (snapshot.room.ended) return void over(snapshot);
    const id = atHand(snapshot, view.chosen);
    const news = id !== view.chosen || snapshot.activities[id]?.phase !== view.snapshot?.activities[id]?.phase;
    foldDone(snapshot);
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

  /**
   * What the clock has just left is folded, so that the plan does not grow all day; whoever unfolds
   * it again keeps it open until the next step.
   * @param {Record<string, any>} snapshot
   */
  function foldDone({ plan, room: { clock } }) {
    const was = view.snapshot?.room.clock;
    if (!clock.running || (was?.running && was.place === clock.place)) return;
    plan.entries.slice(0, clock.place).forEach((/** @type {Json} */ entry, /** @type {number} */ place) => view.open.delete(nameOf(entry, place)));
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

  /**
   * Whoever did not end it here asks what is left.
   * @param {Json} snapshot The last one: the room has ended.
   */
  async function over(snapshot) {
    if (view.over) return;
    Object.assign(view, { over: true, snapshot: view.snapshot ?? snapshot });
    link.over = true;
    const left = snapshot.left ?? (await link.ask("/host/left")).body.left ?? null;
    set({ desk: null });
    seen.disconnect();
    for (const part of [panel, signals, glance, pace, offers, prints]) part.hidden = true;
    plan.replaceChildren(...drawLeft(texts, left, helps));
    if (screen.open) screen.replaceChildren(...drawLeft(texts, null, helps), el("form", { method: "dialog" }, el("button", { class: "other" }, texts.off_screen)));
    line.textContent = news.textContent = "";
    plan.querySelector("h1")?.focus();
  }

  const pressed = (/** @type {Event} */ e) => {
    const event = /** @type {KeyboardEvent} */ (e);
    const writing = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox]), select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey || writing || screen.open) return;
    if (event.repeat) return; // a key that is held takes one step, not all of them
    const pressedKey = event.key.toUpperCase();
    const found = ["next-step", "clock-next"].map(byId).find((one) => one?.getAttribute("aria-keyshortcuts") === pressedKey);
    found?.click();
  };
  keys.addEventListener("keydown", pressed);
  screen.addEventListener("close", () => {
    if (document.fullscreenElement) document.exitFullscreen();
  });

  /** The time of the day; in a rehearsal that of the room, which runs faster. */
  function tick() {
    const { speed, now } = view.snapshot?.room.clock ?? {};
    const here = new Date();
    const shown = timeOfDay(speed ? now : here.getHours() * 60 + here.getMinutes());
    if (time.textContent !== shown) time.textContent = shown;
  }

  // At a glance only where the clock itself is out of sight; it covers nothing that keeps its place.
  const seen = new IntersectionObserver(([{ isIntersecting }]) => (glance.hidden = isIntersecting));
  seen.observe(pace);
  tick();
  const ticking = setInterval(tick, 1000);
  line.textContent = texts.connecting;
  link.follow({
    snapshot: heard,
    silent: () => (line.textContent = texts.silent),
    refused: () => (line.textContent = texts.lost_key),
  });
  return () => {
    link.over = true;
    clearInterval(ticking);
    seen.disconnect();
    keys.removeEventListener("keydown", pressed);
  };
}
