// @ts-check
import { Activity, button, define, el } from "./kit.js";

/** Signals that anyone may give at any time; what was given leaves no trace here. */
export class Pace extends Activity {
  view() {
    const { lead, phase } = this.state_;
    if (lead || this.surface === "deck") return /** @type {const} */ ("rows");
    return phase === "open" ? /** @type {const} */ ("ask") : /** @type {const} */ ("closed");
  }

  draw_ask() {
    const one = (/** @type {string} */ signal) => button(this.ask[signal], () => this.signal(signal));
    return [
      this.heading(),
      el("p", { class: "askfirst-small" }, this.ask.care),
      el("div", { class: "askfirst-do" }, ...this.spec_.signals.map(one)),
      el("p", { role: "status" }),
      el("p", { class: "askfirst-error", role: "alert" }),
    ];
  }

  /** @param {string} signal */
  signal(signal) {
    if (!this.state_.busy) this.send("askfirst-signal", { signal });
  }

  /** The same line for each signal. */
  update() {
    const line = this.drawn === "ask" ? this.querySelector("[role=status]") : null;
    const said = this.state_.sent ? this.ask.sent : "";
    if (line && line.textContent !== said) line.textContent = said;
  }
}

define("askfirst-pace", Pace);
