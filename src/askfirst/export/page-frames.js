// @ts-check
import { el } from "../activities/kit.js";

/**
 * A frame is reached by keyboard, and says that there is more, only while it has more than it shows.
 * @param {string} more
 */
export function followFrames(more) {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const wider = target.scrollWidth > target.clientWidth + 1;
      if (wider || target.scrollHeight > target.clientHeight + 1) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
      /** @type {HTMLElement} */ (target.previousElementSibling).hidden = !wider;
    }
  });
  for (const frame of document.querySelectorAll(".frame, .markup")) {
    frame.before(el("p", { class: "aside", hidden: true }, more));
    sizes.observe(frame);
  }
}
