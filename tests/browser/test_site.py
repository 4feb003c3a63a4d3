"""The site in Chromium: from disk and below any address, searched by keyboard, and left."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from askfirst.building.outputs import Wishes, shelf_for
from askfirst.export.formats import SITE, SITE_HANDBOOK
from askfirst.export.site_search import words
from askfirst.export.site_texts import BACK, SERVED
from askfirst.export.site_texts import SITE as TEXTS
from askfirst.export.texts import PAGE
from tests.browser.alone import KEPT, NOTHING, opened, skipped_to
from tests.browser.measured import CONTROLS, OVERFLOW, TARGETS, UNFOCUSED
from tests.browser.surface import MAPPED_HOST, OpenPage, Screen, axe
from tests.serving import folder_served

ROOT: Final = Path(__file__).parents[2]
BELOW: Final = "some/where/site"
HANDBOOK: Final = ("handbook/index.html", "handbook/06-disclosure.html")
OWN: Final = ("index.html", "sources.html", "glossary.html", *HANDBOOK)
# Links within a sentence of a chapter, which are as high as their line.
IN_TEXT: Final = ".part :is(p, td, th) a, .part[id] :is(ol, ul):not([class]) > li > a"
PAGES: Final = (*OWN, "modules/05_consent.html")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the pages of the whole site lie some way down."""
    top = tmp_path_factory.mktemp("served")
    shelf = shelf_for(Wishes(formats=("site",)), ROOT)
    for made in SITE:
        if made.whole:
            write(top / BELOW / f"{made.name.removeprefix('site/')}.html", made.render_all(shelf))
        elif made.together:
            for module in shelf.modules:
                name = f"modules/{module.stem}.html"
                write(top / BELOW / name, made.render_module(module, shelf))
    for name in SITE_HANDBOOK.sources(ROOT):
        if name.endswith(".html"):
            write(top / BELOW / "handbook" / name, SITE_HANDBOOK.render_file(ROOT, name, shelf))
    return top


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture
def served(folder: Path) -> Iterator[str]:
    """The address of the folder on a plain-http server that knows nothing of the site."""
    with folder_served(folder, MAPPED_HOST) as address:
        yield f"{address}/{BELOW}/"


@pytest.fixture(params=["disk", "web"])
def place(request: pytest.FixtureRequest, folder: Path, served: str) -> Callable[[str], str]:
    """The address of a page of the site, from disk and from below some address."""
    if request.param == "web":
        return lambda name: served + name
    return lambda name: (folder / BELOW / name).as_uri()


@pytest.fixture
def disk(folder: Path) -> Callable[[str], str]:
    """The address of a page of the site on disk."""
    return lambda name: (folder / BELOW / name).as_uri()


def said(page: Page) -> str:
    return page.locator("#search-said").text_content() or ""


def find(page: Page, typed: str) -> None:
    page.get_by_label(TEXTS["search_in"]).fill(typed)


def test_it_is_searched_by_keyboard_and_leads_to_the_place(
    open_page: OpenPage, place: Callable[[str], str]
) -> None:
    """Typing says how many places there are; Enter goes to the first, and again to its section."""
    page = opened(open_page(), place("index.html"))
    find(page, "stillness STOP")
    expect(page.get_by_role("status")).to_have_text("6 places found.")
    page.keyboard.press("Enter")
    expect(page.locator("#search-found a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("html.live-page h2", has_text="Stillness means stop").wait_for()
    section = page.url.rpartition("#")
    assert section[0] == place("modules/05_consent.html")
    expect(page.locator(f"[id='{section[2]}'] h2")).to_be_in_viewport()


def test_nothing_of_a_search_is_kept_sent_or_there_again(
    open_page: OpenPage, place: Callable[[str], str]
) -> None:
    """No request is made, nothing is stored, no address holds it, and Back finds an empty field."""
    page = opened(open_page(), place("index.html"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    find(page, "consent")
    page.locator("#search-found a").first.wait_for()
    assert asked == []
    assert page.evaluate(KEPT) == NOTHING
    page.locator("#search-found a").first.click()
    page.locator("html.live-page .promise").wait_for()
    assert page.evaluate("document.referrer") == ""
    assert [url for url in asked if "?" in url] == []
    page.go_back()
    page.locator("html.live-page #search").wait_for()
    assert page.get_by_label(TEXTS["search_in"]).input_value() == ""
    assert page.locator("#search-found").inner_text() == ""


def test_a_meaning_is_set_like_other_text(open_page: OpenPage, disk: Callable[[str], str]) -> None:
    """The browser leaves no last word of a meaning alone, where it can, as in a sentence."""
    page = opened(open_page(Screen.PHONE), disk("glossary.html"))
    wrap = "(one) => getComputedStyle(one).textWrapStyle"
    sentence = page.locator("main p").first.evaluate(wrap)
    assert page.locator(".words dd").first.evaluate(wrap) == sentence == "pretty"


def test_one_goes_through_the_site_by_its_links(
    open_page: OpenPage, place: Callable[[str], str]
) -> None:
    """From the first page to a module, on to its neighbour, and back to the first page."""
    page = opened(open_page(), place("index.html"))
    page.get_by_role("link", name="Consent that keeps going").first.click()
    page.get_by_role("link", name="After this: Boundaries").click()
    page.get_by_role("link", name=TEXTS["home"]).click()
    page.get_by_role("link", name=TEXTS["sources_title"]).first.click()
    page.locator("#C19").get_by_role("link", name="05 Consent").click()
    page.locator("html.live-page h1", has_text="Consent that keeps going").wait_for()
    assert page.url == place("modules/05_consent.html")


def test_one_goes_through_the_handbook_by_its_links(
    open_page: OpenPage, place: Callable[[str], str]
) -> None:
    """From the first page to a chapter, to the one it names, and back; each file says its kind."""
    page = opened(open_page(), place("index.html"))
    page.get_by_role("link", name=TEXTS["handbook_title"], exact=True).first.click()
    expect(page.get_by_role("link", name="Privacy notice, DOCX")).to_be_visible()
    page.get_by_role("link", name="Leading online").click()
    page.get_by_role("link", name="Privacy").first.click()
    page.locator("html.live-page h1", has_text="Privacy").wait_for()
    assert page.url == place("handbook/13-privacy-notice.html") + "#a-room-on-a-server"
    page.get_by_role("link", name=TEXTS["handbook_home"]).first.click()
    page.get_by_role("link", name=TEXTS["home"]).first.click()
    page.locator("html.live-page #search").wait_for()


def test_it_opens_with_the_network_off_and_its_policy_stops_nothing(
    open_page: OpenPage, disk: Callable[[str], str]
) -> None:
    """Without a network each page opens, with its typeface, and without a complaint."""
    page = open_page(offline=True)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name in PAGES:
        opened(page, disk(name))
        assert page.evaluate("document.fonts.check('600 36px Literata')")
        assert page.evaluate(KEPT) == NOTHING
    assert complaints == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("screen", [Screen.PHONE, Screen.LAPTOP])
def test_axe_finds_nothing(
    open_page: OpenPage, disk: Callable[[str], str], screen: Screen, dark: bool
) -> None:
    """Each page, with all that is folded open, and the results of a search pass axe."""
    page = open_page(screen, dark=dark)
    for name in PAGES:
        opened(page, disk(name))
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        axe(page)
    opened(page, disk("index.html"))
    for typed in ("stop", "zzzz"):
        find(page, typed)
        axe(page)


def test_it_fits_the_smallest_screen(open_page: OpenPage, disk: Callable[[str], str]) -> None:
    """At 320 px nothing stands out of the page, and whatever can be pressed has 44 px."""
    page = open_page(Screen.PHONE)
    page.set_viewport_size({"width": 320, "height": 640})
    for name in OWN:
        opened(page, disk(name))
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        if name == "index.html":
            find(page, "stop")
        assert page.evaluate(OVERFLOW) == [], name
        controls = page.locator("main").locator(CONTROLS)
        apart = page.locator("main").locator(f":is({CONTROLS}):not({IN_TEXT})")
        small = [one for one in apart.evaluate_all(TARGETS) if one["height"] < 43.9]
        assert small == [], name
        assert controls.evaluate_all(UNFOCUSED) == [], name


def test_read_from_the_right_its_lists_begin_there(
    open_page: OpenPage, disk: Callable[[str], str]
) -> None:
    """Numbers and titles of modules, which hold no letter of their own, stand where they should."""
    page = opened(open_page(Screen.PHONE), disk("index.html"))
    page.evaluate("document.documentElement.dir = 'rtl'")
    right = "all => all.map((one) => Math.round(one.getBoundingClientRect().right))"
    titles = page.locator(".modules h3")
    assert titles.evaluate_all(right) == titles.locator("a").evaluate_all(right)
    numbers = page.locator(".modules .number")
    ends = numbers.evaluate_all(
        """all => all.map((one) => {
          const range = document.createRange();
          range.selectNodeContents(one);
          return one.getBoundingClientRect().right - range.getBoundingClientRect().right;
        })"""
    )
    assert len(ends) == 12
    assert max(map(abs, ends)) < 1


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_skips_to_the_text(
    open_page: OpenPage, disk: Callable[[str], str], name: str
) -> None:
    """On each page the first stop leads past the bar, on the smallest screen, too."""
    page = open_page(Screen.PHONE)
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, disk(name))
    skipped_to(page, page.locator("#leave"))


def test_without_javascript_all_can_be_read(
    open_page: OpenPage, disk: Callable[[str], str]
) -> None:
    """The search is not shown and its place says why; every link works."""
    page = open_page(javascript=False)
    page.goto(disk("index.html"))
    expect(page.locator("#search")).to_be_hidden()
    expect(page.get_by_text(TEXTS["search_off"])).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Consent that keeps going").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Consent that keeps going")


def test_the_page_reads_words_as_the_index_does(
    open_page: OpenPage, disk: Callable[[str], str], folder: Path
) -> None:
    """What Python makes of a text, the page makes of the same text typed."""
    page = opened(open_page(), disk("index.html"))
    odd = "Don’t NAÏVELY rêver, 5 x ﬁne Ёлка 同意 한국어 x²"
    find(page, odd)  # nothing of ours holds them all, so the line names none
    assert said(page) == TEXTS["found_none"]
    for typed in ("BOUNDARY", "boundáry", "  boundary!  ", "“boundary” x"):
        assert words(typed) == ["boundary"]
        find(page, typed)
        assert page.locator("#search-found a").first.inner_text() == "boundary"


def test_it_says_what_it_does_with_what_stands_nowhere_or_everywhere(
    open_page: OpenPage, disk: Callable[[str], str]
) -> None:
    """A word that is not there is looked for by its beginning; one that is everywhere is named."""
    page = opened(open_page(), disk("index.html"))
    find(page, "massagists")
    assert "begins with: massag" in said(page)
    find(page, "the")
    assert said(page).endswith(TEXTS["found_common"])
    find(page, "zzzz")
    assert said(page) == TEXTS["found_none"]
    find(page, "yes")
    assert "first 30" in said(page)
    assert page.locator("#search-found a").count() == 30
    find(page, "")
    assert (said(page), page.locator("#search-found a").count()) == ("", 0)


@pytest.mark.parametrize("way", ["button", "escape"])
def test_it_is_left_at_once_and_not_found_again(
    open_page: OpenPage, place: Callable[[str], str], way: str
) -> None:
    """Leave now, or Escape twice in the search field, opens an empty page; Back leads past it."""
    page = open_page()
    page.goto("about:blank#before")
    opened(page, place("index.html"))
    find(page, "consent")
    if way == "button":
        page.locator("#leave").click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.wait_for_url("about:blank")
    page.go_back()
    assert page.url == "about:blank#before"


def test_leaving_the_first_page_forgets_ones_place_in_every_module(
    open_page: OpenPage, place: Callable[[str], str]
) -> None:
    """What a module keeps because it was asked to is gone after Leave now on the first page."""
    page = opened(open_page(), place("modules/05_consent.html"))
    page.get_by_text(PAGE["keep_more"], exact=True).click()
    page.get_by_label(PAGE["keep"]).check()
    assert page.evaluate(KEPT) != NOTHING
    opened(page, place("index.html")).locator("#leave").click()
    page.wait_for_url("about:blank")
    opened(page, place("index.html"))
    assert page.evaluate(KEPT) == NOTHING


def test_a_module_says_that_a_site_can_see_it_opened(
    open_page: OpenPage, disk: Callable[[str], str]
) -> None:
    """What no page can prevent is said on the first page and on that of each module."""
    page = open_page()
    for name in ("index.html", "modules/05_consent.html"):
        page.goto(disk(name))
        expect(page.locator("aside.private")).to_contain_text(SERVED)


def test_a_page_says_that_back_leads_to_the_one_before(
    open_page: OpenPage, disk: Callable[[str], str]
) -> None:
    """After Leave now the Back button finds the page of the site before, never the one left."""
    page = opened(open_page(), disk("index.html"))
    expect(page.get_by_text(BACK)).to_be_visible()
    page.get_by_role("link", name="Consent that keeps going").first.click()
    page.locator("html.live-page .promise").wait_for()
    expect(page.get_by_text(BACK)).to_be_visible()
    page.locator("#leave").click()
    page.wait_for_url("about:blank")
    page.go_back()
    assert page.url == disk("index.html")
