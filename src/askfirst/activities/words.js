// @ts-check
import { Activity, define, el } from "./kit.js";
import { counted, fill } from "./numbers.js";

/** What in a text could point to a person; the words about it come from the spec. */
const SPOTS = [
  /\S+@\S+\.\S+/u,
  /(^|\s)@\w{2,}/u,
  /\+?\d[\d\s().-]{6,}\d/u,
  /\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/u,
  /\b\d+\s?(st|nd|rd|th)?\s+\p{Lu}\p{Ll}+/u,
  /\b(my|our)\s+\p{Ll}+,?\s+\p{Lu}\p{Ll}+/u,
];

/** A short free text, or Pass. */
class Words extends Activity {
  controls() {
    const { most, language } = this.spec_;
    const length = counted(this.ask, "most", most, { most }, language);
    return [
      el("p", { class: "askfirst-small", id: "askfirst-care" }, `${length}. ${this.ask.care}`),
      el("input", { type: "text", name: "words", maxlength: most, dir: "auto", autocomplete: "off", spellcheck: "false", "aria-label": this.spec_.question, "aria-describedby": "askfirst-care", oninput: () => this.say("") }),
      el("label", {}, el("input", { type: "checkbox", value: "pass" }), el("span", {}, this.ask.pass)),
    ];
  }

  choice() {
    const [field, pass] = this.querySelectorAll("input");
    if (pass.checked) return "pass";
    const text = field.value.replace(/\s+/gu, " ").trim();
    return text ? "=" + text : null;
  }

  /** Warn once about words that could give someone away; the second Send is meant. @param {Event} event */
  submit(event) {
    const text = this.choice() ?? "";
    const found = SPOTS.map((spot) => text.slice(1).match(spot)?.[0].trim()).find(Boolean);
    if (found && this.warned !== text) {
      event.preventDefault();
      this.warned = text;
      return this.say(fill(this.ask.spot, { found }));
    }
    super.submit(event);
  }

  warned = "";

  missing() {
    return this.ask.write;
  }
}

define("askfirst-words", Words);
