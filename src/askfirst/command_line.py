"""What the commands share: how an option is said in more than one, and errors of one line each."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from askfirst.errors import AskFirstError

HeadCount = Annotated[
    str | None,
    typer.Option(metavar="NUMBER", help="How many phones may join, 1 to 300; else 24."),
]


@contextmanager
def one_line() -> Iterator[None]:
    """Turn an error of ours into one line and the exit code 2."""
    try:
        yield
    except AskFirstError as error:
        warn(" ".join(str(error).split()))
        raise typer.Exit(2) from error


def warn(line: str) -> None:
    """Say a line beside what is printed."""
    typer.echo(line, err=True)
