// @ts-check
import { Choices } from "./choices.js";
import { define, el } from "./kit.js";

/** Items to tick in one's own order, down to one's line; the order never leaves the page. */
export class Rank extends Choices {
  /** What is ticked, in the order of ticking. @type {HTMLInputElement[]} */
  order = [];

  labels() {
    return this.spec_.items;
  }

  controls() {
    this.order = [];
    const [hint, ...rows] = super.controls();
    for (const row of rows) {
      const place = el("b");
      place.style.marginInlineStart = "auto";
      row.append(place);
    }
    return [hint, el("p", { class: "askfirst-small" }, this.ask.order), ...rows];
  }

  /** Each tick shows its place, and rows stay where the finger is. @param {Event} event */
  ticked(event) {
    super.ticked(event);
    const box = /** @type {HTMLInputElement} */ (event.target);
    this.order = [...this.order.filter((other) => other !== box), box].filter((other) => other.checked && other.value !== "pass");
    for (const other of this.boxes()) {
      const place = /** @type {HTMLElement} */ (other.parentNode?.lastChild);
      place.textContent = (this.order.indexOf(other) + 1 || "").toLocaleString(this.spec_.language);
    }
  }
}

define("askfirst-rank", Rank);
