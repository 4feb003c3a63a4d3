"""Pulse: its two halves, the audit of what is shown of the pairs, and its life in a room."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import Pulse, release
from askfirst.activities.base import Activity, Totals
from askfirst.activities.pulse import After
from askfirst.activities.registry import from_spec
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import Tier, View
from askfirst.room.asked import Phase
from askfirst.room.seats import Seats
from askfirst.room.state import Room
from tests.activities.written import written
from tests.release_audit import Vector, leaks, printed, told, vectors
from tests.room.rooms import POLL, Phone, client, fill, held, make_room, number
from tests.room.test_phone_routes import hidden

STEPS = ["Agree", "In between", "Disagree"]
PULSE = Pulse("x-pulse", "Is it so?", options=STEPS)
AFTER = PULSE.after()
PAIRS = [f"{before}>{now}" for before in range(3) for now in range(3)]
# Audited: every number of pairs from k to this one, judged by single transitions.
PAIRS_TO = {2: 16, 3: 8}


def after(steps: int, tier: Tier = Tier.PERSONAL) -> After:
    names = [f"step {i}" for i in range(steps)]
    return Pulse("x-pulse", "Is it so?", options=names, tier=tier).after()


def moves_of(counts: Vector, steps: int) -> Vector:
    """How many moved to the first end, stayed, and moved to the last; written apart from Pulse."""
    pairs = [(divmod(cell, steps), count) for cell, count in enumerate(counts)]
    return (
        sum(count for (before, now), count in pairs if now < before),
        sum(count for (before, now), count in pairs if now == before),
        sum(count for (before, now), count in pairs if now > before),
    )


def shown(counts: Sequence[int], steps: int, tier: Tier = Tier.PERSONAL) -> release.Release:
    return after(steps, tier).release(Totals(counts=counts, answered=sum(counts)))


def moved(moves: Vector, tier: Tier = Tier.PERSONAL) -> release.Release:
    """The release of two steps of which so many moved to the first, stayed, moved to the last."""
    first, stayed, last = moves
    return shown([stayed, last, first, 0], 2, tier)


@pytest.fixture(params=[3, 5])
def k(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A threshold for the personal tier."""
    threshold: int = request.param
    monkeypatch.setattr(release, "THRESHOLD", {Tier.PERSONAL: threshold})
    return threshold


def test_the_rows_tell_nobody_too_much(k: int) -> None:
    """Nobody who knows n learns too much of who moved or stayed, also less their own pair."""
    assert [found for n in range(k, 22) for found in leaks(moved, n, 3, k)] == []


def test_the_intimate_tier_tells_nobody_too_much() -> None:
    """With k = 10 the rows are safe too."""

    def intimate(moves: Vector) -> release.Release:
        return moved(moves, Tier.INTIMATE)

    ns = (10, 11, 12, 19, 20, 26, 27)
    assert [found for n in ns for found in leaks(intimate, n, 3, 10)] == []


@pytest.mark.parametrize("steps", PAIRS_TO)
def test_the_rows_tell_nobody_too_much_of_a_pair(steps: int, k: int) -> None:
    """Nobody learns too much of a single pair of steps, whichever pair they gave themselves."""
    for n in range(k, PAIRS_TO[steps] + 1):
        groups: dict[str, list[Vector]] = defaultdict(list)
        for counts in vectors(n, steps * steps):
            groups[printed(shown(counts, steps))].append(counts)
        for name, group in groups.items():
            for own in (None, *range(steps * steps)):
                assert told(group, k, own) is None, (n, name)


def test_the_audit_sees_a_row_over_those_who_moved_alone() -> None:
    """A print of who moved, without who stayed, would tell of one who stayed alone: proven."""

    def unsafe(moves: Vector) -> str:
        return printed(release.release_counts(moves[::2], tier=Tier.PERSONAL))

    groups: dict[str, list[Vector]] = defaultdict(list)
    for moves in vectors(14, 3):
        groups[unsafe(moves)].append(moves)
    assert told(groups[unsafe((7, 1, 6))], 5) == "cell 1 is one of [1] to own=None"


@given(
    st.integers(2, 5).flatmap(lambda m: st.lists(st.integers(0, 9), min_size=m * m, max_size=m * m))
)
def test_only_the_three_sums_are_shown(counts: list[int]) -> None:
    """The print holds three cells and is the same for every table of pairs with the same sums."""
    steps = round(len(counts) ** 0.5)
    moves = moves_of(tuple(counts), steps)
    found = shown(counts, steps)
    assert printed(found) == printed(moved(moves))
    assert len(found.cells) in {0, 3}
    for cell, count in zip(found.cells, moves, strict=bool(found.cells)):
        assert cell.low <= count <= cell.high


def test_five_twelve_and_seventeen_pairs_are_shown_exactly_or_not_at_all() -> None:
    """Where the rule is coarse for three rows, they are exact numbers or hidden."""
    for n in (5, 12, 17):
        views = {moved(moves).view for moves in vectors(n, 3)}
        assert views <= {View.EXACT, View.HIDDEN}
        assert View.HIDDEN in views
    assert moved((3, 9, 1)).view is View.BANDS


def test_few_pairs_print_only_that_they_are_few() -> None:
    """With fewer than k pairs nothing is printed, whatever they are."""
    few = [c for n in range(5) for c in vectors(n, 4)]
    assert {printed(shown(c, 2)) for c in few} == {json.dumps({"k": 5, "view": "locked"})}


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"options": ["a"]}, "1 options. Use 2 to 5"),
        ({"options": list("abcdef")}, "6 options. Use 2 to 5"),
        ({"options": "ab"}, "Use a list"),
        ({"options": None}, "Use a list"),
        ({"options": ["a", "A "]}, "stands there twice"),
        ({"options": ["a", "pass"]}, "or is Pass"),
        ({"options": ["a", " "]}, "Write some text"),
        ({"options": ["a", "x" * 61]}, "61 characters"),
        ({"before": ""}, "before is ''"),
        ({"now": "x\ny"}, "control character"),
        ({"before": "now "}, "Use two different"),
        ({"tier": "open"}, "Use personal or intimate"),
        ({"id": "x" * 59}, "59 characters. Use at most 58"),
    ],
)
def test_refuses_what_cannot_be_asked(given_: dict[str, Any], said: str) -> None:
    """Steps, words, tiers and ids that do not fit are refused in one line that says why."""
    declared: dict[str, Any] = {"id": "x", "question": "Is it?", "options": ["a", "b"], **given_}
    with pytest.raises(DeclarationError, match=said) as error:
        Pulse(**declared)
    assert "\n" not in str(error.value)


def test_a_second_half_without_its_first_is_refused() -> None:
    """A stored second half names its first half, whose id it has with "-after"."""
    with pytest.raises(DeclarationError, match=r"Declare it with Pulse\(\.\.\.\)\.after\(\)"):
        from_spec({**AFTER.spec(), "first": "x-other"})


@st.composite
def pulses(draw: st.DrawFn) -> Pulse:
    """A Pulse with any texts, hard ones among them."""
    step = written(60).filter(lambda text: text.strip().casefold() != "pass")
    options = draw(
        st.lists(step, min_size=2, max_size=5, unique_by=lambda text: text.strip().casefold())
    )
    tier = draw(st.sampled_from([Tier.PERSONAL, Tier.INTIMATE]))
    return Pulse("x-pulse", draw(written()), options=options, tier=tier)


@given(pulses())
def test_both_halves_come_back_from_their_specs(pulse: Pulse) -> None:
    """Any Pulse survives JSON in both halves, and keeps text as text."""
    for half in (pulse, pulse.after()):
        again = from_spec(json.loads(json.dumps(half.spec())))
        assert again == half
        assert again.form() == half.form()
        assert "<img" not in half.form()
        assert "</script" not in half.form()


def test_the_second_half_names_the_first() -> None:
    """The halves have the same question and steps, and ids that belong together."""
    assert (PULSE.id, AFTER.id, AFTER.first) == ("x-pulse", "x-pulse-after", "x-pulse")
    assert AFTER.question == PULSE.question
    assert AFTER.labels() == PULSE.labels() == tuple(STEPS)
    assert AFTER.spec()["moves"] == ["Towards “Agree”", "No change", "Towards “Disagree”"]


@pytest.mark.parametrize(("choice", "cell"), [("0>0", 0), ("0>2", 2), ("2>1", 7), ("2>2", 8)])
def test_reads_a_pair(choice: str, cell: int) -> None:
    """A pair is one counter of the table of transitions."""
    assert AFTER.read_choice(choice).cells == (cell,)


@pytest.mark.parametrize(
    "choice", ["", "1", "0>3", "3>0", "0>", ">0", "0>1>2", "00>1", "0 > 1", "٠>1", "-1>0", "0>1\n"]
)
def test_refuses_any_other_spelling(choice: str) -> None:
    """One spelling stands for each pair, and half a pair is none."""
    with pytest.raises(RoomError, match="not on offer"):
        AFTER.read_choice(choice)


@pytest.mark.parametrize(
    ("values", "choice"),
    [(["2>", "0"], "2>0"), (["0", "2>"], "2>0"), (["2>", "pass"], "pass"), (["pass"], "pass")],
)
def test_reads_a_plain_form(values: list[str], choice: str) -> None:
    """Two choices make the pair in whatever order they come; Pass wins over them."""
    assert AFTER.from_fields(values) == choice


@pytest.mark.parametrize("values", [[], ["2>"], ["0"], ["1>", "2>", "0"], ["0", "1"], ["3>", "0"]])
def test_refuses_half_a_form(values: list[str]) -> None:
    """A form that lacks one of the two choices, or has one twice, is refused."""
    with pytest.raises(RoomError, match="not on offer"):
        AFTER.from_fields(values)


def test_possible_choices_hold_every_pair_once() -> None:
    """Every pair that was given is tried once, and none that was not."""
    counts = [0, 2, 0, 0, 0, 1, 0, 0, 3]
    assert list(AFTER.possible(Totals(counts=counts, answered=6))) == ["0>1", "1>2", "2>2"]


def test_transitions_are_a_row_for_each_step_before() -> None:
    """The table for evaluation has the steps before as rows and the steps now as columns."""
    totals = Totals(counts=range(9), answered=36)
    assert AFTER.transitions(totals) == ((0, 1, 2), (3, 4, 5), (6, 7, 8))
    assert PULSE.transitions(Totals(counts=(), answered=0)) == ()


def test_plain_text_has_both_halves() -> None:
    """On paper the first half has a ring for each step, the second a line for each time."""
    steps = [f"( ) {step}" for step in (*STEPS, "Pass")]
    assert PULSE.text().splitlines() == ["Is it so?", *steps]
    rings = "( ) Agree  ( ) In between  ( ) Disagree"
    assert AFTER.text().splitlines() == [
        "Is it so?",
        f"Before today: {rings}",
        f"Now: {rings}",
        "( ) Pass",
    ]


# The first half in a room


def first_half(*phases: str) -> Room:
    """A room in which the first half went through these steps."""
    room = make_room(activities=[PULSE, AFTER, POLL])
    for step in phases:
        getattr(room, step)(PULSE.id)
    return room


@pytest.mark.parametrize("choice", ["0", "2", "0>0", "pass", ""])
def test_the_room_takes_nothing_of_a_first_half(choice: str) -> None:
    """Whatever a phone sends to a first half, by script or form, is refused and leaves nothing."""
    room = first_half("open")
    phone, web = Phone(room, "a"), client(room)
    before = held([room.asked, room.seats, room.current])
    seen = room.host_snapshot(), room.phone_snapshot()
    said = {"seat": phone.seat, "activity": PULSE.id, "nonce": number("b"), "round": "1"}
    for path in ("/answer", "/take-back"):
        for body in ({"json": {**said, "choice": choice}}, {"data": {**said, "choice": choice}}):
            reply = web.post(path, **body)  # type: ignore[arg-type]
            assert 400 <= reply.status_code < 500
            assert "stays on the phone" in reply.text
    assert web.post("/take-back", data=said).status_code == 422
    room.tick()
    assert held([room.asked, room.seats, room.current]) == before
    assert (room.host_snapshot(), room.phone_snapshot()) == seen


def test_a_first_half_is_opened_and_closed_as_often_as_one_likes() -> None:
    """A first half opens again after it was closed, and is never shown or asked in a new round."""
    room = first_half("open", "close", "open", "close")
    asked = room.asked[PULSE.id]
    assert asked.to_json()["progress"] is None
    with pytest.raises(RoomError, match=r"stayed on the phones\. Ask 'x-pulse-after'") as refused:
        room.release(PULSE.id)
    assert (refused.value.code, asked.phase, asked.release) == ("stays", Phase.CLOSED, None)
    with pytest.raises(RoomError):
        room.again(PULSE.id)
    room.open(PULSE.id)
    assert (asked.phase, asked.round) == (Phase.OPEN, 1)


def test_without_javascript_a_first_half_is_only_read() -> None:
    """Without JavaScript the first half has no control and nothing to send, and says why."""
    room = first_half("open")
    page = client(room).post("/join", data={"word": "river"}).text
    assert PULSE.form() in page
    assert 'action="/answer"' not in page
    assert 'name="choice"' not in page
    assert "This page cannot keep a choice" in page


# The second half in a room


def open_second() -> Room:
    room = make_room(activities=[PULSE, AFTER])
    room.open(AFTER.id)
    return room


def test_one_token_one_pair() -> None:
    """A phone's second pair is refused, and the first counts once however often it comes."""
    room = open_second()
    phone = Phone(room, "a")
    phone.answer(AFTER, "0>1")
    phone.answer(AFTER, "0>1")
    with pytest.raises(RoomError) as refused:
        phone.answer(AFTER, "0>2")
    assert refused.value.code == "answered"
    assert sum(room.asked[AFTER.id].tally.counts) == 1


@pytest.mark.parametrize("with_choice", [True, False])
def test_a_pair_is_taken_back_whole(with_choice: bool) -> None:
    """A pair is taken back until the result is shown, also by a page that holds only the nonce."""
    room = make_room(activities=[PULSE, AFTER])
    phones = fill(room, AFTER, PAIRS)
    room.close(AFTER.id)
    for phone, pair in zip(phones[:3], PAIRS, strict=False):
        phone.take_back(AFTER, pair if with_choice else None)
    tally = room.asked[AFTER.id].tally
    assert (tally.counts, tally.answered) == ([0] * 3 + [1] * 6, 6)
    room.release(AFTER.id)
    with pytest.raises(RoomError):
        phones[4].take_back(AFTER, PAIRS[4] if with_choice else None)


def test_who_leaves_after_the_first_half_is_in_no_number() -> None:
    """Of five who saw the first half, one leaves: four pairs show nothing at all."""
    room = first_half("open", "close")
    phones = [Phone(room, name) for name in range(5)]
    room.open(AFTER.id)
    for phone in phones[:4]:
        phone.answer(AFTER, "0>2")
    room.close(AFTER.id)
    room.release(AFTER.id)
    found = room.asked[AFTER.id].release
    assert found is not None
    assert found.view is View.LOCKED


def test_pairs_are_shown_once() -> None:
    """A result of pairs is final: there is no second round, and its tally is gone."""
    room = make_room(activities=[PULSE, AFTER])
    fill(room, AFTER, PAIRS)
    room.close(AFTER.id)
    room.release(AFTER.id)
    assert room.asked[AFTER.id].tally.counts == [0] * 9
    for step in (room.again, room.open, room.release):
        with pytest.raises(RoomError):
            step(AFTER.id)


def test_a_room_begun_anew_knows_nothing_of_a_first_half() -> None:
    """After a restart a phone of the old room is refused until it joins; then its pair counts."""
    old = Phone(first_half("open", "close"), "a")
    room = make_room(activities=[PULSE, AFTER])
    room.seats = Seats(12)
    room.open(AFTER.id)
    untouched = held(room.asked)
    with pytest.raises(RoomError) as refused:
        room.answer(old.message(AFTER, "1>2"))
    assert refused.value.code == "bad_seat"
    assert held(room.asked) == untouched
    Phone(room, "a").answer(AFTER, "1>2")
    assert room.asked[AFTER.id].tally.counts[5] == 1


def test_the_whole_way_without_javascript() -> None:
    """Read the first half, answer both at once, take it back, answer anew: all by plain forms."""
    room = first_half("open")
    web = client(room)
    page = web.post("/join", data={"word": "river"})
    seat = hidden(page.text, "/next")["seat"]
    room.close(PULSE.id)
    room.open(AFTER.id)
    page = web.post("/next", data={"seat": seat})
    assert AFTER.form() in page.text
    assert "checked" not in page.text
    fields = hidden(page.text, "/answer")
    page = web.post("/answer", data={**fields, "before": "2>"})
    assert page.status_code == 422
    assert "A choice is missing. Choose, or Pass." in page.text
    page = web.post("/answer", data={**hidden(page.text, "/answer"), "before": "2>", "choice": "0"})
    tally = room.asked[AFTER.id].tally
    assert tally.counts[6] == 1
    page = web.post("/take-back", data=hidden(page.text, "/take-back"))
    assert sum(tally.counts) == 0
    page = web.post("/answer", data={**hidden(page.text, "/answer"), "choice": "pass"})
    assert "Thank you. That is in." in page.text
    assert (tally.answered, len(tally.used)) == (0, 1)


def test_phones_are_not_sent_the_rows_of_a_result() -> None:
    """A phone is sent the steps, and not what a result will say of those who moved."""
    room = open_second()
    told_ = json.loads(room.phone_snapshot())["activity"]
    assert "moves" not in told_
    assert told_["options"] == STEPS


@pytest.mark.parametrize("half", [PULSE, AFTER])
def test_slides_have_the_steps(half: Activity) -> None:
    """Each half has the steps and Pass on its slide."""
    assert half.slide_rows() == (*STEPS, "Pass")
