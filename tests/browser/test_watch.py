"""`askfirst build --watch` shows a deck in the browser, anew at each save."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.surface import OpenPage
from tests.opening.projects import POLL, make_project, notebook

COMMAND = (sys.executable, "-c", "from askfirst.cli import app; app()", "build", "--to", "deck")


@contextmanager
def watching(project: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The running command and the address that it says."""
    process = subprocess.Popen(
        [*COMMAND, "--watch", "--no-browser"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        made, told = process.stdout.readline(), process.stdout.readline()
        assert made.startswith("1 made")
        found = re.search(r"http://[\d.:]+/", told)
        assert found, told
        yield process, found[0]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_a_saved_notebook_is_on_the_open_slide(open_page: OpenPage, tmp_path: Path) -> None:
    """At a save the open deck shows what is new, on the slide where it stood; Ctrl-C ends all."""
    project = make_project(tmp_path, activities=[POLL])
    path = project / "notebooks" / "05_small.ipynb"
    with watching(project) as (process, address):
        page = open_page()
        page.goto(address)
        page.get_by_role("link", name="deck/05_small.html").click()
        deck = page.frame_locator("iframe")
        expect(deck.locator(".present h1")).to_contain_text("Small")
        page.keyboard.press("ArrowRight")
        expect(deck.locator(".present h2")).to_have_text("Which one?")
        path.write_text(
            notebook([{**POLL.spec(), "question": "Which of them?"}], title="Small"),
            encoding="utf-8",
        )
        expect(deck.locator(".present h2")).to_have_text("Which of them?")
        path.write_text("{", encoding="utf-8")  # as while somebody else writes it
        path.write_text(
            notebook([{**POLL.spec(), "question": "Which, then?"}], title="Small"),
            encoding="utf-8",
        )
        expect(deck.locator(".present h2")).to_have_text("Which, then?")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert "Traceback" not in out + err


def test_only_what_was_made_is_shown(open_page: OpenPage, tmp_path: Path) -> None:
    """A name that no build made is not found, and another host name is refused."""
    with watching(make_project(tmp_path, activities=[POLL])) as (_, address):
        page = open_page()
        for name in ("deck/no.html", "../notebooks/05_small.ipynb", "%3Cscript%3E"):
            answer = page.request.get(f"{address}show/{name}")
            assert answer.status == 404, name
        answer = page.request.get(f"{address}show/deck/05_small.html")
        assert answer.ok
        other = page.request.get(address, headers={"Host": "example.org"})
        assert other.status == 400


@pytest.mark.parametrize("name", ["05_small.ipynb", "claims.csv"])
def test_a_save_that_changes_nothing_makes_nothing(tmp_path: Path, name: str) -> None:
    """What is saved as it was is no change: nothing is made again."""
    from askfirst.building.outputs import Wishes  # noqa: PLC0415
    from askfirst.building.watch import Follower  # noqa: PLC0415

    project = make_project(tmp_path, activities=[POLL])
    wishes = Wishes(out=project / "build", formats=("deck",))
    warned: list[str] = []
    follower = Follower(wishes=wishes, root=project, warn=warned.append)
    assert follower.remake() == ("deck/05_small.html",)
    (path,) = project.rglob(name)
    path.write_bytes(path.read_bytes())
    assert follower.remake() == ()
    assert warned == []
