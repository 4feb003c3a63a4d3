"""What a footer says of a source."""

from dataclasses import replace
from typing import Final

import pytest

from askfirst.export.citations import footer_parts
from askfirst.export.texts import DECK
from tests.export.samples import CLAIMS

SOURCE: Final = replace(CLAIMS["C19"][0], organisation="A clinic")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("On hands", "On hands. A clinic."),
        ("On hands (title from page address)", "On hands. A clinic."),
        ("On hands (title read from page address)", "On hands. A clinic."),
        ("On hands (2nd edition)", "On hands (2nd edition). A clinic."),
        ("(Page on hands; exact title not shown)", "A clinic"),
    ],
)
def test_a_footer_leaves_out_how_a_title_is_known(title: str, said: str) -> None:
    """That is said in the list of sources; a title that nobody knows is left out."""
    ledger = {"C19": (replace(SOURCE, title=title),)}
    assert footer_parts(["C19"], ledger, DECK) == ([("C19", said)], "")


def test_a_footer_leaves_out_how_an_organisation_is_known() -> None:
    """Its name alone stands there, also where titles do not fit."""
    clinic = replace(SOURCE, title="On hands", organisation="A clinic (name from page address)")
    assert footer_parts(["C19"], {"C19": (clinic,)}, DECK)[0] == [("C19", "On hands. A clinic.")]
    long = replace(clinic, title="On hands " * 12)
    assert footer_parts(["C19"], {"C19": (long,)}, DECK)[0] == [("C19", "A clinic")]
