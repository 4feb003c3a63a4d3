"""Note: private by construction."""

import pytest

from askfirst import Note
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import Tier

NOTE = Note("x", "Think of it.", prompts=["My word", "My signal"])


@pytest.mark.parametrize("prompts", [[], ["a"] * 5, "a", [""], None])
def test_refuses_prompts(prompts: list[str]) -> None:
    """A note has one to four prompts."""
    with pytest.raises(DeclarationError):
        Note("x", "Think of it.", prompts=prompts)


def test_is_only_ever_private() -> None:
    """No other tier can be given to a note."""
    with pytest.raises(DeclarationError, match="does not fit"):
        Note("x", "Think of it.", prompts=["a"], tier=Tier.OPEN)


def test_form_has_nothing_to_send() -> None:
    """The static form holds no field with a name, so no form could ever send it."""
    assert "<textarea" in NOTE.form()
    assert "name=" not in NOTE.form()


@pytest.mark.parametrize("choice", ["pass", "0", "=text", ""])
def test_takes_no_answer(choice: str) -> None:
    """A room that is sent an answer to a note refuses it."""
    with pytest.raises(RoomError):
        NOTE.read_choice(choice)
