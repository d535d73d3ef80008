"""A table of zeros only does not go with prose that gives numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Problem, Related
from ..records import dataclass
from ..terms import View
from . import option
from .stated import keys, phrase_of, place_of, stated

FACTS: Mapping[str, str] = {"quote": "正文中的说法", "number": "正文中的数字", "title": "表的名称"}


@dataclass(frozen=True)
class Options:
    """Which numbers in prose speak of what the table counts."""

    table: str = option("全部为 0 的表", names="table")
    phrases: Mapping[str, tuple[str, ...]] = option("说法 → 语法 count.lark 中的词类，如 REQUEST.NEW")
    areas: tuple[str, ...] = option("表格统计全域的机关类型", ())


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem, at the first number above 0."""
    table = view.tables.get(options.table)
    if table is None or not table.present or table.unreadable or not table.cells:
        return
    figures = [cell.figure for cell in table.cells.values()]
    if any(figure.value for figure in figures) or not any(figure.value is not None for figure in figures):
        return
    for count in stated(view, options.areas):
        named = all(phrase_of(key, options.phrases) for key in keys(count))
        if count.sort == "number" and count.number and named:
            facts = {"quote": count.quote, "number": count.number, "title": table.term.title}
            related = (Related(table.place, f"{table.term.title}全部为0"),)
            yield Problem(place_of(view, count), facts, related, count.quote)
            return
    yield Holds()
