// @ts-check
import { el } from "./kit.js";
import { Lines } from "./lines.js";
import { counted } from "./numbers.js";
import { reachable } from "./reach.js";
import { host, threshold } from "./release.js";

/** @typedef {import("./kit.js").Release} Release */

/** Lines where there is room: what is there already, and what the group adds. */

Lines.prototype.draw_rows = function () {
  const { most, language } = this.spec;
  const pass = el("li", {}, el("span", { class: "askfirst-letter", "aria-hidden": "true" }), el("span", { class: "askfirst-label" }, this.ask.pass));
  return [
    this.heading(), reachable(lineList(this.spec.starters)),
    el("p", { class: "askfirst-own" }, counted(this.ask, "most", most, { most }, language)), el("ol", {}, pass), ...host(this),
  ];
};

Lines.prototype.draw_result = function () {
  const { view, k, texts = [] } = /** @type {Release} */ (this.state.release);
  const { show } = this.spec.texts;
  const said = view === "locked" ? threshold(this.spec, "locked", k) : texts.length ? show.group : show.none;
  const frame = el("div", { class: "askfirst-drafted" },
    el("div", {}, el("p", {}, show.starters), lineList(this.spec.starters)),
    el("div", {}, el("p", {}, said), ...(texts.length ? [lineList(texts)] : [])));
  return [this.heading(), reachable(frame, this.spec.question), ...host(this)];
};

/** @param {string[]} lines */
function lineList(lines) {
  return el("ul", { class: "askfirst-starters" }, ...lines.map((line) => el("li", { dir: "auto" }, line)));
}
