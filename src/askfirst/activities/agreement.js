// @ts-check
import { Choices } from "./choices.js";
import { define, el } from "./kit.js";

/** An agreement for somebody alone: the starters to tick, and a line of one's own. */
class Agreement extends Choices {
  controls() {
    const [hint, ...rows] = super.controls();
    const pass = /** @type {HTMLElement} */ (rows.pop());
    const own = el("label", { class: "askfirst-own-line" },
      el("span", {}, this.ask.own),
      el("input", { type: "text", maxlength: this.spec_.most, dir: "auto", autocomplete: "off", spellcheck: "false" }));
    return [hint, ...rows, own, pass];
  }

  boxes() {
    return /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll("[type=checkbox]")]);
  }

  choice() {
    const choice = super.choice();
    const field = /** @type {HTMLInputElement} */ (this.querySelector("[type=text]"));
    const own = field.value.replace(/\s+/gu, " ").trim();
    return choice === "pass" || !own ? choice : `${choice}=${own}`;
  }
}

define("askfirst-agreement", Agreement);
