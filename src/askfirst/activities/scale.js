// @ts-check
import { Choices } from "./choices.js";
import { define } from "./kit.js";
import { fill } from "./numbers.js";

/** A statement and steps between two words: rows in order, in one hue. */
class Scale extends Choices {
  labels() {
    const { ends: [first, last], steps, language } = this.spec_;
    const words = [first, ...Array(steps - 2).fill(""), last];
    return words.map((end, i) => fill(this.ask.step, { step: i + 1, end }, language).trim());
  }
}

define("askfirst-scale", Scale);
