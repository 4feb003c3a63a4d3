// @ts-check
import { el } from "../activities/kit.js";
import { fill } from "../activities/numbers.js";

/**
 * Which parts were read: in this page's memory, and in the browser's storage only if that is asked
 * for. Nothing else is ever stored.
 *
 * @typedef {{module: string, texts: Record<string, string>, activities: Record<string, any>}} PageData
 */

/** The one name that is used in storage, the same for all modules. */
const PLACE = "workshop";

/** @param {string} id */
const at = (id) => document.getElementById(id);

/** What is kept, by module; null where nothing is. @returns {Record<string, string[]> | null} */
function kept() {
  const found = localStorage.getItem(PLACE);
  try {
    return found === null ? null : { ...JSON.parse(found) };
  } catch {
    return {};
  }
}

/** Take everything away that a page of ours keeps in this browser. */
export function forgetPlace() {
  try {
    localStorage.removeItem(PLACE);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

/** @param {PageData} data */
export function watchPlace(data) {
  const { module, texts } = data;
  /** @type {Set<string>} */
  const read = new Set();
  const box = /** @type {HTMLInputElement | null} */ (at("keep"));
  const forget = at("forget");
  const said = at("keep-said");
  if (!box || !forget || !said) return;

  const store = () => box.checked && localStorage.setItem(PLACE, JSON.stringify({ ...kept(), [module]: [...read] }));
  /** @param {boolean} on @param {string} line */
  const show = (on, line) => {
    box.checked = on;
    forget.hidden = !on;
    said.textContent = line;
  };
  const follow = () => {
    try {
      if (box.checked) store();
      else forgetPlace();
      show(box.checked, box.checked ? texts.keep_on : texts.keep_off);
    } catch {
      show(false, texts.keep_blocked);
    }
  };
  const mark = (/** @type {string} */ part) => {
    if (read.has(part)) return;
    read.add(part);
    tick(part, texts.read);
    // Another page, or another window, may have forgotten it in the meantime.
    if (box.checked && !kept()) show(false, texts.keep_off);
    store();
  };

  try {
    const before = kept();
    for (const part of before?.[module] ?? []) mark(part);
    if (before) show(true, texts.keep_on);
    resume(read, texts);
  } catch {
    box.disabled = true;
    said.textContent = texts.keep_blocked;
  }
  const keeping = at("keeping");
  if (keeping) keeping.hidden = false;
  box.addEventListener("change", follow);
  forget.addEventListener("click", () => {
    box.checked = false;
    follow();
    box.focus();
  });
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) mark(/** @type {HTMLElement} */ (target).dataset.ends ?? "");
    }
  });
  for (const end of document.querySelectorAll("[data-ends]")) seen.observe(end);
}

/** @param {string} part */
const entry = (part) => document.querySelector(`[data-part="${CSS.escape(part)}"]`);

/**
 * @param {string} part
 * @param {string} word
 */
function tick(part, word) {
  const row = entry(part);
  row?.setAttribute("data-read", "");
  row?.append(el("span", { class: "unseen" }, word));
}

/**
 * Say how far one had read, with a way on.
 * @param {Set<string>} read
 * @param {Record<string, string>} texts
 */
function resume(read, texts) {
  const place = at("resume");
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-part]")]);
  const last = rows.map((row) => row.hasAttribute("data-read")).lastIndexOf(true);
  if (!place || last < 0 || !read.size) return;
  const quote = (/** @type {HTMLElement} */ row) => row.dataset.quoted ?? "";
  const next = rows[last + 1];
  const line = next ? fill(texts.resume, { part: quote(rows[last]) }) : texts.resume_all;
  const go = next ? [el("a", { class: "go", href: `#${next.dataset.part}` }, fill(texts.resume_go, { part: quote(next) }))] : [];
  place.replaceChildren(el("p", {}, line), ...go);
  place.hidden = false;
}
