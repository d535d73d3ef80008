"""A report's prose is not another unit's of the same year.

The share is reckoned as for last year's text (`copied_text`), over several sections together; which other
reports come into question is found beforehand (`sampling`). The most alike of them is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..findings import Holds, Outcome, Problem
from ..records import dataclass, replace
from ..regex import Regex
from ..survey.likeness import Letters, letters, likeness
from ..survey.past import Past
from ..terms import View
from . import option
from .copied_text import longest
from .passages import Passage, passage

FACTS: Mapping[str, str] = {
    "percent": "相同的字数占本报告字数（数字、标点和各份报告都有的语句除外）的百分比，舍去小数",
    "passage": "最长的相同段落，过长时略去中间",
    "length": "最长的相同段落的字数，数字、标点除外",
    "limit": "达到百分之几算雷同",
    "unit": "另一单位的名称",
    "other": "另一单位报告的文件名",
    "count": "达到这一比例的单位共有几个",
}


@dataclass(frozen=True)
class Options:
    sections: tuple[str, ...] = option("比较哪些部分", names="section")
    share: Decimal = option("相同字数占本报告字数的比例达到多少算雷同", Decimal("0.8"))
    window: int = option("至少连续多少字相同才计入", 8)
    least: int = option("除去各份报告都有的语句后，少于多少字的不比较", 200)
    dropped: tuple[Regex, ...] = option("不比较的语句：编制依据、六个部分、统计期限等各份报告都有的", ())


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One outcome; none where no report comes into question."""
    near = view.standing.neighbours if view.standing else ()
    if not near:
        return
    this = _joined(view, options)
    counts = [(likeness(this.value, _words(past, options), options.window), past) for past in near]
    hits = [(found, past) for found, past in counts if found.copied >= options.share * found.total]
    if not hits or len(this.value) < options.least:
        yield Holds()
        return
    found, past = max(hits, key=lambda hit: hit[0].copied)  # of equals the first
    place, quoted = longest(_passage(view, options), this, found)
    place = replace(place, section=_within(view, options, this.offsets[found.start]))
    facts = {"percent": found.percent, "passage": quoted, "length": found.length, "unit": past.agency,
             "other": past.name, "count": len(hits), "limit": int(options.share * 100)}
    yield Problem(place, facts, (), quoted)


def _passage(view: View, options: Options) -> Passage:
    """The sections' prose as one passage; its place is the first section's, the origin exact."""
    bound = [known for name in options.sections if (known := view.section(name))]
    texts = tuple(text for known in bound for text in known.section.texts)
    return passage(texts, bound[0].place)


def _within(view: View, options: Options, offset: int) -> str:
    """The heading of the section in which an offset of the joined passage lies."""
    heading = ""
    for known in (view.section(name) for name in options.sections):
        if known and offset >= 0:
            heading = known.place.section
            offset -= len(passage(known.section.texts, known.place).words) + 1
    return heading


def _joined(view: View, options: Options) -> Letters:
    if not any(view.section(name) for name in options.sections):
        return Letters("", ())
    return letters(_passage(view, options).words, options.dropped)


def _words(past: Past, options: Options) -> str:
    return letters("\n".join(past.texts.get(name, "") for name in options.sections), options.dropped).value
