"""Firefox and WebKit, the engine of Safari, as they are installed, driven by commands of WebDriver.

Firefox takes them on a socket of its own (Marionette), WebKit over http from its driver: neither
needs a library. They do not take the place of Chromium; what matters most is opened in them too.
"""

import base64
import itertools
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from tests.browser.surface import MAPPED_HOST

ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"  # what WebDriver names an element by
TAB, ENTER, ESCAPE, RIGHT = "\ue004", "\ue007", "\ue00c", "\ue014"
PATIENCE: Final = 60  # seconds; a wait ends with its condition, never with the clock
NAMED: Final = "//*[self::button or self::a or self::label][normalize-space()='{}']"
# The page itself waits a moment, so that whoever asks does not ask without a pause.
COMES: Final = """() => new Promise((told) => {
  const last = performance.now() + 500;
  const look = () => (CONDITION) ? told(true)
    : performance.now() > last ? told(false) : setTimeout(look, 20);
  look();
})"""


class RefusedError(Exception):
    """What a browser says when it cannot do a command."""


class Driven:
    """A browser with one page; each engine brings its own way to give a command.

    Attributes:
        host: A name of this machine that it finds.
    """

    host: str

    def call(self, command: str, **given: object) -> Any:
        """Give a command of WebDriver by its name, and return what came of it."""
        raise NotImplementedError

    def goto(self, address: str) -> None:
        """Open an address, and wait until it is loaded."""
        self.call("Navigate", url=address)

    def evaluate(self, function: str) -> Any:
        """Return what a function of JavaScript returns, or what its promise comes to."""
        script = f"const told = arguments[0]; Promise.resolve(({function})()).then(told, told);"
        return self.call("ExecuteAsyncScript", script=script, args=[])

    def text(self) -> str:
        """Return what can be read on the page."""
        return str(self.evaluate("() => document.body?.innerText ?? ''"))

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        steps = [{"type": f"key{way}", "value": key} for key in keys for way in ("Down", "Up")]
        self.call("PerformActions", actions=[{"type": "key", "id": "keys", "actions": steps}])

    def click(self, said: str) -> None:
        """Click the control that says this, once it can be clicked."""
        path = NAMED.format(said)
        self._insist(lambda: self.call("ElementClick", id=self._find("xpath", path)))

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.call("ElementSendKeys", id=self._find("css selector", selector), text=text)

    def wait(self, condition: str, *, patience: float = PATIENCE) -> None:
        """Wait until an expression holds on the page."""

        def look() -> None:
            if not self.evaluate(COMES.replace("CONDITION", condition)):
                raise RefusedError(f"never came: {condition}")

        self._insist(look, patience)

    def see(self, text: str, *, patience: float = PATIENCE) -> None:
        """Wait until this can be read on the page."""
        self.wait(f"document.body?.innerText.includes({json.dumps(text)})", patience=patience)

    def _find(self, using: str, value: str) -> str:
        return str(self.call("FindElement", using=using, value=value)[ELEMENT])

    def _insist(self, step: Callable[[], object], patience: float = PATIENCE) -> None:
        """Take a step until it is not refused: the page may be on its way to another."""
        end = time.monotonic() + patience
        while True:
            try:
                step()
            except RefusedError as refused:
                if time.monotonic() > end:
                    raise AssertionError(f"{refused}\n{self.text()}") from refused
            else:
                return


class Firefox(Driven):
    """Firefox without a window, and with a profile that is made for it."""

    NEEDS: Final = ("firefox-esr|firefox",)
    PREFERENCES: Final = {
        "marionette.port": 0,
        "network.dns.localDomains": MAPPED_HOST,
        "dom.security.https_first": False,
        # Whatever is not on this machine is asked of a proxy that is not there.
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": 9,
        "network.proxy.share_proxy_settings": True,
        "network.proxy.no_proxies_on": f"127.0.0.1, {MAPPED_HOST}",
    }
    host = MAPPED_HOST

    def __init__(self, found: list[str], folder: Path, size: tuple[int, int], ends: ExitStack):
        lines = (
            f"user_pref({json.dumps(n)}, {json.dumps(v)});" for n, v in self.PREFERENCES.items()
        )
        (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
        options = ["--marionette", "--headless", "--no-remote", "--remote-allow-system-access"]
        command = [*found, *options, "--profile", str(folder), "about:blank"]
        self._process = _started(
            ends, command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        said = self._process.stdout
        assert said is not None
        (ready,) = itertools.islice((s for s in said if "Listening on port" in s), 1)
        self._socket = socket.create_connection(("127.0.0.1", int(ready.split()[-1])))
        ends.callback(self._socket.close)
        self._said = self._socket.makefile("rb")
        ends.callback(self._said.close)
        self._numbers = itertools.count()
        self._hear()
        self.call("NewSession", capabilities={})
        self._fit(*size)

    def call(self, command: str, **given: object) -> Any:
        """Give a command; one without a prefix is of WebDriver."""
        name = command if ":" in command else f"WebDriver:{command}"
        message = json.dumps([0, next(self._numbers), name, given]).encode()
        self._socket.sendall(f"{len(message)}:".encode() + message)
        _, _, error, result = self._hear()
        if error:
            raise RefusedError(f"{name}: {error['message']}")
        alone = isinstance(result, dict) and set(result) == {"value"}
        return result["value"] if alone else result

    def printed(self) -> bytes:
        """Return the page as Firefox prints it on A4, a PDF."""
        return base64.b64decode(self.call("Print", page={"width": 21.0, "height": 29.7}))

    def quit(self) -> None:
        """Close it as a person does, with what it writes then."""
        self.call("Marionette:Quit", flags=["eAttemptQuit"])
        self._process.wait(PATIENCE)

    def inside(self, script: str) -> None:
        """Run a script in Firefox itself."""
        self.call("Marionette:SetContext", value="chrome")
        self.call("ExecuteScript", script=script, args=[])
        self.call("Marionette:SetContext", value="content")

    def _hear(self) -> Any:
        digits = b"".join(iter(lambda: self._said.read(1), b":"))
        return json.loads(self._said.read(int(digits)))

    def _fit(self, width: int, height: int) -> None:
        """Give the page its size, which may be narrower than any window of Firefox."""
        self.inside(
            "const { style } = gBrowser.selectedBrowser; style.flex = 'none';"
            f"style.width = '{width}px'; style.height = '{height}px';"
        )


class WebKit(Driven):
    """WebKit in the small browser that comes with it, on a screen that nobody sees."""

    NEEDS: Final = ("WebKitWebDriver", "Xvfb")
    BROWSERS: Final = "webkit2gtk-4*/MiniBrowser"
    PATHS: Final = {
        "Navigate": "url",
        "Back": "back",
        "Refresh": "refresh",
        "FindElement": "element",
        "ExecuteAsyncScript": "execute/async",
        "PerformActions": "actions",
        "SetWindowRect": "window/rect",
        "ElementClick": "element/{id}/click",
        "ElementSendKeys": "element/{id}/value",
    }
    # Its bar of buttons would keep the window wider than a phone.
    STYLE: Final = """
      toolbar, toolbar *, entry, button, image { min-width: 0; padding: 0; margin: 0; border: 0 }
      toolbar image, button image { -gtk-icon-transform: scale(0) }
    """
    host = "127.0.0.1"

    def __init__(self, found: list[str], folder: Path, size: tuple[int, int], ends: ExitStack):
        driver, screen, browser = found
        style = folder / "gtk-3.0" / "gtk.css"
        style.parent.mkdir()
        style.write_text(self.STYLE, encoding="utf-8")
        width, height = size
        place = f"{width}x{height + 200}x24"
        shown = _started(
            ends, [screen, "-displayfd", "1", "-screen", "0", place, "-nolisten", "tcp"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert shown.stdout is not None
        display = f":{shown.stdout.readline().strip()}"
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        own = {"DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        homes = {f"XDG_{name}_HOME": str(folder) for name in ("CONFIG", "CACHE", "DATA")}
        _started(
            ends,
            [driver, f"--port={port}"],
            env={**own, **homes, "HOME": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._base = f"http://127.0.0.1:{port}/session"
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        begun: dict[str, Any] = {}
        self._insist(lambda: begun.update(self._post(capabilities=wanted)))
        self._base += f"/{begun['sessionId']}"
        ends.callback(self._end)
        self.call("SetWindowRect", x=0, y=0, width=width, height=height)
        bar = height - int(self.evaluate("() => innerHeight"))
        self.call("SetWindowRect", x=0, y=0, width=width, height=height + bar)

    def call(self, command: str, **given: object) -> Any:
        """Give a command of WebDriver."""
        return self._post("/" + self.PATHS[command].format_map(given), **given)

    def _post(self, path: str = "", **given: object) -> Any:
        request = urllib.request.Request(self._base + path, data=json.dumps(given).encode())
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
                return json.load(reply)["value"]
        except urllib.error.HTTPError as error:
            raise RefusedError(f"{path}: {json.load(error)['value']['message']}") from None
        except OSError as error:  # the driver does not listen yet
            raise RefusedError(str(error)) from error

    def _end(self) -> None:
        request = urllib.request.Request(self._base, method="DELETE")
        with suppress(OSError):
            urllib.request.urlopen(request, timeout=PATIENCE).close()


Open = Callable[[tuple[int, int]], Driven]
"""Opens a page of a size in one of the engines."""
ENGINES: Final[dict[str, type[Firefox] | type[WebKit]]] = {"firefox": Firefox, "webkit": WebKit}


def installed(name: str) -> list[str] | None:
    """Return the programs that an engine is driven with, or None where one is missing."""
    engine = ENGINES[name]
    found = [
        next(filter(None, map(shutil.which, names.split("|"))), None) for names in engine.NEEDS
    ]
    if engine is WebKit:
        places = (Path("/usr/lib"), Path("/usr/libexec"))
        made = (path for at in places for path in at.glob(f"**/{WebKit.BROWSERS}"))
        found.append(next(map(str, made), None))
    return [path for path in found if path] if all(found) else None


@contextmanager
def driven(name: str, folder: Path, size: tuple[int, int]) -> Iterator[Driven]:
    """Drive an engine until the end of the block.

    Args:
        name: "firefox" or "webkit"; `installed` says whether it is there.
        folder: An empty one, for its profile.
        size: Of the page, in px.
    """
    found = installed(name)
    assert found
    with ExitStack() as ends:
        yield ENGINES[name](found, folder, size, ends)


def _started(ends: ExitStack, command: list[str], **how: Any) -> subprocess.Popen[Any]:
    """Start a program, and end it with the rest."""
    process = ends.enter_context(subprocess.Popen(command, **how))
    ends.callback(process.terminate)
    return process
