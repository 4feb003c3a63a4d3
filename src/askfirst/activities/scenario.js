// @ts-check
import { Activity, button, define, el } from "./kit.js";
import { fill } from "./numbers.js";
import { sourcesLine } from "./sources.js";

/** @typedef {{text: string, consequence: string, why: string, to: string, claims: string[]}} Choice */
/** @typedef {{id: string, line: string, choices: Choice[]}} Step */

/** A story that one walks through alone; where one has been is in this page's memory only. */
class Scenario extends Activity {
  /** The steps so far, each with what was chosen there, if something was. @type {{step: Step, choice: Choice | null}[]} */
  path = [];
  where = el("p", { class: "askfirst-small", role: "status" });
  walk = el("div", { class: "askfirst-walk" });

  view() {
    return /** @type {"ask"} */ ("ask");
  }

  /** It asks nothing of a room, so it never stands on straw. */
  update() {
    this.removeAttribute("data-asking");
  }

  draw_ask() {
    this.path = [{ step: this.spec_.steps[0], choice: null }];
    this.stand();
    return [
      this.heading(),
      el("p", { dir: "auto" }, this.spec_.setting),
      this.where,
      this.walk,
      el("p", { class: "askfirst-small" }, this.show.alone),
    ];
  }

  /** @returns {Record<string, string>} */
  get show() {
    return this.spec_.texts.show;
  }

  /** Draw where the story stands now. */
  stand() {
    const { step, choice } = this.path[this.path.length - 1];
    const ended = !step.choices.length;
    const said = choice ? this.show.happens : ended ? this.show.ending : fill(this.show.step, { number: this.path.length }, this.spec_.language);
    this.where.textContent = said;
    this.walk.replaceChildren(...(choice ? this.outcome(choice) : this.moment(step)));
    const back = button(this.show.back, () => this.go(() => this.back()));
    const begin = button(this.show.begin, () => this.go(() => (this.path.length = 1, this.path[0].choice = null)));
    const ways = [
      ...(choice ? [button(this.show.on, () => this.go(() => this.on(choice)), true)] : []),
      ...(choice || this.path.length > 1 ? [back] : []),
      ...(ended ? [begin] : []),
    ];
    if (ways.length) this.walk.append(el("div", { class: "askfirst-ways" }, ...ways));
  }

  /** Take a way, and put the focus where the story goes on. @param {() => void} way */
  go(way) {
    way();
    this.stand();
    /** @type {HTMLElement | null} */ (this.walk.querySelector("[tabindex]"))?.focus();
  }

  /** @param {Choice} choice */
  on(choice) {
    const step = this.spec_.steps.find((/** @type {Step} */ s) => s.id === choice.to);
    this.path.push({ step, choice: null });
  }

  back() {
    if (!this.path[this.path.length - 1].choice) this.path.pop();
    else this.path[this.path.length - 1].choice = null;
  }

  /** @param {Step} step @returns {Node[]} */
  moment(step) {
    const last = this.path[this.path.length - 1];
    const choices = step.choices.map((choice) => {
      const made = button(choice.text, () => this.go(() => (last.choice = choice)));
      made.className = "askfirst-choice";
      made.dir = "auto";
      return made;
    });
    return [this.line(step.line), el("div", { role: "group", "aria-label": step.line }, ...choices)];
  }

  /** @param {Choice} choice @returns {Node[]} */
  outcome({ text, consequence, why, claims }) {
    return [
      el("p", { class: "askfirst-small", dir: "auto" }, text),
      this.line(consequence),
      el("p", { class: "askfirst-small" }, this.show.why),
      el("p", { dir: "auto" }, why),
      ...(claims.length ? [sourcesLine(this, claims)] : []),
    ];
  }

  /** @param {string} text */
  line(text) {
    return el("p", { class: "askfirst-line", tabindex: "-1", dir: "auto" }, text);
  }
}

define("askfirst-scenario", Scenario);
