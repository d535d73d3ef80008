"""What a command leaves out of its findings: those accepted with a reason, those of a baseline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import baselines
from .baselines import Baseline
from .configuring import entries, every
from .findings import Report
from .records import dataclass, field
from .settings import NONE, Effective
from .suppressions import Suppression, accepted, without

if TYPE_CHECKING:
    from argparse import Namespace


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What to leave out."""

    inline: bool = True
    baseline: Baseline | None = None
    settings: Effective = NONE
    met: set[Suppression] = field(default_factory=set)
    """Those for many files that met a finding."""

    def __call__(self, report: Report) -> Report:
        """The report without it."""
        old = {id(item) for item in self.baseline.known(report)} if self.baseline else set()
        here = entries(self.settings, report.name)
        self.met.update(item for item in here if item.general and any(map(item.meets, report.findings)))
        rest = accepted(report, here, self.inline)
        return without(rest, tuple(item for item in rest.findings if id(item) not in old)) if old else rest


    def unmet(self) -> Iterator[str]:
        """A note on each for many files that met nothing in any."""
        for path, item in every(self.settings):
            if item.general and item not in self.met:
                yield f"{item.said}: accept 的“{path}”没有用到（{'、'.join(item.rules)}没有在这些文件中报出），可以删去"


def acceptance_of(options: Namespace) -> Acceptance:
    """What the options say. Raises UsageError for a baseline that cannot be read."""
    name = getattr(options, "baseline", "")
    baseline = baselines.read(name) if name else None
    return Acceptance(not getattr(options, "no_inline", False), baseline, getattr(options, "settings", NONE))
