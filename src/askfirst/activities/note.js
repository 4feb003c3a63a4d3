// @ts-check
import { define, el } from "./kit.js";
import { Private } from "./private.js";

/** A thought of one's own, after a few prompts. */
class Note extends Private {
  draw_ask() {
    const { prompts } = this.spec_;
    const deck = this.surface === "deck";
    const field = (/** @type {string} */ prompt) =>
      el("label", {}, el("span", { dir: "auto" }, prompt), el("textarea", { rows: "2", autocomplete: "off", spellcheck: "false", dir: "auto" }));
    return [
      ...this.only(),
      this.heading(),
      el("p", {}, this.ask.leave),
      ...prompts.map(deck ? (/** @type {string} */ prompt) => el("p", { dir: "auto" }, prompt) : field),
      ...(deck ? [] : [el("p", { class: "askfirst-small" }, this.ask.gone)]),
    ];
  }

  /** What was written, for paper or a file of one's own. @returns {{question: string, lines: [string, string][]}[]} */
  own() {
    const written = [...this.querySelectorAll("textarea")].map((field) => field.value.trim());
    const { prompts, question } = this.spec_;
    return written.some(Boolean) ? [{ question, lines: written.map((text, i) => [prompts[i], text]) }] : [];
  }
}

define("askfirst-note", Note);
