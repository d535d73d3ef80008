"""No section that the form does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Problem
from ..records import dataclass
from ..terms import View
from .outline import outline, stand_in

FACTS: Mapping[str, str] = {"raw": "标题原文"}


@dataclass(frozen=True)
class Options:
    """Nothing to choose."""


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each numbered heading of unknown words; one that stands in a missing section's
    place is that section's fault."""
    seen = outline(view)
    missing = [term for term in view.template.sections if term.name not in seen.first]
    excused = [stand_in(view, term) for term in missing]
    for bound in seen.outer:
        heading = bound.section.heading
        if bound.term or not heading.ordinal or any(bound is other for other in excused):
            yield Holds()
        else:
            raw = heading.text.value.strip()
            yield Problem(bound.place, {"raw": raw}, evidence=raw)
