"""The top-level headings of a report as one sequence. Not a kind.

A report whose inner headings were numbered like sections (一、 二、 a second time) has one fault, not one
a heading: `inner` tells them apart, and every check of headings looks at `outer` only.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Text
from ..records import dataclass
from ..terms import BoundSection, SectionTerm, View

_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Outline:
    """`outer` are the sections; `inner` runs of headings that belong within the section before them."""

    outer: tuple[BoundSection, ...]
    inner: tuple[tuple[BoundSection, ...], ...] = ()

    @property
    def first(self) -> dict[str, BoundSection]:
        """The sections of the form by name, the first of each, in the report's order."""
        found: dict[str, BoundSection] = {}
        for bound in self.outer:
            if bound.term:
                found.setdefault(bound.term.name, bound)
        return found


def outline(view: View) -> Outline:
    """The report's sections without the headings that restart the numbering."""
    sections = view.sections
    outer: list[BoundSection] = []
    inner: list[tuple[BoundSection, ...]] = []
    index = 0
    while index < len(sections):
        if _restarts(sections, index, outer):
            end = _run_end(sections, index, outer[-1].section.heading.ordinal)
            inner.append(sections[index:end])
            index = end
        else:
            outer.append(sections[index])
            index += 1
    return Outline(tuple(outer), tuple(inner))


def whole(view: View, bound: BoundSection) -> tuple[Text, ...]:
    """A section's prose, with that of the headings behind it that belong within it."""
    texts = list(bound.section.texts)
    start = next((i for i, other in enumerate(view.sections) if other is bound), len(view.sections))
    for run in outline(view).inner:
        if start + 1 < len(view.sections) and view.sections[start + 1] is run[0]:
            texts.extend(text for b in run for text in (b.section.heading.text, *b.section.texts))
    return tuple(texts)


def _restarts(sections: Sequence[BoundSection], index: int, outer: Sequence[BoundSection]) -> bool:
    """Whether the numbering begins anew with a heading that is not the section of that number."""
    heading = sections[index].section.heading
    if heading.ordinal != 1 or not any(bound.section.heading.ordinal == 1 for bound in outer):
        return False
    term = sections[index].term
    known = {bound.term.name for bound in outer if bound.term}
    if term and term.name not in known and _sure(sections, index):
        return False  # a section with a wrong number
    return term is None or term.ordinal != 1 or term.name in known


def _run_end(sections: Sequence[BoundSection], start: int, outside: int) -> int:
    """The index behind the run that begins at `start`: numbers rise until the outer numbering goes on."""
    last = sections[start].section.heading.ordinal
    for index in range(start + 1, len(sections)):
        ordinal = sections[index].section.heading.ordinal
        if ordinal <= last or _goes_on(sections, index, outside):
            return index
        last = ordinal
    return len(sections)


def _goes_on(sections: Sequence[BoundSection], index: int, outside: int) -> bool:
    """Whether a section is the one that follows outside the run, and no later one fits better."""
    term, ordinal = sections[index].term, sections[index].section.heading.ordinal
    return term is not None and ordinal in (outside + 1, term.ordinal) and _sure(sections, index)


def _sure(sections: Sequence[BoundSection], index: int) -> bool:
    """Whether a heading has the form's own words and no later one means the same."""
    bound = sections[index]
    later = {b.term.name for b in sections[index + 1:] if b.term}
    return bound.term is not None and bound.wording in ("canonical", "accepted") and bound.term.name not in later


def stand_in(view: View, term: SectionTerm) -> BoundSection | None:
    """The heading of unknown words, or of another section's a second time, that stands where a missing section
    should: same number, and between the sections before and behind it."""
    seen = outline(view)
    outer, first = seen.outer, seen.first
    for index, bound in enumerate(outer):
        own = bound.term and first[bound.term.name] is bound
        if own or term.name in first or bound.section.heading.ordinal != term.ordinal:
            continue
        before = outer[index - 1].term if index else None
        behind = outer[index + 1].term if index + 1 < len(outer) else None
        fits_before = before.ordinal < term.ordinal if before else index == 0
        fits_behind = behind.ordinal > term.ordinal if behind else index + 1 == len(outer)
        if fits_before and fits_behind:
            return bound
    return None


def numeral(number: int) -> str:
    """A number from 0 to 99 as Chinese headings write it."""
    tens, ones = divmod(number, 10)
    if number <= 10:
        return _DIGITS[number]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def value(words: str) -> int:
    """A Chinese or Arabic number up to 99; 0 where it is none."""
    if words.isdecimal():
        return int(words) if len(words) <= 2 else 0
    tens, mark, ones = words.replace("两", "二").partition("十")
    if not mark:
        return _DIGITS.find(tens) if tens and tens in _DIGITS else 0
    return (_digit(tens) or 1) * 10 + _digit(ones)


def _digit(word: str) -> int:
    return max(0, _DIGITS.find(word)) if word else 0
