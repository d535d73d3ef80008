"""Where a Word document's paragraphs stand in the bytes of its body, by the numbers that its reader gives them.

The walk and the numbering are the reader's own, so that both always agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..errors import ReadError
from ..model import Origin
from ..records import dataclass, field
from .docx_blocks import Count, blocks
from .docx_body import Body
from .docx_grid import grid
from .docx_numbering import Numbering
from .docx_story import Lattice, Passage, Slot, Story
from .docx_styles import Styles
from .docx_walk import Attributes, End, Start

_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")


@dataclass(slots=True, eq=False)
class Span:
    """A w:p in bytes of its part: from its start tag, `inside` where content may begin (behind w:pPr), to
    its end tag. `empty` is true of "<w:p/>", where `inside` and `end` are both behind the tag."""

    start: int
    inside: int
    end: int
    empty: bool


def tag_end(data: bytes, start: int) -> int:
    """The place behind the tag that begins at `start`. Raises ReadError where there is none."""
    found = _TAG.match(data, start)
    if not found:
        raise ReadError("文件的正文无法定位，请用 Word 或 WPS 另存为 .docx 后再批注")
    return found.end()


def is_empty_tag(data: bytes, end: int) -> bool:
    """Whether the tag that ends before `end` is an element by itself."""
    return data[end - 2:end] == b"/>"


def tag_name(part: bytes, start: int) -> bytes:
    """The name in the tag that begins at `start`, as written."""
    return part[start + 1:tag_end(part, start)].rstrip(b"/>").split(maxsplit=1)[0]


class PlacedBody(Body):
    """A body that remembers the span of each passage, by the passage's identity.

    What stands in a box of text has the span of the paragraph that the box is anchored in: Word
    does not let comments into boxes.
    """

    def __init__(self, data: bytes, styles: Styles, numbering: Numbering) -> None:
        self.spans: dict[int, Span] = {}
        self._data = data
        self._spans_open: list[Span] = []
        self._boxed_in: list[Span] = []
        super().__init__(data, styles, numbering)

    def _bound(self, starts: Mapping[str, Start[Any]], ends: Mapping[str, End[Any]],
               ) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
        return super()._bound({**starts, **_PLACED_STARTS}, {**ends, **_PLACED_ENDS})

    def _placed_paragraph(self, attributes: Attributes) -> None:
        start = self.parser.CurrentByteIndex
        end = tag_end(self._data, start)
        self._spans_open.append(Span(start, end, end, is_empty_tag(self._data, end)))
        self._paragraph(attributes)

    def _placed_paragraph_end(self) -> None:
        self._paragraph_end()
        span = self._spans_open.pop()
        if not span.empty:
            span.end = self.parser.CurrentByteIndex
        passage = self._pending or self._here[-1]
        self.spans[id(passage)] = self._boxed_in[0] if self._boxed_in else span

    def _placed_properties(self, attributes: Attributes) -> None:
        """Content begins behind the properties; of "<w:pPr/>", behind its only tag."""
        if self._spans_open:
            self._spans_open[-1].inside = tag_end(self._data, self.parser.CurrentByteIndex)
        self._paragraph_properties(attributes)

    def _placed_properties_end(self) -> None:
        span = self._spans_open[-1] if self._spans_open else None
        if span and not is_empty_tag(self._data, span.inside):
            span.inside = tag_end(self._data, self.parser.CurrentByteIndex)
        self._properties_end()

    def _placed_box(self, attributes: Attributes) -> None:
        if self._spans_open:
            self._boxed_in.append(self._spans_open[-1])
        self._box(attributes)

    def _placed_box_end(self) -> None:
        self._box_end()
        if self._boxed_in:
            self._boxed_in.pop()


_PLACED_STARTS: dict[str, Start[PlacedBody]] = {
    "w:p": PlacedBody._placed_paragraph, "w:pPr": PlacedBody._placed_properties,
    "w:txbxContent": PlacedBody._placed_box}
_PLACED_ENDS: dict[str, End[PlacedBody]] = {
    "w:p": PlacedBody._placed_paragraph_end, "w:pPr": PlacedBody._placed_properties_end,
    "w:txbxContent": PlacedBody._placed_box_end}


@dataclass(slots=True)
class Seen(Count):
    """What was counted: passage and table of each number, from 1."""

    passages: list[Passage] = field(default_factory=list)
    lattices: list[Lattice] = field(default_factory=list)

    def passage(self, passage: Passage) -> int:
        self.passages.append(passage)
        return Count.passage(self, passage)

    def table(self, table: Lattice) -> int:
        self.lattices.append(table)
        return Count.table(self, table)


class Places:
    """From a place as the reader states it to the paragraph's span in the body's bytes. Raises ReadError."""

    def __init__(self, data: bytes, styles: Styles, numbering: Numbering) -> None:
        self._body = PlacedBody(data, styles, numbering)
        self._seen = Seen()
        self._cells: dict[int, dict[tuple[int, int], Slot]] = {}
        for _ in blocks(self._body.story, self._seen):
            pass

    def span(self, origin: Origin) -> Span | None:
        """The paragraph, or the first one of the cell (of the row, of the table where the file has no
        such cell); None for nowhere."""
        if 0 < origin.table <= len(self._seen.lattices):
            return self._in_table(origin)
        if 0 < origin.paragraph <= len(self._seen.passages):
            return self._span_of(self._seen.passages[origin.paragraph - 1])
        return None

    def heading(self, words: str) -> Span | None:
        """The paragraph that consists of these words; else the first that is not blank, the first of all."""
        given = [passage for passage in self._seen.passages if self._span_of(passage)]
        same = (item for item in given if words and item.text.strip() == words.strip())
        spoken = (item for item in given if item.text.strip())
        chosen = next(same, None) or next(spoken, None) or next(iter(given), None)
        if chosen:
            return self._span_of(chosen)
        cells = (self._in_table(Origin(table=n)) for n in range(1, len(self._seen.lattices) + 1))
        return next((span for span in cells if span), None)

    def _span_of(self, passage: Passage) -> Span | None:
        return self._body.spans.get(id(passage))

    def _in_table(self, origin: Origin) -> Span | None:
        slots = self._slots(origin.table)
        exact = slots.get((origin.row, origin.cell))
        row = (slot for (number, _), slot in slots.items() if number == origin.row)
        for slot in (*((exact,) if exact else ()), *row, *slots.values()):
            if span := self._first(slot.story):
                return span
        return None

    def _slots(self, number: int) -> dict[tuple[int, int], Slot]:
        """The slots of a table by row and column of its grid; the grid's words are their indexes."""
        if number not in self._cells:
            slots: list[Slot] = []

            def index(slot: Slot) -> str:
                slots.append(slot)
                return str(len(slots) - 1)

            rows = grid(self._seen.lattices[number - 1], number, index).rows
            cells = {(cell.row + 1, cell.column + 1): cell.text.value for row in rows for cell in row}
            self._cells[number] = {key: slots[int(value)] for key, value in cells.items() if value}
        return self._cells[number]

    def _first(self, story: Story) -> Span | None:
        """The first paragraph with words, else the first."""
        passages = [item for item in _passages(story) if self._span_of(item)]
        chosen = next((item for item in passages if item.text.strip()), passages[0] if passages else None)
        return self._span_of(chosen) if chosen else None


def _passages(story: Story) -> Iterator[Passage]:
    for item in story:
        if isinstance(item, Passage):
            yield item
        else:
            for band in item.bands:
                for slot in band.slots:
                    yield from _passages(slot.story)
