"""The browser tests' own tools do what the other browser tests rely on."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Error as BrowserError

from tests.browser.surface import MAPPED_HOST, SIZES, OpenPage, Screen, axe, is_outside, violations
from tests.serving import running

GOOD = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>Workshop</title><main><h1 id="said">Before</h1></main>
<script nonce="here">document.getElementById("said").textContent = "After"</script></html>"""
NO_ALT = GOOD.replace("</main>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAADs="></main>')


class _Good(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'nonce-here'")
        self.end_headers()
        self.wfile.write(GOOD.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with running(ThreadingHTTPServer(("127.0.0.1", 0), _Good)) as server:
        yield server.server_port


@pytest.mark.parametrize("screen", list(Screen))
def test_a_page_has_the_size_of_its_screen(open_page: OpenPage, screen: Screen) -> None:
    """A page opens in the size that its screen names."""
    page = open_page(screen)
    assert page.viewport_size == SIZES[screen]


def test_the_mapped_name_reaches_this_machine(open_page: OpenPage, port: int) -> None:
    """A plain-http host name that is not localhost leads here, and is no secure context."""
    page = open_page(Screen.PHONE)
    page.goto(f"http://{MAPPED_HOST}:{port}/")
    assert page.text_content("#said") == "After"
    assert page.evaluate("isSecureContext") is False


def test_javascript_can_be_off(open_page: OpenPage, port: int) -> None:
    """A page opened without JavaScript runs none of its own."""
    page = open_page(Screen.PHONE, javascript=False)
    page.goto(f"http://{MAPPED_HOST}:{port}/")
    assert page.text_content("#said") == "Before"


def test_dark_is_what_the_page_is_told(open_page: OpenPage) -> None:
    """A dark page prefers the dark colour scheme."""
    dark = "matchMedia('(prefers-color-scheme: dark)').matches"
    assert open_page(dark=True).evaluate(dark) is True
    assert open_page().evaluate(dark) is False


@pytest.mark.parametrize("javascript", [True, False])
def test_axe_finds_nothing_under_a_strict_policy(
    open_page: OpenPage, port: int, javascript: bool
) -> None:
    """Axe runs on a page whose policy forbids foreign scripts, with JavaScript on and off."""
    page = open_page(javascript=javascript)
    for _ in range(2):
        page.goto(f"http://127.0.0.1:{port}/")
        assert page.text_content("#said") == ("After" if javascript else "Before")
        axe(page)


def test_axe_names_what_is_wrong(open_page: OpenPage) -> None:
    """A page with a fault fails with the rule and the element, unless that rule is left out."""
    page = open_page()
    page.set_content(NO_ALT)
    with pytest.raises(AssertionError, match=r"image-alt \(critical\)(.|\n)*at img"):
        axe(page)
    assert violations(page, without=["image-alt"]) == []


def test_a_request_to_another_host_is_recorded_and_fails(
    open_page: OpenPage, outside_requests: list[str]
) -> None:
    """An address of another host is noted by the guard and cannot be reached."""
    page = open_page()
    with pytest.raises(BrowserError, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://elsewhere.invalid/")
    assert outside_requests == ["http://elsewhere.invalid/"]
    outside_requests.clear()


@pytest.mark.parametrize(
    ("url", "outside"),
    [
        ("http://127.0.0.1:8080/", False),
        ("ws://localhost:8888/api", False),
        (f"http://{MAPPED_HOST}/", False),
        ("data:text/plain,x", False),
        ("blob:http://127.0.0.1/1", False),
        ("file:///a/deck.html", False),
        ("about:blank", False),
        ("https://fonts.example/a.css", True),
        (f"https://{MAPPED_HOST}.example/", True),
        ("wss://elsewhere.invalid/", True),
    ],
)
def test_only_this_machine_is_inside(url: str, outside: bool) -> None:
    """Only this machine's names, and addresses that make no request, are inside."""
    assert is_outside(url) is outside
