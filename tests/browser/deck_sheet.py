"""What the deck tests ask of every slide: it stands inside its safe area, in readable type."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from askfirst.export.deck import render_deck
from tests.export.samples import CLAIMS, FILLED, module, text, whole_module

# Waits go by what stands there: polled expressions are evaluated, which the policy forbids.
READY = ".reveal.ready"

# Every piece of text and every picture of the slide, measured in the slide's own 1280 x 720.
MEASURE = """() => {
  const pictures = "svg.qr, img, button, .remaining, .drawing svg";
  const slide = Reveal.getCurrentSlide();
  const frame = slide.querySelector(".frame").getBoundingClientRect();
  const scale = frame.width / 1280;
  const foot = slide.querySelector(".foot");
  const found = [];
  const walker = document.createTreeWalker(slide.querySelector(".frame"), NodeFilter.SHOW_TEXT);
  const note = (what, rect, size, inFoot) => found.push({
    what, size, inFoot,
    left: (rect.left - frame.left) / scale, top: (rect.top - frame.top) / scale,
    right: (rect.right - frame.left) / scale, bottom: (rect.bottom - frame.top) / scale });
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    const text = node.textContent.trim();
    if (!text || parent.closest(".unseen, .tall, [hidden], title, desc")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const zoom = parent.ownerSVGElement ? parent.getScreenCTM().a / scale : 1;
    const size = parseFloat(getComputedStyle(parent).fontSize) * zoom;
    for (const rect of range.getClientRects()) {
      note(text, rect, size, foot.contains(node));
    }
  }
  for (const picture of slide.querySelectorAll(pictures)) {
    const name = picture.getAttribute("class") ?? picture.tagName;
    if (picture.checkVisibility()) note(name, picture.getBoundingClientRect(), 99, false);
  }
  const all = document.querySelector(".slides").getBoundingClientRect();
  const moved = Math.hypot(frame.left - all.left, frame.top - all.top) / scale;
  const top = (name) => slide.querySelector(name)?.getBoundingClientRect();
  const headline = slide.querySelector(".frame > h2, .asked > h2");
  const said = Number(slide.className.match(/lines-([0-9])/)?.[1]);
  const high = said && headline ? Math.round(headline.scrollHeight / 56) : 0;
  const over = (top(".promise")?.bottom ?? 0) - (top(".path")?.top ?? 0);
  const footer = (foot.getBoundingClientRect().top - frame.top) / scale;
  return { found, moved, high, said, over, foot: footer };
}"""


# The rows of a question that its list has no room for; nobody scrolls on a projector.
HIDDEN = """() => [...Reveal.getCurrentSlide().querySelectorAll(".stage > .askfirst > ol")]
  .flatMap((list) => [...list.children].filter((row) =>
    row.getBoundingClientRect().bottom > list.getBoundingClientRect().bottom + 1))
  .map((row) => row.textContent)"""


def hidden_rows(page: Page) -> list[str]:
    """Return the rows of the question on the current slide that nobody sees."""
    return list(page.evaluate(HIDDEN))


def misfits(page: Page) -> list[str]:
    """Return what leaves the safe area of the current slide, runs into its footer or is small.

    That it does not stand where all slides stand is said first, then what its headline and its
    promise take.
    """
    return misfits_of(page.evaluate(MEASURE))


def misfits_of(measured: Mapping[str, Any]) -> list[str]:
    """Return the same of what `MEASURE` found on a slide."""
    wrong = [f"it stands {measured['moved']:.0f} px off"] if measured["moved"] > 1 else []
    if measured["high"] > measured["said"]:
        wrong.append(f"its headline takes {measured['high']} lines, not {measured['said']}")
    if measured["over"] > 0:
        wrong.append(f"its promise runs {measured['over']:.0f} px into the path")
    for piece in measured["found"]:
        said = f"{piece['what'][:40]!r}"
        if piece["left"] < 76 or piece["right"] > 1204 or piece["top"] < 52:
            wrong.append(f"{said} leaves the margins: {piece}")
        if piece["bottom"] > 700 or (
            not piece["inFoot"] and piece["bottom"] > measured["foot"] + 1
        ):
            wrong.append(f"{said} runs into the footer: {piece}")
        if piece["size"] < 21.9:
            wrong.append(f"{said} is {piece['size']:.1f} px, under 22")
    return wrong


def whole_deck(folder: Path) -> str:
    """Write a deck with one slide of each kind, and return its address on disk."""
    file = folder / "deck.html"
    html = render_deck(whole_module(folder), claims=CLAIMS, services=FILLED)
    file.write_text(html, encoding="utf-8")
    return file.as_uri()


def open_deck(page: Page, address: str) -> int:
    """Open a deck and return how many slides it has."""
    page.goto(address)
    page.wait_for_selector(READY)
    page.evaluate("document.fonts.ready.then(() => null)")
    return int(page.evaluate("Reveal.getTotalSlides()"))


def open_behind_title(page: Page, folder: Path, *cells: Mapping[str, Any]) -> str:
    """Open a deck of a title and these cells from disk, go to the first of them, and say where."""
    file = folder / "deck.html"
    file.write_text(render_deck(module(text("# Title"), *cells)), encoding="utf-8")
    page.set_viewport_size({"width": 1280, "height": 720})
    open_deck(page, file.as_uri())
    page.keyboard.press("ArrowRight")
    at(page, 2)
    return file.as_uri()


def show(page: Page, slide: int) -> None:
    """Go to a slide, counted from 1."""
    page.evaluate(f"Reveal.slide({slide - 1})")
    at(page, slide)


def at(page: Page, slide: int) -> None:
    """Wait until the deck stands at a slide, counted from 1."""
    page.wait_for_selector(f"section.slide:nth-of-type({slide}).present")
