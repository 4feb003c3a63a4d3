"""A formula as the letters of a line, for text that is edited and holds no picture: x² ≤ a/(b + c).

Read from the same MathML that pages show. What takes more than a line, such as a matrix, is told.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final
from unicodedata import name, normalize
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from msgspec import Struct

from askfirst.export.errors import ExportError
from askfirst.export.formulas import mathml
from askfirst.export.runs import Run, Runs
from askfirst.records import replace

TALL: Final = "it takes more than one line of text; give it lines of its own"
INSIDE: Final = frozenset({"math", "mrow", "mstyle", "mpadded"})
SCRIPTS: Final = {
    "msub": "_", "msup": "^", "msubsup": "_^", "munder": "_", "munderover": "_^",
}  # fmt: skip
ACCENTS: Final = {
    "^": "\u0302", "~": "\u0303", "¯": "\u0304", "―": "\u0305", "_": "\u0332", "˙": "\u0307",
    "¨": "\u0308", "→": "\u20d7",
}  # fmt: skip
RAISED: Final = str.maketrans("0123456789+−=()n′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ′")
LOWERED: Final = str.maketrans("0123456789+−=()ijn", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵢⱼₙ")
OPENS, CLOSES = "([{⟨⌊⌈", ")]}⟩⌋⌉"
TIGHT: Final = frozenset(f"{OPENS}{CLOSES}!′/|‖∂∇∑∏∫√%°∘∞…∅")
AFTER: Final = frozenset(",;")
BROAD: Final = frozenset("∑∏∫∮⋃⋂")  # what stands over and under them may stand beside them
SIGNS: Final = frozenset("+−±∓")
SHIFTED: Final = {"′": "′", "∘": "°", "°": "°"}  # they stand high by themselves
ATOM: Final = re.compile(r"[√∂]?(\d[\d.]*|[^\W\d]′*|∞)?(\(([^()]|\([^()]*\))*\))?")
PLAIN: Final = re.compile(r"\d[\d.]*|[^\W\d]")
LOOSE: Final = re.compile(r"[^\w.,()\[\]′°∞√∂]")
THIN: Final = 0.1  # em


class _Bit(Struct, frozen=True):
    """A few letters and how they stand; a sign has room around it, a name has room after it."""

    text: str
    slanted: bool = False
    bold: bool = False
    raised: int = 0
    sign: bool = False
    name: bool = False


@lru_cache(maxsize=1024)
def formula_line(source: str) -> Runs:
    """Return a formula as runs of one line; the same for the same LaTeX.

    Args:
        source: LaTeX, without its dollar signs.

    Raises:
        ExportError: It is not whole, holds what is not known, or takes more than a line.
    """
    bits = [bit for bit in _spaced([*_bits(fromstring(mathml(source)), 0)]) if bit.text]
    if not bits:
        raise ExportError("it is empty")
    groups = groupby(bits, key=lambda bit: (bit.slanted, bit.bold, bit.raised))
    return tuple(
        Run(text="".join(bit.text for bit in group), slanted=slanted, bold=bold, raised=raised)
        for (slanted, bold, raised), group in groups
    )


def _bits(element: Element, raised: int) -> Iterator[_Bit]:
    kind, children = element.tag, [*element]
    words = (element.text or "").strip()
    if kind in INSIDE:
        yield from _row(children, raised)
    elif kind == "mi" and words not in SIGNS:
        yield _letter(element, words, raised)
    elif kind in {"mo", "mi"}:
        sign = len(words) == 1 and words not in TIGHT
        words = words.replace("∣", "|")  # which more typefaces have
        yield _Bit(words, raised=raised, sign=sign, name=len(words) > 1 or words in BROAD)
    elif kind in {"mn", "ms"}:
        yield _Bit(words, raised=raised)
    elif kind == "mtext":
        yield _Bit((element.text or "").replace("\u00a0", " "), raised=raised)
    elif kind == "mspace":
        wide = element.get("width", "0").removesuffix("em")
        yield from [_Bit(" ", raised=raised)] * (_number(wide) > THIN)
    elif kind in SCRIPTS:
        yield from _scripts(kind, children, raised)
    elif kind == "mover":
        yield from _accented(children, raised)
    elif kind == "mfrac" and element.get("linethickness") != "0":
        yield from _fraction(children, raised)
    elif kind in {"msqrt", "mroot"}:
        yield from _root(kind, children, raised)
    elif kind != "mphantom":
        raise ExportError(TALL)


def _row(children: Sequence[Element], raised: int) -> Iterator[_Bit]:
    """Give what stands side by side; a fraction is kept apart from what it is multiplied with."""
    for before, child, after in zip(
        [None, *children], children, [*children[1:], None], strict=False
    ):
        fraction = child.tag == "mfrac"
        if fraction and before is not None and before.tag == "mn":
            yield _Bit(" ", raised=raised)
        multiplied = fraction and after is not None and _is_factor(after)
        yield from _held([*_bits(child, raised)], raised, whole=not multiplied)


def _is_factor(element: Element) -> bool:
    return element.tag not in {"mo", "mspace"} or (element.text or "") in {*BROAD, *OPENS}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _letter(element: Element, words: str, raised: int) -> _Bit:
    """Return a letter: slanted if it stands for something, upright if it is a name or a sign."""
    bold = "bold" in element.get("mathvariant", "") or (
        words != "" and all("MATHEMATICAL BOLD" in name(letter, "") for letter in words)
    )
    said = normalize("NFKC", words) if bold else words
    if len(said) > 1:
        return _Bit(said, raised=raised, name=True)
    upright = element.get("mathvariant") == "normal" or not said.isalpha()
    greek = "GREEK CAPITAL" in name(said, "") if said else False
    slanted = not (upright or bold or greek or said > "\u1fff")
    return _Bit(said, slanted=slanted, bold=bold, raised=raised)


def _scripts(kind: str, children: Sequence[Element], raised: int) -> Iterator[_Bit]:
    """Give what stands above and below something beside it, raised and lowered."""
    base, *others = children
    stands = [*_bits(base, raised)]
    under = kind.startswith("munder")
    if under and not (base.tag == "mo" and any(bit.name for bit in stands)):
        raise ExportError(TALL)  # such as a brace with what it holds together
    yield from (replace(bit, name=False) for bit in stands)
    for place, script in zip(SCRIPTS[kind], others, strict=True):
        yield from _script(script, 1 if place == "^" else -1, raised)
    if any(bit.name for bit in stands):
        yield _Bit("", raised=raised, name=True)


def _script(script: Element, where: int, raised: int) -> Iterator[_Bit]:
    bits = [*_bits(script, raised or where)]
    said = _said(bits)
    if where > 0 and all(letter in SHIFTED for letter in said):
        yield _Bit("".join(SHIFTED[letter] for letter in said), raised=raised)
    elif not raised:
        yield from (replace(bit, sign=False, name=False) for bit in bits)
    else:  # a script of a script, for which there are letters of their own
        small = said.translate(RAISED if where > 0 else LOWERED)
        if set(small) & set(said):
            raise ExportError(TALL)
        yield _Bit(small, raised=raised)


def _accented(children: Sequence[Element], raised: int) -> Iterator[_Bit]:
    base, over = children
    accent = ACCENTS.get((over.text or "").strip()) if over.tag == "mo" else None
    bits = [*_bits(base, raised)]
    if accent is None or any(bit.sign or bit.raised != raised for bit in bits):
        raise ExportError(TALL)
    for bit in bits:
        yield replace(bit, text="".join(f"{letter}{accent}" for letter in bit.text))


def _fraction(children: Sequence[Element], raised: int) -> Iterator[_Bit]:
    above, below = ([*_spaced([*_bits(child, raised)])] for child in children)
    yield from _held(above, raised, whole=LOOSE.search(_unheld(above)) is None)
    yield _Bit("/", raised=raised)
    yield from _held(below, raised, whole=_is_atom(below, raised))


def _root(kind: str, children: Sequence[Element], raised: int) -> Iterator[_Bit]:
    inside = children[:1] if kind == "mroot" else children
    bits = [*_spaced([bit for child in inside for bit in _bits(child, raised)])]
    if kind == "mroot":
        yield from _script(children[1], 1, raised or 1)
    yield _Bit("√", raised=raised)
    yield from _held(bits, raised, whole=bool(PLAIN.fullmatch(_said(bits))))


def _held(bits: Sequence[_Bit], raised: int, *, whole: bool) -> Iterator[_Bit]:
    """Give bits, in brackets where they would not hold together by themselves."""
    if whole:
        yield from bits
        return
    yield _Bit("(", raised=raised)
    yield from bits
    yield _Bit(")", raised=raised)


def _is_atom(bits: Sequence[_Bit], raised: int) -> bool:
    """Tell whether bits hold together: a number, a letter, or either before a bracket."""
    return bool(ATOM.fullmatch(_said([bit for bit in bits if bit.raised == raised])))


def _said(bits: Sequence[_Bit]) -> str:
    return "".join(bit.text for bit in bits)


def _unheld(bits: Sequence[_Bit]) -> str:
    """Return what bits say outside of brackets."""
    said, before = _said(bits), ""
    while said != before:
        said, before = re.sub(r"[(\[][^()\[\]]*[)\]]", "", said), said
    return said


def _spaced(bits: Sequence[_Bit]) -> Iterator[_Bit]:
    """Give bits with a space around each sign, and after each name and comma."""
    before: _Bit | None = None
    for place, bit in enumerate(bits):
        after = bits[place + 1] if place + 1 < len(bits) else None
        gap = after is not None and after.text[:1] not in {"", " ", *CLOSES, *AFTER}
        level = bit.raised == 0
        if bit.sign and bit.text not in AFTER and level:
            first = before is None or before.sign or before.text[-1:] in {*OPENS, "/", ""}
            alone = first and bit.text in SIGNS
            lead = "" if before is None or first or before.text.endswith(" ") else " "
            end = " " if gap and not alone else ""
            yield replace(bit, text=f"{lead}{bit.text}{end}", sign=alone)
        elif level and bit.text in AFTER:
            apart = gap and after is not None and not after.text[:1].isdigit()
            yield replace(bit, text=f"{bit.text}{' ' if apart else ''}", sign=False)
        elif level and bit.name and gap and after is not None and after.text[:1] not in OPENS:
            yield replace(bit, text=f"{bit.text} ", name=False)
        else:
            yield bit
        before = bit
