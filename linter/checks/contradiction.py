"""Prose does not contradict itself: nothing received and some; all finished and some left; a balance of the
received, the finished and the carried over that does not come out; parts that do not make up their whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby

from ..counts import Breakdown, Count
from ..findings import Holds, Outcome, Problem, Related
from ..records import dataclass
from ..terms import View
from . import option
from .stated import keys, place_of, stated

FACTS: Mapping[str, str] = {
    "first": "前一种说法", "second": "后一种说法", "detail": "算式，如“（78＋3＝81，75＋3＝78）”，没有则为空",
}


@dataclass(frozen=True)
class Options:
    """The classes of the grammar that take part."""

    received: tuple[str, ...] = option("收到的说法，如 REQUEST.NEW")
    carried_in: tuple[str, ...] = option("上年结转的说法")
    finished: tuple[str, ...] = option("办结的说法")
    carried_out: tuple[str, ...] = option("结转下年的说法")
    includes: tuple[str, ...] = option("收到的数字可能已经包含上年结转的说法", ())
    cases: tuple[str, ...] = option("其他“有”与“没有”不能并存的说法", ())
    areas: tuple[str, ...] = option("表格统计全域的机关类型", ())


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each pair of statements."""
    counts = [count for count in stated(view, options.areas) if not count.applicants]
    found = [*_nothing(view, counts, options), *_left(view, counts, options), *_balances(view, counts, options)]
    found += [_divided(view, item) for item in view.document.breakdowns if not item.agrees]
    if found:
        yield from found
    elif counts or view.document.breakdowns:
        yield Holds()


def _nothing(view: View, counts: list[Count], options: Options) -> Iterator[Problem]:
    """未收到申请, and elsewhere a number of them."""
    for names in (options.received, *((name,) for name in options.cases)):
        said = [count for count in counts if set(keys(count)) <= {*names, *(_things(names))} and not count.part]
        none = next((count for count in said if count.sort == "none"), None)
        some = next((count for count in said if count.sort == "number" and count.number), None)
        if none and some:
            yield _problem(view, none, some)


def _things(names: Iterable[str]) -> Iterator[str]:
    """The objects, in whatever way they come up."""
    for name in names:
        thing = name.partition(".")[0]
        yield from (thing, f"{thing}.RECEIVED", f"{thing}.ARISEN")


def _left(view: View, counts: list[Count], options: Options) -> Iterator[Problem]:
    """所有申请均已办结, and a number that is carried over."""
    done = next((count for count in counts if count.sort == "all" and count.strong and not count.excepted
                 and not count.timely and set(keys(count)) <= set(options.finished)), None)
    left = next((count for count in counts if count.number and set(keys(count)) <= set(options.carried_out)), None)
    if done and left:
        yield _problem(view, done, left)


def _balances(view: View, counts: list[Count], options: Options) -> Iterator[Problem]:
    """In one paragraph, each of the four numbers said once."""
    divided = {count.paragraph for count in view.document.counts if count.sort == "all"}  # 上年结转的均已办结
    sides = (options.received, options.carried_in, options.finished, options.carried_out)
    for _, group in groupby(counts, key=lambda count: count.paragraph):
        near = list(group)
        said = [count for count in near if count.sort == "number"]
        if near[0].paragraph in divided:  # the rest is about the new ones alone
            continue
        four = [[count for count in said if set(keys(count)) <= set(names)] for names in sides]
        if all(len(found) == 1 for found in four):
            received, before, finished, after = (found[0] for found in four)
            ends = (finished, *_besides(view, finished))
            if not finished.timely and not any(_balanced(received, before, end, after, options) for end in ends):
                yield _unbalanced(view, received, before, finished, after)


def _besides(view: View, finished: Count) -> Iterator[Count]:
    """全年共办理53件，其中48件已答复: numbers of the paragraph that may be the finished ones, though it is not sure."""
    for count in view.document.counts:
        near = (count.paragraph, count.objects, count.verbs) == (finished.paragraph, finished.objects, finished.verbs)
        if near and count.sort == "number" and not count.sure and not count.applicants:
            yield count


def _balanced(received: Count, before: Count, finished: Count, after: Count, options: Options) -> bool:
    into, out = _number(received) + _number(before), _number(finished) + _number(after)
    contained = before.within or before.part or received.within
    return into == out or (contained and set(keys(received)) <= set(options.includes) and _number(received) == out)


def _number(count: Count) -> Decimal:
    return count.number or Decimal(0)


def _unbalanced(view: View, received: Count, before: Count, finished: Count, after: Count) -> Problem:
    sums = [f"{_number(a)}＋{_number(b)}＝{_number(a) + _number(b)}"
            for a, b in ((received, before), (finished, after))]
    first, second = f"{received.quote}，{before.quote}", f"{finished.quote}，{after.quote}"
    facts = {"first": first, "second": second, "detail": f"（{sums[0]}，{sums[1]}）"}
    related = tuple(Related(place_of(view, count), count.quote) for count in (before, finished, after))
    parts = tuple(count.origin for count in (received, before, finished, after))
    return Problem(place_of(view, received), facts, related, f"{first}|{second}", parts=parts)


def _problem(view: View, first: Count, second: Count) -> Problem:
    facts = {"first": first.quote, "second": second.quote, "detail": ""}
    related = (Related(place_of(view, second), second.quote),)
    return Problem(place_of(view, first), facts, related, f"{first.quote}|{second.quote}",
                   parts=(first.origin, second.origin))


def _divided(view: View, item: Breakdown) -> Problem:
    """47件，其中网络30件、邮寄12件、当面6件."""
    first, last = (f"{part.subject}{part.quote}" for part in (item.parts[0], item.parts[-1]))
    second = first if len(item.parts) == 1 else f"{first}{'、' if len(item.parts) == 2 else '……'}{last}"
    detail = f"（{len(item.parts)}项合计{item.sum}{item.whole.unit}，相差{abs(item.sum - (item.whole.number or 0))}）"
    facts = {"first": item.whole.quote, "second": second, "detail": detail}
    related = tuple(Related(place_of(view, part), f"{part.subject}{part.quote}") for part in item.parts)
    evidence = f"{item.whole.quote}|{'|'.join(str(part.number) for part in item.parts)}"
    return Problem(place_of(view, item.whole), facts, related, evidence, parts=(item.whole.origin,))
