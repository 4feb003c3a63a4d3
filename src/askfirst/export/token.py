"""One piece of Markdown as it was read: a tag that opens or closes, or what stands between."""

from collections.abc import Sequence

from msgspec import Struct, field

Attributes = dict[str, str | int]


class Token(Struct):
    """What all formats read of Markdown; the kinds are those of markdown-it.

    Attributes:
        type: Its kind, such as "paragraph_open", "inline", "text" or "image".
        tag: Of HTML, "" for none.
        nesting: 1 where it opens something, -1 where it closes it, 0 where it stands alone.
        level: How deep it lies in what is open.
        content: Its words, without looks.
        info: The language of a block of code, what a line is made of, what was left out.
        attrs: Of its tag.
        children: What a paragraph, a heading, a cell or the words of a picture are made of.
        hidden: Whether it is a paragraph that an item of a list shows without its tag.
    """

    type: str
    tag: str = ""
    nesting: int = 0
    level: int = 0
    content: str = ""
    info: str = ""
    attrs: Attributes = field(default_factory=dict)
    children: "list[Token] | None" = None
    hidden: bool = False

    @property
    def href(self) -> str:
        """Where a link leads, "" for nowhere."""
        return str(self.attrs.get("href") or "")

    @property
    def src(self) -> str:
        """Where a picture is, "" for nowhere."""
        return str(self.attrs.get("src") or "")

    @property
    def start(self) -> int:
        """The number that a list begins with."""
        return int(self.attrs.get("start") or 1)


def words(tokens: Sequence[Token]) -> str:
    """Return what some tokens hold, one after another; a break is a space."""
    return "".join(" " if token.tag == "br" else token.content for token in tokens)
