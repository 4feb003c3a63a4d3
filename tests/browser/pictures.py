"""Pictures of every type on every surface in every state, to look at by hand.

    ASKFIRST_PICTURES=folder .venv/bin/pytest tests/browser/pictures.py -k poll

makes them for the types, surfaces and schemes whose names fit; without -k for all. Each surface of
a type has one sheet with all its states. Nothing is compared: whoever made a change looks.
"""

import base64
import os
from html import escape
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from askfirst.activities.registry import TYPES
from tests.browser.gathered import gather, gather_controls, gather_slides
from tests.browser.gathered_forms import gather_forms
from tests.browser.surface import OpenPage, Screen
from tests.examples import SHARED
from tests.states import seen

# Where each surface is looked at; a deck stands 1280 x 720 whatever the projector has.
SCREENS: Final = {
    "phone": Screen.PHONE,
    "form": Screen.PHONE,
    "page": Screen.LAPTOP,
    "narrow page": Screen.PHONE,
    "lab": Screen.LAPTOP,
    "start": Screen.LAPTOP,
    "deck": Screen.LAPTOP,
}
PLACES: Final = {"deck": "section.slide"}
# How wide a picture is on its sheet.
WIDE: Final = {"deck": 640, "lab": 480, "page": 480}
SHEET: Final = """
body { margin: 16px; display: flex; flex-wrap: wrap; gap: 16px; align-items: start;
  font: 13px/18px sans-serif; background: #777; color: #fff }
figure { margin: 0 } img { display: block } figcaption { padding: 4px 0 }
"""


@pytest.fixture(scope="session")
def folder() -> Path:
    """Where the pictures go."""
    named = os.environ.get("ASKFIRST_PICTURES")
    if not named:
        pytest.fail("Name a folder for the pictures in ASKFIRST_PICTURES.", pytrace=False)
    Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("surface", SCREENS)
@pytest.mark.parametrize("kind", TYPES)
def test_pictures(open_page: OpenPage, folder: Path, kind: str, surface: str, scheme: str) -> None:
    """One sheet with every state of a type on a surface."""
    if surface in {"phone", "form", "start"} and kind not in SHARED:
        return  # nothing of it is there
    page = open_page(SCREENS[surface], dark=scheme == "dark")
    if surface == "lab":
        page.set_viewport_size({"width": 680, "height": 800})
    draw(page, kind, surface)
    sheet = open_page(Screen.LAPTOP)
    sheet.set_viewport_size({"width": 2000, "height": 200})
    sheet.set_content(f"<style>{SHEET}</style>{figures(page, surface)}")
    name = f"{kind}-{surface}-{scheme}.png".replace(" ", "-")
    sheet.screenshot(path=folder / name, full_page=True)


def draw(page: Page, kind: str, surface: str) -> None:
    """Draw every state of a type on a surface."""
    where = surface.removeprefix("narrow ")
    shown = [one for one in seen(kind, long=False) if one.surface == where]
    match where:
        case "form":
            gather_forms(page, [kind], long=False)
        case "deck":
            gather_slides(page, shown)
        case "start":
            gather_controls(page, shown)
        case _ if shown:
            gather(page, shown, press=where in {"lab", "page"})


def figures(page: Page, surface: str) -> str:
    """Return a picture of each place, with its name under it."""
    made = []
    for place in page.locator(PLACES.get(surface, ".place")).all():
        picture = base64.b64encode(place.screenshot()).decode()
        name = place.get_attribute("data-name") or place.inner_text()[:60]
        said = escape(" ".join(name.split()))
        made.append(
            f'<figure><img width="{WIDE.get(surface, 390)}" src="data:image/png;base64,{picture}">'
            f"<figcaption>{said}</figcaption></figure>"
        )
    return "".join(made)
