"""Labels, each with what is filled in behind it, one or several on a line; no header.

Labels of groups or of a numbered line, headers of one's own, units in brackets behind a label are passed over.
The same label in two groups is told apart by the group above it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..figures import read_figure
from ..findings import Place
from ..model import Cell, Grid
from ..patterns import compiled
from ..records import dataclass
from ..terms import BoundCell, BoundColumn, BoundRow, BoundTable, ColumnTerm, RowTerm, TableTerm
from ..wording import bare
from .labels import Lexicon
from .slots import blank, distinct, number, text_of

_REMARK = compiled(r"[（(【\[][^（）()【】\[\]]{0,20}[）)】\]]\s*$")


@dataclass(frozen=True)
class Pair:
    """A label, what stands behind it (None: nothing), the group's name above it ("" for none)."""

    label: Cell
    value: Cell | None
    group: str


@dataclass(frozen=True)
class Words:
    """A table's labels."""

    rows: Lexicon
    groups: Lexicon
    headers: frozenset[str]

    @classmethod
    def of(cls, term: TableTerm) -> Words:
        return cls(Lexicon.of((row.name, (row.label, *row.aliases)) for row in term.rows),
                   Lexicon.of((group.name, (group.label, *group.aliases)) for group in term.groups),
                   frozenset(bare(label) for column in term.columns for label in (column.label, *column.aliases)))

    def row(self, cell: Cell) -> str:
        return _found(self.rows, cell)

    def group(self, cell: Cell) -> str:
        return _found(self.groups, cell)


def _found(lexicon: Lexicon, cell: Cell) -> str:
    """The name that a label stands for, with or without the unit behind it."""
    words = text_of(cell)
    return lexicon.exact(words) or lexicon.exact(_REMARK.sub("", words))


def bind_pairs(term: TableTerm, grids: tuple[Grid, ...], section: str) -> BoundTable:
    """Names the labels of a table and what is filled in behind each."""
    words = Words.of(term)
    pairs = [pair for grid in grids for pair in _pairs(words, grid)]
    names = _names(words, term, pairs)
    place = Place(grids[0].origin, section, term.title)
    column = term.columns[0]
    seen: dict[str, int] = {}
    rows = []
    for pair, name in zip(pairs, names, strict=True):
        key = name or "?" + bare(pair.label.text.value)
        seen[key] = seen.get(key, 0) + 1
        rows.append(_row(term, column, pair, name, key if seen[key] == 1 else f"{key}#{seen[key]}", place))
    return BoundTable(term, place, grids, tuple(rows), (BoundColumn(column.name, column.label, place),))


def _pairs(words: Words, grid: Grid) -> Iterator[Pair]:
    """In reading order; a label that nobody knows only with a figure behind it, or with words that may be one
    of the form's written otherwise."""
    group = ""
    for row in grid.rows:
        cells = [cell for _, cell in distinct(row)]
        skip = -1
        for index, cell in enumerate(cells):
            behind = cells[index + 1] if index + 1 < len(cells) else None
            if index == skip or blank(cell) or number(cell):
                continue
            if words.row(cell):
                taken = behind is not None and not words.row(behind)
                skip = index + 1 if taken else skip
                yield Pair(cell, behind if taken else None, group)
            elif named := words.group(cell):
                group = named
            elif behind and (number(behind) or _near(words, cell)) and bare(cell.text.value) not in words.headers:
                skip = index + 1
                yield Pair(cell, behind, group)


def _near(words: Words, cell: Cell) -> str:
    return words.rows.near(_REMARK.sub("", text_of(cell)), lambda name: True)


def _names(words: Words, term: TableTerm, pairs: list[Pair]) -> list[str]:
    """The name of each label, "" for one nobody knows: those that are written as in the form first."""
    names = [_name(words, term, pair) for pair in pairs]
    taken = set(names)
    for index, pair in enumerate(pairs):
        if not names[index]:
            names[index] = words.rows.near(_REMARK.sub("", text_of(pair.label)), lambda name: name not in taken)
            taken.add(names[index])
    return names


def _name(words: Words, term: TableTerm, pair: Pair) -> str:
    found = words.row(pair.label)
    if not found or not pair.group:
        return found
    label = next(row.label for row in term.rows if row.name == found)
    alike = [row for row in term.rows if bare(row.label) == bare(label)]
    return next((row.name for row in alike if pair.group in row.group), found)


def _row(term: TableTerm, column: ColumnTerm, pair: Pair, name: str, key: str, place: Place) -> BoundRow:
    known: RowTerm | None = next((row for row in term.rows if row.name == name), None)
    label = text_of(pair.label)
    where = Place(pair.label.text.origin(), place.section, term.title, label)
    cells: tuple[BoundCell, ...] = ()
    if pair.value is not None:
        spot = Place(pair.value.text.origin(), place.section, term.title, label, column.label)
        cells = (BoundCell(key, column.name, read_figure(pair.value.text.value), pair.value, spot),)
    group = (known.group[-1] if known.group else "") if known else pair.group
    return BoundRow(key, known, label, group, where, cells, int(pair.value is None), "#" in key)
