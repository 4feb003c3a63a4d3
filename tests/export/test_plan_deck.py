"""A plan is one deck: an agenda that shows where the group is, and every module in its place."""

import re
from collections import Counter
from pathlib import Path

import pytest

from askfirst.curriculum import read_module, read_modules
from askfirst.export.deck import deck_file
from askfirst.export.helping import helping_together
from askfirst.export.plan_deck import TWO_COLUMNS, deck_plan
from askfirst.export.powerpoint import powerpoint_plan
from askfirst.export.shelf import Shelf
from askfirst.export.texts import PRESENTATION
from askfirst.plans import Day, Entry, Plan, read_plan, whole_curriculum
from askfirst.records import replace
from tests.export.presented import opened
from tests.export.samples import POLL, asks, module, text

ROOT = Path(__file__).parents[2]
SHELF = Shelf(data=ROOT / "data")


def planned(*entries: Entry) -> Plan:
    return Plan(
        name="short", title="A short one", minutes=sum(e.minutes for e in entries), entries=entries
    )


ARRIVE = Entry(title="Arrive", minutes=5, say="Welcome & sit down.")
SMALL = Entry(title="Small", minutes=10, module=module(text("# Small"), asks(POLL)))
PAUSE = Entry(title="Break", minutes=1, pause=True)


def slides(html: str) -> list[str]:
    return re.findall(r'<section class="slide .*?</section>', html, re.DOTALL)


def kinds(html: str) -> list[str]:
    return re.findall(r'<section class="slide (\w+)', html)


def states(section: str) -> list[str]:
    return re.findall(r'<li class="(done|here|to-come)"', section)


def test_every_entry_begins_with_the_agenda() -> None:
    """Title, the whole agenda, then one for each entry that says what is done, now and to come."""
    html = deck_plan(planned(ARRIVE, SMALL, PAUSE), Shelf()).decode()
    assert kinds(html) == ["title", *["agenda"] * 3, "title", "activity", "agenda"]
    shown = [states(section) for section in slides(html) if "slide agenda" in section]
    assert shown == [
        ["to-come"] * 3,
        ["here", "to-come", "to-come"],
        ["done", "here", "to-come"],
        ["done", "done", "here"],
    ]
    assert [section.count('aria-current="step"') for section in slides(html)[1:4]] == [0, 1, 1]


def test_the_path_has_the_modules_of_the_plan() -> None:
    """On the path of a title only what the plan had before it is done, in deck and presentation."""
    chosen = [read_module(path) for path in sorted((ROOT / "notebooks").glob("0[158]_*.ipynb"))]
    plan = planned(*(Entry(title=m.title, minutes=m.minutes, module=m) for m in chosen))
    paths = re.findall(r'<svg class="path".*?</svg>', deck_plan(plan, SHELF).decode(), re.DOTALL)
    assert [path.count('class="done"') for path in paths] == [0, 1, 2]
    assert [path.count("<circle") for path in paths] == [3, 3, 3]
    said = [
        PRESENTATION["path"].format(number=m.number, place=n, count=3)
        for n, m in enumerate(chosen, 1)
    ]
    assert all(text in path for text, path in zip(said, paths, strict=True))
    titles = [
        s for s in opened(powerpoint_plan(plan, SHELF)).slides if s.slide_layout.name == "Title"
    ]
    drawn = [{s._element._nvXxPr.cNvPr.get("descr") for s in slide.shapes} for slide in titles[1:]]
    assert all(text in found for text, found in zip(said, drawn, strict=True))


def test_a_block_has_its_words_and_its_time() -> None:
    """What a facilitator says in a block stands in its notes; block and break have their time."""
    html = deck_plan(planned(ARRIVE, SMALL, PAUSE), Shelf()).decode()
    block, pause = slides(html)[2], slides(html)[-1]
    assert '<aside class="notes"><p>Welcome &amp; sit down.</p></aside>' in block
    assert 'data-timing="300"' in block
    assert 'data-timing="60"' in pause
    assert "1 minute<" in pause
    total = sum(int(seconds) for seconds in re.findall(r'data-timing="(\d+)"', html))
    assert total == 16 * 60


def test_slides_of_a_module_keep_their_numbers() -> None:
    """A slide has the number of its module's own deck, so that handout and plan agree."""
    html = deck_plan(planned(ARRIVE, SMALL), Shelf()).decode()
    numbers = re.findall(r'<p class="foot-number">([^<]*)</p>', html)
    assert numbers == ["1", "2", "3", "4", "05.1", "05.2"]


def test_a_plan_of_the_project_is_whole() -> None:
    """Help is second and last, every slide of the module is there, and no id stands twice."""
    modules = [read_module(ROOT / "notebooks" / "05_consent.ipynb")]
    plan = read_plan("consent-60", folder=ROOT / "facilitator" / "plans", modules=modules)
    html = deck_plan(plan, SHELF).decode()
    assert [n for n, kind in enumerate(kinds(html)) if kind == "help"] == [1, len(kinds(html)) - 1]
    alone = Counter(kinds(deck_file(modules[0], SHELF).decode()))
    together = Counter(kinds(html))
    assert together["sources"] == alone["sources"]
    extra = together - alone
    assert extra == Counter({"agenda": 1 + len(plan.entries), "title": 1})
    ids = re.findall(r' id="([^"]+)"', html)
    assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_drawings_of_two_modules_have_names_of_their_own() -> None:
    """Pictures of several modules stand on one page, and none takes the words of another."""
    modules = [
        read_module(ROOT / "notebooks" / f"{stem}.ipynb") for stem in ("05_consent", "08_distance")
    ]
    plan = planned(*(Entry(title=m.title, minutes=40, module=m) for m in modules))
    html = deck_plan(plan, SHELF).decode()
    named = re.findall(r'<title id="([^"]+)"', html)
    assert len(named) > 2
    assert len(named) == len({*named})


@pytest.mark.parametrize("count", [15, 40])
def test_a_long_plan_shows_what_is_near(count: int) -> None:
    """No agenda has more entries than a slide holds, and each has the one that begins."""
    entries = [Entry(title=f"Part {n}", minutes=5) for n in range(count)]
    html = deck_plan(planned(*entries), Shelf()).decode()
    agendas = [states(section) for section in slides(html)[1:]]
    whole = [found for found in agendas if "here" not in found]
    assert sum(map(len, whole)) == count
    assert max(map(len, agendas)) <= TWO_COLUMNS
    assert max(map(len, whole)) - min(map(len, whole)) <= 1  # no few entries on a last slide
    assert sum("here" in found for found in agendas) == count


def test_each_evening_has_an_agenda_of_its_own() -> None:
    """A plan of two evenings names each, and shows the entries of that evening alone."""
    days = (
        Day(title="First evening", minutes=15, entries=(ARRIVE, SMALL)),
        Day(title="Second evening", minutes=1, entries=(PAUSE,)),
    )
    plan = replace(planned(ARRIVE, SMALL, PAUSE), days=days)
    html = deck_plan(plan, Shelf()).decode()
    shown = [
        (re.findall(r"<h2>(.*?)</h2>", section)[0], len(states(section)))
        for section in slides(html)
        if "slide agenda" in section
    ]
    assert shown == [
        ("First evening", 2),
        ("Arrive", 2),
        ("Small", 2),
        ("Second evening", 1),
        ("Break", 1),
    ]


def test_help_goes_on_to_further_slides() -> None:
    """More kinds of help than a slide holds stand on several, the number for danger on each."""
    plan = whole_curriculum(read_modules(ROOT / "notebooks"))
    kinds_of_help = {s.kind for s in helping_together(SHELF.services, plan.modules)}
    helps = [s for s in slides(deck_plan(plan, SHELF).decode()) if "slide help" in s]
    half = len(helps) // 2
    assert [section.count("In danger now?") for section in helps] == [1] * len(helps)
    for part in (helps[:half], helps[half:]):
        assert sum(section.count("<tr>") for section in part) >= len(kinds_of_help) - 1
        assert max(section.count("<tr>") for section in part) <= 6  # with a head


def test_equal_plans_give_equal_bytes() -> None:
    """The same plan gives the same deck."""
    plan = planned(ARRIVE, SMALL, PAUSE)
    assert deck_plan(plan, SHELF) == deck_plan(plan, SHELF)
