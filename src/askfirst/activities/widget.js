// @ts-check
/**
 * The anywidget adapter: properties down, events up.
 * @param {{model: any, el: HTMLElement}} context
 */
function render({ model, el: root }) {
  const spec = model.get("spec");
  const view = /** @type {any} */ (document.createElement("askfirst-" + spec.type));
  view.surface = "lab";
  view.setAttribute("data-lm-suppress-shortcuts", "true"); // arrows choose here, not cells
  view.spec = spec;
  /** @type {string[]} Told by message, never synchronised. */
  let signals = [];
  const follow = () => (view.state = { ...model.get("state"), signals });
  const told = (/** @type {any} */ message) => {
    if (message.say !== "signals") return;
    signals = message.signals;
    follow();
  };
  const answer = (/** @type {any} */ e) => model.send({ say: "answer", choice: e.detail.choice });
  const back = () => model.send({ say: "back" });
  const step = (/** @type {any} */ e) => model.send({ say: "step", step: e.detail.step });
  const seen = (/** @type {any} */ e) => model.send({ say: "seen", signal: e.detail.signal });
  follow();
  model.on("change:state", follow);
  model.on("msg:custom", told);
  view.addEventListener("askfirst-answer", answer);
  view.addEventListener("askfirst-take-back", back);
  view.addEventListener("askfirst-step", step);
  view.addEventListener("askfirst-seen", seen);
  root.append(view);
  if (spec.signals) model.send({ say: "look" });
  return () => {
    model.off("change:state", follow);
    model.off("msg:custom", told);
  };
}

export default { render };
