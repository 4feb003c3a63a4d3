"""One line of the table of what can be asked of the room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from askfirst.room.codes import ANYWHERE, SENT
from askfirst.room.schemas import Schema


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that can be asked of the room.

    Attributes:
        method: GET or POST.
        path: Where; what stands in braces is a parameter.
        says: What it does, in one sentence.
        reply: The schema of what comes back, or the media type where that is no JSON.
        fields: What may be sent, by name; None where nothing is.
        needed: Which of them have to be.
        form: Whether a plain form may send them too, and gets a page.
        query: What the address may say besides.
        codes: What is refused here, beside what is refused anywhere.
    """

    method: str
    path: str
    says: str
    reply: Schema | str
    fields: Mapping[str, Schema] | None = None
    needed: Sequence[str] = ()
    form: bool = False
    query: Sequence[str] = ()
    codes: Sequence[str] = ()

    @property
    def leads(self) -> bool:
        """Whether it needs the host key."""
        return "no_key" in self.codes

    @property
    def refused(self) -> tuple[str, ...]:
        """Every code that can come back."""
        return (*ANYWHERE, *(SENT if self.fields is not None else ()), *self.codes)
