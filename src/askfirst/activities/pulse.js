// @ts-check
import { Choices } from "./choices.js";
import { button, define, el } from "./kit.js";

/**
 * First choices by the id of their half: in the memory of this page, never shown, gone with it.
 * @type {Map<string, string>}
 */
const kept = new Map();
addEventListener("pagehide", () => kept.clear());

/** One question before and after: the first half stays in this page, the second makes the pair. */
class Pulse extends Choices {
  /** The first choice, where this page kept one; a pass is none. */
  get held() {
    return kept.get(this.spec_.first)?.replace("pass", "");
  }

  labels() {
    return this.state_.release ? this.spec_.moves : this.spec_.options;
  }

  view() {
    const view = super.view();
    return view === "ask" && kept.has(this.spec_.id) ? "thanks" : view;
  }

  draw_ask() {
    return this.held ? [...super.draw_ask(), button(this.ask.both, () => this.forget(this.spec_.first))] : super.draw_ask();
  }

  /** @returns {any[]} */
  controls() {
    const { first, times } = this.spec_;
    const hint = el("p", { class: "askfirst-small" }, this.held ? this.ask.kept : this.ask.hint);
    if (!first || this.held) return [hint, ...super.controls()];
    const before = super.controls().slice(0, -1);
    for (const row of before) Object.assign(row.firstChild ?? {}, { name: "before" });
    return [hint, ...[before, super.controls()].map((rows, i) =>
      el("div", { role: "radiogroup", "aria-label": times[i] }, el("p", { class: "askfirst-small" }, el("b", {}, times[i])), ...rows))];
  }

  choice() {
    const chosen = (/** @type {string} */ name) => this.boxes().find((box) => box.name === name && box.checked)?.value;
    const now = chosen("choice") ?? null;
    if (!this.spec_.first || now === "pass") return now;
    const before = this.held || chosen("before");
    return now && before ? `${before}>${now}` : null;
  }

  /** Of a first half nothing leaves this page. @param {string} name @param {any} [detail] */
  send(name, detail) {
    if (this.spec_.first || name === "askfirst-step") super.send(name, detail);
    else if (!detail) this.forget(this.spec_.id);
    else {
      kept.set(this.spec_.id, detail.choice);
      this.draw();
    }
  }

  /** @param {string} id */
  forget(id) {
    kept.delete(id);
    this.drawn = "";
    this.draw();
    this.querySelector("input")?.focus();
  }

  /** Once the pair is in and something else stands here, the first choice has no use. */
  disconnectedCallback() {
    if (this.state_.sent) kept.delete(this.spec_.first);
  }
}

define("askfirst-pulse", Pulse);
