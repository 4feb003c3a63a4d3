"""What stays on one line of a slide, a page, and of what is printed."""

from typing import Any, Final

import pytest

from askfirst.activities.poll import Poll
from askfirst.export.compounds import kept_whole
from askfirst.export.guide import guide_file
from askfirst.export.handout import handout_file
from askfirst.export.shelf import Shelf
from tests.export.printed import printed
from tests.export.samples import asks, module, note, text

WORDS: Final = "self-touch, note-takers (27–34) “four-letter”; "
PRINTS: Final = [guide_file, handout_file]


def test_a_short_compound_is_kept_whole() -> None:
    """Each short compound of a text stands in a span of its own, and the rest is as it was."""
    made = kept_whole("<h2>Self-touch: a check-up, or not</h2>")
    whole = '<span class="whole">{}</span>'.format
    assert made == f"<h2>{whole('Self-touch')}: a {whole('check-up')}, or not</h2>"


def test_what_is_no_text_or_too_long_is_left_alone() -> None:
    """Attributes, drawings, formulas, forms, code, dashes and long compounds stay as they are."""
    for html in (
        '<p class="foot-said" data-own="05-yes">plain</p>',
        "<svg><text>side-by-side</text></svg>",
        "<pre>two-door</pre>",
        "<math><mtext>non-zero</mtext></math>",
        "<fieldset><select><option>a re-test</option></select></fieldset>",
        '<p>Checked <span class="date">2026-11-21</span></p>',
        "<style>p-one, .two-three {text-align: start}</style>",
        "<p>water- or oil, 27–34, one - two</p>",
        "<p>a-compound-that-is-longer-than-a-column</p>",
    ):
        assert kept_whole(html) == html


@pytest.mark.parametrize("make", PRINTS)
def test_no_printed_line_ends_within_a_short_compound(make: Any) -> None:
    """Nor within a range, in headlines, text, lines of a note, and what can be chosen."""
    many = WORDS * 8
    asked = Poll("x", many, options=[WORDS * 2, "No"])
    made = module(
        text("# A", tags=["header"], minutes=1),
        note(f"- **Do.** {many}"),
        text(f"## B\n\n{many}", tags=["takehome"]),
        asks(asked),
        promise=many,
        minutes=1,
    )
    pages = printed(make(made, Shelf())).reader.pages
    lines = [line.strip() for page in pages for line in page.extract_text().splitlines()]
    assert sum("self-touch" in line for line in lines) > 10
    assert [line for line in lines if line.endswith(("-", "–"))] == []


def test_a_long_compound_still_breaks_in_print() -> None:
    """Else it would leave half a line empty, or reach out of a narrow column."""
    source = " ".join(f"{'x' * n} one-two-three-four-five-six" for n in range(1, 30))
    made = module(text(f"## A\n\n{source}", tags=["takehome"]), minutes=1)
    found = printed(handout_file(made, Shelf())).reader.pages[0].extract_text()
    assert any(line.strip().endswith("-") for line in found.splitlines())
