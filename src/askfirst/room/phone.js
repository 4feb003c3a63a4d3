// @ts-check
/**
 * The phone: joins, follows the room, sends an answer until it is acknowledged, and forgets.
 *
 * Nothing is stored. The seat stands in the fragment, so that a reload keeps it; what was sent is
 * in memory only, so that it can be taken back while this page stays open.
 *
 * @typedef {{activity: Record<string, any> | null, phase: string, round: number, held: string[],
 *   standing: string[], renewed?: string}} Now
 * @typedef {{activity: string, round: number, nonce: string, choice: string}} Sent
 * @typedef {{code?: string, message?: string}} Refusal
 */

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const data = JSON.parse(byId("data").textContent ?? "");
const joinForm = /** @type {HTMLFormElement & {word: HTMLInputElement}} */ (byId("join"));
/** Both outlive a reload: the seat, and before it comes the ticket, so that no second one is taken. */
let { seat = "", ticket = random() } = history.state ?? {};

/** @type {Now} */
let now = data.now;
/** @type {Promise<void> | null} While the seat is on its way. */
let joining = null;
/** @type {Map<string, Sent>} What this phone sent, by round. */
const sent = new Map();
/** @type {Set<string>} Rounds that this phone answered before a reload. */
const before = new Set();
/** @type {Promise<any> | undefined} What stands open beside the question comes when there is any. */
let beside;
let shown = "";
let busy = false;
let tries = 0;
let trouble = "";

/** 16 random bytes; `randomUUID` and `subtle` do not exist on plain http. */
function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const key = () => (now.activity ? `${now.activity.id}/${now.round}` : "");

/**
 * Send until the room answers: the same message again counts nothing.
 * @param {string} path
 * @param {Record<string, any>} body
 * @returns {Promise<any>}
 * @throws {Refusal}
 */
async function post(path, body) {
  const text = JSON.stringify({ ...body, pad: "" });
  const pad = " ".repeat(Math.max(0, 1024 - new TextEncoder().encode(text).length));
  for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
    let said;
    try {
      const reply = await fetch(path, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: text.replace(/"}$/, pad + '"}'),
      });
      said = await reply.json();
      if (reply.ok) return said;
      if (reply.status === 429 || reply.status > 499) said = null;
    } catch {
      // nothing was said
    }
    if (said) throw said.error;
    say(data.texts.lost);
    await new Promise((again) => setTimeout(again, wait));
  }
}

/** @param {string} word */
function join(word) {
  history.replaceState({ ...history.state, ticket }, "");
  joining = post("/join", { word, ticket }).then(
    (given) => {
      seat = given.seat;
      history.replaceState({ ...history.state, seat }, "", "/");
    },
    leaveSeat,
  ).then(() => {
    joining = null;
    if (seat) say("");
    draw();
    seat || joinForm.word.focus(); // who was refused can type again at once
  });
  draw();
}

/** @param {Refusal} refused */
function leaveSeat(refused) {
  seat = "";
  trouble = refused.message ?? "";
  history.replaceState(null, "", "/");
}

/** @param {string} message One line beside a thick bar, wherever the page is now. */
function say(message) {
  trouble = message;
  for (const line of main.querySelectorAll(".askfirst-error")) line.textContent = message;
}

/** @param {string} name @param {string} title Said aloud. @param {() => Node[]} make */
function show(name, title, make) {
  if (name === shown) return;
  shown = name;
  main.replaceChildren(...make());
  byId("live").textContent = title;
}

/** @param {string} tag @param {string} text @param {string} [name] */
function el(tag, text, name = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  node.className = name;
  return node;
}

/** @param {string} name */
function showScreen(name) {
  const [title, text] = data.screens[name];
  show(name, title, () => [el("h2", title, "ring"), el("p", text), el("p", trouble, "askfirst-error")]);
}

function draw() {
  const round = key();
  const mine = sent.get(round);
  if (!seat && !joining) {
    show("join", "", () => [joinForm]);
    say(trouble);
  } else if (before.has(round) && now.phase === "open") showScreen("answered");
  else if (mine || now.phase === "open") question(round, Boolean(mine));
  else showScreen(data.screens[now.phase] ? now.phase : now.activity ? "closed" : "waiting");
  earlier(round);
  if (seat && now.standing[0]) beside ??= import(`/c/standing.js?${tries++}`);
  beside?.then((its) => its.draw({ now, seat, post, random }), () => (beside = undefined));
}

/** @param {string} round @param {boolean} isSent */
async function question(round, isSent) {
  const { activity } = now;
  if (!activity) return;
  const tag = "askfirst-" + activity.type;
  if (!customElements.get(tag)) {
    await import(`/c/${activity.type}.js?${tries++}`).catch(() => setTimeout(draw, 2000));
    if (round !== key() || !customElements.get(tag)) return;
  }
  show(round, activity.question, () => {
    const view = Object.assign(document.createElement(tag), { surface: "phone", spec: activity });
    view.addEventListener("askfirst-answer", (e) => answer(/** @type {CustomEvent} */ (e).detail.choice));
    view.addEventListener("askfirst-take-back", () => takeBack(round));
    return [el("p", now.renewed ?? "", "soft"), view];
  });
  // Until the result is shown, an answer can be taken back, whether the question is open or not.
  Object.assign(main.querySelector(tag) ?? {}, { state: { phase: "open", sent: isSent, busy, error: trouble } });
}

/** @param {string} choice */
async function answer(choice) {
  const round = key();
  const message = { activity: now.activity?.id, round: now.round, nonce: random(), choice };
  await attempt(async () => {
    await joining;
    await post("/answer", { ...message, seat });
    sent.set(round, message);
  });
}

/** @param {string} round */
async function takeBack(round) {
  await attempt(async () => {
    await post("/take-back", { ...sent.get(round), seat });
    sent.delete(round);
  });
}

/** @param {() => Promise<void>} step */
async function attempt(step) {
  if (busy) return;
  busy = true;
  const round = key();
  say("");
  draw();
  try {
    await step();
    say("");
  } catch (error) {
    const refused = /** @type {Refusal} */ (error);
    if (refused.code === "answered") before.add(round);
    else if (refused.code === "bad_seat") leaveSeat(refused);
    else say(refused.message ?? "");
  }
  busy = false;
  draw();
}

/** An answer to a question before this one can be taken back until its result is shown. */
function earlier(/** @type {string} */ round) {
  const older = [...sent.keys()].find((one) => one !== round);
  main.querySelector(".earlier")?.remove();
  if (!older) return;
  const again = el("button", data.texts.earlier, "earlier");
  again.addEventListener("click", () => takeBack(older));
  main.append(again);
}

/** @param {MessageEvent} event */
function heard(event) {
  const { phase } = now;
  now = JSON.parse(event.data);
  now.phase === "ended" && source.close(); // nothing follows, and the goodbye stays
  for (const round of sent.keys()) if (!now.held.includes(round)) sent.delete(round);
  now.held.length || history.replaceState({ seat, ticket }, ""); // a toss is of no more use either
  if (!busy && (trouble === data.texts.lost || phase !== now.phase)) say("");
  draw();
}

let source = follow();
function follow() {
  const events = new EventSource("/events");
  events.addEventListener("now", heard);
  events.addEventListener("error", () => {
    say(data.texts.lost);
    if (events.readyState === 2) setTimeout(() => (source = follow()), 3000);
  });
  return events;
}

joinForm.addEventListener("submit", (event) => {
  event.preventDefault();
  join(joinForm.word.value);
});
byId("leave").addEventListener("click", (event) => {
  event.preventDefault();
  source.close();
  sent.clear();
  document.body.replaceChildren();
  location.replace("/bye");
});
main.addEventListener("input", () => say(""));
addEventListener("pageshow", (event) => event.persisted && location.reload());
addEventListener("hashchange", () => location.reload());

const word = decodeURIComponent(location.hash.slice(1));
if (word) join(word);
else if (seat) draw();
else shown = "join";
