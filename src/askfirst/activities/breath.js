// @ts-check
import { button, define, el } from "./kit.js";
import { counted, fill } from "./numbers.js";
import { Private } from "./private.js";
import { svg } from "./release.js";

const SMALL = 38;
const LARGE = 94;

/** A circle to breathe with: it moves once somebody starts it, and stops at once. */
class Breath extends Private {
  /** When it was started, by the clock of the frames; null while it stands still. @type {number | null} */
  began = null;
  asked = 0;

  constructor() {
    super();
    this.addEventListener("keydown", (event) => this.key(event));
  }

  draw_ask() {
    const { ask } = this;
    const { minutes, language } = this.spec_;
    this.leave();
    this.circle = svg("circle", { cx: 100, cy: 100, r: SMALL });
    this.word = el("span");
    this.count = el("span");
    this.told = el("p", { class: "askfirst-breath-told", role: "status" });
    this.press = button(ask.start, () => (this.began === null ? this.start() : this.stop()), true);
    this.aloud = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", autocomplete: "off" }));
    const guide = svg("circle", { class: "askfirst-breath-guide", cx: 100, cy: 100, r: LARGE });
    return [
      ...this.only(),
      this.heading(),
      el("div", { class: "askfirst-breath-part" },
        el("div", { class: "askfirst-breath-seen", "aria-hidden": "true" },
          svg("svg", { viewBox: "0 0 200 200" }, guide, this.circle),
          el("p", {}, this.word, this.count)),
        el("div", { class: "askfirst-breath-said" },
          ...[ask.lead, ask.fine, ask.else].map((line) => el("p", { dir: "auto" }, line)),
          this.press,
          this.told,
          el("p", { class: "askfirst-small", dir: "auto" }, counted(ask, "ends", minutes, { minutes }, language)),
          ...(this.surface === "deck" ? [] : [el("label", {}, this.aloud, el("span", {}, ask.aloud))]))),
    ];
  }

  /** Space and Enter press what they stand on, on a slide too; Escape stops. @param {KeyboardEvent} event */
  key(event) {
    if (event.key === " " || event.key === "Enter") event.stopPropagation();
    if (event.key !== "Escape" || this.began === null) return;
    event.stopPropagation();
    this.stop();
  }

  /** With reduced motion nothing moves: words and a count say it. */
  still() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  start() {
    this.began = performance.now();
    this.phase = "";
    this.set(this.ask.stop, this.still() ? this.ask.counting : this.ask.moving);
    document.addEventListener("visibilitychange", this.leave);
    this.frame(this.began);
  }

  stop() {
    cancelAnimationFrame(this.asked);
    document.removeEventListener("visibilitychange", this.leave);
    this.began = null;
    this.set(this.ask.start, this.ask.stopped);
    this.show("", "", 0);
  }

  /** What a surface calls when nobody looks any more. */
  leave = () => {
    if (this.began !== null) this.stop();
  };

  disconnectedCallback() {
    this.leave();
  }

  /**
   * @param {string} label Of the one button, which keeps its place and size.
   * @param {string} told
   */
  set(label, told) {
    const { press, told: line } = this;
    if (!press || !line) return;
    press.textContent = label;
    line.textContent = told;
    this.toggleAttribute("data-moving", this.began !== null);
  }

  /** One look at the clock; everything shown follows from it. @param {number} now */
  frame(now) {
    if (this.began === null) return;
    const { seconds: [inward, outward], minutes, language } = this.spec_;
    const passed = Math.max(0, now - this.began) / 1000;
    if (passed >= minutes * 60) return this.stop();
    const at = passed % (inward + outward);
    const wide = at < inward;
    const level = wide ? 1 - Math.cos((Math.PI * at) / inward) : 1 + Math.cos((Math.PI * (at - inward)) / outward);
    const count = 1 + Math.floor(wide ? at : at - inward);
    this.show(wide ? this.ask.in : this.ask.out, fill("{count}", { count }, language), this.still() ? 0 : level / 2);
    this.asked = requestAnimationFrame((time) => this.frame(time));
  }

  phase = "";

  /**
   * @param {string} word
   * @param {string} count
   * @param {number} level From 0, narrow, to 1, wide.
   */
  show(word, count, level) {
    if (!this.word || !this.count || !this.circle) return;
    if (this.word.textContent !== word) this.word.textContent = word;
    if (this.count.textContent !== count) this.count.textContent = count;
    this.circle.setAttribute("r", (SMALL + (LARGE - SMALL) * level).toFixed(2));
    if (word && word !== this.phase && this.aloud?.checked && this.told) this.told.textContent = word;
    this.phase = word;
  }
}

define("askfirst-breath", Breath);
