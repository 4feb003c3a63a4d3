// @ts-check
import { button, el } from "./kit.js";
import { Quiz } from "./quiz.js";
import { ring } from "./release.js";
import { sourcesLine } from "./sources.js";

/** @typedef {{holds: boolean, why: string, claims: string[]}} After */

/** Quiz on larger screens: once answered, every option is explained, whichever was chosen. */

const drawQuiz = Quiz.prototype.draw;
const quizThanks = Quiz.prototype.draw_thanks;
const quizResult = Quiz.prototype.draw_result;

/** Back at the question, the first option takes the focus that the button had. */
Quiz.prototype.draw = function () {
  const back = this.drawn === "thanks" && this.contains(document.activeElement);
  drawQuiz.call(this);
  if (back && this.drawn === "ask") this.querySelector("input")?.focus();
};

Quiz.prototype.draw_thanks = function () {
  if (!this.state.alone) return quizThanks.call(this);
  return [
    this.heading(),
    ...quizExplained(this),
    el("p", { class: "askfirst-error", role: "alert" }),
    el("div", { class: "askfirst-do" },
      button(this.spec.texts.show.again, () => this.send("askfirst-take-back")), el("p", {}, this.ask.alone)),
  ];
};

/** On a slide the bars stand alone: the explanations are the next slide. */
Quiz.prototype.draw_result = function () {
  const [heading, bars, caption, ...rest] = quizResult.call(this);
  const after = this.surface === "deck" ? [] : quizExplained(this);
  return [heading, bars, caption, ...after, ...rest];
};

/**
 * All options in the author's order; which one was chosen is not in it.
 * @param {Quiz} view
 * @returns {Node[]}
 */
function quizExplained(view) {
  const { headline, texts: { show } } = view.spec;
  const rows = view.labels().map((label, i) => {
    const { holds, why, claims } = /** @type {After} */ (view.spec.after[i]);
    return el("li", {},
      el("p", { dir: "auto" }, el("b", {}, label)),
      el("p", { class: "askfirst-verdict" }, ring(holds ? "released" : "open"), holds ? show.holds : show.fails),
      el("p", { dir: "auto" }, why),
      claims.length ? sourcesLine(view, claims) : "");
  });
  return [
    el("p", { class: "askfirst-explained", role: "heading", "aria-level": "3", tabindex: "-1", dir: "auto" }, headline),
    el("ul", { class: "askfirst-after" }, ...rows),
  ];
}
