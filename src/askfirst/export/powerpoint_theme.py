"""Colours, faces and table styles of a presentation, as its theme holds them."""

from typing import Final

from askfirst.export.powerpoint_layouts import Color

A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
STYLES: Final = {
    Color.PAPER: "{A5CF1A57-0000-4A5C-8000-000000000001}",
    Color.STRAW: "{A5CF1A57-0000-4A5C-8000-000000000002}",
}
"""Tables are ruled by one of our own styles, by the ground they stand on."""


THEME_COLORS: Final = (
    ("dk1", "17252B"), ("lt1", "FFFFFF"), ("dk2", "55636A"), ("lt2", "FBEFC6"),
    ("accent1", "0A5A66"), ("accent2", "10323C"), ("accent3", "F2B632"), ("accent4", "8789AF"),
    ("accent5", "E9BE55"), ("accent6", "6A7980"), ("hlink", "0A5A66"), ("folHlink", "55636A"),
)  # fmt: skip
EXTRA_COLORS: Final = (
    ("Line", Color.LINE), ("Line on straw", Color.STRAW_LINE), ("Text on night", Color.NIGHT_TEXT),
    ("Soft text on night", Color.NIGHT_SOFT), ("Line on night", Color.NIGHT_LINE),
)  # fmt: skip
FACES: Final = '<a:latin typeface="{0}"/><a:ea typeface=""/><a:cs typeface=""/>'


def theme() -> str:
    """Return the theme: colours in the order of the house, Georgia and Arial."""
    colors = "".join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in THEME_COLORS)
    extra = "".join(
        f'<a:custClr name="{n}"><a:srgbClr val="{c}"/></a:custClr>' for n, c in EXTRA_COLORS
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="19050" cap="flat">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{A}" name="Ask First"><a:themeElements>'
        f'<a:clrScheme name="Ask First">{colors}</a:clrScheme><a:fontScheme name="Ask First">'
        f"<a:majorFont>{FACES.format('Georgia')}</a:majorFont>"
        f"<a:minorFont>{FACES.format('Arial')}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Ask First"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/>"
        f"<a:custClrLst>{extra}</a:custClrLst></a:theme>"
    )


def solid(color: Color) -> str:
    """Return a fill."""
    named = "srgbClr" if len(color) == 6 and color.isupper() else "schemeClr"
    value = "bg2" if color is Color.STRAW else color
    return f'<a:solidFill><a:{named} val="{value}"/></a:solidFill>'


def table_styles() -> str:
    """Return the styles of tables: a rule under the head, hairlines between rows, no fill."""
    styles = "".join(
        _table_style(STYLES[ground], name, line)
        for ground, name, line in (
            (Color.PAPER, "Ask First", Color.LINE),
            (Color.STRAW, "Ask First on straw", Color.STRAW_LINE),
        )
    )
    return f'<a:tblStyleLst xmlns:a="{A}" def="{STYLES[Color.PAPER]}">{styles}</a:tblStyleLst>'


def _table_style(identity: str, name: str, line: Color) -> str:
    def text(face: str, color: Color, bold: str) -> str:
        return (
            f'<a:tcTxStyle b="{bold}"><a:fontRef idx="{face}"/><a:schemeClr val="{color}"/>'
            "</a:tcTxStyle>"
        )

    def edge(side: str, width: int, color: Color | None) -> str:
        drawn = f'w="{width}"' if color else ""
        return (
            f"<a:{side}><a:ln {drawn}>{solid(color) if color else '<a:noFill/>'}</a:ln></a:{side}>"
        )

    inner = "".join(
        edge(side, 9525, line if side in {"bottom", "insideH"} else None)
        for side in ("left", "right", "top", "bottom", "insideH", "insideV")
    )
    head = edge("bottom", 19050, Color.INK)
    return (
        f'<a:tblStyle styleId="{identity}" styleName="{name}"><a:wholeTbl>'
        f"{text('major', Color.INK, 'off')}<a:tcStyle><a:tcBdr>{inner}</a:tcBdr></a:tcStyle>"
        f"</a:wholeTbl><a:firstCol>{text('major', Color.INK, 'on')}"
        "<a:tcStyle><a:tcBdr/></a:tcStyle></a:firstCol>"
        f"<a:firstRow>{text('minor', Color.STONE, 'off')}<a:tcStyle><a:tcBdr>{head}"
        "</a:tcBdr></a:tcStyle></a:firstRow></a:tblStyle>"
    )
