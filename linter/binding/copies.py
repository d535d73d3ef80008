"""Tables that stand there twice: the first is read, the others are kept apart and told."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Grid
from ..terms import TableTerm
from ..wording import bare

_OWN, _WHOLE = 0.6, 0.4
"""Of its rows, and of all rows of the form, the share that a copy has in common with what came before."""


def without_copies(term: TableTerm, grids: Iterable[Grid]) -> tuple[tuple[Grid, ...], tuple[Grid, ...]]:
    """The grids that are the table, which may be torn into several, and those that repeat it."""
    labels = frozenset(bare(row.label) for row in term.rows)
    seen: set[str] = set()
    kept: list[Grid] = []
    copies: list[Grid] = []
    for grid in grids:
        own = labels & {bare(cell.text.value) for row in grid.rows for cell in row}
        again = len(own & seen)
        if again >= max(2, _OWN * len(own), _WHOLE * len(labels)):
            copies.append(grid)
        else:
            kept.append(grid)
            seen |= own
    return tuple(kept), tuple(copies)
