"""The words of the site: what can be found, what weighs more, and what never is in the index."""

import json
from itertools import accumulate
from typing import Any

from askfirst.export.page_parts import read_page
from askfirst.export.site_search import Place, index, module_places, words
from askfirst.export.site_texts import SITE
from tests.export.samples import NOTE, POLL, asks, module, note, text


def place(number: int, title: str, said: str) -> Place:
    return Place(file="a.html", anchor=f"p{number}", title=title, where="Here", text=said)


def looked_up(made: dict[str, Any], word: str) -> list[tuple[int, bool]]:
    """The places of a word, each with whether it stands in the title."""
    return [(at // 2, bool(at % 2)) for at in accumulate(made["words"].get(word, []))]


def test_words_are_small_and_without_accents() -> None:
    """However it is written, a word is one; a Latin letter alone is none, a digit or sign is."""
    assert words("Don’t naïvely RÊVER, (5) x ﬁne") == ["don", "naively", "rever", "5", "fine"]
    assert words("Ёлка 同意 한국어 _under_score") == words("елка 同意 한국어 under score")


def test_a_word_leads_to_its_places_and_says_where_it_is_a_title() -> None:
    """Each word has the numbers of its places in order, each once."""
    made = index(
        [place(0, "Stop", "Stop, stop, go"), place(1, "Go", "wait"), place(2, "Wait", "go")]
    )
    assert looked_up(made, "stop") == [(0, True)]
    assert looked_up(made, "go") == [(0, False), (1, True), (2, False)]
    assert looked_up(made, "never") == []


def test_a_word_that_stands_nearly_everywhere_is_named_as_common() -> None:
    """In a large site such a word finds titles alone; a small one has none."""
    many = [place(n, f"Number {n + 10}" if n else "No", "no one") for n in range(50)]
    made = index(many)
    assert made["common"] == ["no", "number", "one"]
    assert looked_up(made, "no") == [(0, True)]
    assert looked_up(made, "one") == []
    assert looked_up(made, "12") == [(2, True)]
    assert index(many[:3])["common"] == []


def test_only_what_a_reader_sees_can_be_found() -> None:
    """Text, questions and options are in the index; a facilitator's words and ids are not."""
    cells = [
        text("# A title\n\nLeading words", tags=["header"]),
        text("## A heading\n\nVisible **words** and [a link](https://example.org/hidden)"),
        note("Whispered to facilitators"),
        asks(POLL),
        asks(NOTE),
    ]
    made = module(*cells)
    found = [*module_places(made, "modules/x.html", SITE)]
    said = {word for p in found for word in words(f"{p.title} {p.text}")}
    assert {"visible", "heading", "feelings", "hardest", "sign"} <= said
    assert not said & {"whispered", "facilitators", "poll", "personal", "https", "hidden", "strong"}
    parts = read_page(made).parts
    assert [p.anchor for p in found if p.anchor and p.anchor != "help"] == [p.id for p in parts]


def test_the_index_is_the_same_for_the_same_places() -> None:
    """The same places give the same bytes, whatever order sets have."""
    many = [place(n, f"Title {n}", "some words of a text") for n in range(5)]
    assert json.dumps(index(many)) == json.dumps(index(list(many)))
