"""What the clauses of a paragraph state: which marks belong to which number, and what carries over.

Cautious throughout: a number in whose clause an unknown word stands is not `sure`, and takes what it
hands on with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..counts import Count, Sort
from ..records import replace
from .amount import Amount, read_amount, read_share, read_whole
from .clauses import Clause, Counted, Group, Mark, Paragraph, Sentence, Spot
from .marks import REASONS, Context, names_of, objects_of, shared, subject_of, timed, verbs_of

_SPECIFIC = frozenset(("CARRIED_IN", "CARRIED_OUT"))
_WHOLE = frozenset(("NEW", "RECEIVED", "FINISHED", "DEALT"))
_DONE = frozenset(("FINISHED", "DEALT"))
_RESULTS = frozenset(("GRANTED", "PARTIAL", "REFUSED", "UNAVAILABLE", "UNTREATED", "OTHERWISE"))
_OUTCOMES = _RESULTS | {"UPHELD", "CORRECTED", "OTHER_OUTCOME", "PENDING"}
_OPEN = frozenset(("GRANTED", "PARTIAL", "REFUSED"))
"""Results that other things have too: documents are open to all or not."""
_ALL_OF = frozenset(("FINISHED", "UPHELD", "CORRECTED", "CONCLUDED"))
"""What may be said of all: 均已办结, 全部维持."""
_SUITS = frozenset(("DIRECT_SUIT", "LATER_SUIT"))
"""Words that only the form's table has."""


def statements(paragraph: Paragraph, spot: Spot, headed: bool = False) -> Iterator[Count]:
    """The counts of a paragraph, in reading order; `headed` where it stands below the heading of requests."""
    context = Context(objects=("REQUEST",) if headed else ())
    for number, sentence in enumerate(paragraph):
        names = frozenset(mark.name for mark in _marks(sentence))
        context = replace(
            context, faded=context.faded or bool(context.subject), part=False, other_time=False,
            fresh=True, whole=False, counted=False, late="LATE" in names,
            subset=context.subset.next_sentence("PART" in names), topical=False, hanging=(), excepted="EXCEPT" in names,
            grouped=bool(names & (_RESULTS - {"GRANTED", "PARTIAL"})))
        if _about_requests(names) and not any(mark.sort == "object" for mark in _marks(sentence)):
            context = replace(context, objects=("REQUEST",), unit="", faded=False, topical=True)
        reader = _Reader(spot, number)
        yield from reader.sentence(sentence, context)
        context = reader.context


def _about_requests(names: frozenset[str]) -> bool:
    """Whether a sentence that names no object has results that only requests have: 无法提供10件，不予处理4件."""
    results = names & (_RESULTS | REASONS)
    return len(results) > 1 and bool(results - _OPEN)


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
        """Every clause in turn; what brackets set ends with them."""
        self.context = context
        for item in sentence:
            if isinstance(item, Group):
                outside = self.context
                yield from self.sentence(item.sentence, replace(outside, bracket=True))
                dated = all(mark.sort == "time" for mark in _marks(item.sentence))  # 收到申请（2023年）59件
                self.context = replace(outside, year=self.context.year, other_time=self.context.other_time) if (
                    dated) else outside
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

    # ---- numbers ---------------------------------------------------------------------------------

    def _counted(self, counted: Counted, before: tuple[Mark, ...], behind: tuple[Mark, ...], first: bool,
                 clause: tuple[Mark, ...]) -> Iterator[Count]:
        if counted.amount.name in ("SHARE", "RATE"):
            yield (self._share if counted.amount.name == "SHARE" else self._rate)(counted.amount, before)
            return
        amount = read_amount(counted.amount.words)
        cut = next((n for n, mark in enumerate(behind) if mark.name == "ALL"), len(behind))
        behind = behind[:cut]
        subject, rest = subject_of(before) if first else ("", before)
        if subject:
            self.context = replace(self.context, subject=subject, scope="")
        start = rest[0].start if rest else counted.amount.start
        count = self._count("number", amount, (*rest, *behind), start, (*behind, counted.amount), clause)
        if any(mark.name == "COMPARED" for mark in clause):
            yield replace(count, sure=False)
            return
        context, divided = self.context, any(mark.name == "PART" for mark in behind)
        yield replace(count, sure=count.sure and not context.subset.has(count))
        kept = count.objects if count.sure else ()
        counted_all = not set(count.verbs) - _WHOLE and not count.applicants
        besides = context.whole and "CARRIED_IN" in count.verbs and not (count.part or count.within or divided)
        same = besides or (count.applicants and not count.verbs)
        subset = context.subset.after(count, besides)
        self.context = replace(
            context, objects=kept, unit=amount.unit, faded=False, counted=True, hanging=(), subset=subset,
            part=context.part and not subset.complete, whole=context.whole or counted_all,
            last=context.last if same else count.verbs, latest=count.verbs)

    def _share(self, mark: Mark, before: tuple[Mark, ...]) -> Count:
        sure = bool(self.context.objects) and not before and not self.context.other_time
        made = self._made("share", Amount(read_share(mark.words)), (), mark.start, mark.end, sure)
        return replace(made, whole=read_whole(mark.words))

    def _rate(self, mark: Mark, before: tuple[Mark, ...]) -> Count:
        """办结率98.6%; of 100% 均已办结."""
        context, number = self.context, read_share(mark.words)
        objects = objects_of(before) or (() if context.faded else context.objects)
        plain = all(item.sort in ("object", "scope") or item.name == "THIS_YEAR" for item in before)
        about = not set(context.last) - _WHOLE and context.subset.within is None and not (
            context.other_time or context.late or context.part)
        made = self._made("all" if number == 100 else "rate", Amount(None if number == 100 else number), ("FINISHED",),
                          mark.start, mark.end, bool(objects) and plain and about)
        return replace(made, objects=objects)

    def _count(self, sort: Sort, amount: Amount, marks: tuple[Mark, ...], start: int, ends: Sequence[Mark],
               clause: tuple[Mark, ...]) -> Count:
        """A number with its marks; what they leave open comes from the context."""
        context = self.context
        verbs, objects, applicants = verbs_of(marks), objects_of(marks), names_of(marks, "applicant")
        if sort == "number" and not marks:
            verbs = context.hanging
        unsure = {"WORD", "EXCEPT"} if "CARRIED_OUT" in verbs else {"WORD", "EXCEPT", "LATE"}
        sure = not any(mark.name in unsure for mark in marks) and not context.other_time
        if any(mark.name == "ACCUMULATED" for mark in clause) and (
                context.year is None or context.counted or context.until):
            sure = False
        if context.late and sort == "number" and "FINISHED" in verbs:
            sure = False
        if not objects:
            special = bool({*applicants} - {"CHANNEL"} or (_SPECIFIC | _OUTCOMES) & {*verbs})
            bound = not context.unit or context.unit == amount.unit or sort != "number"
            sure = sure and bound and bool(verbs or applicants) and (special or not context.faded)
            objects = context.objects
        among = (context.part and objects == context.objects and not any(mark.name == "PART" for mark in ends)
                 and not context.subset.exceeded_by(amount.number))
        of_result = applicants and not verbs and {*context.last} & (_SPECIFIC | _OUTCOMES | REASONS)  # 其中自然人6件
        loose = (REASONS - {"NOT_HELD"}) & {*verbs} and not context.grouped  # 信访类申请2件: what they were about
        if of_result or loose:
            sure = False
        part_of_done = verbs == ("NEW",) and bool(context.last) and set(context.last) <= _DONE
        if context.bracket and part_of_done:  # 办结48件（42件为今年新收）
            sure = False
        if among and not applicants and (part_of_done or not set(verbs) - {"RECEIVED", "ARISEN", *_DONE}):
            sure = False
        end = max(mark.end for mark in ends)
        made = self._made(sort, amount, verbs, start, end, sure and bool(objects))
        within = any(mark.name == "WITH" for mark in marks)
        timely = any(mark.name == "TIMELY" for mark in marks)
        topical = made.topical or bool(_SUITS & {*objects})
        return replace(made, objects=objects, applicants=applicants, within=within, timely=timely, topical=topical,
                       base=context.subset.base)

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
        if "PART" in names and (names_of(tail, "applicant") or names & (_SPECIFIC | _OUTCOMES | REASONS)):
            self.context = replace(self.context, subset=self.context.subset.of_named())
        if "NONE" in names:
            yield from self._none(tail, first)
        elif "ALL" in names and _ALL_OF & names and "COMPARED" not in names:
            yield from self._all(tail, first)
        elif first and "WORD" in names and tail[-1].sort != "object":
            self.context = replace(self.context, faded=True)
        elif first and objects_of(tail):
            self.context = replace(self.context, objects=objects_of(tail), unit="", faded=False,
                                   hanging=() if "WORD" in names else verbs_of(tail))

    def _none(self, tail: tuple[Mark, ...], first: bool) -> Iterator[Count]:
        subject, rest = subject_of(tail) if first else ("", tail)
        if subject:
            self.context = replace(self.context, subject=subject, scope="")
        nothing = Amount(read_amount("0件").number)
        count = self._count("none", nothing, rest, rest[0].start, rest, tail)
        barred = "FINISHED" in count.verbs or self.context.part or any(m.name == "COMPARED" for m in tail)
        for name in count.objects:
            yield replace(count, objects=(name,), topical=True, sure=count.sure and not barred)
        self.context = replace(self.context, objects=(), unit="")

    def _all(self, tail: tuple[Mark, ...], first: bool) -> Iterator[Count]:
        subject, rest = subject_of(tail) if first and objects_of(tail) else ("", tail)
        if subject:
            self.context = replace(self.context, subject=subject, scope="")
        count = self._count("all", Amount(None), rest, rest[0].start, rest, tail)
        verb = next(n for n, mark in enumerate(rest) if mark.name in _ALL_OF)
        strong = any(mark.name == "ALL" and mark.words[0] in "所全" for mark in rest[:verb])
        own = first and objects_of(rest)  # behind a number of the clause: 上年结转的6件申请均已办结
        behind = _WHOLE if count.verbs == ("FINISHED",) else {"ARISEN", *_WHOLE}
        last = self.context.last if first else self.context.latest
        about = own or (self.context.subset.within is None and not set(last) - behind)
        other = len(count.verbs) != 1 or not _ALL_OF & {*count.verbs} or count.applicants or count.part or not about
        yield replace(count, strong=strong and bool(objects_of(rest)), sure=count.sure and not other)
        self.context = replace(self.context, objects=count.objects if count.sure else (), unit="", faded=False)
