// @ts-check
import { followFrames } from "./page-frames.js";
import { watchLeaving } from "./page-leave.js";
import { forgetPlace } from "./page-place.js";
import { offerSearch } from "./site-search.js";

/** A page of the site that is no module: it can be searched, where it brought an index, and left. */

/** @type {{texts: Record<string, string>, search?: any} | null} */
const data = JSON.parse(document.getElementById("askfirst-page")?.textContent || "null");

watchLeaving(forgetPlace);
if (data?.search) offerSearch(/** @type {import("./site-search.js").SiteData} */ (data));
if (data?.texts.aside) followFrames(data.texts.aside);
document.documentElement.classList.replace("still-page", "live-page");
