"""Columns of an HTML table: numbers as written, and columns that are none.

LibreOffice leaves such where the edges of two rows do not quite meet. It writes what such a column is wide, less
the cells' padding, as an unsigned number: less than nothing comes out as some 4,300 pixels, in a table that is
said to be 600 wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ...patterns import compiled

_ENDLESS = 65_534  # HTML's own largest rowspan
_NUMBER = compiled(r"[\t\n\f ]*\+?0*([0-9]{1,9})")
_NONE = 1  # pixels: no cell is so narrow


def span(value: str | None) -> int:
    """A rowspan or colspan as written: 1 where it is no number, 0 for 0."""
    found = _NUMBER.match(value) if value else None
    return min(int(found[1]), _ENDLESS) if found else 1


def pixels(value: str | None) -> int:
    """A width as written, -1 where it is no number of pixels."""
    found = _NUMBER.fullmatch(value) if value else None
    return int(found[1]) if found else -1


def phantoms(widths: Sequence[int], whole: int, rows: Sequence[Sequence[object]]) -> set[int]:
    """The columns (from 0) without which no cell is lost, and that are wider than the whole table is said to be, or
    have no width. `widths` are those stated (-1 for none), `rows` the cell of every slot."""
    found = {column for column, width in enumerate(widths) if 0 <= width <= _NONE or 0 < whole < width}
    for row in rows if found else ():
        for _, slots in groupby(range(len(row)), key=list(map(id, row)).__getitem__):
            columns = set(slots)
            if columns <= found:
                found -= columns
    return found
