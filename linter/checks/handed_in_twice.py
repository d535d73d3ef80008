"""A unit of the roster has one report for a year: another file with other figures is one too many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Problem
from ..records import dataclass
from ..survey.past import Past
from ..terms import View
from .passages import beginning

FACTS: Mapping[str, str] = {
    "unit": "名册中的单位名称",
    "files": "另外几份报告的文件名",
    "count": "共有几份数字不同的报告",
    "cells": "数字不同的单元格，最多三个",
}
_SHOWN = 3


@dataclass(frozen=True)
class Options:
    """None."""


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One outcome; none without a roster."""
    standing = view.standing
    if standing is None or standing.unit is None:
        return
    if not standing.twins:
        yield Holds()
        return
    cells = "；".join(_differences(view, standing.twins[0]))
    yield Problem(beginning(view.document), {
        "unit": standing.unit.name, "files": tuple(twin.name for twin in standing.twins),
        "count": len(standing.twins) + 1, "cells": cells})


def _differences(view: View, twin: Past) -> Iterator[str]:
    shown = 0
    for table in view.tables.values():
        for (row, column), cell in table.cells.items():
            other = twin.figures.get((table.term.name, row, column))
            if shown < _SHOWN and cell.figure.value != other:
                shown += 1
                name = "—".join(part for part in (cell.place.row, cell.place.column) if part)
                yield f"{name}：{cell.figure.raw.strip() or '空白'}与{'空白' if other is None else other}"
