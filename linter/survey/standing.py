"""Where a report stands among the others of one run: its unit, what it sums up, whose text it may share."""

from __future__ import annotations

from ..records import dataclass
from ..typenames import TYPE_CHECKING

if TYPE_CHECKING:
    from .past import Past
    from .roster import Unit


@dataclass(frozen=True)
class Standing:
    """`rostered`: there is a roster. `twins` are other, differing reports of the same unit and year;
    `neighbours` other units' reports of the year that may have text in common, the likeliest first; `parts`
    the reports that this one's figures sum up; `absent` the units whose report cannot be reckoned with, each
    with the reason."""

    unit: Unit | None = None
    rostered: bool = False
    twins: tuple[Past, ...] = ()
    neighbours: tuple[Past, ...] = ()
    parts: tuple[Past, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether there is nothing to hold the report to."""
        return not (self.unit or self.rostered or self.telling)

    @property
    def telling(self) -> bool:
        """Whether the other reports can make a difference to what is found in this one."""
        return bool(self.twins or self.neighbours or self.parts or self.absent)
