"""No table has labels of another edition of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Place, Problem, Related
from ..model import Cell, Grid
from ..records import dataclass
from ..terms import View
from ..wording import normalise
from . import option

FACTS: Mapping[str, str] = {
    "label": "第一个不属于本格式的栏目",
    "labels": "所有不属于本格式的栏目，以顿号隔开",
    "count": "不属于本格式的栏目数",
}


@dataclass(frozen=True)
class Options:
    """Which labels."""

    labels: tuple[str, ...] = option("只在其他格式中有的栏目；不写为表样的 obsolete", ())


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem a report, at the first such label, the others related."""
    wanted = {normalise(label): label for label in options.labels or (view.due or view.template).obsolete}
    found: dict[str, Place] = {}
    for grid, place in _grids(view):
        for cell in _cells(grid):
            label = wanted.get(normalise(cell.text.value))
            if label and label not in found:
                found[label] = Place(cell.text.origin(), section=place.section, column=label)
    if not found:
        yield Holds()
        return
    first, *others = found
    facts = {"label": first, "labels": "、".join(found), "count": len(found)}
    yield Problem(found[first], facts, tuple(Related(found[label], label) for label in others), first)


def _grids(view: View) -> Iterator[tuple[Grid, Place]]:
    places = {id(grid): bound.place for bound in view.sections for grid in bound.section.grids}
    for grid in view.document.grids:
        yield grid, places.get(id(grid), Place())


def _cells(grid: Grid) -> Iterator[Cell]:
    """Every cell once, in reading order."""
    return iter({id(cell): cell for row in grid.rows for cell in row}.values())
