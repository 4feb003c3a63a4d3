// @ts-check
import { lead } from "./console.js";

/**
 * The console in JupyterLab: the same as the start page, with the kernel as its way to the room.
 * Everything goes by message, so that nothing of it can be saved with the notebook.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {import("./console.js").Heard} Heard
 * @typedef {import("./console.js").Answered} Answered
 */

class KernelLink {
  /** @param {any} model */
  constructor(model) {
    this.model = model;
    this.base = model.get("said").room;
    this.over = false;
    this.view = String(Math.random()); // another view of the same cell hears the answers too
    this.asked = 0;
    /** @type {Map<number, (answer: Answered) => void>} */
    this.waiting = new Map();
    /** @type {Heard | null} */
    this.heard = null;
    this.hear = (/** @type {Json} */ message) => this.told(message);
    model.on("msg:custom", this.hear);
  }

  /**
   * @param {string} path
   * @param {Json} [body]
   * @returns {Promise<Answered>}
   */
  ask(path, body) {
    const number = (this.asked += 1);
    this.model.send({ say: "ask", view: this.view, number, path, body: body ?? null });
    return new Promise((resolve) => this.waiting.set(number, resolve));
  }

  /** @param {Heard} heard */
  follow(heard) {
    this.heard = heard;
    this.model.send({ say: "look" });
  }

  /** The address holds the key, so the kernel says it only now. @param {string} path */
  deck(path) {
    this.model.send({ say: "deck", view: this.view, path });
  }

  /** @param {Json} message */
  told(message) {
    if (message.say === "snapshot" && !this.over) this.heard?.snapshot(message.snapshot);
    else if (message.say === "silent" && !this.over) this.heard?.silent();
    else if (message.view !== this.view) return;
    else if (message.say === "deck") open(message.address, "_blank", "noopener,noreferrer");
    else {
      this.waiting.get(message.number)?.(message.answer);
      this.waiting.delete(message.number);
    }
  }
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el: root }) {
  const { texts, warnings, helps } = model.get("said");
  const place = document.createElement("div");
  place.className = "askfirst-start askfirst-start-in-lab";
  place.setAttribute("data-lm-suppress-shortcuts", "true"); // letters lead here, and edit no cells
  root.append(place);
  const link = new KernelLink(model);
  const stop = lead(place, { texts, warnings, helps, link, keys: place });
  return () => {
    stop();
    model.off("msg:custom", link.hear);
  };
}

export default { render };
