"""HTML tables: what was collected of one, whether it is data or layout, and the grid of its cells.

A colspan above WILD is as wide as the table.
Everything here is linear in the slots and never recurses, however deep tables are nested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from ...limits import LIMITS, Limits
from ...model import Block, Cell, Grid, Line, Origin, Segment, Text
from .columns import phantoms

WILD = 50
"""A colspan above this is not meant as a number of columns."""
_TOO_LARGE = "网页里的表格过大，不像一份年度报告；请确认选对了文件"
HEAD, BODY, FOOT = range(3)


class OpenCell:
    """A td or th. `flow` is its content; `line`, `column` where that begins; `items` its list items.

    `taken` is the place it got in the grid: first row, first column, rows, columns.
    """

    __slots__ = ("colspan", "column", "flow", "items", "line", "rowspan", "taken")

    def __init__(self, rowspan: int, colspan: int, line: int, column: int) -> None:
        self.rowspan, self.colspan, self.line, self.column = rowspan, colspan, line, column
        self.flow: list[Line | OpenTable] = []
        self.items = 0
        self.taken: tuple[int, int, int, int] | None = None

    @property
    def size(self) -> int:
        """How many characters stand directly in it."""
        return sum(len(item.text.value) for item in self.flow if isinstance(item, Line))


class OpenRow:
    """A tr; `group` counts the thead, tbody, tfoot it belongs to."""

    __slots__ = ("cells", "column", "group", "line")

    def __init__(self, line: int, column: int, group: int) -> None:
        self.line, self.column, self.group = line, column, group
        self.cells: list[OpenCell] = []


class OpenTable:
    """A table element as it is met. `stray` is what stands in it outside of cells, captions too.

    `kinds` says of each group of rows whether it is HEAD, BODY or FOOT. When it is closed, `layout` is known,
    and `trivial`: one cell, so a box around text and no table.
    """

    def __init__(self, line: int, column: int, width: int = 0) -> None:
        self.line, self.column = self.end_line, self.end_column = line, column
        self.width, self.widths = width, list[int]()  # in pixels, as far as stated; those of columns
        self.rows: list[OpenRow] = []
        self.kinds = [BODY]
        self.stray: list[Line | OpenTable] = []
        self.row: OpenRow | None = None
        self.cell: OpenCell | None = None
        self.layout = self.trivial = False

    def flow(self) -> list[Line | OpenTable]:
        """Where words go now."""
        return self.cell.flow if self.cell else self.stray

    def begin_group(self, kind: int) -> None:
        self.end_row()
        self.kinds.append(kind)

    def begin_row(self, line: int, column: int) -> None:
        self.cell = None
        self.row = OpenRow(line, column, len(self.kinds) - 1)
        self.rows.append(self.row)

    def begin_cell(self, line: int, column: int, cell: OpenCell) -> None:
        if self.row is None:
            self.begin_row(line, column)
        assert self.row is not None
        self.cell = cell
        self.row.cells.append(cell)

    def end_row(self) -> None:
        self.row = self.cell = None

    def close(self, line: int, column: int) -> None:
        """Ends the table just before `line`, `column` and decides what it is."""
        self.end_line, self.end_column = line, column
        cells = [cell for row in self.rows for cell in row.cells]
        holds = any(isinstance(item, OpenTable) and not item.trivial for cell in cells for item in cell.flow)
        self.trivial = len(cells) <= 1 and not holds
        self.layout = holds or _is_layout(self.rows, cells)

    @property
    def blank(self) -> bool:
        """Whether no words stand in it."""
        return not self.stray and not any(cell.flow for row in self.rows for cell in row.cells)


def blocks_of(flow: Iterable[Line | OpenTable], limits: Limits = LIMITS) -> tuple[Block, ...]:
    """The blocks of a flow in reading order: content of layout tables as blocks, the others as grids.

    Raises ReadError if the tables are larger than any report's.
    """
    found: list[Block] = []
    number = slots = 0
    for item in _flat(flow):
        if isinstance(item, Line):
            found.append(item)
            continue
        number += 1
        rows = _slots(item, slots, limits)
        slots += sum(map(len, rows))
        found.append(_grid(item, rows, number))
    return tuple(found)


def _is_layout(rows: list[OpenRow], cells: list[OpenCell]) -> bool:
    """Whether a table only arranges the page: one column, prose, lists, headings side by side, or pictures."""
    width = max((len(row.cells) for row in rows), default=0)
    pictures = all(isinstance(item, Line) and item.unread for cell in cells for item in cell.flow)
    return width <= 1 or pictures or any(_is_prose(cell, width) for cell in cells)


def _is_prose(cell: OpenCell, width: int) -> bool:
    if cell.items > 2:
        return True
    if width == 2 and any(isinstance(item, Line) and item.level for item in cell.flow):
        return True
    return cell.size > (400 if len(cell.flow) > 1 else 1500)


def _flat(flow: Iterable[Line | OpenTable]) -> Iterator[Line | OpenTable]:
    """Lines and data tables in reading order; what strays in a table comes before it, as browsers show it."""
    stack = [iter(flow)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, Line):
            yield item
        elif item.layout:
            content = chain.from_iterable(cell.flow for row in item.rows for cell in row.cells)
            stack.append(chain(item.stray, content))
        elif item.stray:
            stack.append(chain(item.stray, (_without_stray(item),)))
        else:
            yield item


def _without_stray(table: OpenTable) -> OpenTable:
    table.stray = []
    return table


def _slots(table: OpenTable, before: int, limits: Limits) -> list[list[OpenCell]]:
    """The cell of every slot, row by row; thead before tbody before tfoot; the tables above have `before` slots."""
    rows = sorted(table.rows, key=lambda row: (table.kinds[row.group], row.group))
    width = _width(rows, limits)
    grid: list[list[OpenCell]] = []
    start, used = 0, before
    while start < len(rows):
        stop = start
        while stop < len(rows) and rows[stop].group == rows[start].group:
            stop += 1
        for line in _group_slots(rows[start:stop], width):
            used += len(line)
            if used > limits.html_slots:
                raise limits.refused("html_slots", _TOO_LARGE)
            _take(line, len(grid))
            grid.append(line)
        start = stop
    return _without(phantoms(table.widths, table.width, grid), grid)


def _without(columns: set[int], grid: list[list[OpenCell]]) -> list[list[OpenCell]]:
    """The grid without these columns."""
    if not columns:
        return grid
    for cell in chain.from_iterable(grid):
        cell.taken = None
    kept = [[cell for column, cell in enumerate(line) if column not in columns] for line in grid]
    for row, line in enumerate(kept):
        _take(line, row)
    return kept


def _width(rows: list[OpenRow], limits: Limits) -> int:
    """How wide a table is: the most columns that one row's own cells ask for. Tames wild colspans."""
    asked = [sum(_asked(cell) for cell in row.cells) for row in rows]
    width = max(asked, default=0)
    if width > limits.html_columns:
        raise limits.refused("html_columns", _TOO_LARGE)
    for row, own in zip(rows, asked, strict=True):
        room = width - own
        for cell in row.cells:
            if cell.colspan > WILD:
                cell.colspan, room = 1 + room, 0
    return width


def _asked(cell: OpenCell) -> int:
    return cell.colspan if 0 < cell.colspan <= WILD else 1


def _group_slots(rows: list[OpenRow], width: int) -> Iterator[list[OpenCell]]:
    """The slots of the rows of one group; no rowspan reaches beyond it. Rows without cells give none."""
    reaching: dict[int, OpenCell] = {}  # column → cell from a row above
    until: dict[int, int] = {}  # column → first row it no longer reaches
    for index, row in enumerate(rows):
        reaching = {column: cell for column, cell in reaching.items() if until[column] > index}
        if not row.cells:
            continue
        _cut_overlong(reaching, sum(_asked(cell) for cell in row.cells) - width)
        line = _line(row, reaching)
        yield line
        for column, cell in enumerate(line):
            if column not in reaching and cell.rowspan != 1:
                reaching[column] = cell
                until[column] = index + cell.rowspan if cell.rowspan else len(rows)


def _cut_overlong(reaching: dict[int, OpenCell], spare: int) -> None:
    """Ends the latest begun of the cells from above until the row's own cells have room.

    A rowspan one too long would push the next row's figures into the wrong columns.
    """
    excess = len(reaching) + spare
    latest = sorted(reaching, key=lambda column: (reaching[column].taken or (0,))[0]) if excess > 0 else []
    while excess > 0 and latest:
        cell = reaching[latest[-1]]
        while latest and reaching[latest[-1]] is cell:
            del reaching[latest.pop()]
            excess -= 1


def _line(row: OpenRow, reaching: dict[int, OpenCell]) -> list[OpenCell]:
    """One row's slots: own cells in the slots that no cell from above holds, in order."""
    line: list[OpenCell] = []
    for cell in row.cells:
        while len(line) in reaching:
            line.append(reaching[len(line)])
        for _ in range(max(cell.colspan, 1)):
            if len(line) in reaching:
                break
            line.append(cell)
    line.extend(reaching.get(column) or OpenCell(1, 1, row.line, row.column)
                for column in range(len(line), max(reaching, default=-1) + 1))
    return line


def _take(line: list[OpenCell], row: int) -> None:
    """Notes which slots each cell has, so far, in row `row` (from 0) of the grid."""
    column = 0
    while column < len(line):
        cell, stop = line[column], column
        while stop < len(line) and line[stop] is cell:
            stop += 1
        first_row, first_column = cell.taken[:2] if cell.taken else (row, column)
        cell.taken = first_row, first_column, row - first_row + 1, stop - column
        column = stop


def _grid(table: OpenTable, rows: list[list[OpenCell]], number: int) -> Grid:
    made: dict[int, Cell] = {}
    for row in rows:
        for cell in row:
            if id(cell) not in made:
                assert cell.taken is not None
                made[id(cell)] = Cell(_text(cell), *cell.taken)
    place = Origin(table.line, table.column, table.end_line, table.end_column)
    return Grid(tuple(tuple(made[id(cell)] for cell in row) for row in rows), number, place)


def _text(cell: OpenCell) -> Text:
    """A cell's lines as one text, "\\n" between them, each "\\n" at the place just behind its line."""
    lines = [item.text for item in _flat(cell.flow) if isinstance(item, Line) and not item.unread]
    if len(lines) == 1:
        return lines[0]
    segments: list[Segment] = []
    start = 0
    for line in lines:
        segments += [Segment(start + part.start, part.line, part.column) for part in line.segments]
        start += len(line.value) + 1
    value = "\n".join(line.value for line in lines)
    return Text(value, tuple(segments) or (Segment(0, cell.line, cell.column),))
