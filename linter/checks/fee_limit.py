"""An amount stated in prose is not above the figure in a table that contains it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..findings import Holds, NotJudged, Outcome, Problem, Related
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .amounts import amounts

FACTS: Mapping[str, str] = {
    "amount": "正文中的金额（元）",
    "figure": "表中的数值",
    "words": "正文中的原文",
}


@dataclass(frozen=True)
class Options:
    """The amount, the cell, and how the cell's unit relates to 元."""

    section: str = option("写明金额的部分", names="section")
    amount: tuple[Regex, ...] = option("金额的说法，组 number 为数、unit 为元或万元")
    table: str = option("表", names="table")
    row: str = option("行", names="row")
    column: str = option("列", names="column")
    factor: Decimal = option("表中 1 等于多少元", Decimal(10000))
    tolerance: Decimal = option("表中数值因四舍五入可能少多少", Decimal("0.01"))
    wrong_unit: str = option("表中不应出现的单位", "")
    unit_fault: str = option("表中写了这个单位时，由哪条规则报告", "", names="rule")
    blank: str = option("表中没有填数字时，由哪条规则报告", "", names="rule")
    malformed: str = option("表中填的不是数字时，由哪条规则报告", "", names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem at most: at the largest amount."""
    largest = max(amounts(view, options.section, options.amount), key=lambda a: a.value, default=None)
    if largest is None:
        return
    table = view.tables.get(options.table)
    cell = table.cells.get((options.row, options.column)) if table else None
    if cell is None or cell.figure.value is None:
        blank = cell is None or cell.figure.missing
        yield NotJudged("表中没有可以比较的金额。", options.blank if blank else options.malformed, place=largest.place)
    elif cell.figure.value < 0 or (options.wrong_unit and cell.figure.unit == options.wrong_unit):
        cause = options.malformed if cell.figure.value < 0 else options.unit_fault
        yield NotJudged("表中的金额填写有误，不能比较。", cause, place=largest.place)
    elif largest.value > (cell.figure.value + options.tolerance) * options.factor:
        facts = {"amount": largest.value, "figure": cell.figure.raw.strip(), "words": largest.words}
        yield Problem(largest.place, facts, (Related(cell.place, cell.figure.raw.strip()),), largest.words)
    else:
        yield Holds()
