"""Blocks side by side, the row's label above its columns: one line of figures, each with both names."""

from __future__ import annotations

from collections.abc import Iterator

from ..figures import read_figure
from ..findings import Place
from ..model import Cell, Grid
from ..records import dataclass, replace
from ..terms import BlockTerm, BoundCell, BoundColumn, BoundRow, BoundTable, TableTerm
from ..wording import bare
from .labels import Lexicon
from .slots import Row, aligned, blank, distinct, number, text_of, trimmed

_DEEP = 4
"""Rows at the front that may be a header."""
Head = tuple[str, str, Cell]
"""Block name, column name ("" for an unknown one), the label's cell."""


@dataclass(frozen=True)
class Words:
    """The labels of the blocks and of their columns."""

    term: TableTerm
    blocks: Lexicon
    columns: Lexicon

    @classmethod
    def of(cls, term: TableTerm) -> Words:
        return cls(term,
                   Lexicon.of((b.name, (b.rows[0].label, *b.rows[0].aliases)) for b in term.blocks),
                   Lexicon.of((c.name, (c.label, *c.aliases)) for c in term.columns))

    def column(self, cell: Cell) -> str:
        """The column a label names; a slip of a letter is forgiven."""
        text = cell.text.value
        if self.block(cell) or bare(text) in {bare(group.label) for group in self.term.groups}:
            return ""
        return self.columns.exact(text) or self.columns.near(text, lambda _: True, 0.7)

    def block(self, cell: Cell) -> str:
        return self.blocks.exact(cell.text.value) or self.blocks.near(cell.text.value, lambda _: True, 0.8)

    def in_caption(self, caption: str) -> str:
        """The block that a line above a table names, the longest label first."""
        words = bare(caption)
        hits = [(len(text), name) for name, text in self.blocks.words.items() if text in words]
        return max(hits, default=(0, ""))[1]


def bind_across(term: TableTerm, grids: tuple[Grid, ...], captions: tuple[str, ...],
                section: str) -> BoundTable:
    """Names the figures of a table whose blocks stand side by side, or each in a grid of its own."""
    words = Words.of(term)
    rows: dict[str, BoundRow] = {}
    more: list[BoundRow] = []
    heads: list[Head] = []
    unread = ""
    for grid, caption in zip(grids, captions, strict=True):
        own, found, reason = _bind_grid(words, grid, caption, section)
        more += _more(words, grid, len(own), section)
        heads += own
        unread = unread or reason
        for row in found:
            rows.setdefault(row.key, row)
    ordered = tuple(rows[block.rows[0].name] for block in term.blocks if block.rows[0].name in rows)
    table = _table(term, grids, section, (*ordered, *more), heads, unread)
    told = {words.blocks.exact(cell.text.value) for grid in grids for cell in _front(grid)}
    slips = {} if told >= rows.keys() else {
        name: (block, rows[name], cell) for grid in grids for cell in _front(grid) for block in term.blocks
        if (name := block.rows[0].name) in rows.keys() - told and words.block(cell) == block.name}
    return replace(table, misheaded=tuple(slips.values())) if slips else table


def _front(grid: Grid) -> Iterator[Cell]:
    """The cells of what may be the header."""
    for row in trimmed(grid)[:_DEEP]:
        yield from (cell for _, cell in distinct(row) if not blank(cell) and not number(cell))


def _table(term: TableTerm, grids: tuple[Grid, ...], section: str, rows: tuple[BoundRow, ...],
           heads: list[Head], unread: str) -> BoundTable:
    seen = {(block, column) for block, column, _ in heads}
    absent = tuple(b for b in term.blocks if not any((b.name, c.name) in seen for c in b.columns))
    missing = tuple((b, c) for b in term.blocks if b not in absent
                    for c in b.columns if (b.name, c.name) not in seen)
    columns = tuple(BoundColumn(name, text_of(cell), Place(cell.text.origin(), section, term.title, block,
                                                           text_of(cell))) for block, name, cell in heads)
    place = Place(grids[0].origin, section, term.title)
    return BoundTable(term, place, grids, rows, columns, missing, absent, unread)


def _bind_grid(words: Words, grid: Grid, caption: str,
               section: str) -> tuple[list[Head], tuple[BoundRow, ...], str]:
    rows = trimmed(grid)
    last = max((i for i, row in enumerate(rows) if _is_header(words, row)), default=-1)
    header, data = rows[:last + 1], [row for row in rows[last + 1:] if any(_filled(words, c) for c in row)]
    heads = _heads(words, header, caption)
    if not heads:
        return [], (), ""
    values = data[0] if data else ()
    named = _fitted(values, len(heads))
    if len(named) != len(heads):
        return heads, (), f"{len(heads)}/{len(values)}"
    return heads, tuple(_rows(words.term, heads, named, section)), ""


def _more(words: Words, grid: Grid, width: int, section: str) -> Iterator[BoundRow]:
    """Rows of figures behind the first one: the form has no such."""
    rows = [row for row in trimmed(grid) if width and sum(number(cell) for _, cell in distinct(row)) * 2 > width
            and len({cell.text.value for cell in row}) + (row[0].text.value.strip() == "0") > 1]
    for index, row in enumerate(rows[1:], 2):
        place = Place(row[0].text.origin(), section, words.term.title)
        yield BoundRow(f"+{index}", None, text_of(row[0]), "", place, ())


def _is_header(words: Words, row: Row) -> bool:
    cells = [cell for _, cell in distinct(row) if not blank(cell)]
    return not any(number(c) for c in cells) and any(words.column(c) or words.block(c) for c in cells)


def _filled(words: Words, cell: Cell) -> bool:
    """A cell that may hold a figure: also blank ones, since a form may be empty."""
    return not words.column(cell)


def _fitted(values: Row, width: int) -> tuple[Cell, ...]:
    cells = values
    while len(cells) > width and not number(cells[0]):
        cells = cells[1:]
    while len(cells) > width and blank(cells[-1]):
        cells = cells[:-1]
    return cells


# ---- header ---------------------------------------------------------------------------------------


def _heads(words: Words, header: tuple[Row, ...], caption: str) -> list[Head]:
    by_order = _in_order(words, header, caption)
    if not header or not aligned(header):
        return by_order
    by_place = _by_place(words, header)
    return by_place if _named(by_place) >= _named(by_order) else by_order


def _named(heads: list[Head]) -> int:
    return len({(block, column) for block, column, _ in heads if block and column})


def _by_place(words: Words, header: tuple[Row, ...]) -> list[Head]:
    """Per column of an even grid: the lowest label, and the nearest block label above or left above."""
    found: list[Head] = []
    for index in range(len(header[0])):
        depth = next((d for d in reversed(range(len(header))) if not blank(header[d][index])), 0)
        cell = header[depth][index]
        block = next((name for row in reversed(header[:depth]) if (name := _block_at(words, row, index))), "")
        found.append((block, words.column(cell), cell))
    return found


def _block_at(words: Words, row: Row, index: int) -> str:
    """The block label over a column; a lost merge leaves blanks behind the label."""
    while index > 0 and blank(row[index]):
        index -= 1
    return words.block(row[index])


def _in_order(words: Words, header: tuple[Row, ...], caption: str) -> list[Head]:
    """In reading order: a column label that comes again begins the next block."""
    cells = [cell for row in header for _, cell in distinct(row) if not blank(cell)]
    blocks = [name for cell in cells if (name := words.block(cell))] or [words.in_caption(caption)]
    runs: list[list[tuple[str, Cell]]] = [[]]
    for cell in cells:
        name = words.column(cell)
        if name and name in {known for known, _ in runs[-1]}:
            runs.append([])
        if name:
            runs[-1].append((name, cell))
    if len(runs) != len(blocks):
        blocks = blocks[:len(runs)] + [""] * (len(runs) - len(blocks))
    return [(block, name, cell) for block, run in zip(blocks, runs, strict=True) for name, cell in run]


# ---- figures --------------------------------------------------------------------------------------


def _rows(term: TableTerm, heads: list[Head], values: tuple[Cell, ...], section: str) -> Iterator[BoundRow]:
    for block in term.blocks:
        row = block.rows[0]
        cells = tuple(_cell(term, block, column, value, section)
                      for (name, column, _), value in zip(heads, values, strict=True)
                      if name == block.name and column)
        if cells:
            place = Place(cells[0].place.origin, section, term.title, row.label)
            yield BoundRow(row.name, row, row.label, row.group[-1] if row.group else "", place, cells)


def _cell(term: TableTerm, block: BlockTerm, column: str, cell: Cell, section: str) -> BoundCell:
    printed = next(c.label for c in block.columns if c.name == column)
    place = Place(cell.text.origin(), section, term.title, block.rows[0].label, printed)
    return BoundCell(block.rows[0].name, column, read_figure(cell.text.value), cell, place)
