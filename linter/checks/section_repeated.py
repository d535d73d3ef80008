"""No section twice, and no second numbering beside that of the sections."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import islice

from ..findings import Holds, NotJudged, Outcome, Problem, Related
from ..records import dataclass
from ..terms import BoundSection, View
from ..typenames import TypeVar
from . import option
from .outline import numeral, outline, stand_in

FACTS: Mapping[str, str] = {
    "raw": "重复处的标题原文",
    "ordinal": "重复的序号，如“一”",
    "count": "出现次数",
    "title": "重复的部分的标题；只是序号重新开始时为空",
    "second": "像是第二份报告时，重复的部分数，否则为 0",
}

KeyT = TypeVar("KeyT", bound=Hashable)
_SHOWN = 20
"""How many of the other places are named."""


@dataclass(frozen=True)
class Options:
    """When it is another report and not a section again."""

    second: int = option("至少几个部分重复出现算是第二份报告", 3)
    absent: str = option("报告“缺少部分”的规则编号：缺的部分写成了别的部分的标题时，只报缺少", "", names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each run of headings that restarts the numbering, one for each section again; one
    where so many stand there again that it is a second report."""
    again = tuple(_again(view))
    if len(again) >= options.second:
        yield _repeated(again[0], list(again), again[0].term.title if again[0].term else "", len(again))
        return
    seen = outline(view)
    numbered = _together((bound.section.heading.ordinal, bound) for bound in view.sections)
    for run in seen.inner:
        yield _repeated(run[0], numbered[run[0].section.heading.ordinal], "")
    first = seen.first
    named = _together((bound.term.name, bound) for bound in seen.outer if bound.term)
    misnamed = [stand_in(view, term) for term in view.template.sections if term.name not in first]
    for bound in seen.outer:
        if options.absent and any(bound is other for other in misnamed):
            reason = f"“{bound.section.heading.text.value.strip()}”处应是另一部分"
            yield NotJudged(reason, options.absent, 1, bound.place)
        elif bound.term and first[bound.term.name] is not bound:
            yield _repeated(bound, named[bound.term.name], bound.term.title)
        else:
            yield Holds()


def _together(items: Iterable[tuple[KeyT, BoundSection]]) -> dict[KeyT, list[BoundSection]]:
    found: dict[KeyT, list[BoundSection]] = {}
    for key, bound in items:
        found.setdefault(key, []).append(bound)
    return found


def _again(view: View) -> Iterator[BoundSection]:
    """Sections with the form's own words and something in them that stand there a second time."""
    seen: set[str] = set()
    for bound in view.sections:
        if bound.term and bound.wording in ("canonical", "accepted") and bound.section.content:
            if bound.term.name in seen:
                yield bound
            seen.add(bound.term.name)


def _repeated(bound: BoundSection, same: list[BoundSection], title: str, second: int = 0) -> Problem:
    heading = bound.section.heading
    raw = heading.text.value.strip()
    facts = {"raw": raw, "ordinal": numeral(heading.ordinal), "count": len(same), "title": title,
             "second": second}
    others = islice((other for other in same if other is not bound), _SHOWN)
    related = tuple(Related(other.place, other.section.heading.text.value.strip()) for other in others)
    return Problem(bound.place, facts, related, raw)
