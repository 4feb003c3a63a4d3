// @ts-check
import { Choices } from "./choices.js";
import { define } from "./kit.js";

/** Which lines of an agreement one can keep to: on a phone boxes like those of a poll. */
export class Vote extends Choices {}

define("askfirst-vote", Vote);
