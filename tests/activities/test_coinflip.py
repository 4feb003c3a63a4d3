"""CoinFlip: its chances held to OpenDP, its release to every outcome, and what it says to whom."""

import json
import math
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from typing import Any

import opendp.prelude as dp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import CoinFlip
from askfirst.activities.base import Totals
from askfirst.activities.coinflip import DESIGNS, Design
from askfirst.activities.registry import TYPES, from_spec
from askfirst.errors import DeclarationError, RoomError
from askfirst.estimate import ways
from askfirst.release import Tier, View, release_estimate
from askfirst.room.asked import Asked, Phase
from askfirst.room.snapshots import phone_spec
from askfirst.room.tally import Tally
from tests.activities.written import written

SENTENCE = "Part of me thought of not coming today."
COIN = CoinFlip("00-coin", SENTENCE)
DIE = CoinFlip("00-die", SENTENCE, design="warner")
BOTH = pytest.mark.parametrize("asked", [COIN, DIE], ids=["coin", "die"])
ANSWERS = (True, False)


def by_hand(asked: CoinFlip, truth: bool) -> list[bool]:
    """What a person with this truth says in each of the cases that are equally likely."""
    if asked.design == "forced":
        tosses = product(("heads", "tails"), repeat=2)
        return [truth if first == "heads" else second == "heads" for first, second in tosses]
    return [truth if face <= 4 else not truth for face in range(1, 7)]


@BOTH
def test_the_rule_by_hand_keeps_an_answer_as_often_as_it_says(asked: CoinFlip) -> None:
    """Going through every toss, what is said is the truth with the chance of the design."""
    for truth in ANSWERS:
        said = by_hand(asked, truth)
        assert Fraction(said.count(truth), len(said)) == asked.how.keep


@BOTH
def test_opendp_gives_the_same_privacy(asked: CoinFlip) -> None:
    """OpenDP's randomised response of the same chance has the odds that ours has: ln 3 and ln 2."""
    dp.enable_features("contrib")
    keep = asked.how.keep
    reference = dp.m.make_randomized_response_bool(prob=float(keep))
    said = {truth: by_hand(asked, truth) for truth in ANSWERS}
    odds = max(
        Fraction(said[truth].count(word), said[not truth].count(word))
        for truth, word in product(ANSWERS, repeat=2)
    )
    assert odds == {"forced": 3, "warner": 2}[asked.design] == keep / (1 - keep)
    assert reference.map(1) == pytest.approx(  # type: ignore[no-untyped-call]
        math.log(odds), abs=1e-9
    )


@BOTH
def test_opendp_keeps_an_answer_as_often(asked: CoinFlip) -> None:
    """Of 2,000 draws OpenDP keeps the share that we say, to six standard deviations."""
    dp.enable_features("contrib")
    keep = float(asked.how.keep)
    reference = dp.m.make_randomized_response_bool(prob=keep)
    kept = sum(reference(truth) is truth for truth in ANSWERS for _ in range(1000))
    assert abs(kept / 2000 - keep) < 6 * math.sqrt(keep * (1 - keep) / 2000)


@cache
def printed(said: int, answered: int, keep: Fraction) -> str:
    return json.dumps(release_estimate(said, answered, keep=keep).to_json(), sort_keys=True)


def chance_of_prints(true: int, answered: int, keep: Fraction) -> dict[str, int]:
    """How often each print comes up when `true` people would truly say yes."""
    found: dict[str, int] = defaultdict(int)
    for said, often in enumerate(ways(true, answered, keep)):
        found[printed(said, answered, keep)] += often
    return found


@BOTH
def test_a_print_changes_the_odds_on_one_person_by_no_more_than_the_coin(asked: CoinFlip) -> None:
    """Whoever knows what is true for everybody else learns no more of one person than 3 or 2."""
    keep = asked.how.keep
    for answered in range(1, 25):
        prints = [chance_of_prints(true, answered, keep) for true in range(answered + 1)]
        for one, other in pairwise(prints):
            assert one.keys() == other.keys()  # no print rules an answer out
            for name in one:
                assert one[name] <= keep / (1 - keep) * other[name]
                assert other[name] <= keep / (1 - keep) * one[name]


@BOTH
def test_all_others_together_learn_no_more(asked: CoinFlip) -> None:
    """Everybody else, putting together what they sent, learns no more of one person either."""
    keep = asked.how.keep
    for answered in range(1, 31):
        for others in range(answered):
            chances: dict[str, list[Fraction]] = defaultdict(lambda: [Fraction(), Fraction()])
            for truth, said in product((0, 1), repeat=2):
                name = printed(others + said, answered, keep)
                chances[name][truth] += keep if said == truth else 1 - keep
            for no, yes in chances.values():
                assert max(no, yes) <= keep / (1 - keep) * min(no, yes)


def sequences(draws: list[tuple[Fraction, dict[bool, bool]]], own: tuple[bool, ...]) -> Any:
    """The chance of each sequence sent when one draw stays for all of somebody's answers."""
    found: dict[tuple[bool, ...], Fraction] = defaultdict(Fraction)
    for chance, answer in draws:
        found[tuple(answer[one] for one in own)] += chance
    return found


@BOTH
def test_taking_back_and_changing_ones_mind_gives_neither_answer_away(asked: CoinFlip) -> None:
    """A toss kept for a second answer leaves open which of two answers came first."""
    keep = asked.how.keep
    same, turned = {True: True, False: False}, {True: False, False: True}
    draws = [(keep, same), (1 - keep, turned)]
    yes_first, no_first = (sequences(draws, own) for own in ((True, False), (False, True)))
    for sent in ((True, False), (False, True)):
        assert yes_first[sent] in {keep, 1 - keep}
        assert yes_first[sent] <= keep / (1 - keep) * no_first[sent]


def test_keeping_the_coins_themselves_would_give_it_away() -> None:
    """Had the page kept "answer truly, or say this", two different answers would prove "truly"."""
    same = {True: True, False: False}
    coins = [
        (Fraction(1, 2), same),
        (Fraction(1, 4), dict.fromkeys(ANSWERS, True)),
        (Fraction(1, 4), dict.fromkeys(ANSWERS, False)),
    ]
    assert sequences(coins, (True, False))[(True, False)] == Fraction(1, 2)
    assert sequences(coins, (False, True))[(True, False)] == 0


@BOTH
def test_below_five_phones_everything_prints_the_same(asked: CoinFlip) -> None:
    """With fewer than five answers nothing is printed but that they are few."""
    few = [(yes, n - yes) for n in range(5) for yes in range(n + 1)]
    prints = {
        json.dumps(asked.release(Totals(counts=c, answered=sum(c))).to_json(), sort_keys=True)
        for c in few
    }
    assert prints == {json.dumps({"k": 5, "view": "locked"})}


@BOTH
def test_no_count_and_no_bare_share_is_printed(asked: CoinFlip) -> None:
    """From five answers on the print is a band of n and an interval in fives, and nothing else."""
    for answered in range(5, 31):
        for yes in range(answered + 1):
            shown = asked.release(Totals(counts=(yes, answered - yes), answered=answered))
            json_ = shown.to_json()
            assert json_.keys() == {"view", "k", "answered", "estimate"}
            assert shown.view is View.ESTIMATE
            assert json_["answered"] == [answered // 5 * 5, answered // 5 * 5 + 4]
            assert shown.estimate is not None
            assert shown.estimate.high - shown.estimate.low >= 20


@pytest.mark.parametrize(
    ("said", "answered", "keep"),
    [(-1, 9, Fraction(3, 4)), (10, 9, Fraction(3, 4)), (3, 9, Fraction(1, 2)), (3, 9, Fraction(1))],
)
def test_refuses_what_has_no_estimate(said: int, answered: int, keep: Fraction) -> None:
    """More yes than answers, and a coin that tells all or nothing, have no release."""
    with pytest.raises(ValueError, match=r"outside 0 to answered|keep is"):
        release_estimate(said, answered, keep=keep)


def test_there_is_no_second_round() -> None:
    """Once its result is shown it cannot be asked again, since two results could be compared."""
    one = Asked(activity=COIN, tally=Tally.of(COIN), spec=COIN.spec(), phase=Phase.CLOSED)
    one.tally.counts, one.tally.answered = [9, 21], 30
    shown = one.prepare()
    one.show(shown)
    assert shown.to_json()["estimate"] == [0, None, 45]
    with pytest.raises(RoomError) as refused:
        one.again()
    assert refused.value.code == "once"


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"design": "fair"}, "design is 'fair'. Use forced or warner"),
        ({"design": None}, "Use forced or warner"),
        ({"answers": "Yes"}, "Use two texts"),
        ({"answers": None}, "Use two texts"),
        ({"answers": ["Yes"]}, "1 answers. Use two texts"),
        ({"answers": ["Yes", "No", "Maybe"]}, "3 answers. Use two texts"),
        ({"answers": ["Yes", "yes "]}, "stands there twice"),
        ({"answers": ["Yes", "Pass"]}, "or is Pass"),
        ({"answers": ["Yes", ""]}, "Write some text"),
        ({"answers": ["Yes", "x" * 31]}, "31 characters"),
        ({"answers": ["Yes", "two\nlines"]}, "control character"),
        ({"tier": Tier.OPEN}, "does not fit. Use deniable"),
        ({"tier": Tier.PERSONAL}, "does not fit. Use deniable"),
    ],
)
def test_refuses_what_cannot_be_asked(given_: dict[str, Any], said: str) -> None:
    """A design, answers or a tier that do not fit are refused in one line that says why."""
    with pytest.raises(DeclarationError, match=said) as error:
        CoinFlip("x", SENTENCE, **given_)
    assert "\n" not in str(error.value)


def test_no_other_kind_of_activity_is_deniable() -> None:
    """The tier is for answers that a coin has blurred, and only this activity asks for those."""
    assert COIN.tier is Tier.DENIABLE
    assert [cls for cls in TYPES.values() if Tier.DENIABLE in cls.tiers] == [CoinFlip]


@pytest.mark.parametrize("choice", ["2", "+0", "00", " 1", "", "0,1", "Pass", "yes"])
def test_refuses_choices(choice: str) -> None:
    """Each answer has one spelling; anything else is not on offer."""
    with pytest.raises(RoomError):
        COIN.read_choice(choice)


def test_a_phone_is_sent_how_to_toss_and_no_more() -> None:
    """A phone gets the rule, the answers and the chance; the explanation stays off it."""
    asked = Asked(activity=COIN, tally=Tally.of(COIN), spec=COIN.spec())
    sent = phone_spec(asked)
    for line in (*COIN.rule(), COIN.texts()["ask"]["cover"]):
        assert line in sent["texts"]["ask"].values()
    assert (sent["options"], sent["keep"]) == (["Yes", "No"], [3, 4])
    assert not [line for line in COIN.why() if line in json.dumps(sent, ensure_ascii=False)]


@BOTH
def test_the_form_is_for_a_coin_of_ones_own(asked: CoinFlip) -> None:
    """Without JavaScript and in print the rule by hand stands over the answers, with no tick."""
    form = asked.form()
    places = [
        form.index(line) for line in (*asked.rule(), 'value="0"', 'value="pass"', "<details>")
    ]
    assert places == sorted(places)
    assert 'type="checkbox"' not in form
    assert "checked" not in form
    assert asked.slide_form().count("<li>") == len(asked.rule()) + 3


@BOTH
def test_what_it_says_of_the_made_up_room_is_right(asked: CoinFlip) -> None:
    """The room adds up; the estimate, the blur and what chance alone would say are right."""
    how, room = asked.how, asked.how.example()
    said = " ".join(asked.why())
    keep = how.keep
    assert room["own"] == 30 * (keep if asked is DIE else Fraction(1, 2))
    assert room["all_yes"] == how.own[0] + how.other[0]
    assert (room["room"], room["likely"]) == (30, 9)
    assert f"{room['all_yes']} points to about 9" in said
    by_chance = {"forced": "a quarter say “Yes”: 7 or 8 of 30", "warner": "a third would say"}
    assert by_chance[asked.design] in said
    assert 30 * (1 - keep) in {Fraction(15, 2), 10}
    assert {COIN: "31", DIE: "51"}[asked] == str(room["blur"])
    for number in ("31", "10") if asked is COIN else ("51", "16"):
        assert f"about {number}" in said


@BOTH
def test_it_never_says_that_somebody_can_be_known(asked: CoinFlip) -> None:
    """A yes proves nothing, and still is said to make a true yes likelier; so are the limits."""
    said = " ".join((*asked.why(), asked.texts()["show"]["limits"]))
    for words in ("proves nothing about anyone", "likelier", "never certain", "altered", "screen"):
        assert words in said


def test_the_words_for_yes_and_no_are_the_authors() -> None:
    """Every sentence takes the author's words, braces and all, and no slot of ours is left."""
    asked = CoinFlip("x", SENTENCE, answers=("{yes}", "<b>{low}</b>"))
    said = asked.texts()
    assert "heads “{yes}”, tails “<b>{low}</b>”" in said["ask"]["second"]
    assert said["show"]["near"] == "Between {low} and {high} in 100, likely near {likely}"
    assert "<b>" not in asked.form()
    plain = json.dumps(CoinFlip("x", SENTENCE).texts()["ask"])
    assert "{" not in plain.strip("{}")


def test_every_design_says_the_same_things() -> None:
    """No design leaves out a sentence that another has."""
    found: Iterator[Design] = iter(DESIGNS.values())
    first = next(found)
    for design in found:
        for part in ("ask", "show"):
            assert design.texts[part].keys() == first.texts[part].keys()


two_words = st.lists(
    written(30).filter(lambda text: text.strip().casefold() != "pass"),
    min_size=2,
    max_size=2,
    unique_by=lambda text: text.strip().casefold(),
)


@given(written(), two_words)
def test_spec_form_and_choice_come_back(question: str, answers: list[str]) -> None:
    """Any sentence and words survive JSON, stay text, and the form's choice is read."""
    asked = CoinFlip("x", question, design="warner", answers=answers)
    assert from_spec(json.loads(json.dumps(asked.spec()))) == asked
    assert "</script" not in asked.form() + asked.slide_form()
    assert asked.form() == asked.form()
    for place in ("0", "1"):
        assert asked.read_choice(asked.from_fields([place])).cells == (int(place),)
    assert list(asked.possible(Totals(counts=[0, 1], answered=1))) == ["1"]
