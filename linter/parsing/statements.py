"""What the clauses of a paragraph state: which marks belong to which number, and what carries over.

Cautious throughout: a number in whose clause an unknown word stands is not `sure`, and takes what it
hands on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..counts import Count, Sort
from ..records import dataclass, replace
from .amount import Amount, read_amount, read_share
from .clauses import Clause, Counted, Entry, Group, Mark, Paragraph, Sentence, Spot


@dataclass(frozen=True, slots=True)
class _Context:
    """What the words so far have set for those that follow. `time`: "other" makes counts another year's."""

    objects: tuple[str, ...] = ()
    unit: str = ""
    faded: bool = False
    year: int | None = None
    other_time: bool = False
    scope: str = ""
    subject: str = ""
    part: bool = False
    topical: bool = False
    excepted: bool = False
    fresh: bool = True
    last: tuple[str, ...] = ()  # the verbs of the last number: what 均已办结 is about
    whole: bool = False  # whether the sentence has said how many there are in all
    counted: bool = False  # whether the sentence has a number already
    late: bool = False  # whether the sentence tells those in time from those later


_SPECIFIC = frozenset(("CARRIED_IN", "CARRIED_OUT"))
_WHOLE = frozenset(("NEW", "RECEIVED", "FINISHED"))
_WEAK = frozenset(("FINISHED", "RECEIVED", "ARISEN", "CARRIED"))


def statements(paragraph: Paragraph, spot: Spot) -> Iterator[Count]:
    """The counts of a paragraph, in reading order."""
    context = _Context()
    for number, sentence in enumerate(paragraph):
        names = frozenset(mark.name for mark in _marks(sentence))
        context = replace(
            context, faded=context.faded or bool(context.subject), part=False, other_time=False,
            fresh=True, whole=False, counted=False, late="LATE" in names,
            topical=False,
            excepted="EXCEPT" in names)
        reader = _Reader(spot, number)
        yield from reader.sentence(sentence, context)
        context = reader.context


def _marks(sentence: Sentence) -> Iterator[Mark]:
    for item in sentence:
        if isinstance(item, Group):
            yield from _marks(item.sentence)
        elif isinstance(item, Clause):
            for entry in item.entries:
                yield from entry.lead
                for counted in entry.counted:
                    yield from counted.trail


class _Reader:
    """Reads one sentence; `context` is what it leaves behind."""

    def __init__(self, spot: Spot, number: int) -> None:
        self.spot = spot
        self.number = number
        self.context = _Context()

    def sentence(self, sentence: Sentence, context: _Context) -> Iterator[Count]:
        """Every clause in turn; what brackets set ends with them."""
        self.context = context
        for item in sentence:
            if isinstance(item, Group):
                outside = self.context
                yield from self.sentence(item.sentence, outside)
                self.context = outside
            elif isinstance(item, Clause):
                yield from self._clause(item)

    def _clause(self, clause: Clause) -> Iterator[Count]:
        marks = tuple(_marks((clause,)))
        self._settle(marks)
        pending: tuple[Mark, ...] = ()
        first = True
        for entry in clause.entries:
            if not entry.counted:
                pending += entry.lead
                continue
            lead = pending + entry.lead
            for counted, before, behind in _shared(lead, entry):
                yield from self._counted(counted, before, behind, first, marks)
                first = False
            pending = ()
        behind = clause.entries[-1].counted[-1].trail if clause.entries[-1].counted else ()
        yield from self._without_number(pending or behind, first)

    # ---- context ---------------------------------------------------------------------------------

    def _settle(self, marks: tuple[Mark, ...]) -> None:
        """Time, scope and parts that a clause sets for itself and those that follow in its sentence."""
        names = frozenset(mark.name for mark in marks)
        context = self.context
        if "PART" in names:
            context = replace(context, part=True)
        if "TOPIC" in names or ("REQUEST" in names and "WORD" not in names):
            context = replace(context, topical=True)
        if "COMPARED" not in names:
            for mark in marks:
                context = _timed(context, mark)
        scopes = [mark.name for mark in marks if mark.sort == "scope"]
        if scopes:
            context = replace(context, scope=scopes[0], subject="", fresh=False)
        elif context.fresh and any(mark.sort == "object" for mark in marks):
            context = replace(context, scope="", subject="", fresh=False)
        self.context = context

    # ---- numbers ---------------------------------------------------------------------------------

    def _counted(self, counted: Counted, before: tuple[Mark, ...], behind: tuple[Mark, ...], first: bool,
                 clause: tuple[Mark, ...]) -> Iterator[Count]:
        if counted.amount.name == "SHARE":
            yield self._share(counted.amount, before)
            return
        amount = read_amount(counted.amount.words)
        cut = next((n for n, mark in enumerate(behind) if mark.name == "ALL"), len(behind))
        behind = behind[:cut]
        subject, rest = _subject(before) if first else ("", before)
        if subject:
            self.context = replace(self.context, subject=subject, scope="")
        start = rest[0].start if rest else counted.amount.start
        count = self._count("number", amount, (*rest, *behind), start, (*behind, counted.amount), clause)
        if any(mark.name == "COMPARED" for mark in clause):
            yield replace(count, sure=False)
            return
        yield count
        kept = count.objects if count.sure else ()
        counted_all = not set(count.verbs) - _WHOLE and not count.applicants
        besides = self.context.whole and "CARRIED_IN" in count.verbs and not (count.part or count.within)
        self.context = replace(
            self.context, objects=kept, unit=amount.unit, faded=False, counted=True,
            whole=self.context.whole or counted_all, last=self.context.last if besides else count.verbs)

    def _share(self, mark: Mark, before: tuple[Mark, ...]) -> Count:
        sure = bool(self.context.objects) and not before and not self.context.other_time
        return self._made("share", Amount(read_share(mark.words)), (), mark.start, mark.end, sure)

    def _count(self, sort: Sort, amount: Amount, marks: tuple[Mark, ...], start: int, ends: Sequence[Mark],
               clause: tuple[Mark, ...]) -> Count:
        """A number with its marks; what they leave open comes from the context."""
        context = self.context
        verbs, objects, applicants = _verbs(marks), _objects(marks), _names(marks, "applicant")
        sure = not any(mark.name in ("WORD", "EXCEPT", "LATE") for mark in marks) and not context.other_time
        if any(mark.name == "ACCUMULATED" for mark in clause) and (context.year is None or context.counted):
            sure = False
        if context.late and sort == "number" and "FINISHED" in verbs:
            sure = False
        if not objects:
            special = bool(applicants or _SPECIFIC & {*verbs} or _names(marks, "outcome"))
            bound = not context.unit or context.unit == amount.unit or sort != "number"
            sure = sure and bound and bool(verbs or applicants) and (special or not context.faded)
            objects = context.objects
        among = context.part and objects == context.objects
        if among and not applicants and not (set(verbs) - {"RECEIVED", "ARISEN", "FINISHED"}):
            sure = False
        end = max(mark.end for mark in ends)
        made = self._made(sort, amount, verbs, start, end, sure and bool(objects))
        within = any(mark.name == "WITH" for mark in marks)
        timely = any(mark.name == "TIMELY" for mark in marks)
        return replace(made, objects=objects, applicants=applicants, within=within, timely=timely)

    def _made(self, sort: Sort, amount: Amount, verbs: tuple[str, ...], start: int, end: int, sure: bool) -> Count:
        context, at = self.context, self.spot.at
        return Count(
            sort, amount.number, self.spot.text, at[start], at[end - 1] + 1, self.spot.section, self.spot.number,
            self.number, amount.unit, amount.exact, verbs, context.objects, (), context.scope, context.subject,
            context.year, context.part, topical=context.topical, excepted=context.excepted, sure=sure)

    # ---- clauses that need no number -------------------------------------------------------------

    def _without_number(self, tail: tuple[Mark, ...], first: bool) -> Iterator[Count]:
        """未收到…, …均已办结, or a clause that only sets the object, or makes it fade."""
        if not tail:
            return
        names = frozenset(mark.name for mark in tail)
        if "NONE" in names:
            yield from self._none(tail, first)
        elif "ALL" in names and "FINISHED" in names and "COMPARED" not in names:
            yield from self._all(tail, first)
        elif first and "WORD" in names and tail[-1].sort != "object":
            self.context = replace(self.context, faded=True)
        elif first and _objects(tail):
            self.context = replace(self.context, objects=_objects(tail), unit="", faded=False)

    def _none(self, tail: tuple[Mark, ...], first: bool) -> Iterator[Count]:
        subject, rest = _subject(tail) if first else ("", tail)
        if subject:
            self.context = replace(self.context, subject=subject, scope="")
        nothing = Amount(read_amount("0件").number)
        count = self._count("none", nothing, rest, rest[0].start, rest, tail)
        barred = "FINISHED" in count.verbs or self.context.part or any(m.name == "COMPARED" for m in tail)
        for name in count.objects:
            yield replace(count, objects=(name,), topical=True, sure=count.sure and not barred)
        self.context = replace(self.context, objects=(), unit="")

    def _all(self, tail: tuple[Mark, ...], first: bool) -> Iterator[Count]:
        subject, rest = _subject(tail) if first and _objects(tail) else ("", tail)
        if subject:
            self.context = replace(self.context, subject=subject, scope="")
        count = self._count("all", Amount(None), rest, rest[0].start, rest, tail)
        verb = next(n for n, mark in enumerate(rest) if mark.name == "FINISHED")
        strong = any(mark.name == "ALL" and mark.words[0] in "所全" for mark in rest[:verb])
        own = first and _objects(rest)  # behind a number of the clause: 上年结转的6件申请均已办结
        about = own or not set(self.context.last) - _WHOLE
        other = set(count.verbs) != {"FINISHED"} or count.applicants or count.part or not about
        yield replace(count, strong=strong and bool(_objects(rest)), sure=count.sure and not other)
        self.context = replace(self.context, objects=count.objects if count.sure else (), unit="", faded=False)


def _shared(lead: tuple[Mark, ...],
            entry: Entry) -> Iterator[tuple[Counted, tuple[Mark, ...], tuple[Mark, ...]]]:
    """Each number with the marks before and behind that are its own: what stands between two numbers belongs
    to the second, but where every number goes before its marks (3件予以公开)."""
    numbers = entry.counted
    leading = bool(lead) or not all(counted.trail for counted in numbers)
    before = lead
    for n, counted in enumerate(numbers):
        last = n == len(numbers) - 1
        yield counted, before, counted.trail if last or not leading else ()
        before = counted.trail if leading else ()


def _timed(context: _Context, mark: Mark) -> _Context:
    match mark.name:
        case "YEAR":
            year = re.search(r"\d{4}", mark.words)  # 截至12月31日 has none
            return replace(context, year=int(year[0]) if year else context.year, other_time=False)
        case "THIS_YEAR":
            return replace(context, year=0, other_time=False)
        case "OTHER_TIME":
            return replace(context, other_time=True)
    return context


def _subject(marks: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...]]:
    """A word before the first verb or object, which may be an agency's name, and the marks without it."""
    for n, mark in enumerate(marks):
        if mark.name == "WORD" and n + 1 < len(marks) and marks[n + 1].name != "WORD":
            return mark.words, (*marks[:n], *marks[n + 1:])
        if mark.sort not in ("time", "scope") and mark.name not in ("PART", "ACCUMULATED"):
            break
    return "", marks


def _names(marks: tuple[Mark, ...], sort: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.name for mark in marks if mark.sort == sort))


def _verbs(marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """Several outcomes together, else the verb that says most, the last of its kind."""
    outcomes = _names(marks, "outcome")
    if outcomes:
        return outcomes
    verbs = _names(marks, "verb")
    strong = [name for name in verbs if name not in _WEAK]
    return tuple(strong) or verbs[-1:]


def _objects(marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """复议 and 诉讼 go before the request that they are about."""
    found = _names(marks, "object")
    cases = tuple(name for name in found if name not in ("REQUEST", "NORM", "REGULATION"))
    if any(mark.name == "NONE" for mark in marks):
        return found
    return cases or found
