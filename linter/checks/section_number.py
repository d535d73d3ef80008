"""A section's heading carries the number that the form gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from ..findings import Holds, Outcome, Problem, Related
from ..records import dataclass
from ..terms import BoundSection, View
from .outline import numeral, outline

FACTS: Mapping[str, str] = {
    "raw": "标题原文",
    "ordinal": "应有的序号，如“三”",
    "title": "格式中的标题",
    "count": "同样错位的标题数",
}


@dataclass(frozen=True)
class Options:
    """Nothing to choose."""


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each run of headings that are off by the same number.

    A number that fits the heading's place in this report is right: where a section is missing, moved
    or added, that is the fault, and other rules say so.
    """
    shifts = [(_shift(bound, rank), bound) for rank, bound in enumerate(outline(view).outer, 1)]
    for shift, run in groupby(shifts, key=lambda item: item[0]):
        sections = [bound for _, bound in run if bound.term]
        if shift == 0:
            yield Holds(len(sections))
        elif sections:
            yield _wrong(sections)


def _shift(bound: BoundSection, rank: int) -> int:
    ordinal = bound.section.heading.ordinal
    if bound.term is None or ordinal in (bound.term.ordinal, rank):
        return 0
    return ordinal - bound.term.ordinal if ordinal else -100 - rank


def _wrong(sections: list[BoundSection]) -> Problem:
    first = sections[0]
    raw = first.section.heading.text.value.strip()
    term = first.term
    facts = {"raw": raw, "ordinal": numeral(term.ordinal) if term else "",
             "title": term.title if term else "", "count": len(sections)}
    related = tuple(Related(bound.place, bound.section.heading.text.value.strip()) for bound in sections[1:])
    return Problem(first.place, facts, related, raw)
