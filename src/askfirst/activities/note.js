// @ts-check
import { Activity, define, el } from "./kit.js";

/** Yours alone: nothing here is ever sent, kept or told to a surface. */
class Note extends Activity {
  view() {
    return /** @type {"ask"} */ ("ask");
  }

  draw_ask() {
    const field = (/** @type {string} */ prompt) =>
      el("label", {}, el("span", { dir: "auto" }, prompt), el("textarea", { rows: "2", autocomplete: "off", spellcheck: "false", dir: "auto" }));
    const deck = this.surface === "deck";
    return [
      el("p", { class: "askfirst-private" }, this.ask.private),
      this.heading(),
      el("p", {}, this.ask.leave),
      ...(deck ? this.spec_.prompts.map((/** @type {string} */ p) => el("p", {}, p)) : this.spec_.prompts.map(field)),
      deck ? "" : el("p", { class: "askfirst-small" }, this.ask.gone),
    ].filter((n) => n !== "");
  }
}

define("askfirst-note", Note);
