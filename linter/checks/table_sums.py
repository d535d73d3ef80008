"""Sums of a table's figures as accepted readings of a count name them, or what stands in their way. Not a kind."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..figures import FigureKind
from ..findings import Place
from ..formula import Operand
from ..records import dataclass
from ..terms import BoundCell, BoundRow, BoundTable
from ..typenames import Literal


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum: its name as the report prints it, that in the template's words, its cells."""

    name: str
    short: str
    value: Decimal
    cells: tuple[BoundCell, ...]

    def __add__(self, other: Sum) -> Sum:
        sign = "" if other.name.startswith("－") else "＋"
        names = (f"{self.name}{sign}{other.name}", f"{self.short}{sign}{other.short}")
        return Sum(*names, self.value + other.value, self.cells + other.cells)


Lack = Literal["row", "column", "blank", "malformed"]
"""A row or column that is not there; a cell without a figure; one with something that is no count."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a sum cannot be had: what is lacking, its name as the report prints it, its place."""

    lack: Lack
    name: str
    place: Place


def sum_of(table: BoundTable, operands: Iterable[Operand], columns: tuple[str, ...], whole: str) -> Sum | Gap:
    """The sum of rows in these columns, or what first stands in its way. A blank in the column `whole` is the
    sum of the row's other columns, if those are filled in; a mark for none is 0, but see `doubtful`."""
    terms: list[Sum] = []
    for operand in operands:
        term = _term(table, operand, (operand.column,) if operand.column else columns, whole)
        if isinstance(term, Gap):
            return term
        terms.append(Sum(f"－{term.name}", f"－{term.short}", -term.value, term.cells) if operand.factor < 0 else term)
    return sum(terms[1:], terms[0])


def doubtful(total: Sum) -> Gap | None:
    """The cell of a mark for none that a disagreeing sum hangs on: whoever wrote “/” may not have meant 0."""
    marked = [cell for cell in total.cells if cell.figure.value is None]
    return _gap("blank", marked[0]) if marked and len(total.cells) - len(marked) <= 1 else None


def _gap(lack: Lack, cell: BoundCell) -> Gap:
    return Gap(lack, "—".join(name for name in (cell.place.row, cell.place.column) if name), cell.place)


def _term(table: BoundTable, operand: Operand, columns: tuple[str, ...], whole: str) -> Sum | Gap:
    rows = _group(table, operand.name) if operand.every else _row(table, operand.name)
    name = _name(table, operand, columns, whole)
    cells: list[BoundCell] = []
    for row in rows:
        for column in columns:
            found = _cells(table, row, column, whole)
            if isinstance(found, Gap):
                return found
            cells.extend(found)
    if not cells:
        return Gap("row", name, table.place)
    value = sum((cell.figure.value or Decimal(0) for cell in cells), Decimal(0))
    return Sum(name, operand.name, value, tuple(cells))


def _row(table: BoundTable, name: str) -> tuple[BoundRow, ...]:
    row = table.by_name.get(name)
    return (row,) if row else ()


def _group(table: BoundTable, group: str) -> tuple[BoundRow, ...]:
    """Every row of a group; none where one is missing. A row with the group's own label stands for all."""
    missing = [term for term in table.missing_rows if group in term.group]
    if missing:
        return _row(table, group)
    return tuple(row for row in table.rows
                 if not row.repeats and (group in row.term.group if row.term else row.group == group))


def _cells(table: BoundTable, row: BoundRow, column: str, whole: str) -> tuple[BoundCell, ...] | Gap:
    cell = table.cells.get((row.key, column))
    if row.short or cell is None:
        return Gap("row" if row.short else "column", row.place.row or row.label, row.place)
    if cell.figure.kind in (FigureKind.TEXT, FigureKind.REMARKED) or (cell.figure.value or 0) < 0:
        return _gap("malformed", cell)
    if cell.figure.kind is not FigureKind.BLANK:
        return (cell,)
    others = tuple(other for other in row.cells if other.column != whole)
    filled = any(other.figure.value is not None for other in others)
    known = all(other.figure.kind is not FigureKind.TEXT for other in others)
    return others if column == whole and filled and known else _gap("blank", cell)


def _name(table: BoundTable, operand: Operand, columns: tuple[str, ...], whole: str) -> str:
    """As the report prints it: the row's label, and the column's where it is not the whole."""
    group = next((term.label for term in table.term.groups if term.name == operand.name), operand.name)
    row = next((term.label for term in table.term.rows if term.name == operand.name), group)
    labels = {column.name: column.label for column in table.term.columns_of(operand.name) or table.term.columns}
    shown = [labels.get(column, column) for column in columns if column != whole]
    return f"{row}—{'＋'.join(shown)}" if shown else row
