"""The command line: one line for what is wrong, and an end that leaves nothing running."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import psutil
import pytest
from click import termui
from click.testing import CliRunner

from askfirst import Option, Quiz
from askfirst.cli import app
from askfirst.command_line import Program
from askfirst.opening import addresses
from tests.opening.projects import POLL, make_project, notebook, written

ALONE = ("--host", "127.0.0.1", "--no-browser")
PHONES = 30
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals as a terminal sends them")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_project(tmp_path))
    return tmp_path


def refused(folder: Path, *arguments: str) -> str:
    """The one line of a refusal; nothing was started, said or written besides."""
    before = written(folder)
    result = CliRunner().invoke(app, ["open", *arguments])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert written(folder) == before
    (line,) = result.stderr.splitlines()
    return line


def store(folder: Path, *specs: Mapping[str, Any], name: str = "05_small") -> None:
    path = folder / "notebooks" / f"{name}.ipynb"
    path.write_text(notebook(specs), encoding="utf-8")


def test_it_says_its_version() -> None:
    """--version says which version it is."""
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"askfirst {version('askfirst')}\n")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["x"], "askfirst: No such command 'x'."),
        (["plan", "old"], "askfirst plan: No such command 'old'."),
        (["plan", "show"], "askfirst plan show: Missing argument 'PLAN'."),
        (["build", "--a3"], "askfirst build: No such option '--a3'."),
        (["build", "a", "b"], "askfirst build: Got unexpected extra argument (b)."),
        (["evaluate", "--compare", "a"], "askfirst: Option '--compare' requires 2 arguments."),
    ],
)
def test_what_is_typed_wrongly_is_one_line(arguments: list[str], line: str) -> None:
    """A mistake ends with 2 and one line that names it and says where to look."""
    result = CliRunner().invoke(app, arguments)
    where = line.partition(":")[0]
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{line} Expected what {where} --help shows.\n"


@pytest.mark.parametrize("arguments", [[], ["plan"]])
def test_without_a_command_all_are_listed(arguments: list[str]) -> None:
    """A name that only holds commands says which, as its help does."""
    alone = CliRunner().invoke(app, arguments)
    asked = CliRunner().invoke(app, [*arguments, "--help"])
    assert (alone.exit_code, asked.exit_code) == (2, 0)
    assert "Commands:" in asked.stdout
    assert alone.stderr == asked.stdout


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (EOFError, 1)])
@pytest.mark.parametrize("asks", [True, False])
def test_a_command_that_is_broken_off_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException], code: int, asks: bool
) -> None:
    """Ctrl-C, also at a question, and the end of all answers are told to the shell alone."""

    def broken_off(*_: object) -> None:
        raise error

    program = Program("broken")
    monkeypatch.setattr(termui, "visible_prompt_func", broken_off)
    stop = (lambda: click.prompt("Where?")) if asks else broken_off
    program.add_command(click.Command("stop", callback=stop))
    with pytest.raises(SystemExit) as end:
        program.main(["stop"])
    assert end.value.code == code


def test_an_id_that_stands_twice_is_named_with_both_places(project: Path) -> None:
    """Two activities with one id are refused, naming file and cell of both."""
    store(project, POLL.spec(), name="06_other")
    line = refused(project, *ALONE)
    assert "06_other.ipynb, cell 2" in line
    assert "05_small.ipynb, cell 2" in line
    assert repr(POLL.id) in line


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tier": "persnal"}, ["unknown tier 'persnal'", "open, personal or intimate"]),
        ({"options": []}, ["0 options", "2 to 7"]),
        ({"options": [f"Option {i}" for i in range(200)]}, ["200 options", "2 to 7"]),
        ({"type": "pole"}, ["pole", "poll"]),
    ],
)
def test_an_activity_that_cannot_be_asked_is_named(
    project: Path, change: Mapping[str, Any], words: list[str]
) -> None:
    """A stored activity that cannot be asked is refused by file, cell and value."""
    store(project, {**POLL.spec(), **change})
    line = refused(project, *ALONE)
    for word in ["05_small.ipynb, cell 2", *words]:
        assert word in line


@pytest.mark.parametrize("text", ["not JSON", "[]", "{}", ""])
def test_a_file_that_is_no_notebook_is_named(project: Path, text: str) -> None:
    """A notebook that is not one is refused by its name."""
    (project / "notebooks" / "05_small.ipynb").write_text(text, encoding="utf-8")
    assert "05_small.ipynb" in refused(project, *ALONE)


def test_an_unknown_plan_lists_the_known(project: Path) -> None:
    """An unknown plan is refused with the plans there are."""
    line = refused(project, "evening", *ALONE)
    assert "'evening'" in line
    assert "short" in line


@pytest.mark.parametrize("count", ["0", "301", "many", "-3", "2.5"])
def test_a_head_count_is_checked(project: Path, count: str) -> None:
    """A head count that is no number from 1 to 300 is refused as typed."""
    line = refused(project, "--head-count", count, *ALONE)
    assert line == f"--head-count {count!r}: expected a whole number from 1 to 300."


def test_a_taken_port_is_named(project: Path) -> None:
    """A port given and taken is refused by its number."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert f"--port {port}: is taken" in refused(project, "--port", str(port), *ALONE)


def test_a_port_is_a_number(project: Path) -> None:
    """A port that is no port is refused as typed."""
    assert "--port 'http'" in refused(project, "--port", "http", *ALONE)


def test_without_a_network_nothing_starts(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network address, one line says what phones need and what to do."""
    monkeypatch.setattr(addresses, "own_addresses", tuple)
    line = refused(project, "--no-browser")
    assert "No network address" in line
    assert "--host 127.0.0.1" in line


def test_a_table_that_is_missing_is_named(project: Path) -> None:
    """Without a table that a module refers to, nothing starts."""
    (project / "data" / "claims.csv").unlink()
    quiz = Quiz("05-check", "Which?", options=[Option("A", "Yes.", "C01", holds=True),
                                               Option("B", "No.")])  # fmt: skip
    store(project, quiz.spec())
    line = refused(project, *ALONE)
    assert "claims.csv: is not there, and 05_small.ipynb refers to 'C01'" in line


class Opened:
    """A workshop that runs in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout
        self.process = process
        self.said = ""
        while "Press Ctrl-C to end." not in self.said:
            line = process.stdout.readline()
            assert line, "it ended before it was open"
            self.said += line
        found = re.search(r"(http://[\d.:]+)/host#k=(\S+)", self.said)
        assert found
        self.url, self.key = found.groups()

    def ask(self, path: str) -> Any:
        request = urllib.request.Request(self.url + path)
        request.add_header("Authorization", f"Bearer {self.key}")
        return urllib.request.urlopen(request, timeout=60)

    def lab(self) -> str:
        """Where the lab is, once the room says that it is there."""
        with self.ask("/host/events") as stream:
            for line in stream:
                if line.startswith(b"data:") and (lab := json.loads(line[5:])["room"]["lab"]):
                    return str(lab)
        raise AssertionError("the room ended before the lab was there")

    def phone(self) -> socket.socket:
        """A phone that follows the room and has heard the first snapshot."""
        host, port = self.url.removeprefix("http://").split(":")
        phone = socket.create_connection((host, int(port)), timeout=60)
        phone.sendall(f"GET /events HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        heard = b""
        while b"event: now" not in heard:
            heard += phone.recv(4096)
        return phone

    def end(self, number: int) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@contextmanager
def opened(project: Path, *arguments: str) -> Iterator[Opened]:
    command = [sys.executable, "-c", "from askfirst.cli import app; app()", "open"]
    process = subprocess.Popen(
        [*command, *ALONE, *arguments],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Opened(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@POSIX
def test_ctrl_c_ends_both_with_phones_and_a_kernel(project: Path) -> None:
    """Ctrl-C ends room, lab and kernel though phones follow, and says what is gone and left."""
    with opened(project, "short") as workshop, ExitStack() as stack:
        lab, _, token = workshop.lab().partition("/lab?token=")
        start = urllib.request.Request(f"{lab}/api/kernels", data=b"{}")
        start.add_header("Authorization", f"token {token}")
        urllib.request.urlopen(start, timeout=60).close()
        for _ in range(PHONES):
            stack.enter_context(workshop.phone())
        family = psutil.Process(workshop.process.pid).children(recursive=True)
        code, out, err = workshop.end(signal.SIGINT)
    assert (code, err) == (0, "")
    assert "Seats, totals and words were only in memory, and are gone." in out
    assert "Left on disk: nothing." in out
    assert len(family) >= 2
    _, alive = psutil.wait_procs(family, timeout=20)
    assert [p for p in alive if p.status() != psutil.STATUS_ZOMBIE] == []


@POSIX
def test_the_lab_ends_with_it_even_when_it_is_killed(project: Path) -> None:
    """A kill that cannot be caught leaves no JupyterLab behind."""
    with opened(project, "short") as workshop:
        workshop.lab()
        family = psutil.Process(workshop.process.pid).children(recursive=True)
        workshop.process.kill()
        assert family
        _, alive = psutil.wait_procs(family, timeout=30)
        assert [p for p in alive if p.status() != psutil.STATUS_ZOMBIE] == []


@POSIX
def test_it_ends_when_told_to_terminate(project: Path) -> None:
    """SIGTERM ends it the same way, and no folder of results was made for nothing."""
    before = written(project)
    with opened(project) as workshop:
        code, out, err = workshop.end(signal.SIGTERM)
    assert (code, err) == (0, "")
    assert "Left on disk: nothing." in out
    assert written(project) == before


@POSIX
def test_the_page_is_there_before_the_lab(project: Path) -> None:
    """Start page and deck are served at once, and neither holds the key."""
    with opened(project, "short") as workshop:
        for path in ("/host", "/deck/05_small"):
            with workshop.ask(path) as answer:
                page = answer.read().decode()
                assert answer.headers["content-security-policy"].startswith("default-src 'none'")
                assert not {"server", "date"} & {name.lower() for name in answer.headers}
            assert workshop.key not in page
        assert workshop.end(signal.SIGINT)[0] == 0


def test_build_says_what_it_made_and_where(project: Path) -> None:
    """The first build makes everything, the second nothing; both say so in one line."""
    first = CliRunner().invoke(app, ["build", "--to", "deck"])
    assert (first.exit_code, first.stderr) == (0, "")
    assert re.fullmatch(r"1 made in \d+\.\d s\. They lie in build\.\n", first.stdout)
    again = CliRunner().invoke(app, ["build", "--to", "deck"])
    assert ", 1 up to date." in again.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "dek"], "--to is 'dek'. Expected one of deck"),
        (["--paper", "a3"], "paper is 'a3'. Expected a4 or letter."),
        (["--start", "half six"], "start is 'half six'. Expected a time of day like 18:30."),
        (["long"], "plan 'long': not found. Known plans: short."),
    ],
)
def test_a_build_that_cannot_be_is_refused(project: Path, arguments: list[str], said: str) -> None:
    """Wrong input is one line that names the value and what was expected; nothing is written."""
    before = written(project)
    result = CliRunner().invoke(app, ["build", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(said)
    assert written(project) == before


def test_a_module_that_cannot_be_made_ends_with_one(project: Path) -> None:
    """What is wrong with one module is a line, and the exit code says that something is missing."""
    (project / "notebooks" / "06_other.ipynb").write_text("{", encoding="utf-8")
    result = CliRunner().invoke(app, ["build", "--to", "deck"])
    assert result.exit_code == 1
    assert "06_other.ipynb: is not a notebook" in result.stderr
    assert "1 made" in result.stdout
    assert "1 could not be made" in result.stdout


def test_a_plan_is_shown_by_the_clock(project: Path) -> None:
    """`plan show` prints the run of show, from a start if there is one, and writes nothing."""
    before = written(project)
    result = CliRunner().invoke(app, ["plan", "show", "short", "--start", "18:30"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(r"18:35  05 Small +10\n  18:45  Break +5\n  18:50  End", result.stdout)
    wrong = CliRunner().invoke(app, ["plan", "show", "short", "--start", "late"])
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr == "start is 'late'. Expected a time of day like 18:30.\n"
    assert written(project) == before


def test_a_new_plan_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`plan new` writes a plan and shows it; a second of the name is refused in one line."""
    root = Path(__file__).parents[1]
    (tmp_path / "notebooks").symlink_to(root / "notebooks")
    monkeypatch.chdir(tmp_path)
    asked = ["plan", "new", "ours", "--minutes", "90", "--topics", "consent", "--group", "8-20"]
    result = CliRunner().invoke(app, asked)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("It stands in facilitator/plans/ours.yml.\n")
    assert CliRunner().invoke(app, ["plan", "show", "ours"]).stdout in f"{result.stdout}\n"
    again = CliRunner().invoke(app, asked)
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr == "ours.yml: is there already. Take another name.\n"


@POSIX
def test_an_evening_opens_with_its_short_forms() -> None:
    """The plan of an evening opens, and asks only what its short forms hold."""
    root = Path(__file__).parents[1]
    with opened(root, "evening-120") as workshop:
        with workshop.ask("/deck/05_consent") as answer:
            deck = answer.read().decode()
        assert "05-signals" in deck
        assert "05-check-1" not in deck
        assert workshop.end(signal.SIGINT)[0] == 0
