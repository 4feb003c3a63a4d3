"""Where the claims of a slide and of a deck come from: the footer line and the closing list."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Final

from askfirst.curriculum import Source
from askfirst.export.dates import spoken_date
from askfirst.export.measure import NO_BREAK, lines
from askfirst.export.paging import balanced
from askfirst.records import replace

Ledger = Mapping[str, Sequence[Source]]
NO_SOURCES: Final[Ledger] = MappingProxyType({})

FOOT_CHARACTERS: Final = 84
HOW_KNOWN: Final = re.compile(
    r"\s*\([^()]*(title not shown|(title|name)( read)? from page address)\)"
)
LIST_WIDTH, LIST_ROOM, LIST_LINE, LIST_GAP = 1024, 496, 29, 15


def footer_sources(claims: Sequence[str], ledger: Ledger, texts: Mapping[str, str]) -> str:
    """Return the one footer line that names the sources of a slide, as HTML."""
    cited, tail = footer_parts(claims, ledger, texts)
    return " ".join(_cited(claim, said) for claim, said in cited) + escape(tail)


def footer_parts(
    claims: Sequence[str], ledger: Ledger, texts: Mapping[str, str]
) -> tuple[list[tuple[str, str]], str]:
    """Return what a footer says of each claim, and what stands at its end.

    Title and organisation if they fit, else organisations, else the marks alone.
    """
    known = [(claim, ledger[claim][0]) for claim in claims if ledger.get(claim)]
    unknown = [(claim, "") for claim in claims if not ledger.get(claim)]
    whole = [(claim, _footed(source, texts)) for claim, source in known]
    brief = [(claim, HOW_KNOWN.sub("", source.organisation)) for claim, source in known]
    marks = [(claim, "") for claim, _ in known]
    tail = ""
    for said in (whole, brief, marks):
        if sum(len(c) + len(t) + 4 for c, t in [*said, *unknown]) <= FOOT_CHARACTERS:
            break
    if said is marks and known:
        tail = texts["listed"]
    return [*said, *unknown], tail


def short(source: Source, texts: Mapping[str, str]) -> str:
    """Return title and organisation as one phrase, with one full stop after the title."""
    title = source.title if source.title.endswith((".", "?", "!")) else f"{source.title}."
    return texts["source"].format(title=title, organisation=source.organisation).replace("..", ".")


def _footed(source: Source, texts: Mapping[str, str]) -> str:
    """Return a source as a footer has it: how its title is known stands in the list alone."""
    title, organisation = (HOW_KNOWN.sub("", t) for t in (source.title, source.organisation))
    known = replace(source, title=title, organisation=organisation)
    return short(known, texts) if title else organisation


def listed_sources(
    claims: Iterable[str], ledger: Ledger, texts: Mapping[str, str]
) -> dict[str, object]:
    """Return for print the first source of each claim, and when they were checked."""
    claims = tuple(claims)
    known = [(claim, ledger[claim][0]) for claim in claims if ledger.get(claim)]
    months = sorted({source.checked[:7] for _, source in known if source.checked})
    spoken = [spoken_date(month, texts) for month in dict.fromkeys([*months[:1], *months[-1:]])]
    dated = texts["checked" if len(spoken) < 2 else "checked_between"]
    return {
        "listed": [claim for claim, _ in known],
        "unlisted": [claim for claim in claims if not ledger.get(claim)],
        "sources": [
            {"claim": claim, "said": short(source, texts), "url": _web(source.url)}
            for claim, source in known
        ],
        "dated": dated.format(date=spoken[0], last=spoken[-1]) if spoken else "",
    }


def _web(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""


def source_pages(claims: Iterable[str], ledger: Ledger, texts: Mapping[str, str]) -> Iterator[str]:
    """Give the list of sources of a deck, page by page, each as a description list.

    Of each claim the first source of the ledger; a slide is no place to read them all.
    """
    entries, heights = [], []
    for claim in claims:
        found = [entry(source, texts) for source in ledger.get(claim, ())[:1]]
        plain = [text for text, _ in found] or [texts["unknown"]]
        html = "".join(f"<dd>{h}</dd>" for _, h in found) or f"<dd>{escape(plain[0])}</dd>"
        entries.append(f'<div><dt id="{escape(claim)}">{escape(claim)}</dt>{html}</div>')
        tall = sum(lines(t, width=LIST_WIDTH, size=22) for t in plain)
        heights.append(LIST_GAP + LIST_LINE * tall)
    if entries:
        for first, end in balanced(heights, LIST_ROOM, most=len(entries)):
            yield _listed(entries[first:end])


def _cited(claim: str, said: str) -> str:
    mark = escape(claim)
    return f'<span class="cited"><a href="#{mark}">{mark}</a> {escape(said)}</span>'


def entry_parts(source: Source, texts: Mapping[str, str]) -> tuple[str, str, str]:
    """Return title, who wrote it and when, and when it was checked, on one line."""
    title = source.title if source.title.endswith((".", "?", "!")) else f"{source.title}."
    dated = texts["year"].format(organisation=source.organisation, year=source.year)
    by = dated.replace("..", ".") if source.year else f"{source.organisation}."
    checked = spoken_date(source.checked, texts)
    checked = texts["checked"].format(date=checked) if checked else ""
    return title, by, checked.replace(" ", NO_BREAK)


def entry(source: Source, texts: Mapping[str, str]) -> tuple[str, str]:
    """Return a source as one phrase, as plain text and as HTML with its address as a link."""
    title, by, checked = entry_parts(source, texts)
    linked = escape(title)
    if source.url.startswith(("https://", "http://")):
        linked = f'<a href="{escape(source.url)}" target="_blank" rel="noopener noreferrer">'
        linked += f"{escape(title)}</a>"
    return f"{title} {by} {checked}".strip(), f"{linked} {escape(by)} {escape(checked)}".strip()


def _listed(entries: Sequence[str]) -> str:
    return f'<dl class="sources">{"".join(entries)}</dl>'
