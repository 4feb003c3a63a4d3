"""What stays on one line of a page."""

from askfirst.export.page_lines import kept_lines


def test_a_blank_stays_with_the_word_before_it() -> None:
    """After plain words and after strong ones; a longer blank may begin a line of its own."""
    made = kept_lines(f"<p>Clinic: ________ <b>Who:</b> ____. Where: {'_' * 30}</p>")
    assert made == f"<p>Clinic:\u00a0________ <b>Who:</b>\u00a0____. Where: {'_' * 30}</p>"


def test_a_short_label_after_a_blank_is_whole() -> None:
    """Of several blanks in a row each has its label on its line, where a phone has the room."""
    long = "what the two of us agreed on"
    made = kept_lines(f"<p>With: ____ Not to call: ____ And {long}: ____ That are out: ____</p>")
    assert made.replace("\u00a0", "~") == (
        f"<p>With:~____ Not~to~call:~____ And {long}:~____ That~are~out:~____</p>"
    )


def test_short_code_and_compounds_are_marked() -> None:
    """Each is said to be whole, by a name of its own, and long code is not."""
    made = kept_lines(f"<p>(<code>two-door run</code>) two-door <code>{'x' * 25}</code></p>")
    whole = '<span class="whole">two-door</span>'
    assert made == (
        f'<p>(<code class="short">{whole} run</code>) {whole} <code>{"x" * 25}</code></p>'
    )


def test_columns_and_what_is_laid_out_already_keep_their_breaks() -> None:
    """A narrow column needs each break; in code a space is that space."""
    for html in (
        "<table><tr><td>Who: ____ <code>run</code></td></tr></table>",
        "<pre>name ____ = __init__</pre>",
        "<p>name __init__</p>",
    ):
        assert kept_lines(html) == html
