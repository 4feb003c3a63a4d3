"""What is taken back while it is read shows at the release alone, whoever looks how often."""

import asyncio

import pytest
from starlette.types import ASGIApp

from askfirst import Agreement, QuestionBox, Words
from askfirst.activities.base import Activity
from askfirst.room.app import create_app
from askfirst.room.state import Room
from tests.privacy.kinds import name_of
from tests.privacy.wire import WirePhone, ask
from tests.room.rooms import HOST, as_host, make_room

KEY = {name.lower(): value for name, value in as_host().items()}
WORDS = Words("x-words", "What could Sam say?")
CLOUD = Words("x-cloud", "One word?", cloud=True)
BOX = QuestionBox("x-box", "Anything to ask?")
LINES, _ = Agreement(
    "x-agree", "What to agree on?", starters=["Pass freely.", "Be kind.", "Listen.", "Ask."]
).parts()
READ = pytest.mark.parametrize("asked", [WORDS, CLOUD, BOX, LINES], ids=name_of)
SAID = [f"Kanarienvogel {place}" for place in range(9)]
OUT = (7, 8)  # lines that are too many for one vote
DRAFT = {"kind": "fact", "kept": True}


def tries(asked: Activity) -> list[dict[str, object]]:
    """Return what asks for a release and is refused: all that could say what is left."""
    if asked is BOX:  # each number but the one that the page says
        return [{"approved": n} for n in range(11) if n != len(SAID)]
    if asked is LINES:  # more lines than fit a vote, and one that cannot be voted on
        return [{"rejected": []}, {"rejected": [*range(1, 9)], "mended": {"0": "Pass"}}]
    return [{"rejected": [99]}]


async def read(app: ASGIApp, asked: Activity) -> list[str]:
    """Let the facilitator read, and of a box put each question into words of their own."""
    path = f"/host/activities/{asked.id}"
    texts: list[str] = (await ask(app, f"{path}/texts", headers=KEY)).json["texts"]
    for place in range(len(texts) if asked is BOX else 0):
        draft = {**DRAFT, "place": place, "said": f"Somebody asks {place}."}
        assert (await ask(app, f"{path}/sort", draft, headers=KEY)).status == 200
    return texts


async def seen(room: Room, app: ASGIApp, asked: Activity) -> tuple[object, ...]:
    """Return every byte that the facilitator can get of what is read, without a release."""
    path = f"/host/activities/{asked.id}"
    looks = [
        await ask(app, way, headers=KEY)
        for way in ("/host/state", "/host/results", f"{path}/texts")
    ]
    sort = [{**DRAFT, "place": place, "said": f"Somebody asks {place}."} for place in range(9)]
    tried = [await ask(app, f"{path}/sort", draft, headers=KEY) for draft in sort]
    refused = [await ask(app, f"{path}/release", body, headers=KEY) for body in tries(asked)]
    assert {reply.status for reply in refused} <= {409, 422}
    opened = await ask(app, f"{path}/open", {}, headers=KEY)
    return (*looks, *tried, *refused, opened, room.host_snapshot(), room.leader_snapshot())


@READ
@pytest.mark.parametrize("leaving", [1, 5, 9])
def test_until_the_release_nothing_tells_that_a_text_was_taken_back(
    asked: Activity, leaving: int
) -> None:
    """With one, five or all taken back no look, try or stream differs; then none is shown."""

    async def run() -> None:
        room = make_room(activities=[asked])
        room.open(asked.id)
        app = create_app(room, hosts=[HOST])
        phones = [WirePhone(app, name) for name in range(len(SAID))]
        seats = [await phone.seat() for phone in phones]
        for phone, seat, text in zip(phones, seats, SAID, strict=True):
            assert (await phone.answer(seat, asked, f"={text}")).status == 200
        room.close(asked.id)
        texts = await read(app, asked)
        async with room.hosts.subscribe() as decks, room.leaders.subscribe() as leaders:
            before = await seen(room, app, asked)
            for place in range(leaving):
                back = await phones[place].take_back(seats[place], asked, f"={SAID[place]}")
                assert back.status == 200
                room.tick()
                assert await seen(room, app, asked) == before
            assert (decks.qsize(), leaders.qsize()) == (0, 0)
        out = [texts.index(SAID[place]) for place in OUT] if asked is LINES else []
        room.release(asked.id, out, approved=len(SAID))
        release = room.asked[asked.id].release
        assert release is not None
        left = set(SAID[leaving:]) if leaving < 5 else set()
        left -= {SAID[place] for place in OUT} if asked is LINES else set()
        if asked is BOX:
            left = {f"Somebody asks {texts.index(text)}." for text in left}
        if asked is not CLOUD:  # of which no term is shared
            assert set(release.texts) == left
        assert not any(text in str(release) for text in SAID[:leaving])

    asyncio.run(run())
