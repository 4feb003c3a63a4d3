"""Short compounds stay on one line of a slide: "self-touch" does not end a line at its hyphen.

In print `kept` of print.typ does the same.
"""

import re
from typing import Final

APART: Final = re.compile(
    r"(<svg\b.*?</svg>|<pre\b.*?</pre>|<style\b.*?</style>|<[^>]*>)", re.DOTALL
)
COMPOUND: Final = re.compile(r"\b\w+(?:-\w+)+\b")
LONGEST: Final = 20  # letters; a longer one may need its hyphen to fit a column


def kept_whole(html: str) -> str:
    """Return HTML with each short compound in its texts in a span that does not break."""
    parts = APART.split(html)
    parts[::2] = (COMPOUND.sub(_whole, said) for said in parts[::2])
    return "".join(parts)


def _whole(found: re.Match[str]) -> str:
    said = found[0]
    return said if len(said) > LONGEST else f'<span class="whole">{said}</span>'
