"""What a notebook stores is read whoever wrote it."""

import pytest

from askfirst.stored import joined, output_data


@pytest.mark.parametrize(
    ("stored", "said"),
    [("a", "a"), (["a\n", "b"], "a\nb"), ([], ""), (None, ""), (["a", 1, None], "a1"),
     ({"a": 1}, '{"a": 1}'), ("a\ud800", "a\ufffd")],
)  # fmt: skip
def test_a_text_is_read_in_whatever_way_it_is_stored(stored: object, said: str) -> None:
    """Lists of lines are joined, nothing is nothing, and what is no text is shown as JSON."""
    assert joined(stored) == said


def test_an_output_is_read_in_whatever_way_it_is_stored() -> None:
    """Streams and errors are text, and what is missing is left out."""
    assert output_data({"output_type": "stream", "text": ["a\n", "b"]}) == {"text/plain": "a\nb"}
    assert output_data({"output_type": "stream", "text": None}) == {"text/plain": ""}
    assert output_data({"output_type": "error", "ename": "E", "evalue": "x"}) == {"error": "E: x"}
    assert output_data({"output_type": "display_data"}) == {}
    shown = {"text/plain": None, "text/html": ["a", "b"], "application/json": {"a": 1}}
    assert output_data({"data": shown}) == {"text/html": "ab", "application/json": {"a": 1}}
