"""What the browser tests share: screens, a way to open a page, and the accessibility check."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, ViewportSize

# A plain-http name that is not localhost, as a phone in the room has it; mapped to 127.0.0.1.
MAPPED_HOST = "workshop.test"
INSIDE_HOSTS = frozenset({"127.0.0.1", "localhost", MAPPED_HOST})
TARGET = 44
INSIDE_SCHEMES = frozenset({"data", "blob", "file", "about"})


class Screen(StrEnum):
    """The three sizes that everything is looked at in."""

    PHONE = "phone"
    LAPTOP = "laptop"
    PROJECTOR = "projector"


SIZES: Mapping[Screen, ViewportSize] = {
    Screen.PHONE: {"width": 390, "height": 844},
    Screen.LAPTOP: {"width": 1280, "height": 800},
    Screen.PROJECTOR: {"width": 1920, "height": 1080},
}


class OpenPage(Protocol):
    """Opens an empty page in a context of its own: a person of its own, with nothing stored."""

    def __call__(
        self,
        screen: Screen = Screen.LAPTOP,
        *,
        javascript: bool = True,
        dark: bool = False,
        offline: bool = False,
    ) -> Page:
        """Open it."""


@dataclass(frozen=True)
class Violation:
    """One accessibility rule that a page breaks, and the elements that break it."""

    rule: str
    impact: str
    help: str
    targets: tuple[str, ...]

    def __str__(self) -> str:
        where = "; ".join(self.targets)
        return f"{self.rule} ({self.impact}): {self.help}\n    at {where}"


def is_outside(url: str) -> bool:
    """Whether a request to this address would leave the machine."""
    parts = urlsplit(url)
    return parts.scheme not in INSIDE_SCHEMES and parts.hostname not in INSIDE_HOSTS


def violations(page: Page, *, without: Sequence[str] = ()) -> list[Violation]:
    """Return what axe finds on the page as it is now, but for the rules named in `without`.

    The script goes in through the debugger, so a strict content security policy does not stop it.
    Where JavaScript is off it is on while axe runs, and the page's own scripts still do not run.
    """
    rules = {rule: {"enabled": False} for rule in without}
    options = json.dumps({"resultTypes": ["violations"], "rules": rules})
    scripting_off = page.evaluate("matchMedia('(scripting: none)').matches")
    debugger = page.context.new_cdp_session(page)
    for off in (True, False):  # a new session takes it as on, and does nothing until told off
        debugger.send("Emulation.setScriptExecutionDisabled", {"value": off})
    try:
        if _evaluate(debugger, "typeof axe === 'undefined'"):  # else it looked at this page before
            _evaluate(debugger, f"{AXE_SCRIPT};null")
        run = f"axe.run({options}).then(found => JSON.stringify(found.violations))"
        return [_violation(found) for found in json.loads(_evaluate(debugger, run))]
    finally:
        debugger.send("Emulation.setScriptExecutionDisabled", {"value": scripting_off})


def axe(page: Page, *, without: Sequence[str] = ()) -> None:
    """Fail, with every broken rule and its elements, unless axe finds nothing on the page."""
    found = violations(page, without=without)
    if found:
        listed = "\n".join(str(violation) for violation in found)
        raise AssertionError(f"axe found {len(found)} on {page.url}:\n{listed}")


def tall(targets: Locator) -> None:
    """Fail unless there are such targets, and a thumb hits each: they are 44 px high or more."""
    boxes = [target.bounding_box() for target in targets.all()]
    assert boxes
    assert [box for box in boxes if box is None or box["height"] < TARGET] == []


def _evaluate(debugger: Any, expression: str) -> Any:
    answer = debugger.send(
        "Runtime.evaluate",
        {"expression": expression, "awaitPromise": True, "returnByValue": True},
    )
    if "exceptionDetails" in answer:
        raise AssertionError(f"axe could not run: {answer['exceptionDetails']}")
    return answer["result"].get("value")


def _violation(found: Mapping[str, Any]) -> Violation:
    targets = tuple(" ".join(map(str, node["target"])) for node in found["nodes"])
    return Violation(found["id"], found["impact"], found["help"], targets)
