"""Slips made the day before, and the room that lets them in."""

import json
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from askfirst import Poll
from askfirst.cli import app
from askfirst.errors import StartError
from askfirst.opening import hat as hats
from askfirst.opening.addresses import choose_address, free_port, listen
from askfirst.opening.hat import HatFile, read_address, read_hat, write_hat
from askfirst.opening.pages import make_app
from askfirst.opening.screen import ended, opened
from askfirst.opening.slips import Wishes as Asked
from askfirst.opening.slips import make_slips, on_sheets
from askfirst.opening.wishes import Wishes
from askfirst.opening.workshop import Workshop, prepare
from askfirst.release import Tier
from askfirst.room.clock import SystemClock
from askfirst.room.hat import LETTERS, Slips, new_code, read_code, spelled
from tests.export.printed import printed
from tests.opening.projects import POLL, make_project, written
from tests.room.rooms import browser, number

ALONE = "127.0.0.1"
CODE = re.compile(rf"\b[{LETTERS}]{{3}}-[{LETTERS}]{{3}}-[{LETTERS}]{{3}}\b")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def made(folder: Path, *, count: str = "5", address: str = "") -> list[str]:
    """Slips in a project; returns what was said."""
    said: list[str] = []
    place = address or f"{ALONE}:{free_port()}"
    asked = Asked(count=count, address=place, out=folder / "seats", paper="a4")
    make_slips(asked, say=said.append)
    return said


def codes(folder: Path) -> list[str]:
    """The codes, from the one place where they are."""
    return CODE.findall(printed((folder / "seats" / "seats.pdf").read_bytes()).text)


def prepared(folder: Path, **wishes: Any) -> Workshop:
    workshop = prepare(Wishes(plan="short", seats="seats/seats.json", **wishes), folder=folder)
    workshop.close()
    return workshop


def test_codes_are_on_the_slips_and_nowhere_else(project: Path) -> None:
    """What is said and the file beside the slips hold no code, in any spelling."""
    said = made(project)
    listed = (project / "seats" / "seats.json").read_text()
    assert len(set(codes(project))) == on_sheets(5) == 12
    for code in codes(project):
        for form in (code, code.lower(), read_code(code), read_code(code).lower()):
            assert form not in listed
            assert all(form not in line for line in said)
    marks = json.loads(listed)["slips"]
    assert marks == sorted(marks)


def test_cleaning_up_leaves_slips_that_open_a_room() -> None:
    """They cannot be made again, so they lie where `make clean` removes nothing."""
    (folder,) = (o.default for o in app.commands["seats"].params if o.name == "out")
    rule = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    (removed,) = re.findall(r"^clean:.*\n\trm -rf (.+)$", rule, re.MULTILINE)
    assert "build" in removed.split()
    assert str(folder) not in removed.split()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_the_file_is_for_its_owner_alone(project: Path) -> None:
    """Nobody else on the computer can read slips or file."""
    made(project)
    for path in (project / "seats").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_slips_that_may_be_printed_are_not_made_worthless(project: Path) -> None:
    """A second run leaves the first slips and their file as they are, and says so."""
    made(project)
    before = written(project)
    with pytest.raises(StartError, match="is there already"):
        made(project)
    assert written(project) == before


@pytest.mark.parametrize(("people", "slips"), [(1, 6), (4, 6), (5, 12), (24, 30), (300, 306)])
def test_at_least_two_are_in_reserve_and_the_last_sheet_is_full(people: int, slips: int) -> None:
    """Six to a sheet, and no sheet with a gap."""
    assert on_sheets(people) == slips


@pytest.mark.parametrize("count", ["0", "301", "", "a", "-1", "2.5"])
def test_the_count_is_a_whole_number_up_to_300(project: Path, count: str) -> None:
    """Anything else is refused, and nothing is written."""
    with pytest.raises(StartError, match="--count"):
        made(project, count=count)
    assert not (project / "seats").exists()


def test_an_address_is_read_as_the_room_says_it() -> None:
    """The first port of the room where none is said, and none for that of every browser."""
    assert read_address("192.168.1.20") == "192.168.1.20:8080"
    assert read_address(" Laptop.Local:80 ") == "laptop.local"
    assert read_address("10.0.0.2:8085") == "10.0.0.2:8085"


@pytest.mark.parametrize(
    "text",
    ["", "http://10.0.0.2", "a b", "a/b", "a:", "a:0", "a:99999", "-a", "[::1]:80", "0.0.0.0"],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """It says what was expected, by an example."""
    with pytest.raises(StartError, match=r"192\.168\.1\.20"):
        read_address(text)


def test_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Nothing is lost on the way."""
    known = HatFile(slips=Slips.of([new_code()]), people=1, address="a.local:8080")
    write_hat(tmp_path / "seats.json", known)
    assert read_hat(tmp_path / "seats.json") == known


WRONG: tuple[Mapping[str, object], ...] = (
    *({"kind": "x"}, {"address": "http://a/"}, {"people": 0}, {"people": 2}),
    *({"salt": "0"}, {"salt": 7}, {"slips": []}, {"slips": ["x"]}, {"slips": [1]}),
)
RIGHT = {"kind": "askfirst seats", "address": "a:1", "people": 1, "salt": "0" * 32}


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[]", "null", "{", '{"kind": "askfirst seats"}', "\x00"),
        *(json.dumps({**RIGHT, "slips": ["0" * 64], **wrong}) for wrong in WRONG),
    ],
)
def test_any_other_file_is_refused(tmp_path: Path, text: str) -> None:
    """A file that askfirst seats did not write, or that was cut off, opens no room."""
    path = tmp_path / "seats.json"
    path.write_text(text)
    with pytest.raises(StartError, match="askfirst seats"):
        read_hat(path)


def test_a_file_that_is_not_there_is_named(project: Path) -> None:
    """It says which, and which to give; nothing was started."""
    with pytest.raises(StartError, match=r"seats\.json.*no such file"):
        prepared(project)


def test_slips_let_in_as_many_phones_as_people(project: Path) -> None:
    """24 phones with 24 slips are in; a reserve slip waits for the head count, a word for ever."""
    made(project, count="24")
    workshop = prepared(project)
    drawn = codes(project)
    app = make_app(workshop, today=SystemClock().today())
    phones = browser_of(app)
    for code in drawn[:24]:
        reply = phones.post("/join", json={"word": code, "ticket": number(code)})
        assert reply.status_code == 200
    late = phones.post("/join", json={"word": drawn[24], "ticket": number("late")})
    assert late.json()["error"]["code"] == "full"
    foreign = phones.post("/join", json={"word": spelled(new_code()), "ticket": number("x")})
    assert foreign.json()["error"]["code"] == "wrong_slip"
    assert workshop.room.seats.joined == 24


def browser_of(app: Any) -> Any:
    found = browser(app)
    found.base_url = f"http://{ALONE}:8080"
    return found


def test_nothing_of_the_codes_is_in_results_or_on_the_terminal(project: Path) -> None:
    """A workshop with slips that shows a result leaves their codes on the slips alone."""
    made(project)
    workshop = prepare(Wishes(plan="short", seats="seats/seats.json"), folder=project)
    seats = [workshop.room.join(code, number(code)) for code in codes(project)[:5]]
    workshop.room.open(POLL.id)
    workshop.room.close(POLL.id)
    workshop.room.release(POLL.id)
    said = opened(workshop, code=True)
    workshop.room.end()
    said += ended(workshop)
    workshop.close()
    files = {name: text for name, text in written(project).items() if name != "seats/seats.pdf"}
    assert any(name.startswith("results/") for name in files)
    for code in (*codes(project), *map(read_code, codes(project)), *seats):
        assert code not in said
        assert not [name for name, text in files.items() if code.encode() in text]


def test_the_room_opens_where_the_slips_lead(project: Path) -> None:
    """Address, port and head count come from the file; the terminal asks for the slip's code."""
    port = free_port()
    made(project, address=f"{ALONE}:{port}")
    workshop = prepared(project)
    assert workshop.short == f"{ALONE}:{port}"
    assert workshop.join == f"http://{ALONE}:{port}/"
    assert (workshop.room.word, workshop.room.seats.head_count) == ("", 5)
    said = opened(workshop, code=False)
    assert "the code on their slip" in said
    assert "12 slips" in said
    assert "open nothing" not in said


def test_a_room_that_is_elsewhere_says_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the address of the slips cannot be had, the room opens all the same and is plain."""
    made(project, address="no-such-host.invalid:8090")
    monkeypatch.setattr(hats, "choose_address", lambda host: choose_address(host or ALONE))
    workshop = prepared(project, port=str(free_port()))
    said = opened(workshop, code=False)
    assert "no-such-host.invalid:8090" in said
    assert f"People go to {workshop.short} and type their code." in said
    told = json.loads(workshop.room.host_snapshot())["room"]["hat"]
    assert told["elsewhere"] == "no-such-host.invalid:8090"
    workshop.room.join(codes(project)[0], number("typed"))


def test_a_taken_port_is_said_as_another_address(project: Path) -> None:
    """With the port of the slips taken, the room takes another and says what that means."""
    port, sockets = listen([ALONE], 0)
    port = sockets[0].getsockname()[1]
    made(project, address=f"{ALONE}:{port}")
    try:
        workshop = prepared(project)
    finally:
        for sock in sockets:
            sock.close()
    assert workshop.port != port
    assert workshop.room.hat is not None
    assert workshop.room.hat.elsewhere == f"{ALONE}:{port}"


def test_what_is_asked_for_by_hand_comes_first(project: Path) -> None:
    """A head count and an address on the command line hold, whatever the file says."""
    made(project)
    workshop = prepared(project, head_count="3", host="localhost")
    assert workshop.room.seats.head_count == 3
    assert workshop.short.startswith("localhost:")


def test_own_experience_is_asked_only_with_seats_from_a_hat(tmp_path: Path) -> None:
    """A plan with a question of the intimate tier opens with slips, and not with a word."""
    asks = Poll("05-own", "Has it been so for you?", options=["Yes", "No"], tier=Tier.INTIMATE)
    project = make_project(tmp_path, [asks])
    with pytest.raises(StartError, match=r"'05-own' in 05_small\.ipynb is of the intimate tier"):
        prepare(Wishes(plan="short", host=ALONE), folder=project)
    made(project)
    assert prepared(project).room.hat is not None


def test_a_disk_that_refuses_is_said_in_one_line(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file cannot be written, it is said with the folder."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(hats, "write_whole", refuse)
    with pytest.raises(StartError, match=r"--out .*permission denied"):
        made(project)
