"""A Word table as a grid: every slot filled with the cell that covers it.

ISO/IEC 29500-1 §17.4. Columns are those of w:tblGrid without phantoms: slivers that Word and LibreOffice
leave where two rows' edges do not quite meet.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter

from ...limits import LIMITS, Limits
from ...model import Cell, Grid, Origin, Text
from ...records import dataclass
from .story import Band, Lattice, Slot

SLIVER = 30
"""Narrower columns, in twips (half a millimetre), are phantoms unless a cell has nothing else."""
_TOO_LARGE = "文档中的表格过大，无法读取，请检查文档或另存后再试"


_sideways = attrgetter("horizontal")


@dataclass(slots=True, eq=False)
class _Piece:
    """A cell while its extent is not known yet."""

    text: str
    row: int
    column: int
    width: int
    height: int = 1
    merging: bool = False


def grid(table: Lattice, number: int, words: Callable[[Slot], str], limits: Limits = LIMITS) -> Grid:
    """The grid of a table, `words` giving a cell's text. Raises ReadError where it is far too large."""
    columns = _columns(table)
    rows: list[list[Cell | _Piece]] = []
    for band in table.bands:
        above = rows[-1] if rows else []
        rows.append(_row(band, columns, above, (number, len(rows)), words))
        if len(rows) * max(len(rows[-1]), 1) > limits.word_slots:
            raise limits.refused("word_slots", _TOO_LARGE)
    _even(rows, limits)
    return Grid(_cells(rows, number), number, Origin(table=number))


def _columns(table: Lattice) -> Callable[[int], int] | None:
    """From an edge of w:tblGrid (0 at the left) to the same edge counted without phantom columns; None where there
    are none."""
    real = [not 0 < width < SLIVER for width in table.widths]
    if all(real):
        return None
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


def _row(band: Band, columns: Callable[[int], int] | None, above: list[Cell | _Piece], place: tuple[int, int],
         words: Callable[[Slot], str]) -> list[Cell | _Piece]:
    """The pieces of a row, and cells where their extent is known; `place` is its table's number, and its own."""
    number, row = place
    edge = band.before
    start = columns(edge) if columns else edge
    pieces: list[Cell | _Piece] = [_Piece("", row, 0, start)] * start
    merging = any(map(_sideways, band.slots))
    for slot in band.slots:
        edge += slot.span
        end = columns(edge) if columns else edge
        if merging or slot.vertical:
            pieces += [_piece(slot, start, end - start, above, pieces, words, row)] * (end - start)
        elif end - start == 1:
            pieces.append(Cell(Text(words(slot), (), _place(number, row + 1, start + 1)), row, start, 1, 1))
        elif end > start:
            cell = Cell(Text(words(slot), (), _place(number, row + 1, start + 1)), row, start, 1, end - start)
            pieces += [cell] * (end - start)
        start = end
    edge += band.after
    if after := (columns(edge) if columns else edge) - start:
        pieces += [_Piece("", row, start, after)] * after
    return pieces


def _piece(slot: Slot, start: int, width: int, above: list[Cell | _Piece], left: list[Cell | _Piece],
           words: Callable[[Slot], str], row: int) -> _Piece:
    """The piece that covers a slot: a new one, or the one above or at the left that it continues."""
    if slot.vertical == "continue" and start < len(above):
        owner = above[start]
        if isinstance(owner, _Piece) and owner.merging and owner.column == start and owner.width == width:
            owner.height = row - owner.row + 1
            return owner
    if slot.horizontal == "continue" and left:
        owner = left[-1]
        if isinstance(owner, _Piece) and owner.row == row:
            owner.width += width
            return owner
    return _Piece(words(slot), row, start, width, 1, bool(slot.vertical))


def _even(rows: list[list[Cell | _Piece]], limits: Limits) -> None:
    """Word leaves nothing behind a row that ends early: there its slots are empty."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > limits.word_slots:
        raise limits.refused("word_slots", _TOO_LARGE)
    for index, row in enumerate(rows):
        if missing := width - len(row):
            row += [_Piece("", index, len(row), missing)] * missing


def _cells(rows: list[list[Cell | _Piece]], number: int) -> tuple[tuple[Cell, ...], ...]:
    cells: dict[int, Cell] = {}

    def cell(piece: Cell | _Piece) -> Cell:
        if isinstance(piece, Cell):
            return piece
        if id(piece) not in cells:
            text = Text(piece.text, (), _place(number, piece.row + 1, piece.column + 1))
            cells[id(piece)] = Cell(text, piece.row, piece.column, piece.height, piece.width)
        return cells[id(piece)]

    return tuple(tuple([piece if type(piece) is Cell else cell(piece) for piece in row]) for row in rows)


@lru_cache(maxsize=4096)
def _place(table: int, row: int, cell: int) -> Origin:
    """The place of a cell: the same ones come in every report."""
    return Origin(table=table, row=row, cell=cell)
