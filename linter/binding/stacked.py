"""Blocks one below the other, each with its own header row: each figure gets its row's and column's name."""

from __future__ import annotations

from collections.abc import Iterator

from ..figures import read_figure
from ..findings import Place
from ..model import Cell, Grid
from ..patterns import compiled
from ..records import dataclass
from ..terms import BlockTerm, BoundCell, BoundColumn, BoundRow, BoundTable, TableTerm
from ..wording import bare
from .labels import Lexicon
from .slots import Row, blank, distinct, label_end, number, text_of, trimmed

_HEADING = 0.7
"""How alike the line above a block and a block's label are that differ in the number only."""

_NUMERALS = compiled(r"[一二三四五六七八九十百]+|\d+")


@dataclass(frozen=True)
class Header:
    """A header row: per slot behind the label column the column's printed label."""

    cells: tuple[Cell, ...] = ()

    def leaves(self, block: BlockTerm) -> tuple[tuple[int, str, Cell], ...]:
        """(offset behind the label, column name or "", cell), each column once."""
        names = Lexicon.of((c.name, (c.label, *c.aliases)) for c in block.columns)
        found: list[tuple[int, str, Cell]] = []
        for offset, cell in enumerate(self.cells):
            name = names.exact(cell.text.value)
            if not blank(cell) and all(cell is not c and bare(cell.text.value) != bare(c.text.value)
                                       for _, _, c in found):
                found.append((offset, name, cell))
        taken = {name for _, name, _ in found}
        return tuple((o, name or names.near(c.text.value, lambda n: n not in taken, 0.75), c)
                     for o, name, c in found)


def bind_stacked(term: TableTerm, grids: tuple[Grid, ...], section: str) -> BoundTable:
    """Names the rows, columns and figures of a table of blocks, in one grid or several."""
    binder = _Binder(term, section)
    rows = tuple(row for grid in grids for row in binder.rows(grid))
    present = {row.term.name for row in rows if row.term}
    absent = tuple(b for b in term.blocks if not any(r.name in present for r in b.rows)
                   and b.name not in binder.headed)
    missing = tuple((block, column) for block in term.blocks if block not in absent
                    for column in block.columns if column.name not in binder.found[block.name])
    place = Place(grids[0].origin, section, term.title)
    return BoundTable(term, place, grids, rows, tuple(binder.columns), missing, absent,
                      misheaded=tuple(binder.misheaded))


class _Binder:
    """Goes through the rows of a table, keeping the header in force."""

    def __init__(self, term: TableTerm, section: str) -> None:
        self.term, self.section = term, section
        self.lexicon = Lexicon.of((row.name, (row.label, *row.aliases)) for row in term.rows)
        self.blocks = Lexicon.of((b.name, (b.label, *b.aliases)) for b in term.blocks)
        self.by_row = {row.name: block for block in term.blocks for row in block.rows}
        self.labels = frozenset(bare(label) for block in term.blocks for column in block.columns
                                for label in (column.label, *column.aliases))
        self.header = Header()
        self.fresh = False
        self.block: BlockTerm | None = None
        self.headed: set[str] = set()
        self.found: dict[str, set[str]] = {block.name: set() for block in term.blocks}
        self.above: Cell | None = None
        self.misheaded: list[tuple[BlockTerm, BoundRow, Cell]] = []
        self.columns: list[BoundColumn] = []
        self.seen: dict[str, int] = {}

    def rows(self, grid: Grid) -> Iterator[BoundRow]:
        for row in map(_behind_number, trimmed(grid)):
            cells = [cell for _, cell in distinct(row) if not blank(cell)]
            if not cells:
                continue
            if len({bare(cell.text.value) for cell in cells}) == 1 and self.blocks.near(
                    cells[0].text.value, lambda _: True, _HEADING):
                self.above = cells[0]
            if name := self._heading(cells):
                self.headed.add(name)
                self.block = next(block for block in self.term.blocks if block.name == name)
            elif self._is_header(row):
                self._set_header(row)
            else:
                yield from self._data(row, cells[0])

    def _heading(self, cells: list[Cell]) -> str:
        words = {bare(cell.text.value) for cell in cells}
        return self.blocks.full.get(words.pop(), "") if len(words) == 1 else ""

    def _is_header(self, row: Row) -> bool:
        cells = [cell for _, cell in distinct(row)]
        if any(number(cell) for cell in cells):
            return False
        if any(bare(cell.text.value) in self.labels for cell in cells):
            return True
        return len(cells) > 1 and not any(self.lexicon.exact(cell.text.value) for cell in cells)

    def _set_header(self, row: Row) -> None:
        index = next(i for i, cell in enumerate(row) if not blank(cell))
        first = bare(row[index].text.value)
        end = index if first in self.labels else label_end(row, index)
        self.header, self.fresh = Header(row[end:]), True
        if self.block:
            self.found[self.block.name].update(name for _, name, _ in self.header.leaves(self.block) if name)

    def _data(self, row: Row, first: Cell) -> Iterator[BoundRow]:
        start = next(i for i, cell in enumerate(row) if cell is first)
        values = row[label_end(row, start):]
        name = self.lexicon.exact(first.text.value) or self.lexicon.near(
            first.text.value, lambda n: n not in self.seen, 0.75)
        if name or any(number(cell) for cell in values):
            found = self._row(name, first, values)
            block = self.by_row.get(name)
            if block and self.above and _numbers(self.above.text.value) != _numbers(block.label):
                self.misheaded.append((block, found, self.above))
            self.above = None
            yield found

    def _row(self, name: str, first: Cell, values: Row) -> BoundRow:
        key = name or "?" + bare(first.text.value)
        self.seen[key] = self.seen.get(key, 0) + 1
        key = key if self.seen[key] == 1 else f"{key}#{self.seen[key]}"
        block = self.by_row.get(name) or self.block
        label = text_of(first)
        term = next((row for row in self.term.rows if row.name == name), None)
        cells = tuple(self._cells(key, block, label, values)) if block else ()
        place = Place(first.text.origin(), self.section, self.term.title, label)
        wanted = max((offset for offset, _, _ in self.header.leaves(block)), default=-1) + 1 if block else 0
        return BoundRow(key, term, label, block.name if block else "", place, cells,
                        max(0, wanted - len(values)), "#" in key)

    def _cells(self, key: str, block: BlockTerm, label: str, values: Row) -> Iterator[BoundCell]:
        for offset, name, head in self.header.leaves(block):
            if self.fresh:
                self.columns.append(BoundColumn(name, text_of(head), Place(
                    head.text.origin(), self.section, self.term.title, "", text_of(head))))
            self.found[block.name].add(name)
            if name and offset < len(values):
                printed = next(c.label for c in block.columns if c.name == name)
                place = Place(values[offset].text.origin(), self.section, self.term.title, label, printed)
                yield BoundCell(key, name, read_figure(values[offset].text.value), values[offset], place)
        self.fresh = False


def _numbers(label: str) -> list[str]:
    """The numbers in a block's label: what tells it from the others'."""
    return _NUMERALS.findall(bare(label))


def _behind_number(row: Row) -> Row:
    """A row without the running number in front of its label."""
    cells = [(index, cell) for index, cell in distinct(row) if not blank(cell)]
    if len(cells) < 2 or not number(cells[0][1]) or number(cells[1][1]):
        return row
    return row[cells[1][0]:]
