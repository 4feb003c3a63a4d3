"""The first page of the site: what there is, for whom, how private it is, and a search over all."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from askfirst.curriculum import Module
from askfirst.export.drawing import dotted_ring, ring
from askfirst.export.formulas import line_html
from askfirst.export.page_help import help_section
from askfirst.export.page_lists import rows_of
from askfirst.export.page_parts import read_page
from askfirst.export.shelf import PAPERS, Shelf
from askfirst.export.site_pages import SOURCES, module_link, site_page
from askfirst.export.site_search import (
    Place,
    glossary_places,
    index,
    module_places,
    source_places,
)
from askfirst.export.site_sources import site_claims
from askfirst.export.sizes import sized
from askfirst.plans import Entry, Plan

Texts = Mapping[str, str]
HANDBOOK: Final = "handbook/index.html"
PRINTED: Final = ("handout", "cards", "guide")
SAID_BY_SCRIPT: Final = ("found_none", "found", "found_one", "found_first", "found_nearly")


def start_page(shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return the first page of the site of all modules on a shelf."""
    texts = texts or shelf.texts("site", shelf.language)
    main = "".join(
        [
            _head(shelf.title, texts),
            _goto(shelf, texts),
            _search(texts),
            _private(texts),
            _modules(shelf, texts),
            _plans(shelf.plans, texts),
            _more(shelf, texts),
            _help(shelf, texts),
        ]
    )
    said = {name: texts[name] for name in (*SAID_BY_SCRIPT, "found_common")}
    data = {"texts": said, "search": index([*places(shelf, texts)])}
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return site_page(main, shelf, texts, data=written.replace("<", "\\u003c"))


def places(shelf: Shelf, texts: Texts) -> Iterator[Place]:
    """Give every place that can be found."""
    for module in shelf.modules:
        yield from module_places(module, module_link(module), texts)
    rows = {mark: claim.rows for mark, claim in site_claims(shelf).items()}
    yield from source_places(rows, SOURCES, texts)
    yield from glossary_places(shelf.rows_if_any("glossary"), "glossary.html", texts)


def _head(title: str, texts: Texts) -> str:
    """Return what it is: ours, or under its own title a curriculum that others made."""
    name, promise = (escape(title), "own_promise") if title else (ring("Ask First"), "promise")
    return (
        f'<div class="head"><h1>{name}</h1>'
        f'<p class="promise">{escape(texts[promise])}</p></div>'
        f"<p>{escape(texts['whom'])}</p>"
    )


def _goto(shelf: Shelf, texts: Texts) -> str:
    named = [("modules", "#modules"), *([("plans", "#plans")] if shelf.plans else [])]
    named += [("handbook_title", HANDBOOK)] if shelf.handbook else []
    named += [("notebooks_title", "notebooks.html")] if shelf.run else []
    named += [("sources_title", SOURCES), ("glossary_title", "glossary.html")]
    rows = "".join(
        f'<li><a class="go" href="{where}" rel="noreferrer">{escape(texts[name])}</a></li>'
        for name, where in named
    )
    return f'<nav aria-label="{escape(texts["on_site"])}"><ul class="goto">{rows}</ul></nav>'


def _search(texts: Texts) -> str:
    said = {name: escape(text) for name, text in texts.items()}
    return (
        f'<div class="search own" id="search" role="search" aria-label="{said["search"]}">'
        f'<label for="search-field">{said["search_in"]}</label>'
        '<input type="text" id="search-field" autocomplete="off" autocapitalize="off" '
        'spellcheck="false" enterkeyhint="search" aria-describedby="search-how">'
        f'<p class="label" id="search-how">{said["search_how"]}</p>'
        '<p class="label" id="search-said" role="status"></p>'
        f'<ul class="found" id="search-found" aria-label="{said["search"]}"></ul></div>'
        f'<p class="label script-off">{said["search_off"]}</p>'
    )


def _private(texts: Texts) -> str:
    said = {name: escape(text) for name, text in texts.items()}
    return (
        f'<aside class="private" aria-label="{said["private"]}"><p class="only">{dotted_ring()}'
        f"<b>{said['private']}</b></p><p>{said['nothing_sent']}</p><p>{said['served']}</p>"
        f"<p>{said['traces']}</p><p>{said['leave_how']}</p>"
        f'<p class="script-off">{said["no_script"]}</p></aside>'
    )


def _modules(shelf: Shelf, texts: Texts) -> str:
    rows = "".join(_module(module, shelf, texts) for module in shelf.modules)
    return (
        f'<section class="part" id="modules"><h2>{escape(texts["modules"])}</h2>'
        f'<p>{escape(texts["leading"])}</p><ol class="modules">{rows}</ol></section>'
    )


def _module(module: Module, shelf: Shelf, texts: Texts) -> str:
    alone = read_page(module).minutes
    minutes = texts["minutes"].format(alone=alone, group=f"{module.minutes:g}")
    promise = f"<p>{line_html(module.promise)}</p>" if module.promise else ""
    of = escape(texts["print_of"].format(number=module.number))
    printed = "".join(_printed(module, kind, shelf, texts) for kind in PRINTED)
    return (
        f'<li lang="{escape(module.language)}"><p class="number" aria-hidden="true">'
        f'{escape(module.number)}</p><h3><a rel="noreferrer" href="{escape(module_link(module))}">'
        f"{line_html(module.title)}</a></h3>{promise}"
        f'<p class="label">{escape(minutes)}</p><details><summary>{escape(texts["print"])}'
        f'<span class="unseen">, {of}</span></summary><ul class="print">{printed}</ul></details>'
        "</li>"
    )


def _printed(module: Module, kind: str, shelf: Shelf, texts: Texts) -> str:
    links = ""
    for paper in PAPERS:
        name = f"print/{module.stem}-{kind}-{paper}.pdf"
        file = sized(texts[paper], shelf.sizes.get(f"site/{name}"), texts)
        said = texts["print_link"].format(kind=texts[kind], file=file, number=module.number)
        links += (
            f'<a rel="noreferrer" href="{escape(name)}" aria-label="{escape(said)}">'
            f"{escape(file)}</a>"
        )
    return f"<li><span>{escape(texts[kind])}</span>{links}</li>"


def _plans(plans: tuple[Plan, ...], texts: Texts) -> str:
    if not plans:
        return ""
    rows = "".join(_plan(plan, texts) for plan in plans)
    return f'<section class="part" id="plans"><h2>{escape(texts["plans"])}</h2>{rows}</section>'


def _plan(plan: Plan, texts: Texts) -> str:
    minutes = texts["plan_minutes"].format(minutes=f"{plan.minutes:g}")
    rows = "".join(_entry(entry, texts) for entry in plan.entries)
    return (
        f'<h3>{escape(plan.title)}</h3><p class="label">{escape(minutes)}</p>'
        f'<ul class="plan">{rows}</ul>'
    )


def _entry(entry: Entry, texts: Texts) -> str:
    said = line_html(entry.title)
    title = f"<span>{said}</span>"
    if entry.module is not None:
        where = escape(module_link(entry.module))
        title = f'<a rel="noreferrer" href="{where}">{said}</a>'
    minutes = texts["plan_entry"].format(minutes=f"{entry.minutes:g}")
    return f'<li>{title}<span class="minutes">{escape(minutes)}</span></li>'


def _help(shelf: Shelf, texts: Texts) -> str:
    """Return the help of this place, and the way to the module that lists most of it."""
    local = help_section((), shelf.services, (), texts)
    module = max(shelf.modules, key=_help_rows, default=None)
    if module is None or not _help_rows(module):
        return local
    said = escape(texts["help_lists"].format(title=module.title))
    link = f'<a class="go" rel="noreferrer" href="{escape(module_link(module))}#help">{said}</a>'
    if not local:
        local = f'<section class="part help" id="help"><h2>{escape(texts["help"])}</h2></section>'
    return local.removesuffix("</section>") + link + "</section>"


def _help_rows(module: Module) -> int:
    return sum(len(rows_of(c.spec)) for c in module.cells if "help" in c.tags and c.spec)


def _more(shelf: Shelf, texts: Texts) -> str:
    own = [(HANDBOOK, "handbook_title", "handbook_about")] if shelf.handbook else []
    own += [("notebooks.html", "notebooks_title", "notebooks_about")] if shelf.run else []
    rows = "".join(
        f'<li><a class="go" rel="noreferrer" href="{where}">{escape(texts[title])}</a>'
        f'<p class="label">{escape(texts[about])}</p></li>'
        for where, title, about in (
            *own,
            (SOURCES, "sources_title", "sources_about"),
            ("glossary.html", "glossary_title", "glossary_about"),
        )
    )
    return f'<section class="part others"><h2>{escape(texts["more"])}</h2><ul>{rows}</ul></section>'
