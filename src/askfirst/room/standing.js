// @ts-check
/**
 * What stands open beside the question: folded, at the foot of the page, and never over it.
 *
 * It comes once there is any. The page lends it the seat and a way to send; what was sent is in
 * memory only. Nothing here is drawn anew when the question changes, so nothing typed is lost.
 *
 * @typedef {{activity: string, round: number, nonce: string, choice: string}} Sent
 * @typedef {{code?: string, message?: string}} Refusal
 * @typedef {{key: string, round: number, spec: Record<string, any>, renewed?: string}} Standing
 * @typedef {{now: {phase: string, held: string[], standing: string[]}, seat: string,
 *   post: (path: string, body: Record<string, any>) => Promise<any>, random: () => string}} Phone
 */

const TRACE_MS = 20000;
const ABOVE_HELP = "0px 0px 80px";
const place = document.createElement("aside");
/** @type {Map<string, Folded>} */
const folded = new Map();
/** @type {Phone} */
let phone;
let asking = false;

/** One that stands open: its line, and what unfolds. */
class Folded {
  /** @param {Standing} standing */
  constructor({ key, round, spec, renewed = "" }) {
    this.key = key;
    this.spec = spec;
    this.round = round;
    /** @type {Sent | null} */
    this.sent = null;
    this.state = { phase: "open", sent: false, busy: false, error: "" };
    this.view = Object.assign(document.createElement("askfirst-" + spec.type), { surface: "phone", spec });
    this.node = document.createElement("details");
    this.node.className = "promise";
    const line = document.createElement("summary");
    line.textContent = spec.texts.ask.label;
    const said = Object.assign(document.createElement("p"), { className: "soft", textContent: renewed });
    said.style.marginBottom = "16px";
    this.node.append(line, said, this.view);
    this.node.style.scrollMargin = ABOVE_HELP;
    this.node.addEventListener("toggle", () => this.node.open && this.node.scrollIntoView({ block: "nearest" }));
    this.view.addEventListener("askfirst-answer", (e) => this.answer(/** @type {CustomEvent} */ (e).detail.choice));
    this.view.addEventListener("askfirst-take-back", () => this.takeBack());
    this.view.addEventListener("askfirst-signal", (e) => this.signal(/** @type {CustomEvent} */ (e).detail.signal));
    this.view.addEventListener("input", () => this.set({ error: "" }));
  }

  /** @param {Partial<Folded["state"]>} change */
  set(change) {
    Object.assign(this.state, change);
    Object.assign(this.view, { state: { ...this.state } });
  }

  /**
   * Open while anything can be done: sent, or taken back once it is closed.
   * @param {boolean} open
   */
  follow(open) {
    if (this.sent && !phone.now.held.includes(this.key)) this.sent = null;
    const answered = this.spec.signals ? {} : { sent: Boolean(this.sent) };
    this.set({ phase: open || this.sent ? "open" : "closed", ...answered });
  }

  /** @param {string} choice */
  answer(choice) {
    const message = { activity: this.spec.id, round: this.round, nonce: phone.random(), choice };
    return this.attempt(async () => {
      await phone.post("/answer", { ...message, seat: phone.seat });
      this.sent = message;
    });
  }

  takeBack() {
    return this.attempt(async () => {
      await phone.post("/take-back", { ...this.sent, seat: phone.seat });
      this.sent = null;
    });
  }

  /** The line that it is on its way goes again, so that the screen tells nothing later. @param {string} signal */
  async signal(signal) {
    this.set({ sent: false });
    await this.attempt(async () => {
      await phone.post("/signal", { activity: this.spec.id, signal, seat: phone.seat });
      this.set({ sent: true });
      setTimeout(() => this.set({ sent: false }), TRACE_MS);
    });
  }

  /** @param {() => Promise<void>} step */
  async attempt(step) {
    if (this.state.busy) return;
    this.set({ busy: true, error: "" });
    try {
      await step();
    } catch (error) {
      this.set({ error: /** @type {Refusal} */ (error).message ?? "" });
    }
    this.state.busy = false;
    this.follow(at(this.key) >= 0);
  }
}

/** @param {Phone} given */
export async function draw(given) {
  phone = given;
  const { standing } = phone.now;
  if (!place.isConnected) document.querySelector("main")?.after(place);
  if (standing.some((key) => !folded.has(key))) await fetchNew();
  /** @type {Node | null} */
  let next = null;
  for (const [key, one] of [...folded].sort(([a], [b]) => at(b) - at(a))) {
    one.follow(at(key) >= 0);
    // What closes while it is unfolded says so, and goes once it is folded.
    if (one.state.phase === "closed" && !one.node.open) one.node.remove();
    else if (!one.node.isConnected) place.insertBefore(one.node, next);
    if (one.node.isConnected) next = one.node;
  }
  place.hidden = !phone.seat || phone.now.phase === "ended";
}

/** @param {string} key Where it stands in the plan, or -1. */
function at(key) {
  return phone.now.standing.indexOf(key);
}

async function fetchNew() {
  if (asking) return;
  asking = true;
  try {
    const found = await (await fetch("/standing")).json();
    place.setAttribute("aria-label", found.label);
    for (const one of found.standing) if (!folded.has(one.key)) folded.set(one.key, new Folded(one));
  } catch {
    setTimeout(() => draw(phone), 2000);
  }
  asking = false;
}
