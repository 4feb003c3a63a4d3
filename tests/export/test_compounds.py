"""What stays on one line of a slide or a page."""

from askfirst.export.compounds import kept_whole


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
