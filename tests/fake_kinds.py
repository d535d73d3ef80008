"""Kinds of check for tests of what does not depend on real ones, as modules."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import ModuleType
from typing import Any, Literal

import pytest
from reportlint import checks
from reportlint.checks import option
from reportlint.findings import Level, Outcome
from reportlint.formula import Formula
from reportlint.records import dataclass
from reportlint.regex import Regex


@dataclass(frozen=True)
class SumOptions:
    """Every type that an option may have."""

    table: str = option("the table", names="table")
    relation: Formula = option("the demand")
    each: Literal["row", "column"] = option("over what", "row")
    rows: tuple[str, ...] = option("rows", (), names="row")
    sections: Mapping[str, tuple[str, ...]] = option("words by section", {}, names="section")
    words: tuple[Regex, ...] = option("patterns", ())
    limit: Decimal | None = option("a limit", None)
    share: float = option("a share", 0.2)
    least: int = option("a number", 0)
    strict: bool = option("strictly", True)
    other: Level = option("another level", Level.INFO)


@dataclass(frozen=True)
class PlainOptions:
    """No options."""


Check = Callable[[Any, Any], Iterator[Outcome]]


def register(
    monkeypatch: pytest.MonkeyPatch, name: str, check: Check, facts: Mapping[str, str],
    options: type[Any] = PlainOptions,
) -> None:
    """Makes a kind known for the length of a test."""
    module = ModuleType(f"reportlint.checks.{name}")
    vars(module).update(Options=options, FACTS=facts, check=check)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(checks.KINDS, name, name)  # type: ignore[arg-type]


def silent(_view: Any, _options: Any) -> Iterator[Outcome]:
    """A check that says nothing."""
    return iter(())


@pytest.fixture
def only_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    """`sum` is the only kind."""
    monkeypatch.setattr(checks, "KINDS", {})
    monkeypatch.setattr("reportlint.rulefiles.ruleentry.KINDS", checks.KINDS)
    register(monkeypatch, "sum", silent, {"left": "左边的和", "right": "右边的和"}, SumOptions)
