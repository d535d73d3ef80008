"""No section twice, and no second numbering beside that of the sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Problem, Related
from ..records import dataclass
from ..terms import BoundSection, View
from .outline import numeral, outline

FACTS: Mapping[str, str] = {
    "raw": "重复处的标题原文",
    "ordinal": "重复的序号，如“一”",
    "count": "出现次数",
    "title": "重复的部分的标题；只是序号重新开始时为空",
}


@dataclass(frozen=True)
class Options:
    """Nothing to choose."""


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each run of headings that restarts the numbering, one for each section again."""
    seen = outline(view)
    for run in seen.inner:
        number = run[0].section.heading.ordinal
        same = [bound for bound in view.sections if bound.section.heading.ordinal == number]
        yield _repeated(run[0], same, "")
    first = seen.first
    for bound in seen.outer:
        if bound.term and first[bound.term.name] is not bound:
            same = [b for b in seen.outer if b.term and b.term.name == bound.term.name]
            yield _repeated(bound, same, bound.term.title)
        else:
            yield Holds()


def _repeated(bound: BoundSection, same: list[BoundSection], title: str) -> Problem:
    heading = bound.section.heading
    raw = heading.text.value.strip()
    facts = {"raw": raw, "ordinal": numeral(heading.ordinal), "count": len(same), "title": title}
    others = (other for other in same if other is not bound)
    related = tuple(Related(other.place, other.section.heading.text.value.strip()) for other in others)
    return Problem(bound.place, facts, related, raw)
