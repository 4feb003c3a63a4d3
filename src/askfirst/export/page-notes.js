// @ts-check
import { el } from "../activities/kit.js";
import { fill } from "../activities/numbers.js";

/**
 * One's own notes, alone on paper or in a file of one's own; the page itself keeps none.
 *
 * @typedef {{question: string, lines: [string, string][]}} Own  A question, and what was put to it.
 */

/** What was written or marked on this page, in its order. @returns {Own[]} */
function written() {
  const views = /** @type {any[]} */ ([...document.querySelectorAll("[data-activity] > .askfirst")]);
  return views.flatMap((view) => view.own?.() ?? []);
}

/** @param {import("./page-place.js").PageData} data */
export function offerNotes({ texts }) {
  const said = document.getElementById("notes-said");
  const part = document.getElementById("notes");
  if (!said || !part) return;
  part.hidden = false;
  /** @param {(own: Own[]) => string} use */
  const offer = (use) => () => {
    const own = written();
    said.textContent = own.length ? use(own) : texts.notes_none;
  };
  document.getElementById("notes-print")?.addEventListener("click", offer((own) => printOwn(own, texts)));
  document.getElementById("notes-save")?.addEventListener("click", offer((own) => saveOwn(own, texts)));
}

/** A field grows with what is written, also where its style alone does not do that yet (WebKit 2.50). */
export function growFields() {
  if (CSS.supports("field-sizing", "content")) return;
  addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    target.style.height = "auto";
    target.style.height = `${target.scrollHeight + target.offsetHeight - target.clientHeight}px`;
  });
}

/**
 * One sheet, alone; nothing else of the page is printed with it.
 * @param {Own[]} own
 * @param {Record<string, string>} texts
 */
function printOwn(own, texts) {
  const page = document.documentElement;
  const sheet = el("article", { class: "own-sheet" }, el("h1", {}, texts.notes),
    ...own.flatMap(({ question, lines }) => [
      el("h2", { dir: "auto" }, question),
      el("dl", {}, ...lines.flatMap(([prompt, text]) => [el("dt", { dir: "auto" }, prompt), el("dd", { dir: "auto" }, text)])),
    ]));
  const done = () => {
    page.classList.remove("printing-own");
    sheet.remove();
  };
  addEventListener("afterprint", done, { once: true });
  page.classList.add("printing-own");
  document.body.append(sheet);
  print();
  return "";
}

/**
 * @param {Own[]} own
 * @param {Record<string, string>} texts
 */
function saveOwn(own, texts) {
  const lines = own.flatMap(({ question, lines: rows }) => [question, "", ...rows.flatMap(([prompt, text]) => [prompt, text, ""]), ""]);
  const href = URL.createObjectURL(new Blob([lines.join("\n")], { type: "text/plain;charset=utf-8" }));
  el("a", { href, download: texts.notes_file }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
  return fill(texts.notes_saved, { name: texts.notes_file });
}
