// @ts-check
import { define } from "./kit.js";
import { Words } from "./words.js";

/** A line for an agreement: on a phone a field like that of Words. */
export class Lines extends Words {}

define("askfirst-lines", Lines);
