"""Everything is killed at once: what stays, what is gone, and how a workshop goes on."""

import asyncio
import json
import signal
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.browser.held import PATIENCE, Opened, open_in
from tests.opening.projects import POLL, WORDS, make_project
from tests.privacy.phones import AsyncPhone, ask, insist

ALONE = ("short", "--host", "127.0.0.1")


async def lead(held: Opened, activity: str, *steps: str) -> None:
    for step in steps:
        await insist(held.port, f"/host/activities/{activity}/{step}", {}, key=held.key)


async def answer(held: Opened, activity: str, choices: list[str]) -> None:
    phones = [AsyncPhone(held.port, held.word) for _ in choices]
    for phone, choice in zip(phones, choices, strict=True):
        await phone.join()
        await phone.answer(activity, choice)


async def activities(held: Opened) -> dict[str, dict[str, Any]]:
    found = await ask(held.port, "GET", "/host/state", key=held.key)
    known: dict[str, dict[str, Any]] = found["activities"]
    return known


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def test_kill_of_everything(project: Path) -> None:
    """Released results are on disk and stay shown; the open question is asked anew, from nought."""
    with open_in(project, *ALONE) as held:
        asyncio.run(_up_to_open_words(held))
        shown = asyncio.run(activities(held))[POLL.id]["release"]
        held.kill()
    (file,) = (project / "results").glob("*.json")
    found = json.loads(file.read_text())
    assert [entry["release"] for entry in found["results"]] == [shown]
    assert found["begun"] == [{"activity": WORDS.id, "round": 1, "phase": "open"}]
    assert "Secret" not in file.read_text()

    with open_in(project, *ALONE) as held:
        assert "--new-group" in held.said
        now = asyncio.run(activities(held))
        assert (now[POLL.id]["phase"], now[POLL.id]["release"]) == ("released", shown)
        assert (now[WORDS.id]["phase"], now[WORDS.id]["renewed"]) == ("draft", True)
        asyncio.run(_words_from_nought(held))
        assert "Left on disk: 2 results" in held.end()
    (file,) = (project / "results").glob("*.json")
    assert len(json.loads(file.read_text())["results"]) == 2

    with open_in(project, *ALONE, "--new-group") as held:
        assert "--new-group" not in held.said
        assert {one["phase"] for one in asyncio.run(activities(held)).values()} == {"draft"}
        assert "Left on disk: nothing" in held.end()
    assert [path.name for path in (project / "results").glob("*.json")] == [file.name]


async def _up_to_open_words(held: Opened) -> None:
    await lead(held, POLL.id, "open")
    await answer(held, POLL.id, ["0"] * 6 + ["1"] * 5)
    await lead(held, POLL.id, "close", "release")
    await lead(held, WORDS.id, "open")
    await answer(held, WORDS.id, ["=Secret one", "=Secret two"])


async def _words_from_nought(held: Opened) -> None:
    """The old answers are not in the new total: two and four would be six, and enough."""
    await lead(held, WORDS.id, "open")
    await answer(held, WORDS.id, ["=Hello"] * 4)
    await lead(held, WORDS.id, "close")
    path = f"/host/activities/{WORDS.id}/release"
    await insist(held.port, path, {"rejected": []}, key=held.key)
    assert (await activities(held))[WORDS.id]["release"] == {"view": "locked", "k": 5}


def test_kill_by_the_system_ends_in_order(project: Path) -> None:
    """A plain kill of the program ends room and lab as Ctrl-C does, and says what is left."""
    with open_in(project, *ALONE) as held:
        family = psutil.Process(held.process.pid).children(recursive=True)
        assert "Left on disk: nothing" in held.end(signal.SIGTERM)
        assert not psutil.wait_procs(family, timeout=PATIENCE)[1]
    assert not (project / "results").exists()
