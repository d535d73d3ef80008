"""When a report came out, as its file says: metadata (PubDate …), or a line of the page (发布日期：…)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .model import NOWHERE, Document, Line, Origin, Source
from .patterns import compiled
from .records import dataclass
from .regex import Regex

_DATE = compiled(r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_STAMP = compiled(r"(20\d\d)(\d\d)(\d\d)(?:\d{6})?")


_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

Day = tuple[int, int, int]
"""Year, month, day: enough to put days in order, without the library of dates (1 ms on starting)."""


@dataclass(frozen=True, slots=True)
class Published:
    """The day, what it was read from, and where that stands (NOWHERE in metadata of formats without lines)."""

    day: Day
    raw: str
    origin: Origin = NOWHERE


def published(document: Document, names: Iterable[str], visible: Regex) -> Published | None:
    """The first date of the file's metadata of these names (in their order, capitals aside), else of the first
    line in which a date follows what `visible` matches."""
    return next(iter((*_stated(document.source, names), *_seen(document.source, visible))), None)


def day_of(words: str) -> Day | None:
    """The first possible day in words ("2025-01-20 08:58", "2025年1月20日", "20250120"); None for none."""
    written = (*_DATE.finditer(words), *filter(None, (_STAMP.fullmatch(words.strip()),)))
    days = ((int(found[1]), int(found[2]), int(found[3])) for found in written)
    return next(filter(_possible, days), None)


def _possible(day: Day) -> bool:
    year, month, number = day
    return year > 0 and 1 <= month <= 12 and 1 <= number <= last_of(year, month)


def last_of(year: int, month: int) -> int:
    """The last day of a month (1 to 12)."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _MONTHS[month - 1] + leap


def _stated(source: Source, names: Iterable[str]) -> Iterator[Published]:
    wanted = [name.casefold() for name in names]
    known: dict[str, list[str]] = {}
    for name, value in source.metadata:
        known.setdefault(name.strip().casefold(), []).append(value)
    for value in (value for name in wanted for value in known.get(name, ())):
        day = day_of(value)
        if day:
            yield Published(day, value.strip(), _line_of(source, value.strip()))


def _line_of(source: Source, words: str) -> Origin:
    for number, line in enumerate(source.lines, 1):
        start = line.find(words)
        if start >= 0:
            return Origin(number, start + 1, number, start + 1 + len(words))
    return NOWHERE


def _seen(source: Source, visible: Regex) -> Iterator[Published]:
    lines = (block.text for block in source.blocks if isinstance(block, Line))
    for text in lines:
        found = visible.compiled.search(text.value)
        day = day_of(text.value[found.end():found.end() + 40]) if found else None
        if found and day:
            yield Published(day, text.value[found.start():].split("\n")[0][:40].strip(),
                            text.origin(found.start(), min(found.end() + 10, len(text.value))))
            return
