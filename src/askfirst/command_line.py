"""What the commands share: how an option is said in more than one, and errors of one line each."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

from askfirst.arguments import Option
from askfirst.errors import AskFirstError

HEAD_COUNT: Final = 24  # phones, where nobody says how many
HeadCount = Annotated[
    str | None,
    Option(metavar="NUMBER", help="How many phones may join, 1 to 300; else 24."),
]


@contextmanager
def one_line() -> Iterator[None]:
    """Turn an error of ours into one line and the exit code 2."""
    try:
        yield
    except AskFirstError as error:
        warn(" ".join(str(error).split()))
        sys.exit(2)


def say(line: str) -> None:
    """Print a line at once: who reads along through a pipe waits for it."""
    print(line, flush=True)


def warn(line: str) -> None:
    """Say a line beside what is printed."""
    print(line, file=sys.stderr, flush=True)


def ask(question: str, usual: str) -> str:
    """Return what somebody types, or what is usual for nothing."""
    shown = f" [{usual}]" if usual else ""
    return input(f"{question}{shown}: ").strip() or usual
