"""In a browser a page of somebody else frames, reads and sends nothing of the room."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage
from tests.privacy.test_no_other_page_gets_in import PAGES, SHOWN
from tests.room.rooms import KEY, make_room


@pytest.fixture
def rooms() -> Iterator[tuple[Served, Served]]:
    """A room, and somebody else's server, whose every page is evil."""
    with served_to_phones(make_room(), pages=PAGES) as room:
        evil = Evil(room)
        with served_to_phones(make_room(), pages=evil.pages) as other:
            yield room, other


class Evil:
    """A page with our pages in frames, and with a script that reads and sends what it can."""

    def __init__(self, room: Served) -> None:
        here = room.url.rstrip("/")
        frames = "".join(f'<iframe src="{here}{path}" data-path></iframe>' for path in SHOWN)
        self.html = f"""<!doctype html><title>Evil</title>{frames}<pre id="said"></pre>
<script>
const tries = [
  () => fetch("{here}/host/state", {{ headers: {{ Authorization: "Bearer {KEY}" }} }}),
  () => fetch("{here}/"),
  () => fetch("{here}/join", {{ method: "POST", body: '{{"word":"river"}}' }}),
  () => fetch("{here}/join", {{ method: "POST", body: new URLSearchParams({{ word: "river" }}) }}),
];
for (const mode of ["no-cors"]) {{
  tries.push(() => fetch("{here}/join",
    {{ mode, method: "POST", body: new URLSearchParams({{ word: "river" }}) }})
    .then((reply) => {{ if (reply.type !== "opaque") throw reply; throw "opaque"; }}));
}}
tries.push(() => new Promise((read, fail) => {{
  const script = document.createElement("script");
  script.src = "{here}/c/poll.js"; script.onload = read; script.onerror = fail;
  document.body.append(script);
}}));
Promise.allSettled(tries.map((one) => one())).then((all) => {{
  document.getElementById("said").textContent = all.map((one) => one.status).join(" ");
}});
</script>"""

    @property
    def policy(self) -> str:
        return "default-src * 'unsafe-inline'"

    @property
    def pages(self) -> dict[str, "Evil"]:
        return {"/evil": self}


def test_in_a_browser_another_page_sees_and_sends_nothing(
    open_page: OpenPage, rooms: tuple[Served, Served]
) -> None:
    """Frames stay empty, scripts read nothing, and no form or request takes a seat."""
    room, other = rooms
    page = open_page()
    page.goto(f"http://127.0.0.1:{other.url.rsplit(':', 1)[1]}evil")
    expect(page.locator("#said")).to_have_text(" ".join(["rejected"] * 6))
    assert len(page.frames) == len(SHOWN) + 1
    for frame in page.frames[1:]:
        assert frame.url.startswith("chrome-error:")
    assert room.room.seats.joined == 0


def test_a_form_that_another_page_sends_takes_no_seat(
    open_page: OpenPage, rooms: tuple[Served, Served]
) -> None:
    """Sent as a form from a page elsewhere, the word opens nothing, and a page says so."""
    room, other = rooms
    page = open_page()
    page.goto(f"http://127.0.0.1:{other.url.rsplit(':', 1)[1]}evil")
    page.evaluate(
        f"""() => {{ const form = document.createElement("form");
        form.method = "post"; form.action = "{room.url}join";
        const word = document.createElement("input"); word.name = "word"; word.value = "river";
        form.append(word); document.body.append(form); form.submit(); }}"""
    )
    expect(page.locator("h2")).to_have_text("That did not work")
    assert room.room.seats.joined == 0
