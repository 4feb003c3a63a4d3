// @ts-check
import { svg } from "./release.js";

/**
 * A boundary mark: ink outline, and a shape that does without its colour.
 * @param {string} key
 */
export function boundaryMark(key) {
  const line = { stroke: "currentColor", "stroke-width": 2.5 };
  /** @type {Record<string, Node[]>} */
  const shapes = {
    yes: [svg("circle", { class: "askfirst-mark-yes", cx: 12, cy: 12, r: 10, ...line })],
    maybe: [
      svg("circle", { cx: 12, cy: 12, r: 10, fill: "none", ...line }),
      svg("path", { class: "askfirst-mark-maybe", d: "M12 2a10 10 0 0 1 0 20z", ...line }),
    ],
    no: [
      svg("circle", { class: "askfirst-mark-no", cx: 12, cy: 12, r: 10, ...line }),
      svg("path", { d: "M7 12h10", fill: "none", stroke: "#17252b", "stroke-width": 3 }),
    ],
    none: [svg("circle", { cx: 12, cy: 12, r: 10, fill: "none", "stroke-dasharray": "0.1 4.49", "stroke-linecap": "round", ...line })],
  };
  return svg("svg", { class: "askfirst-mark", viewBox: "0 0 24 24", "aria-hidden": "true" }, ...(shapes[key] ?? []));
}
