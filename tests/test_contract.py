"""Every type of activity stands on every surface, and in the docs: one test for each surface."""

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest
from pptx import Presentation

import askfirst
from askfirst import (
    Agreement,
    BothYes,
    Boundaries,
    Breath,
    Choice,
    CoinFlip,
    Note,
    Option,
    Pace,
    Poll,
    Pulse,
    QuestionBox,
    Quiz,
    Rank,
    Scale,
    Scenario,
    SelfCheck,
    Sort,
    Step,
    Words,
)
from askfirst.activities.base import Activity
from askfirst.activities.component import component_source
from askfirst.activities.registry import TYPES, from_spec
from askfirst.activities.widget import ActivityWidget
from askfirst.curriculum import read_module
from askfirst.errors import RoomError
from askfirst.export.deck import render_deck
from askfirst.export.page import page_html
from askfirst.export.page_asked import page_spec
from askfirst.export.powerpoint import powerpoint_file
from askfirst.export.shelf import Shelf
from askfirst.export.texts import PAGE
from askfirst.release import Tier
from askfirst.room.state import Room
from tests.export.samples import asks, module, text
from tests.room.rooms import Phone, client, make_room, number

ROOT: Final = Path(__file__).parents[1]
MOST_BYTES: Final = 7300
ASKED: Final = "Who asks <b>first</b>, \"A\" or 'B'? & why"
PULSE: Final = Pulse("x-pulse", ASKED, options=["A wave", "A hug"])
EXAMPLES: Final = (
    Poll("x-poll", ASKED, options=["Noor", "Sam"]),
    Scale("x-scale", ASKED),
    Words("x-words", ASKED),
    Sort("x-sort", ASKED, cards=["A wave", "A hug"], columns=["Fine", "Ask first"]),
    Rank("x-rank", ASKED, items=["Noor", "Sam"]),
    Quiz(
        "x-quiz", ASKED, options=[Option("Noor", "So it says.", holds=True), Option("Sam", "No.")]
    ),
    Scenario(
        "x-scenario",
        ASKED,
        setting="Noor and Sam are at home.",
        steps=[
            Step(
                "ask",
                ASKED,
                [Choice("A", "Rest.", "It fits.", "end"), Choice("B", "Tea.", "Too.", "end")],
            ),
            Step("end", "They rest."),
        ],
    ),
    CoinFlip("x-coinflip", ASKED),
    PULSE.after(),
    PULSE,  # the last of a type is its example
    Agreement("x-agreement", ASKED, starters=["Pass freely.", "Be kind."], vote=ASKED),
    Pace("x-pace", ASKED),
    QuestionBox("x-box", ASKED),
    Note("x-note", ASKED, prompts=["A word"]),
    Breath("x-breath", ASKED),
    SelfCheck(
        "x-selfcheck",
        ASKED,
        questions={
            "Do I want to?": {"Yes": "go on talking", "No": "not now"},
            "Am I safe?": {"Yes": "go on talking", "No": "find support"},
        },
    ),
    Boundaries("x-boundaries", ASKED, items=["a hug", "a photo"]),
    BothYes(
        "x-bothyes",
        ASKED,
        names=("Noor", "Sam"),
        items={"a": ("yes", "yes"), "b": ("yes", "no"), "c": ("none", "yes")},
    ),
)
BY_TYPE: Final[Mapping[str, Activity]] = MappingProxyType({a.type: a for a in EXAMPLES})
SHARED: Final = tuple(kind for kind, cls in TYPES.items() if Tier.PRIVATE not in cls.tiers)
OWN: Final = tuple(kind for kind in TYPES if kind not in SHARED)
SIGNALLED: Final = tuple(kind for kind in SHARED if TYPES[kind].signals)
ANSWERED: Final = tuple(kind for kind in SHARED if kind not in SIGNALLED)
STANDING: Final = tuple(activity for activity in EXAMPLES if activity.standing)


class Form(HTMLParser):
    """What a static form holds: its tags and attributes, its text, and its named controls."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.said = ""
        self.controls: dict[str, list[tuple[str, str]]] = {}
        self._menu = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= set(given)
        if tag == "select":
            self._menu = f"menu {len(self.controls)}"
        elif tag == "option":
            self._add(self._menu, "choice", given["value"])
        elif given.get("name"):
            kind = f"{given.get('type', tag)} {given['name']}"
            self._add(kind, given["name"], given.get("value", ""))

    def handle_data(self, data: str) -> None:
        self.said += data

    def filled(self) -> dict[str, list[str]]:
        """The fields that a person sends who takes the first of everything but Pass."""
        sent: dict[str, list[str]] = {}
        for kind, offered in self.controls.items():
            name, value = offered[1 if kind.startswith("menu") else 0]
            if value != "pass":
                written = kind in {"text words", "textarea words"}
                sent.setdefault(name, []).append("Shall we?" if written else value)
        return sent

    def _add(self, kind: str, name: str, value: str) -> None:
        self.controls.setdefault(kind, []).append((name, value))


def example(kind: str) -> Activity:
    """Return the example of a type; a type without one fails every test here."""
    if kind not in BY_TYPE:
        pytest.fail(f"type {kind!r} has no example in EXAMPLES. Add one.", pytrace=False)
    return BY_TYPE[kind]


@pytest.fixture(params=TYPES)
def activity(request: pytest.FixtureRequest) -> Activity:
    """One activity of each type there is."""
    return example(str(request.param))


@pytest.fixture(params=ANSWERED)
def parts(request: pytest.FixtureRequest) -> tuple[Activity, ...]:
    """What phones are asked and send, of each type that a room answers."""
    example(str(request.param))
    asked = (part for a in EXAMPLES if a.type == request.param for part in a.parts())
    return tuple(part for part in asked if part.collects)


@pytest.fixture(params=SIGNALLED)
def signalled(request: pytest.FixtureRequest) -> Activity:
    """One activity of each type that takes signals in place of answers."""
    return example(str(request.param))


@pytest.fixture(params=OWN)
def own(request: pytest.FixtureRequest) -> Activity:
    """One activity of each type that is for oneself."""
    return example(str(request.param))


def choice_of(asked: Activity) -> str:
    """The canonical choice of a form in which the first of everything was taken."""
    sent = Form(asked.form()).filled()
    chosen = [*sent.get("before", []), *sent.get("choice", [])]
    return asked.from_fields(chosen, "".join(sent.get("words", [])))


def counted(room: Room, asked: Activity) -> object:
    """What the room counted, to compare with what the choice stands for."""
    tally = room.asked[asked.id].tally
    places = tuple(place for place, count in enumerate(tally.counts) if count)
    return places, list(tally.pool), sum(tally.counts) + len(tally.pool)


def expected(asked: Activity) -> object:
    answer = asked.read_choice(choice_of(asked))
    said = [answer.text] if answer.text else []
    return answer.cells, said, len(answer.cells) + len(said)


def section(path: str, name: str) -> str:
    """Return the section of a Markdown file that has the name of a type as its heading."""
    whole = (ROOT / path).read_text(encoding="utf-8")
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", whole, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


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


def test_form_makes_a_choice_that_can_be_read(parts: tuple[Activity, ...]) -> None:
    """What a form without JavaScript sends is read as an answer, and so is Pass."""
    for asked in parts:
        answer = asked.read_choice(choice_of(asked))
        assert not answer.passed
        assert answer.cells or answer.text
        assert asked.read_choice(asked.from_fields(["pass"])).passed


def test_phone_without_javascript_answers(parts: tuple[Activity, ...]) -> None:
    """Without JavaScript a phone gets the form, and what it sends is counted."""
    for asked in parts:
        room = make_room(activities=[asked])
        room.open(asked.id)
        web = client(room)
        page = web.post("/join", data={"word": "river"}).text
        assert asked.form() in page
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        sent = {**hidden, **Form(asked.form()).filled()}
        assert web.post("/answer", data=sent).status_code == 200
        assert counted(room, asked) == expected(asked)


def test_phone_with_javascript_answers(parts: tuple[Activity, ...]) -> None:
    """With JavaScript a phone gets component and spec, and the choice that it sends is counted."""
    for asked in parts:
        room = make_room(activities=[asked])
        room.open(asked.id)
        web = client(room)
        page = web.get("/").text
        data = json.loads(re.findall(r'id="data">(.*?)</script>', page)[0])
        spec, source = data["now"]["activity"], page
        if asked.standing:
            assert data["now"]["standing"] == [f"{asked.id}/1"]
            spec = web.get("/standing").json()["standing"][0]["spec"]
            source = web.get("/c/standing.js").text
        assert f'define("askfirst-{asked.type}"' in source
        assert spec["question"] == ASKED
        seat = web.post("/join", json={"word": "river", "ticket": number("a")}).json()["seat"]
        said = {"seat": seat, "activity": asked.id, "nonce": number("b"), "round": 1}
        web.post("/answer", json={**said, "choice": choice_of(asked)}).raise_for_status()
        assert counted(room, asked) == expected(asked)


@pytest.mark.parametrize("kind", SHARED)
def test_phone_page_is_small(kind: str) -> None:
    """With it open, and all that may stand beside it, the page has at most 7,300 bytes packed."""
    for asked in example(kind).parts():
        standing = [one for one in STANDING if one.id != asked.id]
        room = make_room(activities=[asked, *standing])
        for one in (asked, *standing):
            room.open(one.id)
        html = client(room).get("/").content
        assert len(gzip.compress(html, 9, mtime=0)) <= MOST_BYTES


def test_phones_give_signals(signalled: Activity) -> None:
    """With JavaScript and without, a phone gives each signal, and no answer is taken."""
    for scripted in (True, False):
        room = make_room(activities=[signalled])
        room.open(signalled.id)
        web = client(room)
        page = web.post("/join", data={"word": "river"}).text
        (key,) = json.loads(room.phone_snapshot())["standing"]
        assert key == f"{signalled.id}/1"
        assert f'define("askfirst-{signalled.type}"' in web.get("/c/standing.js").text
        assert web.get("/standing").json()["standing"][0]["spec"]["question"] == ASKED
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        for signal in signalled.signals:
            assert f'<button name="signal" value="{signal}">' in page
            sent = {**hidden, "signal": signal}
            given = {"json": sent, "data": None} if scripted else {"json": None, "data": sent}
            reply = web.post("/signal", json=given["json"], data=given["data"])
            assert reply.status_code == 200
        with pytest.raises(RoomError):
            Phone(room, "a").answer(signalled, signalled.signals[0])


def test_room_refuses_what_is_private(own: Activity) -> None:
    """The room neither opens what is private nor takes an answer to it, and no form sends one."""
    room = make_room(activities=[own])
    with pytest.raises(RoomError) as refused:
        room.open(own.id)
    assert refused.value.code == "private"
    with pytest.raises(RoomError):
        Phone(room, "a").answer(own, "0")
    assert Form(own.form()).controls == {}
    assert ASKED not in client(room).get("/").text


def test_phone_shows_what_collects_nothing_and_sends_none_of_it() -> None:
    """What collects nothing is asked on small pages too, with no form, and no answer is taken."""
    kept = [part for a in EXAMPLES for part in a.parts() if not part.collects]
    for asked in (part for part in kept if part.tier is not Tier.PRIVATE):
        room = make_room(activities=[asked])
        room.open(asked.id)
        web = client(room)
        assert len(gzip.compress(web.get("/").content, 9, mtime=0)) <= MOST_BYTES
        assert Form(asked.form()).controls == {}
        assert asked.form() in web.post("/join", data={"word": "river"}).text
        with pytest.raises(RoomError):
            Phone(room, "a").answer(asked, "0")


def test_tiers_are_private_or_shared(activity: Activity) -> None:
    """A type is either for oneself, with the private tier alone, or for a room without it."""
    assert Tier.PRIVATE not in activity.tiers or activity.tiers == {Tier.PRIVATE}


def test_authors_can_import_it(activity: Activity) -> None:
    """Each type can be imported from askfirst by its name."""
    name = type(activity).__name__
    assert name in askfirst.__all__
    assert getattr(askfirst, name) is TYPES[activity.type]


def test_docs_describe_it(activity: Activity) -> None:
    """The docs have a section on each type: its call, its surfaces, and what it never does."""
    name = type(activity).__name__
    said = section("docs/activities.md", name)
    assert "```python\n" in said
    assert re.search(rf"^{name}\(", said, re.MULTILINE | re.IGNORECASE)
    for surface in (
        "JupyterLab|notebook",
        "page",
        "deck",
        "phone",
        "print",
        "plain text",
        "It never",
    ):
        assert re.search(surface, said, re.IGNORECASE), surface


def test_docs_are_in_order() -> None:
    """The sections on the types stand in the order of the alphabet, and there are no others."""
    whole = (ROOT / "docs" / "activities.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", whole, re.MULTILINE) == sorted(
        t.__name__ for t in TYPES.values()
    )


def test_gallery_declares_it(activity: Activity) -> None:
    """The gallery declares each type in a short cell of its own, after a sentence about it."""
    cells = read_module(ROOT / "docs" / "gallery.ipynb").cells
    found = [c for c in cells if c.activity is not None and c.activity.type == activity.type]
    assert found
    for cell in found:
        assert len(cell.source.splitlines()) <= 12
        assert f"{type(activity).__name__}(" in cell.source
        before = cells[cell.index - 1]
        assert before.kind == "markdown"
        assert re.match(rf"## {type(activity).__name__}\b", before.source)
        assert "never" in before.source


def test_gallery_shows_one_poll_of_each_kind() -> None:
    """The gallery has a poll with one choice and one with several."""
    shown = (cell.activity for cell in read_module(ROOT / "docs" / "gallery.ipynb").cells)
    assert {poll.several for poll in shown if isinstance(poll, Poll)} == {False, True}


def test_changelog_names_it(activity: Activity) -> None:
    """The changelog tells authors of each type by its name."""
    whole = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    authors = whole.partition("### For authors")[2].partition("\n### ")[0]
    assert re.search(rf"\b{type(activity).__name__}\b", authors)
