"""A table has no row that the form does not know."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Holds, NotJudged, Outcome, Problem
from ..records import dataclass
from ..terms import BoundRow, BoundTable, View
from ..wording import bare
from . import option
from .unmatched import stand_ins


@dataclass(frozen=True, slots=True)
class Options:
    table: str = option("哪张表", names="table")
    obsolete: str = option("旧格式的行由哪条规则报告", "", names="rule")
    missing: str = option("该处缺少格式中的行时，由哪条规则报告", "", names="rule")


FACTS = {"title": "表的名称", "label": "行名", "group_label": "所在分组的名称，没有则为空"}


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None or not table.present:
        return
    if table.strange and options.missing:
        yield NotJudged("没有一行与格式相符", options.missing, 1, table.place)
        return
    old = {bare(label) for label in view.template.obsolete}
    unknown = [row for row in table.rows if row.term is None and not _stands_for_group(table, row)]
    instead = {row.key for row in stand_ins(table).values()} if options.missing else set()
    for row in unknown:
        if row.key in instead and bare(row.label) not in old:
            yield NotJudged("在该处缺少格式中的行", options.missing, 1, row.place)
        elif bare(row.label) in old and options.obsolete:
            yield NotJudged("是旧格式的行", options.obsolete, 1, row.place)
        else:
            group = next((g.label for g in table.term.groups if g.name == row.group), "")
            facts = {"title": table.term.title, "label": row.label or "（没有行名）", "group_label": group}
            yield Problem(row.place, facts, evidence=bare(row.label))
    if not unknown:
        yield Holds()


def _stands_for_group(table: BoundTable, row: BoundRow) -> bool:
    """A row with a group's own label in place of the group's rows: reported as missing rows."""
    return row.key == row.group and all(term in table.missing_rows for term in table.term.rows
                                        if term.group[-1:] == (row.group,))
