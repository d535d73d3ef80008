"""What only repeats what is found wrong already: prose that speaks of a wrong cell, or against a statement that
is wrong itself; sums and prose of columns under each other's names; sections judged under each other's headings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ..findings import Problem, Related
from ..records import replace
from ..typenames import Any, TypeVar

RuleT = TypeVar("RuleT")
_SHOWN = 3
"""How many problems of one cause are quoted."""
_DONE = "all_done"
"""The kind for prose that says that nothing is left, against the table."""
_WHOLE = frozenset({"text_mentions", "text_length", "section_blank"})
"""Kinds that judge the prose of a section as a whole."""


def told_once(hits: Sequence[tuple[RuleT, Problem]]) -> list[tuple[RuleT, Problem]]:
    """The hits without those that only repeat another, which tells of them."""
    return list(_quarrels_gone(list(_echoes_gone(_displaced_gone(hits)))))


def _displaced_gone(hits: Sequence[tuple[RuleT, Problem]]) -> Sequence[tuple[RuleT, Problem]]:
    """Where headings or columns stand in each other's place, what does not fit there is told by that problem."""
    causes = [hit for hit in hits if hit[1].facts.get("displaced")]
    told: dict[int, list[tuple[RuleT, Problem]]] = {}
    for hit in hits if causes else ():
        cause = next((item for _, item in causes if item is not hit[1] and _out_of_place(item, *hit)), None)
        if cause:
            told.setdefault(id(cause), []).append(hit)
    gone = {id(item) for found in told.values() for _, item in found}
    return [(rule, _told(item, rule, told[id(item)], also=tuple(told[id(item)][:_SHOWN])) if id(item) in told else item)
            for rule, item in hits if id(item) not in gone] if told else hits


def _out_of_place(cause: Problem, rule: Any, problem: Problem) -> bool:
    """Whether a problem is about a displaced section as a whole, or a figure of a displaced column."""
    displaced = cause.facts["displaced"]
    if getattr(rule, "kind", "") in _WHOLE:
        return problem.place.section in displaced
    keys = [share.key for share in problem.balance.shares] if problem.balance else []
    keys += [problem.claim.key] if problem.claim else []
    return any((table, row, column) in displaced or (table, "", column) in displaced for table, row, column in keys)


def _echoes_gone(hits: Sequence[tuple[RuleT, Problem]]) -> Iterator[tuple[RuleT, Problem]]:
    """Prose that states what a suspect cell should be is no fault of its own, but speaks for the suspicion."""
    right: dict[tuple[Any, Any], Problem] = {}
    for _, problem in hits:
        for key, numbers in _right(problem).items():
            for number in numbers:
                right.setdefault((key, number), problem)
    echoes: dict[int, list[tuple[RuleT, Problem]]] = {}
    for hit in hits:
        claim = hit[1].claim
        told_by = claim and right.get((claim.key, claim.number))
        if told_by:
            echoes.setdefault(id(told_by), []).append(hit)
    gone = {id(echo) for found in echoes.values() for _, echo in found}
    for rule, problem in hits:
        if id(problem) in gone:
            continue
        told = echoes.get(id(problem), ())
        words = tuple(f"正文“{echo.claim.quote}”与推算的数一致" for _, echo in told if echo.claim)
        yield rule, _told(problem, rule, told, hint=words) if told else problem


def _right(problem: Problem) -> Mapping[Any, Collection[Any]]:
    """Per cell that a problem suspects, alone or beside others, the numbers that would be right."""
    facts = problem.facts
    found: Mapping[Any, Collection[Any]] = facts.get("possible", {})
    return {facts["suspect"]: (facts["inferred"],)} if facts.get("suspect") else found


def _quarrels_gone(hits: Sequence[tuple[RuleT, Problem]]) -> Iterator[tuple[RuleT, Problem]]:
    """Statements that disagree with each other, where one of them is found wrong already."""
    claims = {problem.place.origin: problem for rule, problem in hits
              if problem.claim or getattr(rule, "kind", "") == _DONE}
    quarrels: dict[int, list[tuple[RuleT, Problem]]] = {}
    for hit in hits:
        wrong = next((claims[part] for part in hit[1].parts if part in claims), None)
        if wrong:
            quarrels.setdefault(id(wrong), []).append(hit)
    gone = {id(problem) for found in quarrels.values() for _, problem in found}
    for rule, problem in hits:
        if id(problem) not in gone:
            told = quarrels.get(id(problem), ())
            yield rule, _told(problem, rule, told, also=tuple(told)) if told else problem


def _told(problem: Problem, rule: Any, told: Sequence[tuple[Any, Problem]], hint: tuple[str, ...] = (),
          also: tuple[Any, ...] = ()) -> Problem:
    """The problem with others of its cause: their rules, what they say, where they stand."""
    ids = (str(getattr(other, "id", other)) for other, _ in told if other is not rule)
    facts = {**problem.facts, "others": tuple(dict.fromkeys((*problem.facts.get("others", ()), *ids))),
             "hint": (*problem.facts.get("hint", ()), *hint), "also": [*problem.facts.get("also", ()), *also]}
    shown = [(other, replace(item, related=(*item.related, Related(item.place, item.evidence.partition("|")[0]))))
             for other, item in told]
    places = tuple(elsewhere(shown, problem))
    return replace(problem, facts=facts, related=problem.related + places)


def elsewhere(others: Iterable[tuple[Any, Problem]], problem: Problem) -> Iterator[Related]:
    """The places of other problems that a problem does not name yet."""
    seen = {item.place.origin for item in problem.related} | {problem.place.origin}
    for _, other in others:
        for item in (*other.related, Related(other.place, "")):
            if item.place.origin not in seen and item.message:
                seen.add(item.place.origin)
                yield item
