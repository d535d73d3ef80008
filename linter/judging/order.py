"""The order in which one reads a file's places."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..findings import Place
from ..model import NOWHERE, Grid, Source


def reading_order(source: Source) -> Callable[[Place], tuple[int, ...]]:
    """A sorting key for places of one file: as one reads it; what has no place comes first."""
    starts = dict(_starts(source))

    def key(place: Place) -> tuple[int, ...]:
        origin = place.origin
        if origin == NOWHERE:
            return (-1,)
        inside = (origin.row, origin.cell, origin.offset)
        if origin.line:
            return (origin.line, origin.column, *inside)
        block = ("table", origin.table) if origin.table else ("paragraph", origin.paragraph)
        return (starts.get(block, 0), 0, *inside)

    return key


def _starts(source: Source) -> Iterator[tuple[tuple[str, int], int]]:
    """Where each table and paragraph begins: its line in text formats, else its number in the file."""
    for number, block in enumerate(source.blocks, 1):
        if isinstance(block, Grid):
            yield ("table", block.number), block.origin.line or number
        elif block.text.base.paragraph:
            yield ("paragraph", block.text.base.paragraph), number
