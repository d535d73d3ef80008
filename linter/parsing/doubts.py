"""Which counts something unknown may have part in: they say nothing, and are never compared.

Cautious throughout: a right count that is not compared costs less than a wrong one that is.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..counts import Sort
from ..records import dataclass
from .amount import Amount
from .clauses import Mark
from .groups import group
from .marks import Context, names_of, objects_of, verbs_of
from .tables import tables


@dataclass(frozen=True, slots=True)
class Saying:
    """A count as its own words have it: `marks` are its own, `ends` those up to where it ends, `clause` all of
    its clause; `verbs`, `objects`, `applicants` the classes among its own."""

    sort: Sort
    amount: Amount
    marks: tuple[Mark, ...]
    ends: Sequence[Mark]
    clause: tuple[Mark, ...]
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    applicants: tuple[str, ...]


def saying(sort: Sort, amount: Amount, marks: tuple[Mark, ...], ends: Sequence[Mark],
           clause: tuple[Mark, ...], context: Context) -> Saying:
    """A count's own words; a number without any has the verbs that the clause before left without one."""
    verbs = context.hanging if sort == "number" and not marks else verbs_of(marks)
    return Saying(sort, amount, marks, ends, clause, verbs, objects_of(marks), names_of(marks, "applicant"))


def doubtful(said: Saying, context: Context) -> bool:
    """Whether the count may be of something else than it seems."""
    return (strange(said, context) or _of_a_result(said, context) or _of_a_part(said, context)
            or _answered(said, context))


def strange(said: Saying, context: Context) -> bool:
    """Whether it is not even known what sort of thing is counted."""
    return _foreign(said) or _of_another_time(said, context) or _unbound(said, context)


def _foreign(said: Saying) -> bool:
    """Words that nothing is known of, exceptions; what is late, but where it is handed on."""
    names = {mark.name for mark in said.marks}
    if "CARRIED_OUT" in said.verbs:  # what is left goes into the next year, late or not
        names -= {"LATE", "EXCEPT"}
    return not names.isdisjoint(group("foreign") | {"LATE"})


def _of_another_time(said: Saying, context: Context) -> bool:
    """Another year's, of several years together, or of those only that were in time."""
    if context.other_time or (context.late and said.sort == "number" and "FINISHED" in said.verbs):
        return True
    together = any(mark.name == "ACCUMULATED" for mark in said.clause)
    return together and (context.year is None or context.counted or context.until)


def _unbound(said: Saying, context: Context) -> bool:
    """Without an object of its own, and none that the words before surely hand on."""
    if said.objects:
        return False
    special = bool({*said.applicants} - {"CHANNEL"} or group("special") & {*said.verbs})
    bound = not context.unit or said.sort != "number" or _alike(context.unit, said.amount.unit)
    told = bool(said.verbs or said.applicants)
    return not (context.objects and bound and told and (special or not context.faded))


def _answered(said: Saying, context: Context) -> bool:
    """Cases to which the agency has replied, which does not end them; of which there are no new ones beside others."""
    if group("cases").isdisjoint(said.objects or context.objects):
        return False
    reply = tables("count").language["REPLY"]
    replied = any(mark.name == "FINISHED" and reply.fullmatch(mark.words) for mark in said.marks)
    return replied or (said.sort == "none" and "NEW" in said.verbs)


def _alike(one: str, two: str) -> bool:
    """Whether what is counted in the one unit may be counted in the other: 12宗, 其中8件."""
    unit = tables("count").language["CASE_UNIT"]
    return one == two or bool(unit.fullmatch(one) and unit.fullmatch(two))


def _of_a_result(said: Saying, context: Context) -> bool:
    """The applicants of one result only; a reason, where no result is named, may be what requests were about."""
    people = said.applicants and not said.verbs and group("fate") & {*context.last}
    return bool(people) or (not context.grouped and not group("topics").isdisjoint(said.verbs))


def _of_a_part(said: Saying, context: Context) -> bool:
    """Behind a word for a part, or in brackets, a verb that only the part may have."""
    part_of_done = said.verbs == ("NEW",) and bool(context.last) and group("done").issuperset(context.last)
    if part_of_done and context.bracket:
        return True
    vague = part_of_done or group("general").issuperset(said.verbs)
    return vague and not said.applicants and _among(said, context)


def _among(said: Saying, context: Context) -> bool:
    """Whether the count may be a part of the number before."""
    same = not said.objects or said.objects == context.objects
    begins = any(mark.name == "PART" for mark in said.ends)
    if any(mark.name == "TOPIC" for mark in said.marks) and not context.before_topical:
        return False  # 行政复议22件，其中政府信息公开类行政复议8件
    return context.part and same and not begins and not context.subset.exceeded_by(said.amount.number)
