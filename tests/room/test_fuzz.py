"""Whatever is sent to the room, it answers as its description says and never fails."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from askfirst.activities.base import Activity
from askfirst.room.guard import FORM
from tests.room.described import ASKED, KEYS, LABELS, MOMENTS, cases, room_at, send, tuned
from tests.room.rooms import as_host

SCHEMA = tuned()
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]  # what fails is short enough to read
FEW = settings(max_examples=10, suppress_health_check=SLOW, phases=PHASES)
MANY = settings(FEW, max_examples=500)
MOMENT = st.sampled_from(sorted(MOMENTS))
KINDS = ["application/json", FORM, "text/plain", "multipart/form-data; boundary=x", "x", "", None]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
NAMES = ["seat", "activity", "round", "nonce", "choice", "signal", "word", "ticket", "count",
         "door", "place", "kind", "said", "kept", "rejected", "mended", "approved"]  # fmt: skip


@dataclass(frozen=True)
class Body:
    """What is sent, however long, told in few words."""

    data: bytes

    def __repr__(self) -> str:
        return f"Body({self.data[:200]!r}, {len(self.data)} bytes)"


BODIES = (
    st.binary(max_size=3000)
    | st.integers(2000, 20000).map(lambda long: b"[%s]" % (b" " * long))
    | st.dictionaries(st.sampled_from(NAMES), VALUES).map(lambda one: json.dumps(one).encode())
    | st.integers(1, 8000).map(lambda deep: b'{"seat":' + b"[" * deep + b"]" * deep + b"}")
    | st.integers(1, 15000).map(lambda long: b'{"mended":{"%s":"x"}}' % (b"9" * long))
).map(Body)


def as_described(label: str, limits: settings) -> None:
    @limits
    @given(cases(SCHEMA, label), MOMENT, st.sampled_from(ASKED), KEYS)
    def ask(case: Any, moment: str, activity: Activity, key: str | None) -> None:
        send(room_at(moment, activity), case, key=key)

    ask()


@pytest.mark.parametrize("label", LABELS)
def test_every_reply_is_as_described(label: str) -> None:
    """What fits the description and what does not is answered as it says, at every moment."""
    as_described(label, FEW)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("label", LABELS)
def test_every_reply_is_as_described_ten_thousand_times(label: str) -> None:
    """The same with 500 inputs for each of the operations, more than 10,000 in all."""
    assert MANY.max_examples * len(LABELS) > 10_000
    as_described(label, MANY)


def anything(limits: settings) -> None:
    @limits
    @given(
        st.sampled_from(LABELS),
        st.sampled_from(["", "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW"]),
        BODIES,
        st.tuples(MOMENT, st.sampled_from(ASKED)),
        st.tuples(st.sampled_from(KINDS), KEYS, st.sampled_from(["text/html", "*/*"])),
    )
    def ask(
        label: str,
        method: str,
        body: Body,
        at: tuple[str, Activity],
        said: tuple[str | None, str | None, str],
    ) -> None:
        own, path = label.split(" ")
        kind, key, accept = said
        path = path.replace("{activity}", at[1].id).replace("{kind}", at[1].type)
        headers = {"accept": accept, **({} if kind is None else {"content-type": kind})}
        if key is not None:
            headers |= as_host(key)
        sent = {name.encode(): value.encode() for name, value in headers.items()}
        reply = room_at(*at).request(method or own, path, content=body.data, headers=sent)
        assert reply.status_code < 500
        if reply.status_code >= 400 and method != "HEAD" and reply.text.startswith("{"):
            assert set(reply.json()) == {"error"}
            assert set(reply.json()["error"]) == {"code", "message"}
        if method not in {"", "GET", "POST"}:
            assert reply.status_code == 405

    ask()


def test_anything_is_answered() -> None:
    """Any bytes of any size and type, by any method, to any route: never a failure."""
    anything(settings(FEW, max_examples=150))


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_anything_is_answered_many_times() -> None:
    """The same 3,000 times."""
    anything(settings(FEW, max_examples=3000))
