"""There is a title, and it has the form's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Problem
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .passages import beginning, title_passage

FACTS: Mapping[str, str] = {
    "title": "标题原文，没有找到则为空",
    "stated": "说明标题有什么不对的半句话",
    "report_year": "报告年份，不知道时为“××××”",
    "subject": "标题应有的结尾",
}


@dataclass(frozen=True)
class Options:
    """What a right title looks like."""

    pattern: Regex = option("规范的标题（去空白后整句匹配）")
    tolerated: tuple[Regex, ...] = option("由其他规则报告的写法，不重复报告", ())


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem at most."""
    title = view.document.title
    words = title_passage(title).words if title else ""
    if options.pattern.compiled.fullmatch(words) or any(t.search(words) for t in options.tolerated):
        yield Holds()
        return
    stated = f"标题“{words}”不规范" if words else "没有找到标题"
    facts = {"title": words, "stated": stated, "report_year": view.year or "××××",
             "subject": view.template.subject}
    yield Problem(beginning(view.document), facts, evidence=words)
