"""What a facilitator's page knows of the room and of what it can be made of."""

from pathlib import Path

from askfirst.hub.room import Rooms
from askfirst.hub.settings import read_settings
from askfirst.hub.texts import STATUS, TEXTS
from askfirst.plans import WHOLE
from tests.hub.test_settings import GIVEN
from tests.opening.projects import make_project


def test_a_plan_that_cannot_be_read_is_offered_by_its_name(tmp_path: Path) -> None:
    """One broken file takes no other plan from the form: the server says what is wrong with it."""
    plans = make_project(tmp_path) / "facilitator" / "plans"
    (plans / "broken.yml").write_text("title: [", encoding="utf-8")
    (plans / "nothing.yml").write_text("", encoding="utf-8")
    (plans / "strange.yml").write_bytes(b"\xff")
    rooms = Rooms(read_settings(GIVEN, home=tmp_path, here=tmp_path))
    assert rooms.plans() == {
        "broken": "broken",
        "nothing": "nothing",
        "short": "A short one",
        "strange": "strange",
        WHOLE: TEXTS["all"],
    }


def test_every_refusal_has_its_sentence() -> None:
    """No code is without words."""
    assert {*STATUS} <= {*TEXTS}
