"""What whole rows and columns of a table are: left blank throughout, or sums of the table's own making."""

from __future__ import annotations

from decimal import Decimal

from ..records import dataclass
from ..terms import BoundCell, BoundTable


@dataclass(frozen=True)
class Lines:
    """Keys of rows and names of columns in which no figure at all is given; keys of rows that the form does
    not know and that add up the rows of their group above them."""

    blank_rows: frozenset[str]
    blank_columns: frozenset[str]
    subtotals: frozenset[str]

    @classmethod
    def of(cls, table: BoundTable) -> Lines:
        cells = table.cells.values()
        given = [cell for cell in cells if not cell.figure.missing]
        rows = {cell.row for cell in cells} - {cell.row for cell in given}
        columns = {cell.column for cell in cells} - {cell.column for cell in given}
        return cls(frozenset(rows), frozenset(columns), _subtotals(table))

    def blank(self, cell: BoundCell) -> bool:
        """Whether a cell's whole row or column is blank: not a 0 left out, but figures not given."""
        return cell.row in self.blank_rows or cell.column in self.blank_columns


def _subtotals(table: BoundTable) -> frozenset[str]:
    sums: dict[tuple[str, str], Decimal] = {}
    found: set[str] = set()
    for row in table.rows:
        values = {cell.column: cell.figure.value or Decimal(0) for cell in row.cells}
        if row.term:
            for column, value in values.items():
                sums[row.group, column] = sums.get((row.group, column), Decimal(0)) + value
        elif any(values.values()) and all(v == sums.get((row.group, c), 0) for c, v in values.items()):
            found.add(row.key)
    return frozenset(found)
