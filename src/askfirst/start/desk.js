// @ts-check
import { spot } from "../activities/written.js";
import { button, el } from "../activities/kit.js";
import { fill } from "../activities/numbers.js";
import { language } from "./draw.js";

/**
 * The desk: where the facilitator reads a closed question box, sorts each question into a type and
 * puts an answerable one into words of their own. Each change goes to the room's memory, so that a
 * reload finds it again. Nothing is drawn anew while somebody writes.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{kind: string, said: string, kept: boolean | null}} Draft
 * @typedef {{ok: boolean, body: Json}} Answered
 * @typedef {{texts: Record<string, string>, spec: Json, found: {texts: string[], sorted: Draft[]},
 *   wrong: string, send: (step: string, body: Json) => Promise<Answered>,
 *   shut: (again: string | null) => void}} Given  Shut leaves, or reads anew and says why.
 */

const PAUSE_MS = 400;
const FEWEST = 5;

export class Desk {
  /** @param {Given} given */
  constructor({ texts, spec, found, wrong, send, shut }) {
    this.texts = texts;
    this.spec = spec;
    this.send = send;
    this.shut = shut;
    this.drafts = found.sorted.map((draft) => ({ ...draft }));
    /** What the room holds as decided; only that is counted. */
    this.held = found.sorted.map(({ kept }) => kept);
    /** @type {Map<number, ReturnType<typeof setTimeout>>} */
    this.waiting = new Map();
    /** @type {Promise<unknown>} What is sent goes in order: a result is shown after the last word. */
    this.sending = Promise.resolve();
    this.state = el("p", { class: "state-line", role: "status" });
    this.few = el("p", { class: "bar" });
    this.wrong = el("p", { class: "bar", role: "alert" }, wrong);
    const rows = found.texts.map((text, place) => this.row(place, text, fill(texts.desk_of, { at: place + 1, all: found.texts.length }, language)));
    this.list = el("ol", { class: "desk-list" }, ...rows);
    this.node = el("div", { class: "desk" },
      el("h1", { tabindex: "-1", dir: "auto" }, spec.question),
      el("p", { class: "second" }, texts.desk_head),
      Object.assign(button(texts.desk_back, () => shut(null)), { className: "other" }),
      this.list,
      this.state, this.few, this.wrong,
      el("div", { class: "do" }, Object.assign(button(spec.texts.host.do_release, () => this.release()), { className: "main", id: "desk-show" })),
      el("p", { class: "small-note" }, texts.desk_once));
    this.count();
  }

  /**
   * @param {number} place
   * @param {string} text
   * @param {string} title
   */
  row(place, text, title) {
    const { texts, drafts, spec: { kinds, texts: { host } } } = this;
    const draft = drafts[place];
    const how = el("p", { class: "small-note", id: `how-${place}`, role: "status" });
    const wrong = el("p", { class: "bar", role: "alert" });
    const hint = el("p", { class: "small-note", role: "status" });
    const kind = /** @type {HTMLSelectElement} */ (el("select", { id: `kind-${place}`, "aria-describedby": `how-${place}` },
      el("option", { value: "" }, texts.desk_kind),
      ...kinds.map((/** @type {string} */ name) => el("option", { value: name }, host[`kind_${name}`]))));
    const said = /** @type {HTMLTextAreaElement} */ (el("textarea", { id: `said-${place}`, rows: 3, maxlength: 280, dir: "auto", autocomplete: "off" }));
    kind.value = draft.kind;
    said.value = draft.said;
    const choice = (/** @type {boolean} */ value, /** @type {string} */ label) =>
      el("label", {}, el("input", { type: "radio", name: `kept-${place}`, checked: draft.kept === value, onchange: () => change({ kept: value }) }), label);
    const tell = () => {
      how.textContent = kind.value ? host[`how_${kind.value}`] : "";
      how.className = kind.value === "disclosure" ? "bar" : "small-note";
      const found = spot(said.value);
      hint.textContent = found ? fill(texts.desk_spot, { found }) : "";
    };
    const change = (/** @type {Partial<Draft>} */ part) => {
      Object.assign(draft, { kind: kind.value, said: said.value }, part);
      tell();
      clearTimeout(this.waiting.get(place));
      this.sending = this.sending.then(() => this.save(place, row, wrong));
    };
    kind.addEventListener("change", () => change({}));
    said.addEventListener("change", () => change({}));
    said.addEventListener("input", () => {
      tell();
      clearTimeout(this.waiting.get(place));
      this.waiting.set(place, setTimeout(() => change({}), PAUSE_MS));
    });
    tell();
    const row = el("li", {}, el("fieldset", {},
      el("legend", {}, title),
      el("p", { class: "asked-text", dir: "auto" }, text),
      el("div", { class: "desk-pair" }, el("label", { for: kind.id }, texts.desk_type), kind), how,
      el("label", { for: said.id }, texts.desk_said), said, hint,
      el("div", { class: "desk-kept" }, choice(true, texts.desk_yes), choice(false, texts.desk_no)), wrong));
    return row;
  }

  /**
   * Keep a draft in the room; a decision that it refuses is open again.
   * @param {number} place
   * @param {HTMLElement} row
   * @param {HTMLElement} wrong
   */
  async save(place, row, wrong) {
    const draft = { ...this.drafts[place] };
    const { ok, body: { error } } = await this.send("sort", { place, ...draft });
    wrong.textContent = ok ? "" : error?.message ?? this.texts.silent;
    if (ok) this.held[place] = draft.kept;
    else if (error && draft.kept !== null) {
      this.drafts[place].kept = this.held[place] = null;
      for (const box of row.querySelectorAll("input")) box.checked = false;
      await this.send("sort", { place, ...draft, kept: null });
    }
    this.count();
  }

  count() {
    const { texts, held } = this;
    const kept = held.filter((one) => one === true).length;
    const open = held.filter((one) => one === null).length;
    this.state.textContent = fill(texts.desk_state, { open, kept, out: held.length - open - kept }, language);
    this.few.textContent = kept + open < FEWEST ? texts.desk_few : "";
    return kept;
  }

  /** What the room refuses is said here; where the list has changed, it is read anew. */
  async release() {
    await this.sending;
    const answer = await this.send("release", { approved: this.count() });
    if (answer.ok) return this.shut(null);
    const { code, message = this.texts.silent } = answer.body.error ?? {};
    this.wrong.textContent = message;
    if (code === "changed") this.shut(message);
    return undefined;
  }
}
