"""Rules and editions of the form, ready for use; `rulefile` reads them from YAML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from .checks import Kind, kind
from .findings import Basis, Level
from .formula import Formula, Operand
from .terms import Regex, Template


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

    `status` is "stable", "preview" or "deprecated". `settings` are the kind's options as plain data (see
    `encode`); `options` and `check` are made from them when first asked for. `levels` are other levels
    for some reports, the first that fits counts; in YAML
    `levels: [{level: warning, years: {to: 2019}}, {level: warning, organs: [乡镇街道]}]`.
    """

    id: str
    name: str
    title: str
    level: Level
    kind: str
    basis: tuple[Basis, ...]
    message: str
    advice: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    when: When = field(default_factory=When)
    examples: tuple[Example, ...] = ()
    levels: tuple[tuple[When, Level], ...] = ()
    status: str = "stable"

    @cached_property
    def check(self) -> Kind:
        """The module of the rule's kind."""
        return kind(self.kind)

    @cached_property
    def options(self) -> Any:
        """The kind's `Options`, typed."""
        return self.check.Options(**{name: decode(value) for name, value in self.settings.items()})

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


# ---- typed options as plain data and back -----------------------------------------------------------


def encode(value: Any) -> Any:
    """An option's value as JSON holds it: tuples as lists; types JSON lacks as {"type": content}."""
    match value:
        case Regex():
            return {"regex": value.source}
        case Decimal():
            return {"decimal": str(value)}
        case Level():
            return {"level": value.name}
        case Formula():
            sides = [[_operand_data(term) for term in side] for side in (value.left, value.right)]
            return {"formula": [value.text, value.sign, *sides]}
        case Mapping():
            return {"mapping": {key: encode(item) for key, item in value.items()}}
        case tuple():
            return [encode(item) for item in value]
        case None | str() | bool() | int() | float():
            return value
    raise TypeError(f"an option of type {type(value).__name__} cannot be compiled")


def decode(data: Any) -> Any:
    """The value that `encode` made `data` from."""
    if isinstance(data, list):
        return tuple(decode(item) for item in data)
    if not isinstance(data, dict):
        return data
    ((kind_of_value, content),) = data.items()
    return _DECODERS[kind_of_value](content)


def _operand_data(term: Operand) -> list[Any]:
    return [term.name, term.factor, term.every, term.column]


def _formula(content: list[Any]) -> Formula:
    text, sign, left, right = content
    return Formula(tuple(Operand(*t) for t in left), sign, tuple(Operand(*t) for t in right), text)


_DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "regex": Regex,
    "decimal": Decimal,
    "level": Level.__getitem__,
    "formula": _formula,
    "mapping": lambda content: {key: decode(item) for key, item in content.items()},
}
