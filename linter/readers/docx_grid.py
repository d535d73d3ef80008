"""A Word table as a grid: every slot filled with the cell that covers it.

ISO/IEC 29500-1 §17.4. Columns are those of w:tblGrid without phantoms: slivers that Word and LibreOffice
leave where two rows' edges do not quite meet.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate

from ..errors import ReadError
from ..model import Cell, Grid, Origin, Text
from ..records import dataclass
from .docx_story import Band, Lattice, Slot

SLIVER = 30
"""Narrower columns, in twips (half a millimetre), are phantoms unless a cell has nothing else."""
MAX_SLOTS = 500_000


@dataclass(slots=True, eq=False)
class _Piece:
    """A cell while its extent is not known yet."""

    text: str
    row: int
    column: int
    width: int
    height: int = 1
    merging: bool = False


def grid(table: Lattice, number: int, words: Callable[[Slot], str]) -> Grid:
    """The grid of a table, `words` giving a cell's text. Raises ReadError where it is far too large."""
    columns = _columns(table)
    rows: list[list[_Piece]] = []
    for band in table.bands:
        above = rows[-1] if rows else []
        rows.append(_row(band, columns, above, len(rows), words))
        if len(rows) * max(len(rows[-1]), 1) > MAX_SLOTS:
            raise ReadError("文档中的表格过大，无法读取，请检查文档或另存后再试")
    _even(rows)
    return Grid(_cells(rows, number), number, Origin(table=number))


def _columns(table: Lattice) -> Callable[[int], int]:
    """From an edge of w:tblGrid (0 at the left) to the same edge counted without phantom columns."""
    real = [not 0 < width < SLIVER for width in table.widths]
    if all(real):
        return lambda edge: edge
    for band in table.bands:
        edge = band.before
        for slot in band.slots:
            inner = real[edge:edge + slot.span]
            if inner and edge + slot.span <= len(real) and not any(inner):
                real[edge] = True
            edge += slot.span
    edges = list(accumulate(real, initial=0))
    last = len(edges) - 1
    return lambda edge: edges[edge] if edge <= last else edges[last] + edge - last


def _row(band: Band, columns: Callable[[int], int], above: list[_Piece], row: int,
         words: Callable[[Slot], str]) -> list[_Piece]:
    pieces: list[_Piece] = []
    if start := columns(band.before):
        pieces += [_Piece("", row, 0, start)] * start
    edge = band.before
    for slot in band.slots:
        start, end = columns(edge), columns(edge + slot.span)
        edge += slot.span
        pieces += [_piece(slot, start, end - start, above, pieces, words, row)] * (end - start)
    if after := columns(edge + band.after) - columns(edge):
        pieces += [_Piece("", row, columns(edge), after)] * after
    return pieces


def _piece(slot: Slot, start: int, width: int, above: list[_Piece], left: list[_Piece],
           words: Callable[[Slot], str], row: int) -> _Piece:
    """The piece that covers a slot: a new one, or the one above or at the left that it continues."""
    if slot.vertical == "continue" and start < len(above):
        owner = above[start]
        if owner.merging and owner.column == start and owner.width == width:
            owner.height = row - owner.row + 1
            return owner
    if slot.horizontal == "continue" and left and left[-1].row == row:
        left[-1].width += width
        return left[-1]
    return _Piece(words(slot), row, start, width, 1, bool(slot.vertical))


def _even(rows: list[list[_Piece]]) -> None:
    """Word leaves nothing behind a row that ends early: there its slots are empty."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > MAX_SLOTS:
        raise ReadError("文档中的表格过大，无法读取，请检查文档或另存后再试")
    for index, row in enumerate(rows):
        if missing := width - len(row):
            row += [_Piece("", index, len(row), missing)] * missing


def _cells(rows: list[list[_Piece]], number: int) -> tuple[tuple[Cell, ...], ...]:
    cells: dict[int, Cell] = {}
    for row in rows:
        for piece in row:
            if id(piece) not in cells:
                base = _place(number, piece.row + 1, piece.column + 1)
                cells[id(piece)] = Cell(Text(piece.text, (), base), piece.row, piece.column, piece.height,
                                        piece.width)
    return tuple(tuple(cells[id(piece)] for piece in row) for row in rows)


@lru_cache(maxsize=4096)
def _place(table: int, row: int, cell: int) -> Origin:
    """The place of a cell: the same ones come in every report."""
    return Origin(table=table, row=row, cell=cell)
