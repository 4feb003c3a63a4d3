"""A page with one private activity on it, and traps for whatever could leave it."""

import json
from pathlib import Path

from playwright.sync_api import Page

from askfirst.activities.base import Activity
from askfirst.activities.component import component_css
from askfirst.activities.registry import TYPES
from askfirst.activities.widget import _widget_js

# Every way out of a page, and every place to keep something in; each use is noted.
TRAPS = """
globalThis.leaks = [];
const trap = (holder, ...names) => { for (const name of names) {
  const plain = holder?.[name];
  if (typeof plain !== "function") continue;
  holder[name] = function (...given) { leaks.push(name); return plain.apply(this, given); };
} };
trap(globalThis, "fetch", "postMessage", "open");
trap(XMLHttpRequest.prototype, "open", "send");
trap(Navigator.prototype, "sendBeacon");
trap(WebSocket.prototype, "send");
trap(MessagePort.prototype, "postMessage");
trap(Worker.prototype, "postMessage");
trap(BroadcastChannel.prototype, "postMessage");
trap(Storage.prototype, "setItem");
trap(IDBFactory.prototype, "open");
trap(History.prototype, "pushState", "replaceState");
trap(HTMLFormElement.prototype, "submit", "requestSubmit");
for (const name of ["EventSource", "WebSocket", "BroadcastChannel", "Worker"]) {
  const Plain = globalThis[name];
  globalThis[name] = class extends Plain { constructor(...given) { leaks.push(name); super(...given); } };
}
const model = { get: (name) => given[name], on() {}, off() {} };
for (const name of ["send", "set", "save_changes"]) model[name] = () => leaks.push("kernel " + name);
for (const name of ["askfirst-answer", "askfirst-take-back", "askfirst-step"])
  addEventListener(name, () => leaks.push(name));
"""  # noqa: E501

ROOM = """
const here = document.getElementById("here");
if (given.surface === "lab") render({ model, el: here });
else {
  const view = document.createElement("askfirst-" + given.spec.type);
  Object.assign(view, { surface: given.surface, spec: given.spec, state: given.state });
  here.append(view);
}
document.body.dataset.drawn = "all";
"""


class OwnPage:
    """One private activity in a page, and what left it."""

    def __init__(
        self,
        page: Page,
        folder: Path,
        activity: Activity,
        *,
        surface: str = "lab",
        way: str = "ltr",
    ) -> None:
        given = {
            "spec": activity.spec(),
            "surface": surface,
            "state": {"phase": "open", "alone": True},
        }
        data = json.dumps(given).replace("<", "\\u003c")
        file = folder / "own.html"
        file.write_text(
            f'<!doctype html><html lang="en" dir="{way}"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f"<title>Workshop</title><style>body {{ margin: 0 }}{component_css(*TYPES)}"
            "@media (prefers-color-scheme: dark) { body { background: #10191d } }</style>"
            '<body><main><h1 style="position:absolute;clip-path:inset(50%)">Module</h1>'
            f'<div id="here"></div></main><script type="module">const given = {data};{TRAPS}'
            f"{_widget_js(activity.type)}{ROOM}</script></body></html>",
            encoding="utf-8",
        )
        self.page = page
        page.goto(file.as_uri())
        page.locator("body[data-drawn]").wait_for()
        self.requests: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))

    def left(self) -> list[str]:
        """Return whatever left the page or was kept by it since it was drawn."""
        kept = self.page.evaluate(
            "async () => [...leaks, ...Object.keys(localStorage), ...Object.keys(sessionStorage),"
            " ...(document.cookie ? [document.cookie] : []), location.search, location.hash,"
            " ...(await indexedDB.databases()).map((base) => base.name)].filter(Boolean)"
        )
        return [*kept, *(url for url in self.requests if not url.startswith("blob:"))]
