"""Rows of a grid as the binder looks at them: slots, distinct cells, where a label ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..figures import FigureKind, read_figure
from ..model import Cell, Grid
from ..wording import bare

Row = tuple[Cell, ...]


def text_of(cell: Cell) -> str:
    """A cell's words on one line, as shown in messages."""
    return "".join(part.strip() for part in cell.text.value.splitlines())


def blank(cell: Cell) -> bool:
    return read_figure(cell.text.value).kind is FigureKind.BLANK


def number(cell: Cell) -> bool:
    """Whether a cell holds a plain number."""
    return read_figure(cell.text.value).kind is FigureKind.NUMBER


def distinct(row: Row) -> Iterator[tuple[int, Cell]]:
    """Each cell of a row once, with the index of its first slot."""
    seen: set[int] = set()
    for index, cell in enumerate(row):
        if id(cell) not in seen:
            seen.add(id(cell))
            yield index, cell


def label_end(row: Row, index: int) -> int:
    """The index behind a label: behind the slots it covers or is repeated in."""
    cell, words = row[index], bare(row[index].text.value)
    end = index + 1
    while end < len(row) and (row[end] is cell or (words and bare(row[end].text.value) == words)):
        end += 1
    return end


def trimmed(grid: Grid) -> tuple[Row, ...]:
    """The rows without trailing columns that are empty throughout (phantom columns of converters).

    Only where all rows are equally wide: in a ragged grid an empty end may be a figure left out.
    """
    rows = grid.rows
    if grid.ragged:
        return rows
    width = grid.width
    while width > 1 and all(blank(row[width - 1]) for row in rows):
        width -= 1
    return rows if width == grid.width else tuple(row[:width] for row in rows)


def aligned(rows: tuple[Row, ...]) -> bool:
    """Whether all rows are equally wide, so that a column is a column."""
    return len({len(row) for row in rows}) == 1


def usual_width(rows: tuple[Row, ...]) -> int:
    """How wide more than half of the rows are, 0 where no width is that usual: a column is then no column."""
    width, count = max(((w, n) for w, n in Counter(map(len, rows)).items()), key=lambda item: item[1], default=(0, 0))
    return width if count * 2 > len(rows) else 0
