"""Certain words do not stand in the prose: leftovers of a draft, slips of the pen, repealed documents."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import chain

from ..findings import Holds, Outcome, Problem, Related
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from ..typenames import Literal
from . import option
from .passages import Part, Passage, searched
from .titular import untitled

FACTS: Mapping[str, str] = {
    "fragment": "找到的文字",
    "name": "这类文字的名称（find 中的键）",
    "quote": "所在的句子",
    "count": "出现次数",
    "times": "出现不止一次时为“（共n处）”，否则为空",
}

_SHOWN = 5


@dataclass(frozen=True)
class Options:
    """What to look for, where. Patterns see the text without white space, full-width letters and digits
    as half-width; a group `fragment` marks the part that is wrong."""

    find: Mapping[str, Regex] = option("名称 → 正则表达式")
    written: Mapping[str, Regex] = option("名称 → 正则表达式，在保留空白的原文中查找，开头和结尾不是空白", {})
    unless: tuple[Regex, ...] = option("与这些正则表达式的匹配有重叠的，不算", ())
    parts: tuple[Part, ...] = option("查找的范围：title、agency、preface、sections；都不写为全文", ())
    sections: tuple[str, ...] = option("只查找这些部分", (), names="section")
    together: Literal["fragment", "name", "rule"] = option(
        "合为一条的范围：相同文字 fragment、同名 name、整条规则 rule", "fragment")
    absent: str = option("只查找标题时，报告“没有标题”的规则编号", "", names="rule")


@dataclass(frozen=True, slots=True)
class _Hit:
    name: str
    start: int
    end: int
    passage: Passage
    raw: str = ""

    @property
    def words(self) -> str:
        return self.raw or self.passage.words[self.start:self.end]


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each group of hits, at the first of them, the next few related."""
    if options.parts and not view.document.title and {"title", "agency"}.issuperset(options.parts):
        yield untitled(view, options.absent)
        return
    groups: dict[str, list[_Hit]] = {}
    passages = tuple(searched(view, options.parts, options.sections))
    words = "\n".join(passage.words for passage in passages)  # what is nowhere need not be looked for in each
    find = {name: pattern for name, pattern in options.find.items() if not pattern.absent(words)}
    for passage in passages:
        for hit in _hits(passage, find, options):
            key = {"fragment": hit.words, "name": hit.name, "rule": ""}[options.together]
            groups.setdefault(key, []).append(hit)
    if not groups:
        yield Holds()
    for hits in groups.values():
        yield _problem(hits)


def _hits(passage: Passage, find: Mapping[str, Regex], options: Options) -> Iterator[_Hit]:
    """Hits in reading order, none inside or across another: of those that meet, the first and longest."""
    squeezed = (_Hit(name, *_span(hit), passage) for name, pattern in find.items()
                for hit in pattern.finditer(passage.words))
    spaced = (_Hit(name, start, end, passage, " ".join(raw.split()))
              for name, pattern in options.written.items()
              for start, end, raw in passage.written(pattern))
    found = sorted(chain(squeezed, spaced), key=lambda hit: (hit.start, -hit.end))
    exempt = _exempt(passage, options) if found else []
    reached = -1
    for hit in found:
        if hit.start >= reached and not _overlaps(hit, exempt):
            reached = hit.end
            yield hit


def _exempt(passage: Passage, options: Options) -> list[tuple[int, int]]:
    """Stretches that are no fault, in order, those that meet made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(hit.span() for p in options.unless for hit in p.finditer(passage.words)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _overlaps(hit: _Hit, exempt: list[tuple[int, int]]) -> bool:
    before = bisect_left(exempt, (hit.end, 0)) - 1
    return before >= 0 and exempt[before][1] > hit.start


def _span(hit: re.Match[str]) -> tuple[int, int]:
    marked = "fragment" in hit.re.groupindex and hit["fragment"] is not None
    return hit.span("fragment") if marked else hit.span()


def _problem(hits: list[_Hit]) -> Problem:
    first = hits[0]
    count = len(hits)
    facts = {"fragment": first.words, "name": first.name, "count": count,
             "quote": first.passage.quote(first.start, first.end),
             "times": f"（共{count}处）" if count > 1 else ""}
    related = tuple(
        Related(hit.passage.at(hit.start, hit.end), hit.words) for hit in hits[1:_SHOWN + 1])
    return Problem(first.passage.at(first.start, first.end), facts, related, first.words)
