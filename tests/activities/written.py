"""Texts as authors may write them: right to left, emoji, as long as allowed, and hostile."""

from typing import Final

from hypothesis import strategies as st

AWKWARD: Final = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img onerror",
    "<!-- ]]> -->",
    "&lt;b&gt; &amp;amp; &#39;",
    "\"Noor\" 'Sam' `Wen` \\ \\\\ \\u003c \\n \\",
    "{low} {question} $& $1 $$ ${alert(1)} %s",
    "__proto__",
    "constructor",
    "שלום עולם",
    "مرحبًا يا (نور) ٣ hello",
    "\u200fثلاثة\u200e 3",
    "👩🏽\u200d🤝\u200d👩🏿 e\u0301\u0323 a\u030a",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "Z\u0337\u0321\u034ea\u0336\u0349l\u0335g\u0338o\u0334",
    "a\u2028b\u2029c\u00a0d\ufeffe\u200b",
    "=HYPERLINK(1)",
    "[x](javascript:alert(1)) ![x](http://outside.test/x.png)",
    "{{constructor.constructor('alert(1)')()}}",
)


def written(most: int = 500) -> st.SearchStrategy[str]:
    """Any text of 1 to `most` characters on one line, and the awkward ones often."""
    long = ("🫁" * most, "x" * most, ("word " * most)[:most])
    awkward = st.sampled_from([text for text in (*AWKWARD, *long) if len(text) <= most])
    plain = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=most)
    return st.one_of(awkward, plain).filter(lambda text: bool(text.strip()))
