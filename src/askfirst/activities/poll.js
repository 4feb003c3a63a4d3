// @ts-check
import { Choices } from "./choices.js";
import { define } from "./kit.js";

/** One question, a few options, one or several choices. */
class Poll extends Choices {}

define("askfirst-poll", Poll);
