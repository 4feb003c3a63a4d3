// @ts-check
import { el } from "../activities/kit.js";
import { lead } from "./console.js";
import { Link, takeKey } from "./link.js";

/** The start page: the console on a page of its own, with the key of this tab. */

const { texts: own, on_hub, warnings, helps } = JSON.parse(document.getElementById("data")?.textContent ?? "{}");
const key = await takeKey();
const link = new Link(key);
const texts = link.base ? { ...own, ...on_hub } : own;
const root = /** @type {HTMLElement} */ (el("div", { class: "askfirst-start" }));
document.body.append(root);
if (key) lead(root, { texts, warnings, helps, link, keys: document });
else root.append(el("p", { class: "bar", id: "line", role: "status" }, texts.lost_key));
