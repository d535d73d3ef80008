"""Rules and editions of the form, ready for use; `rulefile` reads them from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .checks import Kind
from .findings import Basis, Level
from .terms import Template


@dataclass(frozen=True, slots=True)
class When:
    """Which reports a rule is about: report years from and to (None: open), kinds of organ (empty: all)."""

    years: tuple[int | None, int | None] = (None, None)
    organs: tuple[str, ...] = ()

    def covers(self, year: int | None, organ: str) -> bool:
        """Whether a report of this year and kind of organ is meant; an unknown year is in no span."""
        start, end = self.years
        if (start is not None or end is not None) and year is None:
            return False
        in_years = year is None or ((start is None or year >= start) and (end is None or year <= end))
        return in_years and (not self.organs or organ in self.organs)


@dataclass(frozen=True, slots=True)
class Example:
    """A passage of the model report (`good`) and the same with the fault (`bad`)."""

    good: str
    bad: str


@dataclass(frozen=True)
class Rule:
    """One demand. `name` is its PascalCase ASCII name, `title` what it demands in Chinese, `message` a
    jinja2 template over the kind's facts, `advice` how to mend it, `kind` the key in checks.KINDS.
    `levels` are other levels for some reports, the first that fits counts; in YAML
    `levels: [{level: warning, years: {to: 2019}}, {level: warning, organs: [乡镇街道]}]`."""

    id: str
    name: str
    title: str
    level: Level
    kind: str
    basis: tuple[Basis, ...]
    message: str
    advice: str
    options: Any
    check: Kind
    when: When = field(default_factory=When)
    examples: tuple[Example, ...] = ()
    levels: tuple[tuple[When, Level], ...] = ()

    def level_for(self, year: int | None, organ: str) -> Level:
        """How grave a fault is in a report of this year and kind of organ."""
        return next((level for when, level in self.levels if when.covers(year, organ)), self.level)


@dataclass(frozen=True)
class Edition:
    """A form and all that it demands. `model` is its model report, Markdown."""

    id: str
    template: Template
    rules: tuple[Rule, ...]
    model: str = ""

    @property
    def by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}


@dataclass(frozen=True)
class Ruleset:
    """The editions, newest first."""

    editions: tuple[Edition, ...]

    def for_year(self, year: int) -> Edition | None:
        """The edition that governs a report year."""
        return next((e for e in self.editions if e.template.covers(year)), None)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule once, sorted by id, as the newest edition that has it states it."""
        found = {rule.id: rule for edition in reversed(self.editions) for rule in edition.rules}
        return tuple(found[key] for key in sorted(found))
