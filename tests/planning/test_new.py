"""A plan made from wishes: it fills its minutes, passes the check, and keeps what is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from askfirst.checking.plans import amiss
from askfirst.errors import CurriculumError
from askfirst.planning.fitting import ONLINE_SITTING, SITTING, fitted
from askfirst.planning.new import NewPlan, asked, topics_of, write_plan
from askfirst.plans import Plan, read_plan
from askfirst.records import replace
from tests.test_plans import MODULES

EVENING: Final = NewPlan(
    name="mine", minutes="120", topics="consent,boundaries", online=False, group="24", audience="Us"
)


def made(folder: Path, wishes: NewPlan = EVENING) -> Plan:
    return write_plan(wishes, folder=folder / "plans", modules=MODULES)


def test_it_is_written_and_read_again(tmp_path: Path) -> None:
    """What is written is the plan that was promised, with the first and the last module."""
    plan = made(tmp_path)
    assert plan == read_plan("mine", folder=tmp_path / "plans", modules=MODULES)
    assert [m.number for m in plan.modules] == ["00", "05", "06", "11"]
    assert (plan.minutes, plan.group, plan.audience) == (120, (5, 24), "Us")
    assert [*amiss(plan)] == []


@pytest.mark.parametrize("online", [False, True])
@pytest.mark.parametrize("minutes", [120, 150, 180, 240, 300, 450, 600])
@pytest.mark.parametrize("topics", ["05", "consent,health", "04,05,06,07,08"])
def test_it_fills_its_minutes_and_passes_the_check(
    tmp_path: Path, minutes: int, topics: str, online: bool
) -> None:
    """Whatever is asked for, nothing kept is dropped, and nobody sits too long."""
    wishes = replace(EVENING, minutes=str(minutes), topics=topics, online=online)
    plan = made(tmp_path, wishes)
    assert plan.minutes == minutes
    assert [*amiss(plan)] == []
    assert all(entry.minutes >= 1 for entry in plan.entries)
    sat = [0.0]
    for entry in plan.entries:
        if entry.module is not None:
            sat[-1] += entry.minutes
        elif entry.pause:
            sat.append(0)
    assert max(sat) <= (ONLINE_SITTING if online else SITTING)


def test_too_few_minutes_are_said_in_one_line(tmp_path: Path) -> None:
    """It says how many the topics take at least, and with as many there is a plan."""
    wishes = replace(EVENING, minutes="60", topics="04,05,06,07,08")
    with pytest.raises(CurriculumError, match="take 104 at least, breaks included") as error:
        made(tmp_path, wishes)
    assert "\n" not in str(error.value)
    assert made(tmp_path, replace(wishes, minutes="104")).minutes == 104


def test_the_longest_forms_that_fit_are_taken() -> None:
    """With time for everything nothing is short; with less the forms go down together."""
    modules = [MODULES[0], MODULES[5], MODULES[11]]
    whole = fitted(modules, 450, online=False)
    assert [p.form for p in whole.parts if not isinstance(p, float)] == [None, None, None]
    small = fitted(modules, 50, online=False)
    forms = [p.form for p in small.parts if not isinstance(p, float)]
    assert None not in forms
    assert small.minutes + small.spare == 50


def test_a_long_day_has_a_lunch(tmp_path: Path) -> None:
    """From five hours one break is long enough to eat."""
    topics = "words,reasons,myths,consent,boundaries,health"
    plan = made(tmp_path, replace(EVENING, minutes="420", topics=topics))
    (lunch,) = [entry for entry in plan.entries if entry.title == "Lunch"]
    assert lunch.minutes >= 45


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "../mine"}, "plan name is '../mine'. Expected small letters"),
        ({"minutes": "soon"}, "minutes is 'soon'. Expected a whole number from 1 to 600."),
        ({"minutes": "601"}, "minutes is '601'"),
        ({"topics": "consnt"}, "topic is 'consnt'. Did you mean 'consent'?"),
        ({"topics": "xyz"}, "topic is 'xyz'. Expected of welcome, words"),
        ({"group": "many"}, "group is 'many'. Expected people up to 300: 24, or 8-30."),
        ({"group": "30-8"}, "group is '30-8'"),
    ],
)
def test_a_wish_that_cannot_be_met_is_named(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    """A wrong wish is one line, and nothing is written."""
    with pytest.raises(CurriculumError) as error:
        made(tmp_path, replace(EVENING, **change))  # type: ignore[arg-type]
    assert str(error.value).startswith(said)
    assert not [*tmp_path.iterdir()]


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    """A plan is never written over a file."""
    made(tmp_path)
    before = (tmp_path / "plans" / "mine.yml").read_bytes()
    with pytest.raises(CurriculumError, match=r"mine\.yml: is there already"):
        made(tmp_path, replace(EVENING, minutes="240"))
    assert (tmp_path / "plans" / "mine.yml").read_bytes() == before


def test_what_is_missing_is_asked_for() -> None:
    """Each missing wish is one question; what was said is not asked again."""
    heard: list[str] = []
    answers = iter(["90", "yes", "8-20"])

    def ask(question: str, _usual: str) -> str:
        heard.append(question)
        return next(answers)

    wishes = asked(NewPlan(name="mine", topics="consent", audience="Us"), ask, topics=())
    assert wishes == replace(EVENING, minutes="90", topics="consent", online=True, group="8-20")
    assert [question.split()[0] for question in heard] == ["How", "Online", "How"]


def test_topics_to_choose_from_are_those_of_the_curriculum() -> None:
    """The question names topics of this curriculum, and takes the first if nothing is typed."""
    heard: dict[str, str] = {}

    def ask(question: str, usual: str) -> str:
        heard[question] = usual
        return usual

    wishes = asked(replace(EVENING, topics=None), ask, topics=topics_of(MODULES))
    assert heard == {"Which topics, such as words, reasons?": "words"}
    assert wishes.topics == "words"


@pytest.mark.parametrize("option", ["minutes", "topics"])
def test_without_a_terminal_it_does_not_wait(option: str) -> None:
    """Where nobody can be asked, the missing option is named; the rest is as it usually is."""
    nobody: Callable[[str, str], str] | None = None
    with pytest.raises(CurriculumError, match=f"--{option} is missing"):
        asked(replace(EVENING, **{option: None}), nobody, topics=())  # type: ignore[arg-type]
    wishes = asked(NewPlan(name="mine", minutes="90", topics="05"), nobody, topics=())
    assert (wishes.online, wishes.group, wishes.audience) == (False, "8-30", "Adults")
