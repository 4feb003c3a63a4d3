"""Every type of activity stands on every surface: one test for each surface."""

import json
import re
from html import escape
from io import BytesIO

import pytest
from pptx import Presentation

import askfirst
from askfirst.activities.base import Activity
from askfirst.activities.component import component_source
from askfirst.activities.registry import TYPES, from_spec
from askfirst.activities.widget import ActivityWidget
from askfirst.export.deck import render_deck
from askfirst.export.page import page_html
from askfirst.export.page_asked import page_spec
from askfirst.export.powerpoint import powerpoint_file
from askfirst.export.shelf import Shelf
from askfirst.export.texts import PAGE
from askfirst.release import Tier
from tests.examples import ASKED, SHARED, example
from tests.export.samples import asks, module, text
from tests.forms import Form


@pytest.fixture(params=TYPES)
def activity(request: pytest.FixtureRequest) -> Activity:
    """One activity of each type there is."""
    return example(str(request.param))


def test_spec_comes_back_whole(activity: Activity) -> None:
    """The spec of each type, once through JSON, is read as the same activity with the same spec."""
    stored = json.loads(json.dumps(activity.spec()))
    again = from_spec(stored)
    assert type(again) is type(activity)
    assert again.spec() == activity.spec()


def test_form_is_static(activity: Activity) -> None:
    """The static form is the same each time, holds the question as text, and holds no script."""
    form = Form(activity.form())
    assert activity.form() == from_spec(activity.spec()).form()
    assert ASKED in form.said
    assert form.tags.isdisjoint({"script", "style", "form", "button", "iframe"})
    assert not [name for name in form.attributes if name.startswith("on") or name == "src"]
    assert escape(ASKED) in activity.form()
    assert "<b>first" not in activity.form()


def test_text_is_plain(activity: Activity) -> None:
    """The plain text begins with the question, says more than it, and holds no markup."""
    first, *rest = activity.text().splitlines()
    assert first == ASKED
    assert any(line.strip() for line in rest)
    assert not re.search(r"<(?!b>|/b>)\w|&(amp|lt|quot|#)", activity.text())


def test_component_defines_its_element(activity: Activity) -> None:
    """The component of each type defines its element, for phones too where they are asked."""
    assert f'define("askfirst-{activity.type}"' in component_source(activity.type)
    for asked in activity.parts() if activity.type in SHARED else ():
        assert f'define("askfirst-{asked.type}"' in component_source(asked.type, release=False)


def test_widget_can_be_made(activity: Activity) -> None:
    """JupyterLab draws each type with its own component, from its spec, with no answer in it."""
    widget = ActivityWidget(activity)
    assert widget.spec == activity.spec()
    assert f'define("askfirst-{activity.type}"' in widget._esm
    assert widget.state == {"phase": "open", "alone": True}
    assert widget.answer is None
    widget.close()


def test_deck_shows_it(activity: Activity) -> None:
    """A deck of a module with just this activity shows its question, without a warning."""
    html = render_deck(module(text("# Title"), asks(activity)))
    slides = html.partition('<script type="application/json"')[0]
    assert escape(ASKED) in slides
    assert "<b>first" not in slides
    assert slides.count('<section class="slide') >= 2


def test_presentation_shows_it(activity: Activity) -> None:
    """A presentation shows its question and each row it has, without a warning."""
    content = powerpoint_file(module(text("# Title"), asks(activity)), Shelf())
    slides = Presentation(BytesIO(content)).slides
    words = {t.text or "" for slide in slides for t in slide.element.iter("{*}t")}
    for part in activity.parts():
        assert {part.question, *part.slide_rows()} <= words


def test_live_deck_can_draw_it(activity: Activity) -> None:
    """A live deck holds the component and the spec of all that the room is asked or shown."""
    html = render_deck(module(text("# Title"), asks(activity)), live=True)
    for asked in activity.parts():
        assert f'define("askfirst-{asked.type}"' in html
        assert f'"{asked.id}": {{' in html


def test_page_has_form_and_component(activity: Activity) -> None:
    """A self-paced page shows the form, and has component and spec to put in its place."""
    html = page_html(module(text("# Title"), asks(activity)))
    read, _, data = html.partition('<script type="application/json" id="askfirst-page">')
    still = Form(read.partition('<div class="still">')[2].partition("</section>")[0])
    assert ASKED in still.said
    assert "<b>first" not in read
    assert f'define("askfirst-{activity.type}"' in html
    given = json.loads(data.partition("</script>")[0])["activities"]
    assert given == {activity.id: page_spec(activity, PAGE)}


def test_tiers_are_private_or_shared(activity: Activity) -> None:
    """A type is either for oneself, with the private tier alone, or for a room without it."""
    assert Tier.PRIVATE not in activity.tiers or activity.tiers == {Tier.PRIVATE}


def test_authors_can_import_it(activity: Activity) -> None:
    """Each type can be imported from askfirst by its name."""
    name = type(activity).__name__
    assert name in askfirst.__all__
    assert getattr(askfirst, name) is TYPES[activity.type]
