"""A stated period is exactly one year, or its last day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Problem
from ..model import Date, Period
from ..records import dataclass
from ..terms import View
from . import option
from .passages import stated_at

FACTS: Mapping[str, str] = {
    "stated": "报告中的原文",
    "begin": "写明的起始日期",
    "end": "写明的截止日期",
    "right": "应有的统计期限",
}


@dataclass(frozen=True)
class Options:
    """The days a period begins and ends with."""

    first_month: int = option("起始月", 1)
    first_day: int = option("起始日", 1)
    last_month: int = option("截止月", 12)
    last_day: int = option("截止日", 31)


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each statement that is not the whole year. The year itself is another rule's."""
    for period in view.document.periods:
        if _right(period, options):
            yield Holds()
            continue
        year = view.year or (period.end and period.end.year) or (period.start and period.start.year)
        prefix = f"{year}年" if year else ""
        right = (f"{prefix}{options.first_month}月{options.first_day}日至"
                 f"{prefix}{options.last_month}月{options.last_day}日")
        facts = {"stated": period.raw, "right": right,
                 "begin": _words(period.start), "end": _words(period.end)}
        yield Problem(stated_at(view, period.origin), facts, evidence=period.raw)


def _right(period: Period, options: Options) -> bool:
    """Whether the period is the whole year: from day to day, up to its last day, or from month to month."""
    start, end = period.start, period.end
    if end is None or end.month != options.last_month:
        return False
    if start is None:
        return end.day == options.last_day
    same_year = end.year is None or start.year is None or end.year == start.year
    days = (start.day, end.day) in ((options.first_day, options.last_day), (None, None))
    return same_year and start.month == options.first_month and days


def _words(date: Date | None) -> str:
    if date is None:
        return "（未写明）"
    parts = ((date.year, "年"), (date.month, "月"), (date.day, "日"))
    return "".join(f"{number}{unit}" for number, unit in parts if number is not None) or "（未写明）"
