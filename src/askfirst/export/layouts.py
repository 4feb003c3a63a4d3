"""How each kind of slide is drawn: one function each, from the slide's parts to HTML."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil
from typing import Final

from askfirst.activities.base import Activity, slide_list
from askfirst.activities.texts import counted
from askfirst.curriculum import Module, Service
from askfirst.export.asked_rows import rows_type, two_columns
from askfirst.export.dates import spoken_date
from askfirst.export.drawing import dotted_ring, path, ring, wordmark
from askfirst.export.markdown import Block
from askfirst.export.measure import BOLD, lines, text_width
from askfirst.export.paging import FULL, column_widths, has_head, table_width
from askfirst.export.slides import Slide

Texts = Mapping[str, str]

# Column and type of a title in px, as in deck.css; the ring at its end and rounding cost some room.
TITLES: Final = (("short", 730, 88), ("wide", 1030, 88), ("long", 1030, 64))


def title_slide(module: Module, title: str, texts: Texts) -> str:
    """Draw title, which is HTML, promise and the path of modules."""
    long = module.minutes
    minutes = counted(texts, "minutes", long, minutes=f"{long:g}") if long else ""
    said = path_said(module, texts)
    promise = f'<p class="promise">{escape(module.promise)}</p>' if module.promise else ""
    return (
        f'<div class="top">{wordmark()}<p class="label">{escape(minutes)}</p></div>'
        f'<h1 class="{title_size(module.title)}">{ring(title)}</h1>{promise}'
        f"{path(module.number, module.place, said)}"
    )


def path_said(module: Module, texts: Texts) -> str:
    """Return what the path of modules says, "" where there is none."""
    if module.place is None:
        return ""
    here, count = module.place
    return texts["path"].format(number=module.number, place=here + 1, count=count)


def title_size(title: str) -> str:
    """Return the class of a title: the largest type, in the narrowest column, that two lines hold.

    The path runs right below them. What three lines of the smallest still hold is "long" as well;
    a title that is longer than that is no title, and is set as text.
    """
    for name, width, size in TITLES:
        if lines(title, width=width, size=size, widths=BOLD) <= 2:
            return name
    _, width, size = TITLES[-1]
    return "long" if lines(title, width=width, size=size, widths=BOLD) <= 3 else "long text"


def title_footer(module: Module, texts: Texts) -> str:
    """Return the content note and the rule that anyone may pass."""
    return escape(title_note(module, texts))


def title_note(module: Module, texts: Texts) -> str:
    """Return the same as plain text."""
    said = module.content_note
    return said if texts["pass"] in said else f"{said} {texts['pass']}".strip()


def prose(slide: Slide) -> str:
    """Draw a claim or words: the main column and, after a hairline, the side column."""
    side = f'<div class="side">{_side(slide.side)}</div>' if slide.side else ""
    body = f'<div class="body">{_html(slide.body)}</div>'
    return f'{headline(slide)}<div class="columns{tall(slide)}>{body}{side}</div>'


def diagram(slide: Slide) -> str:
    """Draw a picture across the slide with its conclusion below."""
    drawing, *rest = slide.body
    conclusion = f'<div class="conclusion">{_html(rest)}</div>' if rest else ""
    return f'{headline(slide)}<div class="drawing">{drawing.html}</div>{conclusion}'


def table(slide: Slide) -> str:
    """Draw a table: a rule under the head, hairlines between rows, first column in bold."""
    head, *rows = slide.rows
    whole = table_width(slide.rows)
    wide = whole > FULL
    columns = "".join(f'<col width="{width}">' for width in column_widths(slide.rows, whole))
    style = f' style="width:{whole}px"' if wide else ""
    heads = "".join(f'<th scope="col">{html}</th>' if text else "<td></td>" for html, text in head)
    top = f"<thead><tr>{heads}</tr></thead>" if has_head(slide.rows) else ""
    lines = "".join(f"<tr>{_row(row)}</tr>" for row in rows)
    below = f'<div class="conclusion">{_html(slide.body)}</div>' if slide.body else ""
    return (
        f'{headline(slide)}<div class="grid{tall(slide, wide=wide)}><table{style}><colgroup>'
        f"{columns}</colgroup>{top}<tbody>{lines}</tbody></table>{below}</div>"
    )


def activity(slide: Slide, asked: Activity) -> str:
    """Draw what is asked as a printed form; a live deck puts the component in its place."""
    two = "two" if two_columns(asked) else ""
    shape = " ".join(filter(None, ("stage", two, rows_type(asked).name)))
    stage = f'<div class="{shape}" data-activity="{escape(asked.id)}">'
    form = printed_form(asked)
    return f'<div class="asked"><h2>{slide.title}</h2>{stage}{form}</div></div>'


def printed_form(asked: Activity) -> str:
    """Return the rows of an activity as its component draws them, so that nothing moves later."""
    spec = asked.spec()
    form = asked.slide_form()
    rows = form or slide_list(asked.slide_rows())
    ask, longest = spec["texts"]["ask"], spec.get("longest", spec.get("most", 0))
    said = "" if form or "most" not in ask else counted(ask, "most", longest, most=longest)
    most = f'<p class="askfirst-small">{escape(said)}</p>' if said else ""
    return f'<div class="askfirst askfirst-{asked.type} askfirst-at-deck">{most}{rows}</div>'


def activity_footer(asked: Activity, texts: Texts) -> str:
    """Return the hint of a printed form, or that it is answered for oneself."""
    return escape(activity_note(asked, texts))


def activity_note(asked: Activity, texts: Texts) -> str:
    """Return the same as plain text."""
    said = asked.texts()
    return said["ask"].get("hint") or said["show"].get("foot") or texts["printed"]


def private(slide: Slide, asked: Activity, texts: Texts) -> str:
    """Draw a private question on night, with a line that shortens instead of a clock."""
    if asked.slide_form():
        return _own(slide, asked, texts)
    prompts = asked.spec()["prompts"]
    items = "".join(f"<li>{escape(p)}</li>" for p in prompts)
    tall = 67 * lines(asked.question, width=1000, size=56) + 55 * len(prompts)
    room = "" if tall <= 290 else " full" if tall <= 380 else " full tight"
    return (
        f'<p class="only">{dotted_ring()}{escape(texts["private"])}</p>'
        f'<div class="thought{room}"><h2>{slide.title}</h2><ul class="prompts">{items}</ul></div>'
        f'<p class="leave">{escape(texts["leave"])}</p>'
        '<div class="remaining" aria-hidden="true"><span></span></div>'
    )


def _own(slide: Slide, asked: Activity, texts: Texts) -> str:
    """Draw a private activity that has a form of its own; a deck may put its component there."""
    stage = f' data-own="{escape(asked.id)}"' if asked.demonstrated else ""
    form = (
        f'<div class="askfirst askfirst-{asked.type} askfirst-at-deck">{asked.slide_form()}</div>'
    )
    only = f'<p class="only">{dotted_ring()}{escape(texts["private"])}</p>'
    line = '<div class="remaining" aria-hidden="true"><span></span></div>'
    return (
        f"{only if asked.night else ''}"
        f'<div class="own"><h2>{slide.title}</h2><div class="own-stage"{stage}>{form}</div></div>'
        f"{'' if asked.demonstrated else line}"
    )


def help_slide(services: Sequence[Service], texts: Texts) -> str:
    """Draw where help is: a block for danger, then a row for each service."""
    danger = [s for s in services if s.for_danger]
    number = " ".join(s.number for s in danger if s.number)
    shown = f"<strong>{escape(number)}</strong>" if number else '<span class="slot"></span>'
    rows = "".join(_service(s) for s in services if s not in danger)
    heads = "".join(
        f'<th scope="col">{escape(texts[t])}</th>' for t in ("service", "hours", "number")
    )
    return (
        f'<h2>{escape(texts["help"])}</h2><p class="danger">{escape(texts["danger"])} {shown}</p>'
        f'<table class="services"><colgroup>{_service_columns(services)}</colgroup>'
        f'<thead class="unseen"><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _service_columns(services: Sequence[Service]) -> str:
    """Return the columns of the help slide: a long name takes room from the hours, not a line."""
    longest = max((text_width(_named(s), size=32, widths=BOLD) for s in services), default=0)
    name = min(max(447, ceil(longest) + 48), 590)
    return "".join(f'<col width="{width}">' for width in (name, 831 - name, 289))


def _named(service: Service) -> str:
    return service.name or service.kind


def help_footer(services: Sequence[Service], texts: Texts) -> str:
    """Return what to do with the help slide and when its numbers were checked."""
    return escape(help_note(services, texts))


def help_note(services: Sequence[Service], texts: Texts) -> str:
    """Return the same as plain text."""
    dates = sorted({s.checked for s in services if s.checked})
    checked = texts["checked"].format(date=spoken_date(dates[0], texts)) if dates else ""
    first = texts["empty"] if any(not s.number for s in services) else texts["photo"]
    return f"{first} {checked}".strip()


def tall(slide: Slide, *, wide: bool = False) -> str:
    """Return the end of a class attribute; what is larger than the slide scrolls, by keys too."""
    return ' tall" tabindex="0"' if slide.tall or wide else '"'


def headline(slide: Slide) -> str:
    """Return the headline of a slide, if it has one."""
    return f"<h2>{slide.title}</h2>" if slide.title else ""


def _html(blocks: Sequence[Block]) -> str:
    return "".join(
        f"<h{b.level + 1 if b.level < 6 else 6}>{b.html}</h{b.level + 1 if b.level < 6 else 6}>"
        if b.kind == "heading"
        else b.html
        for b in blocks
    )


def _side(blocks: Sequence[Block]) -> str:
    return "".join(block.html for block in blocks)


def _row(row: Sequence[tuple[str, str]]) -> str:
    first, *rest = row or [("", "")]
    cells = "".join(f"<td>{_slot(html)}</td>" for html, _ in rest)
    return f'<th scope="row">{_slot(first[0])}</th>{cells}'


def _slot(html: str) -> str:
    empty = not html.strip("_ ")
    return '<span class="slot"></span>' if empty else html


def _service(service: Service) -> str:
    cells = [_named(service), service.hours, service.number]
    head, hours, number = (_slot(escape(cell)) for cell in cells)
    return f'<tr><th scope="row">{head}</th><td>{hours}</td><td class="number">{number}</td></tr>'
