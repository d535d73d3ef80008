"""Where prose says that everything is finished, the table carries nothing over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..counts import Count
from ..findings import Holds, Outcome, Problem, Related
from ..records import dataclass
from ..terms import View
from . import option
from .stated import place_of, stated

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


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem, at the first such statement."""
    table = view.tables.get(options.table)
    cell = table.cells.get((options.row, options.column)) if table else None
    named = {count.paragraph for count in view.document.counts if set(count.verbs) & set(options.carried)}
    found = [count for count in stated(view, options.areas)
             if _everything(count, options) and count.paragraph not in named]
    if cell is None or cell.figure.value is None or not found:
        return
    if not cell.figure.value:
        yield Holds()
        return
    first, label = found[0], cell.place.row or options.row
    facts = {"quote": first.quote, "value": cell.figure.value, "label": label}
    related = (Related(cell.place, f"{label} {cell.figure.value}"),)
    yield Problem(place_of(view, first), facts, related, first.quote)


def _everything(count: Count, options: Options) -> bool:
    return count.sort == "all" and count.objects == options.objects and not count.excepted
