"""The page of sources on the site: what it lists, and where it says that each claim is named."""

import csv
import json
import re
from pathlib import Path
from typing import Final

import pytest

from askfirst.building.outputs import Wishes, shelf_for
from askfirst.export.shelf import Shelf
from askfirst.export.site_handbook import site_handbook_file
from askfirst.export.site_pages import module_page
from askfirst.export.site_sources import site_claims, sources_page
from tests.export.samples import notebook, text

ROOT: Final = Path(__file__).parents[2]
SECTION: Final = re.compile(r'<section class="source" id="(\w+)".*?</section>', re.DOTALL)
NAMED: Final = re.compile(r'<p class="named">.*?</p>', re.DOTALL)
WAY: Final = re.compile(r'href="((?:modules|handbook)/[^"#]+)"')
LED_TO: Final = re.compile(r'href="#(C\d+)"')
COLUMNS: Final = (
    *("claim_id", "claim", "source_says", "title", "organisation", "year", "url", "checked"),
    *("how", "grade"),
)
LISTED: Final = re.compile(r'<div class="source" id="(C\d+)"')


def whole() -> Shelf:
    """The shelf of the project's site."""
    return shelf_for(Wishes(formats=("site",)), ROOT)


def ways(page: bytes) -> dict[str, set[str]]:
    """The pages that each claim is said to be named in, by claim, in the order of the list."""
    found = {}
    for section in SECTION.finditer(page.decode()):
        named = NAMED.search(section[0])
        assert named is not None
        found[section[1]] = {*WAY.findall(named[0])}
    return found


def test_each_claim_that_a_page_names_is_listed_with_that_page() -> None:
    """What modules and chapters lead to stands there, with a link to each of them and no other."""
    shelf = whole()
    pages = {f"modules/{m.stem}.html": module_page(m, shelf) for m in shelf.modules}
    for chapter in shelf.chapters:
        name = f"{chapter.stem}.html"
        pages[f"handbook/{name}"] = site_handbook_file(ROOT, name, shelf)
    listed = ways(sources_page(shelf))
    for name, page in pages.items():
        claims = {*LISTED.findall(page.decode())}
        assert {*LED_TO.findall(page.decode())} <= claims
        assert {claim for claim, named in listed.items() if name in named} == claims, name
    assert {"C87", "C88", "C89"} <= {*listed}


def test_the_ledger_is_given_in_full() -> None:
    """Of each claim that is listed every source stands there, with what it says."""
    shelf = whole()
    page = sources_page(shelf)
    sources = [source for claim in ways(page) for source in shelf.claims[claim]]
    assert page.count(b'class="says"') == len(sources)


def test_claims_stand_in_the_order_of_their_numbers() -> None:
    """Who looks for a mark among the sources finds it where it is expected."""
    numbers = [int(c.removeprefix("C")) for c in ways(sources_page(whole()))]
    assert len(numbers) > 1
    assert numbers == sorted(numbers)


@pytest.fixture
def small(tmp_path: Path) -> Shelf:
    """The shelf of a module that names one claim in its text and one in a note, and of three."""
    aside = text("Not even as proof.", "notes", tags=["facilitator"], claims=["C02"])
    made = notebook([text("# T"), text("## S\n\nSo it is. [C01](#C01)"), aside], number="05")
    path = tmp_path / "05_small.ipynb"
    path.write_text(json.dumps(made), encoding="utf-8")
    with (tmp_path / "claims.csv").open("w", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS, restval="x")
        table.writeheader()
        table.writerows({"claim_id": claim} for claim in ("C01", "C02", "C03"))
    return Shelf(data=tmp_path, notebooks=(path,))


def test_a_mark_is_listed_whatever_the_metadata_says(small: Shelf) -> None:
    """What counts is what the page shows; a claim that nothing names is not listed."""
    claims = site_claims(small)
    assert {*claims} == {"C01", "C02"}
    assert claims["C01"].modules == [*small.modules]


def test_what_a_source_says_keeps_its_direction(small: Shelf) -> None:
    """It may be in another language than what stands before it, and is text in any."""
    path = small.data / "claims.csv" if small.data else Path()
    path.write_text(path.read_text(encoding="utf-8").replace(",x,x", ",x,<b>", 1), encoding="utf-8")
    page = sources_page(small).decode()
    assert "What it says: <bdi>&lt;b&gt;</bdi></span>" in page


def test_what_a_guide_alone_names_is_said_of_the_guide(small: Shelf) -> None:
    """A page without the mark is no place to look for it, so no link leads to that page."""
    page = sources_page(small)
    assert ways(page) == {"C01": {"modules/05_small.html"}, "C02": set()}
    assert page.decode().count("<span>Guide to 05 ") == 1
