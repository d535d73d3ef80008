"""What a check says: a problem, that a demand holds, or that it could not look, and why."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum

from .model import NOWHERE, Origin, Source
from .records import dataclass, field
from .typenames import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .tallying import Sum


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
class Share:
    """A cell's part in a relation: `factor` +1 on the left side, -1 on the right; `value` as reckoned."""

    table: str
    row: str
    column: str
    factor: int
    value: Decimal
    place: Place

    @property
    def key(self) -> tuple[str, str, str]:
        return self.table, self.row, self.column


@dataclass(frozen=True, slots=True)
class Balance:
    """An equation as reckoned: its cells, left side less right side; both sides in `words`; where it is shown."""

    shares: tuple[Share, ...]
    difference: Decimal
    words: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that prose states of one cell: table, row, column; `quote` are its words."""

    key: tuple[str, str, str]
    number: Decimal
    quote: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, as facts for the rule's message: numbers, labels, quotations. No language.

    `evidence` is the text found wrong (normalised by the check), for fingerprints and quotations.
    `balance` is there for equations: `causes` finds the cell behind several of them by it. `level` is
    there where this problem is less grave than the rule's others. `claim` is there where prose disagrees with
    a cell, `parts` where statements disagree with each other: a finding at one of these places explains it.
    """

    place: Place
    facts: Mapping[str, Any]
    related: tuple[Related, ...] = ()
    evidence: str = ""
    balance: Balance | None = None
    level: Level | None = None
    claim: Claim | None = None
    parts: tuple[Origin, ...] = ()


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
    """`count` demands looked at and met; `balances` are the equations among them."""

    count: int = 1
    balances: tuple[Balance, ...] = ()


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


@dataclass(frozen=True)
class Report:
    """What was found in one file. `edition` is "" where no edition of the form applies.

    `relations` counts the arithmetic relations, `demands` everything looked at; findings and unjudged
    are sorted by place, then rule. `digest` is the file's SHA-256, hexadecimal, "" if not asked for.
    `accepted` counts findings that are left out because the author accepts them or a baseline has them; `notes`
    are sentences on suppressions without effect; `layer` tells which of a run's sets of rules was used.
    `sums` are the arithmetic relations one by one, in the order of the rules.
    """

    name: str
    source: Source
    digest: str
    edition: str = ""
    title: str = ""
    agency: str = ""
    year: int | None = None
    findings: tuple[Finding, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    relations: Tally = Tally()
    demands: Tally = Tally()
    accepted: int = 0
    notes: tuple[str, ...] = ()
    layer: str = ""
    sums: tuple[Sum, ...] = ()

    def count(self, level: Level) -> int:
        """How many findings are of this level."""
        return sum(1 for finding in self.findings if finding.level is level)

    @property
    def blind(self) -> bool:
        """Whether a demand of level error could not be judged and no finding says why."""
        return any(item.level is Level.ERROR and not item.cause for item in self.unjudged)

    def status(self, threshold: Level | None = Level.ERROR) -> int:
        """0 nothing at or above `threshold` (None: never), 1 findings, 2 something required unjudged.

        A required demand that could not be judged because of a finding below the threshold counts as
        that finding: a report does not pass on a sum nobody could check.
        """
        if self.blind:
            return 2
        if threshold is None:
            return 0
        found = any(finding.level >= threshold for finding in self.findings)
        held_back = any(item.level is Level.ERROR >= threshold for item in self.unjudged)
        return int(found or held_back)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read. `reason` is one Chinese sentence: what is wrong, what to do."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnitYear:
    """What a unit handed in for a year: the files, the level of each finding in them, whether something
    required could not be judged there. `due`: a report was to be handed in."""

    year: int
    due: bool
    files: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    blind: bool = False


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of the roster (`known`), or an agency that the roster lacks, year by year."""

    name: str
    kind: str
    parent: str
    known: bool
    years: tuple[UnitYear, ...] = ()


@dataclass(frozen=True)
class Run:
    """Everything one command looked at, by name. Counted: files passed over, reports among them that are `excluded`,
    folders `closed` for that. `roster`: what is missing; `units`: what each handed in; `notes`: on settings."""

    reports: tuple[Report, ...] = ()
    failures: tuple[Failure, ...] = ()
    skipped: int = 0
    roster: Report | None = None
    units: tuple[UnitLine, ...] = ()
    notes: tuple[str, ...] = ()
    excluded: int = 0
    closed: int = 0

    @property
    def relations(self) -> Tally:
        """The arithmetic relations of all reports."""
        return sum((report.relations for report in self.reports), Tally())

    @property
    def demands(self) -> Tally:
        """Everything looked at in all reports."""
        return sum((report.demands for report in self.reports), Tally())

    @property
    def files(self) -> tuple[Report, ...]:
        """All that has findings: the reports, and the roster first."""
        return (*((self.roster,) if self.roster else ()), *self.reports)

    def status(self, threshold: Level | None = Level.ERROR) -> int:
        """The exit status: 2 wins over 1, 1 over 0."""
        return 2 if self.failures else max((report.status(threshold) for report in self.files), default=0)
