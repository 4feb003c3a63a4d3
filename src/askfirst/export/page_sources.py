"""The sources of a self-paced page: from each mark in the text to what it rests on, and back."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from html import escape
from itertools import count
from typing import Final

from askfirst.export.citations import Ledger, entry
from askfirst.export.markdown import Block, BlockKind
from askfirst.export.page_drawing import blocks_html

MARK: Final = re.compile(r'<a class="source-mark" href="#([A-Z]{1,3}\d+[a-z]?)">')
ADDRESS: Final = re.compile(r">https?://(?:www\.)?([^/<\s]+)[^<]*</a>")
DATE: Final = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b(?=[^<>]*<)")  # in no tag
CLAIM: Final = re.compile(r"[A-Z]{1,3}\d+[a-z]?")
# Where no link may begin: what leads or is pressed already, what is drawn, and what is code.
APART: Final = re.compile(
    r"(<(a|button|code|label|math|option|pre|select|summary|svg|textarea)\b"
    r"[^<]*(?:<(?!/\2>)[^<]*)*</\2>|<[^>]*>)"
)
NAMED: Final = re.compile(rf"(?<![\w#]){CLAIM.pattern}(?!\w)")


def linked_claims(html: str, known: Container[str]) -> str:
    """Return a page in which each claim that is named in plain words leads to its source, too.

    A table of data and the form of a story name claims in their texts, where no mark was written.
    """

    def link(found: re.Match[str]) -> str:
        claim = found[0]
        return f'<a class="source-mark" href="#{claim}">{claim}</a>' if claim in known else claim

    parts = APART.split(html)
    del parts[2::3]  # the names of elements
    parts[::2] = [NAMED.sub(link, text) for text in parts[::2]]
    return "".join(parts)


def numbered_marks(html: str) -> tuple[str, dict[str, str]]:
    """Return a page in which each source mark has a name, and the first mark of each claim."""
    first: dict[str, str] = {}
    numbers = count(1)

    def name(found: re.Match[str]) -> str:
        mark = f"mark-{next(numbers)}"
        first.setdefault(found[1], mark)
        return f'<a class="source-mark" role="doc-noteref" id="{mark}" href="#{found[1]}">'

    return MARK.sub(name, html), first


def sources_section(
    claims: Iterable[str],
    own: Sequence[Block],
    ledger: Ledger,
    first: Mapping[str, str],
    texts: Mapping[str, str],
) -> str:
    """Return what each claim rests on, with a way back to where the text names it first.

    Args:
        claims: Those that this page names.
        own: The module's own list, which says most of how each source was read.
        ledger: The sources of the project, for claims that the module does not list.
        first: The name of each claim's first mark in the text.
        texts: What the page says of its own accord.
    """
    heading = escape(texts["sources"])
    intro, listed = _by_claim(own)
    rows = "".join(
        f'<div class="source" id="{escape(claim)}"><h3>{escape(claim)}</h3>'
        f"{_sources(claim, listed, ledger, texts)}{_back(claim, first, texts)}</div>"
        for claim in claims
    )
    if not rows and not intro:
        return ""
    said = blocks_html(intro, caption=heading)
    return (
        '<section class="part sources" id="sources" aria-labelledby="sources-h">'
        f'<h2 id="sources-h">{heading}</h2>{said}{rows}</section>'
    )


def listed_claims(own: Sequence[Block]) -> frozenset[str]:
    """Return the claims that a module's own list says something of."""
    return frozenset(_by_claim(own)[1])


def _by_claim(own: Sequence[Block]) -> tuple[list[Block], dict[str, list[Block]]]:
    intro: list[Block] = []
    listed: dict[str, list[Block]] = {}
    into = intro
    for place, block in enumerate(own):
        if block.kind is BlockKind.HEADING and CLAIM.fullmatch(block.text):
            into = listed.setdefault(block.text, [])
        elif place or block.kind is not BlockKind.HEADING:
            into.append(block)
    return intro, listed


def _sources(
    claim: str, listed: Mapping[str, Sequence[Block]], ledger: Ledger, texts: Mapping[str, str]
) -> str:
    if listed.get(claim):
        html = ADDRESS.sub(r">\1</a>", blocks_html(listed[claim], caption=""))
        return DATE.sub(r'<span class="date">\g<0></span>', html)
    entries = [f"<li>{entry(source, texts)[1]}</li>" for source in ledger.get(claim, ())]
    return f"<ul>{''.join(entries)}</ul>" if entries else f"<p>{escape(texts['unknown'])}</p>"


def _back(claim: str, first: Mapping[str, str], texts: Mapping[str, str]) -> str:
    if claim not in first:
        return ""
    return (
        f'<a class="go back" role="doc-backlink" href="#{first[claim]}" '
        f'aria-label="{escape(texts["back"])}: {escape(claim)}">{escape(texts["back"])}</a>'
    )


def in_order(claims: Iterable[str]) -> list[str]:
    """Return each claim once, by number."""
    return sorted(set(claims), key=lambda claim: (len(claim), claim))
