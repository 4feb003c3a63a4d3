"""A self-paced page as tests read it."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser


class Page(HTMLParser):
    """The tags of a page with their attributes, and the sections that each heading names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def body(html: str) -> str:
    """What is read: neither style nor data nor script."""
    return re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)


def headings(html: str) -> list[str]:
    """The headings of the parts, without marks."""
    found = re.findall(r"<h2[^>]*>(.*?)</h2>", html)
    return [re.sub(r"\s*<a .*?</a>|<[^>]+>", "", one) for one in found]
