"""Within a section numbers of one sort go on by one: （一）（二）（四） lacks one, 一是…一是 has one twice.

A sort may begin anew anywhere. A number that stands elsewhere between two is there, only not where a number
usually stands. A section that is not there has no numbers; that it is not, other rules say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from ..findings import Holds, Outcome, Problem, Related
from ..patterns import compiled
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .outline import numeral, value, whole
from .passages import Passage, passage

_STOP = compiled(r"[。\n]")

FACTS: Mapping[str, str] = {
    "fault": "front 前面没有第一个，gap 中间缺，order 重复或颠倒",
    "raw": "不对的序号，如“（四）”",
    "previous": "它前面的同类序号，没有则为空",
    "missing": "缺的第一个序号，没有缺的为空",
    "count": "同一部分中同类序号不对的处数",
    "quote": "所在的句子",
}


@dataclass(frozen=True)
class Options:
    """Which numbers are looked at, where."""

    sections: tuple[str, ...] = option("检查哪些部分", names="section")
    sorts: Mapping[str, Regex] = option("一类序号 → 正则表达式，组 number 为数（汉字或阿拉伯数字）")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number where it stands; `mark` as written."""

    number: int
    start: int
    end: int
    mark: str
    digits: str


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each sort in each section, at the first number that is wrong."""
    for bound in filter(None, map(view.section, options.sections)):
        found = passage(whole(view, bound), bound.place)
        problems = [problem for sort in options.sorts.values() for problem in _of_sort(found, sort)]
        yield from problems or (Holds(),)


def _of_sort(found: Passage, sort: Regex) -> Iterator[Problem]:
    marks = [_Mark(value(hit["number"]), *hit.span(), hit.group(), hit["number"]) for hit in sort.finditer(found.words)]
    wrong = [(before, mark) for before, mark in pairwise((None, *marks))
             if mark and not _goes_on(found.words, before, mark)]
    if wrong:
        before, mark = wrong[0]
        lacks = mark.number > (before.number if before else 0) + 1
        fault = "front" if not before else "gap" if lacks else "order"
        facts = {"fault": fault, "raw": mark.mark, "previous": before.mark if before else "", "count": len(wrong),
                 "missing": _spelt(mark, (before.number if before else 0) + 1) if lacks else "",
                 "quote": found.quote(mark.start, mark.end)}
        related = tuple(Related(found.at(item.start, item.end), item.mark) for _, item in wrong[1:5])
        yield Problem(found.at(mark.start, mark.end), facts, related, mark.mark)


def _goes_on(words: str, before: _Mark | None, mark: _Mark) -> bool:
    last, end = (before.number, before.end) if before else (0, 0)
    if mark.number in (1, last + 1):
        return mark.number > 1 or last != 1 or _apart(words[end:mark.start])
    between = words[end:mark.start]
    return any(_all_in(between, mark, first) for first in {1, last + 1} if first < mark.number)


def _all_in(between: str, mark: _Mark, first: int) -> bool:
    """Whether the numbers from `first` up to this one stand anywhere between."""
    return all(_spelt(mark, number).lstrip("（(") in between for number in range(first, mark.number))


def _apart(between: str) -> bool:
    """Whether more stands between two numbers 1 than one clause: then each may begin a list."""
    return bool(_STOP.search(between))


def _spelt(mark: _Mark, number: int) -> str:
    """A number written as this one is."""
    return mark.mark.replace(mark.digits, str(number) if mark.digits.isdecimal() else numeral(number), 1)
