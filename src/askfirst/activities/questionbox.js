// @ts-check
import { define, el } from "./kit.js";
import { counted } from "./numbers.js";
import { Written } from "./written.js";

/** One anonymous question, or Pass; the facilitator answers aloud, in words of their own. */
export class QuestionBox extends Written {
  /** @returns {Node[]} */
  controls() {
    const { care, cannot, reads, pass } = this.ask;
    const { most, language } = this.spec_;
    const length = counted(this.ask, "most", most, { most }, language);
    const id = `askfirst-care-${this.spec_.id}`;
    return [
      el("p", { class: "askfirst-small" }, reads),
      el("p", { class: "askfirst-small", id }, `${length}. ${care} ${cannot}`),
      el("textarea", { name: "words", rows: 4, maxlength: this.spec_.most, dir: "auto", autocomplete: "off", spellcheck: "false", "aria-label": this.spec_.question, "aria-describedby": id, oninput: () => this.say("") }),
      el("label", {}, el("input", { type: "checkbox", value: "pass" }), el("span", {}, pass)),
    ];
  }
}

define("askfirst-questionbox", QuestionBox);
