// @ts-check
import { define, el } from "./kit.js";
import { counted } from "./numbers.js";
import { Written } from "./written.js";

/** A short free text, or Pass. */
export class Words extends Written {
  controls() {
    const { id, most, longest = most, language } = this.spec_;
    const care = `${id}-care`;
    const length = counted(this.ask, "most", longest, { most: longest }, language);
    return [
      el("p", { class: "askfirst-small", id: care }, `${length}. ${this.ask.care}`),
      el("input", { type: "text", name: "words", maxlength: most, dir: "auto", autocomplete: "off", spellcheck: "false", "aria-label": this.spec_.question, "aria-describedby": care, oninput: () => this.say("") }),
      el("label", {}, el("input", { type: "checkbox", value: "pass" }), el("span", {}, this.ask.pass)),
    ];
  }
}

define("askfirst-words", Words);
