"""How the parts of a self-paced page are drawn: from blocks, activities and tables to HTML."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import groupby
from typing import Any, Final

from askfirst.activities.texts import counted
from askfirst.export.markdown import QUOTES, Block, BlockKind
from askfirst.export.page_asked import asked_html
from askfirst.export.page_lists import WEB, list_html, outside, rows_of
from askfirst.export.page_parts import Ahead, Part, Piece
from askfirst.tables import EMPTY

Texts = Mapping[str, str]
Cells = Sequence[tuple[str, str]]
"""Of a row, each as HTML and as plain text."""

MOST_COLUMNS: Final = 3  # of a table of data; wider ones are read as a list
MOST_CHARACTERS: Final = 72  # of a row of as many columns: three of sentences are too narrow
TAG: Final = re.compile(r"<[^>]+>")
BOX: Final = "☐"
TICK: Final = ' class="tick"'
LEVEL: Final = 3  # of the headings inside a part; before the first part they are its equals


def contents(parts: Sequence[Part], texts: Texts) -> str:
    """Return the table of contents, each part with its minutes."""
    rows = "".join(_content(part, texts) for part in parts if named(part))
    head = escape(texts["contents"])
    return (
        f'<nav class="contents" aria-label="{head}"><details id="contents">'
        f"<summary>{head}</summary><ol>{rows}</ol></details></nav>"
    )


def _content(part: Part, texts: Texts) -> str:
    name, quoted = escape(part.id), _plain(_quoted(part, texts))
    return (
        f'<li data-part="{name}" data-quoted="{quoted}"><a href="#{name}">{named(part)}</a>'
        f'<span class="minutes">{escape(texts["about"].format(minutes=part.minutes))}</span></li>'
    )


def named(part: Part) -> str:
    """Return what a part is called in lists and links, as HTML; "" where nothing names it."""
    asked = part.pieces[0].activity
    return part.title or (f"<bdi>{escape(asked.question)}</bdi>" if asked else "")


def section(part: Part, texts: Texts, *, ahead: Sequence[Ahead] = ()) -> str:
    """Return a part of the page, with a way past it where something may be hard to read."""
    name = escape(part.id)
    title = part.heading or (escape(texts[f"kind_{part.asks}"]) if part.asks else "")
    kind = ' class="kind"' if part.asks else ""
    heading = f'<h2{kind} id="{name}-h">{title}</h2>' if title else ""
    warned = "".join(_coming(one, texts) for one in ahead)
    inside = "".join(_pieces(part, texts))
    return (
        f'<section class="part" id="{name}">{warned}{heading}{inside}'
        f'<span class="part-end" data-ends="{name}"></span></section>'
    )


def coming(rows: Sequence[Ahead], texts: Texts) -> str:
    """Return what comes up in a module and where, for the beginning of the page."""
    items = "".join(f"<li>{row.what}<br>{_link(row.part, texts, 'ahead_at')}</li>" for row in rows)
    head = escape(texts["ahead"])
    return f'<details class="ahead"><summary>{head}</summary><ul>{items}</ul></details>'


def _coming(row: Ahead, texts: Texts) -> str:
    skip = _link(row.after, texts, "ahead_skip")
    return f'<p class="coming"><b>{escape(texts["ahead_here"])}</b> {row.what} {skip}</p>'


def _link(part: Part, texts: Texts, said: str) -> str:
    before, _, after = texts[said].partition("{part}")
    return (
        f'<a class="go" href="#{escape(part.id)}">'
        f"{escape(before)}{_quoted(part, texts)}{escape(after)}</a>"
    )


def _quoted(part: Part, texts: Texts) -> str:
    """Return what a part is called in quotation marks; what it quotes itself has the inner ones."""
    marks = [escape(texts[name]).split("{title}") for name in ("quoted", "quoted_inside")]
    title = named(part)
    for outer, inner in zip(*marks, strict=True):
        found = re.compile(f"{re.escape(outer)}(?=[^<>]*(?:<|$))")  # and in no tag
        title = found.sub(inner.replace("\\", r"\\"), title) if outer else title
    return escape(texts["quoted"]).format(title=title)


def _plain(html: str) -> str:
    """Return the words of a line of HTML, for an attribute."""
    return escape(unescape(TAG.sub("", html)))


def _pieces(part: Part, texts: Texts) -> Iterator[str]:
    for folded, group in groupby(part.pieces, key=lambda piece: piece.folded):
        pieces = [*group]
        alone = not any(other.folded for other in part.pieces)
        html = "".join(piece_html(p, texts, caption=part.title, alone=alone) for p in pieces)
        if folded:
            yield (
                f'<details class="thoughts"><summary>{escape(texts["thoughts"])}</summary>'
                f"{html}</details>"
            )
        else:
            yield html


def piece_html(piece: Piece, texts: Texts, *, caption: str, alone: bool = True) -> str:
    """Return one cell.

    Args:
        piece: The cell.
        texts: What the page says of its own accord.
        caption: What the tables in it are called that have no caption of their own, as HTML.
        alone: Whether nothing else on the page explains the answers of what is asked.
    """
    if piece.activity is not None:
        return asked_html(piece.activity, texts, alone=alone)
    spec = piece.cell.spec
    if spec is None:
        return blocks_html(piece.blocks, caption=caption)
    if _is_list(spec):
        heads = tuple(b for b in piece.blocks if b.kind is BlockKind.HEADING)
        return blocks_html(heads, caption="") + list_html(spec, texts, labels=True)
    return blocks_html(piece.blocks, caption=caption, slot=slot(texts))


def _is_list(spec: Mapping[str, Any]) -> bool:
    """Whether a table of data is too wide for a phone, or too narrow for its sentences."""
    columns = len(spec.get("columns", ()))
    longest = max((len("".join(row)) for row in rows_of(spec)), default=0)
    return columns > MOST_COLUMNS or (columns == MOST_COLUMNS and longest > MOST_CHARACTERS)


def slot(texts: Texts) -> str:
    """Return what stands where a table has nothing yet."""
    return f'<span class="slot">{escape(texts["slot"])}</span>'


def blocks_html(
    blocks: Iterable[Block], *, caption: str, slot: str = "", level: int = LEVEL
) -> str:
    """Return blocks in their order; a heading right before a table of data is its caption."""
    made: list[str] = []
    waiting: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            own = waiting.pop() if slot and waiting else None
            made += [_heading(b, level) for b in waiting]
            made.append(_table(block, own.html if own else caption, slot, shown=own is not None))
            waiting = []
            continue
        made += [_heading(b, level) for b in waiting]
        waiting = [block] if block.kind is BlockKind.HEADING else []
        made += [] if waiting else [_block(block)]
    return "".join([*made, *(_heading(b, level) for b in waiting)])


def _heading(block: Block, least: int) -> str:
    level = min(6, max(least, block.level - LEVEL + least))
    return f"<h{level}>{block.html}</h{level}>"


def _block(block: Block) -> str:
    match block.kind:
        case BlockKind.SIDE:
            return f"<blockquote>{block.html}</blockquote>"
        case BlockKind.PICTURE:
            return _scrolled("drawing", block.html, "")
        case BlockKind.CODE | BlockKind.FORMULA:
            return _scrolled("code", block.html, "")
        case _:
            return block.html


def _table(block: Block, caption: str, slot: str, *, shown: bool) -> str:
    head, *rows = block.rows or ((),)
    ticks = [_is_ticked([row[at : at + 1] for row in rows]) for at in range(len(head))]
    heads = "".join(
        f'<th scope="col"{TICK * tick}>{h}</th>' if t.strip() else "<td></td>"
        for (h, t), tick in zip(head, ticks, strict=True)
    )
    top = f"<thead><tr>{heads}</tr></thead>" if any(t.strip() for _, t in head) else ""
    headed = not _are_sayings(head, rows)
    lines = "".join(_row(row, slot, headed=headed) for row in rows)
    seen = "" if shown else ' class="unseen"'
    said = f"<caption{seen}>{caption}</caption>" if caption else ""
    wide = " wide" if len(head) > 2 else ""
    html = f'<table class="grid{wide}">{said}{top}<tbody>{lines}</tbody></table>'
    return _scrolled("table", html, caption)


def _are_sayings(head: Cells, rows: Sequence[Cells]) -> bool:
    """Whether all cells below heads are sayings: columns of equal weight, and none heads a row."""
    said = [text for row in rows for _, text in row if text.strip()]
    return bool(said and head[0][1].strip()) and all(text.startswith(QUOTES) for text in said)


def _row(row: Cells, slot: str, *, headed: bool) -> str:
    first, *rest = (_cell(html, text, slot) for html, text in row or (("", ""),))
    cells = "".join(
        f"<td{TICK * (text.strip() == BOX)}>{cell}</td>"
        for cell, (_, text) in zip(rest, row[1:], strict=True)
    )
    first = f'<th scope="row">{first}</th>' if headed else f"<td>{first}</td>"
    return f"<tr>{first}{cells}</tr>"


def _is_ticked(cells: Sequence[Sequence[tuple[str, str]]]) -> bool:
    """Whether a column has a box to tick in every row; it needs no more room than that."""
    return bool(cells) and all(cell and cell[0][1].strip() == BOX for cell in cells)


def _cell(html: str, text: str, slot: str) -> str:
    if slot and text == EMPTY:
        return slot
    found = WEB.fullmatch(text) if slot else None
    return outside(text, found[1]) if found else html


def _scrolled(kind: str, html: str, caption: str) -> str:
    """Return something in a frame of its own, which scrolls where it is wider than the screen."""
    name = TAG.sub("", caption)
    label = f' role="group" aria-label="{name}"' if name else ""
    return f'<div class="frame {kind}" tabindex="0"{label}>{html}</div>'


def part_minutes(minutes: int, texts: Texts) -> str:
    """Return the sentence on what reading takes."""
    return escape(counted(texts, "alone_minutes", minutes, minutes=minutes))
