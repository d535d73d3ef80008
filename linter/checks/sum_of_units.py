"""A government's report is the sum of its departments' and lower governments' reports, cell by cell.

Judged only where the report of every unit of the roster is there, once. A blank cell counts as 0; a table
that one of the reports lacks, or whose figures cannot be told apart there, is not judged. Where this report
prints fewer decimals than the others, half of its last digit is let pass. One finding a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..findings import Holds, NotJudged, Outcome, Problem, Related
from ..records import dataclass
from ..survey.past import Past
from ..terms import BoundCell, BoundTable, View
from . import option

FACTS: Mapping[str, str] = {
    "count": "不一致的单元格个数",
    "units": "相加的报告份数",
    "cells": "不一致的单元格，最多六个：行—列：下级合计、本级汇总、相差",
    "differences": "每个不一致的单元格的行、列、下级合计、本级填报",
    "more": "还有更多不一致时的说明，否则为空",
}
_SHOWN = 6


@dataclass(frozen=True)
class Options:
    tables: tuple[str, ...] = option("逐格相加的表", names="table")
    missing: str = option("报告“缺少单位的报告”的规则编号", "", names="rule")
    summing: tuple[str, ...] = option("哪些种类的机关汇总下级，用于生成名册", ())


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell that is not the sum of the units' cells."""

    cell: BoundCell
    total: Decimal

    @property
    def value(self) -> Decimal:
        return self.cell.figure.value or Decimal(0)

    @property
    def words(self) -> str:
        name = "—".join(part for part in (self.cell.place.row, self.cell.place.column) if part)
        return f"{name}：下级合计{self.total}，本级汇总{self.value}，相差{abs(self.total - self.value)}"


def check(view: View, options: Options) -> Iterator[Outcome]:
    """Outcomes for each table; one for all where a report is missing."""
    standing = view.standing
    tables = [view.tables[name] for name in options.tables if name in view.tables]
    if standing is None or not (standing.parts or standing.absent):
        return
    if standing.absent:
        reason = f"缺少{len(standing.absent)}个单位的报告，不能相加：{'、'.join(standing.absent)}"
        yield NotJudged(reason, options.missing, len(tables))
        return
    for table in tables:
        yield from _judge(table, standing.parts)


def _judge(table: BoundTable, parts: tuple[Past, ...]) -> Iterator[Outcome]:
    title = table.term.title
    if not table.present or table.unreadable:
        yield NotJudged(f"本报告没有{title}或其数字读不出", place=table.place)
        return
    rows = {part.agency: {key[1] for key in part.figures if key[0] == table.term.name} for part in parts}
    without = [agency for agency, names in rows.items() if not names]
    if without:
        yield NotJudged(f"{'、'.join(without)}的报告没有{title}的数字，不能相加", place=table.place)
        return
    gaps = [gap for cell in table.cells.values() if (gap := _gap(table.term.name, cell, parts))]
    lacking = {gap.cell.row: [agency for agency, names in rows.items() if gap.cell.row not in names] for gap in gaps}
    for row, agencies in lacking.items():
        if agencies:
            place = table.by_name[row].place if row in table.by_name else table.place
            yield NotJudged(f"{'、'.join(agencies)}的报告没有“{place.row or row}”行的数字，不能相加", place=place)
    sure = [gap for gap in gaps if not lacking[gap.cell.row]]
    yield Holds(len(table.cells) - len(gaps))
    if sure:
        yield _problem(sure, len(parts))


def _problem(gaps: list[Gap], units: int) -> Problem:
    place = gaps[0].cell.place
    shown = "；".join(gap.words for gap in gaps[:_SHOWN])
    facts = {"count": len(gaps), "units": units, "cells": shown,
             "more": f"；等{len(gaps)}处" if len(gaps) > _SHOWN else "",
             "differences": tuple((g.cell.row, g.cell.column, g.total, g.value) for g in gaps)}
    related = tuple(Related(gap.cell.place, gap.words) for gap in gaps[1:_SHOWN])
    return Problem(place, facts, related, gaps[0].words)


def _gap(table: str, cell: BoundCell, parts: tuple[Past, ...]) -> Gap | None:
    """What is wrong with a cell; a cell that holds other than a number is other rules' business."""
    if cell.figure.value is None and not cell.figure.missing:
        return None
    key = (table, cell.row, cell.column)
    found = Gap(cell, sum((part.figures.get(key, Decimal(0)) for part in parts), Decimal(0)))
    return None if abs(found.total - found.value) <= _slack(found.value, found.total) else found


def _slack(value: Decimal, total: Decimal) -> Decimal:
    """Half of the value's last digit where the sum has more decimals."""
    printed, exact = value.as_tuple().exponent, total.as_tuple().exponent
    if isinstance(printed, int) and isinstance(exact, int) and exact < printed <= 0 and exact < 0:
        return Decimal(5).scaleb(printed - 1)
    return Decimal(0)
