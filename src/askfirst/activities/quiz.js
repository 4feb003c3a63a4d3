// @ts-check
import { Choices } from "./choices.js";
import { define } from "./kit.js";

/** A knowledge check: options to choose from. What holds up, and why, never comes to a phone. */
export class Quiz extends Choices {}

define("askfirst-quiz", Quiz);
