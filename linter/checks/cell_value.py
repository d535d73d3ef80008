"""Cells are filled in with what is allowed: words of a list, numbers of a range; under a condition, if one is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..entries import Entry, chosen, listed
from ..findings import Holds, NotJudged, Outcome, Problem, Related
from ..records import dataclass
from ..terms import BoundCell, BoundTable, View
from . import option
from .conditions import condition, ground


@dataclass(frozen=True)
class Options:
    """Which cells, and what may stand in them."""

    table: str = option("哪张表", names="table")
    allowed: tuple[Entry, ...] = option(
        "可以填的内容，如 [是, 否]、['≥ 1']，'*' 为任何内容，'' 为空白；any: false 时要都符合，如 ['≥ 0', '≤ 9']")
    rows: tuple[str, ...] = option("哪些行，空为所有行", (), names="row")
    columns: tuple[str, ...] = option("哪些列，空为所有列", (), names="column")
    any: bool = option("符合 allowed 之一即可；false 为都要符合（如既不小于0、又不大于100）", True)
    given: Mapping[str, tuple[Entry, ...]] = option(
        "条件：这些行（或列）填了这些内容时才核对，如 {是否开展应急演练: [是]}", {}, names="line")
    blank: str = option("没有填写时，由哪条规则报告，空为本规则", "", names="rule")
    malformed: str = option("应填数字而填的不是数字时，由哪条规则报告，空为本规则", "", names="rule")
    no_row: str = option("缺行、缺列、缺表时，由哪条规则报告", "", names="rule")


FACTS = {
    "title": "表的名称",
    "row_label": "行名",
    "column_label": "列名",
    "raw": "填写的内容",
    "wanted": "应当填写什么，如 “是”或“否”",
    "condition": "条件，如 “是否开展应急演练”为“是”；没有条件则为空",
    "fault": "blank 没有填写；several 选了几项；other 不是可以填的内容",
}


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None:
        return
    wanted = [(row, column) for row in options.rows or [row.name for row in table.term.rows]
              for column in options.columns or [term.name for term in table.term.columns_of(row)]]
    if not table.present:
        yield NotJudged(f"缺少{table.term.title}，或读不出", options.no_row, len(wanted), table.place)
        return
    for row, column in wanted:
        yield _judge(table, row, column, options)


def _judge(table: BoundTable, row: str, column: str, options: Options) -> Outcome:
    told = ground(table, options.given, row, column)
    if told.met is None:
        return NotJudged(told.reason, options.no_row, 1, table.place)
    if not told.met:
        return Holds()
    cell = table.cells.get((row, column))
    if cell is None:
        known = table.by_name.get(row)
        return NotJudged("没有这一格", options.no_row, 1, known.place if known else table.place)
    fits = [entry.fits(cell.figure) for entry in options.allowed]
    if any(fits) if options.any else all(fits):
        return Holds()
    fault = _fault(cell)
    if fault == "blank" and options.blank:
        return NotJudged("没有填写", options.blank, 1, cell.place)
    numeric = all(entry.numeric for entry in options.allowed)
    if fault == "other" and options.malformed and numeric and cell.figure.value is None:
        return NotJudged("填的不是数字", options.malformed, 1, cell.place)
    return _problem(table, cell, fault, options, told.cells)


def _fault(cell: BoundCell) -> str:
    words = chosen(cell.figure)
    if cell.figure.missing or not words:
        return "blank"
    return "several" if len(words) > 1 else "other"


def _problem(table: BoundTable, cell: BoundCell, fault: str, options: Options,
             causes: tuple[BoundCell, ...]) -> Problem:
    raw = " ".join(cell.figure.raw.split())
    shown = listed(options.allowed) if options.any else "、".join(entry.words for entry in options.allowed)
    facts = {"title": table.term.title, "row_label": cell.place.row, "column_label": cell.place.column, "raw": raw,
             "wanted": shown, "condition": condition(table, options.given), "fault": fault}
    related = tuple(Related(cause.place, f"{cause.place.row} {' '.join(cause.figure.raw.split())}") for cause in causes)
    return Problem(cell.place, facts, related, raw)
