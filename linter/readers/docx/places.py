"""Where a Word document's paragraphs stand in the bytes of its body, by the numbers that its reader gives them.

The walk and the numbering are the reader's own, so that both always agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ...errors import ReadError
from ...limits import LIMITS, Limits
from ...model import Origin
from ...records import dataclass, field, replace
from ...typenames import Any
from .blocks import Count, blocks_of, passages
from .body import Body
from .grid import grid
from .numbering import Numbering
from .story import Lattice, Passage, Slot
from .styles import Styles
from .walk import Attributes, End, Start

_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")


@dataclass(slots=True, eq=False)
class Piece:
    """Characters of a passage: `length` of them, from the element that begins at `start` in the bytes of the
    paragraph `span`. Of a label, which is written nowhere, `span` is None."""

    span: Span | None
    start: int
    length: int


@dataclass(slots=True, eq=False)
class Span:
    """A w:p in bytes of its part: from its start tag, `inside` where content may begin (behind w:pPr), to
    its end tag. `empty` is true of "<w:p/>", where `inside` and `end` are both behind the tag."""

    start: int
    inside: int
    end: int
    empty: bool


@dataclass(slots=True, eq=False)
class Placed:
    """A passage, the paragraph that it stands in, and its characters piece by piece: none where they cannot be
    told one from the other, as in a box of text."""

    passage: Passage
    span: Span
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The characters `start` up to and without `end` of a passage; all of it where both are 0. `cell` tells cells
    from each other, and is 0 outside of tables."""

    placed: Placed
    start: int = 0
    end: int = 0
    cell: int = 0


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
    """A body that remembers of each passage, by its identity, where it and its words stand.

    What stands in a box of text has the span of the paragraph that the box is anchored in: Word
    does not let comments into boxes.
    """

    def __init__(self, data: bytes, styles: Styles, numbering: Numbering, limits: Limits = LIMITS) -> None:
        self.placed: dict[int, Placed] = {}
        self._data = data
        self._spans_open: list[Span] = []
        self._pieces_open: list[list[Piece]] = []
        self._words_begin, self._words_before = 0, 0
        self._boxed_in: list[Span] = []
        super().__init__(data, styles, numbering, limits)

    def _bound(self, starts: Mapping[str, Start[Any]], ends: Mapping[str, End[Any]],
               ) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
        return super()._bound({**starts, **_PLACED_STARTS}, {**ends, **_PLACED_ENDS})

    def _placed_paragraph(self, attributes: Attributes) -> None:
        start = self.parser.CurrentByteIndex
        end = tag_end(self._data, start)
        self._spans_open.append(Span(start, end, end, is_empty_tag(self._data, end)))
        before = self.placed.get(id(self._pending)) if self._pending and self._pending.text else None
        self._pieces_open.append(list(before.pieces) if before else [])
        self._paragraph(attributes)

    def _placed_paragraph_end(self) -> None:
        self._paragraph_end()
        span = self._spans_open.pop()
        if not span.empty:
            span.end = self.parser.CurrentByteIndex
        passage, pieces = self._pending or self._here[-1], self._pieces_open.pop()
        if isinstance(passage, Passage):
            boxed = self._boxed_in[0] if self._boxed_in else None
            self.placed[id(passage)] = Placed(passage, boxed or span, [] if boxed else _complete(passage, pieces))

    def _placed_words(self, attributes: Attributes) -> None:
        self._words(attributes)
        self._words_begin, self._words_before = self.parser.CurrentByteIndex, len(self._open.parts)

    def _placed_words_end(self) -> None:
        self._words_end()
        self._piece(self._words_begin, self._words_before)

    def _put(self, text: str) -> None:
        before = len(self._open.parts)
        super()._put(text)
        self._piece(self.parser.CurrentByteIndex, before)

    def _piece(self, start: int, before: int) -> None:
        """What was added to the words since there were `before` parts stands in the element that begins at `start`."""
        if self._pieces_open and (length := sum(map(len, self._open.parts[before:]))):
            self._pieces_open[-1].append(Piece(self._spans_open[-1], start, length))

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


def _complete(passage: Passage, pieces: list[Piece]) -> list[Piece]:
    """The pieces with that of the label before them; none where they are not those of the passage."""
    label = len(passage.text) - sum(piece.length for piece in pieces)
    if label < 0:
        return []
    return [Piece(None, 0, label), *pieces] if label else pieces


_PLACED_STARTS: dict[str, Start[PlacedBody]] = {
    "w:p": PlacedBody._placed_paragraph, "w:pPr": PlacedBody._placed_properties,
    "w:t": PlacedBody._placed_words, "m:t": PlacedBody._placed_words, "w:txbxContent": PlacedBody._placed_box}
_PLACED_ENDS: dict[str, End[PlacedBody]] = {
    "w:p": PlacedBody._placed_paragraph_end, "w:pPr": PlacedBody._placed_properties_end,
    "w:t": PlacedBody._placed_words_end, "m:t": PlacedBody._placed_words_end,
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
    """From a place as the reader states it to the words in the body's bytes. Raises ReadError."""

    def __init__(self, data: bytes, styles: Styles, numbering: Numbering, limits: Limits = LIMITS) -> None:
        self._body = PlacedBody(data, styles, numbering, limits)
        self._seen = Seen(limits=limits)
        self._cells: dict[int, _Cells] = {}
        for _ in blocks_of(self._body.story, self._seen):
            pass

    def stretch(self, origin: Origin) -> Stretch | None:
        """The words of a paragraph, or of a cell as far as they stand in one paragraph: all of them, or those
        that the place names. Of a row or table the first paragraph of its first cell, also where the file
        has no such cell. None for nowhere."""
        if 0 < origin.table <= len(self._seen.lattices):
            return self._in_table(origin)
        if 0 < origin.paragraph <= len(self._seen.passages):
            placed = self._placed(self._seen.passages[origin.paragraph - 1])
            return _narrowed(placed, origin.offset, origin.offset + origin.length) if placed else None
        return None

    def heading(self, words: str) -> Stretch | None:
        """The paragraph that consists of these words; else the first that is not blank, the first of all."""
        given = [placed for passage in self._seen.passages if (placed := self._placed(passage))]
        same = (item for item in given if words and item.passage.text.strip() == words.strip())
        spoken = (item for item in given if item.passage.text.strip())
        chosen = next(same, None) or next(spoken, None) or next(iter(given), None)
        if chosen:
            return Stretch(chosen)
        cells = (self._in_table(Origin(table=n)) for n in range(1, len(self._seen.lattices) + 1))
        return next((stretch for stretch in cells if stretch), None)

    def _placed(self, passage: Passage) -> Placed | None:
        return self._body.placed.get(id(passage))

    def _in_table(self, origin: Origin) -> Stretch | None:
        table = self._table(origin.table)
        exact = table.slots.get((origin.row, origin.cell))
        if exact and (found := self._in_cell(exact, origin.offset, origin.offset + origin.length)):
            return found
        for slot in (*table.rows.get(origin.row, ()), *table.slots.values()):
            if found := self._in_cell(slot, 0, 0):
                return found
        return None

    def _in_cell(self, slot: Slot, start: int, end: int) -> Stretch | None:
        """The part of a cell's words that stands in the first paragraph of the part that has any; else of the cell."""
        placed: list[Placed] = []
        first: Stretch | None = None
        before = 0
        for passage in passages(slot.story):
            found, last = self._placed(passage), before + len(passage.text)
            if found:
                placed.append(found)
                there = passage.text[max(0, start - before):max(0, end - before)].strip()
                if first is None and there:
                    first = _narrowed(found, start - before, end - before)
            before = last + 1
        spoken = (item for item in placed if item.passage.text.strip())
        chosen = next(spoken, placed[0] if placed else None)
        stretch = first or (Stretch(chosen) if chosen else None)
        return replace(stretch, cell=id(slot)) if stretch else None

    def _table(self, number: int) -> _Cells:
        if number not in self._cells:
            self._cells[number] = _Cells(self._seen.lattices[number - 1], number)
        return self._cells[number]


class _Cells:
    """The slots of a table by row and column of its grid, from 1, and by row."""

    def __init__(self, lattice: Lattice, number: int) -> None:
        slots: list[Slot] = []

        def index(slot: Slot) -> str:
            slots.append(slot)
            return str(len(slots) - 1)

        self.slots: dict[tuple[int, int], Slot] = {}
        self.rows: dict[int, list[Slot]] = {}
        for row in grid(lattice, number, index).rows:  # whose words are the indexes of slots
            for cell in row:
                key = cell.row + 1, cell.column + 1
                if cell.text.value and key not in self.slots:
                    self.slots[key] = slots[int(cell.text.value)]
                    self.rows.setdefault(key[0], []).append(self.slots[key])


def _narrowed(placed: Placed, start: int, end: int) -> Stretch:
    """The characters without the blanks around them; all of the passage where these are all its words."""
    text = placed.passage.text
    start, end = max(0, start), min(len(text), max(0, end))
    words = text[start:end]
    if not placed.pieces or not words.strip() or words.strip() == text.strip():
        return Stretch(placed)
    return Stretch(placed, start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))
