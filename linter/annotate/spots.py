"""Where a place of a report is among its texts: the lines and the cells of its blocks, counted in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import NOWHERE, Cell, Grid, Line, Origin, Text
from ..records import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters `start` up to and without `end` of the how-manieth text (from 0)."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A text's characters from `start` on that stand in one line of the file from `column` on."""

    column: int
    length: int
    text: int
    start: int


def cells(grid: Grid) -> Iterator[Cell]:
    """Each cell once, where it begins."""
    seen: set[int] = set()
    for row in grid.rows:
        for cell in row:
            if id(cell) not in seen:
                seen.add(id(cell))
                yield cell


def spot_key(origin: Origin) -> tuple[int, ...]:
    """What tells apart where texts begin."""
    if origin.line:
        return origin.line, origin.column
    return origin.paragraph, origin.table, origin.row, origin.cell, origin.offset


class Spots:
    """From places as the reader states them to texts."""

    def __init__(self, blocks: Sequence[Line | Grid]) -> None:
        self._texts: list[Text] = []
        self._of_cells: set[int] = set()
        self._lines: dict[int, list[_Stretch]] = {}
        self._named: dict[tuple[int, int, int, int], list[int]] = {}
        for block in blocks:
            if isinstance(block, Grid):
                self._table(block)
            else:
                self._add(block.text)
        for stretches in self._lines.values():
            stretches.sort(key=lambda item: (item.column, item.text))

    def of(self, origin: Origin) -> Spot | None:
        """The characters that a place means; of a cell always all. None for nowhere."""
        found = self._in_lines(origin) if origin.line else self._by_name(origin)
        if found is None:
            return None
        number, start = found
        length = len(self._texts[number].value)
        if number in self._of_cells:
            return Spot(number, 0, length)
        start = min(max(start, 0), length)
        return Spot(number, start, min(start + origin.length, length)) if origin.length else Spot(number, 0, length)

    def heading(self, words: str) -> Spot | None:
        """The line that consists of these words, else the first one that is not blank, else the first cell."""
        lines = [number for number in range(len(self._texts)) if number not in self._of_cells]
        same = (number for number in lines if words and self._texts[number].value.strip() == words.strip())
        spoken = (number for number in (*lines, *sorted(self._of_cells)) if self._texts[number].value.strip())
        number = next(same, None)
        number = next(spoken, None) if number is None else number
        return None if number is None else Spot(number, 0, len(self._texts[number].value))

    def _table(self, grid: Grid) -> None:
        first = len(self._texts)
        for cell in cells(grid):
            self._of_cells.add(len(self._texts))
            self._add(cell.text)
        origin = grid.origin
        if len(self._texts) == first or origin == NOWHERE:
            return
        if origin.line:
            self._lines.setdefault(origin.line, []).append(_Stretch(origin.column, 0, first, 0))
        self._named.setdefault((0, origin.table, 0, 0), []).append(first)

    def _add(self, text: Text) -> None:
        number, base = len(self._texts), text.base
        self._texts.append(text)
        ends = (*(segment.start for segment in text.segments[1:]), len(text.value))
        for segment, end in zip(text.segments, ends, strict=False):
            stretch = _Stretch(segment.column, end - segment.start, number, segment.start)
            self._lines.setdefault(segment.line, []).append(stretch)
        if not text.segments and base.line:
            self._lines.setdefault(base.line, []).append(_Stretch(base.column, len(text.value), number, 0))
        for name in dict.fromkeys(((base.paragraph, base.table, base.row, base.cell),
                                   (base.paragraph, base.table, base.row, 0))):
            self._named.setdefault(name, []).append(number)

    def _in_lines(self, origin: Origin) -> tuple[int, int] | None:
        """The text that has the place; else the one before it in the line."""
        before = [item for item in self._lines.get(origin.line, ()) if item.column <= origin.column]
        within = [item for item in before if origin.column < item.column + max(1, item.length)]
        if not before:
            return None
        found = (within or before)[-1]
        return found.text, found.start + origin.column - found.column

    def _by_name(self, origin: Origin) -> tuple[int, int] | None:
        """The text whose number the place has, the last that begins before it; of a row or table the first."""
        name = (origin.paragraph, origin.table, origin.row, origin.cell)
        if not any(name):
            return None
        texts = self._named.get(name) or self._named.get((*name[:3], 0)) or self._named.get((0, origin.table, 0, 0))
        if not texts:
            return None
        offsets = [(number, origin.offset - self._texts[number].base.offset) for number in texts]
        return next((item for item in reversed(offsets) if item[1] >= 0 and origin.cell + origin.paragraph), offsets[0])
