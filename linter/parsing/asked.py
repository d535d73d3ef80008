"""Marks that mean what their sentence makes of them: 依申请公开 is a request where it is received or dealt with, and a
sort of documents where these are sorted; 2023年结转 comes in."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import replace
from .clauses import Clause, Counted, Entry, Mark, Sentence
from .groups import group

_OPEN = frozenset(("ASKED", "ASKED_NUMBER", "CARRIED_FROM"))


def resolved(sentence: Sentence) -> Sentence:
    """The sentence with such marks named for what they are in it."""
    names = {mark.name for item in sentence if isinstance(item, Clause) for mark in _marks(item)}
    if names.isdisjoint(_OPEN):
        return sentence
    reader = _Reader("OPENLY" in names)
    return tuple(reader.clause(item) if isinstance(item, Clause) else item for item in sentence)


def _marks(clause: Clause) -> Iterator[Mark]:
    for entry in clause.entries:
        yield from entry.lead
        for counted in entry.counted:
            yield from counted.trail


class _Reader:
    """Goes through a sentence; `sorting` where it sorts documents, `asking` once a clause has said that something
    was received or dealt with."""

    def __init__(self, sorting: bool) -> None:
        self.sorting = sorting
        self.asking = False

    def clause(self, clause: Clause) -> Clause:
        self.asking = False
        return Clause(tuple(Entry(self._named(entry.lead), tuple(
            Counted(counted.amount, self._named(counted.trail)) for counted in entry.counted))
            for entry in clause.entries))

    def _named(self, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return tuple(self._mark(mark) for mark in marks)

    def _mark(self, mark: Mark) -> Mark:
        self.asking = self.asking or mark.name in group("asking")
        if mark.name == "CARRIED_FROM":
            return replace(mark, name="CARRIED_IN")
        sort = self.sorting and mark.name in group("sorts")
        if mark.name not in _OPEN and not sort:
            return mark
        if self.asking or (mark.name == "ASKED_NUMBER" and not self.sorting):
            return replace(mark, name="REQUEST") if mark.name in _OPEN else mark
        return replace(mark, sort="sign", name="WORD")
