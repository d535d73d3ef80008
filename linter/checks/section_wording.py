"""A section's heading has the form's words, or other official ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, NotJudged, Outcome, Problem
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .outline import numeral, outline

FACTS: Mapping[str, str] = {
    "raw": "标题原文",
    "canonical": "格式中的标题，带序号",
    "slip": "是否像是错字、漏字（而不是另一种说法）",
}


@dataclass(frozen=True)
class Options:
    """What other rules report of a heading's wording."""

    covered: Mapping[str, Regex] = option("规则编号 → 由该规则报告的标题文字", {}, names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each recognised heading in words of the author's own."""
    for bound in outline(view).first.values():
        if bound.wording not in ("variant", "alike") or bound.term is None:
            yield Holds()
            continue
        raw = bound.section.heading.text.value.strip()
        rule = next((rule for rule, pattern in options.covered.items() if pattern.search(raw)), "")
        if rule:
            yield NotJudged(f"标题“{raw}”中有残留的文字", rule, 1, bound.place)
            continue
        canonical = f"{numeral(bound.term.ordinal)}、{bound.term.title}"
        facts = {"raw": raw, "canonical": canonical, "slip": bound.wording == "alike"}
        yield Problem(bound.place, facts, evidence=raw)
