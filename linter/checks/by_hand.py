"""What no file shows, and somebody has to look at: where a report was put, whether it was changed later.

Nothing is said of a single report, which would be said of every one; a run over a territory says it once
(`completeness`), as the rule's message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Outcome
from ..records import dataclass
from ..terms import View

FACTS: Mapping[str, str] = {"count": "报告份数"}


@dataclass(frozen=True)
class Options:
    """None."""


def check(view: View, options: Options) -> Iterator[Outcome]:
    """No outcome."""
    yield from ()
