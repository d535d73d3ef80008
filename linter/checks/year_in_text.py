"""What the prose reports of the year is about the report year, not a sentence left from last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..findings import Holds, NotJudged, Outcome, Problem
from ..patterns import compiled
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .passages import Part, Passage, searched
from .titular import unsaid
from .years_agree import disputed

FACTS: Mapping[str, str] = {"quote": "所在的句子", "stated": "正文中的年份", "expected": "报告年份"}


@dataclass(frozen=True)
class Options:
    """Which statements of a year are the report's own, and what near them makes them about another."""

    find: tuple[Regex, ...] = option("报告本年情况的说法，组 year 为年份")
    unless: Regex = option("附近出现这些文字时不算")
    reach: int = option("附近：前后多少字", 15)
    apart: tuple[int, ...] = option("与报告年份相差多少年的才算", (-1, 1))
    parts: tuple[Part, ...] = option("查找的范围：title、agency、preface、sections", ())
    sections: tuple[str, ...] = option("只查找这些部分", (), names="section")
    disputed: str = option("报告“标题年份与统计期限不一致”的规则编号", "", names="rule")
    absent: str = option("报告“没有标题，或标题没有年份”的规则编号", "", names="rule")
    covered: Mapping[str, Regex] = option("规则编号 → 由该规则报告的没有年份的标题", {}, names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each such year, at the year."""
    if view.year is None:
        title = view.document.title
        yield unsaid(view, "报告年份不明", title.text if title else "", options.absent, options.covered)
        return
    if disputed(view):
        yield NotJudged("标题年份与统计期限年份不一致，报告年份无法确定。", options.disputed)
        return
    wrong = [problem for passage in searched(view, options.parts, options.sections)
             for problem in _wrong(passage, view.year, options)]
    yield from wrong or (Holds(),)


def _wrong(passage: Passage, year: int, options: Options) -> Iterator[Problem]:
    hits = {hit.span("year"): hit for pattern in options.find
            for hit in pattern.finditer(passage.words)}
    for (start, end), hit in sorted(hits.items()):
        stated = int(hit["year"])
        if stated - year in options.apart and not _about_another(passage.words, hit, options):
            facts = {"quote": passage.quote(start, end), "stated": stated, "expected": year}
            yield Problem(passage.at(start, end), facts, evidence=hit.group())


_SENTENCE_END = compiled("[。；;！？\n]")


def _about_another(words: str, hit: re.Match[str], options: Options) -> bool:
    before = _SENTENCE_END.split(words[max(0, hit.start() - options.reach):hit.start()])[-1]
    behind = _SENTENCE_END.split(words[hit.end():hit.end() + options.reach])[0]
    around = before + hit.group() + behind
    return options.unless.search(around) is not None
