"""A percentage in a table is what the figures beside it give, rounded (or cut off) at the digits written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..figures import percentage
from ..findings import Holds, NotJudged, Outcome, Problem, Related
from ..records import dataclass
from ..terms import BoundCell, BoundTable, View
from ..typenames import Literal
from . import option
from .conditions import cell_of


@dataclass(frozen=True, slots=True)
class Options:
    table: str = option("哪张表", names="table")
    percent: str = option("百分数在哪一行（或列）", names="line")
    part: tuple[str, ...] = option("占其中多少：哪些行（或列）之和", names="line")
    whole: tuple[str, ...] = option("占什么：哪些行（或列）之和", names="line")
    each: Literal["row", "column"] = option("逐行（row，上面写的是列）还是逐列（column，上面写的是行）", "column")
    blank: str = option("没有填写时，由哪条规则报告", "", names="rule")
    malformed: str = option("填的不是数字时，由哪条规则报告", "", names="rule")
    no_row: str = option("缺行、缺列、缺表时，由哪条规则报告", "", names="rule")


FACTS = {
    "title": "表的名称",
    "row_label": "百分数所在的行",
    "column_label": "百分数所在的列",
    "raw": "填写的百分数",
    "right": "应为多少（按填写的小数位数）",
    "part_value": "部分的数字",
    "whole_value": "总数",
}


class HeldError(Exception):
    """A percentage cannot be judged."""

    def __init__(self, reason: str, cause: str, cell: BoundCell | None = None) -> None:
        super().__init__(reason)
        self.reason, self.cause, self.cell = reason, cause, cell


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None:
        return
    lines = table.term.columns if options.each == "column" else table.term.rows
    if not table.present:
        yield NotJudged(f"缺少{table.term.title}，或读不出", options.no_row, len(lines), table.place)
        return
    for line in lines:
        try:
            yield _judge(table, line.name, options)
        except HeldError as held:
            yield NotJudged(held.reason, held.cause, 1, held.cell.place if held.cell else table.place)


def _judge(table: BoundTable, line: str, options: Options) -> Outcome:
    cell = _cell(table, options.percent, line, options)
    written = percentage(cell.figure)
    if written is None:
        raise HeldError("填的不是百分数", options.blank if cell.figure.missing else options.malformed, cell)
    parts = [_cell(table, name, line, options) for name in options.part]
    wholes = [_cell(table, name, line, options) for name in options.whole]
    part, whole = (sum((_value(item, options) for item in items), Decimal(0)) for items in (parts, wholes))
    if not whole:
        raise HeldError("总数为0，算不出百分数", options.blank, cell)
    exact = part * 100 / whole
    unit = Decimal(1).scaleb(int(written.as_tuple().exponent))
    if abs(exact - written) * 2 <= unit or 0 <= exact - written < unit:
        return Holds()
    raw = " ".join(cell.figure.raw.split())
    facts = {"title": table.term.title, "row_label": cell.place.row, "column_label": cell.place.column, "raw": raw,
             "right": f"{exact.quantize(unit)}%", "part_value": part, "whole_value": whole}
    related = tuple(Related(item.place, f"{item.place.row} {item.figure.raw.strip()}") for item in (*parts, *wholes))
    return Problem(cell.place, facts, related, raw)


def _cell(table: BoundTable, name: str, line: str, options: Options) -> BoundCell:
    row, column = ("", line) if options.each == "column" else (line, "")
    cell = cell_of(table, name, row, column)
    if cell is None:
        raise HeldError(f"没有“{name}”这一格", options.no_row)
    return cell


def _value(cell: BoundCell, options: Options) -> Decimal:
    if cell.figure.value is None:
        missing = cell.figure.missing
        raise HeldError("没有填数字", options.blank if missing else options.malformed, cell)
    return cell.figure.value
