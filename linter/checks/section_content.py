"""A section has something in it: words or a table.

A section that the form gives a table is left to the rules about that table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, NotJudged, Outcome, Problem
from ..records import dataclass
from ..terms import View
from . import option
from .outline import outline
from .passages import has_prose

FACTS: Mapping[str, str] = {"title": "部分的标题", "pictured": "是否只有图片，没有文字"}


@dataclass(frozen=True)
class Options:
    """Which sections are looked at, and which rule reports a missing one."""

    exempt: tuple[str, ...] = option("由其他规则检查是否为空的部分", (), names="section")
    absent: str = option("报告“缺少该部分”的规则编号", "", names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each empty section."""
    tabled = {table.section for table in view.template.tables}
    present = outline(view).first
    for term in view.template.sections:
        if term.name in tabled or term.name in options.exempt:
            continue
        bound = present.get(term.name)
        if bound is None:
            yield NotJudged(f"没有“{term.title}”部分。", options.absent)
            continue
        own = [b.section for b in view.sections if b.term is bound.term]
        grids = [grid for section in own for grid in section.grids]
        if any(map(has_prose, own)) or any(grid.rows for grid in grids):
            yield Holds()
        else:
            yield Problem(bound.place, {"title": term.title, "pictured": bool(grids)})
