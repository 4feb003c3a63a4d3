"""Proof 6, the burst: of 300 phones at once none is lost and none counts twice."""

import asyncio

from askfirst.room.app import create_app
from tests.privacy.wire import WirePhone, ask
from tests.room.rooms import HOST, POLL, make_room


def test_a_burst_of_300_phones_behind_one_address() -> None:
    """Of 300 phones at once, each sending all twice, none is lost and none counts twice."""

    async def run() -> None:
        room = make_room(head_count=300)
        room.open(POLL.id)
        app = create_app(room, hosts=[HOST])

        async def one(name: int) -> None:
            phone = WirePhone(app, name)
            assert (await ask(app, "/")).status == 200
            seats = await asyncio.gather(phone.seat(), phone.seat())
            sent = await asyncio.gather(
                *(phone.answer(seat, POLL, str(name % 3)) for seat in seats)
            )
            assert {reply.body for reply in sent} == {b'{"accepted":true}'}

        await asyncio.gather(*map(one, range(300)))
        assert room.asked[POLL.id].tally.counts == [100, 100, 100]
        assert (await WirePhone(app, 300).join()).code == "full"

    asyncio.run(run())
