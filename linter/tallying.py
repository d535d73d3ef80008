"""What is written down of what the rules said: relations one by one, and what was held back together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .findings import Holds, NotJudged, Outcome, Place, Problem, Unjudged
from .model import Origin
from .records import dataclass, replace


@dataclass(frozen=True, slots=True)
class Sum:
    """How an arithmetic relation came out: it holds (True), fails (False) or was not judged (None), then `words`
    say why, and `count` may stand for several. `cells` are where its figures stand."""

    rule: str
    holds: bool | None
    words: str
    place: Place
    count: int = 1
    cells: tuple[Origin, ...] = ()


def sums(rule: str, found: Iterable[Outcome]) -> Iterator[Sum]:
    """The relations among what a rule said."""
    for outcome in found:
        if isinstance(outcome, NotJudged):
            yield Sum(rule, None, outcome.reason, outcome.place, outcome.count)
            continue
        given = [outcome.balance] if isinstance(outcome, Problem) else outcome.balances
        for balance in filter(None, given):
            cells = tuple(share.place.origin for share in balance.shares) if isinstance(outcome, Problem) else ()
            yield Sum(rule, isinstance(outcome, Holds), balance.words, balance.place, 1, cells)


def gathered(items: Iterable[Unjudged]) -> tuple[Unjudged, ...]:
    """One entry for all demands of a rule that were held back for one reason, at the first's place."""
    found: dict[tuple[str, str, str], Unjudged] = {}
    for item in items:
        key = (item.rule, item.reason, item.cause)
        first = found.get(key)
        found[key] = replace(first, count=first.count + item.count) if first else item
    return tuple(found.values())
