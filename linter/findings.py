"""What a check says: a problem, that a demand holds, or that it could not look, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from .model import NOWHERE, Origin


class Level(IntEnum):
    """How grave: the law or the form itself; practice with rare exceptions; style."""

    INFO = 1
    WARNING = 2
    ERROR = 3


LEVELS: Mapping[str, Level] = {"error": Level.ERROR, "warning": Level.WARNING, "info": Level.INFO}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the file and its name in the report's own words: section heading, table, row, column."""

    origin: Origin = NOWHERE
    section: str = ""
    table: str = ""
    row: str = ""
    column: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the outside in, without the empty ones."""
        return tuple(n for n in (self.section, self.table, self.row, self.column) if n)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that takes part in a problem, and what it holds ("上年结转 0")."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, as facts for the rule's message: numbers, labels, quotations. No language.

    `evidence` is the text found wrong (normalised by the check), for fingerprints and quotations.
    `group` names problems that may have one cause (see `causes`); "" stands alone.
    """

    place: Place
    facts: Mapping[str, Any]
    related: tuple[Related, ...] = ()
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A demand that could not be looked at, and why, in a Chinese sentence.

    `count` demands stand behind it (7 sums of one rule). `cause` is the id of the rule whose finding
    already says what is wrong ("T3-ROWS"); "" where nothing else reports it: then the report cannot
    pass (exit status 2).
    """

    reason: str
    cause: str = ""
    count: int = 1
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Holds:
    """`count` demands looked at and met."""

    count: int = 1


Outcome = Problem | NotJudged | Holds


@dataclass(frozen=True, slots=True)
class Basis:
    """The clause a demand comes from."""

    document: str
    clause: str

    def __str__(self) -> str:
        return f"{self.document} {self.clause}".strip()


@dataclass(frozen=True, slots=True)
class Finding:
    """A violated rule, ready to be shown. `others` are the ids of further rules broken by the same cause."""

    rule: str
    level: Level
    message: str
    place: Place
    related: tuple[Related, ...] = ()
    evidence: str = ""
    others: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A rule that could not be judged on a report."""

    rule: str
    level: Level
    reason: str
    cause: str = ""
    count: int = 1
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many demands were looked at, and how they came out."""

    hold: int = 0
    fail: int = 0
    unjudged: int = 0

    @property
    def checked(self) -> int:
        return self.hold + self.fail

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hold + other.hold, self.fail + other.fail, self.unjudged + other.unjudged)
