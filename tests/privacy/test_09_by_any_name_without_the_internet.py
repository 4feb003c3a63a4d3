"""Proof 9: a workshop works at a plain-http name, with JavaScript or not, and with no way out.

`tests/browser/test_workshop.py` takes a workshop through its whole course at such a name, with
phones of both kinds; here it does so where there is no network but this computer's own.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.served import served_to_phones
from tests.browser.surface import MAPPED_HOST, OpenPage, Screen
from tests.room.rooms import POLL, make_room

ROOT = Path(__file__).parents[2]
COURSE = "tests/browser/test_workshop.py"
ALONE = ("unshare", "--net", "sh", "-c")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_phone_joins_answers_and_takes_back_at_a_plain_name(
    open_page: OpenPage, javascript: bool
) -> None:
    """At a name that browsers do not trust, where much of a browser is missing, all works."""
    with served_to_phones(make_room()) as served:
        served.do(served.room.open, POLL.id)
        page = open_page(Screen.PHONE, javascript=javascript)
        page.goto(served.url)
        assert MAPPED_HOST in page.url
        assert page.evaluate("[isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
        page.get_by_label("The word on the screen").fill("river")
        page.get_by_role("button", name="Join").click()
        page.get_by_label("Habit").check()
        page.get_by_role("button", name="Send").click()
        page.get_by_role("button", name="Take it back").click()
        page.get_by_label("Noise").check()
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Thank you. That is in.").wait_for()
        assert served.room.asked[POLL.id].tally.counts == [0, 0, 1]


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.usefixtures("chromium_path")
def test_a_whole_workshop_without_any_network() -> None:
    """From join to release, with phones of both kinds, where nothing but this computer answers."""
    cut_off = f"{shutil.which('ip')} link set lo up"
    tried = shutil.which("unshare") and shutil.which("ip")
    if not tried or subprocess.run([*ALONE, cut_off], check=False).returncode:
        pytest.skip("no network of its own can be made here: it needs unshare, ip and the right to")
    no_way = (
        f"{cut_off} && ! {sys.executable} -c 'import socket; "
        'socket.create_connection(("192.0.2.1", 80), 5)\' 2>/dev/null'
    )
    course = f"{sys.executable} -m pytest -q -p no:cacheprovider -p no:randomly {COURSE}"
    done = subprocess.run(
        [*ALONE, f"{no_way} && {course}"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
    assert "4 passed" in done.stdout
