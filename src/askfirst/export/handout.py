"""The handout of a module: one or two pages to take home, as a PDF."""

import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from msgspec import Struct

from askfirst.curriculum import EMERGENCY, Module, Service
from askfirst.export.citations import listed_sources
from askfirst.export.dates import spoken_date
from askfirst.export.drafts import Draft
from askfirst.export.errors import ExportWarning
from askfirst.export.markdown import BlockKind
from askfirst.export.pieces import PieceReader, encoded, runs_data
from askfirst.export.practice import asked, private, worked
from askfirst.export.prose import Piece, plain, said
from askfirst.export.runs import Run
from askfirst.export.shelf import Shelf
from askfirst.export.sizes import pages
from askfirst.export.typeset import Pictures, TooManyPagesError, language, typeset

LONGEST: Final = 2  # pages
ROWS: Final = 8  # of a table of data/; a longer one is for cards, page and notebook
OURS: Final = frozenset({"keypoints", "takehome", "check", "help"})
Texts = Mapping[str, str]


class _Fit(Struct, frozen=True):
    """One way to set the page; help is the same in all of them.

    Attributes:
        size: Of the text, in points.
        worked: How many pieces of practice have their options and reasons.
        brief: How many more have a title and a question.
        tallest: How high a drawing may be, in millimetres; more where its letters need it.
        sources: Size of the list of sources, in points.
    """

    size: float
    worked: int
    brief: int = 3
    tallest: int = 60
    sources: float = 9


FITS: Final = (
    _Fit(12, 3),
    _Fit(12, 1),
    _Fit(11.5, 1),
    _Fit(11, 1, tallest=50),
    _Fit(11, 0, tallest=50),
    _Fit(10.5, 0, tallest=45),
    _Fit(10.5, 0, 2, tallest=45),
    _Fit(10, 0, 2, tallest=45),
    _Fit(10, 0, 2, tallest=38, sources=8.5),
    _Fit(9.5, 0, 1, tallest=38),
    _Fit(9.5, 0, 1, tallest=34, sources=8.5),
    _Fit(9.5, 0, 0, tallest=34, sources=8.5),
)
A_PLACE: Final = 380  # letters to take home, as data, that take about one place further on


def handout_file(module: Module, shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return the handout of a module, on two pages at most where it is a module of ours.

    Of the ways to set it, the roomiest that fits is taken: first the reasons beside the later
    questions go, then type, drawings and sources get smaller. A notebook without our roles is set
    as it reads, on as many pages as it takes.
    """
    return handout_draft(module, shelf, texts=texts).make()


def handout_draft(module: Module, shelf: Shelf, *, texts: Texts | None = None) -> Draft:
    """Return the handout of a module before it is laid out."""
    texts = texts or shelf.texts("handout", module.language)
    reader = PieceReader(module)
    sheet = _sheet(module, shelf, reader, texts)
    most = _fitted(sheet, FITS[0], shelf, texts)  # the others say and list nothing beside it
    sources = {**reader.pictures, "data.json": json.dumps(most, sort_keys=True).encode()}
    name = module.path.name
    return Draft(
        sources=sources, make=lambda: _roomiest_file(sheet, name, reader.pictures, shelf, texts)
    )


def _roomiest_file(
    sheet: Mapping[str, Any], name: str, pictures: Pictures, shelf: Shelf, texts: Texts
) -> bytes:
    def made(place: int, *, most: int = 0) -> bytes:
        data = {**_fitted(sheet, FITS[place], shelf, texts), "most": most}
        return typeset("handout.typ", data, name=name, pictures=pictures)

    def fitted(place: int) -> bytes | None:
        with suppress(TooManyPagesError):
            return made(place, most=LONGEST)
        return None

    if not sheet["ours"]:
        return made(0)
    last = len(FITS) - 1
    if (found := _roomiest(fitted, last, begun=_likely(sheet))) is not None:
        return found
    whole = made(last)
    warnings.warn(
        f"{name}: its handout takes {pages(whole)} pages, expected {LONGEST} at most. "
        "Shorten what is tagged takehome.",
        ExportWarning,
        stacklevel=2,
    )
    return whole


def _likely(sheet: Mapping[str, Any]) -> int:
    """Return about where a module ends among the fits: each try is laid out, so few are wanted.

    One too roomy takes no try more than the right one, since all roomier ones are known not to fit.
    """
    place = max(0, len(json.dumps(sheet["takehome"])) // A_PLACE - 3)
    return place * 8 // 5 if sheet["paper"] == "letter" else place  # which is shorter


def _roomiest(fitted: Callable[[int], bytes | None], last: int, *, begun: int) -> bytes | None:
    """Return what fits at the first place that does, looked for from where it is likely."""
    place = min(begun, last)
    found = fitted(place)
    if found is None:
        later = map(fitted, range(place + 1, last + 1))
        return next((made for made in later if made is not None), None)
    while place > 0 and (roomier := fitted(place - 1)) is not None:
        place, found = place - 1, roomier
    return found


def _fitted(sheet: Mapping[str, Any], fit: _Fit, shelf: Shelf, texts: Texts) -> dict[str, Any]:
    practice = sheet["practice"]
    shown = [claim for item in practice[: fit.worked] for claim in item["claims"]]
    return {
        **sheet,
        "size": fit.size,
        "tallest": fit.tallest,
        "source-size": fit.sources,
        "worked": practice[: fit.worked],
        "brief": practice[fit.worked : fit.worked + fit.brief],
        **listed_sources(dict.fromkeys([*sheet["claims"], *shown]), shelf.claims, texts),
    }


def _sheet(module: Module, shelf: Shelf, reader: PieceReader, texts: Texts) -> dict[str, Any]:
    ours = any(cell.tags & OURS for cell in module.cells)
    claim, keypoints = _headed(_of(module, "keypoints", reader))
    taken = _takehome(module, reader, texts) if ours else _all(module, reader)
    title, takehome = _headed([*taken])
    if not ours and said(title) == module.title:  # it stands at the head of the page
        title = ()
    title = title or plain(texts["take_home_plain"] if ours and takehome else "")
    reasons = [*_reasons(module, reader)]
    services = _services(module, shelf, reasons)
    about = texts["take_home" if module.number else "take_home_plain"]
    return {
        **language(module.language),
        "ours": ours,
        "paper": shelf.paper,
        "title": module.title,
        "about": about.format(number=module.number),
        "promise": module.promise,
        "claim": runs_data(claim),
        "keypoints": encoded(keypoints),
        "takehome-title": runs_data(title),
        "depth": 2 if title else 1,
        "takehome": encoded(takehome),
        "practice": [worked(activity, texts) for activity in asked(module)],
        "private": private(module),
        "reasons": encoded(reasons),
        "services": [_service(service, texts) for service in services],
        "checked": _checked(services, texts),
        "texts": dict(texts),
        "claims": [c for p in (*keypoints, *takehome, *reasons) for c in p.claims()],
    }


def _of(module: Module, role: str, reader: PieceReader) -> list[Piece]:
    return [p for cell in module.cells if role in cell.tags for p in reader.pieces(cell)]


def _takehome(module: Module, reader: PieceReader, texts: Texts) -> Iterator[Piece]:
    """Give what is taken home, and in place of a long table of `data/` where it stands."""
    for cell in module.cells:
        pieces = reader.pieces(cell) if "takehome" in cell.tags else []
        if cell.kind == "code" and any(len(piece.rows) - 1 > ROWS for piece in pieces):
            yield from (piece for piece in pieces if piece.kind is BlockKind.HEADING)
            yield Piece(kind=BlockKind.TEXT, runs=plain(texts["table"]))
        else:
            yield from pieces


def _all(module: Module, reader: PieceReader) -> list[Piece]:
    """Return all that a learner would read, for a notebook without our roles."""
    cells = (c for c in module.cells if c.kind != "raw" and "facilitator" not in c.tags)
    return [piece for cell in cells if cell.slide != "notes" for piece in reader.pieces(cell)]


def _headed(pieces: Sequence[Piece]) -> tuple[tuple[Run, ...], list[Piece]]:
    """Return the heading that some pieces begin with, and what follows it."""
    if pieces and pieces[0].kind is BlockKind.HEADING:
        return pieces[0].runs, [*pieces[1:]]
    return (), [*pieces]


def _reasons(module: Module, reader: PieceReader) -> Iterator[Piece]:
    """Give the first lines of the part on help and its list: when to talk to whom."""
    for cell in module.cells:
        if "help" in cell.tags and cell.kind == "markdown":
            pieces = [p for p in reader.pieces(cell) if p.kind in {BlockKind.TEXT, BlockKind.LIST}]
            lists = [p for p in pieces if p.kind is BlockKind.LIST]
            yield from [*[p for p in pieces[:1] if p.kind is BlockKind.TEXT], *lists]


def _services(module: Module, shelf: Shelf, reasons: Sequence[Piece]) -> list[Service]:
    """Return the services of the help slides and those that the reasons lead to, danger first."""
    named = " ".join(piece.text for piece in reasons)
    more = (s.kind for s in shelf.services if not module.help or s.kind in named)
    kinds = dict.fromkeys((EMERGENCY, *module.help, *more))
    return [service for kind in kinds for service in shelf.services if service.kind == kind]


def _service(service: Service, texts: Texts) -> dict[str, Any]:
    danger = service.for_danger
    return {
        "danger": danger,
        "name": texts["danger"] if danger else service.name or service.kind,
        "number": service.number,
        "hours": service.hours,
    }


def _checked(services: Iterable[Service], texts: Texts) -> str:
    dates = sorted({s.checked for s in services if s.checked and s.number})
    return texts["filled"].format(date=spoken_date(dates[0], texts)) if dates else ""
