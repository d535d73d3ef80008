"""Conditions on how cells are filled in, under which a demand is made (when … then)."""

from __future__ import annotations

from collections.abc import Mapping

from ..entries import Entry, listed
from ..records import dataclass
from ..terms import BoundCell, BoundTable

Given = Mapping[str, tuple[Entry, ...]]
"""Names of rows, or of columns, and what may be filled in there."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Whether all that is asked for is so (None: that cannot be told); the cells that say so; where it cannot be
    told, why."""

    met: bool | None
    cells: tuple[BoundCell, ...] = ()
    reason: str = ""


def ground(table: BoundTable, given: Given, row: str, column: str) -> Ground:
    """Whether the condition is met for a cell: names of rows mean cells of its column, names of columns of its
    row."""
    cells = []
    for name, wanted in given.items():
        cell = cell_of(table, name, row, column)
        if cell is None:
            return Ground(None, (), f"没有“{name}”这一格，不知道条件是否符合")
        if not any(entry.fits(cell.figure) for entry in wanted):
            return Ground(False)
        cells.append(cell)
    return Ground(True, tuple(cells))


def cell_of(table: BoundTable, name: str, row: str, column: str) -> BoundCell | None:
    """The cell that a name means, seen from a row and a column."""
    if any(term.name == name for term in table.term.rows):
        return table.cells.get((name, column or (table.term.columns[0].name if table.term.columns else "")))
    return table.cells.get((row, name))


def condition(table: BoundTable, given: Given) -> str:
    """For messages: “是否开展应急演练”为“是”; "" for none."""
    labels = {term.name: term.label for term in table.term.columns}
    labels.update((term.name, term.label) for term in table.term.rows)
    return "，".join(f"“{labels.get(name) or name}”为{listed(wanted)}" for name, wanted in given.items())
