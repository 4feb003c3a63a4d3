"""Whatever is declared comes back from its spec, and whatever is chosen is what is counted."""

import json
import re
from random import Random
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askfirst.activities.registry import TYPES, from_spec
from askfirst.errors import DeclarationError
from askfirst.room.pages import data_block
from tests.examples import ANSWERED, example
from tests.forms import Form, choice_of, picks_of
from tests.leaves import author_texts, put
from tests.specs import DECLARED, declared, meant

KINDS: Final = pytest.mark.parametrize("kind", TYPES)
TAGS: Final = re.compile(
    r"fieldset|legend|p|label|input|span|textarea|select|option|div|[ou]l|li|b|d[ldt]"
    r"|table|thead|tbody|t[rhd]|svg|circle|path|details|summary"
)
HALF: Final = "half \ud83e of an emoji"
data = st.data()
few = settings(
    max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@KINDS
def test_each_type_has_a_strategy(kind: str) -> None:
    """Each type in the registry can be declared at random; the strategies are in one place."""
    assert isinstance(declared(kind), st.SearchStrategy)
    assert set(DECLARED) <= set(TYPES)


@KINDS
@few
@given(data=data)
def test_a_declaration_comes_back(kind: str, data: st.DataObject) -> None:
    """What is declared, as JSON and read again, is the same, with the same spec, form and text."""
    activity = data.draw(declared(kind))
    again = from_spec(json.loads(json.dumps(activity.spec())))
    assert again == activity
    assert (again.spec(), again.form(), again.text()) == (
        activity.spec(),
        activity.form(),
        activity.text(),
    )


@KINDS
@few
@given(data=data)
def test_a_page_can_hold_it(kind: str, data: st.DataObject) -> None:
    """A spec within a page is one text that UTF-8 can write, and that ends no element."""
    spec = data.draw(declared(kind)).spec()
    block = data_block(spec)
    assert "<" not in block
    assert json.loads(block.encode()) == spec


@KINDS
@few
@given(data=data)
def test_a_form_holds_every_text_and_no_markup_of_it(kind: str, data: st.DataObject) -> None:
    """The form has the question whole, as text, and no element but those that we put there."""
    activity = data.draw(declared(kind))
    form = Form(activity.form())
    assert form.said.startswith(activity.question)
    assert not [tag for tag in form.tags if not TAGS.fullmatch(tag)]
    assert not [name for name in form.attributes if name.startswith("on") or name == "src"]
    activity.form().encode()


@pytest.mark.parametrize("kind", ANSWERED)
@few
@given(data=data, chance=st.randoms(use_true_random=False), lean=st.floats(0, 1))
def test_what_is_chosen_in_the_form_is_read(
    kind: str, data: st.DataObject, chance: Random, lean: float
) -> None:
    """A form that is filled at random is read as just what was filled in, by every part."""
    for asked in filter(lambda part: part.collects, data.draw(declared(kind)).parts()):
        picks = picks_of(asked, chance, lean=lean)
        choice = choice_of(asked, picks)
        assert asked.read_choice(choice) == meant(asked, picks)
        if asked.type in TYPES:
            assert from_spec(asked.spec()).read_choice(choice) == asked.read_choice(choice)


@KINDS
def test_half_a_character_is_refused(kind: str) -> None:
    """A lone surrogate, which no page could be sent with, is refused wherever it may stand."""
    spec = example(kind).spec()
    refused = 0
    for path in author_texts(spec):
        try:
            activity = from_spec(put(spec, path, HALF))
        except DeclarationError as error:
            refused += "half a character" in str(error)
            str(error).encode()
        else:
            data_block(activity.spec()).encode()  # nothing of it was taken over
    assert refused


def test_half_a_character_is_named() -> None:
    """The refusal says which text it is, shows it, and says what to do."""
    with pytest.raises(DeclarationError) as error:
        from_spec({**example("poll").spec(), "question": HALF})
    assert str(error.value) == (
        "Poll('x-poll'): the question 'half \\ud83e of an emoji' holds half a character. "
        "Write it again."
    )
