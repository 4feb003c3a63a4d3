import pytest

from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.room.seats import Right
from askfirst.room.tally import MOST_TURNS, Tally
from tests.room.rooms import POLL, SCALE, SEVERAL, WORDS, held

ONE, TWO, OTHER = bytes([1] * 16), bytes([2] * 16), bytes([3] * 16)


def accept(tally: Tally, activity: Activity, choice: str, token: bytes, nonce: bytes) -> None:
    answer = activity.read_choice(choice)
    tally.accept(Right(token, token + b"turns"), nonce=nonce, choice=choice, answer=answer)


def take_back(tally: Tally, activity: Activity, choice: str, token: bytes, nonce: bytes) -> None:
    answer = activity.read_choice(choice)
    tally.take_back(Right(token, token + b"turns"), nonce=nonce, choice=choice, answer=answer)


def test_several_counts_each_option_and_the_answered() -> None:
    """Each option is a count of its own; an empty choice is an answer and a pass is none."""
    tally = Tally.of(SEVERAL)
    for token, choice in enumerate(["+0,2", "+", "+2", "pass"]):
        accept(tally, SEVERAL, choice, bytes([token]), ONE)
    assert (tally.counts, tally.answered, len(tally.used)) == ([1, 0, 2], 3, 4)


def test_retry_is_acknowledged_and_not_counted() -> None:
    """The same nonce and choice again count nothing."""
    tally = Tally.of(POLL)
    for _ in range(3):
        accept(tally, POLL, "1", b"t", ONE)
    assert tally.counts == [0, 1, 0]


@pytest.mark.parametrize(("choice", "nonce"), [("0", ONE), ("1", TWO), ("pass", TWO)])
def test_second_answer_is_refused(choice: str, nonce: bytes) -> None:
    """A used token answers nothing else, with whatever nonce."""
    tally = Tally.of(POLL)
    accept(tally, POLL, "1", b"t", ONE)
    before = held(tally)
    with pytest.raises(RoomError, match=r"answered or passed already"):
        accept(tally, POLL, choice, b"t", nonce)
    assert held(tally) == before


@pytest.mark.parametrize(
    ("activity", "choice"),
    [(POLL, "2"), (POLL, "pass"), (SEVERAL, "+0,1"), (SEVERAL, "+"), (SCALE, "4"), (WORDS, "=No")],
)
def test_take_back_undoes_and_frees(activity: Activity, choice: str) -> None:
    """After taking back, the totals are as before and the token answers anew."""
    tally = Tally.of(activity)
    accept(tally, activity, choice, b"t", ONE)
    take_back(tally, activity, choice, b"t", ONE)
    assert (sum(tally.counts), tally.answered, tally.pool, tally.used) == (0, 0, [], {})
    accept(tally, activity, choice, b"t", TWO)


def test_take_back_again_changes_nothing() -> None:
    """Taking back is idempotent, also when the phone has answered anew in between."""
    tally = Tally.of(POLL)
    accept(tally, POLL, "1", b"t", ONE)
    take_back(tally, POLL, "1", b"t", ONE)
    take_back(tally, POLL, "1", b"t", ONE)
    accept(tally, POLL, "2", b"t", TWO)
    take_back(tally, POLL, "1", b"t", ONE)
    assert tally.counts == [0, 0, 1]


def test_late_copy_of_a_taken_back_answer_stays_out() -> None:
    """A copy of an answer that arrives after it was taken back is refused."""
    tally = Tally.of(POLL)
    accept(tally, POLL, "1", b"t", ONE)
    take_back(tally, POLL, "1", b"t", ONE)
    with pytest.raises(RoomError, match=r"taken back"):
        accept(tally, POLL, "1", b"t", ONE)
    assert tally.counts == [0, 0, 0]


def test_taking_back_ends_with_nothing_given() -> None:
    """Every answer can be taken back, and after twelve of them none is taken any more."""
    tally = Tally.of(POLL)
    for turn in range(MOST_TURNS):
        accept(tally, POLL, "1", b"t", bytes([turn] * 16))
        take_back(tally, POLL, "1", b"t", bytes([turn] * 16))
    before = held(tally)
    for choice, nonce in [("1", b"new"), ("pass", b"new"), ("1", bytes(16))]:
        with pytest.raises(RoomError) as refused:
            accept(tally, POLL, choice, b"t", nonce)
        assert refused.value.code == ("too_often" if nonce == b"new" else "taken_back")
    take_back(tally, POLL, "1", b"t", bytes(16))
    assert (held(tally), tally.used, tally.answered) == (before, {}, 0)
    accept(tally, POLL, "1", b"other", b"own")
    assert tally.counts == [0, 1, 0]


@pytest.mark.parametrize(("choice", "nonce"), [("1", OTHER), ("0", ONE), ("pass", ONE)])
def test_guesses_take_nothing_back(choice: str, nonce: bytes) -> None:
    """A guessed nonce, or another choice, opens no commitment."""
    tally = Tally.of(POLL)
    accept(tally, POLL, "1", b"t", ONE)
    with pytest.raises(RoomError, match=r"nothing here to take back"):
        take_back(tally, POLL, choice, b"t", nonce)
    assert tally.counts == [0, 1, 0]


def test_pool_is_sorted() -> None:
    """The order in which texts arrived is gone."""
    tally = Tally.of(WORDS)
    for token, text in enumerate(["=pear", "=apple", "=pear", "=fig"]):
        accept(tally, WORDS, text, bytes([token]), ONE)
    assert tally.pool == ["apple", "fig", "pear", "pear"]


@pytest.mark.parametrize(
    ("activity", "choice", "elsewhere"),
    [
        (POLL, "2", "1"),
        (POLL, "pass", "1"),
        (SEVERAL, "+0,1", "+1"),
        (SEVERAL, "+", "+1"),
        (SCALE, "4", "1"),
        (WORDS, "=No", "=Stop"),
    ],
)
def test_nonce_alone_opens_a_commitment(activity: Activity, choice: str, elsewhere: str) -> None:
    """A page that holds only the nonce can take its answer back."""
    tally = Tally.of(activity)
    for token in range(6):
        accept(tally, activity, elsewhere, bytes([token]), TWO)
    accept(tally, activity, choice, b"t", ONE)
    assert tally.opened_by(b"t", ONE, activity) == choice


def test_another_nonce_opens_nothing() -> None:
    """A nonce that opens no choice is taken for a pass, which then is refused."""
    tally = Tally.of(POLL)
    accept(tally, POLL, "1", b"t", ONE)
    assert tally.opened_by(b"t", TWO, POLL) == "pass"
    with pytest.raises(RoomError):
        take_back(tally, POLL, "pass", b"t", TWO)


def test_guessing_nonces_ends_after_a_few() -> None:
    """Each wrong nonce costs a search through every choice, so a token has five of them."""
    tally = Tally.of(POLL)
    accept(tally, POLL, "1", b"t", b"n")
    for guess in range(5):
        assert tally.opened_by(b"t", bytes([guess]), POLL) == "pass"
    with pytest.raises(RoomError) as refused:
        tally.opened_by(b"t", b"n", POLL)
    assert refused.value.code == "nothing_to_take_back"
    assert Tally.of(POLL).opened_by(b"t", b"n", POLL) == "pass"
