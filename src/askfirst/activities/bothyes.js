// @ts-check
import { button, define, el } from "./kit.js";
import { boundaryMark } from "./marks.js";
import { Private } from "./private.js";
import { fill } from "./numbers.js";

/** @typedef {{title: string, said: string, rows: string[][]}} Step */

/** Step by step: what comparing two made-up maps shows. There is no field, and nobody's own map. */
class BothYes extends Private {
  night = false;
  at = 0;

  constructor() {
    super();
    this.addEventListener("keydown", (event) => {
      if (event.key === " " || event.key === "Enter") event.stopPropagation();
    });
  }

  draw_ask() {
    const { ask } = this;
    this.title_ = el("p", { class: "askfirst-bothyes-title", role: "status", dir: "auto" });
    this.said = el("p", { dir: "auto" });
    this.table = el("div", { class: "askfirst-bothyes-table" });
    this.back = button(ask.back, () => this.go(-1));
    this.on = button(ask.next, () => this.go(1));
    return [
      el("p", { class: "askfirst-small" }, ask.private),
      this.heading(),
      el("div", { class: "askfirst-bothyes-part" },
        el("div", { class: "askfirst-bothyes-words" },
          this.title_, this.said, el("div", { class: "askfirst-bothyes-do" }, this.back, this.on)),
        this.table),
    ];
  }

  update() {
    this.go(0);
  }

  /** @param {number} by */
  go(by) {
    /** @type {Step[]} */
    const steps = this.spec_.steps;
    this.at = Math.min(Math.max(this.at + by, 0), steps.length - 1);
    const { title, said, rows } = steps[this.at];
    const { title_, said: line, table, back, on } = this;
    if (!title_ || !line || !table || !back || !on) return;
    title_.textContent = fill(this.ask.step, { at: this.at + 1, all: steps.length, title }, this.spec_.language);
    line.textContent = said;
    table.replaceChildren(...(rows.length ? [this.rows(rows)] : []));
    back.setAttribute("aria-disabled", String(this.at === 0));
    on.setAttribute("aria-disabled", String(this.at === steps.length - 1));
  }

  /** @param {string[][]} rows */
  rows(rows) {
    const [a, b] = this.spec_.names;
    const { item, known } = this.ask;
    const told = rows.some((row) => row[3]);
    const heads = [item, a, b, ...(told ? [known] : [])];
    return el("table", {},
      el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col", dir: "auto" }, head)))),
      el("tbody", {}, ...rows.map(([name, one, two, said]) =>
        el("tr", {},
          el("th", { scope: "row", dir: "auto" }, name), this.cell(one), this.cell(two),
          ...(told ? [el("td", { dir: "auto" }, said)] : [])))));
  }

  /** @param {string} key */
  cell(key) {
    const mark = key === "hidden" ? [] : [boundaryMark(key)];
    return el("td", { class: `askfirst-is-${key}` }, el("span", {}, ...mark, this.spec_.marks[key]));
  }
}

define("askfirst-bothyes", BothYes);
