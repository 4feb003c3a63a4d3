// @ts-check
import { el } from "./kit.js";
import { reachable } from "./reach.js";
import { amount, caption, host } from "./release.js";
import { Words } from "./words.js";

/** @typedef {import("./kit.js").Release} Release */

/** The result of Words where there is room: a list of texts, or a cloud of terms with their numbers. */

const listOfTexts = Words.prototype.draw_result;

Words.prototype.draw_result = function () {
  const release = /** @type {Release} */ (this.state.release);
  const { show } = this.spec.texts;
  const parts = release.view === "cloud" ? termCloud(this.spec, release) : null;
  // A notebook could be saved with what was written, so it is not sent there.
  const away = release.answered && !release.texts?.length;
  if (!parts && !away) return listOfTexts.call(this);
  const said = el("p", {}, release.answered ? show.elsewhere : show.none);
  const frame = el("div", { class: "askfirst-release askfirst-view-cloud" }, away || !parts?.length ? said : el("ul", { class: "askfirst-cloud" }, ...parts));
  return [this.heading(), reachable(frame, this.spec.question), el("p", { class: "askfirst-small" }, caption(this, release)), ...host(this)];
};

/**
 * Terms in the order of what is printed, in three sizes by what is printed; words say the same.
 * @param {import("./kit.js").Spec} spec
 * @param {Release} release
 * @returns {Node[]}
 */
function termCloud(spec, { texts = [], rows = [], answered }) {
  return texts.map((/** @type {string} */ term, /** @type {number} */ i) => {
    /** Nothing is printed where even "all but a few" would tell too much. @type {[number, number] | undefined} */
    const cell = rows[i].cells?.[0];
    const exact = cell && cell[0] === cell[1];
    const share = exact ? cell[0] / answered[1] : 1;
    const size = share >= 0.5 ? 3 : share >= 0.25 ? 2 : 1;
    const said = exact ? amount(spec, cell) : spec.texts.show.nearly;
    return el("li", { class: `askfirst-size-${size}` }, el("bdi", {}, term), ...(cell ? [" ", el("span", { class: "askfirst-amount" }, said)] : []));
  });
}
