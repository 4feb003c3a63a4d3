"""Proof 5 in the browser: what the page sends and then shows is alike for every answer."""

import json

import pytest

from askfirst.activities.base import Activity
from tests.browser.served import served_to_phones
from tests.browser.surface import OpenPage, Screen
from tests.privacy.kinds import name_of
from tests.room.rooms import CLOUD, POLL, WORDS, make_room


@pytest.mark.parametrize("asked", [POLL, WORDS, CLOUD], ids=name_of)
def test_the_page_sends_and_shows_the_same(open_page: OpenPage, asked: Activity) -> None:
    """From the page every choice and a pass go out in one size, and what it then shows is one."""
    sizes, shown = set(), set()
    for take in ("first", "last", "pass"):
        with served_to_phones(make_room(activities=[asked])) as served:
            served.do(served.room.open, asked.id)
            page = open_page(Screen.PHONE)
            sent: list[str] = []
            page.on("request", lambda request: sent.append(request.post_data or ""))  # noqa: B023
            page.goto(f"{served.url}#river")
            box = page.locator("main textarea, main input[type=text]")
            radios = page.locator("main input[type=radio]")
            radios.first.or_(box.first).wait_for()
            if take == "pass":
                page.get_by_label("Pass").check()
            elif box.count():
                box.first.fill({"first": "No", "last": "Not now, thank you, dear"}[take])
            else:
                radios.nth({"first": 0, "last": 2}[take]).check()
            page.get_by_role("button", name="Send").click()
            page.get_by_text("Thank you. That is in.").wait_for()
            (answer,) = [body for body in sent if "choice" in body]
            assert json.loads(answer)["activity"] == asked.id
            sizes.add(len(answer.encode()))
            shown.add(page.locator("body").inner_html())
    assert sizes == {1024}
    assert len(shown) == 1
