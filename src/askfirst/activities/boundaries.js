// @ts-check
import { button, define, el } from "./kit.js";
import { boundaryMark } from "./marks.js";
import { Private } from "./private.js";
import { fill } from "./numbers.js";

/** A map of limits for oneself; it leaves the page only as paper or as a file of one's own. */
class Boundaries extends Private {
  draw_ask() {
    if (this.surface === "deck") return [this.heading()];
    const { ask } = this;
    this.tidy();
    this.notes = /** @type {HTMLTextAreaElement} */ (el("textarea", { rows: "3", autocomplete: "off", dir: "auto" }));
    this.glance = el("dl");
    this.told = el("p", { class: "askfirst-small", role: "status" });
    let at = 0;
    const groups = this.spec_.groups.map((/** @type {[string, string[]]} */ [name, items]) =>
      el("div", name ? { role: "group", "aria-label": name } : {},
        ...(name ? [el("p", { class: "askfirst-boundaries-group", dir: "auto", "aria-hidden": "true" }, name)] : []),
        ...items.map((item) => this.item(item, at++))));
    const form = el("form", { autocomplete: "off", onsubmit: (/** @type {Event} */ e) => e.preventDefault(), onchange: () => this.follow() },
      ...groups, el("label", { class: "askfirst-boundaries-notes" }, el("span", {}, ask.notes), this.notes));
    return [
      ...this.only(),
      this.heading(),
      el("p", { dir: "auto" }, ask.leave),
      el("p", { dir: "auto" }, ask.means),
      form,
      el("details", { open: true }, el("summary", {}, ask.overview), this.glance),
      el("p", { dir: "auto" }, ask.found),
      el("div", { class: "askfirst-boundaries-do" },
        button(ask.print, () => this.print()), button(ask.save, () => this.save()), button(ask.clear, () => this.clear())),
      this.told,
      el("p", { class: "askfirst-small", dir: "auto" }, ask.gone),
    ];
  }

  /**
   * @param {string} item
   * @param {number} index
   */
  item(item, index) {
    const start = this.spec_.no.includes(item) ? "no" : "none";
    const row = (/** @type {[string, string]} */ [key, word]) =>
      el("label", {},
        el("input", { type: "radio", name: `${this.spec_.id}-${index}`, value: key, checked: key === start, autocomplete: "off" }),
        boundaryMark(key), el("span", {}, word));
    return el("fieldset", { "data-item": item }, el("legend", { dir: "auto" }, item), el("div", {}, ...this.spec_.marks.map(row)));
  }

  /** The items of each mark, in the author's order. @returns {{key: string, word: string, items: string[]}[]} */
  map() {
    const rows = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-item]"));
    const marked = [...rows].map((row) => ({
      item: row.dataset.item ?? "",
      key: /** @type {HTMLInputElement | null} */ (row.querySelector("input:checked"))?.value,
    }));
    return this.spec_.marks.map((/** @type {[string, string]} */ [key, word]) =>
      ({ key, word, items: marked.filter((row) => row.key === key).map((row) => row.item) }));
  }

  update() {
    this.follow();
  }

  follow() {
    const { empty, between } = this.ask;
    this.glance?.replaceChildren(...this.map().flatMap(({ key, word, items }) => [
      el("dt", {}, boundaryMark(key), word),
      el("dd", { dir: "auto" }, items.join(between) || empty),
    ]));
  }

  /** The map once it was touched, to go with other notes. @returns {{question: string, lines: [string, string][]}[]} */
  own() {
    const fields = /** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll("[type=radio]"));
    const notes = this.notes?.value.trim();
    if (!notes && [...fields].every((field) => field.checked === field.defaultChecked)) return [];
    const rows = this.map().map(({ word, items }) => /** @type {[string, string]} */ ([word, items.join(this.ask.between) || this.ask.empty]));
    return [{ question: this.spec_.question, lines: notes ? [...rows, [this.ask.notes, notes]] : rows }];
  }

  /** The map in plain lines, for paper and for a file. */
  lines() {
    const { empty, between, line } = this.ask;
    const rows = this.map().map(({ word, items }) => fill(line, { mark: word, items: items.join(between) || empty }));
    const notes = this.notes?.value.trim();
    return [this.spec_.question, "", ...rows, ...(notes ? ["", notes] : [])];
  }

  /** A page of its own, so that what stands around the map stays off the paper. */
  print() {
    this.tidy();
    const frame = /** @type {HTMLIFrameElement} */ (el("iframe", { class: "askfirst-boundaries-paper", title: this.ask.print, "aria-hidden": "true", tabindex: "-1" }));
    this.append(frame);
    const paper = frame.contentDocument;
    if (!paper) return;
    paper.body.append(...this.lines().map((line) => el("p", { dir: "auto" }, line)));
    frame.contentWindow?.addEventListener("afterprint", () => this.tidy());
    frame.contentWindow?.print();
  }

  tidy() {
    this.querySelector("iframe")?.remove();
  }

  save() {
    const { file, saved } = this.ask;
    const href = URL.createObjectURL(new Blob([this.lines().join("\n") + "\n"], { type: "text/plain;charset=utf-8" }));
    el("a", { href, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
    if (this.told) this.told.textContent = fill(saved, { name: file });
  }

  clear() {
    /** @type {HTMLFormElement | null} */ (this.querySelector("form"))?.reset();
    this.tidy();
    this.follow();
    if (this.told) this.told.textContent = this.ask.cleared;
  }
}

define("askfirst-boundaries", Boundaries);
