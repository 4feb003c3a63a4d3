// @ts-check
import { goLive } from "./live.js";

goLive();
