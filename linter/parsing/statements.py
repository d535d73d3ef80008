"""What the clauses of a paragraph state: which marks belong to which number, and what carries over.

A number of which something is not known (`doubts`) is not `sure`, and takes what it hands on with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile

from ..counts import Count, Sort
from ..records import replace
from .amount import Amount, read_amount, read_share, read_whole
from .clauses import Clause, Counted, Group, Mark, Paragraph, Sentence, Spot
from .doubts import Saying, doubtful, saying, strange
from .groups import group
from .marks import Context, names_of, objects_of, over, shared, subject_of, timed, verbs_of, year_into
from .tables import tables


def statements(paragraph: Paragraph, spot: Spot, headed: bool = False) -> Iterator[Count]:
    """The counts of a paragraph, in reading order; `headed` where it stands below the heading of requests."""
    context = Context(objects=("REQUEST",) if headed else (), bare=headed)
    for number, sentence in enumerate(paragraph):
        reader = _Reader(spot, number)
        yield from reader.sentence(sentence, _opening(sentence, context))
        context = reader.context


def _opening(sentence: Sentence, context: Context) -> Context:
    """The context at a sentence's beginning, by what the sentence before left and by all of its marks."""
    marks = tuple(_marks(sentence))
    names = frozenset(mark.name for mark in marks)
    context = replace(
        context, faded=context.faded or bool(context.subject) or not group("cases").isdisjoint(context.objects),
        part=False, other_time=False, dated=False, received=None,
        fresh=True, whole=False, counted=False, late="LATE" in names,
        subset=context.subset.next_sentence("PART" in names), topical=False, hanging=(), excepted="EXCEPT" in names,
        grouped=_listed(names), openly="OPENLY" in names)
    if _about_requests(names) and not any(mark.sort == "object" for mark in marks):
        return replace(context, objects=("REQUEST",), unit="", faded=False, topical=True)
    return context


def _listed(names: frozenset[str]) -> bool:
    """Whether a sentence lists results, so that reasons in it are results too."""
    return bool(names & group("grouping")) or len(names & group("results")) > 1


def _about_requests(names: frozenset[str]) -> bool:
    """Whether a sentence that names no object has several results, and some that only requests have."""
    results = names & (group("results") | group("reasons"))
    return len(results) > 1 and bool(results - group("open"))


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
        self.context = Context()

    def sentence(self, sentence: Sentence, context: Context) -> Iterator[Count]:
        """Every clause in turn."""
        self.context = context
        for item in sentence:
            if isinstance(item, Group):
                yield from self._group(item)
            elif isinstance(item, Clause):
                yield from self._clause(item)

    def _group(self, item: Group) -> Iterator[Count]:
        """What brackets set ends with them, but for a year that stands there alone."""
        outside = self.context
        yield from self.sentence(item.sentence, replace(outside, bracket=True))
        dated = all(mark.sort == "time" for mark in _marks(item.sentence))
        inside = self.context
        self.context = replace(outside, year=inside.year, other_time=inside.other_time) if dated else outside

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
            for counted, before, behind in shared(lead, entry):
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
                context = timed(context, mark)
        scopes = [mark.name for mark in marks if mark.sort == "scope"]
        if scopes:
            context = replace(context, scope=scopes[0], subject="", fresh=False)
        elif context.fresh and any(mark.sort == "object" for mark in marks):
            context = replace(context, scope="", subject="", fresh=False)
        self.context = context

    def _behind_subject(self, marks: tuple[Mark, ...], first: bool) -> tuple[Mark, ...]:
        """The marks without a word in front that may be an agency's name: the context has it from here on."""
        subject, rest = subject_of(marks) if first else ("", marks)
        if subject:
            self.context = replace(self.context, subject=subject, scope="")
        return rest

    def _go_on(self, count: Count, divided: bool, known: bool) -> None:
        """What a number hands on. Those carried in may be said beside all that the sentence has told of."""
        context = self.context
        besides = context.whole and "CARRIED_IN" in count.verbs and not (count.part or count.within or divided)
        same = besides or (count.applicants and not count.verbs)
        everything = group("whole").issuperset(count.verbs) and not count.applicants
        subset = context.subset.after(count, besides)
        self.context = replace(
            context, objects=(count.objects or context.objects) if known else (), unit=count.unit, faded=False,
            counted=True, before_topical=context.topical, bare=False,
            hanging=(), subset=subset, part=context.part and not subset.complete, whole=context.whole or everything,
            last=context.last if same else count.verbs, latest=count.verbs)

    # ---- numbers ---------------------------------------------------------------------------------

    def _counted(self, counted: Counted, before: tuple[Mark, ...], behind: tuple[Mark, ...], first: bool,
                 clause: tuple[Mark, ...]) -> Iterator[Count]:
        if counted.amount.name in ("SHARE", "RATE"):
            yield (self._share if counted.amount.name == "SHARE" else self._rate)(counted.amount, before)
            return
        behind = tuple(takewhile(lambda mark: mark.name != "ALL", behind))
        rest = self._behind_subject(before, first)
        amount = read_amount(counted.amount.words)
        said = saying("number", amount, (*rest, *behind), (*behind, counted.amount), clause, self.context)
        count = self._count(said, rest[0].start if rest else counted.amount.start)
        if any(mark.name == "COMPARED" for mark in clause):
            yield replace(count, sure=False)
            return
        yield replace(count, sure=count.sure and not self.context.subset.has(count))
        item = not count.sure and self._item(said)
        known = item or count.sure or not strange(said, self.context)
        new = {"NEW", "RECEIVED"}.intersection(mark.name for mark in said.marks)
        ends = over(said.marks) and not new and count.number != self.context.received
        self._go_on(count, any(mark.name == "PART" for mark in behind), known)
        self.context = replace(self.context, over=ends, received=count.number if new else self.context.received)
        if item:
            self.context = replace(self.context, subset=self.context.subset.of_item(count.number))

    def _item(self, said: Saying) -> bool:
        """Whether this is an unknown sort of the thing counted before: 其中规划类8件."""
        told = said.verbs or said.objects or said.applicants
        return self.context.part and not told and not any(mark.name == "EXCEPT" for mark in said.marks)

    def _share(self, mark: Mark, before: tuple[Mark, ...]) -> Count:
        elsewhere = tables("count").language["ELSEWHERE"].fullmatch(mark.words)
        sure = bool(self.context.objects) and not (before or self.context.other_time or elsewhere)
        made = self._made("share", Amount(read_share(mark.words)), (), mark.start, mark.end, sure)
        return replace(made, whole=read_whole(mark.words))

    def _rate(self, mark: Mark, before: tuple[Mark, ...]) -> Count:
        """A rate of what is done; one of 100% says that all is."""
        number = read_share(mark.words)
        objects = objects_of(before) or (() if self.context.faded or self.context.bare else self.context.objects)
        plain = all(item.sort in ("object", "scope") or item.name == "THIS_YEAR" for item in before)
        sort: Sort = "all" if number == 100 else "rate"
        amount = Amount(None if number == 100 else number)
        sure = bool(objects) and plain and self._of_the_whole()
        return replace(self._made(sort, amount, ("FINISHED",), mark.start, mark.end, sure), objects=objects)

    def _of_the_whole(self) -> bool:
        """Whether a rate here is of all there is."""
        context = self.context
        return group("whole").issuperset(context.last) and context.subset.within is None and not (
            context.other_time or context.late or context.part)

    def _count(self, said: Saying, start: int) -> Count:
        """A count by its own words; what they leave open comes from the context."""
        end = max(mark.end for mark in said.ends)
        made = self._made(said.sort, said.amount, said.verbs, start, end, not doubtful(said, self.context))
        names = {mark.name for mark in said.marks}
        objects = said.objects or self.context.objects
        topical = made.topical or not group("suits").isdisjoint(objects)
        return replace(made, objects=objects, applicants=said.applicants, within="WITH" in names,
                       timely="TIMELY" in names, topical=topical, base=self.context.subset.base,
                       year=year_into(said.marks, made.year))

    def _made(self, sort: Sort, amount: Amount, verbs: tuple[str, ...], start: int, end: int, sure: bool) -> Count:
        context, at = self.context, self.spot.at
        return Count(
            sort, amount.number, self.spot.text, at[start], at[end - 1] + 1, self.spot.section, self.spot.number,
            self.number, amount.unit, amount.exact, verbs, context.objects, (), context.scope, context.subject,
            context.year, context.part, topical=context.topical, excepted=context.excepted, sure=sure)

    # ---- clauses that need no number -------------------------------------------------------------

    def _without_number(self, tail: tuple[Mark, ...], first: bool) -> Iterator[Count]:
        """A clause that says that there is none, or something of all; or that only sets the object, or makes
        it fade."""
        if not tail:
            return
        names = frozenset(mark.name for mark in tail)
        if "PART" in names and (names_of(tail, "applicant") or names & group("fate")):
            self.context = replace(self.context, subset=self.context.subset.of_named())
        if "NONE" in names:
            yield from self._none(tail, first)
        elif "ALL" in names and names & group("said_of_all") and "COMPARED" not in names:
            yield self._all(tail, first)
        elif first and "WORD" in names and tail[-1].sort != "object":
            self.context = replace(self.context, faded=True)
        elif first and objects_of(tail):
            self.context = replace(self.context, objects=objects_of(tail), unit="", faded=False, bare=False,
                                   hanging=() if "WORD" in names else verbs_of(tail))

    def _none(self, tail: tuple[Mark, ...], first: bool) -> Iterator[Count]:
        rest = self._behind_subject(tail, first)
        said = saying("none", Amount(Decimal(0)), rest, rest, tail, self.context)
        count = self._count(said, rest[0].start)
        barred = ("FINISHED" in count.verbs or self.context.part or any(m.name == "COMPARED" for m in tail)
                  or (self.context.openly and not count.verbs))
        for name in count.objects:
            yield replace(count, objects=(name,), topical=True, sure=count.sure and not barred)
        self.context = replace(self.context, objects=(), unit="")

    def _all(self, tail: tuple[Mark, ...], first: bool) -> Count:
        rest = self._behind_subject(tail, first and bool(objects_of(tail)))
        said = saying("all", Amount(None), rest, rest, tail, self.context)
        count = self._count(said, rest[0].start)
        sure = count.sure and self._of_all(count, said, first) and not self._of_the_finished(rest)
        strong = bool(said.objects) and _emphatic(rest)
        self.context = replace(self.context, objects=count.objects if count.sure else (), unit="", faded=False)
        return replace(count, strong=strong, sure=sure)

    def _of_the_finished(self, marks: tuple[Mark, ...]) -> bool:
        """Whether what is said of all is said of those that are over anyway: 答复48件，均按时答复; 已办结的均已办结."""
        before = tuple(takewhile(lambda mark: mark.name != "ALL", marks))
        return over(before) or (self.context.over and not objects_of(marks))

    def _of_all(self, count: Count, said: Saying, first: bool) -> bool:
        """Whether what is said of all is one thing, and said of all that the words before speak of."""
        if len(count.verbs) != 1 or group("said_of_all").isdisjoint(count.verbs) or count.applicants or count.part:
            return False
        if count.verbs == ("FINISHED",) and not over(said.marks):  # 均已按规定办理
            return False
        if first and said.objects:
            return True
        of = group("whole") if count.verbs == ("FINISHED",) else group("whole") | {"ARISEN"}
        last = self.context.last if first else self.context.latest  # of a number in the same clause
        return self.context.subset.within is None and of.issuperset(last)


def _emphatic(marks: tuple[Mark, ...]) -> bool:
    """Whether one of the words that leave no exception stands before what is said of all."""
    before = takewhile(lambda mark: mark.name not in group("said_of_all"), marks)
    return any(mark.name == "ALL" and mark.words[0] in "所全" for mark in before)
