"""Note: a private reflection that never leaves the device, not even as a request."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any, ClassVar, NoReturn, Self

from askfirst.activities import texts
from askfirst.activities.base import Activity, Totals
from askfirst.errors import RoomError
from askfirst.release import Tier


@dataclass(frozen=True)
class Note(Activity):
    """Give a person room to think; nothing is sent, kept or counted, on any surface.

    Args:
        id: As for every activity.
        question: What to think about.
        prompts: One to four lines to write after ("My word").

    Raises:
        DeclarationError: No prompts, or too many.
    """

    _: KW_ONLY
    prompts: Sequence[str] = ()
    tier: Tier = Tier.PRIVATE

    type: ClassVar[str] = "note"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.PRIVATE})

    def __post_init__(self) -> None:
        """Check the prompts as well."""
        super().__post_init__()
        if isinstance(self.prompts, str) or not isinstance(self.prompts, Sequence):
            self.refuse(f"prompts is {self.prompts!r}. Use a list of one to four texts.")
        if not 1 <= len(self.prompts) <= 4:
            self.refuse(f"it has {len(self.prompts)} prompts. Use 1 to 4.")
        for prompt in self.prompts:
            self.check_text("a prompt", prompt, 120)
        object.__setattr__(self, "prompts", tuple(self.prompts))

    @property
    def width(self) -> int:
        """No counters: there is nothing to count."""
        return 0

    def details(self) -> dict[str, object]:
        """Return the prompts."""
        return {"prompts": list(self.prompts)}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return only the sentences about privacy: there is nothing to send or show."""
        return {"ask": dict(texts.NOTE), "show": {}, "host": {}}

    def fields(self) -> str:
        """Return fields without a name, which a form can never send."""
        said = f"<p>{escape(texts.NOTE['private'])} {escape(texts.NOTE['leave'])}</p>"
        rows = (
            f'<label><span>{escape(p)}</span> <textarea rows="2" autocomplete="off" '
            'spellcheck="false"></textarea></label>'
            for p in self.prompts
        )
        return said + "".join(rows)

    def lines(self) -> list[str]:
        """Return each prompt with a line to write on."""
        return [f"{prompt}: {'_' * 30}" for prompt in self.prompts]

    def read_choice(self, choice: str) -> NoReturn:
        """Refuse everything: a private activity has no answers."""
        self.bad_choice(choice)

    def from_fields(self, values: Sequence[str], words: str = "") -> NoReturn:  # noqa: ARG002
        """Refuse everything: a private activity has no answers."""
        self.bad_choice(",".join(values))

    def release(self, totals: Totals) -> NoReturn:  # noqa: ARG002
        """Refuse: there is nothing to release."""
        raise RoomError("private", f"{self.id!r} is only for oneself: nothing to show.")

    def possible(self, totals: Totals) -> Iterator[str]:  # noqa: ARG002
        """Yield nothing."""
        return iter(())

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the note of a stored spec."""
        return cls(spec["id"], spec["question"], prompts=spec["prompts"], tier=spec["tier"])
