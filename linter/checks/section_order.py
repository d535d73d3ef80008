"""The sections stand in the form's order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from ..findings import Holds, Outcome, Problem, Related
from ..records import dataclass
from ..terms import BoundSection, View
from .outline import outline

FACTS: Mapping[str, str] = {
    "early": "应当在前、却排在后面的标题",
    "late": "应当在后、却排在前面的标题",
}


@dataclass(frozen=True)
class Options:
    """Nothing to choose."""


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each section that was moved: as few as explain the order."""
    sections = list(outline(view).first.values())
    ordinals = [bound.term.ordinal if bound.term else 0 for bound in sections]
    kept = rising(ordinals)
    if swap := swapped(ordinals):
        yield _moved(sections, ordinals, swap[1])
        yield Holds(len(sections) - 1)
        return
    for index in range(len(sections)):
        if index in kept:
            yield Holds()
        else:
            yield _moved(sections, ordinals, index)


def _moved(sections: Sequence[BoundSection], ordinals: Sequence[int], index: int) -> Problem:
    larger = [i for i in range(index) if ordinals[i] > ordinals[index]]
    smaller = [i for i in range(index + 1, len(ordinals)) if ordinals[i] < ordinals[index]]
    early, late = (index, larger[0]) if larger else (smaller[-1], index)
    headings = [bound.section.heading.text.value.strip() for bound in sections]
    due = sorted(range(len(ordinals)), key=ordinals.__getitem__)
    facts = {"early": headings[early], "late": headings[late], "displaced": frozenset(
        sections[i].place.section for i, j in enumerate(due) if i != j)}
    other = late if early == index else early
    related = (Related(sections[other].place, headings[other]),)
    return Problem(sections[index].place, facts, related, headings[index])


def rising(numbers: Sequence[int]) -> frozenset[int]:
    """The indexes of a longest strictly rising selection of the numbers."""
    tails: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        rank = bisect_left([numbers[i] for i in tails], number)
        before.append(tails[rank - 1] if rank else -1)
        tails[rank:rank + 1] = [index]
    found: set[int] = set()
    index = tails[-1] if tails else -1
    while index >= 0:
        found.add(index)
        index = before[index]
    return frozenset(found)


def swapped(numbers: Sequence[int]) -> tuple[int, int] | None:
    """The indexes of the only two numbers that stand in each other's place, with others between them."""
    wrong = [index for index, (one, due) in enumerate(zip(numbers, sorted(numbers), strict=True)) if one != due]
    return (wrong[0], wrong[1]) if len(wrong) == 2 and wrong[1] > wrong[0] + 1 else None
