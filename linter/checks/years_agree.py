"""The year of the title is the year of the statistical period and of what the preface says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Place, Problem, Related
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .passages import opening_passage, preface_passage, stated_at
from .titular import unsaid

FACTS: Mapping[str, str] = {
    "first": "标题年份",
    "second": "与标题不一致的年份",
    "where": "不一致的年份所在的原文",
}


@dataclass(frozen=True)
class Options:
    """Where else the preface states the report's year."""

    statements: tuple[Regex, ...] = option("前言中报告自称年份的说法，组 year 为年份", ())
    absent: str = option("报告“没有标题，或标题没有年份”的规则编号", "", names="rule")
    covered: Mapping[str, Regex] = option("规则编号 → 由该规则报告的没有年份的标题", {}, names="rule")


@dataclass(frozen=True, slots=True)
class _Stated:
    year: int
    words: str
    place: Place


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem at most: at the first year that differs, with the title and the others related."""
    title = view.document.title
    if title is None or title.year is None:
        yield unsaid(view, "标题没有写明年份", title.text if title else "", options.absent, options.covered)
        return
    stated = (*_periods(view), *_statements(view, options.statements))
    wrong = [item for item in stated if item.year != title.year]
    yield Holds(len(stated) - len(wrong))
    if wrong:
        related = (Related(Place(title.origin, section="标题"), title.text),
                   *(Related(item.place, item.words) for item in wrong[1:]))
        facts = {"first": title.year, "second": wrong[0].year, "where": wrong[0].words}
        yield Problem(wrong[0].place, facts, related, wrong[0].words)


def disputed(view: View) -> bool:
    """Whether title and period name different years, so that the report year is not sure."""
    title = view.document.title
    return bool(title and title.year and any(item.year != title.year for item in _periods(view)))


def years_named(view: View) -> frozenset[int]:
    """The years that may be the report's: that of its title, and those of its periods."""
    return frozenset(filter(None, (view.year, *(item.year for item in _periods(view)))))


def _periods(view: View) -> Iterator[_Stated]:
    """Periods within one year; one that spans two has a fault of its own."""
    for period in view.document.periods:
        years = {date.year for date in (period.start, period.end) if date and date.year}
        if len(years) == 1:
            yield _Stated(years.pop(), period.raw, stated_at(view, period.origin))


def _statements(view: View, patterns: tuple[Regex, ...]) -> Iterator[_Stated]:
    """What the report says of itself before it comes to its subject, each passage once."""
    for passage in (preface_passage(view.document), opening_passage(view.document)):
        end = 0
        for hit in sorted((hit for pattern in patterns for hit in pattern.finditer(passage.words)),
                          key=lambda hit: hit.span()):
            if hit.start() >= end:
                end = hit.end()
                yield _Stated(int(hit["year"]), hit.group(), passage.at(*hit.span()))
