"""What is drawn on a slide and is no text of it, as XML: lines, and the rings of the path."""

import re
from collections.abc import Callable
from html import escape
from typing import Final

from askfirst.export.powerpoint_faces import Rings, Rule
from askfirst.export.powerpoint_layouts import EMU, Box, Color
from askfirst.export.powerpoint_template import frame
from askfirst.export.powerpoint_theme import solid

UNSAID: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, such as the codes that colour a terminal."""

DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst>"
)
FAMILIES: Final = {True: '<a:latin typeface="+mn-lt"/>', False: '<a:latin typeface="+mj-lt"/>'}


def attribute(text: str) -> str:
    """Return a text as it stands in an attribute."""
    return escape(" ".join(UNSAID.sub("", text).split()))


def rule_xml(rule: Rule, identity: int) -> str:
    """Return a line between columns."""
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{identity}" name="Rule">{DECORATIVE}</p:cNvPr>'
        f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{frame(rule.box)}"
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="19050">{solid(Color.LINE)}</a:ln></p:spPr></p:cxnSp>'
    )


def rings_xml(rings: Rings, number: Callable[[], int], language: str) -> str:
    """Return the path's rings as one group with words, since they say one thing.

    Args:
        rings: With the one of this module.
        number: Gives the next number of a shape.
        language: The attribute that names it.
    """
    box = Box(65, 530, 1060, 60)
    group = number()
    inside = "".join(_ring(index, rings, number(), language) for index in range(rings.count))
    same = f'<a:chOff x="{box.x * EMU}" y="{box.y * EMU}"/>'
    same += f'<a:chExt cx="{box.width * EMU}" cy="{box.height * EMU}"/>'
    placed = frame(box).replace("</a:xfrm>", f"{same}</a:xfrm>")
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{group}" name="Path" '
        f'descr="{attribute(rings.alt)}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{placed}</p:grpSpPr>{inside}</p:grpSp>"
    )


def _ring(index: int, rings: Rings, identity: int, language: str) -> str:
    here = rings.here
    x = round(80 + index * 1030 / max(1, rings.count - 1))
    radius = 30 if index == here else 13
    box = Box(x - radius, 560 - radius, 2 * radius, 2 * radius)
    looks = (
        f'<a:rPr{language} sz="2100" b="1" dirty="0">{solid(Color.INK)}{FAMILIES[False]}</a:rPr>'
    )
    number = f"<a:r>{looks}<a:t>{escape(rings.number)}</a:t></a:r>"
    text = number if index == here else f"<a:endParaRPr{language}/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{identity}" name="Module {index:02}"/><p:cNvSpPr/>'
        f"<p:nvPr/></p:nvSpPr><p:spPr>{frame(box)}"
        '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
        f"{solid(Color.ASK if index < here else Color.PAPER)}"
        f'<a:ln w="47625">{solid(Color.ASK)}</a:ln></p:spPr><p:txBody><a:bodyPr wrap="none" '
        'lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
        f'<a:p><a:pPr algn="ctr"/>{text}</a:p></p:txBody></p:sp>'
    )
