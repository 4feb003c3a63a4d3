from askfirst.room.limits import (
    FORGET_SECONDS,
    MOST_BUCKETS,
    REQUESTS_A_PHONE,
    SMALLEST_ROOM,
    Buckets,
)
from tests.room.rooms import held


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_whole_room_behind_one_address() -> None:
    """A bucket lets every phone of the room make forty requests at once, and then one refuses."""
    buckets = Buckets(lambda: 300, now=Seconds())
    allowed = [buckets.allow("10.0.0.1") for _ in range(300 * REQUESTS_A_PHONE + 1)]
    assert all(allowed[:-1])
    assert not allowed[-1]


def test_bucket_fills_again() -> None:
    """An empty bucket gives again after a while, and other addresses are not touched by it."""
    seconds = Seconds()
    buckets = Buckets(lambda: 1, now=seconds)
    while buckets.allow("10.0.0.1"):
        pass
    assert buckets.allow("10.0.0.2")
    seconds.now += 1
    assert buckets.allow("10.0.0.1")


def test_who_knocks_again_and_again_is_let_in_as_the_bucket_fills() -> None:
    """Requests that were refused do not keep a bucket empty: in a second a room gets its share."""
    seconds = Seconds()
    buckets = Buckets(lambda: 24, now=seconds)
    while buckets.allow("10.0.0.1"):
        pass
    a_second = REQUESTS_A_PHONE * SMALLEST_ROOM / FORGET_SECONDS
    allowed = 0
    for _ in range(480):  # each of 24 phones, every twentieth of a second
        seconds.now += 1 / 480
        allowed += buckets.allow("10.0.0.1")
    assert a_second - 1 <= allowed <= a_second


def test_buckets_are_forgotten() -> None:
    """Nothing is left of an address a minute after its last request."""
    seconds = Seconds()
    buckets = Buckets(lambda: 1, now=seconds)
    buckets.allow("10.0.0.1")
    seconds.now += FORGET_SECONDS
    buckets.allow("10.0.0.2")
    assert len(buckets) == 1


def test_the_address_is_not_kept() -> None:
    """No bucket holds the address or a hash that another process could make of it."""
    ours, theirs = (Buckets(lambda: 1, now=Seconds()) for _ in range(2))
    for buckets in (ours, theirs):
        buckets.allow("10.0.0.1")
    assert "10.0.0.1" not in held(ours)
    assert ours._buckets.keys().isdisjoint(theirs._buckets)


def test_a_flood_of_addresses_stays_small() -> None:
    """There are never more than 4096 buckets."""
    buckets = Buckets(lambda: 1, now=Seconds())
    for address in range(MOST_BUCKETS + 10):
        buckets.allow(str(address))
    assert len(buckets) <= MOST_BUCKETS
