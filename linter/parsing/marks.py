"""What the marks of a clause say together: its verb, objects, subject, time; and what clauses hand on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..patterns import compiled
from ..records import dataclass, replace
from .clauses import Counted, Entry, Mark
from .groups import group
from .subsets import Subset
from .tables import tables

_FOUR = compiled(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Context:
    """What the words so far have set for those that follow. `time`: "other" makes counts another year's."""

    objects: tuple[str, ...] = ()
    unit: str = ""
    faded: bool = False
    bare: bool = False  # whether only a heading has named the object so far
    year: int | None = None
    other_time: bool = False
    scope: str = ""
    subject: str = ""
    part: bool = False
    topical: bool = False
    excepted: bool = False
    before_topical: bool = False  # whether the number before was of government information already
    fresh: bool = True
    subset: Subset = Subset()
    hanging: tuple[str, ...] = ()  # the verbs of a clause whose number comes behind the comma
    last: tuple[str, ...] = ()  # the verbs of the last number: what is said of all is about these
    over: bool = False  # whether the last number is of what is said to be over
    latest: tuple[str, ...] = ()  # those of the last number whatever it is of: of all, in one clause with the number
    bracket: bool = False  # whether the words stand in brackets
    until: bool = False  # whether only a day says the year: what came together up to it may be of many years
    dated: bool = False  # whether the sentence has said a year otherwise
    received: Decimal | None = None  # how many the sentence has said to be received
    whole: bool = False  # whether the sentence has said how many there are in all
    counted: bool = False  # whether the sentence has a number already
    grouped: bool = False  # whether the sentence names results that have reasons
    late: bool = False  # whether the sentence tells those in time from those later
    openly: bool = False  # whether the sentence tells of documents that are open of themselves


def shared(lead: tuple[Mark, ...],
            entry: Entry) -> Iterator[tuple[Counted, tuple[Mark, ...], tuple[Mark, ...]]]:
    """Each number with the marks before and behind that are its own: what stands between two numbers belongs
    to the second, but where every number goes before its marks."""
    numbers = entry.counted
    leading = bool(lead) or not all(counted.trail for counted in numbers)
    before = lead
    for n, counted in enumerate(numbers):
        last = n == len(numbers) - 1
        yield counted, before, counted.trail if last or not leading else ()
        before = counted.trail if leading else ()


def timed(context: Context, mark: Mark) -> Context:
    match mark.name:
        case "YEAR" | "UNTIL":
            year = _FOUR.search(mark.words)  # a day alone has none
            until = mark.name == "UNTIL" and not context.dated
            return replace(context, year=int(year[0]) if year else context.year, other_time=False, until=until,
                           dated=not until)
        case "THIS_YEAR":
            return replace(context, year=0, other_time=False, until=False, dated=True)
        case "OTHER_TIME":
            return replace(context, other_time=True)
    return context


def year_into(marks: tuple[Mark, ...], year: int | None) -> int | None:
    """The year of which a number is that is said to come from a year, or to go into one; else `year`."""
    for mark in marks:
        said = _FOUR.search(mark.words) if mark.name in ("CARRIED_IN", "CARRIED_OUT") else None
        if said:
            return int(said[0]) + (1 if mark.name == "CARRIED_IN" else -1)
    return year


def over(marks: tuple[Mark, ...]) -> bool:
    """Whether the words say that something is finished, not only that it is dealt with."""
    return any(mark.name == "FINISHED" and tables("count").language["OVER"].fullmatch(mark.words) for mark in marks)


def subject_of(marks: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...]]:
    """A word before the first verb or object, which may be an agency's name, and the marks without it."""
    for n, mark in enumerate(marks):
        if mark.name == "WORD" and n + 1 < len(marks) and marks[n + 1].name != "WORD":
            return mark.words, (*marks[:n], *marks[n + 1:])
        if mark.sort not in ("time", "scope") and mark.name not in group("before_subject"):
            break
    return "", marks


def names_of(marks: tuple[Mark, ...], sort: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.name for mark in marks if mark.sort == sort))


def verbs_of(marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """Several outcomes together, a reason rather than the result that it stands beside, else the verb that says
    most, the last of its kind."""
    outcomes = names_of(marks, "outcome")
    if outcomes:
        return tuple(name for name in outcomes if name in group("reasons")) or outcomes
    verbs = names_of(marks, "verb")
    strong = [name for name in verbs if name not in group("weak")]
    return tuple(strong) or verbs[-1:]


def objects_of(marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """Cases go before the request that they are about."""
    found = names_of(marks, "object")
    cases = tuple(name for name in found if name in group("cases"))
    if any(mark.name == "NONE" for mark in marks):
        return found
    return cases or found
