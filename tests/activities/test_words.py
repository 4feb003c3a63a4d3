"""Words: what may be written."""

import pytest

from askfirst import Words
from askfirst.errors import DeclarationError, RoomError

WORDS = Words("x", "A line?", most=20)
# An emoji of two people, a mark of direction as some keyboards write it, and the flag of Wales.
INVISIBLE = (
    "\U0001f468\u200d\U0001f469",
    "\u200fكلمة\u200e",
    "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
)


@pytest.mark.parametrize("most", [9, 201, "80", True])
def test_refuses_lengths(most: int) -> None:
    """A longest answer out of range is refused."""
    with pytest.raises(DeclarationError, match="10 to 200"):
        Words("x", "A line?", most=most)


@pytest.mark.parametrize("text", ["a", "Thank you for saying.", "שלום", "x" * 20, *INVISIBLE])
def test_reads_text(text: str) -> None:
    """A text of the allowed length comes back as it was written."""
    if len(text) > 20:
        text = text[:20].strip()
    assert WORDS.read_choice("=" + text).text == text


@pytest.mark.parametrize(
    "choice",
    [
        "",
        "=",
        "= a",
        "=a ",
        "=" + "x" * 21,
        "=a\nb",
        "=a\x00",
        "=a\u202eb",
        "=\u200d",
        "=\u200f \u200e",
        "0",
        "text",
    ],
)
def test_refuses_text(choice: str) -> None:
    """Untrimmed, empty, too long or invisible text is refused."""
    with pytest.raises(RoomError):
        WORDS.read_choice(choice)


def test_reads_a_form_without_javascript() -> None:
    """A plain form's text is trimmed, and Pass wins over it."""
    assert WORDS.from_fields([], "  two   words ") == "=two words"
    assert WORDS.from_fields(["pass"], "something") == "pass"
    with pytest.raises(RoomError):
        WORDS.from_fields([], "   ")


def test_says_who_reads() -> None:
    """The spec tells the writer that the facilitator reads, and to leave names out."""
    ask = WORDS.texts()["ask"]
    assert "facilitator reads" in ask["total"]
    assert "Leave out names" in ask["care"]
    assert "may have read it" in ask["until"]


def test_says_who_may_see_it_before_it_is_written() -> None:
    """Beside the field, on paper and on phones, stands that the room may see what is written."""
    assert WORDS.texts()["ask"]["care"].startswith("It may be shown to the room")
    assert "It may be shown to the room" in WORDS.form()
