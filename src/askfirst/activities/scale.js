// @ts-check
import { Choices, define } from "./kit.js";

/** A statement and steps between two words: rows in order, in one hue. */
class Scale extends Choices {}

define("askfirst-scale", Scale);
