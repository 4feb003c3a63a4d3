// @ts-check
import { el } from "./kit.js";

/**
 * What a reason rests on, as one line. On a page each mark leads to its source, which stands at the
 * end; no other surface has a place for it to lead to.
 * @param {{surface: string, spec: import("./kit.js").Spec}} view
 * @param {string[]} claims
 * @returns {HTMLElement}
 */
export function sourcesLine({ surface, spec }, claims) {
  const [before, after] = spec.texts.show.claims.split("{claims}");
  const marks = claims.flatMap((claim, i) => [i ? " " : "", surface === "page" ? sourceMark(claim) : claim]);
  return el("p", { class: "askfirst-small" }, before, ...marks, after);
}

/** @param {string} claim */
const sourceMark = (claim) => el("a", { class: "source-mark", role: "doc-noteref", href: `#${claim}` }, claim);
