// @ts-check
import { Choices } from "./choices.js";
import { define, el } from "./kit.js";

/** What was drawn on this page, where there is no seat to keep it beside. @type {Record<string, boolean>} */
const coinDraws = {};

/** A sentence answered under cover: of a coin of one's own, or of one toss made here. */
export class CoinFlip extends Choices {
  controls() {
    const { toss, first, second, cover } = this.ask;
    const said = (/** @type {string} */ text) => el("p", { class: "askfirst-small" }, text);
    return [
      ...[toss, first, second].map(said),
      el("label", {}, el("input", { type: "checkbox" }), el("span", {}, this.tosser())),
      said(cover),
      ...super.controls(),
    ];
  }

  tosser() {
    return this.ask.phone;
  }

  boxes() {
    return /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll("[name]")]);
  }

  choice() {
    const own = super.choice();
    const tossed = /** @type {HTMLInputElement} */ (this.querySelector("[type=checkbox]")).checked;
    return own && own !== "pass" && tossed && this.turns() ? String(1 - +own) : own;
  }

  /** Whether the toss turns an answer round: drawn once, and on a phone kept as the seat is. */
  turns() {
    const { id, keep: [kept, of] } = this.spec_;
    const phone = this.surface === "phone";
    const draws = phone ? { ...history.state } : coinDraws;
    const name = "draw " + id;
    if (!(name in draws)) {
      const byte = new Uint8Array(1);
      do crypto.getRandomValues(byte); while (byte[0] >= 256 - 256 % of);
      draws[name] = byte[0] % of >= kept;
      if (phone) history.replaceState(draws, "");
    }
    return draws[name];
  }
}

define("askfirst-coinflip", CoinFlip);
