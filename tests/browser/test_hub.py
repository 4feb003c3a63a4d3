"""Two facilitators log in to JupyterHub in a browser, and each leads a room of their own.

Names under hub.test lead to this computer, for the browser alone. Phones ask at the room's own
address, and have no account.
"""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Response, expect, sync_playwright

from askfirst.hosting.asking import HostedRoom
from tests.browser.browsers import ARGUMENTS, BROWSERS
from tests.browser.surface import SIZES, Screen, axe
from tests.hub.hubs import answer, ask_room
from tests.hub.running import DOMAIN, WORD, Hub, hub_with_rooms
from tests.opening.projects import POLL

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

READY = 120_000  # milliseconds; a server starts, on whatever machine this is
ANSWERS = ["0"] * 11 + ["1"] * 9 + ["2"] * 7  # of fewer, of three options, nothing would be shown


@pytest.fixture(scope="module")
def running_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with hub_with_rooms(tmp_path_factory.mktemp("hub")) as (_, running):
        yield running


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Chromium]:
    """A browser to which names of the hub lead to this computer, and no others."""
    inside = [f"MAP {name} 127.0.0.1" for name in (DOMAIN, f"*.{DOMAIN}")]
    rules = f"--host-resolver-rules={', '.join(inside)}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    BROWSERS.close()  # Playwright runs once in a thread, and others may have it before
    with sync_playwright() as playwright:
        arguments = [one for one in ARGUMENTS if not one.startswith("--host-resolver-rules")]
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=[*arguments, rules]
        )
        yield browser
        browser.close()


def test_two_workshops_in_the_browser(chromium: Chromium, running_hub: Hub) -> None:
    """From login to the end each leads their own room, and is refused at the other's."""
    ann, bob = (logged_in(chromium, running_hub, name) for name in ("ann", "bob"))
    hers, his = made(ann, running_hub, "ann"), made(bob, running_hub, "bob")
    assert hers.address != his.address
    for page, other in ((ann, "bob"), (bob, "ann")):
        for path in ("/", "/host", "/deck/05_small"):
            assert visited(page, running_hub.base(other) + path).status == 403
    for page, room, name in ((ann, hers, "ann"), (bob, his, "bob")):
        wall = deck(page)
        shown(wall, room)
        wall.close()
        ended(page, running_hub, name)
        page.context.close()


def logged_in(chromium: Chromium, hub: Hub, name: str) -> Page:
    """Log in as people do, and come to the form in their own server."""
    context = chromium.new_context(viewport=SIZES[Screen.LAPTOP])
    context.set_default_timeout(READY)
    page = context.new_page()
    page.goto(f"http://{DOMAIN}:{hub.port}/hub/login")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(WORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{hub.origin(name)}/user/{name}/**")
    page.goto(f"{hub.base(name)}/")
    return page


def visited(page: Page, url: str) -> Response:
    """Open an address in another tab of the same browser, and return what came."""
    tab = page.context.new_page()
    reply = tab.goto(url)
    assert reply is not None
    return reply


def made(page: Page, hub: Hub, name: str) -> HostedRoom:
    """Make a room by the form, and open its start page."""
    axe(page)
    page.get_by_label("Plan").select_option("All modules")
    page.get_by_label("How many phones may join").fill("30")
    page.get_by_role("button", name="Make the room").click()
    page.get_by_role("heading", name="Your room is open").wait_for()
    axe(page)
    page.get_by_role("link", name="Open the start page").click()
    expect(page.locator("#end-note")).to_contain_text("results/ in your home on the hub")
    room = hub.kept(name)
    assert room.key not in page.content()
    return room


def deck(page: Page) -> Page:
    """Open the deck from the start page."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Deck").first.click()
    wall = opened.value
    assert urlsplit(wall.url).path.endswith("/askfirst/deck/05_small")
    assert not urlsplit(wall.url).fragment.startswith("k=")
    wall.set_viewport_size(SIZES[Screen.PROJECTOR])
    wall.locator(".activity").first.wait_for(state="attached")
    wall.keyboard.press("ArrowRight")
    return wall


def shown(wall: Page, room: HostedRoom) -> None:
    """Lead one question by keys: phones answer at the room's own address, the wall shows it."""
    present = wall.locator("section.present")
    expect(present.locator(".state")).to_contain_text("Draft")
    wall.keyboard.press("o")
    expect(present.locator(".join")).to_contain_text(room.word)
    answer(room, ANSWERS)
    wall.keyboard.press("o")
    expect(present.locator(".state")).to_contain_text("Closed")
    expect(present.locator(".askfirst-bars")).to_have_count(0)
    wall.keyboard.press("r")
    expect(present.locator(".askfirst-bars li")).to_have_count(len(POLL.options))
    expect(present.locator(".state")).to_contain_text("25 to 29 phones answered.")


def ended(page: Page, hub: Hub, name: str) -> None:
    """End the workshop: results are written, the room is wiped, and a new one may be made."""
    page.get_by_role("button", name="End the workshop").click()
    page.get_by_role("button", name="End it now").click()
    page.get_by_role("heading", name="The workshop has ended.").wait_for()
    expect(page.get_by_text("results/ in your home on the hub")).to_be_visible()
    left = visited(page, f"{hub.base(name)}/host/left").json()["left"]
    assert not any(left["memory"].values())
    room = hub.kept(name)
    sent = {"word": room.word, "ticket": "0" * 32}
    assert ask_room(room, "POST", "/join", sent)[0] >= 400
    [path] = (hub.home(name) / "results").glob("*.json")
    [entry] = json.loads(path.read_text(encoding="utf-8"))["results"]
    assert entry["activity"] == POLL.id
    page.goto(f"{hub.base(name)}/")
    expect(page.get_by_text("stands in results/")).to_be_visible()
    expect(page.get_by_role("button", name="Make the room")).to_be_visible()
