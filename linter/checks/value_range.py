"""A figure lies in a range, or (with `share_of`) is no more than a share of another figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..findings import Holds, NotJudged, Outcome, Problem, Related
from ..records import dataclass
from ..terms import BoundCell, BoundTable, View
from . import option


@dataclass(frozen=True, slots=True)
class Options:
    table: str = option("哪张表", names="table")
    row: str = option("哪一行", names="row")
    columns: tuple[str, ...] = option("哪些列", names="column")
    minimum: Decimal | None = option("最小值，不写为不限", None)
    maximum: Decimal | None = option("最大值，不写为不限", None)
    share_of: str = option("与哪一行比较占比，空为不比", "", names="row")
    share: int = option("占比上限（%）", 100)
    least: int = option("至少多少才比较占比", 0)
    unit: str = option("列名中必须写明的单位，空为不要求", "")
    wrong_unit: str = option("格内不应出现的单位，空为不查", "")
    blank: str = option("没有填数字时，由哪条规则报告", "", names="rule")
    malformed: str = option("填的不是数字时，由哪条规则报告", "", names="rule")
    no_row: str = option("缺行时，由哪条规则报告", "", names="rule")
    no_column: str = option("缺列时，由哪条规则报告（空为同缺行）", "", names="rule")


FACTS = {
    "title": "表的名称",
    "row_label": "行名",
    "column_label": "列名",
    "value": "填报的数字",
    "raw": "填写的内容",
    "limit": "限值",
    "percent": "所占百分比",
    "whole": "比较对象的数字",
    "fault": "low 太小；high 太大；share 占比过高；unit 单位没有写明或写错",
}


def flaws(options: Options) -> Iterator[tuple[str, str]]:
    """Ranges without a number in them, or without an end."""
    low, high = options.minimum, options.maximum
    if low is not None and high is not None and low > high:
        yield "minimum", f"minimum（{low}）大于maximum（{high}），没有数符合。"
    if low is None and high is None and not (options.share_of or options.unit or options.wrong_unit):
        yield "maximum", "minimum（最小值）、maximum（最大值）、share_of（占比）、unit（单位）至少要写一个。"
    if not 0 <= options.share <= 100:
        yield "share", f"占比上限应在0到100之间，而不是{options.share}。"


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None or not table.present:
        return
    for column in options.columns:
        cell = table.cells.get((options.row, column))
        if cell is None:
            row = table.by_name.get(options.row)
            cause = options.no_column if row and not row.short else ""
            yield NotJudged("没有这一格", cause or options.no_row, 1, table.place)
        else:
            yield _judge(table, cell, options)


def _judge(table: BoundTable, cell: BoundCell, options: Options) -> Outcome:
    value = cell.figure.value
    if value is None:
        missing = cell.figure.missing
        return NotJudged("没有填数字", options.blank if missing else options.malformed, 1, cell.place)
    if fault := _unit_fault(table, cell, options):
        return _problem(table, cell, fault, options.unit or options.wrong_unit)
    if options.minimum is not None and value < options.minimum:
        return _problem(table, cell, "low", str(options.minimum))
    if options.maximum is not None and value > options.maximum:
        return _problem(table, cell, "high", str(options.maximum))
    return _share(table, cell, options) if options.share_of else Holds()


def _unit_fault(table: BoundTable, cell: BoundCell, options: Options) -> str:
    if options.wrong_unit and cell.figure.unit == options.wrong_unit:
        return "unit"
    head = next((column.label for column in table.columns if column.name == cell.column), "")
    return "unit" if options.unit and options.unit not in "".join((head + cell.figure.unit).split()) else ""


def _share(table: BoundTable, cell: BoundCell, options: Options) -> Outcome:
    value = cell.figure.value or Decimal(0)
    whole = table.cells.get((options.share_of, cell.column))
    if value < options.least:
        return Holds()
    if whole is None or not whole.figure.value:
        return NotJudged("没有可比的数字", options.blank if whole else options.no_row, 1, cell.place)
    percent = value * 100 / whole.figure.value
    if percent <= options.share:
        return Holds()
    related = (Related(whole.place, f"{whole.place.row} {whole.figure.value}"),)
    return _problem(table, cell, "share", str(options.share), percent, whole.figure.value, related)


def _problem(table: BoundTable, cell: BoundCell, fault: str, limit: str, percent: Decimal = Decimal(0),
             whole: Decimal = Decimal(0), related: tuple[Related, ...] = ()) -> Problem:
    raw = " ".join(cell.figure.raw.split())
    facts = {"title": table.term.title, "row_label": cell.place.row, "column_label": cell.place.column,
             "value": cell.figure.value, "raw": raw, "limit": limit, "percent": round(percent, 1),
             "whole": whole, "fault": fault}
    return Problem(cell.place, facts, related, raw)
