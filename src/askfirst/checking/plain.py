"""Text without its markup, cut into sentences and words, and how hard it is to read."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

MARK: Final = re.compile(r"\[(C\d\d)\]\(#(C\d\d)\)")
IMAGE: Final = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]+\)|<https?://[^>]+>")
WORD: Final = re.compile(r"[\w’'&-]*\w[\w’'&-]*")
SILENT: Final = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeioutdy])ed$|(?<=[^aeioucglsxyz])es$")
VOWELS: Final = re.compile(r"[aeiouyà-öø-ü]+")
FULL: Final = re.compile(r"(?<=[.!?])[”’\"*)]*\s+")
ENDS: Final = re.compile(r"(?<=[.!?:])[”’\"*)]*\s+")


def plain(source: str) -> str:
    """Return the words of Markdown that are seen: no pictures, source marks or signs."""
    text = LINK.sub(lambda found: found[1] or "", MARK.sub("", IMAGE.sub("", source)))
    text = re.sub(r"^\s*\d+\. ", "", text, flags=re.MULTILINE)
    return re.sub(r"^[|\s:-]+$|[#*>|`_]", " ", text, flags=re.MULTILINE)


def words(source: str) -> list[str]:
    """Return the words of Markdown."""
    return WORD.findall(plain(source))


def sentences(source: str, *, ends: re.Pattern[str] = ENDS) -> Iterator[str]:
    """Give the sentences; the ends of lines and of table cells end one too."""
    for line in re.split(r"\n|\|", MARK.sub("", IMAGE.sub("", source))):
        yield from (part for part in ends.split(line) if WORD.search(part))


def grade(sources: Sequence[str]) -> float:
    """Return the reading level of English texts as a school grade, 0 for none.

    The Flesch-Kincaid grade level: 0.39 words a sentence + 11.8 syllables a word - 15.59.
    Whole sentences count, so fragments of four words and less, such as cells of a table, are
    left out. Source: Kincaid, Fishburne, Rogers and Chissom 1975, Research Branch Report 8-75.

    Args:
        sources: Markdown of some cells.
    """
    said = [WORD.findall(plain(s)) for source in sources for s in sentences(source, ends=FULL)]
    whole = [sentence for sentence in said if len(sentence) > 4]
    if not whole:
        return 0.0
    every = [word for sentence in whole for word in sentence]
    count = sum(map(syllables, every))
    return 0.39 * len(every) / len(whole) + 11.8 * count / len(every) - 15.59


def syllables(word: str) -> int:
    """Return about how many syllables an English word has, 1 at least.

    Groups of vowels, without a silent e at the end. Libraries that do better bring a dictionary
    that has to be fetched, or a licence that would bind this project.
    """
    return max(1, len(VOWELS.findall(SILENT.sub("", word.lower()))))
