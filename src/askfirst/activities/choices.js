// @ts-check
import { Activity, el } from "./kit.js";

/** Rows to choose from, each a counter; Pass is the last row, like the others. */
export class Choices extends Activity {
  /** @returns {string[]} */
  labels() {
    return this.spec_.labels ?? this.spec_.options;
  }

  controls() {
    const several = Boolean(this.spec_.several);
    const row = (/** @type {string} */ label, /** @type {number | string} */ value) =>
      el("label", {},
        el("input", { type: several ? "checkbox" : "radio", name: "choice", value: String(value), onchange: several && ((/** @type {Event} */ e) => this.ticked(e)) }),
        el("span", { dir: "auto" }, label));
    const rows = [...this.labels().map(row), row(this.ask.pass, "pass")];
    return several ? [el("p", { class: "askfirst-small" }, this.ask.hint), ...rows] : rows;
  }

  /** Pass stands alone. @param {Event} event */
  ticked(event) {
    const box = /** @type {HTMLInputElement} */ (event.target);
    if (!box.checked) return;
    for (const other of this.boxes()) {
      if (other !== box && (box.value === "pass" || other.value === "pass")) other.checked = false;
    }
  }

  /** @returns {HTMLInputElement[]} */
  boxes() {
    return [...this.querySelectorAll("input")];
  }

  choice() {
    const chosen = this.boxes().filter((box) => box.checked).map((box) => box.value);
    if (chosen[0] === "pass") return "pass";
    if (this.spec_.several) return "+" + chosen.join(",");
    return chosen.length ? chosen[0] : null;
  }
}
