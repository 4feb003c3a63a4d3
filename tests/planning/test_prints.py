"""What to print: for every plan, as many as there are people, made by a command that exists."""

from pathlib import Path

import pytest

from askfirst.building.outputs import Wishes, list_outputs
from askfirst.opening.slips import PRINTED
from askfirst.planning.prints import prints_json, prints_of
from askfirst.plans import read_plan, whole_curriculum
from tests.test_plans import MODULES, ROOT

PLANS = ROOT / "facilitator" / "plans"
NAMES = sorted(path.stem for path in PLANS.glob("*.yml"))


@pytest.mark.parametrize("name", [None, *NAMES])
def test_each_command_makes_the_file_that_is_named(name: str | None) -> None:
    """What stands beside a thing to print is what `askfirst build` takes, and makes that file."""
    plan = read_plan(name, folder=PLANS, modules=MODULES) if name else whole_curriculum(MODULES)
    for printed in prints_of(plan, known=name is not None):
        if printed.command.startswith("askfirst seats"):
            assert printed.made_by(24) == "askfirst seats --count 24"
            assert printed.file == f"seats/{PRINTED}"
        elif printed.command:
            words = printed.command.split()
            assert words[:2] == ["askfirst", "build"]
            kind = words[words.index("--to") + 1]
            asked = next((word for word in words[2:] if word == name), None)
            made = list_outputs(Wishes(plan=asked, formats=(kind,)), ROOT)
            assert printed.file in {f"build/{output.name}" for output in made}
        else:
            assert printed.file == ""


def test_copies_go_with_the_people() -> None:
    """A handout each and two more, a set of cards for each table, and one guide for each of two."""
    plan = read_plan("evening-120", folder=PLANS, modules=MODULES)
    copies = {p.title.split(",")[0]: (p.copies(24), p.copies(1)) for p in prints_of(plan)}
    assert copies["Handout 05"] == (26, 3)
    assert copies["Cards"] == (5, 1)
    assert copies["Guide"] == (2, 2)
    assert copies["Duty and safeguarding card"] == (2, 2)


def test_online_nothing_is_handed_out() -> None:
    """In a video call handouts are sent, and only the guides are printed."""
    plan = read_plan("online-90", folder=PLANS, modules=MODULES)
    assert {p.title for p in prints_of(plan) if p.copies(24)} == {"Guide, your script"}


def test_cards_say_how_they_are_printed_on_both_sides() -> None:
    """Fronts and backs only fit if the sheet is turned the right way."""
    plan = read_plan("evening-120", folder=PLANS, modules=MODULES)
    cards = next(p for p in prints_of(plan) if p.title == "Cards")
    assert "flip on the long edge" in cards.note


def test_what_was_built_has_a_link(tmp_path: Path) -> None:
    """A file that lies there already is linked; another is not, nor is any without a lab."""
    plan = read_plan("evening-120", folder=PLANS, modules=MODULES)
    guide = tmp_path / "build" / "guide" / "evening-120.pdf"
    guide.parent.mkdir(parents=True)
    guide.write_bytes(b"%PDF")

    def linked(url: bool) -> list[str]:
        to = (lambda path: f"lab/{path.name}") if url else None
        rows = prints_json(plan, root=tmp_path, url=to)["rows"]
        return [row["link"] for row in rows if row["link"]]

    assert linked(True) == ["lab/evening-120.pdf"]
    assert linked(False) == []
