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
  const follow = () => (view.state = model.get("state"));
  const answer = (/** @type {any} */ e) => model.send({ say: "answer", choice: e.detail.choice });
  const back = () => model.send({ say: "back" });
  const step = (/** @type {any} */ e) => model.send({ say: "step", step: e.detail.step });
  follow();
  model.on("change:state", follow);
  view.addEventListener("askfirst-answer", answer);
  view.addEventListener("askfirst-take-back", back);
  view.addEventListener("askfirst-step", step);
  root.append(view);
  return () => model.off("change:state", follow);
}

export default { render };
