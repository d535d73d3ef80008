"""Rows of a Word 97–2003 table, each with its own edges, as one table with common columns.

[MS-DOC] §2.9.322 TDefTableOperand, §2.9.313 TC80, §2.9.317 TCGRF, §2.6.3 (table properties).
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from struct import unpack_from

from ...records import dataclass
from ..docx.story import Band, Lattice, Slot, Story

_DEFINITION, _VERTICAL, _MERGE = 0xD608, 0xD62B, 0x5624  # sprmTDefTable, sprmTVertMerge, sprmTMerge
_CELL = 20                   # bytes of a TC80
_VERTICALLY = ("", "continue", "", "restart")            # VerticalMergeFlag
_GUESSED = 1000              # twips of a column where a row has no definition


@dataclass(slots=True)
class Row:
    """The cells of a row as the text has them, and the table properties behind it."""

    cells: list[Story]
    properties: tuple[tuple[int, bytes], ...]


@dataclass(slots=True)
class _Defined:
    """Edges in twips, one more than cells; each cell's state of merging: vertical, horizontal."""

    edges: list[int]
    vertical: list[str]
    horizontal: list[str]


def lattice(rows: list[Row]) -> Lattice:
    """The table of these rows: its columns lie between all edges that any row has."""
    known: dict[tuple[int, tuple[tuple[int, bytes], ...]], _Defined] = {}
    defined = []
    for row in rows:
        look = len(row.cells), row.properties
        if look not in known:
            known[look] = _define(row)
        defined.append(known[look])
    edges = sorted({edge for row in defined for edge in row.edges})
    widths = [right - left for left, right in pairwise(edges)]
    places = {id(found): [bisect_left(edges, edge) for edge in found.edges] for found in known.values()}
    return Lattice(widths, [_band(row, found, places[id(found)], len(edges) - 1)
                            for row, found in zip(rows, defined, strict=True)])


def _define(row: Row) -> _Defined:
    for code, operand in reversed(row.properties):
        if code == _DEFINITION:
            try:
                return _changed(_definition(operand), row.properties)
            except (struct.error, IndexError):
                break
    count = max(len(row.cells), 1)
    return _Defined([_GUESSED * index for index in range(count + 1)], [""] * count, [""] * count)


def _definition(operand: bytes) -> _Defined:
    count = operand[0]
    edges = list(unpack_from(f"<{count + 1}h", operand, 1))
    flags = []
    for index in range(count):
        place = 1 + 2 * (count + 1) + _CELL * index
        flags.append(unpack_from("<H", operand, place)[0] if place + 2 <= len(operand) else 0)
    return _Defined(
        _rising(edges), [_VERTICALLY[flag >> 5 & 3] for flag in flags],
        list(_sets([flag & 3 for flag in flags])))


def _rising(edges: list[int]) -> list[int]:
    """Edges that never go back: a column of less than nothing has no width."""
    for index in range(1, len(edges)):
        edges[index] = max(edges[index], edges[index - 1])
    return edges


def _sets(flags: list[int]) -> Iterator[str]:
    """Sets of horizontally merged cells. Which value is the first cell's, 1 or 2, files do not agree on: it
    is the one that a set begins with."""
    first = 0
    for flag in flags:
        if not flag:
            first = 0
            yield ""
        elif not first or flag == first:
            first = flag
            yield "restart"
        else:
            yield "continue"


def _changed(known: _Defined, properties: tuple[tuple[int, bytes], ...]) -> _Defined:
    """Merging that was set apart from the definition."""
    count = len(known.vertical)
    for code, operand in properties:
        if code == _VERTICAL and len(operand) >= 2 and operand[0] < count:
            known.vertical[operand[0]] = _VERTICALLY[operand[1] & 3]
        elif code == _MERGE and len(operand) >= 2:
            for index in range(operand[0], min(operand[1], count)):
                known.horizontal[index] = "restart" if index == operand[0] else "continue"
    return known


def _band(row: Row, known: _Defined, places: list[int], last: int) -> Band:
    slots = []
    for index, (start, end) in enumerate(pairwise(places)):
        if end > start:
            story = row.cells[index] if index < len(row.cells) else []
            slots.append(Slot(end - start, known.vertical[index], known.horizontal[index], story))
    return Band(places[0], last - places[-1], False, slots)
