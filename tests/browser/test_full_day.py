"""A full day, rehearsed from its start to its end by the clock at sixty times its speed."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page, expect

from askfirst.activities.base import Activity
from askfirst.curriculum import read_modules
from askfirst.plans import Entry, Plan, read_plan
from tests.browser.held import ROOT, Opened, open_workshop
from tests.browser.leading import phase
from tests.browser.rehearsed import Crowd, Known, crowd
from tests.browser.surface import OpenPage, Screen, axe
from tests.browser.test_workshop import go_to

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]
PLAN: Final = "full-day-450"
WAIT: Final = 90_000  # milliseconds; no break of the plan is longer at this speed
ONE_ROW: Final = frozenset({"quiz", "scale"})
PICTURES: Final = os.environ.get("ASKFIRST_PICTURES")  # a folder to keep what was seen in
PRIVATE: Final = {"note", "boundaries", "bothyes", "breath", "selfcheck"}
ASKED: Final = {
    *("poll", "questionbox", "lines", "vote", "pace", "coinflip", "quiz", "scale", "sort", "rank"),
    *("pulse", "words"),
}


def look(page: Page, name: str) -> None:
    """Keep a picture, where somebody wants to see the day."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


@contextmanager
def rehearsal(project: Path) -> Iterator[Opened]:
    """Give the command of a facilitator who rehearses alone."""
    wishes = ("--rehearse", "60", "--start", "09:00", "--head-count", "24")
    with open_workshop(project, PLAN, *wishes) as held:
        assert "60 times faster, and nothing is written" in held.said
        yield held
        assert "Left on disk: nothing" in held.end()


class Day:
    """Who leads, who takes part in a browser, and what is known of the answers.

    Args:
        held: The workshop.
        open_page: Opens a browser for somebody.
        plan: What is led.
        people: The others.
    """

    def __init__(self, held: Opened, open_page: OpenPage, plan: Plan, people: Crowd) -> None:
        self.held, self.plan, self.people = held, plan, people
        self.url = f"http://127.0.0.1:{held.port}"
        self.wrong: list[str] = []
        self.states: set[str] = set()
        self.desk = self.opened(open_page(Screen.LAPTOP))
        self.desk.goto(f"{self.url}/host#k={held.key}")
        self.plain = self.opened(open_page(Screen.PHONE, javascript=False))
        self.dark = self.opened(open_page(Screen.PHONE, dark=True))
        self.passing = self.opened(open_page(Screen.PHONE))
        self.slides: Page | None = None

    def opened(self, page: Page) -> Page:
        """Note whatever goes wrong in a page."""
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" else None)
        return page

    def come_in(self) -> None:
        """Three join by browser, one of them by typing the word into a plain form."""
        for phone in (self.dark, self.passing):
            phone.goto(f"{self.url}/#{self.held.word}")
        self.plain.goto(self.url)
        self.plain.get_by_role("textbox").fill(self.held.word)
        self.plain.get_by_role("button", name="Join").click()

    # The clock and the slides

    @property
    def clock(self) -> Locator:
        return self.desk.locator(".plan-clock")

    def told(self) -> dict[str, Any]:
        """What the room says of its clock."""
        found: dict[str, Any] = self.held.snapshot()["room"]["clock"]
        return found

    def reach(self, place: int) -> None:
        """Stay in each part until its time is over, then press Next, as far as a part."""
        while (at := self.told()["place"]) < place:
            expect(self.clock).to_contain_text("It should have ended at", timeout=WAIT)
            self.check_clock()
            self.drop()
            self.press("n")
            title = self.plan.entries[at + 1].title
            expect(self.clock.locator("p").nth(1)).to_contain_text(f"Now: {title}.")
            expect(self.desk.locator(".path li.is-now")).to_contain_text(title)
            if self.plan.entries[at + 1].pause:
                look(self.desk, f"break-{at + 1}")

    def check_clock(self) -> None:
        """The clock's times are those of the plan, less what was dropped of it."""
        told = self.told()
        entries = self.plan.entries
        after = range(told["place"] + 1, len(entries))
        for place in after[:-1]:
            step = told["times"][str(place + 1)] - told["times"][str(place)]
            assert abs(step - told["left"][str(place)]) <= 1
        self.states.add(told["state"])
        if told["state"] != "on time":
            due = told["times"][str(told["first"])] + self.plan.minutes
            assert abs(abs(told["end"] - due) - told["off"]) <= 1

    def drop(self) -> None:
        """Where it is behind, drop the first thing that the clock offers."""
        offer = self.desk.locator(".offers ol > li").first
        if self.told()["state"] != "behind" or not offer.count():
            return
        look(self.desk, "behind")
        before = len(self.told()["dropped"])
        offer.get_by_role("button").focus()
        self.desk.keyboard.press("Enter")
        expect(self.desk.locator(".offers ul").last.get_by_role("button")).not_to_have_count(0)
        assert len(self.told()["dropped"]) >= before

    def show_deck(self, entry: Entry) -> None:
        """Open the slides of a module from the plan, in place of those before."""
        if self.slides:
            self.slides.close()
        row = self.desk.locator(".path > li").filter(
            has=self.desk.get_by_role("heading", name=entry.title, exact=True)
        )
        with self.desk.context.expect_page() as found:
            row.get_by_role("link", name=re.compile("^Deck")).focus()
            self.desk.keyboard.press("Enter")
        self.slides = self.opened(found.value)
        self.slides.set_viewport_size({"width": 1280, "height": 720})
        self.slides.locator("section.present").first.wait_for()
        self.desk.bring_to_front()

    def press(self, key: str) -> None:
        """Press a key where nothing is written."""
        self.desk.locator("body").press(key)

    # One question

    def ask(self, activity: Activity, *, first: bool) -> None:
        """Lead one question from the keyboard, from its draft to its result."""
        heading = self.desk.locator(".control h2")
        if heading.inner_text() != activity.question or self.held.phase(activity.id) != "draft":
            self.press("o")
        expect(heading).to_have_text(activity.question)
        phase(self.desk, "draft")
        self.press("o")
        phase(self.desk, "open")
        if not activity.collects:  # the first half of a pair: nothing comes in
            self.press("o")
            phase(self.desk, "closed")
            return
        if self.slides and first:
            go_to(self.slides, activity.id)
        known = self.people.do(self.people.answer(activity))
        self.take_part(activity, known, first=first)
        if first:
            look(self.desk, f"{activity.type}-open")
        self.press("o")
        phase(self.desk, "closed")
        if activity.moderated:
            self.choose(activity)
        else:
            self.press("r")
        phase(self.desk, "released")
        self.compare(activity, known)
        if first:
            look(self.desk, f"{activity.type}-shown")
            look(self.dark, f"{activity.type}-phone-after")
        if self.slides and first:
            expect(self.slides.locator("section.present")).to_contain_text("Released")
            look(self.slides, f"{activity.type}-slide")

    def take_part(self, activity: Activity, known: Known, *, first: bool) -> None:
        """Three people answer in their browsers: one passes always, two choose now and then."""
        main = self.passing.locator("main")
        expect(main).to_contain_text(activity.question)
        skip(self.passing)
        send(self.passing)
        if not first:
            return
        look(self.passing, f"{activity.type}-phone-sent")
        self.plain.locator("form[action='/next'] button").first.click()
        for phone in (self.dark, self.plain):
            expect(phone.locator("main")).to_contain_text(activity.question)
            look(phone, f"{activity.type}-{'dark' if phone is self.dark else 'plain'}")
            if activity.type in ONE_ROW:
                phone.locator("main").get_by_role("radio").first.check()
                known.add(activity.read_choice("0"))
            else:
                skip(phone)
            send(phone)

    def choose(self, activity: Activity) -> None:
        """Of what was written, leave one out; of lines for the agreement, take two."""
        rows = self.desk.locator(".control .texts li")
        expect(rows.first).to_be_visible()
        look(self.desk, f"{activity.type}-read")
        for row in (rows.nth(0), rows.nth(1)) if activity.type == "lines" else (rows.nth(0),):
            row.get_by_role("checkbox").focus()
            self.desk.keyboard.press("Space")
        self.desk.locator("#next-step").focus()
        self.desk.keyboard.press("Enter")

    def compare(self, activity: Activity, known: Known) -> None:
        """What is shown is what the rule makes of the known answers, and proves nobody's."""
        release = self.held.snapshot()["activities"][activity.id]["release"]
        if release["view"] == "cloud":  # terms, each of several texts
            for term in release["texts"]:
                assert sum(term in text.casefold() for text in known.texts) >= 5
            return
        if activity.moderated:
            kept = 2 if activity.type == "lines" else known.answered - 1
            assert len(release.get("texts", ())) in {kept, 0}
            assert {*release.get("texts", ())} <= {*known.texts}
            return
        assert release == json.loads(json.dumps(activity.release(known.totals()).to_json()))
        if activity.type in {"poll", "scale"} and activity.tier == "personal":
            for cell, count in zip(release.get("cells", ()), known.counts, strict=False):
                assert cell is None or cell[0] <= count <= cell[1]
                assert cell is None or cell[0] != cell[1] or count == 0 or count >= 5

    # What stands beside

    def stand(self, activity: str) -> None:
        """Open or close what stands beside the questions."""
        self.desk.locator(f"#stand-{activity}").focus()
        self.desk.keyboard.press("Enter")

    def notice(self, activity: str) -> None:
        """Somebody needs a pause: it is seen here, not on the slides, and cleared."""
        self.people.do(self.people.signal(activity, "pause"))
        self.desk.locator("#seen").wait_for()
        look(self.desk, "pace")
        self.desk.locator("#seen").focus()
        self.desk.keyboard.press("Enter")
        expect(self.desk.locator("#seen")).to_have_count(0)

    def read_box(self, activity: Activity) -> None:
        """Close the box, sort its questions, put them into other words, and show them."""
        self.stand(activity.id)
        self.desk.get_by_role("button", name="Read the questions").focus()
        self.desk.keyboard.press("Enter")
        rows = self.desk.locator(".desk-list > li")
        rows.first.wait_for()
        for number in range(rows.count()):
            row = rows.nth(number)
            row.get_by_label("Type").select_option("fact")
            if number:
                row.get_by_label("In your own words").fill(f"What helps, asked in way {number}?")
            row.get_by_label("Answer it" if number else "Leave it out").focus()
            self.desk.keyboard.press("Space")
        kept = rows.count() - 1
        line = f"0 to decide, {kept} to answer, 1 left out."
        expect(self.desk.locator(".state-line")).to_have_text(line)
        look(self.desk, "box")
        self.desk.locator("#desk-show").focus()
        self.desk.keyboard.press("Enter")
        expect(self.desk.locator(".desk-list")).to_have_count(0)
        shown = self.held.snapshot()["activities"][activity.id]
        assert shown["phase"] == "released"

    def end(self) -> None:
        """End it after one question, and read what is left; everybody hears it."""
        self.desk.locator("#end").focus()
        self.desk.keyboard.press("Enter")
        expect(self.desk.locator("#end-not")).to_be_focused()
        look(self.desk, "end-asked")
        self.desk.get_by_role("button", name="End it now").focus()
        self.desk.keyboard.press("Enter")
        self.desk.get_by_role("heading", name="The workshop has ended.").wait_for()
        self.people.do(self.people.goodbye())
        numbers = self.desk.locator(".plan td").all_inner_texts()
        assert {*numbers} == {"", "0"}
        expect(self.desk.get_by_role("main")).to_contain_text("Nothing was written")
        look(self.desk, "end")
        axe(self.desk)


def skip(phone: Page) -> None:
    """Choose to pass, of what is asked and not of what is folded beside it."""
    phone.get_by_label("Pass", exact=True).filter(visible=True).first.check()


def send(phone: Page) -> None:
    """Send what was chosen, and read that it is in."""
    phone.locator("main").get_by_role("button", name="Send").click()
    expect(phone.locator("main")).to_contain_text("Thank you. That is in.")


def test_a_full_day_by_the_clock(open_page: OpenPage, tmp_path: Path) -> None:
    """Each question of the day is led by keyboard, answered by 24 and shown as the rule says."""
    modules = read_modules(ROOT / "notebooks")
    plan = read_plan(PLAN, folder=ROOT / "facilitator" / "plans", modules=modules)
    seen: set[str] = set()
    with rehearsal(tmp_path) as held, crowd(held.port, held.word, 21) as people:
        day = Day(held, open_page, plan, people)
        day.come_in()
        look(day.desk, "before")
        day.desk.get_by_role("button", name="Start the clock").focus()
        day.desk.keyboard.press("Enter")
        expect(day.clock.locator(".how-far")).to_have_text("On time")
        boxes: list[Activity] = []
        for place, entry in enumerate(plan.entries):
            day.reach(place)
            if entry.module is None:
                continue
            day.show_deck(entry)
            if entry.module.number == "11":
                day.read_box(boxes[0])
            for activity in entry.module.activities:
                if activity.tier == "private":
                    seen.add(activity.type)
                    continue
                if activity.standing:
                    day.stand(activity.id)
                    if activity.signals:
                        day.notice(activity.id)
                    else:
                        day.people.do(day.people.answer(activity))
                        boxes.append(activity)
                elif activity.follows in day.held.snapshot()["activities"]:
                    spec = day.held.snapshot()["activities"]
                    texts = spec[activity.follows]["release"]["texts"]
                    day.ask(activity.following(texts), first=True)
                else:
                    day.ask(activity, first=activity.type not in seen)
                if activity.collects:  # of a pair the half that has a result
                    seen.add(activity.type)
        snapshot = held.snapshot()
        assert snapshot["room"]["joined"] == [20, 24]
        assert snapshot["room"]["results"] == 0
        day.check_clock()
        day.end()
        for phone in (day.dark, day.passing):
            expect(phone.locator("body")).to_contain_text("The workshop has ended")
            look(phone, f"phone-end-{'dark' if phone is day.dark else 'light'}")
        assert day.slides is not None
        expect(day.slides.locator("body")).to_contain_text("The workshop has ended")
        look(day.slides, "deck-end")
        assert day.wrong == []
    assert seen == ASKED | PRIVATE
    assert not (tmp_path / "results").exists()
