"""Proof 1: who answered first, from where and with what, leaves no trace in what the room holds."""

import asyncio
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from askfirst.activities.base import Activity
from askfirst.room.app import create_app
from tests.privacy.kinds import ASKED, SIGNALS, choices_of, whole
from tests.privacy.wire import WirePhone
from tests.room.rooms import HOST, client, held, make_room

PHONES = 6
PRINTABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30)
NAMES = ["user-agent", "accept", "accept-language", "referer", "cookie", "via", "dnt", "x-anything"]
NAMES += ["x-forwarded-for", "forwarded", "x-real-ip", "sec-ch-ua", "if-none-match", "priority"]
HEADERS = st.dictionaries(st.sampled_from(NAMES), PRINTABLE)
ADDRESSES = st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)).map(str)
FROM = st.tuples(ADDRESSES, HEADERS)

From = Sequence[tuple[str, Mapping[str, str]]]
PLAIN: From = [("10.0.0.7", {})] * PHONES


async def state_after(
    asked: Activity, choices: Sequence[str], order: Sequence[int], taken: set[int], come: From
) -> str:
    """Return what a room holds after phones answered, took back, answered anew and sent again."""
    room = make_room(activities=[asked])
    room.open(asked.id)
    app = create_app(room, hosts=[HOST])
    phones = {name: WirePhone(app, name, *come[name]) for name in order}
    seats = {name: await phones[name].seat() for name in order}
    for name in order:
        sent = [await phones[name].answer(seats[name], asked, choices[name]) for _ in range(2)]
        assert {reply.status for reply in sent} == {200}
    for name in order:
        if name in taken:
            reply = await phones[name].take_back(seats[name], asked, choices[name])
            assert reply.status == 200
        if name in taken and name % 2:
            reply = await phones[name].answer(seats[name], asked, choices[-1 - name], turn=2)
            assert reply.status == 200
    room.tick()
    return whole(room)


@settings(max_examples=60)
@given(st.data())
def test_order_address_agent_and_headers_leave_the_same_bytes(data: st.DataObject) -> None:
    """For every kind: any order, address, agent and header, the same answers, the same memory."""
    asked = data.draw(st.sampled_from(ASKED))
    choice = st.sampled_from(choices_of(asked))
    choices = data.draw(st.lists(choice, min_size=PHONES, max_size=PHONES))
    order = data.draw(st.permutations(range(PHONES)))
    taken = data.draw(st.sets(st.sampled_from(range(PHONES))))
    come = data.draw(st.lists(FROM, min_size=PHONES, max_size=PHONES))

    async def both() -> tuple[str, str]:
        one = await state_after(asked, choices, range(PHONES), taken, PLAIN)
        return one, await state_after(asked, choices, order, taken, come)

    one, other = asyncio.run(both())
    assert one == other


def test_other_answers_are_other_bytes() -> None:
    """The comparison sees a difference: another answer is other memory, for every kind."""
    for asked in ASKED:
        choices = [choices_of(asked)[0]] * PHONES
        states = {
            asyncio.run(state_after(asked, sent, range(PHONES), set(), PLAIN))
            for sent in (choices, [*choices[:-1], "pass"])
        }
        assert len(states) == 2


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=8),
    st.lists(FROM, min_size=4, max_size=4),
    st.data(),
)
def test_signals_leave_the_same_bytes(
    given_: list[tuple[int, int]], come: list[tuple[str, dict[str, str]]], data: st.DataObject
) -> None:
    """Who gave a signal, in which order and from where, leaves the same memory."""
    order = data.draw(st.permutations(given_))
    (asked,) = SIGNALS

    async def after(signals: Sequence[tuple[int, int]], come: From) -> str:
        room = make_room(activities=[asked])
        room.open(asked.id)
        app = create_app(room, hosts=[HOST])
        phones = [WirePhone(app, name, *come[name]) for name in range(4)]
        seats = [await phone.seat() for phone in phones]
        for name, place in signals:
            said = {"seat": seats[name], "activity": asked.id, "signal": asked.signals[place]}
            assert (await phones[name].post("/signal", said)).status == 200
        return whole(room)

    one = asyncio.run(after(given_, PLAIN))
    assert one == asyncio.run(after(order, come))


def test_nothing_in_the_room_has_a_time_address_or_agent() -> None:
    """The room's own state names no time, address or agent anywhere."""
    room = make_room()
    web = client(room, address="203.0.113.77")
    reply = web.post("/join", json={"word": "river"}, headers={"user-agent": "Canary/1.0"})
    state = held(vars(room))
    assert "203.0.113.77" not in state
    assert "Canary" not in state
    assert reply.json()["seat"] not in state
