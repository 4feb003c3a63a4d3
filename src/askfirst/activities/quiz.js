// @ts-check
import { Choices } from "./choices.js";
import { button, define, el } from "./kit.js";
import { fill, ring } from "./release.js";

/** @typedef {{holds: boolean, why: string, claims: string[]}} After */

/** A knowledge check: once answered, every option is explained, whichever was chosen. */
class Quiz extends Choices {
  /** Back at the question, the first option takes the focus that the button had. */
  draw() {
    const back = this.drawn === "thanks" && this.contains(document.activeElement);
    super.draw();
    if (back && this.drawn === "ask") this.querySelector("input")?.focus();
  }

  draw_thanks() {
    if (!this.state_.alone) return super.draw_thanks();
    const { again } = this.spec_.texts.show;
    return [
      this.heading(),
      ...this.explained(),
      el("p", { class: "askfirst-error", role: "alert" }),
      el("div", { class: "askfirst-do" },
        button(again, () => this.send("askfirst-take-back")), el("p", {}, this.ask.alone)),
    ];
  }

  /** On a slide the bars stand alone: the explanations are the next slide. */
  draw_result() {
    const [heading, bars, caption, ...rest] = super.draw_result();
    const after = this.surface === "deck" ? [] : this.explained();
    return [heading, bars, caption, ...after, ...rest];
  }

  /** All options in the author's order; which one was chosen is not in it. @returns {Node[]} */
  explained() {
    const { show } = this.spec_.texts;
    const rows = this.labels().map((label, i) => {
      const { holds, why, claims } = /** @type {After} */ (this.spec_.after[i]);
      return el("li", {},
        el("p", { dir: "auto" }, el("b", {}, label)),
        el("p", { class: "askfirst-verdict" }, ring(holds ? "released" : "open"), holds ? show.holds : show.fails),
        el("p", { dir: "auto" }, why),
        claims.length ? el("p", { class: "askfirst-small" }, fill(show.claims, { claims: claims.join(" ") })) : "");
    });
    return [
      el("p", { class: "askfirst-explained", role: "heading", "aria-level": "3", tabindex: "-1", dir: "auto" }, this.spec_.headline),
      el("ul", { class: "askfirst-after" }, ...rows),
    ];
  }
}

define("askfirst-quiz", Quiz);
