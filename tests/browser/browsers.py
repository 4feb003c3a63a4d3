"""One Chromium for as many tests as follow each other that need one."""

from contextlib import ExitStack
from typing import Final

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.surface import MAPPED_HOST

INSIDE: Final = (
    f"MAP {MAPPED_HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
)
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules={INSIDE}",
)


class Browsers:
    """Starts a browser when one is needed, and ends it when told."""

    def __init__(self) -> None:
        self._ending = ExitStack()
        self._open: Browser | None = None

    def open(self, path: str) -> Browser:
        """Return the browser that runs, or start one that finds no host but this machine."""
        if self._open is None or not self._open.is_connected():
            self.close()
            playwright = self._ending.enter_context(sync_playwright())
            self._open = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
            self._ending.callback(self._open.close)
        return self._open

    def close(self) -> None:
        """End it, and the event loop that Playwright has in this thread."""
        self._open = None
        self._ending.close()


BROWSERS: Final = Browsers()  # of this worker


def needs_chromium(item: pytest.Item) -> bool:
    """Whether a test opens a browser."""
    return "chromium_path" in getattr(item, "fixturenames", ())


def end_before(following: pytest.Item | None) -> None:
    """End the browser before a test that needs none: that could start no event loop of its own."""
    if following is None or not needs_chromium(following):
        BROWSERS.close()
