// @ts-check
import { readDeck, startDeck } from "./deck.js";

startDeck(readDeck());
