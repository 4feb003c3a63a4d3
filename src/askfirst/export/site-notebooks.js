// @ts-check
import { watchLeaving } from "./page-leave.js";
import { forgetPlace } from "./page-place.js";

/** Pages of the site that lead to notebooks, or have one in a frame and run it when it is ready. */

/**
 * @typedef {object} RunData
 * @property {string} notebook Where the notebook opens.
 * @property {Record<string, string>} texts What is said while it gets ready, and then.
 */

/** Of JupyterLab, what is used here.
 * @typedef {object} Panel
 * @property {{ready: Promise<void>}} context
 * @property {{ready: Promise<void>, session?: {kernel?: {info: Promise<unknown>}}}} sessionContext
 * @property {{activeCellIndex: number, scrollToItem: (at: number, how: string) => Promise<void>}} content
 */
/**
 * @typedef {object} Lab
 * @property {Promise<void>} restored
 * @property {{currentWidget: Panel | null}} shell
 * @property {{execute: (command: string) => Promise<unknown>}} commands
 */

const LOOK_AGAIN = 200; // milliseconds

/**
 * @template T
 * @param {() => T | null | undefined} find
 * @returns {Promise<T>} What was found, as soon as it is there.
 */
async function whenThere(find) {
  for (;;) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}

/** Runs all cells of the notebook in a frame, as soon as it is ready to.
 * @param {HTMLIFrameElement} frame
 * @returns {Promise<boolean>} Whether every cell could be run.
 */
async function runAll(frame) {
  const view = /** @type {{jupyterapp?: Lab}} */ (/** @type {unknown} */ (frame.contentWindow));
  const lab = await whenThere(() => view.jupyterapp);
  await lab.restored;
  frame.classList.add("there");
  const panel = await whenThere(() => lab.shell.currentWidget?.sessionContext && lab.shell.currentWidget);
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session?.kernel?.info;
  const whole = await lab.commands.execute("notebook:run-all-cells");
  panel.content.activeCellIndex = 0; // it goes to the last cell that was run
  await panel.content.scrollToItem(0, "start");
  return whole === true;
}

/** @param {RunData} data */
async function runNotebook({ notebook, texts }) {
  const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
  const said = /** @type {HTMLElement} */ (document.getElementById("run-said"));
  said.textContent = texts.run_wait;
  frame.src = notebook;
  const whole = await runAll(frame).catch(() => false);
  said.textContent = whole ? texts.run_done : texts.run_failed;
}

/** @type {RunData | null} */
const data = JSON.parse(document.getElementById("askfirst-page")?.textContent || "null");
const disk = location.protocol === "file:";

watchLeaving(forgetPlace);
for (const part of document.querySelectorAll(disk ? ".from-disk" : ".served")) {
  /** @type {HTMLElement} */ (part).hidden = false;
}
if (data && !disk) void runNotebook(data);
document.documentElement.classList.replace("still-page", "live-page");
