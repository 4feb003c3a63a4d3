"""A real Chromium for the tests in this folder, and a guard against requests that leave it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from askfirst.opening.sealed import LIBRARY
from askfirst.project import SOURCE_TREE
from tests.browser.browsers import BROWSERS, end_before, needs_chromium
from tests.browser.engines import ENGINES, Driven, Open, driven, installed
from tests.browser.surface import SIZES, OpenPage, Screen, is_outside

# The first has no windows, and opens a page in a fifth of the others' time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
LONGEST_WAIT = 20_000  # milliseconds; a wait ends with its condition, never with the clock
expect.set_options(timeout=LONGEST_WAIT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and let all that need Chromium follow each other.

    `-m "not browser"` leaves them all out.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=needs_chromium, reverse=True)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Keep Chromium for the next test, if that needs it."""
    end_before(nextitem)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is: ASKFIRST_CHROMIUM, or the first of its usual names on PATH."""
    found = os.environ.get("ASKFIRST_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), None
    )
    if found:
        return found
    reason = (
        f"Chromium was not found: browser tests need {', '.join(NAMES[:-1])} or {NAMES[-1]} on "
        "PATH. Install one, or put its path into ASKFIRST_CHROMIUM."
    )
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """A way to open a page of a size in one of the engines; where that is missing, it is said."""
    if installed(request.param) is None:
        pytest.skip(f"{request.param} was not found; CONTRIBUTING.md says what to install.")
    with ExitStack() as ends:

        def opened(size: tuple[int, int]) -> Driven:
            profile = tmp_path / "profile"
            profile.mkdir()
            return ends.enter_context(driven(request.param, profile, size))

        yield opened


@pytest.fixture(scope="session")
def library() -> str:
    """What `make sealed` got; without it tests of sealed rooms are skipped, and fail in CI."""
    try:
        return (SOURCE_TREE / LIBRARY).read_text(encoding="utf-8")
    except OSError:
        reason = f"{LIBRARY.as_posix()} is not there. Run make sealed once."
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


@pytest.fixture
def chromium(chromium_path: str) -> Browser:
    """A running browser."""
    return BROWSERS.open(chromium_path)


@pytest.fixture
def outside_requests() -> Iterator[list[str]]:
    """Every address asked for that is not on this machine; a test that leaves any has failed."""
    asked: list[str] = []
    yield asked
    if asked:
        pytest.fail("Requests left the machine: " + ", ".join(asked), pytrace=False)


@pytest.fixture
def open_page(chromium: Browser, outside_requests: list[str]) -> Iterator[OpenPage]:
    """A factory of pages, each in a context of its own and under the guard above."""
    with pages_opened(chromium, outside_requests) as opened:
        yield opened


@contextmanager
def pages_opened(chromium: Browser, outside_requests: list[str]) -> Iterator[OpenPage]:
    """Open pages until the end of the block, and note in a list what they ask for outside."""
    contexts = []

    def note(url: str) -> None:
        if is_outside(url):
            outside_requests.append(url)

    def open_page(
        screen: Screen = Screen.LAPTOP,
        *,
        javascript: bool = True,
        dark: bool = False,
        offline: bool = False,
    ) -> Page:
        context = chromium.new_context(
            viewport=SIZES[screen],
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            has_touch=screen is Screen.PHONE,
            is_mobile=screen is Screen.PHONE,
            offline=offline,
        )
        contexts.append(context)
        context.set_default_timeout(LONGEST_WAIT)
        context.on("request", lambda request: note(request.url))
        page = context.new_page()
        page.on("websocket", lambda socket: note(socket.url))
        return page

    yield open_page
    for context in contexts:
        context.close()
