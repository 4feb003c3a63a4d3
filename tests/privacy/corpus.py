"""Texts that look like programs, for every language that a surface of ours is written in."""

from typing import Final

AWAY: Final = "http://outside.test"
HTML: Final = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>alert(1)//-->",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "'-alert(1)-'",
    "</textarea><iframe src=http://outside.test>",
    "</title></style></noscript><img src=http://outside.test/a.png>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<object data=http://outside.test></object><embed src=http://outside.test>",
    "<base href=http://outside.test/><link rel=stylesheet href=http://outside.test/a.css>",
    "<meta http-equiv=refresh content='0; url=http://outside.test'>",
    "<form action=http://outside.test><button>x</button></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1) src=x></video>",
    "<template><script>alert(1)</script></template>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;",
    "<ſcript>alert(1)</ſcript> ＜script＞alert(1)＜/script＞",
    "<b>bold</b><h1>large</h1><marquee>moving</marquee>",
    "<askfirst-poll></askfirst-poll><slot></slot>",
)
DRAWN: Final = (
    "<svg><script>alert(1)</script><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<svg><use href='http://outside.test/a.svg#x'/><image href=http://outside.test/a.png /></svg>",
    "<svg><foreignObject><iframe src=http://outside.test></iframe></foreignObject></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<math href=javascript:alert(1)>x</math>",
)
STYLED: Final = (
    "<style>@import url(http://outside.test)</style>",
    "</style><style>*{background:url(http://outside.test/a)}",
    "x;background:url(http://outside.test/b)",
    "<p style='background:url(http://outside.test/c);position:fixed;inset:0'>x</p>",
)
WRITTEN: Final = (
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1)) [x](file:///etc/passwd)",
    "![x](http://outside.test/x.png)",
    "![x](javascript:alert(1)) ![x](//outside.test/y.png)",
    "[x]: http://outside.test/z 'onmouseover=alert(1)'",
    "<javascript:alert(1)> <http://outside.test/auto>",
    "`</code><script>alert(1)</script>`",
)
FILLED_IN: Final = (
    "{{constructor.constructor('alert(1)')()}}",
    "{{7*7}} {% include '/etc/passwd' %} ${7*7} #{7*7} <%= 7*7 %> $main $$ ${main}",
    "{0.__class__.__mro__} %(x)s %s %n {texts[ask]}",
    "${alert(1)} `${alert(1)}` \\u003cscript\\u003ealert(1)",
    "__proto__ constructor.prototype",
)
SET: Final = (
    '#read("/etc/passwd")',
    '#link("javascript:alert(1)")[x] #image("x.png") #eval("1")',
    "$ x $ *bold* _emphasis_ @label <label> #let x = 1 // gone /* gone */",
    "\\input{/etc/passwd} \\write18{id} \\href{javascript:alert(1)}{x} $\\url{x}$",
    "`#pagebreak()` ~ -- --- \\ = Heading",
)
COUNTED: Final = (
    '=HYPERLINK("http://outside.test","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    '"a","b"\r=1+1',
)
TURNED: Final = (
    "\u202egnp.exe <b>bold</b>",
    "\u2066\u2067\u2068 inside \u2069 \u200f\u200e",
    "\u200b\u200c\u200d\ufeff invisible",
    "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308" * 6,
    "👩\u200d👩\u200d👧 🏳\ufe0f\u200d🌈",
)
# No text of people: what a keyboard does not write, and a request still can hold.
CONTROLS: Final = (
    "\x00", "a\x00b", "\x07\x08\x1b[31mred\x1b[0m", "\x1b]8;;http://outside.test\x07x\x1b]8;;\x07",
    "a\u2028b\u2029c", "\x85\x7f", "\ud800", "\ufffe\uffff",
)  # fmt: skip
PRINTABLE: Final = (
    *HTML, *DRAWN, *STYLED, *WRITTEN, *FILLED_IN, *SET, *COUNTED[:-1], *TURNED,
)  # fmt: skip
EVERYTHING: Final = (*PRINTABLE, *COUNTED[-1:], *CONTROLS)
