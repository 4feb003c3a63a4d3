// @ts-check
/** Leaving at once, and leaving nothing behind: no field, no page to come back to, nothing kept. */

/** Where a page goes that is left: nothing, from disk as from a site. */
const EMPTY_PAGE = "about:blank";

/** @param {() => void} forget Takes away what this browser keeps. */
export function watchLeaving(forget) {
  const leave = () => {
    forget();
    document.title = "";
    document.body.replaceChildren();
    location.replace(EMPTY_PAGE);
  };
  document.getElementById("leave")?.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed = 0;
  addEventListener("keydown", (event) => {
    pressed = event.key === "Escape" && !event.repeat ? pressed + 1 : 0;
    if (pressed === 2) leave();
  });
  // What was typed shall not come back with the Back button, so a page that is left is emptied.
  addEventListener("pagehide", () => document.body.replaceChildren());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  replaceInside();
}

/** A jump inside the page makes no place to come back to: who has left finds no way here by Back. */
function replaceInside() {
  addEventListener("click", (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest?.('a[href^="#"]');
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (!link || !plain || event.defaultPrevented) return;
    event.preventDefault();
    location.replace(/** @type {HTMLAnchorElement} */ (link).hash);
  });
}
