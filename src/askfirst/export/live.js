// @ts-check
import { el } from "../activities/kit.js";
import { fill } from "../activities/numbers.js";
import { isReceiver, readDeck, showGround, startDeck } from "./deck.js";
import { joinCode, LiveSlide } from "./live-slide.js";

/**
 * Follows the room: each activity slide shows its state, and its one next step.
 * The host key comes in the fragment of the address and stays in this tab.
 *
 * @typedef {import("./live-slide.js").News} News
 * @typedef {{code: true} | {id: string, step: string}} Wish
 */

const KEY = "askfirst-host-key";
/** What stands before the room's paths where a hub hands them on. Its login leads there, and no key. */
const HUB = /^(.+)\/deck\/[^/]+$/.exec(location.pathname)?.[1] ?? "";
const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
const [O, Q, R] = [79, 81, 82];

const deck = readDeck();
const texts = deck.texts;
/** @type {Map<string, LiveSlide>} */
const slides = new Map();
/** @type {News} */
let news = { snapshot: null, trouble: "", large: false };
const channel = new BroadcastChannel(`askfirst-deck ${location.pathname}`);

/** Read the key, put it away for this tab, and take it out of the address. */
function takeKey() {
  if (HUB) return HUB;
  const found = location.hash.match(/^#k=([\w.~-]+)/);
  if (found) {
    sessionStorage.setItem(KEY, found[1]);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(KEY);
}

/** The code alone, over whatever slide stands there. */
function showCode() {
  document.querySelector(".code")?.remove();
  const frame = current()?.querySelector(".frame");
  if (!news.large || !news.snapshot || !frame) return;
  frame.append(el("div", { class: "code", onclick: enlarge }, ...joinCode(news.snapshot.room, texts)));
}

function enlarge() {
  wish({ code: true });
}

/** @returns {HTMLElement | undefined} */
function current() {
  return /** @type {any} */ (globalThis).Reveal.getCurrentSlide();
}

function here() {
  const id = /** @type {HTMLElement | null | undefined} */ (current()?.querySelector("[data-activity]"))?.dataset.activity;
  return id === undefined ? undefined : slides.get(id);
}

/** @param {Partial<News>} change */
function tell(change) {
  news = { ...news, ...change };
  for (const slide of slides.values()) slide.show(news);
  showGround();
  showCode();
  if (!isReceiver()) channel.postMessage({ news });
}

/** The start page, which moves the key out of its address too. */
function openStart() {
  window.open(HUB ? `${HUB}/host` : `/host#k=${sessionStorage.getItem(KEY)}`);
}

/** @param {Wish} wanted The small slides in the speaker window ask the deck to do it. */
function wish(wanted) {
  if (isReceiver()) channel.postMessage({ wish: wanted });
  else grant(wanted);
}

/** @param {Wish} wanted */
async function grant(wanted) {
  if ("code" in wanted) return tell({ large: !news.large });
  try {
    const path = `${HUB}/host/activities/${encodeURIComponent(wanted.id)}/${wanted.step}`;
    const answer = await fetch(path, { method: "POST", headers: headers(), body: "{}" });
    if (answer.ok) return tell({ trouble: "" });
    const { error } = await answer.json().catch(() => ({}));
    tell({ trouble: error?.message ?? fill(texts.refused, { code: String(answer.status) }) });
  } catch {
    tell({ trouble: texts.lost });
  }
}

function headers() {
  const key = HUB ? {} : { Authorization: `Bearer ${sessionStorage.getItem(KEY)}` };
  return { ...key, "Content-Type": "application/json" };
}

/**
 * Whole snapshots, one after the other, until the stream ends.
 * @param {Response} response
 */
async function* snapshots(response) {
  const stream = /** @type {ReadableStream<Uint8Array>} */ (response.body);
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
    rest = events.pop() ?? "";
    for (const event of events) {
      const data = event.split(/\r?\n/).filter((line) => line.startsWith("data:"));
      if (data.length) yield JSON.parse(data.map((line) => line.slice(5)).join("\n"));
    }
  }
}

/** Follow the room for as long as this page stands; try again more and more slowly. */
async function followRoom() {
  let wait = FIRST_WAIT;
  for (;;) {
    try {
      const wanted = { ...headers(), Accept: "text/event-stream" }; // a hub waits for the end of all else
      const response = await fetch(`${HUB}/host/events`, { headers: wanted, cache: "no-store" });
      if (response.status === 401 || response.status === 403) return withoutKey();
      if (!response.ok) throw new Error(String(response.status));
      for await (const snapshot of snapshots(response)) {
        wait = FIRST_WAIT;
        tell({ snapshot, trouble: "", large: snapshot.room.ended ? false : news.large });
        if (snapshot.room.ended) return goodbye();
      }
    } catch {
      // said below, in the same words as a stream that ended
    }
    tell({ trouble: texts.lost });
    await new Promise((resume) => setTimeout(resume, wait));
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
}

/** The workshop is over: the last slide of help stays on the screen, and says so. */
function goodbye() {
  const reveal = /** @type {any} */ (globalThis).Reveal;
  const help = [...document.querySelectorAll(".slides section")].filter((slide) => slide.querySelector(".danger")).pop();
  if (!help) return;
  help.querySelector(".foot-said")?.prepend(`${texts.ended} `);
  const { h, v } = reveal.getIndices(help);
  reveal.slide(h, v);
}

/** Nothing to follow: say so where the state would stand, and stay a plain deck. */
function withoutKey() {
  for (const foot of document.querySelectorAll(".activity .foot-said")) foot.textContent = texts.no_key;
}

function bindSlides() {
  const step = (/** @type {string} */ id, /** @type {string} */ next) => wish({ id, step: next });
  for (const stage of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-activity]"))) {
    const id = stage.dataset.activity ?? "";
    slides.set(id, new LiveSlide(stage, deck.activities[id], { texts, step, read: openStart, enlarge }));
  }
}

/** @param {MessageEvent} event */
function hear({ data }) {
  if (isReceiver() && data.news) tell(data.news);
  if (isReceiver()) return;
  if (data.wish) grant(data.wish);
  if (data.hello) channel.postMessage({ news });
}

export function goLive() {
  const key = takeKey();
  /** @param {string[]} steps */
  const advance = (...steps) => (/** @type {KeyboardEvent | undefined} */ event) => {
    if (event?.repeat) return; // a key that is held takes one step, not all of them
    const slide = here();
    const step = slide?.step() ?? "";
    if (slide && news.snapshot && steps.includes(step)) wish({ id: slide.spec.id, step });
  };
  const shown = startDeck(deck, {
    [O]: { key: "O", description: texts.key_open, callback: advance("open", "close") },
    [R]: { key: "R", description: texts.key_release, callback: advance("release") },
    [Q]: { key: "Q", description: texts.key_code, callback: enlarge },
  });
  if (!shown) return;
  if (!key) return withoutKey();
  bindSlides();
  channel.addEventListener("message", hear);
  /** @type {any} */ (globalThis).Reveal.on("slidechanged", () => news.large && tell({ large: false }));
  if (isReceiver()) channel.postMessage({ hello: true });
  else followRoom();
}
