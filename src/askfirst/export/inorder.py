"""A table stands at the top of its slide, so what was said before it needs a slide of its own."""

from collections.abc import Iterator, Mapping, Sequence

from askfirst.export.markdown import Block, BlockKind
from askfirst.export.runs import Paragraph, Run, Shape
from askfirst.records import replace


def in_order(blocks: Sequence[Block], texts: Mapping[str, str]) -> Iterator[Sequence[Block]]:
    """Give the blocks of each slide, all of one where nothing stands before a table."""
    head = next((b for b in blocks if b.kind is BlockKind.HEADING), None)
    kinds = [b.kind for b in blocks]
    first = kinds.index(BlockKind.TABLE) if BlockKind.TABLE in kinds else 0
    before = [b for b in blocks[:first] if b.kind not in {BlockKind.HEADING, BlockKind.SIDE}]
    if not before:
        yield blocks
        return
    yield blocks[:first]
    after = [b for b in blocks[first:] if b is not head]
    yield from in_order([_further(head, texts), *after] if head else after, texts)


def _further(head: Block, texts: Mapping[str, str]) -> Block:
    """Return the headline of a slide that goes on."""
    said = texts["continued"]
    before, _, after = said.partition("{title}")
    around = [(Run(text=half),) if half else () for half in (before, after)]
    runs = head.paragraphs[0].runs if head.paragraphs else (Run(text=head.text),)
    return replace(
        head,
        html=said.format(title=head.html),
        text=said.format(title=head.text),
        paragraphs=(Paragraph(runs=(*around[0], *runs, *around[1]), shape=Shape.HEADING),),
    )
