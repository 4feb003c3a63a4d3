import hashlib
from base64 import b64encode

import pytest

from askfirst.room.pages import (
    button,
    component,
    data_block,
    error_line,
    form,
    paragraph,
    phone_policy,
    phone_style,
)

MEAN = "\"'><script>alert(1)</script>"


@pytest.mark.parametrize(
    "made",
    [button(MEAN), paragraph(MEAN), error_line(MEAN), form("/next", seat=MEAN)],
)
def test_text_stays_text(made: str) -> None:
    """Text given to a part of a page never becomes an element."""
    assert "<script" not in made


def test_data_cannot_end_its_element() -> None:
    """JSON in a page holds no opening bracket of an element."""
    assert "<" not in data_block({"a": "</script><!--"})


def test_policy_names_the_hash_of_each_script() -> None:
    """A script is allowed by the hash of what stands in the page."""
    digest = b64encode(hashlib.sha256(b"let a=1;").digest()).decode()
    assert f"script-src 'sha256-{digest}' 'self';" in phone_policy("let a=1;")
    assert "script-src 'none';" in phone_policy()


@pytest.mark.parametrize("kind", ["poll", "scale", "words"])
def test_phones_get_no_part_that_draws_releases(kind: str) -> None:
    """A component on a phone can ask, and cannot draw a release."""
    assert "drawRelease" not in component(kind)
    assert "import " not in component(kind)
    assert "stripe" not in phone_style()
