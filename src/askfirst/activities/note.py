"""Note: a private reflection that never leaves the device, not even as a request."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any, ClassVar, Self

from askfirst.activities import texts
from askfirst.activities.private import Private


@dataclass(frozen=True)
class Note(Private):
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

    type: ClassVar[str] = "note"
    written: ClassVar[bool] = True

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

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the note of a stored spec."""
        return cls(spec["id"], spec["question"], prompts=spec["prompts"], tier=spec["tier"])
