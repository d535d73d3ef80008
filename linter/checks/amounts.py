"""Amounts of money as prose states them. Not a kind."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..findings import Place
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from .passages import prose

_MYRIAD = "万"
_LONGEST = 15
"""Characters of a number; one that is longer is no amount, and would not be reckoned exactly."""


@dataclass(frozen=True, slots=True)
class Amount:
    """`value` in 元, the words it stands in, and its place."""

    value: Decimal
    words: str
    place: Place


def amounts(view: View, section: str, patterns: tuple[Regex, ...]) -> Iterator[Amount]:
    """The amounts that the patterns find in a section (groups `number` and `unit`), each once."""
    bound = view.section(section)
    if bound is None:
        return
    passage = prose(bound)
    seen: set[tuple[int, int]] = set()
    for pattern in patterns:
        for hit in pattern.finditer(passage.words):
            span = hit.span("number")
            if span in seen or span[1] - span[0] > _LONGEST:
                continue
            seen.add(span)
            number = Decimal(hit["number"].replace(",", "").replace("，", ""))
            factor = 10000 if hit["unit"].startswith(_MYRIAD) else 1
            yield Amount(number * factor, hit["number"] + hit["unit"], passage.at(span[0], hit.end("unit")))
