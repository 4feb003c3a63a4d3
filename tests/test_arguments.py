"""What is typed becomes what a function is called with, and a mistake is one line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import pytest

from askfirst.arguments import Argument, Commands, Option

Called = dict[str, Any]


@pytest.fixture
def called() -> Called:
    """What the command was called with."""
    return {}


@pytest.fixture
def program(called: Called) -> Commands:
    """A program with one command of every kind of parameter, and one with commands of its own."""

    def alone(loud: Annotated[bool, Option("--loud", help="Be heard.")] = False) -> None:
        """Say that nothing was named."""
        called.update(alone=True, loud=loud)

    inner = Commands("More.", alone=alone)
    made = Commands("All.")
    made.add("more", inner)

    @inner.command("new")
    @made.command("make")
    def make(  # noqa: PLR0917
        place: Annotated[str, Argument(metavar="PLACE", help="Where.")],
        plan: Annotated[str | None, Argument(metavar="PLAN", help="Which.")] = None,
        to: Annotated[list[str] | None, Option(metavar="FORMAT", help="What, 100%.")] = None,
        out: Annotated[Path, Option(metavar="FOLDER", help="Whither.", envvar="A_OUT")] = Path("x"),
        pair: Annotated[tuple[str, str] | None, Option(metavar="ONE TWO", help="Both.")] = None,
        same: Annotated[bool | None, Option("--same/--other", help="Whether.")] = None,
        as_it_is: Annotated[bool, Option("--as-it-is", help="Plain.")] = False,
    ) -> None:
        """Make it.

        And more of it.
        """
        given = {"place": place, "plan": plan, "to": to, "out": out, "pair": pair}
        called.update(given, same=same, as_it_is=as_it_is)

    return made


def ended(program: Commands, *arguments: str) -> object:
    """The exit code."""
    with pytest.raises(SystemExit) as end:
        program(arguments)
    return end.value.code


def test_what_is_not_typed_is_as_it_usually_is(program: Commands, called: Called) -> None:
    """A required argument alone leaves everything else at its default."""
    assert ended(program, "make", "here") == 0
    usual = {"plan": None, "to": None, "pair": None, "same": None, "as_it_is": False}
    assert called == {**usual, "place": "here", "out": Path("x")}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--to", "a", "--to=b"], {"to": ["a", "b"]}),
        (["--out", "y"], {"out": Path("y")}),
        (["--pair", "a", "b"], {"pair": ("a", "b")}),
        (["--same"], {"same": True}),
        (["--other"], {"same": False}),
        (["--as-it-is"], {"as_it_is": True}),
        (["--to", "a", "plan"], {"to": ["a"], "plan": "plan"}),
        (["plan", "--to", "a"], {"to": ["a"], "plan": "plan"}),
        (["--out", "-3"], {"out": Path("-3")}),
    ],
)
def test_what_is_typed_arrives(
    program: Commands, called: Called, arguments: Sequence[str], expected: Called
) -> None:
    """Every kind of option arrives as its type says, before an argument or after it."""
    assert ended(program, "make", "here", *arguments) == 0
    assert expected.items() <= called.items()


def test_the_environment_can_say_it_too(
    program: Commands, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable stands for an option that was not typed, and gives way to one that was."""
    monkeypatch.setenv("A_OUT", "from there")
    ended(program, "make", "here")
    assert called["out"] == Path("from there")
    ended(program, "make", "here", "--out", "typed")
    assert called["out"] == Path("typed")


def test_commands_have_commands(program: Commands, called: Called) -> None:
    """A command of a command is called, and without one what is done alone."""
    assert ended(program, "more", "new", "here") == 0
    assert called["place"] == "here"
    assert ended(program, "more", "--loud") == 0
    assert called["alone"]
    assert called["loud"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["mak"], "askfirst: 'mak' is no command. Expected one of more, make."),
        (["more", "old"], "askfirst more: 'old' is no command. Expected one of new."),
        (["make"], "askfirst make: the following arguments are required: PLACE"),
        (["make", "here", "--too", "a"], "askfirst make: unrecognized arguments: --too a"),
        (["make", "here", "--pla", "a"], "askfirst make: unrecognized arguments: --pla a"),
        (["make", "here", "--pair", "a"], "askfirst make: argument --pair: expected 2 arguments"),
    ],
)
def test_a_mistake_is_one_line(
    program: Commands,
    called: Called,
    capsys: pytest.CaptureFixture[str],
    arguments: Sequence[str],
    words: str,
) -> None:
    """What cannot be read ends with 2 and one line that names it; nothing was called."""
    assert ended(program, *arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(words)
    assert called == {}


def test_help_says_what_can_be_typed(program: Commands, capsys: pytest.CaptureFixture[str]) -> None:
    """Help lists commands by their first line, and options with what they usually are."""
    assert ended(program, "--help") == 0
    assert "  make  Make it.\n" in capsys.readouterr().out
    assert ended(program, "more", "--help") == 0
    assert "  new  Make it.\n" in capsys.readouterr().out
    assert ended(program, "make", "--help") == 0
    said = capsys.readouterr().out
    assert all(words in said for words in ("And more of it.", "Whither. [x]", "100%.", "--other"))
    assert ended(program) == 2
    assert "  make  Make it.\n" in capsys.readouterr().out


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (EOFError, 1)])
def test_a_command_that_is_broken_off_ends_quietly(
    capsys: pytest.CaptureFixture[str], error: type[BaseException], code: int
) -> None:
    """Ctrl-C, and a question that nobody is there to answer, end without a traceback."""
    program = Commands("All.")

    @program.command("stop")
    def stop() -> None:
        """Stop."""
        raise error

    assert ended(program, "stop") == code
    assert capsys.readouterr() == ("", "")
