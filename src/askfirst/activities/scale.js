// @ts-check
import { Choices } from "./choices.js";
import { define } from "./kit.js";

/** A statement and steps between two words: rows in order, in one hue. */
class Scale extends Choices {}

define("askfirst-scale", Scale);
