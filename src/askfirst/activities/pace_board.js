// @ts-check
import { button, el } from "./kit.js";
import { Pace } from "./pace.js";
import { ring } from "./release.js";

/**
 * Pace where there is room: what it is, on a slide and for someone alone, and the line of whoever
 * leads, where signals stand until they were seen. A slide is never given any.
 */

const plainPaceAsk = Pace.prototype.draw_ask;
const plainPaceUpdate = Pace.prototype.update;

/** Alone there is nobody to signal to. */
Pace.prototype.draw_ask = function () {
  if (!this.state.alone) return plainPaceAsk.call(this);
  const { any, one } = this.spec.texts.show;
  return [this.heading(), paceNames(this), ...[this.ask.alone, any, one].map((line) => el("p", {}, line))];
};

Pace.prototype.draw_rows = function () {
  const { any, one } = this.spec.texts.show;
  const leads = this.state.lead ? [paceAsked(this), el("div", { class: "askfirst-host" }), el("p", { class: "askfirst-error", role: "alert" })] : [];
  return [this.heading(), paceNames(this), el("p", {}, any), el("p", {}, one), ...leads];
};

Pace.prototype.update = function () {
  const { alone, lead, phase = "draft", signals = [] } = /** @type {any} */ (this.state);
  if (alone) this.removeAttribute("data-asking");
  if (!lead) return plainPaceUpdate.call(this);
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-signal]"))) {
    const { signal } = line.dataset;
    line.hidden = signal ? !signals.includes(signal) : Boolean(signals.length) || phase !== "open";
  }
  const host = this.querySelector(".askfirst-host");
  if (!host || host.getAttribute("data-key") === phase) return undefined;
  host.setAttribute("data-key", phase);
  host.replaceChildren(...paceLeading(this, phase));
  return undefined;
};

/** @param {Pace} view */
function paceNames(view) {
  return el("ul", { class: "askfirst-signals" }, ...view.spec.signals.map((/** @type {string} */ name) => el("li", {}, view.ask[name])));
}

/**
 * A line for each signal and one for none, of which update shows those that hold.
 * @param {Pace} view
 */
function paceAsked(view) {
  const { host } = view.spec.texts;
  const list = el("ul", { class: "askfirst-asked", "aria-live": "polite", tabindex: "-1" });
  const seen = (/** @type {string} */ signal) => () => {
    list.focus();
    view.send("askfirst-seen", { signal });
  };
  const row = (/** @type {string} */ signal) => {
    const done = button(host.seen, seen(signal));
    done.setAttribute("aria-label", `${host.seen}: ${host[signal]}`);
    return el("li", { "data-signal": signal }, el("b", {}, host[signal]), done);
  };
  list.append(...view.spec.signals.map(row), el("li", { "data-signal": "", class: "askfirst-small" }, host.quiet));
  return list;
}

/**
 * State, and the one next step: open, or close; there is no result.
 * @param {Pace} view
 * @param {string} phase
 */
function paceLeading(view, phase) {
  const { host } = view.spec.texts;
  const step = phase === "open" ? "close" : "open";
  return [
    ring(phase), el("b", {}, host[phase]), el("span", { class: "askfirst-small" }, phase === "closed" ? host.next : ""),
    button(host[`do_${step}`], () => view.send("askfirst-step", { step }), true),
  ];
}
