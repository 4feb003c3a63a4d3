import pytest

from askfirst.export.errors import ExportError
from askfirst.export.svg import inline_svg

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"'


def clean(inside: str, attributes: str = "") -> str:
    return inline_svg(f"{OPEN} {attributes}>{inside}</svg>".encode(), name="d1", alt="Two lines")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        "<foreignObject><b>x</b></foreignObject>",
        "<style>@import url(//example.org)</style>",
        '<image href="https://example.org/x.png"/>',
        '<use href="https://example.org/x.svg#a"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>',
    ],
)
def test_elements_that_are_not_drawing_are_left_out(inside: str) -> None:
    """Scripts, styles, links, pictures and foreign elements do not come through."""
    assert clean(inside) == clean("")


@pytest.mark.parametrize(
    "attribute",
    ['onload="alert(1)"', 'style="fill:url(https://example.org)"', 'class="x"',
     'fill="url(https://example.org#a)"', 'filter="url(x.svg#a)"',
     'clip-path="u\\72l(x.svg#a)"'],
)  # fmt: skip
def test_attributes_that_act_or_fetch_are_left_out(attribute: str) -> None:
    """Events, styles and addresses do not come through."""
    assert clean(f'<path d="M0 0" {attribute}/>') == clean('<path d="M0 0"/>')


def test_ids_are_named_after_the_drawing() -> None:
    """Ids and what refers to them get the drawing's name, so that two drawings never meet."""
    made = clean('<title id="t">T</title><path fill="url(#g)"/>', 'aria-labelledby="t u"')
    for said in ('id="d1-t"', 'aria-labelledby="d1-t d1-u"', 'fill="url(#d1-g)"'):
        assert said in made


def test_a_drawing_of_another_program_keeps_its_looks_and_letters() -> None:
    """A document type, a style and what is used twice come through, as plotting programs write."""
    source = (
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" '
        b'viewBox="0 0 9 9"><defs><path id="a" d="M0 0"/></defs>'
        b'<use x:href="#a" style="fill: #fff; stroke: url(http://x.test); cursor: wait"/></svg>'
    )
    made = inline_svg(source, name="d1", alt="A")
    assert '<path id="d1-a" d="M0 0"></path>' in made
    assert '<use href="#d1-a" fill="#fff"></use>' in made


def test_what_uses_itself_or_more_is_left_out() -> None:
    """A drawing that would grow without end, each part used by the next, is drawn without that."""
    made = clean('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g><use href="#b"/>')
    assert "<use" not in made


def test_words_stay_words() -> None:
    """Text in a drawing is escaped again."""
    assert "<text>&lt;b&gt; &amp; c</text>" in clean("<text>&lt;b&gt; &amp; c</text>")


def test_a_drawing_without_a_title_is_named_by_its_alt_text() -> None:
    """Every drawing has a name for those who do not see it, and keeps its proportions."""
    made = clean("")
    assert 'role="img"' in made
    assert 'aria-label="Two lines"' in made
    assert "aria-label=" not in clean("<title>T</title>")


@pytest.mark.parametrize(
    "source",
    [
        b"not xml",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"<html/>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_what_is_not_a_plain_drawing_is_refused(source: bytes) -> None:
    """Broken files, entities, other roots and drawings without a size are refused in one line."""
    with pytest.raises(ExportError) as refused:
        inline_svg(source, name="d1")
    assert "\n" not in str(refused.value)
