"""Every unit of the roster has handed in a report for each year asked for.

No report shows that another is missing: `completeness` finds it in the roster, at the unit's line, and
takes only words and level from rules of this kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Outcome
from ..records import dataclass
from ..terms import View

FACTS: Mapping[str, str] = {"unit": "单位名称", "wanted": "缺少哪些年份的报告", "count": "缺少几份"}


@dataclass(frozen=True)
class Options:
    """None."""


def check(view: View, options: Options) -> Iterator[Outcome]:
    """Nothing: a report is no evidence."""
    yield from ()
