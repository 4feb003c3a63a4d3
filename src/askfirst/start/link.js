// @ts-check
/**
 * The way to the room: requests with the key in a header, and one stream of whole snapshots.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{ok: boolean, status: number, body: Json}} Answered
 */

const KEPT = "askfirst-host-key";
/** What stands before the room's paths where a hub hands them on. Its login leads there, and no key. */
const HUB = /^(.+)\/host$/.exec(location.pathname)?.[1] ?? "";

/**
 * The key from the fragment, which is then cleaned, or from this tab's memory. A fragment with a
 * door is what the browser was started with: it is exchanged for the key, once.
 */
export async function takeKey() {
  if (HUB) return HUB;
  const [, kind, said] = /^#([ko])=([\w.~-]+)$/.exec(location.hash) ?? [];
  if (kind) history.replaceState(null, "", location.pathname + location.search);
  const { body } = kind === "o" ? await new Link("").ask("/host/door", { door: said }) : { body: { key: said } };
  if (body.key) sessionStorage.setItem(KEPT, body.key);
  return sessionStorage.getItem(KEPT) ?? "";
}

export class Link {
  /** @param {string} key */
  constructor(key) {
    this.key = key;
    this.base = HUB;
    this.headers = { ...(HUB ? {} : { Authorization: `Bearer ${key}` }), "Content-Type": "application/json" };
    this.over = false;
  }

  /**
   * The key joins the address only when it is followed: a status bar may be on the projector.
   * @param {string} path
   */
  deck(path) {
    open(HUB ? HUB + path : `${path}#k=${this.key}`, "_blank", "noopener,noreferrer");
  }

  /**
   * @param {string} path
   * @param {Json} [body] Sent as JSON by POST; without it the request is a GET.
   * @returns {Promise<Answered>} Status 0 when nobody answers.
   */
  async ask(path, body) {
    const options = body ? { method: "POST", body: JSON.stringify(body) } : {};
    try {
      const response = await fetch(HUB + path, { ...options, headers: this.headers, cache: "no-store" });
      return { ok: response.ok, status: response.status, body: await response.json().catch(() => ({})) };
    } catch {
      return { ok: false, status: 0, body: {} };
    }
  }

  /**
   * Follow the room; a stream that breaks is opened again, and the first snapshot makes it right.
   * @param {{snapshot: (s: Json) => void, silent: () => void, refused: () => void}} heard
   */
  async follow(heard) {
    while (!this.over) {
      try {
        const headers = { ...this.headers, Accept: "text/event-stream" }; // a hub waits for the end of all else
        const response = await fetch(`${HUB}/host/events?signals`, { headers, cache: "no-store" });
        if (response.status === 401 || response.status === 403) return heard.refused();
        if (response.ok && response.body) await readEvents(response.body, heard.snapshot);
      } catch {
        // Nobody answered: the room may be starting again.
      }
      if (this.over) return undefined;
      heard.silent();
      await new Promise((again) => setTimeout(again, 1500));
    }
    return undefined;
  }
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {(s: Json) => void} snapshot
 */
async function readEvents(body, snapshot) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
    rest = events.pop() ?? "";
    for (const event of events) {
      const data = event.split(/\r?\n/).filter((line) => line.startsWith("data:")).map((line) => line.slice(5));
      if (data.length) snapshot(JSON.parse(data.join("\n")));
    }
  }
}
