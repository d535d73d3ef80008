"""The file is a report of this form at all: told by its title, its sections and its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from ..findings import Holds, Outcome, Problem
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .passages import beginning, searched, title_passage

_SHOWN = 5
"""Letters of another script that are named."""

FACTS: Mapping[str, str] = {
    "subject": "这类文件的名称",
    "title": "文件的标题，没有则为空",
    "early": "早于统一格式的报告年份；不是因年份而不适用时为 0",
    "first": "统一格式开始施行的报告年份",
    "sections": "识别到的部分数",
    "foreign": "标题、前言中说明另有格式的文字，不是这样的报告则为空",
    "script": "全文用另一种文字时，其中几个字，否则为空",
}


@dataclass(frozen=True)
class Options:
    """How a report is told from other files."""

    titles: tuple[Regex, ...] = option("这类报告的标题（去空白后查找）")
    others: tuple[Regex, ...] = option("与报告有关、但本身不是报告的文件的标题", ())
    foreign: tuple[Regex, ...] = option("另有格式的报告，标题或前言的文字；没有本格式的表格时才算", ())
    script: Regex = option("另一种文字的字（逐字查找）", Regex(""))
    share: float = option("占全部汉字多少以上算是另一种文字", 0.05)
    first: int = option("统一格式开始施行的报告年份", 0)
    least: int = option("至少识别到几个部分才算这类报告", 2)


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for a file that is no such report, or one from before the form."""
    title = view.document.title
    words = title_passage(title).words if title else ""
    named = any(pattern.search(words) for pattern in options.titles)
    other = any(pattern.search(words) for pattern in options.others)
    tables = sum(1 for table in view.tables.values() if table.present)
    known = len(view.by_section)
    year = view.document.year or 0
    early = bool(0 < year < options.first and not tables and (named or known))
    enough = known >= options.least + (2 if other else 0) or (tables and (named or known))
    other_script = _other_script(view, options)
    foreign = "" if tables else _foreign(view, options)
    if not early and enough and not other_script and not foreign:
        yield Holds()
        return
    facts = {"script": other_script, "foreign": foreign, "subject": view.template.subject, "title": words,
             "early": year if early else 0, "first": options.first, "sections": known}
    yield Problem(beginning(view.document), facts, evidence=words)


def _foreign(view: View, options: Options) -> str:
    """The words of title or preface that show a report to follow a form of its own."""
    hits = (pattern.search(passage.words) for passage in searched(view, ("title", "preface"), ())
            for pattern in options.foreign)
    return next((hit[0] for hit in hits if hit), "")


def _other_script(view: View, options: Options) -> str:
    """Some letters of a text that is written in another script, "" for one that is not."""
    if not options.script.source:
        return ""
    found: dict[str, None] = {}
    letters = count = 0
    for passage in searched(view, (), ()):
        hits = options.script.compiled.findall(passage.words)
        found.update(dict.fromkeys(hits))
        count, letters = count + len(hits), letters + len(passage.words)
    return "、".join(islice(found, _SHOWN)) if count > max(_SHOWN, options.share * letters) else ""
