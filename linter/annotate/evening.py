"""A table whose rows are not equally wide, made even for a format in which columns are columns.

Text with a cell a line does not say which cells are merged. Figures belong at the right; the label before them, or
the heading above several columns, is as wide as it takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from ..figures import FigureKind, read_figure
from ..model import Cell, Grid
from ..records import replace

Row = tuple[Cell, ...]
_Part = list[tuple[Cell, int]]
"""Headings side by side, each with the columns it covers."""


def evened(grid: Grid) -> Grid:
    """The table with each row as wide as the widest, as far as that is certain; as it is where cells are merged."""
    if not grid.ragged or any(cell.rowspan * cell.colspan != 1 for row in grid.rows for cell in row):
        return grid
    spans: list[list[int]] = []
    for number in reversed(range(len(grid.rows))):  # what a heading covers is seen in the row below
        below = _Part(zip(grid.rows[number + 1], spans[-1], strict=True)) if spans else []
        spans.append(_spans(grid.rows[number], below, grid.width))
    rows = (tuple(_widened(row, span)) for row, span in zip(grid.rows, reversed(spans), strict=True))
    return replace(grid, rows=tuple(rows))


def _widened(row: Row, spans: Sequence[int]) -> Iterator[Cell]:
    for cell, start, span in zip(row, accumulate(spans, initial=0), spans, strict=False):
        yield from [replace(cell, column=start, colspan=span)] * span


def _spans(row: Row, below: _Part, width: int) -> list[int]:
    """How many columns each cell of a row covers."""
    spans, missing = [1] * len(row), width - len(row)
    if not missing or not row:
        return spans
    if names := _names(row):
        spans[names - 1] += missing
        return spans
    if _kind(row[0]) is FigureKind.NUMBER:
        return spans
    for parts in _divisions(below):
        if len(parts) == len(row) and sum(parts) == width:
            return parts
    spans[0] += missing
    return spans


def _names(row: Row) -> int:
    """How many cells come before the first figure, or before two or more blanks at the end; 0 in a row of headings."""
    end = len(row)
    while end and _kind(row[end - 1]) is FigureKind.BLANK:
        end -= 1
    figures = (index for index, cell in enumerate(row) if _kind(cell) is FigureKind.NUMBER)
    return next(figures, end if len(row) - end > 1 else 0)


def _kind(cell: Cell) -> FigureKind:
    return read_figure(cell.text.value).kind


def _divisions(below: _Part) -> Iterator[list[int]]:
    """What headings above these may cover, what is likeliest first: the same; what stands side by side without a
    blank, which stands under a heading that is not divided; half of that each; what is equally wide."""
    yield [span for _, span in below]
    parts = [[*found] for _, found in groupby(below, key=lambda pair: _kind(pair[0]) is FigureKind.BLANK)]
    apart = [[pair] if _kind(pair[0]) is FigureKind.BLANK else part for part in parts for pair in part[:_count(part)]]
    yield [_width(part) for part in apart]
    yield [_width(half) for part in apart for half in _halves(part)]
    yield [_width([*found]) for _, found in groupby(below, key=lambda pair: pair[1])]


def _count(part: _Part) -> int:
    """Blanks stand for themselves, names side by side for one."""
    return len(part) if _kind(part[0][0]) is FigureKind.BLANK else 1


def _halves(part: _Part) -> list[_Part]:
    middle = len(part) // 2
    return [part[:middle], part[middle:]] if len(part) % 2 == 0 else [part]


def _width(part: _Part) -> int:
    return sum(span for _, span in part)
