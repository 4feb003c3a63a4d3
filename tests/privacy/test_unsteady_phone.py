"""The phone's page over an unsteady Wi-Fi, in a real browser."""

import asyncio
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.served import served_to_phones
from tests.browser.surface import MAPPED_HOST, OpenPage, Screen
from tests.privacy.unsteady import Fault, unsteady
from tests.room.rooms import POLL, make_room

FAULTS = [Fault.NO_REPLY, Fault.NO_REQUEST, Fault.HALF_A_REPLY]  # and then none


def falling(path: bytes) -> Callable[[bytes], Fault]:
    """Return a choice of faults for what is posted to a path: one after the other."""
    faults = iter(FAULTS)
    return lambda request: (
        next(faults, Fault.NONE) if request.startswith(b"POST " + path) else Fault.NONE
    )


def test_an_answer_whose_reply_is_lost_is_thanked_and_counts_once(open_page: OpenPage) -> None:
    """The page sends the same again by itself until it is thanked; the room counted it once."""
    with served_to_phones(make_room()) as served:
        served.do(served.room.open, POLL.id)
        to = int(served.url.rsplit(":", 1)[1].strip("/"))
        carrying = unsteady(to, falling(b"/answer"))
        wifi = asyncio.run_coroutine_threadsafe(carrying.__aenter__(), served.loop).result(20)
        page = open_page(Screen.PHONE)
        url = f"http://{MAPPED_HOST}:{wifi.port}/"
        page.goto(f"{url}#river")
        page.wait_for_url(url)
        page.get_by_label("Habit").check()
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Thank you. That is in.")).to_be_visible()
        bodies = [r.split(b"\r\n\r\n")[1] for r in wifi.carried if r.startswith(b"POST /answer")]
        assert len(bodies) == len(FAULTS) + 1
        assert len(set(bodies)) == 1
        assert served.room.asked[POLL.id].tally.counts == [0, 1, 0]
        page.get_by_role("button", name="Take it back").click()
        expect(page.get_by_label("Habit")).not_to_be_checked()
        assert served.room.asked[POLL.id].tally.counts == [0, 0, 0]
        page.close()
        ending = carrying.__aexit__(None, None, None)
        asyncio.run_coroutine_threadsafe(ending, served.loop).result(20)
