"""The parts that the preface announces, by their number and by their names, are those of the form.

What the report lacks or has too many of is for the rules about sections; this is about the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, NotJudged, Outcome, Problem
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .outline import outline, value
from .passages import Passage, preface_passage, prose

FACTS: Mapping[str, str] = {
    "fault": "number 部分数不对；lacking 说是全部，却没有列出其中的几个；foreign 列出的不是格式的部分",
    "announced": "前言所说的部分数，没有说的为 0",
    "found": "识别到的部分数",
    "total": "格式要求的部分数",
    "label": "没有列出的部分，或不是格式部分的文字",
    "quote": "前言中的原文",
}


@dataclass(frozen=True)
class Options:
    """How the number is stated, how the parts are named, and where else a preface may stand."""

    numbers: tuple[Regex, ...] = option("报告由几个部分组成的说法，组 number 为数")
    section: str = option("前言也可能写在哪一部分", "", names="section")
    absent: str = option("报告“缺少部分”的规则编号", "", names="rule")
    named: Mapping[str, Regex] = option("部分 → 前言列举这一部分的说法", {}, names="section")
    listing: tuple[Regex, ...] = option("列举各部分的说法，组 list 为列举的文字", ())
    foreign: tuple[Regex, ...] = option("列举的文字中不是格式部分的", ())
    loosely: tuple[Regex, ...] = option("列举不完全的说法，如“等”", ())
    least: int = option("至少列举了几个部分才核对名称", 4)


def check(view: View, options: Options) -> Iterator[Outcome]:
    """At most one problem: at the first statement that is wrong."""
    bound = view.section(options.section)
    passages = (preface_passage(view.document), *((prose(bound),) if bound else ()))
    found = [outcome for passage in passages for outcome in _stated(view, passage, options)]
    wrong = next((outcome for outcome in found if isinstance(outcome, Problem)), None)
    yield from (wrong,) if wrong else found[:1]


def _stated(view: View, passage: Passage, options: Options) -> Iterator[Outcome]:
    for hit in (hit for pattern in options.numbers for hit in pattern.finditer(passage.words)):
        yield _numbered(view, passage, hit.span(), value(hit["number"]), options)
        break
    for hit in (hit for pattern in options.listing for hit in pattern.finditer(passage.words)):
        if len(_named(hit["list"], options)) >= options.least:
            yield from _foreign(view, passage, hit.start("list"), hit["list"], options)


def _numbered(view: View, passage: Passage, span: tuple[int, int], announced: int, options: Options) -> Outcome:
    found, total = len(outline(view).first), len(view.template.sections)
    words = passage.words[slice(*span)]
    named = _named(words, options)
    lacking = [term.title for term in view.template.sections if term.name in options.named and term.name not in named]
    facts = {"announced": announced, "found": found, "total": total, "quote": words}
    if announced == total:
        whole = len(named) < options.least or any(pattern.search(words) for pattern in options.loosely)
        if whole or not lacking:
            return Holds()
        facts |= {"fault": "lacking", "label": "、".join(lacking)}
    elif announced == found:
        reason = f"前言所说的{announced}个部分与实际一致，但格式要求{total}个。"
        return NotJudged(reason, options.absent)
    else:
        facts |= {"fault": "number", "label": ""}
    return Problem(passage.at(*span), facts, evidence=words)


def _named(words: str, options: Options) -> set[str]:
    """The sections that these words name."""
    return {name for name, pattern in options.named.items() if pattern.search(words)}


def _foreign(view: View, passage: Passage, start: int, words: str, options: Options) -> Iterator[Problem]:
    for hit in (hit for pattern in options.foreign for hit in pattern.finditer(words)):
        facts = {"fault": "foreign", "announced": 0, "found": len(outline(view).first),
                 "total": len(view.template.sections), "label": hit.group(), "quote": words}
        yield Problem(passage.at(start + hit.start(), start + hit.end()), facts, evidence=hit.group())
