// @ts-check
/**
 * What is larger than its frame scrolls, and so can be reached and moved by keyboard.
 * @param {HTMLElement} frame
 * @param {string} [name] Of what has no role of its own.
 */
export function reachable(frame, name) {
  const marks = Object.entries({ tabindex: "0", ...(name ? { role: "group", "aria-label": name } : {}) });
  const watch = new ResizeObserver(() => {
    const scrolls = frame.scrollHeight > frame.clientHeight || frame.scrollWidth > frame.clientWidth;
    for (const [key, value] of marks) {
      if (scrolls) frame.setAttribute(key, value);
      else frame.removeAttribute(key);
    }
  });
  // A font that comes late makes what is inside larger, and leaves the frame as it is.
  for (const part of [frame, ...frame.children]) watch.observe(part);
  // A slide would take these two keys for itself.
  frame.addEventListener("keydown", (event) => {
    if (frame.tabIndex === 0 && /^Arrow(Up|Down)$/.test(event.key)) event.stopPropagation();
  });
  return frame;
}
