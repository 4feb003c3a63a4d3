"""What stays on one line of a page: a blank with the word before it, code, a short compound."""

import re
from typing import Final

from askfirst.export.compounds import kept_whole
from askfirst.export.measure import NO_BREAK

# What a phone's line holds beside a word. A column of a table may need each break that it has.
BLANK: Final = re.compile(r" (?=_{4,20}(?!\w))")
FIELD: Final = re.compile(r"(?<=_ )[^_<>]{1,20}: _{4,12}(?!\w)")
CODE: Final = re.compile(r"<code>(?=[^<]{1,24}</code>)")
APART: Final = re.compile(r"(<(?:table|pre|svg)\b.*?</(?:table|pre|svg)>)", re.DOTALL)


def kept_lines(html: str) -> str:
    """Return the HTML of a page in which no line ends where two things belong together.

    A blank follows its label, which is whole where it is short; a bracket stands before its code,
    and a compound is whole.
    """
    parts = APART.split(html)
    parts[::2] = [_kept(part) for part in parts[::2]]
    return kept_whole("".join(parts))


def _kept(html: str) -> str:
    coded = CODE.sub('<code class="short">', html)
    fields = FIELD.sub(lambda found: found[0].replace(" ", NO_BREAK), coded)
    return BLANK.sub(NO_BREAK, fields)
