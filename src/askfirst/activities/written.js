// @ts-check
import { Activity } from "./kit.js";

/** What in a text could point to a person; the words about it come from the spec. */
const SPOTS = [
  /\S+@\S+\.\S+/u,
  /(^|\s)@\w{2,}/u,
  /\+?\d[\d\s().-]{6,}\d/u,
  /\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/u,
  /\b\d+\s?(st|nd|rd|th)?\s+\p{Lu}\p{Ll}+/u,
  /\b([Mm]y|[Oo]ur)\s+\p{Ll}+,?\s+\p{Lu}\p{Ll}+/u,
];

/** A text that is written and sent, or Pass. */
export class Written extends Activity {
  warned = "";

  choice() {
    const [field, pass] = this.querySelectorAll("input, textarea");
    if (/** @type {HTMLInputElement} */ (pass).checked) return "pass";
    const text = /** @type {HTMLInputElement} */ (field).value.replace(/\s+/gu, " ").trim();
    return text ? "=" + text : null;
  }

  /** Warn once about words that could give someone away; the second Send is meant. @param {Event} event */
  submit(event) {
    const text = this.choice() ?? "";
    const found = spot(text.slice(1));
    if (found && this.warned !== text) {
      event.preventDefault();
      this.warned = text;
      return this.say(this.ask.spot.replace("{found}", () => found));
    }
    super.submit(event);
  }

  missing() {
    return this.ask.write;
  }
}

/** What in a text could point to a person, if anything. @param {string} text */
export function spot(text) {
  return SPOTS.map((one) => text.match(one)?.[0].trim()).find(Boolean);
}
