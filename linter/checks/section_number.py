"""A section's heading carries the number that the form gives it."""

from __future__ import annotations

from collections import Counter
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
    "swapped": "与它互换了序号的标题，没有则为空",
    "bare": "是否各个标题都没有序号",
}


_NONE = -100
"""How far off a heading without number is."""


@dataclass(frozen=True)
class Options:
    """Nothing to choose."""


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each run of headings that are off by the same number, one where none has a number.

    A number that fits the heading's place in this report is right: where a section is missing, moved
    or added, that is the fault, and other rules say so.
    """
    outer = outline(view).outer
    bare = not any(bound.section.heading.ordinal for bound in outer)
    styles = Counter(_style(bound) for bound in outer)
    usual = max(styles, key=styles.__getitem__, default="")
    shifts = [(_NONE if bare else _shift(bound, rank, usual), bound) for rank, bound in enumerate(outer, 1)]
    if pair := _swapped(shifts):
        yield _wrong(pair, True)
        yield Holds(len(outer) - 2)
        return
    for shift, run in groupby(shifts, key=lambda item: item[0]):
        sections = [bound for _, bound in run if bound.term]
        if shift == 0:
            yield Holds(len(sections))
        elif sections:
            yield _wrong(sections)


def _swapped(shifts: list[tuple[int, BoundSection]]) -> list[BoundSection]:
    """The only two headings with a wrong number, where each has the other's."""
    wrong = [bound for shift, bound in shifts if shift]
    numbers = [(bound.section.heading.ordinal, bound.term.ordinal) for bound in wrong if bound.term]
    return wrong if len(wrong) == len(numbers) == 2 and numbers[0] == numbers[1][::-1] else []


def _style(bound: BoundSection) -> str:
    """What sort of number a heading has: in brackets or not, in digits or not; "" for none."""
    number = bound.section.heading.number
    if not bound.section.heading.ordinal:
        return ""
    bracketed = number.startswith(tuple("（(﹙〔［[")) or number.endswith(tuple("）)﹚〕］]"))
    return f"{bracketed}{any(sign.isdecimal() for sign in number)}"


def _shift(bound: BoundSection, rank: int, usual: str) -> int:
    """How far a heading's number is off; one of another sort than the others' is a fault of its own."""
    ordinal = bound.section.heading.ordinal
    if bound.term is None or (ordinal in (bound.term.ordinal, rank) and _style(bound) in (usual, "")):
        return 0
    if ordinal in (bound.term.ordinal, rank):
        return _NONE - rank
    return ordinal - bound.term.ordinal if ordinal else _NONE - rank


def _wrong(sections: list[BoundSection], swapped: bool = False) -> Problem:
    first = sections[0]
    raw = first.section.heading.text.value.strip()
    term = first.term
    facts = {"raw": raw, "ordinal": numeral(term.ordinal) if term else "",
             "title": term.title if term else "", "count": len(sections),
             "swapped": sections[1].section.heading.text.value.strip() if swapped else "",
             "bare": not first.section.heading.ordinal and len(sections) > 1}
    related = tuple(Related(bound.place, bound.section.heading.text.value.strip()) for bound in sections[1:])
    return Problem(first.place, facts, related, raw)
