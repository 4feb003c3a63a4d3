import pytest

from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.release import View
from askfirst.room.asked import Asked, Phase
from askfirst.room.tally import Tally
from tests.room.rooms import CHECK, CLOUD, OWN, POLL, SCALE, SEVERAL, WORDS

STEPS = ("open", "close", "again", "show")
ALLOWED = {
    Phase.DRAFT: {"open"},
    Phase.OPEN: {"close"},
    Phase.CLOSED: {"open", "show"},
    Phase.RELEASED: {"again"},
}
SECRET = bytes(16)


def asked(
    activity: Activity, phase: Phase = Phase.DRAFT, *, counts: list[int] | None = None
) -> Asked:
    tally = Tally.of(activity)
    if counts is not None:
        tally.counts, tally.answered = counts, sum(counts)
    return Asked(activity=activity, tally=tally, spec=activity.spec(), phase=phase)


def closed_words(*texts: str) -> Asked:
    one = asked(WORDS, Phase.CLOSED)
    one.tally.pool = sorted(texts)
    return one


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("step", STEPS)
def test_wrong_step_names_the_state(phase: Phase, step: str) -> None:
    """A step that does not fit is refused, and the message names activity and state."""
    one = asked(CHECK, phase)
    take = one.prepare if step == "show" else getattr(one, step)
    if step in ALLOWED[phase]:
        take()
        return
    with pytest.raises(RoomError, match=rf"'05-check' while it is {phase}\. It must be") as refused:
        take()
    assert (refused.value.code, one.phase) == ("wrong_phase", phase)


def test_private_is_never_opened() -> None:
    """What is only for oneself cannot be opened."""
    with pytest.raises(RoomError) as refused:
        asked(OWN).open()
    assert refused.value.code == "private"


@pytest.mark.parametrize("activity", [POLL, SEVERAL, SCALE, WORDS])
def test_again_is_only_for_the_open_tier(activity: Activity) -> None:
    """Outside the open tier an activity is released once."""
    with pytest.raises(RoomError, match=r"shown once") as refused:
        asked(activity, Phase.RELEASED).again()
    assert refused.value.code == "once"


def test_again_begins_afresh() -> None:
    """A new round has an empty tally and no release."""
    one = asked(CHECK, Phase.CLOSED, counts=[4, 4])
    one.show(one.prepare())
    one.again()
    assert (one.round, one.tally.counts, one.release, one.phase) == (2, [0, 0], None, Phase.OPEN)
    assert one.key == "05-check/2"


def test_closed_opens_again_in_the_same_round() -> None:
    """As long as nothing was shown, a closed activity goes on where it was."""
    one = asked(POLL, Phase.CLOSED, counts=[1, 0, 2])
    one.open()
    assert (one.phase, one.round, one.tally.counts) == (Phase.OPEN, 1, [1, 0, 2])


@pytest.mark.parametrize(
    ("activity", "counts", "view"),
    [
        (CHECK, [1, 4], View.EXACT),
        (POLL, [9, 0, 9], View.BANDS),
        (POLL, [1, 1, 2], View.LOCKED),
        (SCALE, [6, 6, 6, 6, 6], View.EXACT),
        (SEVERAL, [9, 0, 9], View.EACH),
    ],
)
def test_release_follows_type_and_tier(activity: Activity, counts: list[int], view: View) -> None:
    """What is shown is what the release rule allows for this type and tier."""
    assert asked(activity, Phase.CLOSED, counts=counts).prepare().view == view


def test_several_is_released_out_of_the_answered() -> None:
    """The number that answered is not the sum of the options."""
    one = asked(SEVERAL, Phase.CLOSED, counts=[9, 9, 9])
    one.tally.answered = 10
    assert one.prepare().answered == (10, 14)


def test_release_drops_the_tally() -> None:
    """Once released, the release alone is left."""
    one = asked(POLL, Phase.CLOSED, counts=[5, 6, 7])
    one.tally.used, one.tally.spent = {b"t": b"c"}, {b"s"}
    one.show(one.prepare())
    assert one.tally == Tally.of(POLL)


def test_texts_are_read_in_one_mixed_order() -> None:
    """The facilitator reads the same mixed order each time, and it is not the sorted one."""
    texts = [f"{n:02}" for n in range(40)]
    one = closed_words(*texts)
    assert one.texts() == one.texts()
    assert sorted(one.texts()) == texts != list(one.texts())


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.OPEN, Phase.RELEASED])
def test_texts_are_read_only_when_closed(phase: Phase) -> None:
    """While answers arrive, and after the release, no text can be read."""
    one = closed_words(*"abcdefg")
    one.phase = phase
    with pytest.raises(RoomError, match=rf"Cannot read '05-words' while it is {phase}"):
        one.texts()


def test_few_texts_are_not_even_read() -> None:
    """Under the threshold the facilitator reads nothing, and the release says so."""
    one = closed_words(*"abcd")
    with pytest.raises(RoomError) as refused:
        one.texts()
    assert refused.value.code == "too_few"
    assert one.prepare().view == View.LOCKED


def test_a_cloud_is_not_read_where_none_could_be_shown() -> None:
    """Six answers of a cloud are not read, and the release says that they are fewer than seven."""
    one = asked(CLOUD, Phase.CLOSED)
    one.tally.pool = ["calm"] * 6
    with pytest.raises(RoomError, match="Fewer than 7 phones"):
        one.texts()
    assert (one.prepare().view, one.prepare().k) == (View.LOCKED, 7)


def test_rejected_answers_take_their_terms_along() -> None:
    """A term counts only in the answers that the facilitator left in."""
    one = asked(CLOUD, Phase.CLOSED)
    one.tally.pool = [*["a, b"] * 5, *["c"] * 6]
    out = {place for place, text in enumerate(one.texts()) if text == "a, b"}
    assert one.prepare(sorted(out)[:1]).texts == ("c",)
    assert one.prepare().texts == ("c", "a", "b")


def test_only_words_have_texts() -> None:
    """An activity that counts has nothing to read."""
    with pytest.raises(RoomError) as refused:
        asked(POLL, Phase.CLOSED).texts()
    assert refused.value.code == "not_words"


def test_read_texts_close_for_good() -> None:
    """After its texts were read an activity is not opened again, since a late text would show."""
    one = closed_words(*"abcde")
    one.texts()
    with pytest.raises(RoomError) as refused:
        one.open()
    assert refused.value.code == "already_read"


def test_rejected_texts_are_left_out() -> None:
    """What the facilitator rejects is not shown, and the order stays mixed as read."""
    one = closed_words(*"abcdefgh")
    read = one.texts()
    assert one.prepare({0, 7}).texts == read[1:7]


def test_texts_are_never_shown_unread() -> None:
    """Texts that nobody has read are not released."""
    with pytest.raises(RoomError) as refused:
        closed_words(*"abcdefgh").prepare()
    assert refused.value.code == "unread"


def test_too_many_rejected_shows_nothing() -> None:
    """If fewer than five texts remain, none is shown."""
    one = closed_words(*"abcdefgh")
    one.texts()
    shown = one.prepare({0, 1, 2, 3})
    assert (shown.view, shown.texts) == (View.LOCKED, ())


@pytest.mark.parametrize("place", [-1, 8])
def test_unknown_rejected_is_refused(place: int) -> None:
    """A place outside the texts is refused."""
    one = closed_words(*"abcdefgh")
    one.texts()
    with pytest.raises(RoomError) as refused:
        one.prepare({place})
    assert refused.value.code == "bad_rejected"


def test_text_taken_back_after_reading_is_not_shown() -> None:
    """Until the result is shown a text can be taken back, also one that was read."""
    one = closed_words(*"abcdefgh")
    read = one.texts()
    one.tally.pool.remove(read[2])
    assert one.prepare({0}).texts == (read[1], *read[3:])


def test_twin_of_a_rejected_text() -> None:
    """Of two equal texts, one rejected and one taken back, none is shown, whichever it was."""
    one = closed_words("x", "x", *"abcde")
    places = [place for place, text in enumerate(one.texts()) if text == "x"]
    assert one.prepare({places[0]}).texts.count("x") == 1
    one.tally.pool.remove("x")
    assert one.prepare().texts.count("x") == 1
    for place in places:
        assert "x" not in one.prepare({place}).texts


def test_progress_moves_only_at_a_tick() -> None:
    """Between two ticks the progress is the same, whatever was answered."""
    one = asked(POLL, Phase.OPEN)
    before = one.to_json()
    one.tally.used = {bytes([n]): b"c" for n in range(9)}
    assert one.to_json() == before
    one.tick(10, SECRET)
    assert one.progress.words == "most"


def test_progress_goes_back_only_when_the_next_five_have_joined() -> None:
    """Whatever is taken back, the word stays; once many more phones have joined it fits them."""
    one = asked(POLL, Phase.OPEN)
    one.tally.used = {bytes([n]): b"c" for n in range(10)}
    one.tick(10, SECRET)
    most = one.progress
    for left in (7, 3, 0):
        one.tally.used = {bytes([n]): b"c" for n in range(left)}
        for joined in (10, 11, 12, 13, 14):
            one.tick(joined, SECRET)
            assert one.progress == most
    one.tally.used = {bytes([n]): b"c" for n in range(5)}
    one.tick(20, SECRET)
    assert one.progress.words == "some"


def test_a_text_that_was_taken_back_stays_in_what_is_read() -> None:
    """What is read is the same at each look, also of a text taken back, which is not shown."""
    one = closed_words(*"abcdef")
    before = one.texts()
    one.tally.pool.remove("c")
    assert one.texts() == before
    assert set(one.prepare().texts) == set("abdef")


def test_looking_closes_for_good_though_there_were_too_few() -> None:
    """After too few texts the question stays closed: one more would tell who had passed before."""
    one = closed_words(*"abcd")
    with pytest.raises(RoomError):
        one.texts()
    with pytest.raises(RoomError) as refused:
        one.open()
    assert refused.value.code == "already_read"


def test_the_end_forgets_words_that_were_shown() -> None:
    """When the workshop ends no text is left in the room, shown or not."""
    one = closed_words(*"abcdef")
    one.texts()
    one.show(one.prepare())
    one.forget()
    assert one.release is not None
    assert one.release.texts == ()
