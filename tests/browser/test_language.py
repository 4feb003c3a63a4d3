"""Numbers and plurals are written as the language of the words writes them, on every surface."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Route

from askfirst.activities.base import Activity
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.planning.clock import Cut, Part, Schedule
from askfirst.release import Tier, release_counts
from askfirst.room.pages import component, phone_style
from askfirst.room.plan_clock import PlanClock
from askfirst.start.page import start_page
from tests.browser.gathered import gather, gather_slides
from tests.browser.surface import OpenPage, Screen
from tests.states import ALONE, everything
from tests.translated import POLL, SCALE, breath, translated, words

AUTHORED: Final = frozenset({"texts", "labels", "id", "type"})
# What is written by us on a page: not the author's words, no address or number of a slide, and no
# printed form that no component has taken the place of: nothing of ours runs in it.
SAID: Final = """places => places.filter((place) => !place.dataset.activity ||
  [...place.children].some((child) => child.localName.startsWith("askfirst-"))).map(place => [
  place.dataset.name ?? place.dataset.activity ?? place.dataset.own,
  [place, ...place.querySelectorAll("[aria-label]")].map(
    (node) => node.ariaLabel ?? node.innerText).join("\\n"),
])"""
EGYPTIAN: Final = {"language": "ar-EG"}
PLACES: Final = ".place, [data-activity], [data-own], .bottom, .activity .foot-said"


def strings(value: object) -> set[str]:
    """Return every text in a JSON value."""
    match value:
        case str():
            return {value}
        case Mapping():
            return set().union(*map(strings, value.values()))
        case list() | tuple():
            return set().union(*map(strings, value))
    return set()


def authored(activity: Activity) -> set[str]:
    """Return what an author or a translator wrote with a digit in it: it stays as it is.

    Of a sentence with slots these are the pieces between them.
    """
    spec = activity.spec()
    own = strings({key: value for key, value in spec.items() if key not in AUTHORED})
    pieces = (piece for said in strings(spec["texts"]) for piece in re.split(r"\{\w+\}", said))
    return {text for text in (*own, *pieces) if re.search(r"[0-9]", text)}


@pytest.mark.parametrize("surface", ["lab", "page", "deck", "phone"])
def test_every_number_is_written_in_the_language_of_the_spec(
    open_page: OpenPage, surface: str
) -> None:
    """In a spec of Egyptian Arabic no type shows a Western digit in any state, on any surface."""
    page = open_page(Screen.PHONE if surface == "phone" else Screen.LAPTOP)
    shown = everything(surface)
    (gather_slides if surface == "deck" else gather)(page, shown, spec=EGYPTIAN)
    ours = set().union(*(authored(one.activity) for one in shown))
    said = page.locator(PLACES).evaluate_all(SAID)
    wrong = []
    for name, text in said:
        for own in sorted(ours, key=len, reverse=True):
            text = text.replace(own, "")  # noqa: PLW2901  # what is left of it
        wrong += [f"{name}: {line}" for line in text.splitlines() if re.search(r"[0-9]", line)]
    assert not wrong, "a number that Intl did not write:\n" + "\n".join(wrong)
    assert any(re.search(r"[٠-٩]", text) for _, text in said)


def draw(page: Page, *given: tuple[str, dict[str, Any], Mapping[str, Any]]) -> list[str]:
    """Draw components in a page that is English, and return what each says."""
    kinds = dict.fromkeys(spec["type"] for _, spec, _ in given)
    phone = given[0][0] == "phone"
    sources = [component(kind) for kind in kinds] if phone else [component_source(*kinds)]
    style = phone_style() if phone else component_css(*TYPES)
    drawn = json.dumps(given).replace("<", "\\u003c")
    page.set_content(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Workshop</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style><body><main>'
        + "".join(f'</main><script type="module">{source}</script>' for source in sources)
        + f"<script type=module>for (const [surface, spec, state] of {drawn}) {{"
        "const view = document.createElement('askfirst-' + spec.type);"
        "Object.assign(view, { surface, spec, state }); document.body.append(view); }"
        'document.body.dataset.drawn = "all";</script>'
    )
    page.locator("body[data-drawn]").wait_for()
    return [
        str(text) for text in page.locator(".askfirst").evaluate_all("n => n.map(m => m.innerText)")
    ]


@pytest.mark.parametrize(
    ("language", "minutes", "said"),
    [
        ("pl", 1, "Trwa minutę."),
        ("pl", 2, "Trwa 2 minuty."),
        ("pl", 5, "Trwa 5 minut."),
        ("ar-EG", 1, "يستمر دقيقة واحدة."),
        ("ar-EG", 2, "يستمر دقيقتين."),
        ("ar-EG", 10, "يستمر ١٠ دقائق."),
    ],
)
def test_a_count_takes_its_plural(
    open_page: OpenPage, language: str, minutes: int, said: str
) -> None:
    """A count of minutes has the form that Polish and Arabic have for it, and their digits."""
    (text,) = draw(open_page(), ("lab", translated(breath(minutes), language), ALONE))
    assert said in text.splitlines()


@pytest.mark.parametrize("surface", ["phone", "page", "deck"])
@pytest.mark.parametrize(
    ("language", "most", "said"),
    [
        ("pl", 22, "Do 22 znaków"),
        ("ar-EG", 10, "حتى ١٠ أحرف"),
        ("ar-EG", 80, "حتى ٨٠ حرفًا"),
        ("ar-EG", 200, "حتى ٢٠٠ حرف"),
    ],
)
def test_the_longest_answer_is_said_in_the_language(
    open_page: OpenPage, surface: str, language: str, most: int, said: str
) -> None:
    """How much may be written is said in the plural and the digits of the spec, on phones too."""
    (text,) = draw(open_page(), (surface, translated(words(most), language), ALONE))
    assert re.search(rf"^{said}(\.|$)", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("language", "counts", "answered", "amount"),
    [
        ("pl", (8, 7, 9), "Odpowiedziały od 20 do 24 telefony.", "9"),
        ("pl", (8, 7, 10), "Odpowiedziało od 25 do 29 telefonów.", "10"),
        ("ar-EG", (8, 7, 9), "أجاب من ٢٠ إلى ٢٤ هاتفًا.", "٩"),
        ("ar-EG", (2, 3, 3), "أجابت من ٥ إلى ٩ هواتف.", "من ٠ إلى ٤"),
    ],
)
def test_a_release_is_said_in_the_language(
    open_page: OpenPage, language: str, counts: tuple[int, ...], answered: str, amount: str
) -> None:
    """How many answered, exact numbers and bands have the plurals and digits of the spec."""
    state = {"phase": "released", "release": release_counts(counts, tier=Tier.PERSONAL).to_json()}
    (text,) = draw(open_page(), ("lab", translated(POLL, language), state))
    assert answered in text
    assert amount in text.splitlines()


def test_a_threshold_without_a_word_is_a_number(open_page: OpenPage) -> None:
    """Where the texts have no word for the threshold, it is a number of the language."""
    state = {"phase": "released", "release": {"view": "locked", "k": 5}}
    said = draw(
        open_page(),
        ("lab", translated(POLL, "ar-EG"), state),
        ("lab", POLL.spec(), state),
    )
    assert "أقل من ٥ هواتف." in said[0]
    assert "Fewer than five phones answered, so nothing is shown." in said[1]


@pytest.mark.parametrize("surface", ["phone", "lab", "deck"])
def test_steps_are_numbered_in_the_language(open_page: OpenPage, surface: str) -> None:
    """The steps of a scale have the digits of the spec, and their words at both ends."""
    (text,) = draw(open_page(), (surface, translated(SCALE, "ar-EG"), ALONE))
    lines = text.splitlines()
    assert {"١ صعب جدًا", "٢", "٣", "٤", "٥ سهل جدًا"} <= set(lines)


@pytest.mark.parametrize("screen", [Screen.PHONE, Screen.LAPTOP])
def test_an_arabic_spec_reads_from_the_right(open_page: OpenPage, screen: Screen) -> None:
    """In an English page it is marked as Arabic, reads from the right, and overflows nowhere."""
    page = open_page(screen)
    surface = "phone" if screen is Screen.PHONE else "lab"
    draw(page, *((surface, translated(a, "ar-EG"), ALONE) for a in (POLL, SCALE, words(80))))
    views = page.locator(".askfirst").evaluate_all(
        "all => all.map((view) => [view.lang, getComputedStyle(view).direction,"
        " view.scrollWidth - view.clientWidth])"
    )
    assert views == [["ar-EG", "rtl", 0]] * 3
    ring = page.locator("[type=radio]").first.bounding_box()
    said = page.get_by_text("الخوف").bounding_box()
    assert ring is not None
    assert said is not None
    assert ring["x"] > said["x"] + said["width"]


def test_bars_begin_where_reading_begins(open_page: OpenPage) -> None:
    """In Arabic a bar is solid from the right, its uncertain part at the left."""
    release = release_counts((12, 6, 3), tier=Tier.PERSONAL).to_json()
    page = open_page()
    for activity, from_the_right in ((translated(POLL, "ar-EG"), True), (POLL.spec(), False)):
        draw(page, ("lab", activity, {"phase": "released", "release": release}))
        bar = page.locator(".askfirst-bar").first.bounding_box()
        solid = page.locator(".askfirst-bar rect").first.bounding_box()
        assert bar is not None
        assert solid is not None
        ends = (bar["x"] + bar["width"]) - (solid["x"] + solid["width"]), solid["x"] - bar["x"]
        assert (abs(ends[0]) < 1) is from_the_right
        assert (abs(ends[1]) < 1) is not from_the_right


def plan(minutes: int) -> dict[str, Any]:
    entries = [
        {"title": "Arrive", "minutes": 1, "say": "Hello.", "activities": []},
        {"title": "Rest", "minutes": minutes - 1, "pause": True, "activities": []},
    ]
    prints = {
        "rows": [
            {"title": "Handouts", "per": 1, "more": 2, "note": "", "command": "", "link": ""},
        ],
        "bring": [],
    }  # fmt: skip
    return {"title": "Evening", "minutes": minutes, "entries": entries, "prints": prints}


def clock(minutes: int) -> Mapping[str, Any]:
    """What a room tells whose plan has begun late, with something to drop."""
    schedule = Schedule(
        parts=(
            Part(title="Arrive", minutes=1),
            Part(title="Rest", minutes=minutes - 1, pause=True),
        ),
        cuts=(Cut(id="line-0", place=1, minutes=minutes / 2, title="Half of it"),),
    )
    now = [1110.0]
    led = PlanClock(schedule, minute=lambda: now[0])
    led.take("start", {"part": 0})
    now[0] += 4
    led.look()
    return led.told


def lead(page: Page, language: str, minutes: int, results: int, *, running: bool = False) -> str:
    """Open the start page in a language, with a room that says all it knows once."""
    still = {"running": False, "starts": [0], "start": None, "others": []}
    room = {
        "address": "", "word": "river", "qr": "", "size": 25, "lab": "", "headCount": 24,
        "joined": [20, 24], "results": results, "ended": False,
        "clock": clock(minutes) if running else still,
    }  # fmt: skip
    snapshot = {"room": room, "plan": plan(minutes), "activities": {}}

    def reply(route: Route) -> None:
        if "/host/events" in route.request.url:
            said = f"event: state\ndata: {json.dumps(snapshot)}\n\n"
            route.fulfill(body=said, content_type="text/event-stream")
        else:
            html = start_page().html.replace('<html lang="en">', f'<html lang="{language}">')
            route.fulfill(body=html, content_type="text/html")

    page.route("**/*", reply)
    page.goto("http://127.0.0.1:9/host#k=key")
    page.locator(".joined").wait_for()
    return str(page.locator(".main").inner_text() + page.locator("aside").inner_text())


def test_the_start_page_counts_in_words_that_fit(open_page: OpenPage) -> None:
    """One minute and one result are singular, others plural; the clock counts in the language."""
    one = lead(open_page(), "en", 1, 1)
    assert "1 minute" in one.splitlines()
    assert "On disk so far: one result." in one
    page = open_page()
    many = lead(page, "en", 75, 2)
    assert "75 minutes" in many.splitlines()
    assert "On disk so far: 2 results." in many
    assert {"0:00", "0:01"} <= set(many.splitlines())
    assert page.locator(".clock .second").inner_text() == "75 minutes planned"


def test_the_start_page_writes_its_numbers_in_the_language_of_the_page(open_page: OpenPage) -> None:
    """A start page of Egyptian Arabic has no Western digit in plan, clock, room or results."""
    page = open_page()
    said = lead(page, "ar-EG", 75, 3)
    assert not re.search(r"[0-9]", said)
    assert {"٢٠ to ٢٤", "٠:٠١", "٧٥ minutes", "٢٦ ×"} <= set(re.split(r"\n| (?=٢٠)", said))
    late = lead(open_page(), "ar-EG", 75, 3, running=True)
    assert not re.search(r"[0-9]", late)
    assert {"٣ minutes behind", "This wins ٣٧ minutes. That is enough to be on time."} <= set(
        late.splitlines()
    )


def test_the_clock_counts_in_words_that_fit(open_page: OpenPage) -> None:
    """One minute that is won is singular, and each minute that is missing is counted."""
    late = lead(open_page(), "en", 2, 1, running=True)
    assert "3 minutes behind" in late.splitlines()
    assert "This wins 1 minute. That is not enough: 2 minutes are missing." in late
