// @ts-check
import { Activity, define, el } from "./kit.js";

/** Cards, each with a menu of named columns; a card may stay where it is. */
export class Sort extends Activity {
  /** @returns {string[]} */
  labels() {
    return this.spec_.cards;
  }

  controls() {
    return [
      el("p", { class: "askfirst-small" }, this.ask.hint),
      ...this.labels().map((card) => el("div", { class: "askfirst-do" }, ...this.card(card))),
      el("label", {}, el("input", { type: "checkbox" }), el("span", {}, this.ask.pass)),
    ];
  }

  /** @param {string} card */
  card(card) {
    const names = [this.ask.left, ...this.spec_.columns];
    return [
      el("span", { dir: "auto" }, card),
      el("select", { "aria-label": card }, ...names.map((name, i) => el("option", { value: i ? i - 1 : "-" }, name))),
    ];
  }

  choice() {
    if (this.querySelector("input")?.checked) return "pass";
    return [...this.querySelectorAll("select")].map((menu) => menu.value).join(",");
  }
}

define("askfirst-sort", Sort);
