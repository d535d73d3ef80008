"""A section's prose is not last year's over again.

The share is that of this year's letters which lie in a run of `window` letters on end that last year's
section has too, numbers and years, punctuation and the `dropped` phrases aside (`likeness`). A passage that
was moved counts as copied; letters that are last year's but not this year's do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..findings import Holds, NotJudged, Outcome, Place, Problem
from ..records import dataclass
from ..regex import Regex
from ..survey.likeness import Letters, Likeness, letters, likeness
from ..terms import View
from . import option
from .passages import Passage
from .sectional import section_prose

FACTS: Mapping[str, str] = {
    "percent": "照搬的字数占本年字数（数字、标点和各份报告都有的语句除外）的百分比，舍去小数",
    "passage": "最长的相同段落，过长时略去中间",
    "length": "最长的相同段落的字数，数字、标点除外",
    "limit": "达到百分之几算照搬",
    "past": "上年报告的文件名",
    "title": "部分的标题",
}
_QUOTED = 24


@dataclass(frozen=True)
class Options:
    section: str = option("部分", names="section")
    share: Decimal = option("相同字数占本年字数的比例达到多少算照搬", Decimal("0.8"))
    window: int = option("至少连续多少字相同才计入", 8)
    least: int = option("除去各份报告都有的语句后，少于多少字的不比较", 40)
    dropped: tuple[Regex, ...] = option("不比较的语句：编制依据、六个部分、统计期限等各份报告都有的", ())
    absent: str = option("报告“缺少该部分”的规则编号", "", names="rule")
    covered: Mapping[str, Regex] = option("规则编号 → 已由该规则报告的全部内容", {}, names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One outcome."""
    passage = section_prose(view, options.section, options.absent, options.covered)
    if isinstance(passage, NotJudged):
        yield passage
        return
    term = view.template.section(options.section)
    title = term.title if term else options.section
    last = view.past.texts.get(options.section) if view.past else None
    if view.past is None or last is None:
        yield NotJudged(f"上年报告没有“{title}”部分", place=passage.place)
        return
    this = letters(passage.words, options.dropped)
    if len(this.value) < options.least:
        yield NotJudged(f"“{title}”除通用语句外不足{options.least}字，不与上年比较", place=passage.place)
        return
    found = likeness(this.value, letters(last, options.dropped).value, options.window)
    if found.copied < options.share * found.total:
        yield Holds()
        return
    place, quoted = longest(passage, this, found)
    facts = {"percent": found.percent, "passage": quoted, "length": found.length, "title": title,
             "limit": int(options.share * 100), "past": view.past.name}
    yield Problem(place, facts, (), quoted)


def longest(passage: Passage, this: Letters, found: Likeness) -> tuple[Place, str]:
    """Where the longest copied passage stands, and its words, shortened."""
    start, end = this.offsets[found.start], this.offsets[found.start + found.length - 1] + 1
    words = passage.words[start:end].replace("\n", " ")
    long = len(words) > 2 * _QUOTED
    return passage.at(start, end), f"{words[:_QUOTED]}……{words[-_QUOTED:]}" if long else words
