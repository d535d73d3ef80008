"""Percentages in prose are those of the numbers beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, pairwise

from ..counts import Count
from ..findings import Holds, Outcome, Problem
from ..formula import Formula
from ..records import dataclass
from ..terms import View
from . import option
from .stated import place_of
from .table_sums import Gap, Sum, doubtful, sum_of
from .unread import held

NEAR = 50
"""Counts of the paragraph before and behind that a percentage may hang on."""

FACTS: Mapping[str, str] = {
    "quote": "正文中的说法",
    "percent": "正文中的百分数，不带百分号",
    "part": "分子",
    "whole": "分母",
    "computed": "按分子、分母计算的百分数",
}


@dataclass(frozen=True)
class Options:
    """What percentages are about, and what else they may be shares of."""

    objects: tuple[str, ...] = option("百分数所说的事物：语法 count.lark 中的词类")
    table: str = option("也可以作分母的表", "", names="table")
    column: str = option("分母所在的列", "", names="column")
    wholes: tuple[Formula, ...] = option("也可以作分母的数值，如 分母 = 新收 + 上年结转", (), words="names")
    names: Mapping[str, tuple[str, ...]] = option("公式左边的名称", {})
    rated: tuple[str, ...] = option("办结率、答复率所说的事物：语法 count.lark 中的词类", ())
    tolerance: Decimal = option("小数百分数的允许误差（百分点）", Decimal("0.1"))
    coarse: Decimal = option("整数百分数的允许误差（百分点）", Decimal("0.5"))
    no_row: str = option("分母所在的行不在时，由哪条规则报告", "", names="rule")
    no_column: str = option("分母所在的列不在时，由哪条规则报告", "", names="rule")
    blank: str = option("分母空白或填“/”时，由哪条规则报告", "", names="rule")
    malformed: str = option("分母不是数字时，由哪条规则报告", "", names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each percentage that its number has of no whole in sight."""
    given = _from_table(view, options)
    figures = tuple(found.value for found in given if isinstance(found, Sum) and found.value)
    lacking, gaps = next((found for found in given if isinstance(found, Gap)), None), []
    for _, group in groupby(view.document.counts, key=lambda count: count.paragraph):
        counts = list(group)
        for at, (part, share) in enumerate(pairwise(counts)):
            if not _beside(part, share, options):
                continue
            near = counts[max(0, at - NEAR):at + NEAR]
            wholes = (share.whole,) if share.whole else _wholes(part, near)
            if not wholes or part.number is None or share.number is None:
                continue
            tolerance = _tolerance(share, near, options)
            if any(abs(_percent(part.number, whole) - share.number) <= tolerance for whole in (*wholes, *figures)):
                yield Holds()
            elif lacking:
                gaps.append(lacking)
            else:
                yield _problem(view, part, share, wholes[0])
        for rate in (count for count in counts if count.sort == "rate" and count.sure):
            yield from _rated(view, rate, counts, figures, options)
    yield from held(gaps, options)


def _rated(view: View, rate: Count, counts: list[Count], figures: tuple[Decimal, ...],
           options: Options) -> Iterator[Outcome]:
    """办结率98.6%: that of two numbers of the sentence and the table, whichever they are; a problem only where
    the sentence has two of its own."""
    if rate.number is None or not set(rate.objects) <= set(options.rated):
        return
    said = [count for count in counts if count.sort == "number" and count.sentence == rate.sentence and count.sure
            and count.exact and count.number and count.start < rate.start]
    pool = {count.number for count in said if count.number} | set(figures)
    tolerance = _tolerance(rate, counts, options)
    if len(said) < 2 or len(pool) > NEAR:
        return
    if any(abs(_percent(part, whole) - rate.number) <= tolerance for part in pool for whole in pool if part <= whole):
        yield Holds()
    else:
        first, last = sorted((said[-1], said[-2]), key=lambda count: count.number or 0)
        yield _problem(view, first, rate, last.number or Decimal(0))


def _beside(part: Count, share: Count, options: Options) -> bool:
    """Whether a percentage stands right behind the number that it is the share of."""
    if share.sort != "share" or part.sort != "number" or not (share.sure and part.sure and part.exact):
        return False
    if part.paragraph != share.paragraph or part.sentence != share.sentence:
        return False
    between = "".join(part.text.value[part.end:share.start].split())
    return set(part.objects) <= set(options.objects) and len(between) <= 1 and not between.isalnum()


def _wholes(part: Count, near: list[Count]) -> tuple[Decimal, ...]:
    """The numbers of the paragraph up to the part's sentence that it may be a share of, the nearest before it
    first, and the sums of the numbers beside it."""
    numbers = [count for count in near if count.sort == "number" and count.number and count is not part
               and count.sentence <= part.sentence and count.unit == part.unit]
    numbers.sort(key=lambda count: (count.start > part.start, -count.start))
    larger = [count.number for count in numbers if count.number and part.number and count.number >= part.number]
    if not larger:
        return ()
    beside = [count.number or Decimal(0) for count in numbers if count.sentence == part.sentence]
    peers = [count.number or Decimal(0) for count in numbers if count.sentence == part.sentence and count.part]
    own = part.number or Decimal(0)
    return (*larger, sum(beside, own), sum(peers, own))


def _from_table(view: View, options: Options) -> tuple[Sum | Gap, ...]:
    """The wholes that the table gives; one that is not in the report gives none."""
    table = view.tables.get(options.table)
    if table is None or not table.present or table.unreadable:
        return ()
    found = [sum_of(table, formula.right, (options.column,), options.column) for formula in options.wholes]
    return tuple(item if isinstance(item, Gap) else doubtful(item) or item for item in found)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return part * 100 / whole if whole else Decimal(0)


def _tolerance(share: Count, counts: list[Count], options: Options) -> Decimal:
    """Whole percentages that are made to add up to 100 may be off by one."""
    if share.number is not None and share.number != share.number.to_integral_value():
        return options.tolerance
    peers = [count.number or Decimal(0) for count in counts
             if count.sort == "share" and (count.paragraph, count.sentence) == (share.paragraph, share.sentence)]
    return Decimal(1) if len(peers) > 1 and sum(peers) == 100 else options.coarse


def _problem(view: View, part: Count, share: Count, whole: Decimal) -> Problem:
    own = part.number or Decimal(0)
    computed = _percent(own, whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    quote = f"{part.quote}，{share.quote}"
    facts = {"quote": quote, "percent": share.number, "part": own, "whole": whole, "computed": computed}
    return Problem(place_of(view, share), facts, evidence=quote)
