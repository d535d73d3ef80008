"""Every figure of a table has the form that its column or row demands: a count, a change, an amount, money, a
percentage.

Words are another kind's business (`cell_value`), and so are blank cells and marks for none (`cell_empty`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..figures import Figure, FigureKind, percentage
from ..findings import Holds, Outcome, Problem, Related
from ..records import dataclass
from ..terms import BoundCell, BoundTable, ValueKind, View
from . import option


@dataclass(frozen=True, slots=True)
class Options:
    table: str = option("哪张表", names="table")
    units: tuple[str, ...] = option("金额格内可以写的单位", ("元", "万元", "亿元"))
    elsewhere: str = option("数额格内的哪个单位由别的规则报告", "")
    changes: str = option("增减格内可以写的文字（正则）", "")
    filled: bool = option("没有填写的也由本规则报告（不另写 cell_empty 规则时）", False)


FACTS = {
    "title": "表的名称",
    "row_label": "行名",
    "column_label": "列名",
    "raw": "填写的内容",
    "wanted": "应当填写什么",
    "count": "以同样方式填错的格数（多于3格时合为一处）",
    "examples": "合为一处的其他几格",
    "fault": "blank 没有填（filled: true 时）；text 不是数字；unit 带有单位或说明；negative 负数；fraction 不是整数",
}

SINGLE = 3
"""From more cells on that are wrong in the same way it is one way of filling in, not so many slips."""

WANTED = {"count": "不小于0的整数", "change": "整数（可带正负号）", "amount": "不小于0的数字", "money": "金额",
          "percent": "百分数"}


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None or not table.present:
        return
    held = 0
    wrong: dict[tuple[str, str], list[BoundCell]] = {}
    for cell in table.cells.values():
        fault = _fault(cell.figure, table.term.values(cell.row, cell.column), options)
        held += not fault
        if fault:
            wrong.setdefault((fault, cell.figure.unit), []).append(cell)
    for (fault, _), cells in wrong.items():
        for alike in [cells] if len(cells) > SINGLE else [[cell] for cell in cells]:
            yield _problem(table, alike, fault)
    yield Holds(held)


def _fault(figure: Figure, kind: ValueKind, options: Options) -> str:
    """What is wrong with a figure, "" for nothing."""
    if kind == "word" or figure.missing:
        return "blank" if options.filled and kind != "word" else ""
    if kind == "percent":
        return "" if percentage(figure) is not None else "text"
    if figure.kind is FigureKind.TEXT:
        return "" if kind == "change" and _is_change(figure, options) else "text"
    if kind == "amount" and figure.unit and figure.unit == options.elsewhere:
        return ""
    if figure.kind is FigureKind.REMARKED and not (kind == "money" and figure.unit in options.units):
        return "unit"
    if figure.value is not None and figure.value < 0 and kind != "change":
        return "negative"
    return "fraction" if kind in ("count", "change") and not figure.whole else ""


def _is_change(figure: Figure, options: Options) -> bool:
    return bool(options.changes and re.fullmatch(options.changes, "".join(figure.raw.split())))


def _problem(table: BoundTable, cells: list[BoundCell], fault: str) -> Problem:
    """The first cell's problem; the others are told as places."""
    first, others = cells[0], cells[1:]
    raw = " ".join(first.figure.raw.split())
    facts = {"title": table.term.title, "row_label": first.place.row, "column_label": first.place.column,
             "raw": raw, "wanted": WANTED[table.term.values(first.row, first.column)], "fault": fault,
             "count": len(cells),
             "examples": "、".join(_named(cell) for cell in others[:3])}
    related = tuple(Related(cell.place, _named(cell)) for cell in others[:10])
    return Problem(first.place, facts, related, raw)


def _named(cell: BoundCell) -> str:
    return f"“{cell.place.row}—{cell.place.column}”"
