"""The reports of one run side by side: whose they are, who sums up whom, who may have copied from whom.

Pure: extracts of reports (`past.Past`) and a roster in, the standing of each report and a line for each
unit out. Time and memory grow with the number of reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from ..records import dataclass, field
from ..regex import Regex
from .likeness import letters
from .past import Past
from .roster import Roster, Unit
from .sampling import candidates, samples
from .standing import Standing


@dataclass(frozen=True)
class Shared:
    """Which texts are looked at for what units share: see the options of the kind `copied_neighbour`."""

    sections: tuple[str, ...]
    window: int
    least: int
    dropped: tuple[Regex, ...]

    def letters(self, past: Past) -> str:
        """The compared letters of these sections, one after the other."""
        return "".join(letters(past.texts.get(name, ""), self.dropped).value for name in self.sections)


@dataclass(frozen=True)
class Territory:
    """Reports by owner (the unit's name, else the agency's) and year; `alike` by the file's name."""

    roster: Roster
    reports: Mapping[tuple[str, int], tuple[Past, ...]] = field(default_factory=dict)
    alike: Mapping[str, tuple[Past, ...]] = field(default_factory=dict)
    strange: tuple[str, ...] = ()
    """The agencies that the roster does not know."""
    unread: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Unit and year (0: of any) → the file that is theirs by its name and could not be read."""

    @classmethod
    def of(cls, pasts: Iterable[Past], roster: Roster, shared: Shared | None = None,
           unread: Mapping[tuple[str, int], str] | None = None) -> Territory:
        found: dict[tuple[str, int], list[Past]] = {}
        strange: set[str] = set()
        for past in sorted((past for past in pasts if past.agency), key=lambda past: past.name):
            unit = roster.unit(past.agency)
            if roster.units and not unit:
                strange.add(past.agency)
            found.setdefault((unit.name if unit else past.agency, past.year), []).append(past)
        reports = {key: tuple(items) for key, items in sorted(found.items())}
        return cls(roster, reports, dict(_alike(reports, shared)) if shared else {}, tuple(sorted(strange)),
                   unread or {})

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The report years that are asked for."""
        return tuple(sorted(set(self.roster.years or (year for _, year in self.reports))))

    def standing(self, past: Past) -> Standing:
        """Where a report stands among the others."""
        unit = self.roster.unit(past.agency)
        own = self.reports.get((unit.name if unit else past.agency, past.year), ())
        twins = tuple(twin for twin in own if differ(twin, past)) if unit else ()
        parts, absent = self._below(unit, past.year) if unit else ((), ())
        return Standing(unit, bool(self.roster.units), twins, self.alike.get(past.name, ()), parts, absent)

    def _below(self, unit: Unit, year: int) -> tuple[tuple[Past, ...], tuple[str, ...]]:
        """The reports of a government's units, and the units without exactly one."""
        parts, absent = [], []
        for child in self.roster.parts.get(unit.name, ()):
            if not child.owes(year):
                continue
            found = self.reports.get((child.name, year), ())
            if not found:
                absent.append(f"{child.name}（没有报告）")
            elif any(differ(other, found[0]) for other in found[1:]):
                absent.append(f"{child.name}（有{len(found)}份不同的报告）")
            else:
                parts.append(found[0])
        return tuple(parts), tuple(absent)

    def missing(self) -> Iterator[tuple[Unit, int]]:
        """Who has not handed in a report of which year, in the roster's order. A file that could not be read is
        no report that is missing."""
        return ((unit, year) for unit, year in self._without() if not self._unread(unit, year))

    def illegible(self) -> Iterator[tuple[Unit, int, str]]:
        """Units and years of which there is only a file that could not be read, and that file."""
        return ((unit, year, name) for unit, year in self._without() if (name := self._unread(unit, year)))

    def _without(self) -> Iterator[tuple[Unit, int]]:
        return ((unit, year) for unit in self.roster.units for year in self.years
                if unit.owes(year) and (unit.name, year) not in self.reports)

    def _unread(self, unit: Unit, year: int) -> str:
        return self.unread.get((unit.name, year)) or self.unread.get((unit.name, 0), "")


def differ(one: Past, two: Past) -> bool:
    """Whether two reports are not the same one in two files."""
    return one.name != two.name and one.figures != two.figures


def _alike(reports: Mapping[tuple[str, int], tuple[Past, ...]],
           shared: Shared) -> Iterator[tuple[str, tuple[Past, ...]]]:
    """For the files of each owner, other owners' reports of the year that may have the same text."""
    for year in sorted({year for _, year in reports}):
        owners = [items for (_, other), items in reports.items() if other == year]
        if len(owners) < 2:
            continue
        texts = (shared.letters(items[0]) for items in owners)
        kept = (samples(text, shared.window) if len(text) >= shared.least else frozenset() for text in texts)
        for items, likely in zip(owners, candidates(kept), strict=True):
            if likely:
                yield from ((past.name, tuple(owners[number][0] for number in likely)) for past in items)
