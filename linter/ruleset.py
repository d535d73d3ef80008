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


@dataclass(frozen=True, slots=True)
class Example:
    """A passage of the model report (`good`) and the same with the fault (`bad`)."""

    good: str
    bad: str


@dataclass(frozen=True)
class Rule:
    """One demand. `name` is its PascalCase ASCII name, `title` what it demands in Chinese, `message` a
    jinja2 template over the kind's facts, `advice` how to mend it, `kind` the key in checks.KINDS."""

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
