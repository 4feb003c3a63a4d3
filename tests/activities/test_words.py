"""Words: what may be written, the terms of a cloud, and the audit of what a cloud tells."""

import itertools
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import Words, release
from askfirst.activities.base import Totals
from askfirst.activities.registry import from_spec
from askfirst.activities.words import folded
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import Release, Tier, View, release_terms
from tests.release_audit import Vector, printed, told

WORDS = Words("x", "A line?", most=20)
# An emoji of two people, a mark of direction as some keyboards write it, and the flag of Wales.
INVISIBLE = (
    "\U0001f468\u200d\U0001f469",
    "\u200fكلمة\u200e",
    "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
)
CLOUD = Words("x", "One word?", cloud=True)
# Audited: terms in an answer, terms there are in all, and every number of answers up to this one.
CLOUDS = {
    3: ((1, 3, 9), (2, 3, 9), (2, 4, 7), (2, 5, 5), (3, 4, 7), (3, 5, 5)),
    5: ((1, 2, 14), (2, 3, 13), (3, 3, 12), (2, 4, 8), (3, 4, 8)),
}


@pytest.fixture(params=CLOUDS)
def k(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A threshold for the personal tier."""
    threshold: int = request.param
    monkeypatch.setattr(release, "THRESHOLD", {Tier.PERSONAL: threshold})
    return threshold


@pytest.mark.parametrize("most", [9, 201, "80", True])
def test_refuses_lengths(most: int) -> None:
    """A longest answer out of range is refused."""
    with pytest.raises(DeclarationError, match="10 to 200"):
        Words("x", "A line?", most=most)


@pytest.mark.parametrize("most", [39, 201, None])
def test_a_cloud_needs_room_for_three_terms(most: int) -> None:
    """A cloud with too short an answer is refused, and so is a cloud that is neither yes nor no."""
    with pytest.raises(DeclarationError, match="40 to 200"):
        Words("x", "One word?", most=most, cloud=True)
    with pytest.raises(DeclarationError, match="True or False"):
        Words("x", "One word?", cloud="yes")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["a", "Thank you for saying.", "שלום", "x" * 20, *INVISIBLE])
def test_reads_text(text: str) -> None:
    """A text of the allowed length comes back as it was written."""
    if len(text) > 20:
        text = text[:20].strip()
    assert WORDS.read_choice("=" + text).text == text


@pytest.mark.parametrize(
    "choice",
    [
        "",
        "=",
        "= a",
        "=a ",
        "=" + "x" * 21,
        "=a\nb",
        "=a\x00",
        "=a\u202eb",
        "=\u200d",
        "=\u200f \u200e",
        "0",
        "text",
    ],
)
def test_refuses_text(choice: str) -> None:
    """Untrimmed, empty, too long or invisible text is refused."""
    with pytest.raises(RoomError):
        WORDS.read_choice(choice)


def test_reads_a_form_without_javascript() -> None:
    """A plain form's text is trimmed, and Pass wins over it."""
    assert WORDS.from_fields([], "  two   words ") == "=two words"
    assert WORDS.from_fields(["pass"], "something") == "pass"
    with pytest.raises(RoomError):
        WORDS.from_fields([], "   ")


def test_says_who_reads() -> None:
    """The spec tells the writer that the facilitator reads, and to leave names out."""
    ask = WORDS.texts()["ask"]
    assert "facilitator reads" in ask["total"]
    assert "Leave out names" in ask["care"]
    assert "may have read it" in ask["until"]


def test_says_who_may_see_it_before_it_is_written() -> None:
    """Beside the field, on paper and on phones, stands that the room may see what is written."""
    assert WORDS.texts()["ask"]["care"].startswith("It may be shown to the room.")
    assert "It may be shown to the room." in WORDS.form()


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("Calm", "calm"),
        ("tired ,CURIOUS;  ready  to go", "curious, ready to go, tired"),
        ("calm, Calm,calm ,, CALM", "calm"),
        ("هادئ، متعب", "متعب, هادئ"),
        ("平静、好奇，累", "好奇, 平静, 累"),
        ("Cafe\u0301, CAFÉ", "café"),
        ("Straße", "strasse"),
        ("calm\u200d, \u200d", "calm"),
        ("x" * 25 + "," + "y" * 25 + "," + "z" * 25, f"{'x' * 25}, {'y' * 25}, {'z' * 25}"),
    ],
)
def test_reads_terms(written: str, terms: str) -> None:
    """Terms come back sorted, each once, folded, whatever stood between them and in which order."""
    assert CLOUD.read_choice(f"={written}").text == terms
    assert CLOUD.from_fields([], written) == f"={terms}"


@pytest.mark.parametrize("written", ["a, b, c, d", "x" * 26, ", ;", "‍,", "a, " + "b" * 26])
def test_refuses_terms(written: str) -> None:
    """More than three terms, none, or one that is too long are refused in a line that says so."""
    with pytest.raises(RoomError, match=r"one to three terms .* each up to 25 characters"):
        CLOUD.read_choice(f"={written}")
    with pytest.raises(RoomError):
        CLOUD.read_choice(written)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20))
def test_folding_again_changes_nothing(term: str) -> None:
    """A folded term stays as it is when it is folded again, so the room can find it again."""
    once = folded(term)
    assert folded(once) == once
    assert folded(term.upper().lower()) == folded(term.upper())


@given(st.lists(st.text("aB é", min_size=1, max_size=25), min_size=1, max_size=3))
def test_what_a_form_sent_can_be_taken_back(terms: list[str]) -> None:
    """The choice made from a form is among those that the room tries for a nonce alone."""
    try:
        choice = CLOUD.from_fields([], ",".join(terms))
    except RoomError:
        return
    text = CLOUD.read_choice(choice).text
    assert text is not None
    assert list(CLOUD.possible(Totals(counts=(), answered=1, texts=[text]))) == [choice]
    assert len(text) <= CLOUD.most


def test_any_three_terms_fit_an_answer() -> None:
    """No term excludes another by its length: the longest three fit the field together."""
    for most in range(40, 201):
        cloud = Words("x", "?", most=most, cloud=True)
        text = ", ".join(letter * cloud.longest for letter in "abc")
        assert cloud.read_choice(f"={text}").text == text


def test_a_cloud_survives_its_spec() -> None:
    """The spec says that it is a cloud, of how many answers at least, and what is promised."""
    spec = json.loads(json.dumps(CLOUD.spec()))
    assert from_spec(spec) == CLOUD
    assert (spec["cloud"], spec["least"]) == (True, 7)
    assert "only if five phones or more wrote it" in spec["texts"]["ask"]["total"]
    intimate = Words("x", "?", cloud=True, tier=Tier.INTIMATE)
    assert "only if ten phones or more" in intimate.texts()["ask"]["total"]
    assert "cloud" not in WORDS.spec()


def answers(n: int, held: Sequence[int], each: int) -> list[set[str]]:
    """Answers in which so many hold each term, none more than `each`, and each one at least."""
    written: list[set[str]] = [set() for _ in range(n)]
    place = itertools.cycle(written)
    for term, count in enumerate(held):
        for _ in range(count):
            next(place).add(f"term {term}")
    assert max(map(len, written)) <= each
    return [terms or {f"only {i}"} for i, terms in enumerate(written)]


def tallies(n: int, terms: int, each: int) -> Iterator[Vector]:
    """How many of n answers may hold each of these terms; further terms are there in any number."""
    return (held for held in itertools.product(range(n + 1), repeat=terms) if sum(held) <= each * n)


def cloud_leaks(n: int, terms: int, each: int, k: int) -> list[str]:
    """What a cloud tells too much to an outsider, or to an insider who knows an own answer."""
    groups: dict[str, list[Vector]] = defaultdict(list)
    for held in tallies(n, terms, each):
        shown = release_terms(answers(n, held, each), each=each, tier=Tier.PERSONAL)
        groups[printed(shown)].append(held)
    written = [
        set(s) for size in range(each + 1) for s in itertools.combinations(range(terms), size)
    ]
    return [
        f"n={n} each={each} k={k} {name}: {what} of term {term} to {own}"
        for name, group in groups.items()
        for own in (None, *written)
        for known in [group if own is None else [h for h in group if _with(h, own, n, each)]]
        for term in range(terms if known else 0)
        if (what := _told(known, term, n, k, own))
    ]


def _with(held: Vector, own: Collection[int], n: int, each: int) -> bool:
    """Whether the others can have written the rest, one answer being this one."""
    rest = [count - (term in own) for term, count in enumerate(held)]
    return min(rest) >= 0 and max(rest) < n and sum(rest) <= each * (n - 1)


def _told(
    known: Sequence[Vector], term: int, n: int, k: int, own: Collection[int] | None
) -> str | None:
    pairs = sorted({(held[term], n - held[term]) for held in known})
    return told(pairs, k, None if own is None else int(term not in own))


def test_a_cloud_tells_nobody_too_much(k: int) -> None:
    """Nobody learns too much of a term, shown or not, whatever they wrote themselves."""
    for each, terms, most in CLOUDS[k]:
        for n in range(k, most + 1):
            assert cloud_leaks(n, terms, each, k) == []


def test_the_audit_sees_who_did_not_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six answers would be too few: at most one of them could be without a term that is shown."""
    monkeypatch.setattr(release, "CLOUD_SPARE", 1)
    (first, *_) = cloud_leaks(6, 2, 2, 5)
    assert "cell 1 is one of [0, 1]" in first


def test_the_audit_sees_answers_that_are_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a look at how full the answers are, one number would follow from the others."""
    monkeypatch.setattr(release, "_least", lambda *_: 0)
    leaks = cloud_leaks(10, 3, 2, 5)
    assert any("cell 1 is one of [4]" in leak for leak in leaks)


def cloud(*written: str, tier: Tier = Tier.PERSONAL) -> Release:
    asked = Words("x", "One word?", cloud=True, tier=tier)
    return asked.release(Totals(counts=(), answered=len(written), texts=written))


def test_only_terms_of_five_or_more_are_shown() -> None:
    """Each term of five or more stands there with its number, and no other word of any answer."""
    shown = cloud(*["calm, curious"] * 7, *["calm, tired"] * 5, *["warm"] * 4, *["tired, x"] * 4)
    assert shown.texts == ("calm", "tired", "curious")
    assert [row.cells for row in shown.rows] == [((12, 12),), ((9, 9),), ((7, 7),)]
    assert shown.answered == (20, 24)
    assert "warm" not in printed(shown)


def test_a_term_that_nearly_all_hold_has_no_number() -> None:
    """Where fewer than five are without it, a term stands first, and a range is all it gets."""
    shown = cloud(*["b, c"] * 16, *["b"] * 4, *["a"] * 2)
    assert shown.texts == ("b", "c")
    assert [row.view for row in shown.rows] == [View.FEW, View.EXACT]
    assert shown.rows[0].cells == ((16, 24),)


def test_equal_prints_stand_in_the_order_of_code_points() -> None:
    """Terms of which the same is printed stand in the order of code points."""
    shown = cloud(*["b, ä, a"] * 5, *["b, ä"] * 2)
    assert shown.texts == ("a", "b", "ä")
    assert {row.view for row in shown.rows} == {View.HIDDEN}


def test_no_term_and_full_answers_print_the_same() -> None:
    """Where no term reaches five, or answers are too full to show one, nothing is printed."""
    nothing = '{"k": 5, "view": "cloud"}'
    assert printed(cloud(*map(str, range(10)))) == nothing
    full = [*["a, b, c"] * 5, *["d, e, f"] * 5]
    assert printed(cloud(*full)) == nothing
    assert cloud(*full, "x", "y").texts == ("a", "b", "c", "d", "e", "f")


@pytest.mark.parametrize(("tier", "k"), [(Tier.OPEN, 7), (Tier.PERSONAL, 7), (Tier.INTIMATE, 12)])
def test_few_answers_print_only_that_they_are_few(tier: Tier, k: int) -> None:
    """Below the number that a cloud needs everything prints the same, and says that number."""
    prints = {printed(cloud(*["a"] * n, tier=tier)) for n in range(k)}
    prints |= {printed(cloud(*map(str, range(n)), tier=tier)) for n in range(k)}
    assert prints == {json.dumps({"k": k, "view": "locked"})}
    assert Words("x", "?", cloud=True, tier=tier).least == k


@pytest.mark.parametrize("terms", [[], ["a", "b"]])
def test_an_answer_that_was_misread_is_refused(terms: list[str]) -> None:
    """An answer without terms, or with too many, raises one line that holds none of them."""
    with pytest.raises(ValueError, match="Check how it was read") as error:
        release_terms([terms] * 9, each=1, tier=Tier.PERSONAL)
    assert "'a'" not in str(error.value)
