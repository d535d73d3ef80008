"""The report says which time its figures are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Problem
from ..records import dataclass
from ..terms import View
from .passages import beginning

FACTS: Mapping[str, str] = {"stated": "数据的统计期限应有的写法"}


@dataclass(frozen=True)
class Options:
    """Nothing to choose."""


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem where no period is stated."""
    if view.document.periods:
        yield Holds()
        return
    year = f"{view.year}年" if view.year else "报告年度"
    yield Problem(beginning(view.document), {"stated": f"{year}1月1日至12月31日"})
