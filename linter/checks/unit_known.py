"""The agency of a report is a unit of the roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Problem
from ..records import dataclass
from ..terms import View
from .passages import beginning

FACTS: Mapping[str, str] = {"name": "标题中的机关名称，没有时为空"}


@dataclass(frozen=True)
class Options:
    """None."""


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One outcome; none without a roster."""
    standing = view.standing
    if standing is None or not standing.rostered:
        return
    title = view.document.title
    if standing.unit:
        yield Holds()
    else:
        yield Problem(beginning(view.document), {"name": title.agency if title else ""})
