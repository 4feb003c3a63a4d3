"""The self-paced page in Chromium: used alone, from disk and from a site, and left."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from askfirst.activities.registry import TYPES
from askfirst.curriculum import read_module
from askfirst.export.page import page_file, page_html
from askfirst.export.shelf import shelf_beside
from askfirst.export.texts import PAGE
from tests.browser.measured import CONTROLS, MOVING, OVERFLOW, TARGETS, UNBORDERED, UNFOCUSED
from tests.browser.own import TRAPS
from tests.browser.surface import MAPPED_HOST, OpenPage, Screen, axe
from tests.export.samples import CLAIMS, EMPTY, FILLED, NOTE, asks, module, text, whole_module
from tests.serving import folder_served
from tests.states import activities

ROOT: Final = Path(__file__).parents[2]
MODULES: Final = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
GALLERY: Final = ROOT / "docs" / "gallery.ipynb"
# Everything that a browser keeps for a page, besides the page itself.
KEPT: Final = """async () => JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, document.cookie, history.state,
  (await indexedDB.databases()).map(({ name }) => name), location.search,
])"""
NOTHING: Final = '[{},{},"",null,[],""]'
PRINT: Final = "globalThis.print = () => { document.body.dataset.printed = 'yes'; };"
FORGOTTEN: Final = "() => localStorage.getItem('workshop')"
ANSWERED: Final = tuple(
    kind
    for kind in TYPES
    if kind
    not in {
        "note",
        "breath",
        "selfcheck",
        "boundaries",
        "bothyes",
        "scenario",
        "pace",
        "questionbox",
    }
)


@cache
def gallery() -> bytes:
    """Every activity on one page; the link to a file of the docs is left out, as it is told."""
    with pytest.warns(match="activities.md"):
        return page_file(read_module(GALLERY), shelf_beside(GALLERY))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a plain-http site with the folder of this test."""
    with folder_served(tmp_path, MAPPED_HOST) as address:
        yield f"{address}/"


@pytest.fixture(params=["disk", "site"])
def place(request: pytest.FixtureRequest, tmp_path: Path, site: str) -> Callable[[str], str]:
    """The address of a file of this test, from disk and from a site."""
    return lambda name: site + name if request.param == "site" else (tmp_path / name).as_uri()


@pytest.fixture
def small(tmp_path: Path) -> str:
    """The name of a page with one cell of each kind."""
    html = page_html(whole_module(tmp_path), claims=CLAIMS, services=FILLED)
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    return "page.html"


def opened(page: Page, address: str) -> Page:
    """Open a page, and wait until its components stand there."""
    page.goto(address)
    page.locator("html.live-page").wait_for()
    return page


def show_gallery(page: Page, folder: Path) -> Page:
    """Open the page of the gallery."""
    file = folder / "gallery.html"
    file.write_bytes(gallery())
    return opened(page, file.as_uri())


def note(page: Page) -> Locator:
    """The first field for a note."""
    return page.locator("askfirst-note textarea").first


def test_it_opens_from_disk_with_the_network_off(
    open_page: OpenPage, tmp_path: Path, small: str
) -> None:
    """Without a network the page opens with its typeface, and its policy stops nothing."""
    page = open_page(offline=True)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    opened(page, (tmp_path / small).as_uri())
    assert page.evaluate("document.fonts.check('600 36px Literata')")
    assert said == []


def act(control: Locator, page: Page) -> bool:
    """Do with the keyboard what a control is for; whether an answer is given now."""
    kind = control.evaluate("(node) => node.type ?? ''")
    if control.get_attribute("class") == "askfirst-main":
        page.keyboard.press("Enter")
        return True
    if control.get_attribute("value") == "pass" or kind == "submit":
        return False
    if kind in {"text", "textarea"}:
        page.keyboard.type("Slower")
    elif kind in {"radio", "checkbox"}:
        page.keyboard.press("Space")
    elif kind == "select-one":
        page.keyboard.press("ArrowDown")
    return False


@pytest.mark.parametrize("kind", ANSWERED)
def test_every_question_is_answered_by_keyboard(
    open_page: OpenPage, tmp_path: Path, kind: str
) -> None:
    """With Tab and the keys of each control an answer is given, thanked for, and taken back."""
    page = show_gallery(open_page(), tmp_path)
    count = page.locator(f".activity > askfirst-{kind}").count()
    assert count
    for number in range(count):
        view = page.locator(f".activity > askfirst-{kind}").nth(number)
        view.locator("xpath=ancestor::section").locator("h2, [tabindex]").first.evaluate(
            "(node) => { node.tabIndex = -1; node.focus(); }"
        )
        for _ in range(60):
            page.keyboard.press("Tab")
            if view.locator(":focus").count() and act(page.locator(":focus"), page):
                break
        expect(view.locator("form")).to_have_count(0)
        assert page.locator(":focus").evaluate(
            "(node, view) => view.contains(node)", view.element_handle()
        )
        assert "total" not in view.inner_text()
        while page.locator(":focus").evaluate("(node) => node.tagName") != "BUTTON":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(view.locator("form")).to_have_count(1)
        assert view.locator(":focus").count() == 1
        assert view.locator(":checked:not(option)").count() == 0
    assert page.evaluate(KEPT) == NOTHING


def test_a_quiz_explains_itself_at_once(open_page: OpenPage, tmp_path: Path) -> None:
    """After an answer every option is explained, and the words say that it stays here."""
    page = show_gallery(open_page(), tmp_path)
    quiz = page.locator("askfirst-quiz").first
    quiz.locator("[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(quiz.locator(".askfirst-after li")).to_have_count(
        len(activities("quiz")[0].slide_rows()) - 1
    )
    expect(quiz).to_contain_text(PAGE["alone"])


def test_a_story_is_walked_by_keyboard(open_page: OpenPage, tmp_path: Path) -> None:
    """In a scenario Enter takes a way, and the way back leads to the choice again."""
    page = show_gallery(open_page(), tmp_path)
    story = page.locator("askfirst-scenario").first
    story.locator("button").first.focus()
    line = story.locator(".askfirst-line").inner_text()
    page.keyboard.press("Enter")
    expect(story.locator(".askfirst-line")).not_to_have_text(line)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(story.locator(".askfirst-line")).to_have_text(line)


def test_what_is_private_is_used_by_keyboard(open_page: OpenPage, tmp_path: Path) -> None:
    """Note, map, self-check, breath and the two maps are used by keys, and nothing is kept."""
    page = show_gallery(open_page(), tmp_path)
    keys = page.keyboard
    note(page).focus()
    keys.type("Red")
    page.locator("askfirst-boundaries [type=radio]").nth(3).focus()
    keys.press("ArrowLeft")
    expect(page.locator("askfirst-boundaries dd").nth(2)).not_to_have_text("Nothing")
    page.locator("askfirst-selfcheck [type=radio]").first.focus()
    keys.press("Space")
    page.locator("askfirst-selfcheck button").first.focus()
    keys.press("Enter")
    expect(page.locator(".askfirst-selfcheck-name")).not_to_be_empty()
    page.locator("askfirst-breath button").first.focus()
    keys.press("Enter")
    expect(page.locator("askfirst-breath[data-moving]")).to_have_count(1)
    keys.press("Escape")
    expect(page.locator("askfirst-breath[data-moving]")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    page.locator("askfirst-bothyes button").nth(1).focus()
    keys.press("Enter")
    expect(page.locator("askfirst-bothyes button").first).to_have_attribute(
        "aria-disabled", "false"
    )
    assert page.evaluate(KEPT) == NOTHING


@pytest.mark.parametrize("kind", ["pace", "questionbox", "agreement"])
def test_what_is_for_a_room_says_what_to_do_alone(
    open_page: OpenPage, tmp_path: Path, kind: str
) -> None:
    """What needs a group says what it is for, and what one can do alone."""
    page = show_gallery(open_page(), tmp_path)
    here = page.locator(".part", has=page.locator(f"askfirst-{kind}"))
    expect(here).to_contain_text(PAGE[f"instead_{kind}"])


def test_no_total_is_ever_shown(open_page: OpenPage, tmp_path: Path) -> None:
    """Of an answer given alone there is neither a bar nor a number of anything."""
    page = show_gallery(open_page(), tmp_path)
    assert page.locator(".askfirst-bars, .askfirst-release, .askfirst-host").count() == 0


def test_nothing_leaves_and_nothing_is_kept(
    open_page: OpenPage, place: Callable[[str], str], small: str
) -> None:
    """Whatever is chosen or written, no way out is used, and the browser stores nothing."""
    page = open_page()
    page.add_init_script(f"const given = {{}}; {TRAPS}")
    requests: list[str] = []
    opened(page, place(small))
    page.on("request", lambda request: requests.append(request.url))
    asked = ".activity > .askfirst"
    for box in page.locator(f"{asked} :is([type=radio], [type=checkbox]):not([value=pass])").all():
        box.check()
    for field in page.locator(f"{asked} :is(textarea, [type=text])").all():
        field.fill("Ann")
    sending = page.locator(f"{asked} form .askfirst-main")
    for _ in range(sending.count()):
        sending.first.click()
    page.mouse.wheel(0, 20_000)
    leaks = set(page.evaluate("leaks")) - {"askfirst-answer"}  # it ends in this page
    assert (leaks, requests, page.evaluate(KEPT)) == (set(), [], NOTHING)


@pytest.mark.parametrize("way", ["reload", "back", "another page and back"])
def test_what_was_typed_does_not_come_back(
    open_page: OpenPage, place: Callable[[str], str], tmp_path: Path, small: str, way: str
) -> None:
    """After a reload, or after leaving and coming back, every field is empty and nothing chosen."""
    (tmp_path / "other.html").write_text("<title>Other</title>", encoding="utf-8")
    page = open_page()
    page.goto(place("other.html"))
    opened(page, place(small))
    note(page).fill("Private words")
    page.locator("askfirst-poll [type=radio]").first.check()
    page.locator("askfirst-words [type=text]").fill("Private words")
    if way == "reload":
        page.reload()
    elif way == "back":
        page.go_back()
        page.go_forward()
    else:
        page.goto(place("other.html"))
        page.go_back()
    page.locator("html.live-page").wait_for()
    expect(page.locator("askfirst-note")).to_have_count(1)
    assert (
        page.locator("textarea, [type=text]").evaluate_all(
            "all => all.map((f) => f.value).join('')"
        )
        == ""
    )
    assert page.locator(":checked:not(option)").count() == 0


def keep(page: Page) -> Locator:
    """The switch that keeps one's place, unfolded."""
    page.get_by_text(PAGE["keep_more"], exact=True).click()
    return page.get_by_label(PAGE["keep"])


def read_first(page: Page) -> str:
    """Read the first part to its end; return its name."""
    end = page.locator("[data-ends]").first
    end.scroll_into_view_if_needed()
    name = end.get_attribute("data-ends") or ""
    expect(page.locator(f'[data-part="{name}"][data-read]')).to_have_count(1)
    return name


def test_a_place_is_kept_only_if_asked(
    open_page: OpenPage, place: Callable[[str], str], small: str
) -> None:
    """Once asked for, names of parts are kept and nothing else, until they are forgotten."""
    page = opened(open_page(), place(small))
    name = read_first(page)
    assert page.evaluate(KEPT) == NOTHING
    keep(page).check()
    note(page).fill("Private words")
    expect(page.get_by_text(PAGE["keep_on"])).to_be_visible()
    kept = page.evaluate(FORGOTTEN)
    assert set(re.findall(r'"(.*?)"', kept)) - {"05_consent"} <= set(
        page.locator(".part").evaluate_all("all => all.map((part) => part.id)")
    )
    assert name in kept
    assert "Private" not in kept
    page.reload()
    page.locator("html.live-page").wait_for()
    expect(page.locator("#resume a")).to_be_visible()
    assert note(page).input_value() == ""
    expect(keep(page)).to_be_checked()
    page.get_by_role("button", name=PAGE["forget"]).click()
    expect(page.get_by_text(PAGE["keep_off"])).to_be_visible()
    expect(page.get_by_label(PAGE["keep"])).to_be_focused()
    page.locator("[data-ends]").nth(3).scroll_into_view_if_needed()
    assert page.evaluate(KEPT) == NOTHING
    page.reload()
    page.locator("html.live-page").wait_for()
    expect(page.locator("#resume")).to_be_hidden()


def test_forgetting_in_one_window_holds_in_another(
    open_page: OpenPage, site: str, small: str
) -> None:
    """A page that is still open elsewhere does not store again what was forgotten."""
    page = opened(open_page(), site + small)
    keep(page).check()
    other = opened(page.context.new_page(), site + small)
    keep(other).uncheck()
    page.bring_to_front()
    page.locator("[data-ends]").nth(5).scroll_into_view_if_needed()
    expect(page.locator("[data-read]").first).to_be_attached()
    assert page.evaluate(FORGOTTEN) is None


def test_a_browser_that_keeps_nothing_says_so(
    open_page: OpenPage, place: Callable[[str], str], small: str
) -> None:
    """Where storage is blocked the switch is off for good, and the page works all the same."""
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    opened(page, place(small))
    expect(keep(page)).to_be_disabled()
    expect(page.get_by_text(PAGE["keep_blocked"])).to_be_visible()
    read_first(page)


@pytest.mark.parametrize("way", ["button", "keys"])
def test_leaving_empties_the_page_for_good(
    open_page: OpenPage, place: Callable[[str], str], tmp_path: Path, small: str, way: str
) -> None:
    """Leave now, or Escape twice, opens an empty page, forgets all, and Back finds no way here."""
    (tmp_path / "other.html").write_text("<title>Other</title>", encoding="utf-8")
    page = open_page()
    page.goto(place("other.html"))
    opened(page, place(small))
    keep(page).check()
    page.get_by_role("link", name=PAGE["bar_help"], exact=True).click()
    page.locator("a.source-mark").first.click()
    note(page).fill("Private words")
    if way == "button":
        page.get_by_role("link", name=PAGE["leave"]).click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.type("a")
        page.keyboard.press("Escape")
        expect(note(page)).to_have_value("Private wordsa")
        page.keyboard.press("Escape")
    page.wait_for_url("about:blank")
    assert page.title() == ""
    page.go_back()
    expect(page).to_have_title("Other")
    opened(page, place(small))
    assert page.evaluate(KEPT) == NOTHING


def test_notes_are_printed_alone(open_page: OpenPage, tmp_path: Path) -> None:
    """Print my notes prints what was written with its prompts, and nothing else of the page."""
    page = open_page()
    page.add_init_script(PRINT)
    show_gallery(page, tmp_path)
    button = page.get_by_role("button", name=PAGE["notes_print"])
    button.click()
    expect(page.get_by_text(PAGE["notes_none"])).to_be_visible()
    note(page).fill("My word is red")
    page.locator("askfirst-boundaries [type=radio]").first.check()
    button.click()
    expect(page.locator("body[data-printed]")).to_be_attached()
    page.emulate_media(media="print")
    said = page.locator("body").inner_text()
    assert said.startswith(PAGE["notes"])
    assert "My word is red" in said
    assert page.locator("askfirst-boundaries").evaluate("(view) => view.spec.question") in said
    assert page.locator("main").is_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".own-sheet")).to_have_count(0)


def test_notes_are_saved_as_a_file_of_ones_own(open_page: OpenPage, tmp_path: Path) -> None:
    """Save makes one plain text file with a neutral name, of what was written and its prompts."""
    page = show_gallery(open_page(), tmp_path)
    note(page).fill("My word is red")
    with page.expect_download() as coming:
        page.get_by_role("button", name=PAGE["notes_save"]).click()
    assert coming.value.suggested_filename == PAGE["notes_file"]
    lines = Path(coming.value.path()).read_text(encoding="utf-8").splitlines()
    first = activities("note")[0]
    assert lines[:4] == [first.question, "", first.spec()["prompts"][0], "My word is red"]
    expect(page.locator("#notes-said")).to_contain_text(PAGE["notes_file"])


def test_the_map_is_printed_and_saved_from_the_page(open_page: OpenPage, tmp_path: Path) -> None:
    """The policy of the page lets a map be printed and saved by its own buttons."""
    page = show_gallery(open_page(), tmp_path)
    view = page.locator("askfirst-boundaries")
    view.get_by_role("button", name="Print").click()
    frame = view.locator("iframe").element_handle().content_frame()
    assert frame is not None
    assert "Not asked" in frame.locator("body").inner_text()
    with page.expect_download() as coming:
        view.get_by_role("button", name="Save").click()
    assert coming.value.suggested_filename == "notes.txt"


def test_the_whole_page_prints_to_be_read(open_page: OpenPage, tmp_path: Path) -> None:
    """On paper all is unfolded, questions stand as forms, and no note of one's own is there."""
    page = show_gallery(open_page(dark=True), tmp_path)
    note(page).fill("Private words")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details:not([open])").count() == 0
    assert page.locator("button:visible, .bar:visible, .activity > .askfirst:visible").count() == 0
    assert page.locator(".still:visible").count() == page.locator(".activity").count()
    grounds = page.locator("body, main *").evaluate_all(
        "all => [...new Set(all.filter((n) => n.checkVisibility())"
        ".map((n) => getComputedStyle(n).backgroundColor))]"
    )
    assert set(grounds) <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    assert page.locator("textarea:visible").evaluate_all("all => all.every((f) => !f.value)")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]:not(.askfirst *)").count() <= 1


def test_without_javascript_everything_can_be_read(open_page: OpenPage, tmp_path: Path) -> None:
    """Without scripts forms stand there, none can be sent, and a sentence says what is missing."""
    page = open_page(Screen.PHONE, javascript=False)
    file = tmp_path / "gallery.html"
    file.write_bytes(gallery())
    page.goto(file.as_uri())
    expect(page.get_by_text(PAGE["no_script"])).to_be_visible()
    assert page.locator(".still:visible").count() == page.locator(".activity").count()
    assert page.locator("form, button:visible, #keeping:visible").count() == 0
    field = page.locator(".still [type=text]").first
    field.fill("Ann")
    field.press("Enter")
    assert page.url == file.as_uri()
    axe(page)


DARK: Final = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@DARK
@pytest.mark.parametrize("path", [*MODULES, GALLERY], ids=lambda path: path.stem)
def test_axe_finds_nothing(open_page: OpenPage, tmp_path: Path, path: Path, dark: bool) -> None:
    """No page of a module breaks a rule, folded and unfolded, in light and in dark."""
    file = tmp_path / "page.html"
    file.write_bytes(
        gallery() if path == GALLERY else page_file(read_module(path), shelf_beside(path))
    )
    page = opened(open_page(dark=dark), file.as_uri())
    page.locator("details").evaluate_all("all => all.forEach((part) => (part.open = true))")
    axe(page)


@pytest.mark.parametrize("way", ["ltr", "rtl"])
@pytest.mark.parametrize("path", [*MODULES, GALLERY], ids=lambda path: path.stem)
def test_a_narrow_page_does_not_scroll_sideways(
    open_page: OpenPage, tmp_path: Path, path: Path, way: str
) -> None:
    """At 320 px only a table or a picture scrolls, in a frame of its own that the keys reach."""
    file = tmp_path / "page.html"
    file.write_bytes(
        gallery() if path == GALLERY else page_file(read_module(path), shelf_beside(path))
    )
    page = open_page(Screen.PHONE)
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, file.as_uri())
    page.evaluate(f"document.documentElement.dir = '{way}'")
    page.locator("details").evaluate_all("all => all.forEach((part) => (part.open = true))")
    page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
    assert [one for one in page.evaluate(OVERFLOW) if "unseen" not in one] == []


def test_what_is_cut_off_says_so(open_page: OpenPage, tmp_path: Path, small: str) -> None:
    """Above a picture that is wider than a phone stands that there is more, and only there."""
    page = opened(open_page(Screen.PHONE), (tmp_path / small).as_uri())
    hint = page.locator(".aside:has(+ .drawing)")
    expect(hint).to_have_text(PAGE["aside"])
    expect(hint).to_be_visible()
    page.set_viewport_size({"width": 1000, "height": 700})
    expect(hint).to_be_hidden()


def test_targets_focus_and_borders(open_page: OpenPage, tmp_path: Path) -> None:
    """What is pressed is 44 px high, shows the focus, keeps its border, and nothing moves."""
    page = show_gallery(open_page(), tmp_path)
    page.locator("details").evaluate_all("all => all.forEach((part) => (part.open = true))")
    inline = "p a, td a, th a, li > a:not(.contents *), h2 a, h3 a"
    targets = page.locator("main").locator(f":is({CONTROLS}):not({inline})").evaluate_all(TARGETS)
    heights = page.locator(".bar a").evaluate_all("all => all.map((link) => link.offsetHeight)")
    assert min(heights) >= 44
    small = [one for one in targets if one["height"] < 44 or one["width"] < 44]
    assert small == []
    assert page.locator(f"{CONTROLS}, [tabindex='0']").evaluate_all(UNFOCUSED) == []
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert page.evaluate(UNBORDERED) == []
    assert page.evaluate(MOVING) == []


def test_a_focused_part_is_not_behind_the_bar(
    open_page: OpenPage, tmp_path: Path, small: str
) -> None:
    """A link in the contents leads to a heading that stands below the bar."""
    page = opened(open_page(Screen.PHONE), (tmp_path / small).as_uri())
    page.locator("#contents summary").click()
    page.locator("#contents a").nth(2).click()
    bar = page.locator(".bar").bounding_box()
    heading = page.locator(":target h2").bounding_box()
    assert bar is not None
    assert heading is not None
    assert heading["y"] >= bar["y"] + bar["height"]


def test_the_way_back_from_a_source_leads_to_where_one_was(
    open_page: OpenPage, tmp_path: Path, small: str
) -> None:
    """After the second mark of a claim the source leads back to that mark, not to the first."""
    page = opened(open_page(), (tmp_path / small).as_uri())
    marks = page.locator('a.source-mark[href="#C19"]')
    second = marks.nth(1).get_attribute("id")
    marks.nth(1).click()
    page.locator("#C19 a.back").click()
    assert page.evaluate("location.hash") == f"#{second}"


def test_it_reads_from_right_to_left(open_page: OpenPage, tmp_path: Path) -> None:
    """A module in Arabic runs from right to left, and axe finds nothing on its page."""
    file = tmp_path / "page.html"
    cells = [text("# موافقة"), text("## سؤال\n\nنص\n\n| أ | ب |\n|---|---|\n| ج | د |"), asks(NOTE)]
    file.write_text(page_html(module(*cells, language="ar"), services=EMPTY), encoding="utf-8")
    page = opened(open_page(), file.as_uri())
    assert page.locator("h2").first.evaluate("(node) => getComputedStyle(node).direction") == "rtl"
    axe(page)
