"""A section says more than that there is nothing to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, NotJudged, Outcome, Problem
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .passages import Passage
from .sectional import section_prose

FACTS: Mapping[str, str] = {"raw": "该部分的全部文字；空白时为“（空白）”", "title": "部分的标题"}


@dataclass(frozen=True)
class Options:
    """Which words count as nothing."""

    section: str = option("部分", names="section")
    nothing: Regex = option("等于没有内容的全部文字（去空白后整段匹配；要包括空白，写成可为空）")
    absent: str = option("报告“缺少该部分”的规则编号", "", names="rule")
    covered: Mapping[str, Regex] = option("规则编号 → 已由该规则报告的全部内容", {}, names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem at most, at the words, else at the heading."""
    passage = section_prose(view, options.section, options.absent, options.covered)
    if isinstance(passage, NotJudged):
        yield passage
    elif options.nothing.compiled.fullmatch(passage.words):
        yield _blank(view, passage, options.section)
    else:
        yield Holds()


def _blank(view: View, passage: Passage, name: str) -> Problem:
    words = passage.words.strip("\n")
    start = passage.words.find(words) if words else 0
    place = passage.at(start, start + len(words)) if words else passage.place
    term = view.template.section(name)
    facts = {"raw": " ".join(words.split()) or "（空白）", "title": term.title if term else name}
    return Problem(place, facts, evidence=words)
