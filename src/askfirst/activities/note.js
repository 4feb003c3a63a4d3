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
}

define("askfirst-note", Note);
