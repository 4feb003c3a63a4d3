import hashlib
import itertools

import pytest

from askfirst import Poll
from askfirst.room.progress import NONE_YET, SHARES, WIDE, band, progress, turns
from askfirst.room.seats import Seats
from tests.room.rooms import Phone, make_room

SECRETS = [hashlib.sha256(bytes([n])).digest() for n in range(100)]
ENDS = [bytes(12), b"\xff" * 12]  # the least and the most that can be drawn
POLL = Poll("x-poll", "Which?", options=["This", "That"])


@pytest.mark.parametrize("tokens", range(5))
def test_under_five_is_as_none(tokens: int) -> None:
    """Under five used tokens the progress is the same as at none, whoever is in the room."""
    found = {progress(tokens, joined, drawn) for joined in range(30) for drawn in SECRETS}
    assert found == {NONE_YET}


@pytest.mark.parametrize(
    ("tokens", "joined", "pips", "words"),
    [(5, 24, 1, "some"), (12, 24, 2, "about half"), (18, 24, 3, "most"), (24, 24, 4, "most")],
)
def test_words_of_the_share(tokens: int, joined: int, pips: int, words: str) -> None:
    """Progress is the room's share in words, with up to four pips, whatever was drawn."""
    for drawn in [*SECRETS, *ENDS]:
        assert progress(tokens, joined, drawn).to_json() == {"pips": pips, "words": words}


def test_progress_never_holds_a_count() -> None:
    """Over all rooms up to a hundred there are five things that progress can say."""
    pairs = [(t, j) for j, t in itertools.product(range(101), repeat=2) if t <= j]
    said = {progress(t, j, drawn) for t, j in pairs for drawn in ENDS}
    assert len(said) == 5
    assert not any(letter.isdigit() for one in said for letter in one.words)


@pytest.mark.parametrize(("count", "told"), [(0, (0, 4)), (4, (0, 4)), (24, (20, 24))])
def test_band(count: int, told: tuple[int, int]) -> None:
    """A number of phones is told as a band of five."""
    assert band(count) == told


def test_where_a_word_turns_is_drawn_around_its_share() -> None:
    """Each turn is drawn evenly, each for itself, within a sixth of the room around its share."""
    found = list(zip(*(turns(drawn) for drawn in SECRETS), strict=True))
    for share, drawn in zip(SHARES, found, strict=True):
        assert all(abs(turn - share) <= WIDE / 2 for turn in drawn)
        assert len({int((turn - share) / WIDE * 4 + 2) for turn in drawn}) == 4  # of four parts
    assert (
        len({tuple(turn - s for turn in drawn) for s, drawn in zip(SHARES, found, strict=True)})
        == 3
    )


def test_each_round_and_each_room_draws_anew() -> None:
    """Turns are the same as long as a round lasts, and others in another, or in another room."""
    seats = Seats(24)
    drawn = [seats.secret("x/1"), seats.secret("x/2"), seats.secret("y/1"), Seats(24).secret("x/1")]
    assert seats.secret("x/1") == drawn[0]
    assert len({tuple(turns(secret)) for secret in drawn}) == 4


def told(others: int, key: bytes) -> list[str]:
    """Return what a facilitator is told, look by look, who holds twelve phones among 24.

    They let one more of their own answer at each look until the word has turned twice, then take
    each back again.
    """
    room = make_room(activities=[POLL], head_count=24)
    room.seats.hold((key, [], 24))
    phones = [Phone(room, name) for name in range(24)]
    room.open(POLL.id)
    for phone in phones[12 : 12 + others]:
        phone.answer(POLL, "0")
    heard: list[str] = []

    def look() -> None:
        room.tick()
        heard.append(room.asked[POLL.id].progress.words)

    own = 0
    while "about half" not in heard:
        phones[own].answer(POLL, "pass")
        own += 1
        look()
    for phone in phones[:own]:
        phone.take_back(POLL, "pass")
        look()
    return heard


def test_own_phones_do_not_count_the_others() -> None:
    """Where the word turns fits several numbers of others, and taking back turns it no more."""
    looks = {others: [told(others, key) for key in SECRETS] for others in (4, 5, 6)}
    for heard in itertools.chain(*looks.values()):
        at = heard.index("about half")
        assert set(heard[at:]) == {"about half"}
    where = {
        others: {heard.index("about half") for heard in many} for others, many in looks.items()
    }
    assert where[4] & where[5] & where[6]
