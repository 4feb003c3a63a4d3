"""Topics fitted into minutes: each in the longest form that there is time for, with breaks."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from askfirst.curriculum import Module
from askfirst.errors import CurriculumError
from askfirst.planning.short import FORMS, shortened

SITTING: Final = 75  # minutes after which a break is due
ONLINE_SITTING: Final = 50
BREAK: Final = 10
ONLINE_BREAK: Final = 5
LONG_DAY: Final = 300  # minutes from which there is a lunch
LUNCH: Final = 45
STRETCH: Final = 5  # minutes that a break can have more, if there is time


class Form(Struct, frozen=True, kw_only=True):
    """A module in one of its lengths; `form` is None for the whole of it."""

    module: Module
    form: int | None
    minutes: float


class Fitted(Struct, frozen=True, kw_only=True):
    """A workshop that fills its minutes: forms and, as plain numbers, breaks between them."""

    parts: tuple[Form | float, ...]
    spare: float

    @property
    def minutes(self) -> float:
        """All of it, without what is to spare."""
        return sum(part.minutes if isinstance(part, Form) else part for part in self.parts)


def fitted(modules: Sequence[Module], minutes: int, *, online: bool) -> Fitted:
    """Return modules in the longest forms that fit, the shortened ones evenly.

    Raises:
        CurriculumError: Even the shortest forms do not fit.
    """
    ladders = [_ladder(module) for module in modules]
    chosen = [0] * len(ladders)

    def laid(steps: Sequence[int]) -> Fitted:
        forms = [ladder[step] for ladder, step in zip(ladders, steps, strict=True)]
        return Fitted(parts=tuple(_parts(forms, minutes, online=online)), spare=0)

    least = laid(chosen).minutes
    if least > minutes:
        raise CurriculumError(
            f"minutes is {minutes}, and {', '.join(m.stem for m in modules)} take {least:g} at "
            "least, breaks included. Give it more minutes, or fewer topics."
        )
    open_ = set(range(len(ladders)))
    while open_:
        place = min(open_, key=lambda i: (_share(ladders[i], chosen[i]), i))
        longer = [step + (i == place) for i, step in enumerate(chosen)]
        if longer[place] < len(ladders[place]) and laid(longer).minutes <= minutes:
            chosen = longer
        else:
            open_.remove(place)
    return _stretched(laid(chosen), minutes)


def _ladder(module: Module) -> list[Form]:
    """Return a module in all its lengths, the shortest first."""
    forms: list[Form] = []
    for form in (*reversed(FORMS), None):
        length = shortened(module, form=form).minutes
        if not forms or length > forms[-1].minutes:
            forms.append(Form(module=module, form=form, minutes=length))
        elif length == forms[-1].minutes:
            forms[-1] = Form(module=module, form=form, minutes=length)
    return forms


def _share(ladder: Sequence[Form], step: int) -> float:
    return ladder[step].minutes / (ladder[-1].minutes or 1)


def _parts(forms: Sequence[Form], minutes: int, *, online: bool) -> Iterator[Form | float]:
    """Give forms with a break wherever people would sit too long, the middle one a lunch."""
    most, rest = (ONLINE_SITTING, ONLINE_BREAK) if online else (SITTING, BREAK)
    parts: list[Form | float] = []
    sat = 0.0
    for form in forms:
        if sat and sat + form.minutes > most:
            parts.append(float(rest))
            sat = 0
        parts.append(form)
        sat += form.minutes
    breaks = [place for place, part in enumerate(parts) if not isinstance(part, Form)]
    if minutes >= LONG_DAY and breaks:
        parts[breaks[(len(breaks) - 1) // 2]] = float(LUNCH)
    yield from parts


def _stretched(made: Fitted, minutes: int) -> Fitted:
    """Return it with longer breaks, and what is left then to spare."""
    left = minutes - made.minutes
    parts: list[Form | float] = []
    for part in made.parts:
        more = 0 if isinstance(part, Form) else min(STRETCH, left)
        parts.append(part if isinstance(part, Form) else part + more)
        left -= more
    return Fitted(parts=tuple(parts), spare=left)
