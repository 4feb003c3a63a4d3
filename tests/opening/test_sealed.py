"""`askfirst open --sealed`: two libraries, got when somebody wants them, and a key in the code."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from askfirst.errors import StartError
from askfirst.opening.hat import HatFile, write_hat
from askfirst.opening.pages import make_app
from askfirst.opening.screen import opened
from askfirst.opening.sealed import LIBRARY
from askfirst.opening.wishes import Wishes
from askfirst.opening.workshop import Workshop, prepare
from askfirst.project import SOURCE_TREE
from askfirst.room.hat import Slips
from askfirst.room.sealing import KEY_BYTES
from tests.opening.projects import make_project, write_library
from tests.room.rooms import browser
from tests.room.sealed import unlettered

TOOLS = SOURCE_TREE / "tools" / "sealed"
ALONE = "127.0.0.1"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def prepared(folder: Path, **wishes: Any) -> Workshop:
    workshop = prepare(Wishes(plan="short", host=ALONE, **wishes), folder=folder)
    workshop.close()
    return workshop


def test_the_code_holds_word_and_key(project: Path) -> None:
    """Behind #, where no server sees it; people who type read the word alone."""
    write_library(project)
    workshop = prepared(project, sealed=True)
    sealing = workshop.room.sealing
    assert sealing is not None
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", sealing.key)
    assert workshop.join == f"http://{workshop.short}/#{workshop.room.word}.{sealing.digits}"
    assert int(sealing.digits).to_bytes(KEY_BYTES, "big") == unlettered(sealing.key)
    assert workshop.room.place.join == workshop.join
    said = opened(workshop, code=False)
    assert "Phones seal what they send" in said
    assert sealing.key not in said
    assert sealing.digits not in said
    assert prepared(project, sealed=True).room.sealing != sealing


def test_a_workshop_that_does_not_seal_says_and_holds_nothing_of_it(project: Path) -> None:
    """Without the option there is no key, and nothing in the code but the word."""
    workshop = prepared(project)
    assert workshop.room.sealing is None
    assert workshop.join.endswith(f"/#{workshop.room.word}")
    assert "seal" not in opened(workshop, code=False)


def test_phones_with_slips_are_given_the_key_by_the_page(project: Path) -> None:
    """Slips are printed before there is a key: the code on the screen holds none, the page does."""
    write_library(project)
    slips = Slips.of(["CDFGHJKMN"])
    write_hat(project / "seats.json", HatFile(slips=slips, people=1, address=f"{ALONE}:8080"))
    workshop = prepared(project, sealed=True, seats=str(project / "seats.json"))
    assert workshop.room.sealing is not None
    assert workshop.join == f"http://{workshop.short}/"
    page = browser(make_app(workshop, today=workshop.room.clock.today())).get(
        "/", headers={"host": ALONE}
    )
    assert workshop.room.sealing.key in page.text


def test_what_is_missing_is_said_in_a_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one of the two libraries the workshop is not opened, and says how to get it."""
    with pytest.raises(StartError, match="Run make sealed once"):
        prepared(project, sealed=True)
    write_library(project)
    monkeypatch.setattr("askfirst.opening.sealed.find_spec", lambda _: None)
    with pytest.raises(StartError, match="PyNaCl, which opens what phones seal, is not installed"):
        prepared(project, sealed=True)


def test_nothing_of_it_is_imported_unless_it_is_on() -> None:
    """A room that seals nothing needs no PyNaCl: neither process imports it."""
    program = (
        "import sys, askfirst.opening.command, askfirst.opening.room_main, askfirst.hosting.rooms\n"
        "sys.exit(any(name.partition('.')[0] == 'nacl' for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_phones_seal_with_is_locked() -> None:
    """The lock holds the version that is wanted, by its hash, and names no registry."""
    wanted = json.loads((TOOLS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    text = (TOOLS / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert packages.pop("")["dependencies"] == wanted
    locked = {name.removeprefix("node_modules/"): one for name, one in packages.items()}
    assert {name: one["version"] for name, one in locked.items()} == wanted
    assert all(one["integrity"].startswith("sha512-") for one in locked.values())
    assert "http" not in text
    makefile = (SOURCE_TREE / "Makefile").read_text(encoding="utf-8")
    assert f"SEALED_PARTS := {LIBRARY.parent.as_posix()}\n" in makefile
    assert f"$(SEALED_PARTS)/{LIBRARY.name}:" in makefile
