"""A section speaks of certain matters: any keyword of a matter is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, NotJudged, Outcome, Problem
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .passages import prose
from .sectional import section_prose, without
from .years_agree import years_named

FACTS: Mapping[str, str] = {
    "topic": "没有述及的事项（topics 中的键）",
    "topics": "应当述及的所有事项，以顿号隔开",
    "title": "部分的标题",
    "figure": "所依据的表中数值，没有则为空",
}


@dataclass(frozen=True)
class Options:
    """What must be spoken of, where; with a table's cell, only where its figure is above 0."""

    section: str = option("应当述及的部分", names="section")
    topics: Mapping[str, Regex] = option("事项 → 关键词的正则表达式")
    elsewhere: tuple[str, ...] = option("写在这些部分也算", (), names="section")
    past: tuple[int, ...] = option("提到此前第几年也算（1 为上一年）", ())
    dropped: tuple[Regex, ...] = option("先去掉的句子（如列举报告组成部分的前言）", ())
    absent: str = option("报告“缺少该部分”的规则编号", "", names="rule")
    covered: Mapping[str, Regex] = option("规则编号 → 已由该规则报告的全部内容", {}, names="rule")
    table: str = option("只在该表的这一格大于 0 时检查：表", "", names="table")
    row: str = option("只在这一格大于 0 时检查：行", "", names="row")
    column: str = option("只在这一格大于 0 时检查：列", "", names="column")
    otherwise: bool = option("反过来：这一格大于 0 时不检查（由另一条规则检查）", False)


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each matter that is not mentioned."""
    figure = _figure(view, options)
    if options.table and bool(figure) is options.otherwise:
        return
    passage = section_prose(view, options.section, options.absent, options.covered)
    if isinstance(passage, NotJudged):
        yield passage
        return
    others = (view.section(name) for name in options.elsewhere)
    words = "\n".join((without(passage, options.dropped), *(prose(b).words for b in others if b)))
    recent = any(f"{year - years}年" in words for year in years_named(view) for years in options.past)
    term = view.template.section(options.section)
    shared = {"topics": "、".join(options.topics), "title": term.title if term else "", "figure": figure}
    for topic, pattern in options.topics.items():
        if recent or pattern.search(words):
            yield Holds()
        else:
            yield Problem(passage.place, {"topic": topic, **shared}, evidence=topic)


def _figure(view: View, options: Options) -> str:
    """The cell's figure as written, "" where it is none or not above 0."""
    table = view.tables.get(options.table)
    cell = table.cells.get((options.row, options.column)) if table else None
    value = cell.figure.value if cell else None
    return str(value) if value is not None and value > 0 else ""
