"""One cause, one finding: what several rules found that has one cause is made into one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..findings import Balance, Problem
from ..records import replace
from ..typenames import TYPE_CHECKING, Any, TypeVar
from .echoes import elsewhere, told_once

if TYPE_CHECKING:
    from decimal import Decimal

    from .ledger import Cause, Key, Ledger

RuleT = TypeVar("RuleT")
_SHOWN = 3
"""How many further equations of one cause are quoted; the rest are counted."""


def merge(hits: Sequence[tuple[RuleT, Problem]],
          held: Iterable[Balance] = ()) -> list[tuple[RuleT, Problem]]:
    """The hits, those of one cause made into one. `held` are the equations that hold.

    The first rule in the order of `hits` keeps the finding; the facts get `others` (rule ids), `suspect`
    (table, row, column), `inferred` (what the suspect should be) or `possible` (what each of several
    cells should be) and `hint`.
    """
    return told_once(_summed(hits, held))


def _summed(hits: Sequence[tuple[RuleT, Problem]], held: Iterable[Balance]) -> list[tuple[RuleT, Problem]]:
    sums = [(index, problem.balance) for index, (_, problem) in enumerate(hits) if problem.balance]
    if not sums:
        return list(hits)
    from .causes import causes_of  # most reports' sums are right
    from .ledger import Ledger

    ledger = Ledger.of([balance for _, balance in sums] + list(held))
    causes = list(causes_of(ledger, frozenset(range(len(sums)))))
    numbers = [index for index, _ in sums]
    merged = {numbers[min(cause.equations)]: _merged(cause, hits, numbers, ledger) for cause in causes}
    gone = {numbers[i] for cause in causes for i in cause.equations} - merged.keys()
    return [merged.get(index, hit) for index, hit in enumerate(hits) if index not in gone]


def _merged(cause: Cause, hits: Sequence[tuple[RuleT, Problem]], numbers: Sequence[int],
            ledger: Ledger) -> tuple[RuleT, Problem]:
    """The first equation's hit, told of the others and of the suspect."""
    from .hints import hints

    indices = sorted(numbers[i] for i in cause.equations)
    rule, problem = hits[indices[0]]
    others = [hits[i] for i in indices[1:]]
    facts = {**problem.facts, "others": tuple(dict.fromkeys(
        str(getattr(other, "id", other)) for other, _ in others if other is not rule)),
        "hint": (*_rest(others), *hints(cause, ledger)), "also": others[:_SHOWN]}
    related = problem.related + tuple(elsewhere(others, problem))
    suspects = [ledger.shares[key] for key in cause.errors] if cause.certain else []
    if len(suspects) != 1:
        return rule, replace(problem, facts={**facts, "possible": _possible(cause, ledger)}, related=related)
    place = suspects[0].place
    inferred = suspects[0].value - cause.errors[suspects[0].key]
    return rule, replace(problem, place=place, facts={**facts, "suspect": suspects[0].key, "inferred": inferred},
                         related=tuple(item for item in related if item.place.origin != place.origin))


def _possible(cause: Cause, ledger: Ledger) -> dict[Key, frozenset[Decimal]]:
    """Per cell of the equations what it would be if it alone were wrong."""
    found: dict[Key, set[Decimal]] = {}
    for index in cause.equations:
        for key, factor in ledger.members[index]:
            found.setdefault(key, set()).add(ledger.shares[key].value - ledger.differences[index] * factor)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _rest(others: Sequence[tuple[Any, Problem]]) -> Iterator[str]:
    if len(others) > _SHOWN:
        yield f"另有{len(others) - _SHOWN}处同时不符"


def years(hits: Sequence[tuple[RuleT, Problem]]) -> list[tuple[RuleT, Problem]]:
    """The hits, those about one row and last year's report made into one: the gravest keeps the finding."""
    lines: dict[tuple[str, str], list[tuple[RuleT, Problem]]] = {}
    for hit in hits:
        if hit[1].facts.get("past") and "relation" in hit[1].facts:
            lines.setdefault((hit[1].place.table, hit[1].place.row), []).append(hit)
    alike = {id(hit): line for line in lines.values() if len(line) > 1 for hit in line}
    leads = {id(min(line, key=lambda hit: hit[1].level is not None)) for line in lines.values()}
    return [_of_line(hit, alike[id(hit)]) if id(hit) in alike else hit for hit in hits
            if id(hit) not in alike or id(hit) in leads]


def _of_line(lead: tuple[RuleT, Problem], line: Sequence[tuple[RuleT, Problem]]) -> tuple[RuleT, Problem]:
    """Figures of the same rule are named with what they should be, other rules with their messages."""
    rule, problem = lead
    rest = [hit for hit in line if hit is not lead]
    same = [item.facts for other, item in rest if other is rule]
    named = "、".join(f"{facts['where']}{facts['left']}与{facts['right']}" for facts in same)
    also = [hit for hit in rest if hit[0] is not rule]
    facts = {**problem.facts, "also": also[:_SHOWN], "hint": (f"同一行不一致的还有：{named}",) if named else (),
             "others": tuple(dict.fromkeys(str(getattr(other, "id", other)) for other, _ in also))}
    return rule, replace(problem, facts=facts, related=problem.related + tuple(elsewhere(rest, problem)))
