"""Every section of the form is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Place, Problem
from ..records import dataclass
from ..terms import BoundSection, SectionTerm, View
from . import option
from .outline import outline, stand_in
from .passages import beginning

FACTS: Mapping[str, str] = {
    "title": "缺少的部分的标题",
    "found": "识别到的部分数",
    "total": "格式要求的部分数",
    "list": "识别到的部分，以顿号隔开",
    "instead": "在该处出现、无法识别的标题，没有则为空",
    "stands": "说明该处出现的标题的一句话，没有则为空",
}


@dataclass(frozen=True)
class Options:
    """Which sections are demanded."""

    sections: tuple[str, ...] = option("要求具备的部分；不写为全部", (), names="section")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem a missing section."""
    present = outline(view).first
    for term in view.template.sections:
        if options.sections and term.name not in options.sections:
            continue
        if term.name in present:
            yield Holds()
        else:
            yield _missing(view, term, present)


def _missing(view: View, term: SectionTerm, present: Mapping[str, BoundSection]) -> Problem:
    instead = stand_in(view, term)
    raw = instead.section.heading.text.value.strip() if instead else ""
    titles = [bound.term.title for bound in present.values() if bound.term]
    facts = {"title": term.title, "found": len(present), "total": len(view.template.sections),
             "list": "、".join(titles) or "无", "instead": raw, "stands": f"该处的标题为“{raw}”。" if raw else ""}
    behind = next((b for b in present.values() if b.term and b.term.ordinal > term.ordinal), None)
    near = instead or behind or (list(present.values())[-1] if present else None)
    origin = near.place.origin if near else beginning(view.document).origin
    return Problem(Place(origin, section=term.title), facts, evidence=raw)
