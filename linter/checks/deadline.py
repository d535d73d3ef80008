"""A report is published in time: not before its year is over, not after the last day for its kind of organ.

The day is the roster's, else the file's own (`publication`). Days are "month-day" of the year after the
report year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..findings import Holds, Level, NotJudged, Outcome, Place, Problem
from ..publication import Day, Published, day_of, last_of, published
from ..records import dataclass
from ..regex import NEVER, Regex
from ..terms import View
from . import option

ASIDE = True
"""Most files do not say when they were published: that is said once, as a remark."""

FACTS: Mapping[str, str] = {
    "date": "发布日期",
    "limit": "最后一天，或最早一天",
    "source": "规定这一天的文件",
    "raw": "文件中写明发布日期的原文",
    "days": "相差几天",
}


@dataclass(frozen=True)
class Options:
    latest: str = option("最迟哪一天发布，报告年度的下一年，如 1-31；空为不限", "")
    source: str = option("规定最迟一天的文件，用于说明", "")
    earliest: str = option("最早哪一天发布；空为不限", "")
    sooner: Mapping[str, str] = option("级别 → 更早的最后一天，如 县级 → 2-20；级别由名册给出，或由 ranks 判断", {})
    sooner_source: str = option("规定更早一天的文件，用于说明", "")
    sooner_level: Level = option("只晚于更早一天时的级别", Level.WARNING)
    ranks: Mapping[str, Regex] = option("级别 → 机关名称的正则表达式", {})
    local: bool = option("名册给出的期限（due）代替 latest；否则只作更早的一天", False)
    names: tuple[str, ...] = option("文件元数据中发布日期的名称", ())
    visible: Regex = option("页面上发布日期前的文字", Regex(NEVER))


@dataclass(frozen=True, slots=True)
class Limit:
    """A last day, who sets it, and how grave it is to miss it (None: the rule's level)."""

    day: Day
    source: str
    level: Level | None = None


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One outcome."""
    known = _published(view, options)
    if view.year is None:
        yield NotJudged("报告年份不明，无法核对发布日期")
    elif known is None:
        yield NotJudged("不知道发布日期（文件和名册中都没有），没有核对是否按期发布")
    else:
        yield _judge(known, view, view.year + 1, options)


def flaws(options: Options) -> Iterator[tuple[str, str]]:
    """Days that are none, and rules without a day."""
    for name, written in (("latest", options.latest), ("earliest", options.earliest),
                          *(("sooner", day) for day in options.sooner.values())):
        if written and not _is_day(written):
            yield name, f"日期“{written}”应写成 月-日，如 1-31、2-20。"
    if not (options.latest or options.earliest or options.sooner):
        yield "latest", "latest（最迟）、earliest（最早）、sooner（各级更早的一天）至少要写一个。"


def _is_day(written: str) -> bool:
    """Whether it is a "month-day"; 2-29 is one."""
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", written)
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def _judge(known: Published, view: View, year: int, options: Options) -> Outcome:
    missed = next((limit for limit in _limits(view, year, options) if known.day > limit.day), None)
    first = _day(year, options.earliest)
    if missed:
        return _problem(known, missed)
    if first and known.day < first:
        return _problem(known, Limit(first, options.source))
    return Holds()


def _problem(known: Published, limit: Limit) -> Problem:
    facts = {"date": _shown(known.day), "limit": _shown(limit.day), "source": limit.source, "raw": known.raw,
             "days": _apart(known.day, limit.day)}
    return Problem(Place(known.origin), facts, (), known.raw, None, limit.level)


def _limits(view: View, year: int, options: Options) -> Iterator[Limit]:
    """The last days for this report, the gravest first."""
    unit = view.standing.unit if view.standing else None
    due = _day(year, unit.due) if unit else None
    latest = _day(year, options.latest)
    if latest and not (options.local and due):
        yield Limit(latest, options.source)
    sooner = _day(year, options.sooner.get(_rank(view, options), ""))
    if sooner:
        yield Limit(sooner, options.sooner_source, options.sooner_level)
    if latest and due:
        yield Limit(due, "名册", None if options.local else options.sooner_level)


def _rank(view: View, options: Options) -> str:
    unit, title = view.standing.unit if view.standing else None, view.document.title
    if unit and unit.rank:
        return unit.rank
    agency = title.agency if title else ""
    return next((rank for rank, pattern in options.ranks.items() if pattern.search(agency)), "")


def _published(view: View, options: Options) -> Published | None:
    unit = view.standing.unit if view.standing else None
    given = unit.published.get(str(view.year), "") if unit else ""
    day = day_of(given)
    return Published(day, given) if day else published(view.document, options.names, options.visible)


def _day(year: int, written: str) -> Day | None:
    """A "month-day" of a year; the last of the month where there is no such day (2-29)."""
    if not written:
        return None
    month, day = (int(part) for part in written.split("-"))
    return year, month, min(day, last_of(year, month))


def _apart(one: Day, other: Day) -> int:
    from datetime import date  # few reports are late

    return abs((date(*one) - date(*other)).days)


def _shown(day: Day) -> str:
    return "{}年{}月{}日".format(*day)
