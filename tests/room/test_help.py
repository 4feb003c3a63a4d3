from askfirst.room.help import foot
from tests.room.rooms import Help

SLOTS = [Help("emergency"), Help("Someone to listen"), Help("Sexual health clinic")]
FILLED = [
    Help("emergency", number="112"),
    Help("Someone to listen", "The <Line>", "01632 960 042", "evenings", "2026-11-14"),
    Help("Sexual health clinic", "", "01632 960 058", "", "2026-10-01"),
]


def test_empty_slots_say_so() -> None:
    """Without a local number the page says to call the emergency number and ask for the card."""
    said = foot(SLOTS)
    assert "Call your emergency number." in said
    assert "The facilitator has cards with local help." in said
    assert "tel:" not in said
    assert "Someone to listen" not in said


def test_filled_slots_can_be_called() -> None:
    """Each filled slot is a name and a number to call; the oldest check is told."""
    said = foot(FILLED)
    assert '<a href="tel:112">112</a>' in said
    assert 'The &lt;Line&gt;, evenings<a href="tel:01632960042">01632 960 042</a>' in said
    assert "Checked 2026-10-01." in said


def test_number_cannot_leave_its_link() -> None:
    """Text from the table stays text."""
    said = foot([Help("x", "y", '1"><script>alert(1)</script>')])
    assert "<script" not in said


def test_promise_is_on_every_page() -> None:
    """What happens to an answer stands beside the help."""
    assert "What happens to my answer" in foot([])
