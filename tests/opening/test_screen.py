"""The terminal says where, with what word, and at the end what is left."""

import io
import re
from pathlib import Path

import pytest

from askfirst.opening.screen import can_draw, ended, opened, qr_lines
from askfirst.opening.wishes import Wishes
from askfirst.opening.workshop import Workshop, prepare
from tests.opening.projects import POLL, make_project


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    made = prepare(Wishes(plan="short", host="127.0.0.1"), folder=make_project(tmp_path))
    made.close()
    return made


def test_it_says_where_to_go(workshop: Workshop) -> None:
    """The screen has the address, the word, the start page and how to end."""
    said = opened(workshop, code=False)
    assert workshop.short in said
    assert workshop.room.word in said
    assert workshop.start_page in said
    assert said.endswith("Press Ctrl-C to end.")
    assert "\033" not in said


def test_a_terminal_is_shown_the_code(workshop: Workshop) -> None:
    """Where blocks can be drawn, the code stands on the screen too."""
    assert "█" in opened(workshop, code=True)
    assert len({len(line) for line in list(qr_lines(workshop.join))[:-1]}) == 1


def test_a_file_is_shown_none() -> None:
    """What is no terminal gets no code."""
    assert not can_draw(io.StringIO())


def test_nothing_is_left_when_nothing_was_shown(workshop: Workshop) -> None:
    """Without a released result, nothing is left on disk."""
    assert ended(workshop).endswith("Left on disk: nothing.")


def test_results_are_counted_and_named(workshop: Workshop) -> None:
    """Released results are counted, and their file is named from the project."""
    workshop.room.open(POLL.id)
    workshop.room.close(POLL.id)
    workshop.room.release(POLL.id)
    assert "Left on disk: one result in results/" in ended(workshop)
    assert str(workshop.root) not in ended(workshop)
    workshop.room.end()
    assert re.search(r", and as tables in results/[\w-]+/\.$", ended(workshop))


def test_tables_that_the_disk_refused_are_named(workshop: Workshop) -> None:
    """Where the tables of results could not be written, the last line says so, and why."""
    workshop.room.open(POLL.id)
    workshop.room.close(POLL.id)
    workshop.room.release(POLL.id)
    assert workshop.room.results is not None
    workshop.room.results.trouble = "no tables (No space left on device)"
    assert ended(workshop).endswith(".json; no tables (No space left on device).")
