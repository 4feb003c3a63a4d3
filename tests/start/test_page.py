"""The start page is one file without secrets, with a policy that allows only itself."""

import base64
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

import askfirst.start
from askfirst.room.inventory import KINDS, memory
from askfirst.room.sealing import Sealing
from askfirst.start.page import Page, start_page
from askfirst.start.texts import TEXTS
from tests.room.rooms import make_room

SOURCES = sorted(Path(askfirst.start.__file__).parent.glob("*.js"))
WARNING = "Mind </script><b>this</b> & that."
# Taken by the name of a phase, of the clock's state, and of what is left.
PHASES = {"draft", "closed", "released", "private"}
STATES = {"is_on_time", "is_behind", "is_ahead", "behind", "behind_one", "ahead", "ahead_one"}
SEALED = make_room()
SEALED.sealing = Sealing.begin("")  # it holds a key more than others
LEFT = {f"held_{name}" for name in memory(SEALED, addresses=())} | {
    f"file_{kind}" for kind in ("results", "unknown", *KINDS.values())
}
DYNAMIC = PHASES | STATES | LEFT


@pytest.fixture(scope="module")
def page() -> Page:
    return start_page(warnings=[WARNING], font=b"wOF2")


def part(page: Page, start: str, end: str) -> str:
    found = re.search(f"{re.escape(start)}(.*?){re.escape(end)}", page.html, re.DOTALL)
    assert found
    return found[1]


def sha(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_script_and_style_are_allowed_by_hash(page: Page) -> None:
    """The policy names the hash of the one script and of the one style, and nothing inline else."""
    script = part(page, '<script type="module">', "</script>")
    style = part(page, "<style>", "</style>")
    assert f"script-src 'sha256-{sha(script)}'" in page.policy
    assert f"style-src 'sha256-{sha(style)}'" in page.policy
    assert "unsafe" not in page.policy


def test_nothing_comes_from_elsewhere(page: Page) -> None:
    """The policy starts from nothing, and the page names no other host."""
    assert page.policy.startswith("default-src 'none'")
    hosts = set(re.findall(r"https?://[^\s\"'`)]+", page.html))
    assert hosts == {"http://www.w3.org/2000/svg"}


def test_data_cannot_end_its_element(page: Page) -> None:
    """A warning that looks like markup stays inside the data."""
    data = json.loads(part(page, 'id="data">', "</script>"))
    assert data["warnings"] == [WARNING]
    assert data["texts"] == TEXTS


def test_a_font_is_optional() -> None:
    """Without the embedded serif the page has no font of its own."""
    assert "@font-face" not in start_page().html


def test_a_page_is_the_same_each_time() -> None:
    """The same input gives the same bytes."""
    assert start_page(font=b"x") == start_page(font=b"x")


def test_the_parts_of_the_script_do_not_meet(page: Page) -> None:
    """No name is declared twice in the one script, and no import or export is left."""
    script = part(page, '<script type="module">', "</script>")
    names = re.findall(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", script, re.MULTILINE)
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_markup_is_made_from_text(source: Path) -> None:
    """The script builds elements, never markup, and asks in the page, not in a dialog."""
    text = source.read_text(encoding="utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "confirm("):
        assert word not in text


def test_texts_are_those_that_are_used() -> None:
    """Every text of the page is used by the script, and the script uses no other."""
    script = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    used = set(re.findall(r"(?<![\w.])texts\.(\w+)", script))
    counted = set(re.findall(r'counted\(texts, "(\w+)"', script))
    forms = {f"{name}_one" for name in counted}
    assert used | DYNAMIC | counted | forms == set(TEXTS) - {"needs_js"}
