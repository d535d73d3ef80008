"""Marks that mean what their clause makes of them: 依申请公开 is a request where it is received or dealt with, and a
sort of documents elsewhere; 2023年结转 comes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..records import replace
from .clauses import Clause, Counted, Entry, Mark
from .groups import group


def resolved(clause: Clause) -> Clause:
    """The clause with such marks named for what they are in it."""
    marks = (mark for entry in clause.entries for mark in (*entry.lead, *_trails(entry)))
    if all(mark.name not in ("ASKED", "CARRIED_FROM") for mark in marks):
        return clause
    reader = _Reader()
    return Clause(tuple(Entry(reader.named(entry.lead), tuple(
        Counted(counted.amount, reader.named(counted.trail)) for counted in entry.counted))
        for entry in clause.entries))


def _trails(entry: Entry) -> Iterator[Mark]:
    for counted in entry.counted:
        yield from counted.trail


class _Reader:
    """Goes through a clause; `asking` once it has said that something was received or dealt with."""

    def __init__(self) -> None:
        self.asking = False

    def named(self, marks: Iterable[Mark]) -> tuple[Mark, ...]:
        return tuple(self._named(mark) for mark in marks)

    def _named(self, mark: Mark) -> Mark:
        self.asking = self.asking or mark.name in group("asking")
        if mark.name == "CARRIED_FROM":
            return replace(mark, name="CARRIED_IN")
        if mark.name != "ASKED":
            return mark
        return replace(mark, name="REQUEST") if self.asking else replace(mark, sort="sign", name="WORD")
