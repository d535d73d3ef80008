"""Sums of a table's figures as accepted readings of a count name them. Not a kind."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..figures import FigureKind
from ..formula import Operand
from ..records import dataclass
from ..terms import BoundCell, BoundRow, BoundTable


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


def sum_of(table: BoundTable, operands: Iterable[Operand], columns: tuple[str, ...], whole: str) -> Sum | None:
    """The sum of rows in these columns; None where a figure is not there or is no number. A blank in the column
    `whole` is the sum of the row's other columns, if those are filled in."""
    total: Sum | None = None
    for operand in operands:
        term = _term(table, operand, (operand.column,) if operand.column else columns, whole)
        if term is None:
            return None
        if operand.factor < 0:
            term = Sum(f"－{term.name}", f"－{term.short}", -term.value, term.cells)
        total = total + term if total else term
    return total


def _term(table: BoundTable, operand: Operand, columns: tuple[str, ...], whole: str) -> Sum | None:
    rows = _group(table, operand.name) if operand.every else _row(table, operand.name)
    cells: list[BoundCell] = []
    for row in rows:
        for column in columns:
            found = _cells(table, row, column, whole)
            if found is None:
                return None
            cells.extend(found)
    if not cells:
        return None
    value = sum((cell.figure.value or Decimal(0) for cell in cells), Decimal(0))
    return Sum(_name(table, operand, columns, whole), operand.name, value, tuple(cells))


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


def _cells(table: BoundTable, row: BoundRow, column: str, whole: str) -> tuple[BoundCell, ...] | None:
    cell = table.cells.get((row.key, column))
    if row.short or cell is None or cell.figure.kind in (FigureKind.TEXT, FigureKind.REMARKED):
        return None
    if cell.figure.value is not None and cell.figure.value < 0:  # no count: said of the cell
        return None
    if cell.figure.kind is not FigureKind.BLANK:
        return (cell,)
    others = tuple(other for other in row.cells if other.column != whole)
    filled = any(other.figure.value is not None for other in others)
    known = all(other.figure.kind is not FigureKind.TEXT for other in others)
    return others if column == whole and filled and known else None


def _name(table: BoundTable, operand: Operand, columns: tuple[str, ...], whole: str) -> str:
    """As the report prints it: the row's label, and the column's where it is not the whole."""
    group = next((term.label for term in table.term.groups if term.name == operand.name), operand.name)
    row = next((term.label for term in table.term.rows if term.name == operand.name), group)
    labels = {column.name: column.label for column in table.term.columns_of(operand.name) or table.term.columns}
    shown = [labels.get(column, column) for column in columns if column != whole]
    return f"{row}—{'＋'.join(shown)}" if shown else row
