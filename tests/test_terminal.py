import pytest

from askfirst.terminal import printed


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("\x1b[1;32mgreen\x1b[0m", "green"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1b(Bplain\x1b=", "plain"),
        ("a\r\nb\r\n", "a\nb\n"),
        (" 10%\r 50%\r100%\ndone", "100%\ndone"),
        ("last\r", "last"),
        ("ab\x08c", "ac"),
        ("a\x00\x07b\tc\x7f", "ab\tc"),
        ("[31m stays, and 同意 🎉", "[31m stays, and 同意 🎉"),
    ],
)
def test_what_only_steers_a_terminal_is_left_out(said: str, left: str) -> None:
    """Colours, written-over lines and rubbed-out letters are gone; all other text is kept."""
    assert printed(said) == left
