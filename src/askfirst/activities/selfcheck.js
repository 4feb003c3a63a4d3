// @ts-check
import { button, define, el } from "./kit.js";
import { Private } from "./private.js";
import { fill } from "./numbers.js";

/** @typedef {{ask: string, answers: [string, string][]}} Question */

/** Questions for oneself: the most careful place that an answer leads to is shown, on request. */
class SelfCheck extends Private {
  draw_ask() {
    if (this.surface === "deck") return [this.heading()];
    const { ask } = this;
    this.shown = el("div", { class: "askfirst-selfcheck-shown", role: "status" });
    return [
      ...this.only(),
      this.heading(),
      el("p", { dir: "auto" }, ask.leave),
      el("form", { autocomplete: "off", onsubmit: (/** @type {Event} */ e) => e.preventDefault(), onchange: () => this.shown?.replaceChildren() },
        ...this.spec_.questions.map((/** @type {Question} */ q, /** @type {number} */ i) => this.group(q, i))),
      el("div", { class: "askfirst-selfcheck-do" }, button(ask.show, () => this.lead()), button(ask.clear, () => this.clear())),
      this.shown,
      el("details", {}, el("summary", {}, ask.how), ...this.how()),
      el("details", {}, el("summary", {}, ask.help), ...this.spec_.help.map((/** @type {string} */ line) => el("p", { dir: "auto" }, line))),
      el("p", { class: "askfirst-small", dir: "auto" }, ask.gone),
    ];
  }

  /**
   * @param {Question} question
   * @param {number} index
   */
  group({ ask, answers }, index) {
    const row = (/** @type {[string, string]} */ [answer], /** @type {number} */ at) =>
      el("label", {},
        el("input", { type: "radio", name: `${this.spec_.id}-${index}`, value: String(at), autocomplete: "off" }),
        el("span", { dir: "auto" }, answer));
    return el("fieldset", {}, el("legend", { dir: "auto" }, ask), el("div", {}, ...answers.map(row)));
  }

  /** Where the marked answers lead, one for each question that is not blank. */
  marked() {
    const chosen = /** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll("input:checked"));
    return [...chosen].map((box) => {
      const question = this.spec_.questions[Number(box.name.slice(this.spec_.id.length + 1))];
      return question.answers[Number(box.value)][1];
    });
  }

  /** Outcomes stand in the spec with the most careful first. */
  lead() {
    const { ask } = this;
    const marked = this.marked();
    const found = this.spec_.outcomes.find((/** @type {{key: string}} */ outcome) => marked.includes(outcome.key));
    const { name, said } = found ?? { name: ask.nothing, said: ask.nothing_said };
    const blank = marked.length && marked.length < this.spec_.questions.length;
    this.shown?.replaceChildren(
      el("p", { class: "askfirst-selfcheck-name" }, name), el("p", { dir: "auto" }, said),
      ...(blank ? [el("p", { dir: "auto" }, ask.blank)] : []));
  }

  clear() {
    /** @type {HTMLFormElement | null} */ (this.querySelector("form"))?.reset();
    for (const part of this.querySelectorAll("details")) part.open = false;
    this.shown?.replaceChildren(el("p", {}, this.ask.cleared));
  }

  how() {
    const rows = this.spec_.questions.flatMap((/** @type {Question} */ { ask, answers }) => [
      el("dt", { dir: "auto" }, ask),
      ...answers.map(([answer, outcome]) => el("dd", { dir: "auto" }, fill(this.ask.leads, { answer, outcome }))),
    ]);
    return [el("p", { dir: "auto" }, this.ask.rule), el("dl", {}, ...rows)];
  }
}

define("askfirst-selfcheck", SelfCheck);
