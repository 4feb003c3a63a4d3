// @ts-check
/**
 * What every component shares. Surfaces set `spec`, `surface` and `state` and listen to
 * "askfirst-answer" and "askfirst-take-back"; a component knows no transport and holds no sentence.
 *
 * @typedef {[number, number]} Cell  The lowest and the highest number that a row could be.
 * @typedef {Record<string, any>} Release  What release.py allows to be shown, as JSON.
 * @typedef {{ask: Record<string, string>, show: Record<string, string>, host: Record<string, string>}} Texts
 * @typedef {Record<string, any> & {id: string, type: string, question: string, texts: Texts,
 *   language: string, direction?: "rtl"}} Spec  Direction only where it is not that of the page.
 * @typedef {{phase?: string, sent?: boolean, busy?: boolean, alone?: boolean, lead?: boolean,
 *   progress?: {pips: number, words: string} | null, release?: Release | null, error?: string}} State
 */

/**
 * Make an element; strings among the children become text nodes, so text stays text.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") /** @type {any} */ (node)[name] = value;
    else if (value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/**
 * @param {string} label
 * @param {() => void} onclick
 * @param {boolean} [main] One main button a view.
 */
export function button(label, onclick, main = false) {
  return el("button", { type: "button", class: main ? "askfirst-main" : false, onclick }, label);
}

/** A form in parts: subclasses give `controls`, and `choice` to read them. */
export class Activity extends HTMLElement {
  /** @type {"phone" | "lab" | "deck" | "page"} */
  surface = "page";
  /** Whether the surface writes the question itself. */
  bare = false;
  /** @type {Spec} */
  spec_ = /** @type {any} */ (null);
  /** @type {State} */
  state_ = { phase: "draft" };
  /** Which view stands there now, so that news never wipes a half-made choice. */
  drawn = "";

  /** @param {Spec} spec */
  set spec(spec) {
    this.spec_ = spec;
    this.drawn = "";
    this.draw();
  }

  get spec() {
    return this.spec_;
  }

  /** @param {State} state */
  set state(state) {
    this.state_ = state;
    this.draw();
  }

  get state() {
    return this.state_;
  }

  /** @returns {Record<string, string>} */
  get ask() {
    return this.spec_.texts.ask;
  }

  connectedCallback() {
    this.draw();
  }

  /** @returns {"ask" | "thanks" | "closed" | "rows" | "result"} */
  view() {
    const { phase, sent, lead, release } = this.state_;
    if (phase === "released" && release) return "result";
    if (lead || this.surface === "deck") return "rows";
    if (phase !== "open") return "closed";
    return sent ? "thanks" : "ask";
  }

  draw() {
    if (!this.spec_ || !this.isConnected) return;
    const view = this.view();
    const key = view + (view === "result" ? JSON.stringify(this.state_.release) : "");
    if (key !== this.drawn) {
      const moved = this.drawn === "ask" && view === "thanks";
      this.drawn = key;
      this.lang = this.spec_.language;
      this.dir = this.spec_.direction ?? "";
      this.className = `askfirst askfirst-${this.spec_.type} askfirst-at-${this.surface}`;
      this.replaceChildren(...this[`draw_${view}`]());
      if (moved) /** @type {HTMLElement | null} */ (this.querySelector("[tabindex]"))?.focus();
    }
    this.toggleAttribute("data-asking", this.state_.phase === "open" && view !== "thanks" && this.spec_.tier !== "private");
    this.say(this.state_.error ?? "");
    this.querySelector(".askfirst-main")?.toggleAttribute("disabled", Boolean(this.state_.busy));
    this.update();
  }

  /** A chance to follow the state without drawing anew. */
  update() {}

  /** @param {string} message One line beside a thick bar; empty takes it away. */
  say(message) {
    const line = this.querySelector(".askfirst-error");
    if (line && line.textContent !== message) line.textContent = message;
  }

  /** @returns {Node[]} */
  draw_ask() {
    const label = this.surface === "phone" ? this.ask.send : this.ask.answer;
    const note = this.state_.alone ? this.ask.alone : this.ask.until;
    return [
      el("form", { novalidate: true, autocomplete: "off", onsubmit: (/** @type {Event} */ e) => this.submit(e) },
        el("fieldset", {},
          el("legend", {}, el("span", { class: "askfirst-question" }, this.spec_.question)),
          ...this.controls()),
        el("p", { class: "askfirst-error", role: "alert" }),
        el("div", { class: "askfirst-do" },
          el("button", { class: "askfirst-main" }, label), el("p", {}, note))),
    ];
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    if (this.state_.busy) return;
    const choice = this.choice();
    if (choice === null) return this.say(this.missing());
    this.send("askfirst-answer", { choice });
  }

  /**
   * @param {string} name
   * @param {any} [detail]
   */
  send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** The same for every answer and for Pass. @returns {Node[]} */
  draw_thanks() {
    const { sent, total, back, until, alone } = this.ask;
    const solo = this.state_.alone;
    return [
      el("p", { class: "askfirst-question", role: "status", tabindex: "-1" }, sent),
      el("p", {}, solo ? alone : total),
      button(back, () => this.send("askfirst-take-back")),
      el("p", { class: "askfirst-error", role: "alert" }),
      ...(solo ? [] : [el("p", { class: "askfirst-small" }, until)]),
    ];
  }

  /** @returns {Node[]} */
  draw_closed() {
    return [this.heading(), el("p", { role: "status" }, this.ask.closed ?? "")];
  }

  /** @returns {HTMLElement} */
  heading() {
    return el("p", { class: "askfirst-question", hidden: this.bare, role: "heading", "aria-level": "2" }, this.spec_.question);
  }

  /** @returns {Node[]} */
  draw_rows() {
    return [this.heading()];
  }

  /** @returns {Node[]} */
  draw_result() {
    return this.draw_rows();
  }

  /** @returns {Node[]} */
  controls() {
    return [];
  }

  /** The canonical choice, or null while there is none. @returns {string | null} */
  choice() {
    return null;
  }

  missing() {
    return this.ask.choose;
  }
}

/**
 * Cells are re-run and decks reload parts: a name is defined once.
 * @param {string} name
 * @param {CustomElementConstructor} component
 */
export function define(name, component) {
  if (!customElements.get(name)) customElements.define(name, component);
}
