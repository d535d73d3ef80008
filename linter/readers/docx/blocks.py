"""From what a Word document holds to the model's blocks: lines and grids in reading order, numbered.

Tables that only arrange text on the page are read as what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...limits import LIMITS, Limits
from ...model import Block, Line, Origin, Text
from ...records import dataclass
from ..pictures import picture
from .grid import grid
from .story import Band, Lattice, Passage, Slot, Story

PROSE = 300
"""Characters from which on a cell is a text of its own, not a cell of data."""


@dataclass(slots=True)
class Count:
    """How many paragraphs outside grids, and how many grids, were given so far."""

    paragraphs: int = 0
    tables: int = 0
    limits: Limits = LIMITS

    def passage(self, _: Passage) -> int:
        """The number of a paragraph that is given next."""
        self.paragraphs += 1
        return self.paragraphs

    def table(self, _: Lattice) -> int:
        """The number of a table that is given next."""
        self.tables += 1
        return self.tables


def blocks_of(story: Story, count: Count) -> Iterator[Block]:
    """The blocks of a story. Empty paragraphs are counted but not given; so are boxes' own paragraphs,
    right behind the paragraph that they are anchored in. Raises ReadError where a table is far too large."""
    for item in story:
        if isinstance(item, Passage):
            yield from _passage(item, count)
        elif bands := [band for band in item.bands if band.slots and not band.deleted]:
            yield from _table(Lattice(item.widths, bands), count)


def _passage(passage: Passage, count: Count) -> Iterator[Block]:
    number = count.passage(passage)
    if passage.text.strip():
        yield Line(Text(passage.text, (), _place(number)), passage.level, passage.contents)
    if passage.pictured:
        yield picture(Text("", (), _place(number)))
    for box in passage.boxes:
        yield from blocks_of(box, count)


@lru_cache(maxsize=4096)
def _place(paragraph: int) -> Origin:
    """The place of a paragraph: the same ones come in every report."""
    return Origin(paragraph=paragraph)


def _table(table: Lattice, count: Count) -> Iterator[Block]:
    if _arranges(table.bands):
        for band in table.bands:
            for slot in band.slots:
                yield from blocks_of(slot.story, count)
        return
    yield grid(table, count.table(table), _words, count.limits)
    for band in table.bands:
        for slot in band.slots:
            story = slot.story
            if len(story) != 1 or type(story[0]) is not Passage or story[0].boxes:
                yield from _beside(story, count)


def _beside(story: Story, count: Count) -> Iterator[Block]:
    """What stands in a cell of data but is not its words: boxes of text, tables of their own."""
    for item in story:
        if isinstance(item, Lattice):
            if _single(item) is None:
                yield from blocks_of([item], count)
        else:
            for box in item.boxes:
                yield from blocks_of(box, count)


def _words(slot: Slot) -> str:
    story = slot.story
    if len(story) == 1 and type(story[0]) is Passage:  # as in most cells
        return story[0].text
    return "\n".join(passage.text for passage in passages(story))


def passages(story: Story) -> Iterator[Passage]:
    """The paragraphs whose words are a cell's; a table of one cell in it is a frame around some of them."""
    for item in story:
        if isinstance(item, Passage):
            yield item
        elif (only := _single(item)) is not None:
            yield from passages(only.story)


def _single(table: Lattice) -> Slot | None:
    slots = [slot for band in table.bands if not band.deleted for slot in band.slots]
    return slots[0] if len(slots) == 1 else None


def _arranges(bands: list[Band]) -> bool:
    """Whether a table only arranges text: it has one cell, or one of its cells holds a text of its own
    (long prose, paragraphs under a heading) or a table larger than itself."""
    slots = [slot for band in bands for slot in band.slots]
    return len(slots) == 1 or any(_holds_text(slot, len(slots)) for slot in dict.fromkeys(slots))


def _holds_text(slot: Slot, size: int) -> bool:
    if len(slot.story) == 1 and isinstance(slot.story[0], Passage):
        return len(slot.story[0].text) >= PROSE
    spoken = [item for item in slot.story if isinstance(item, Passage) and item.text.strip()]
    if len(spoken) > 1 and any(item.level for item in spoken):
        return True
    if sum(len(item.text) for item in spoken) >= PROSE:
        return True
    tables = (item for item in slot.story if isinstance(item, Lattice))
    return any(sum(len(band.slots) for band in table.bands) > size for table in tables)
