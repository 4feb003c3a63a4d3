"""What goes ahead of the rest is there early, and gone when the rest is."""

import socket
from contextlib import ExitStack

import pytest

from askfirst.errors import StartError
from askfirst.opening.ahead import ahead
from askfirst.opening.wishes import Wishes

ALONE = "127.0.0.1"


def test_a_port_is_taken_and_let_go() -> None:
    """The port is taken while a process gets ready; afterwards both are gone."""
    with ExitStack() as undo:
        listening, process = undo.enter_context(ahead(Wishes(host=ALONE)))
        with socket.socket() as other, pytest.raises(OSError, match="in use"):
            other.bind((ALONE, listening.port))
        assert process.poll() is None
    assert process.poll() is not None
    with socket.create_server((ALONE, listening.port)):
        pass


@pytest.mark.parametrize("wishes", [Wishes(head_count="0"), Wishes(port="many")])
def test_wrong_numbers_start_nothing(wishes: Wishes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that is none is refused before a process is started."""

    def fail(*_: object) -> None:
        raise AssertionError("started")

    monkeypatch.setattr("askfirst.opening.ahead.start", fail)
    with pytest.raises(StartError, match="expected a whole number"), ahead(wishes):
        pass
