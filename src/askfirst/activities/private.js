// @ts-check
import { Activity, el } from "./kit.js";
import { ring } from "./release.js";

/** Yours alone: a component that never emits, asks for or keeps anything. */
export class Private extends Activity {
  /** Night is the ground of what is only for oneself. */
  night = true;

  view() {
    return /** @type {"ask"} */ ("ask");
  }

  draw() {
    super.draw();
    this.classList.toggle("askfirst-night", this.night);
  }

  /** @returns {Node[]} The line that says so; a slide of the deck has one already. */
  only() {
    if (this.surface === "deck") return [];
    return [el("p", { class: "askfirst-private" }, ring("private"), this.ask.private)];
  }
}
