"""The units of a territory that owe a report each year: who they are, under whom, by when."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ..records import dataclass, field
from ..regex import NEVER, Regex
from ..wording import bare
from .naming import NameIndex


@dataclass(frozen=True)
class Unit:
    """One unit. `kind` is a kind of organ of the template ("": told from the name), `parent` the name of the
    government whose report includes this one's figures, `rank` a government's rank, `years` from and to
    (None: open), `due` its own last day of publication ("2-15"), `published` the days its reports came out,
    by report year ("2024" → "2025-01-20"). `line` and `column` say where it stands in the roster."""

    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    parent: str = ""
    rank: str = ""
    years: tuple[int | None, int | None] = (None, None)
    due: str = ""
    published: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    column: int = 0

    def owes(self, year: int) -> bool:
        """Whether the unit has to report on this year."""
        start, end = self.years
        return (start is None or year >= start) and (end is None or year <= end)


@dataclass(frozen=True)
class Roster:
    """The units in the order written. `years` are the report years asked for, empty: those that reports are
    there of. `name` is the file's, `lines` its text; `unsaid` what short forms of names leave out."""

    units: tuple[Unit, ...]
    years: tuple[int, ...] = ()
    name: str = ""
    lines: tuple[str, ...] = ()
    unsaid: Regex = Regex(NEVER)

    @cached_property
    def _by_name(self) -> Mapping[str, Unit]:
        """Short forms give way to names that are written."""
        names = [(bare(name), unit) for unit in reversed(self.units) for name in (*unit.aliases, unit.name)]
        return {**{self._short(name): unit for name, unit in names}, **dict(names)}

    def _short(self, name: str) -> str:
        return self.unsaid.compiled.sub("", name)

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex.of(self._by_name)

    def unit(self, agency: str) -> Unit | None:
        """The unit that an agency's name, as in a title, means; None where none or several fit."""
        full = bare(agency)
        for name in dict.fromkeys((full, self._short(full))):
            found = {self._by_name[known].name: self._by_name[known] for known in self._index.alike(name)}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    @property
    def names(self) -> NameIndex:
        """Every name and alias."""
        return self._index

    @cached_property
    def parts(self) -> Mapping[str, tuple[Unit, ...]]:
        """The units whose figures a government's report includes, by its name."""
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            if unit.parent:
                found.setdefault(unit.parent, []).append(unit)
        return {name: tuple(units) for name, units in found.items()}


NO_ROSTER = Roster(())
