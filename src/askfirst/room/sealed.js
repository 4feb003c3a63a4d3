// @ts-check
/**
 * Seals what the phone sends: it takes the place of `fetch` for all that is posted, before the
 * phone's own script begins. That script knows nothing of it, so a room that seals nothing is sent
 * not a byte of this. Each try is sealed anew: two boxes never look alike, whatever is in them.
 */

const found = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @type {{key: string, digits: string, size: number, on: string, other: string}} */
const { key, digits, size, on, other } = JSON.parse(found("data").textContent ?? "").sealing;
const { box: seal, randomBytes } = /** @type {any} */ (globalThis).nacl;
const send = globalThis.fetch.bind(globalThis);
// The code on the screen holds the word and the key in digits. The phone's script is to see the word alone.
const [word, scanned] = location.hash.slice(1).split(".");
const changed = Boolean(scanned) && scanned !== digits;
const room = bytes(key);

/** What base64url says. @param {string} text */
function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** These bytes, one after the other, as base64url without padding. @param {Uint8Array[]} parts */
function base64(...parts) {
  const plain = parts.map((part) => String.fromCharCode(...part)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

/** Spaces after JSON say nothing, so every message has one size. @param {string} text */
function filled(text) {
  const said = new TextEncoder().encode(text);
  const all = new Uint8Array(Math.max(size, said.length)).fill(32);
  all.set(said);
  return all;
}

/** @param {number} status @param {unknown} body */
const reply = (status, body) => new Response(JSON.stringify(body), { status });

/**
 * Sends a message sealed, and gives what was said in the reply, as `fetch` would.
 *
 * @param {string} to The route it is for.
 * @param {string} text What `fetch` was to send: JSON, with a `pad` that a box needs no more.
 * @returns {Promise<Response>}
 * @throws {Error} Nothing came back that this room sealed for this message; it is sent again then.
 */
async function sealed(to, text) {
  if (changed) return reply(409, { error: { code: "other_key", message: other } });
  const { pad, ...body } = JSON.parse(text);
  const own = seal.keyPair();
  const shared = seal.before(room, own.secretKey);
  const nonce = randomBytes(seal.nonceLength);
  const box = base64(own.publicKey, nonce, seal.after(filled(JSON.stringify({ to, body })), nonce, shared));
  const came = await send("/sealed", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ box }),
  });
  const said = await came.json();
  if (!came.ok) return reply(came.status, said);
  const back = bytes(said.box);
  const opened = seal.open.after(back.subarray(seal.nonceLength), back.subarray(0, seal.nonceLength), shared);
  if (!opened) throw new Error("not from this room");
  const told = JSON.parse(new TextDecoder().decode(opened));
  return reply(told.status, told.body);
}

seal.before(room, seal.keyPair().secretKey); // whatever this browser lacks shows here, before it says so
if (scanned) history.replaceState(history.state, "", `#${word}`);
globalThis.fetch = (/** @type {RequestInfo | URL} */ path, /** @type {RequestInit | undefined} */ options) =>
  options?.method === "POST" ? sealed(String(path), String(options.body)) : send(path, options);
found("sealed").textContent = changed ? other : on;
