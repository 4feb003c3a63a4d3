// @ts-check
import { CoinFlip } from "./coinflip.js";
import { el } from "./kit.js";
import { fill } from "./numbers.js";
import { svg } from "./release.js";

/** @typedef {import("./kit.js").Release} Release */

/**
 * CoinFlip where there is room: how to toss on a slide, why nobody can know, and the estimate, a
 * line from 0 to 100 with stripes over the shares that it could be.
 */

const COIN_STRIPES = 2.5; // points; the ends lie on fives
const COIN_HEIGHT = 5;

CoinFlip.prototype.tosser = function () {
  return this.surface === "phone" ? this.ask.phone : this.spec.texts.show.here;
};

/**
 * Why nobody can know, to unfold; on a slide that is the next slide.
 * @param {CoinFlip} view
 */
function coinExplained(view) {
  if (view.surface === "deck" || view.surface === "phone") return [];
  const { show } = view.spec.texts;
  const why = Object.keys(show).filter((name) => name.startsWith("why_"));
  const open = Boolean(view.state.sent && view.state.alone); // alone, nothing else follows an answer
  return [el("details", { open }, el("summary", {}, show.why), ...why.map((name) => el("p", { dir: "auto" }, show[name])))];
}

for (const name of /** @type {const} */ (["draw_ask", "draw_thanks", "draw_closed"])) {
  const plain = CoinFlip.prototype[name];
  CoinFlip.prototype[name] = function () {
    return [...plain.call(this), ...coinExplained(this)];
  };
}

const coinRows = CoinFlip.prototype.draw_rows;

/** Before a result: how to toss, over the answers. */
CoinFlip.prototype.draw_rows = function () {
  const { toss, first, second } = this.ask;
  const [heading, list, ...host] = coinRows.call(this);
  const rule = [toss, first, second].map((line) => el("li", { dir: "auto" }, line));
  return [heading, el("ul", { class: "askfirst-rule" }, ...rule), list, ...coinExplained(this), ...host];
};

const coinResult = CoinFlip.prototype.draw_result;

CoinFlip.prototype.draw_result = function () {
  const [heading, frame, caption, ...host] = coinResult.call(this);
  /** @type {HTMLElement} */ (frame).style.setProperty("--rows", String(COIN_HEIGHT));
  return [heading, frame, caption, ...coinExplained(this), ...host];
};

/**
 * The sentence leads with the interval; where the coins blur too much, it says so and no more.
 * @this {CoinFlip}
 * @param {Release} release
 */
function coinEstimate(release) {
  const { show } = this.spec.texts;
  const [low, likely, high] = release.estimate;
  const blurred = likely === null;
  return [
    el("div", { class: "askfirst-estimate" },
      el("p", { class: "askfirst-between" }, fill(blurred ? show.between : show.near, { low, likely, high }, this.spec.language)),
      ...(blurred ? [el("p", {}, show.blurred)] : []),
      coinLine(low, likely, high),
      el("p", { class: "askfirst-axis", "aria-hidden": "true" }, ...[0, 50, 100].map((at) => el("span", {}, at.toLocaleString(this.spec.language))))),
  ];
}

Object.assign(CoinFlip.prototype, { estimated: coinEstimate });

/**
 * @param {number} low
 * @param {number | null} likely
 * @param {number} high
 */
function coinLine(low, likely, high) {
  const stripes = [];
  for (let at = low; at <= high; at += COIN_STRIPES) {
    stripes.push(svg("rect", { x: `${at}%`, y: 0, width: 3, height: "100%", fill: "currentColor" }));
  }
  const ring = { cx: `${likely}%`, cy: "50%", r: 11, "stroke-width": 5 };
  return svg("svg", { class: "askfirst-share", "aria-hidden": "true" },
    svg("line", { x1: 0, x2: "100%", y1: "50%", y2: "50%" }), ...stripes,
    ...(likely === null ? [] : [svg("circle", ring)]));
}
