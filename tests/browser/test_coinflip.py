"""CoinFlip in Chromium: one toss and never another, what goes out, and how an estimate is drawn."""

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from askfirst import CoinFlip
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.export.deck import render_deck
from askfirst.release import Release, release_estimate
from askfirst.room.pages import component, phone_style
from askfirst.room.seats import Seats
from askfirst.start.page import start_page
from tests.browser import fake_room
from tests.browser.deck_sheet import READY, misfits, show
from tests.browser.fake_room import FakeRoom, deck_led_by
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe
from tests.export.samples import asks, module, note, text
from tests.room.rooms import POLL, make_room

SENTENCE = "Part of me thought of not coming today."
COIN = CoinFlip("00-coin", SENTENCE)
DIE = CoinFlip("00-die", SENTENCE, design="warner")
LONGEST = CoinFlip("00-long", "I " + "would rather " * 6 + "not.", answers=("M" * 20, "x" * 30))
ALONE: dict[str, Any] = {"phase": "open", "alone": True}
WIDE = release_estimate(12, 30, keep=COIN.how.keep)
CLEAR = release_estimate(20, 52, keep=COIN.how.keep)
LOCKED = release_estimate(2, 4, keep=COIN.how.keep)
KEPT, TURNED = 0, 3  # bytes of which four make a toss of two coins: three keep, the last turns

# Tosses take one byte at a time, and take it from here; everything else stays random.
SCRIPTED = """
globalThis.tosses = 0;
const random = crypto.getRandomValues.bind(crypto);
crypto.getRandomValues = (into) => {
  if (into.length !== 1) return random(into);
  into[0] = BYTES[Math.min(tosses, BYTES.length - 1)];
  tosses += 1;
  return into;
};
"""


def scripted(page: Page, *toss: int) -> None:
    """Let the tosses on this page come out as these bytes, the last again and again."""
    page.add_init_script(f"const BYTES = {list(toss)};{SCRIPTED}")


def draw(
    page: Page,
    asked: CoinFlip,
    state: dict[str, Any],
    *,
    surface: str = "page",
    direction: str = "ltr",
) -> None:
    """Draw the component on an otherwise empty page, which notes every choice that is sent."""
    on_phone = surface == "phone"
    style = phone_style() if on_phone else component_css(*TYPES)
    script = component("coinflip") if on_phone else component_source("coinflip")
    spec = json.dumps(asked.spec()).replace("<", "\\u003c")
    page.set_content(
        f'<!doctype html><html lang="en" dir="{direction}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Workshop</title><style>'
        "body { background: #fff } @media (prefers-color-scheme: dark) { body { background:"
        " #10191d; color: #eceae2; --jp-layout-color0: #10191d; --jp-ui-font-color1: #eceae2 } }"
        f"{style}</style><body><main><h1>Workshop</h1></main><script type='module'>{script}\n"
        "const dark = matchMedia('(prefers-color-scheme: dark)').matches;\n"
        "document.body.dataset.jpThemeLight = String(!dark);\nwindow.sent = [];\n"
        "const view = document.createElement('askfirst-coinflip');\n"
        f"const given = {{ surface: '{surface}', spec: {spec}, state: {json.dumps(state)} }};\n"
        "Object.assign(view, given);\n"
        "view.addEventListener('askfirst-answer', (e) => window.sent.push(e.detail.choice));\n"
        "document.querySelector('main').append(view);\n"
        "document.body.dataset.drawn = 'all';</script>"
    )
    page.locator("body[data-drawn]").wait_for()


def shown(release: Release) -> dict[str, Any]:
    return {"phase": "released", "lead": True, "release": release.to_json()}


def answer(page: Page, word: str, *, toss: bool = False) -> None:
    """Choose, and send."""
    if toss:
        page.get_by_label("Let this phone toss").check()
    page.get_by_label(word, exact=True).check()
    page.get_by_role("button", name="Send").click()


def thanked(page: Page) -> None:
    expect(page.get_by_text("Thank you. That is in.")).to_be_visible()


@pytest.fixture
def served() -> Iterator[Served]:
    """A room that asks the sentence, at a plain-http name."""
    with served_to_phones(make_room(activities=[COIN, POLL])) as served:
        served.do(served.room.open, COIN.id)
        yield served


@pytest.fixture
def phone(served: Served, open_page: OpenPage) -> Page:
    """A phone in that room, whose first toss turns an answer round and whose later ones do not."""
    page = open_page(Screen.PHONE)
    scripted(page, TURNED, KEPT)
    page.goto(f"{served.url}#river")
    page.wait_for_url(served.url)
    expect(page.get_by_label("Yes", exact=True)).to_be_enabled()
    return page


def tosses(page: Page) -> int:
    return int(page.evaluate("tosses"))


def counts(served: Served) -> list[int]:
    return served.room.asked[COIN.id].tally.counts


EVERY_BYTE = """(spec) => [...Array(256).keys()].map((byte) => {
  let used = 0;
  crypto.getRandomValues = (into) => ((into[0] = used ? 0 : byte), used++, into);
  const view = document.createElement("askfirst-coinflip");
  const own = { ...spec, id: `x-${byte}` };
  Object.assign(view, { surface: "page", spec: own, state: { phase: "open" } });
  document.body.append(view);
  view.querySelector("[type=checkbox]").checked = true;
  const said = ["0", "1"].map((value) => {
    view.querySelector(`[value="${value}"]`).checked = true;
    return view.choice();
  });
  view.remove();
  return { said: said.join(""), used };
})"""


@pytest.mark.parametrize("asked", [COIN, DIE], ids=["coin", "die"])
def test_every_byte_makes_the_chances_of_the_design(open_page: OpenPage, asked: CoinFlip) -> None:
    """Over all 256 bytes the toss keeps an answer as often as by hand, with no byte left over.

    A byte that would favour one outcome is thrown away and another drawn; yes and no are both
    kept or both turned, from the one draw.
    """
    page = open_page()
    draw(page, asked, ALONE)
    found = page.evaluate(EVERY_BYTE, asked.spec())
    fair = [one for one in found if one["used"] == 1]
    assert len(fair) == {COIN: 256, DIE: 255}[asked]
    assert [one["used"] for one in found if one not in fair] == [2] * (256 - len(fair))
    kept = sum(one["said"] == "01" for one in fair)
    assert Fraction(kept, len(fair)) == asked.how.keep
    assert {one["said"] for one in found} == {"01", "10"}


def test_taking_back_does_not_toss_again(served: Served, phone: Page) -> None:
    """The first toss stands for every later answer: the same answer goes out the same again."""
    for _ in range(3):
        answer(phone, "Yes", toss=True)
        thanked(phone)
        assert (counts(served), tosses(phone)) == ([0, 1], 1)
        phone.get_by_role("button", name="Take it back").click()
        expect(phone.get_by_label("Yes", exact=True)).not_to_be_checked()
        expect(phone.get_by_label("Let this phone toss")).not_to_be_checked()
    answer(phone, "No", toss=True)
    thanked(phone)
    assert (counts(served), tosses(phone)) == ([1, 0], 1)


def test_reloading_does_not_toss_again(served: Served, phone: Page) -> None:
    """After a reload the same answer goes out as before, and only the toss was kept, not it."""
    said: list[str] = []
    phone.on("request", lambda request: said.extend(choices(request)))
    answer(phone, "Yes", toss=True)
    thanked(phone)
    kept = phone.evaluate("history.state")
    assert (kept.keys(), kept["draw 00-coin"]) == ({"ticket", "seat", "draw 00-coin"}, True)
    phone.reload()
    answer(phone, "Yes", toss=True)
    expect(phone.get_by_text("This phone has answered or passed.")).to_be_visible()
    assert (said, tosses(phone)) == (["1", "1"], 0)
    assert counts(served) == [0, 1]
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0


def choices(request: Request) -> list[str]:
    sent = urlsplit(request.url).path == "/answer"
    return [json.loads(request.post_data or "")["choice"]] if sent else []


def test_a_retry_sends_the_same_choice(served: Served, phone: Page) -> None:
    """When the acknowledgement is lost the same bytes go again, from the one toss."""
    sent: list[str | None] = []

    def lose_the_first(route: Route) -> None:
        sent.append(route.request.post_data)
        plain = {"content-type": "application/json"}
        here = f"http://127.0.0.1:{urlsplit(served.url).port}/answer"
        reply = route.fetch(url=here, headers=plain)
        if len(sent) == 1:
            route.abort()
        else:
            route.fulfill(response=reply)

    phone.route("**/answer", lose_the_first)
    answer(phone, "No", toss=True)
    thanked(phone)
    assert (len(sent), len(set(sent)), tosses(phone)) == (2, 1, 1)
    assert counts(served) == [1, 0]


def test_a_coin_of_ones_own_goes_out_as_it_fell(served: Served, phone: Page) -> None:
    """Nothing is preselected; with no tick the answer is sent as it is, and nothing is tossed."""
    expect(phone.locator("input:checked")).to_have_count(0)
    answer(phone, "Yes")
    thanked(phone)
    assert (counts(served), tosses(phone)) == ([1, 0], 0)
    phone.get_by_role("button", name="Take it back").click()
    answer(phone, "Pass", toss=True)
    thanked(phone)
    assert (counts(served), tosses(phone)) == ([0, 0], 0)


def test_a_toss_made_while_joining_stays(served: Served, open_page: OpenPage) -> None:
    """A toss made before the seat is there is kept beside it."""
    page = open_page(Screen.PHONE)
    scripted(page, TURNED, KEPT)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/join", hold)
    page.goto(f"{served.url}#river")
    answer(page, "Yes", toss=True)
    held[0].continue_()
    thanked(page)
    assert page.evaluate("history.state['draw 00-coin']") is True
    assert (counts(served), tosses(page)) == ([0, 1], 1)


def test_a_new_seat_forgets_the_toss(served: Served, phone: Page) -> None:
    """A phone whose seat is worth nothing any more forgets the toss with it, and tosses anew."""
    answer(phone, "Yes", toss=True)
    thanked(phone)
    phone.reload()
    served.room.seats = Seats(12)  # a room that was started again knows none of the seats
    answer(phone, "Yes", toss=True)
    word = phone.get_by_label("The word on the screen")
    expect(word).to_be_visible()
    assert phone.evaluate("history.state") is None
    word.fill("river")
    phone.get_by_role("button", name="Join").click()
    answer(phone, "Yes", toss=True)
    thanked(phone)
    assert (counts(served), tosses(phone)) == ([0, 2], 1)


def test_the_toss_is_forgotten_with_the_result(served: Served, phone: Page) -> None:
    """Once nothing can be taken back any more, the phone keeps seat and ticket, and no toss."""
    answer(phone, "Yes", toss=True)
    thanked(phone)
    served.do(served.room.close, COIN.id)
    assert phone.evaluate("Object.keys(history.state).length") == 3
    served.do(served.room.release, COIN.id)
    expect(phone.locator("h2")).to_have_text("This question is closed")
    assert phone.evaluate("history.state").keys() == {"seat", "ticket"}


def test_the_thank_you_has_no_trace(served: Served, phone: Page) -> None:
    """After yes, no and pass, tossed or not, the page is the same in every byte."""
    seen = set()
    for word, toss in (("Yes", False), ("Yes", True), ("No", True), ("Pass", False)):
        answer(phone, word, toss=toss)
        thanked(phone)
        expect(phone.get_by_text("What is in may or may not be the true answer")).to_be_visible()
        seen.add(phone.locator("main").inner_html())
        phone.get_by_role("button", name="Take it back").click()
        expect(phone.get_by_label("Yes", exact=True)).to_be_visible()
    assert len(seen) == 1


@pytest.mark.parametrize("dark", [False, True])
def test_by_keyboard_on_a_phone(served: Served, open_page: OpenPage, dark: bool) -> None:
    """Tick, answer and send go by keyboard; targets are 44 px or more, and axe finds nothing."""
    page = open_page(Screen.PHONE, dark=dark)
    scripted(page, TURNED)
    page.goto(f"{served.url}#river")
    tick = page.get_by_label("Let this phone toss")
    tick.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("No", exact=True)).to_be_checked()
    heights = page.locator("main label, main button").evaluate_all(
        "all => all.map(n => n.offsetHeight)"
    )
    assert min(heights) >= 44
    axe(page)
    page.keyboard.press("Enter")
    thanked(page)
    axe(page)
    assert counts(served) == [1, 0]


@pytest.mark.parametrize("dark", [False, True])
def test_without_javascript_one_tosses_by_hand(
    served: Served, open_page: OpenPage, dark: bool
) -> None:
    """The plain form says how to toss, offers no toss of its own, and explains on request."""
    page = open_page(Screen.PHONE, javascript=False, dark=dark)
    page.goto(served.url)
    page.get_by_role("textbox").fill("river")
    page.get_by_role("button", name="Join").click()
    for line in COIN.rule():
        expect(page.get_by_text(line, exact=True)).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    page.get_by_text("Why nobody can know").click()
    expect(page.get_by_text("proves nothing about anyone")).to_be_visible()
    axe(page)
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Send").click()
    thanked(page)
    assert counts(served) == [0, 1]


@pytest.mark.parametrize("surface", ["lab", "page"])
def test_alone_it_explains_itself(open_page: OpenPage, surface: str) -> None:
    """Alone the explanation folds out below the question, and stands open after an answer."""
    page = open_page()
    draw(page, COIN, ALONE, surface=surface)
    why = page.locator("details")
    expect(why).not_to_have_attribute("open", "")
    page.get_by_text("Why nobody can know").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Take a made-up room of 30.")).to_be_visible()
    expect(page.get_by_label("Let this page toss")).not_to_be_checked()
    draw(page, COIN, {**ALONE, "sent": True}, surface=surface)
    expect(why).to_have_attribute("open", "")
    expect(page.locator("[data-asking]")).to_have_count(0)


def test_on_one_page_one_toss_is_kept(open_page: OpenPage) -> None:
    """Where there is no seat, a page keeps its toss for as long as it stands."""
    page = open_page()
    scripted(page, TURNED, KEPT)
    page.goto("about:blank")
    draw(page, COIN, ALONE)
    page.get_by_label("Let this page toss").check()
    for word, sent in (("Yes", "1"), ("No", "0"), ("Yes", "1")):
        page.get_by_label(word, exact=True).check()
        page.get_by_role("button", name="Answer").click()
        assert page.evaluate("window.sent.at(-1)") == sent
    assert tosses(page) == 1
    assert page.evaluate("history.state") is None


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("surface", ["lab", "page", "phone"])
def test_axe_finds_nothing_in_any_state(open_page: OpenPage, surface: str, dark: bool) -> None:
    """Asked, answered, led and released, in light and dark: axe finds nothing."""
    page = open_page(Screen.PHONE, dark=dark)
    states = [ALONE, {**ALONE, "sent": True}]
    if surface != "phone":
        states += [{"phase": "closed"}, {"phase": "draft", "lead": True}]
        states += [shown(release) for release in (WIDE, CLEAR, LOCKED)]
    for state in states:
        draw(page, COIN, state, surface=surface)
        for folded in page.locator("summary").all():
            folded.click()
        axe(page)


def test_an_estimate_leads_with_its_interval(open_page: OpenPage) -> None:
    """The sentence and the drawing say the interval, the likely share only where there is one."""
    page = open_page()
    draw(page, COIN, shown(CLEAR))
    expect(page.get_by_text("Between 0 and 55 in 100, likely near 25")).to_be_visible()
    expect(page.get_by_text("50 to 54 phones answered. In 19 rooms of 20")).to_be_visible()
    line = page.locator("svg.askfirst-share")
    expect(line).to_have_attribute("aria-hidden", "true")
    stripes = line.locator("rect").evaluate_all(
        "all => all.map((r) => parseFloat(r.getAttribute('x')))"
    )
    assert (min(stripes), max(stripes), len(stripes)) == (0, 55, 23)
    assert line.locator("circle").get_attribute("cx") == "25%"
    draw(page, COIN, shown(WIDE))
    expect(page.get_by_text("Between 0 and 65 in 100", exact=True)).to_be_visible()
    expect(page.get_by_text("blur too much to say more")).to_be_visible()
    expect(line.locator("circle")).to_have_count(0)
    assert "null" not in page.locator(".askfirst-release").inner_html()


@pytest.mark.parametrize("screen", [Screen.PHONE, Screen.LAPTOP])
def test_every_result_keeps_one_height(open_page: OpenPage, screen: Screen) -> None:
    """Locked, blurred and clear take the same height, so that the layout gives nothing away."""
    page = open_page(screen)
    heights = set()
    for release in (WIDE, CLEAR, LOCKED):
        draw(page, COIN, shown(release))
        heights.add(page.locator(".askfirst-release").evaluate("frame => frame.offsetHeight"))
    assert len(heights) == 1


def test_from_right_to_left_the_line_is_mirrored(open_page: OpenPage) -> None:
    """Where a page runs from right to left, 0 stands at the right, and so does the first stripe."""
    page = open_page()
    draw(page, COIN, shown(CLEAR), direction="rtl")
    zero = page.locator(".askfirst-axis span").first.bounding_box()
    first = page.locator(".askfirst-share rect").first.bounding_box()
    last = page.locator(".askfirst-share rect").last.bounding_box()
    assert zero is not None
    assert first is not None
    assert last is not None
    assert zero["x"] > 600
    assert first["x"] > last["x"]


@pytest.fixture(params=[COIN, DIE, LONGEST], ids=["coin", "die", "longest"])
def asked(request: pytest.FixtureRequest) -> CoinFlip:
    """Both designs, and one whose sentence and words are as long as they may be on a slide."""
    found: CoinFlip = request.param
    return found


@pytest.mark.parametrize("release", [WIDE, CLEAR, LOCKED], ids=["wide", "clear", "locked"])
def test_deck_asks_shows_and_explains(
    open_page: OpenPage, asked: CoinFlip, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slide says how to toss and shows the estimate; the next slide explains, in a picture."""
    monkeypatch.setattr(fake_room, "RELEASE", release.to_json())
    deck = module(text("# Title"), asks(asked), note("While asking."), note("While explaining."))
    room = FakeRoom(render_deck(deck, live=True), {asked.id: asked.spec()})
    with deck_led_by(room, open_page) as page:
        page.wait_for_selector('.present[data-phase="draft"]')
        for key, phase in (("o", "open"), ("o", "closed"), ("r", "released")):
            rule = page.locator(".present .askfirst-rule li")
            assert rule.all_inner_texts() == list(asked.rule())
            page.keyboard.press(key)
            page.wait_for_selector(f'.present[data-phase="{phase}"]')
            assert misfits(page) == [], phase
            axe(page)
        expect(page.locator(".present details")).to_have_count(0)
        expect(page.locator(".present aside.notes")).to_have_text("While asking.")
        page.keyboard.press("ArrowRight")
        page.wait_for_selector("section.slide:nth-of-type(3).present")
        expect(page.get_by_role("img", name="Why nobody can know")).to_be_visible()
        expect(page.locator(".present h2")).to_contain_text("proves nothing")
        expect(page.locator(".present aside.notes")).to_have_text("While explaining.")
        assert misfits(page) == []
        axe(page)


def test_deck_from_disk_says_how_to_toss(open_page: OpenPage, tmp_path: Path) -> None:
    """A deck without a room has the rule over the answers, and the slide that explains."""
    file = tmp_path / "deck.html"
    file.write_text(render_deck(module(text("# Title"), asks(COIN))), encoding="utf-8")
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(file.as_uri())
    page.wait_for_selector(READY)
    for slide in (2, 3):
        show(page, slide)
        assert misfits(page) == []
        axe(page)
    show(page, 2)
    assert page.locator(".present .askfirst-rule li").all_inner_texts() == list(COIN.rule())


def test_start_page_can_draw_it(open_page: OpenPage) -> None:
    """The start page holds the component, and draws a release of it in its own style."""
    html = start_page().html
    page = open_page()
    page.set_content(html.split("<body")[0] + '<body class="askfirst-start"><main></main>')
    page.add_script_tag(type="module", content=component_source(*TYPES))
    page.locator("main").evaluate(
        """(main, [spec, state]) => {
          const view = document.createElement("askfirst-coinflip");
          main.append(Object.assign(view, { bare: true, spec, state })); }""",
        [COIN.spec(), {"phase": "released", "release": CLEAR.to_json()}],
    )
    expect(page.get_by_text("Between 0 and 55 in 100, likely near 25")).to_be_visible()
    assert 'define("askfirst-coinflip"' in html
