"""What a command leaves out of its findings: those accepted with a reason, those of a baseline."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Report
from ..records import dataclass, field
from ..typenames import TYPE_CHECKING
from .settings import NONE, Effective

if TYPE_CHECKING:
    from argparse import Namespace

    from .baselines import Baseline
    from .suppressions import Suppression

_WORD = "reportlint-"  # comments that accept something have it


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What to leave out."""

    inline: bool = True
    baseline: Baseline | None = None
    settings: Effective = NONE
    met: set[Suppression] = field(default_factory=set)
    """Those for many files that met a finding, and those for one file that was there."""

    def __call__(self, report: Report) -> Report:
        """The report without it."""
        if not self._said(report):
            return report
        from .configuring import entries
        from .suppressions import accepted, without

        old = {id(item) for item in self.baseline.known(report)} if self.baseline else set()
        here = entries(self.settings, report.name)
        self.met.update(item for item in here if not item.general or any(map(item.meets, report.findings)))
        rest = accepted(report, here, self.inline)
        return without(rest, tuple(item for item in rest.findings if id(item) not in old)) if old else rest

    def _said(self, report: Report) -> bool:
        """Whether anything at all is said about what to leave out."""
        inline = self.inline and any(_WORD in line for line in report.source.lines)
        return bool(inline or self.baseline or self.settings.settings.accept)

    def unmet(self) -> Iterator[str]:
        """A note on each for many files that met nothing in any, and for a file that was not there."""
        if not self.settings.settings.accept:
            return
        from .configuring import every

        for path, item in every(self.settings):
            if not item.general and item not in self.met:
                yield f"{item.said}: accept 的“{path}”没有检查到（改名、移走、排除或没有读出？），请改正路径或删去"
            elif item not in self.met:
                yield f"{item.said}: accept 的“{path}”没有用到（{'、'.join(item.rules)}没有在这些文件中报出），可以删去"


def acceptance_of(options: Namespace) -> Acceptance:
    """What the options say. Raises UsageError for a baseline that cannot be read."""
    name = getattr(options, "baseline", "")
    return Acceptance(not getattr(options, "no_inline", False), _baseline(name) if name else None,
                      getattr(options, "settings", NONE))


def _baseline(name: str) -> Baseline:
    from . import baselines

    return baselines.read(name)
