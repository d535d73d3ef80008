"""The number of parts that the preface announces is the number there is.

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
from .passages import preface_passage, prose

FACTS: Mapping[str, str] = {
    "announced": "前言所说的部分数",
    "found": "识别到的部分数",
    "total": "格式要求的部分数",
    "quote": "前言中的原文",
}


@dataclass(frozen=True)
class Options:
    """How the number is stated, and where else a preface may stand."""

    numbers: tuple[Regex, ...] = option("报告由几个部分组成的说法，组 number 为数")
    section: str = option("前言也可能写在哪一部分", "", names="section")
    absent: str = option("报告“缺少部分”的规则编号", "", names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """At most one problem: at the first statement that is wrong."""
    bound = view.section(options.section)
    found, total = len(outline(view).first), len(view.template.sections)
    for passage in (preface_passage(view.document), *((prose(bound),) if bound else ())):
        for hit in (hit for pattern in options.numbers for hit in pattern.finditer(passage.words)):
            announced = value(hit["number"])
            if announced == total:
                yield Holds()
            elif announced == found:
                reason = f"前言所说的{announced}个部分与实际一致，但格式要求{total}个。"
                yield NotJudged(reason, options.absent)
            else:
                place = passage.at(*hit.span())
                facts = {"announced": announced, "found": found, "total": total, "quote": hit.group()}
                yield Problem(place, facts, evidence=hit.group())
            return
