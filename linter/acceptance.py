"""What a command leaves out of its findings: those accepted with a reason, those of a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import baselines
from .baselines import Baseline
from .configuring import entries
from .findings import Report
from .records import dataclass
from .settings import NONE, Effective
from .suppressions import accepted, without

if TYPE_CHECKING:
    from argparse import Namespace


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What to leave out."""

    inline: bool = True
    baseline: Baseline | None = None
    settings: Effective = NONE

    def __call__(self, report: Report) -> Report:
        """The report without it."""
        old = {id(item) for item in self.baseline.known(report)} if self.baseline else set()
        rest = accepted(report, entries(self.settings, report.name), self.inline)
        return without(rest, tuple(item for item in rest.findings if id(item) not in old)) if old else rest


def acceptance_of(options: Namespace) -> Acceptance:
    """What the options say. Raises UsageError for a baseline that cannot be read."""
    name = getattr(options, "baseline", "")
    baseline = baselines.read(name) if name else None
    return Acceptance(not getattr(options, "no_inline", False), baseline, getattr(options, "settings", NONE))
