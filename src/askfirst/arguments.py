"""Functions as commands: argparse reads a command line by the parameters of a function.

Only the command that was typed is looked at, so that who builds waits for no other.
"""

import argparse
import inspect
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Final, NoReturn, TypeVar, get_args, get_origin

HELP: Final = frozenset({"-h", "--help"})
INTERRUPTED: Final = 130  # as a shell tells it of a program that Ctrl-C ended
Function = TypeVar("Function", bound=Callable[..., None])


@dataclass(frozen=True, kw_only=True)
class Argument:
    """What is typed for a parameter by its place.

    Attributes:
        metavar: What stands for it in the help.
        help: What it is.
    """

    metavar: str
    help: str


class Option:
    """What is typed for a parameter by its name.

    Args:
        names: As they are typed, "--yes/--no" for both sides of a choice; else that of the
            parameter.
        help: What it is.
        metavar: What stands for its value in the help; one word for each value.
        envvar: A variable of the environment that says it, too.
    """

    def __init__(self, *names: str, help: str, metavar: str = "", envvar: str = "") -> None:  # noqa: A002
        self.names, self.help, self.metavar, self.envvar = names, help, metavar, envvar


class Commands:
    """Commands by their names, some with commands of their own; calling it runs what was typed.

    Args:
        about: What they are for, for the help.
        alone: What is done where none of them is named; without it, the help is said.
    """

    def __init__(self, about: str, *, alone: Callable[..., None] | None = None) -> None:
        self.about = about
        self._alone = alone
        self._commands: dict[str, Callable[..., None] | Commands] = {}

    def command(self, name: str) -> Callable[[Function], Function]:
        """Take a function as the command of a name."""

        def take(function: Function) -> Function:
            self._commands[name] = function
            return function

        return take

    def add(self, name: str, commands: "Commands") -> None:
        """Take commands that are typed after a name."""
        self._commands[name] = commands

    def __call__(self, arguments: Sequence[str] | None = None) -> NoReturn:
        """Run what was typed, and end the process with its exit code."""
        try:
            self._run(sys.argv[1:] if arguments is None else arguments, "askfirst")
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except EOFError:  # asked, and nobody is there
            sys.exit(1)
        sys.exit(0)

    def _run(self, arguments: Sequence[str], typed: str) -> None:
        first = arguments[0] if arguments else ""
        found = self._commands.get(first)
        if isinstance(found, Commands):
            found._run(arguments[1:], f"{typed} {first}")
        elif found is not None:
            run_command(found, arguments[1:], typed=f"{typed} {first}")
        elif self._alone is not None and (not first or first.startswith("-")):
            run_command(self._alone, arguments, typed=typed, more=self._listed())
        elif first in HELP or not first:
            sys.stdout.write(f"usage: {typed} COMMAND\n\n{self.about}\n\n{self._listed()}\n")
            sys.exit(0 if first else 2)
        else:
            known = ", ".join(self._commands)
            sys.stderr.write(f"{typed}: {first!r} is no command. Expected one of {known}.\n")
            sys.exit(2)

    def _listed(self) -> str:
        wide = max(map(len, self._commands))
        lines = (f"  {name:<{wide}}  {_about(found)}" for name, found in self._commands.items())
        return "\n".join(["commands:", *lines])


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. Expected what {self.prog} --help shows.\n")


def run_command(
    function: Callable[..., None], arguments: Sequence[str], *, typed: str, more: str = ""
) -> None:
    """Call a function with what was typed for its parameters.

    Args:
        function: Each of its parameters is annotated with an argument or an option.
        arguments: What was typed after its name.
        typed: What was typed until there.
        more: Ends its help.
    """
    parser = _Parser(
        prog=typed,
        usage=f"{typed} [OPTIONS] [COMMAND]" if more else None,
        description=inspect.getdoc(function),
        epilog=more or None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parameters = inspect.signature(function).parameters
    for name, parameter in parameters.items():
        _add(parser, name, parameter)
    # An argument may stand after options, too.
    said = vars(parser.parse_intermixed_args(arguments))
    function(**{name: _value(said[name], parameters[name]) for name in parameters})


def _add(parser: argparse.ArgumentParser, name: str, parameter: inspect.Parameter) -> None:
    kind, about = get_args(parameter.annotation)
    required = parameter.default is parameter.empty
    default = None if required else parameter.default
    usual = f" [{default}]" if default else ""
    said: dict[str, Any] = {"help": f"{about.help}{usual}".replace("%", "%%"), "default": default}
    if isinstance(about, Argument):
        shape: dict[str, Any] = {} if required else {"nargs": "?"}
        parser.add_argument(name, metavar=about.metavar, type=_type(kind), **shape, **said)
    elif _holds(kind, bool):
        _add_choice(parser, name, about, said)
    else:
        said["default"] = os.environ.get(about.envvar, default) if about.envvar else default
        names = about.names or (f"--{name.replace('_', '-')}",)
        shape = _shape(kind, about.metavar)
        parser.add_argument(*names, dest=name, type=_type(kind), **shape, **said)


def _add_choice(
    parser: argparse.ArgumentParser, dest: str, about: Option, said: Mapping[str, Any]
) -> None:
    for name, value in zip(about.names[0].split("/"), (True, False), strict=False):
        parser.add_argument(name, dest=dest, action="store_const", const=value, **said)


def _shape(kind: Any, metavar: str) -> dict[str, Any]:
    """Return how many values an option takes, and whether it may be typed again."""
    if _holds(kind, tuple):
        words = tuple(metavar.split())
        return {"nargs": len(words), "metavar": words}
    return {"metavar": metavar, **({"action": "append"} if _holds(kind, list) else {})}


def _value(value: Any, parameter: inspect.Parameter) -> Any:
    several = isinstance(value, list) and _holds(get_args(parameter.annotation)[0], tuple)
    return tuple(value) if several else value


def _type(kind: Any) -> Callable[[str], Any]:
    return Path if _holds(kind, Path) else str


def _holds(kind: Any, wanted: type) -> bool:
    """Whether a type is the wanted one, or a choice that has it, such as `str | None`."""
    kinds = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    return any(get_origin(one) is wanted or one is wanted for one in kinds)


def _about(found: "Callable[..., None] | Commands") -> str:
    """Return in one line what a command does."""
    about = found.about if isinstance(found, Commands) else inspect.getdoc(found)
    return (about or "").partition("\n")[0]
