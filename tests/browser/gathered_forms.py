"""What phones without JavaScript get, of every type, on one page."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from playwright.sync_api import Page
from starlette.testclient import TestClient

from askfirst.activities.base import Activity
from askfirst.room.pages import phone_style
from tests.browser.gathered import apart
from tests.examples import SHARED
from tests.forms import Form
from tests.room.rooms import client, make_room
from tests.states import Seen, activities, stretched


def gather_forms(page: Page, kinds: Sequence[str] = SHARED, *, long: bool = True) -> None:
    """Show question, refusal, thanks and the closed screen of these types, one under the other."""
    shown = [
        one for kind in kinds for activity in _activities(kind, long) for one in _shown(activity)
    ]
    page.set_content(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Workshop</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<style>{in_places(phone_style())}</style><body class="askfirst askfirst-at-phone">'
        f"<main><h1>Workshop</h1>{''.join(shown)}</main>"
    )


def in_places(style: str) -> str:
    """Return a style in which each place is what a page's main part is."""
    return re.sub(r"(?<![-\w])main(?=[ >{])", ":is(main,.place)", style)


def _activities(kind: str, long: bool) -> Iterator[Activity]:
    for place, activity in enumerate((*activities(kind), *([stretched(kind)] if long else []))):
        yield from apart(Seen(activity, "form", "", {}), place).activity.parts()


def _shown(asked: Activity) -> Iterator[str]:
    """Yield each page of an activity as a place of its own, in which no id stands twice."""
    for name, html in _pages(asked):
        (main,) = re.findall(r"<main>(.*?)</main>", html, re.DOTALL)
        for attribute in ("id", "aria-describedby"):
            main = re.sub(rf'({attribute}="[^"]*)"', rf'\1-{name}"', main)
        yield f'<section class="place" data-name="{escape(asked.id)} {name}">{main}</section>'


def _pages(asked: Activity) -> Iterator[tuple[str, str]]:
    room = make_room(activities=[asked])
    room.open(asked.id)
    web: TestClient = client(room)
    question = web.post("/join", data={"word": "river"}).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', question))
    yield "question", question
    yield "refused", web.post("/answer", data={**hidden, "choice": ["99"]}).text
    yield "thanks", web.post("/answer", data={**hidden, **Form(asked.form()).filled()}).text
    room.close(asked.id)
    yield "closed", web.post("/next", data={"seat": hidden["seat"]}).text
