// @ts-check
import { button, el } from "../activities/kit.js";
import { fill } from "../activities/numbers.js";
import { answered, caption, ring, svg } from "../activities/release.js";

/**
 * One activity on its slide, drawn from what the room says.
 *
 * @typedef {{address: string, word: string, join: string, qr: string, size: number,
 *   ended: boolean}} Room
 * @typedef {{spec: any, phase: string, progress: {pips: number, words: string} | null, release: any,
 *   lost?: boolean, renewed?: boolean}} Asked
 * @typedef {{room: Room, activities: Record<string, Asked>}} Snapshot
 * @typedef {{snapshot: Snapshot | null, trouble: string, large: boolean}} News
 */

const QUIET_MODULES = 4;
/** @type {Record<string, string>} */
const STEP = { draft: "open", open: "close", closed: "release" };

/** One activity on its slide. */
export class LiveSlide {
  /**
   * @param {HTMLElement} stage
   * @param {any} spec
   * @param {{texts: Record<string, string>, step: (id: string, step: string) => void, read: () => void, enlarge: () => void}} deck
   *   What the deck says and does: a next step of an activity, reading words elsewhere, and the code large.
   */
  constructor(stage, spec, deck) {
    this.spec = spec;
    this.deck = deck;
    this.phase = "draft";
    this.lost = false;
    this.section = /** @type {HTMLElement} */ (stage.closest("section"));
    this.foot = /** @type {HTMLElement} */ (this.section.querySelector(".foot-said"));
    this.view = /** @type {any} */ (el(`askfirst-${spec.type}`));
    Object.assign(this.view, { surface: "deck", bare: true, spec });
    stage.replaceChildren(this.view);
    this.join = el("aside", { class: "join", hidden: true, onclick: deck.enlarge }); // as key Q does
    this.line = el("div", { class: "state", role: "status" });
    this.act = el("div", { class: "act" });
    this.error = el("p", { class: "trouble", role: "alert" });
    const bottom = el("div", { class: "bottom" }, this.line, this.act);
    stage.after(this.join, bottom, this.error);
    this.drawn = "";
  }

  /** @param {News} news */
  show({ snapshot, trouble }) {
    const asked = snapshot?.activities[this.spec.id];
    this.error.textContent = trouble;
    const key = JSON.stringify([asked, snapshot?.room]);
    if (!snapshot || !asked || key === this.drawn) return;
    this.drawn = key;
    this.phase = asked.phase;
    this.lost = Boolean(asked.lost);
    this.respec(asked.spec);
    const open = asked.phase === "open";
    this.section.dataset.ground = open ? "straw" : "white";
    this.section.dataset.phase = asked.phase;
    // Words that were shown are written nowhere, so there is nothing to draw of them.
    this.view.state = this.lost ? { phase: "closed", release: null } : { phase: asked.phase, release: asked.release };
    // A result of several pages brings its steps with it, for the keys that turn the slides.
    if (this.view.querySelector(".fragment")) /** @type {any} */ (globalThis).Reveal.syncFragments(this.section);
    this.join.hidden = !open;
    this.join.replaceChildren(...(open ? joinCode(snapshot.room, this.deck.texts) : []));
    this.line.replaceChildren(...this.state(asked));
    this.act.replaceChildren(...this.actions());
    this.foot.textContent = this.footer(asked);
  }

  /** What the room asks may hold more than the deck knew: lines of the group. @param {any} spec */
  respec(spec) {
    if (!spec || JSON.stringify(spec) === JSON.stringify(this.spec)) return;
    this.spec = spec;
    this.view.spec = spec;
  }

  /**
   * Ring and word, then the share of the room or the band of who answered.
   * @param {Asked} asked
   * @returns {Node[]}
   */
  state({ phase, progress, release, lost, renewed }) {
    const { ask, host } = this.spec.texts;
    const { share, gone, gone_words, renewed: again } = this.deck.texts;
    const parts = [ring(phase), el("strong", {}, host[phase])];
    if (lost) return [...parts, el("span", {}, phase === "released" ? gone_words : gone)];
    if (renewed && phase === "draft") return [...parts, el("span", {}, again)];
    if (phase === "open" && progress) {
      const { pips: filled, words } = progress;
      parts.push(pips(filled), el("span", {}, filled ? fill(share, { words }) : words));
    } else if (phase === "open" && host.stays) {
      parts.push(el("span", {}, host.stays));
    } else if (phase === "draft" && ask.hint) {
      parts.push(el("span", {}, ask.hint));
    } else if (phase === "closed") {
      parts.push(el("span", {}, host.nothing));
    } else if (phase === "released" && release?.answered) {
      parts.push(el("span", {}, answered(this.spec, release)));
    }
    return parts;
  }

  /**
   * The one next step; closed words are read by the facilitator first, signals have no result, and
   * a first half has no next step.
   */
  step() {
    const closed = this.phase === "closed";
    if (this.lost) return undefined;
    if (closed && this.spec.signals) return "open";
    if (closed && this.spec.collects === false) return undefined;
    return closed && this.spec.moderated ? "read" : STEP[this.phase];
  }

  /** @returns {Node[]} */
  actions() {
    const step = this.step();
    if (!step) return (this.view.actions?.() ?? []).map(undriven);
    const { texts, read } = this.deck;
    if (step === "read") return [button(texts.start_page, read, true)];
    const made = undriven(button(this.spec.texts.host[`do_${step}`], () => this.deck.step(this.spec.id, step), true));
    return [made, el("kbd", { "aria-hidden": "true" }, step === "release" ? "R" : "O")];
  }

  /** @param {Asked} asked */
  footer({ phase, release }) {
    const { texts } = this.deck;
    if (phase === "released" && release) {
      const rest = caption(this.view, release).slice(answered(this.spec, release).length);
      return rest.trim() || this.spec.texts.host.once;
    }
    if (this.spec.collects === false) return this.spec.texts.ask.total;
    if (phase === "closed" && this.spec.moderated) return this.spec.texts.host.read;
    return this.spec.texts.show.foot ?? (this.spec.moderated ? texts.promise_words : texts.promise);
  }
}

/** Keys on a button are its own, and turn no slide. @param {HTMLElement} made */
function undriven(made) {
  made.addEventListener("keydown", (event) => event.stopPropagation());
  return made;
}

/** @param {number} filled Of four; the words beside it say the same. */
function pips(filled) {
  const bars = [0, 1, 2, 3].map((at) => el("span", { class: at < filled ? "full" : false }));
  return el("span", { class: "pips", "aria-hidden": "true" }, ...bars);
}

/**
 * The code on white with its quiet modules, and the address for those who type.
 * @param {Room} room
 * @param {Record<string, string>} texts
 * @returns {Node[]}
 */
export function joinCode(room, texts) {
  const size = room.size + 2 * QUIET_MODULES;
  const moved = `translate(${QUIET_MODULES} ${QUIET_MODULES})`;
  const said = fill(texts.qr, { address: room.address });
  return [
    svg("svg", { class: "qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": said },
      svg("path", { d: room.qr, transform: moved, stroke: "currentColor", fill: "none" })),
    el("p", {}, `${texts.go} `, el("strong", {}, room.address)),
    el("p", {}, `${texts.type} `, el("strong", {}, room.word || texts.slip)),
  ];
}
