"""Where prose says that everything is finished, the table carries nothing over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..counts import Count
from ..findings import Holds, NotJudged, Outcome, Problem, Related
from ..formula import Operand
from ..records import dataclass
from ..terms import BoundTable, View
from . import option
from .stated import place_of, stated
from .table_sums import Gap, Sum, doubtful, sum_of
from .unread import held

FACTS: Mapping[str, str] = {
    "quote": "正文中的说法", "value": "表中结转的数值", "label": "表中该行的名称",
}


@dataclass(frozen=True)
class Options:
    """Which figure must then be 0."""

    objects: tuple[str, ...] = option("办完的事物：语法 count.lark 中的词类")
    carried: tuple[str, ...] = option("说明结转的词类：同一段落里说了的不算")
    table: str = option("对照的表", names="table")
    row: str = option("应为 0 的行", names="row")
    column: str = option("应为 0 的列", names="column")
    areas: tuple[str, ...] = option("表格统计全域的机关类型", ())
    no_table: str = option("表不在时，由哪条规则报告", "", names="rule")
    no_row: str = option("缺行时，由哪条规则报告", "", names="rule")
    no_column: str = option("缺列时，由哪条规则报告", "", names="rule")
    blank: str = option("格内空白或填“/”时，由哪条规则报告", "", names="rule")
    malformed: str = option("格内不是数字时，由哪条规则报告", "", names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem, at the first such statement."""
    table = view.tables.get(options.table)
    named = {count.paragraph for count in view.document.counts if set(count.verbs) & set(options.carried)}
    found = [count for count in stated(view, options.areas)
             if _everything(count, options) and count.paragraph not in named]
    if table is None or not found:
        return
    if not table.present or table.unreadable:
        yield _without(table, len(found), options)
        return
    left = sum_of(table, (Operand(options.row),), (options.column,), options.column)
    gap = left if isinstance(left, Gap) else doubtful(left)
    if gap:
        yield from held([gap] * len(found), options)
    elif isinstance(left, Sum):
        yield _problem(view, found[0], left) if left.value else Holds()


def _without(table: BoundTable, number: int, options: Options) -> NotJudged:
    reason = f"{table.term.title}{'读不出' if table.unreadable else '不在报告中'}，无法核对是否全部办完。"
    return NotJudged(reason, "" if table.unreadable else options.no_table, number, table.place)


def _problem(view: View, first: Count, left: Sum) -> Problem:
    place = left.cells[0].place
    label = place.row or left.name
    facts = {"quote": first.quote, "value": left.value, "label": label}
    return Problem(place_of(view, first), facts, (Related(place, f"{label} {left.value}"),), first.quote)


def _everything(count: Count, options: Options) -> bool:
    return count.sort == "all" and count.objects == options.objects and not count.excepted
