"""A workshop is put together whole, or not at all."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from askfirst.errors import AskFirstError, StartError
from askfirst.opening.screen import opened
from askfirst.opening.wishes import Wishes, read_number
from askfirst.opening.workshop import Workshop, plan_json, prepare
from askfirst.plans import Day, Entry, Plan
from askfirst.project import SOURCE_TREE
from tests.opening.projects import make_project

ALONE = "127.0.0.1"
PLANS = SOURCE_TREE / "facilitator" / "plans"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def prepared(folder: Path, **wishes: Any) -> Workshop:
    asked = Wishes(**{"host": ALONE, **wishes})
    workshop = prepare(asked, folder=folder)
    workshop.close()
    return workshop


def test_a_plan_brings_its_activities_into_the_room(project: Path) -> None:
    """The room can ask what the plan's modules declare, and the snapshot shows the plan."""
    workshop = prepared(project, plan="short", head_count="12")
    shown = json.loads(workshop.room.host_snapshot())
    assert [entry["title"] for entry in shown["plan"]["entries"]] == ["Arrive", "Small", "Break"]
    assert list(shown["activities"]) == ["05-which", "05-words", "05-note"]
    assert shown["room"]["headCount"] == 12


@pytest.mark.parametrize("plan", sorted(path.stem for path in PLANS.glob("*.yml")))
def test_every_plan_of_the_project_can_be_opened(plan: str) -> None:
    """Each plan in facilitator/plans names modules that exist, sums up, and says what to say."""
    workshop = prepared(SOURCE_TREE, plan=plan)
    assert workshop.plan.modules
    assert all(entry.say or entry.module or entry.pause for entry in workshop.plan.entries)


def test_without_a_plan_all_modules_are_in(project: Path) -> None:
    """No plan named means every module, in order."""
    assert [m.stem for m in prepared(project).plan.modules] == ["05_small"]


def test_the_key_stands_only_in_the_fragment(project: Path) -> None:
    """The host key is in the start page's fragment, and not in what phones are given."""
    workshop = prepared(project)
    before, _, fragment = workshop.start_page.partition("#")
    key = workshop.room.host_key
    assert fragment == f"k={key}"
    assert key not in before + workshop.join + workshop.room.host_snapshot().decode()


def test_phones_are_given_address_and_word(project: Path) -> None:
    """The code holds the address that people can also type, and the word in its fragment."""
    workshop = prepared(project)
    assert workshop.short == f"{ALONE}:{workshop.port}"
    assert workshop.join == f"http://{workshop.short}/#{workshop.room.word}"


def test_the_usual_port_is_not_written_out(project: Path) -> None:
    """On the port that browsers take by themselves, the address has none."""
    workshop = prepared(project)
    bare = Workshop(**{**vars(workshop), "port": 80})
    assert bare.short == ALONE


def test_nothing_listens_after_a_refusal(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When something is wrong, the port that was asked for stays free."""
    with socket.create_server((ALONE, 0)) as other:
        port = other.getsockname()[1]

    def fail() -> str:
        raise StartError("no word")

    monkeypatch.setattr("askfirst.opening.workshop.choose_word", fail)
    with pytest.raises(StartError, match="no word"):
        prepare(Wishes(host=ALONE, port=str(port)), folder=project)
    with socket.create_server((ALONE, port)):
        pass


def test_an_unknown_plan_lists_the_known_ones(project: Path) -> None:
    """A plan that is not there is refused, with the names of those that are."""
    with pytest.raises(AskFirstError, match=r"plan 'evening'.*short"):
        prepared(project, plan="evening")


@pytest.mark.parametrize("text", ["", "0", "301", "-1", "2.5", "many", "٣", "1e2", "9999999999"])
def test_a_head_count_is_a_whole_number_up_to_300(text: str) -> None:
    """Anything but a whole number from 1 to 300 is refused as it was typed."""
    with pytest.raises(StartError, match="expected a whole number from 1 to 300") as caught:
        read_number(text, "--head-count", most=300)
    assert repr(text) in str(caught.value)


def test_notebooks_are_shown_once_there_is_a_lab(project: Path) -> None:
    """Notebook links are empty at first, then addresses, and null when there is no lab."""
    workshop = prepared(project, plan="short")

    def link() -> object:
        entries = json.loads(workshop.room.host_snapshot())["plan"]["entries"]
        return next(entry["notebook"] for entry in entries if entry["module"])

    assert link() == ""
    workshop.show_notebooks(lambda path: f"http://lab/{path.name if path else ''}")
    assert link() == "http://lab/05_small.ipynb"
    workshop.show_notebooks(None)
    assert link() is None


def test_each_day_is_named_where_it_begins() -> None:
    """The first entry of each day carries its title; a plan of one day has none."""
    arrive = Entry(title="Arrive", minutes=5)
    day = Day(title="First", minutes=10, entries=(arrive, arrive))
    both = Plan(name="p", title="Two", minutes=20, entries=day.entries * 2, days=(day, day))
    assert [e["day"] for e in plan_json(both, root=SOURCE_TREE)["entries"]] == [
        "First",
        "",
        "First",
        "",
    ]
    one = Plan(name="p", title="One", minutes=10, entries=day.entries)
    assert [e["day"] for e in plan_json(one, root=SOURCE_TREE)["entries"]] == ["", ""]


def test_what_is_not_a_module_has_no_links(project: Path) -> None:
    """A block has what to say, a break is marked, and neither has a deck."""
    arrive, _, pause = plan_json(prepared(project, plan="short").plan, root=project)["entries"]
    assert (arrive["say"], arrive["pause"], "deck" in arrive) == ("Welcome.", False, False)
    assert (pause["pause"], pause["minutes"]) == (True, 5)


def test_a_rehearsal_is_alone_fast_and_leaves_nothing(project: Path) -> None:
    """The clock runs faster from the planned start, no other device can join, no file is begun."""
    workshop = prepare(Wishes(plan="short", rehearse="60", start="18:30"), folder=project)
    workshop.close()
    assert workshop.address.names == (ALONE, "localhost")
    assert workshop.room.results is None
    assert workshop.room.clock.speed == 60
    assert 1110 <= workshop.room.clock.minute() < 1200
    clock = json.loads(workshop.room.host_snapshot())["room"]["clock"]
    assert clock["start"] is None  # so that the minutes until it is started make nobody late
    assert "60 times faster, and nothing is written" in opened(workshop, code=False)


def test_a_rehearsal_with_a_host_is_refused(project: Path) -> None:
    """Waits that protect phones would be too short, so no other device may find it."""
    with pytest.raises(StartError, match="a rehearsal is for this computer alone"):
        prepare(Wishes(plan="short", rehearse="60", host="192.0.2.7"), folder=project)
    with pytest.raises(StartError, match="--rehearse 'fast': expected a whole number"):
        prepare(Wishes(plan="short", rehearse="fast"), folder=project)


def test_the_start_that_is_given_is_told_to_the_clock(project: Path) -> None:
    """--start is the minute that the plan's clock counts from; anything else is refused."""
    told = json.loads(prepared(project, plan="short", start="18:30").room.host_snapshot())
    assert told["room"]["clock"]["start"] == 18 * 60 + 30
    with pytest.raises(AskFirstError, match="Expected a time of day like 18:30"):
        prepared(project, plan="short", start="half past six")
