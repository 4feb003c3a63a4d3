// @ts-check
import { watchLeaving } from "./page-leave.js";
import { forgetPlace } from "./page-place.js";
import { offerSearch } from "./site-search.js";

/** A page of the site that is no module: it can be searched, where it brought an index, and left. */

/** @type {import("./site-search.js").SiteData | null} */
const data = JSON.parse(document.getElementById("askfirst-page")?.textContent || "null");

watchLeaving(forgetPlace);
if (data) offerSearch(data);
document.documentElement.classList.replace("still-page", "live-page");
