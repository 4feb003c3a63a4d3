"""The empty presentation: theme, master, layouts and table styles, written from the layouts' data.

The parts that are the same in each presentation are made here, once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import Final

from askfirst.export.powerpoint_layouts import (
    BODY,
    CLAIM,
    EMU,
    HIGH,
    LABEL,
    LAYOUTS,
    NOTES,
    NOTES_BOX,
    NOTES_IMAGE,
    WIDE,
    Box,
    Color,
    Layout,
    Place,
    Type,
)
from askfirst.export.powerpoint_package import RELATED as R
from askfirst.export.powerpoint_package import Part
from askfirst.export.powerpoint_theme import A, solid, table_styles, theme
from askfirst.records import replace

P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
SPACES: Final = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FIRST_ID: Final = 2147483648
NO_PLACE: Final = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
)
LIGHT_MAP: Final = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"'
)
NIGHT_MAP: Final = (
    LIGHT_MAP.replace('bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"',
                      'bg1="accent2" tx1="lt1" bg2="dk1" tx2="lt2"')
    .replace('hlink="hlink" folHlink="folHlink"', 'hlink="accent3" folHlink="accent3"')
)  # fmt: skip
"""On night new text is white and links are marigold, without anybody having to see to it."""

TYPES: Final = {
    "presentation": f"{OFFICE}.presentationml.presentation.main+xml",
    "slideMasters/slideMaster1": f"{OFFICE}.presentationml.slideMaster+xml",
    "notesMasters/notesMaster1": f"{OFFICE}.presentationml.notesMaster+xml",
    "theme/theme1": f"{OFFICE}.theme+xml",
    "theme/theme2": f"{OFFICE}.theme+xml",
    "presProps": f"{OFFICE}.presentationml.presProps+xml",
    "viewProps": f"{OFFICE}.presentationml.viewProps+xml",
    "tableStyles": f"{OFFICE}.presentationml.tableStyles+xml",
}
LAYOUT_TYPE: Final = f"{OFFICE}.presentationml.slideLayout+xml"
LAYOUT_PARTS: Final = {
    name: f"slideLayouts/slideLayout{number}" for number, name in enumerate(LAYOUTS, 1)
}
LEADS: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "presentation": (
        ("slideMaster", "slideMasters/slideMaster1"),
        ("notesMaster", "notesMasters/notesMaster1"),
        ("theme", "theme/theme1"),
        *((name, name) for name in ("presProps", "viewProps", "tableStyles")),
    ),
    "notesMasters/notesMaster1": (("theme", "theme/theme2"),),
    "slideMasters/slideMaster1": (
        *(("slideLayout", part) for part in LAYOUT_PARTS.values()),
        ("theme", "theme/theme1"),
    ),
    **dict.fromkeys(LAYOUT_PARTS.values(), (("slideMaster", "slideMasters/slideMaster1"),)),
}
"""What leads where; ids are given in this order, and the XML of each part knows them."""


@cache
def _template() -> tuple[Part, ...]:
    """Return the parts that every presentation has, made once."""
    parts = {name: Part(f"ppt/{name}.xml", type_, text) for name, type_, text in _texts()}
    for name, targets in LEADS.items():
        for kind, target in targets:
            parts[name].relate(kind, parts[target])
    return tuple(parts.values())


def template() -> tuple[Part, ...]:
    """Return the parts of an empty presentation in our layouts."""
    return tuple(replace(part, related={**part.related}) for part in _template())


def layout_part(name: str) -> str:
    """Return the path of the part that holds a layout."""
    return f"ppt/{LAYOUT_PARTS[name]}.xml"


def _texts() -> Iterator[tuple[str, str, str]]:
    """Give name, content type and XML of each part."""
    said = {
        "presentation": "",  # written last: it names all slides
        "slideMasters/slideMaster1": _master(),
        "notesMasters/notesMaster1": _notes_master(),
        "theme/theme1": theme(),
        "theme/theme2": theme(),
        "presProps": f"<p:presentationPr {SPACES}/>",
        "viewProps": f"<p:viewPr {SPACES}/>",
        "tableStyles": table_styles(),
    }
    for name, text in said.items():
        yield name, TYPES[name], text
    for layout, part in zip(LAYOUTS.values(), LAYOUT_PARTS.values(), strict=True):
        yield part, LAYOUT_TYPE, _layout(layout)


def presentation_xml(slides: Iterable[tuple[int, str]], sections: str) -> str:
    """Return the part that names all slides, each by its number and its relationship."""
    ids = "".join(f'<p:sldId id="{number}" r:id="{related}"/>' for number, related in slides)
    levels = "".join(
        f'<a:lvl{n}pPr marL="{(n - 1) * 381000}" algn="l">{_look(BODY)}</a:lvl{n}pPr>'
        for n in range(1, 6)
    )
    return (
        f'<p:presentation {SPACES} saveSubsetFonts="1"><p:sldMasterIdLst>'
        f'<p:sldMasterId id="{FIRST_ID}" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst>'
        '<p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f"<p:sldIdLst>{ids}</p:sldIdLst>"
        f'<p:sldSz cx="{WIDE * EMU}" cy="{HIGH * EMU}"/><p:notesSz cx="6858000" cy="9144000"/>'
        f"<p:defaultTextStyle>{levels}</p:defaultTextStyle>{sections}</p:presentation>"
    )


def _master() -> str:
    places = [place for place in LAYOUTS["Words"].places if place.name != "Foot"]
    shapes = "".join(
        _placeholder(n, _in_master(place), master=True) for n, place in enumerate(places, 2)
    )
    ids = "".join(
        f'<p:sldLayoutId id="{FIRST_ID + n}" r:id="rId{n}"/>' for n in range(1, len(LAYOUTS) + 1)
    )
    return (
        f"<p:sldMaster {SPACES}><p:cSld>{_ground(Color.PAPER)}<p:spTree>{NO_PLACE}{shapes}"
        f"</p:spTree></p:cSld><p:clrMap {LIGHT_MAP}/><p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        f"<p:txStyles><p:titleStyle>{_levels(CLAIM)[0]}</p:titleStyle>"
        f"<p:bodyStyle>{''.join(_levels(BODY))}</p:bodyStyle>"
        f"<p:otherStyle>{''.join(_levels(LABEL))}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _in_master(place: Place) -> Place:
    """Return a place as the master has it: its body is the only one, with the usual index."""
    index = 1 if place.kind == "body" else place.index
    return replace(place, index=index)


def _layout(layout: Layout) -> str:
    night = layout.ground is Color.NIGHT
    mapping = f"<a:overrideClrMapping {NIGHT_MAP}/>" if night else "<a:masterClrMapping/>"
    drawn = [*(_marks() if layout.mark else ()), *([_dotted_ring()] if layout.ring else ())]
    places = (_placeholder(n, place) for n, place in enumerate(layout.places, 2 + len(drawn)))
    shapes = [shape.replace("{id}", str(n)) for n, shape in enumerate(drawn, 2)]
    return (
        f'<p:sldLayout {SPACES} preserve="1" userDrawn="1"><p:cSld name="{layout.name}">'
        f"{_ground(layout.ground)}<p:spTree>{NO_PLACE}{''.join(shapes)}{''.join(places)}"
        f"</p:spTree></p:cSld><p:clrMapOvr>{mapping}</p:clrMapOvr></p:sldLayout>"
    )


def _ground(color: Color) -> str:
    return f"<p:bg><p:bgPr>{solid(color)}<a:effectLst/></p:bgPr></p:bg>"


def _placeholder(number: int, place: Place, *, master: bool = False) -> str:
    size = ' sz="quarter"' if place.kind == "sldNum" else ""
    index = f' idx="{place.index}"' if place.index else ""
    fill = solid(place.fill) if place.fill else ""
    edge = f'<a:ln w="19050">{solid(Color.EDGE)}</a:ln>' if place.edge else ""
    inset = place.inset * EMU
    numbered = '<a:fld id="{A5CF1A57-0000-4A5C-8000-00000000000F}" type="slidenum"><a:rPr lang='
    said = (
        f'{numbered}"en-GB"/><a:t>‹#›</a:t></a:fld>'
        if place.kind == "sldNum"
        else f'<a:r><a:rPr lang="en-GB"/><a:t>{escape(place.prompt)}</a:t></a:r>'
        if place.prompt
        else ""
    )
    levels = "".join(_levels(place.type, place.align, plain=place.kind != "body"))
    own = place.kind in {"title", "body", "pic"} and not master
    prompt = ' hasCustomPrompt="1"' if own else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{place.name}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{place.kind}"{size}{index}'
        f"{prompt}/></p:nvPr></p:nvSpPr><p:spPr>{frame(place.box)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}{edge}</p:spPr><p:txBody>'
        f'<a:bodyPr vert="horz" wrap="square" lIns="{inset}" tIns="0" rIns="{inset}" bIns="0" '
        f'anchor="{place.anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>{levels}</a:lstStyle>'
        f"<a:p>{said}</a:p></p:txBody></p:sp>"
    )


def _levels(type_: Type, align: str = "l", *, plain: bool = False) -> list[str]:
    """Return how each level is set: text without a bullet, then two levels of a list."""
    night = type_.color in {Color.NIGHT_TEXT, Color.NIGHT_SOFT}
    bullet = (
        f'<a:buClr><a:schemeClr val="{Color.MARIGOLD if night else Color.ASK}"/></a:buClr>'
        '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    )
    levels = []
    for number in range(1, 2 if plain else 6):
        listed = number > 1
        before = min(type_.before, 12) if listed else type_.before
        levels.append(
            f'<a:lvl{number}pPr marL="{(number - 1) * 381000}" indent="{-266700 if listed else 0}" '
            f'algn="{align}" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
            f'<a:lnSpc><a:spcPct val="{type_.spacing * 1000}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{before * 75}"/></a:spcBef>'
            f"{bullet if listed else '<a:buNone/>'}{_look(type_)}</a:lvl{number}pPr>"
        )
    return levels


def _look(type_: Type) -> str:
    face = "mn" if type_.sans else "mj"
    return (
        f'<a:defRPr lang="en-GB" sz="{round(type_.size * 75)}" b="{int(type_.bold)}" i="0" '
        f'kern="1200">{solid(type_.color)}<a:latin typeface="+{face}-lt"/>'
        f'<a:ea typeface="+{face}-ea"/><a:cs typeface="+{face}-cs"/></a:defRPr>'
    )


def frame(box: Box, tag: str = "a:xfrm") -> str:
    """Return where something stands, in PowerPoint's measure."""
    return (
        f'<{tag}><a:off x="{box.x * EMU}" y="{box.y * EMU}"/>'
        f'<a:ext cx="{box.width * EMU}" cy="{box.height * EMU}"/></{tag}>'
    )


def _marks() -> Iterator[str]:
    """Give the wordmark with its ring, and the two lines of the path."""
    look = f'<a:rPr lang="en-GB" sz="2400" b="1">{solid(Color.INK)}<a:latin typeface="+mj-lt"/>'
    yield _drawn(
        "Wordmark", Box(80, 59, 150, 43), '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
        f"<a:p><a:r>{look}</a:rPr><a:t>Ask First</a:t></a:r></a:p>",
    )  # fmt: skip
    ring = f'<a:ln w="28575">{solid(Color.ASK)}</a:ln>'
    yield _drawn("Ring", Box(231, 84, 10, 10), _preset("ellipse", ring))
    for number, (side, start, end) in enumerate(((-1, 532, 526), (1, 588, 594)), 1):
        yield _drawn(f"Path {number}", Box(0, 500, 1280, 120), _way(560 + 6 * side, start, end))


def _way(middle: int, start: int, end: int) -> str:
    def at(x: int, y: int) -> str:
        return f'<a:pt x="{x}" y="{y - 500}"/>'

    line = f'<a:noFill/><a:ln w="47625">{solid(Color.ASK)}</a:ln>'
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="1280" h="120" fill="none"><a:moveTo>{at(0, start)}</a:moveTo>'
        f"<a:cubicBezTo>{at(34, start)}{at(46, middle)}{at(80, middle)}</a:cubicBezTo>"
        f"<a:lnTo>{at(1110, middle)}</a:lnTo>"
        f"<a:cubicBezTo>{at(1174, middle)}{at(1206, end)}{at(1280, end)}</a:cubicBezTo>"
        f"</a:path></a:pathLst></a:custGeom>{line}"
    )


def _dotted_ring() -> str:
    line = f'<a:ln w="31750" cap="rnd">{solid(Color.MARIGOLD)}<a:prstDash val="sysDot"/></a:ln>'
    return _drawn("Ring", Box(82, 62, 24, 24), _preset("ellipse", line))


def _preset(shape: str, line: str) -> str:
    return f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom><a:noFill/>{line}'


def _drawn(name: str, box: Box, geometry: str, said: str = "") -> str:
    text = said or '<a:p><a:endParaRPr lang="en-GB"/></a:p>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{{id}}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f"</p:nvSpPr><p:spPr>{frame(box)}{geometry}</p:spPr><p:txBody>"
        '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle/>{text}</p:txBody></p:sp>"
    )


def _notes_master() -> str:
    levels = "".join(
        f'<a:lvl{n}pPr marL="{(n - 1) * 228600}" indent="{-228600 if n > 1 else 0}" algn="l">'
        f'<a:spcBef><a:spcPts val="{NOTES.before * 75}"/></a:spcBef>'
        f'<a:defRPr lang="en-GB" sz="{round(NOTES.size * 75)}">'
        f'{solid(Color.INK)}<a:latin typeface="Georgia"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 6)
    )
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" '
        'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{frame(NOTES_IMAGE)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:noFill/><a:ln w="9525">{solid(Color.EDGE)}</a:ln></p:spPr></p:sp>'
    )
    # LibreOffice reads the levels where the text stands, and not those of the master.
    body = (
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr>'
        f'{frame(NOTES_BOX)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle>{levels}</a:lstStyle>'
        '<a:p><a:r><a:rPr lang="en-GB"/><a:t>Notes</a:t></a:r></a:p></p:txBody></p:sp>'
    )
    return (
        f"<p:notesMaster {SPACES}><p:cSld>{_ground(Color.PAPER)}<p:spTree>{NO_PLACE}{image}{body}"
        f"</p:spTree></p:cSld><p:clrMap {LIGHT_MAP}/><p:notesStyle>{levels}</p:notesStyle>"
        "</p:notesMaster>"
    )
