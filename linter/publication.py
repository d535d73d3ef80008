"""When a report came out, as its file says: metadata (PubDate …), or a line of the page (发布日期：…)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .model import NOWHERE, Document, Line, Origin, Source
from .patterns import compiled
from .records import dataclass
from .regex import Regex

if TYPE_CHECKING:
    from datetime import date

_DATE = compiled(r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_STAMP = compiled(r"(20\d\d)(\d\d)(\d\d)(?:\d{6})?")


@dataclass(frozen=True, slots=True)
class Published:
    """The day, what it was read from, and where that stands (NOWHERE in metadata of formats without lines)."""

    day: date
    raw: str
    origin: Origin = NOWHERE


def published(document: Document, names: Iterable[str], visible: Regex) -> Published | None:
    """The first date of the file's metadata of these names (in their order, capitals aside), else of the first
    line in which a date follows what `visible` matches."""
    return next(iter((*_stated(document.source, names), *_seen(document.source, visible))), None)


def day_of(words: str) -> date | None:
    """The first possible date in words ("2025-01-20 08:58", "2025年1月20日", "20250120"); None for none."""
    for found in (*_DATE.finditer(words), *filter(None, (_STAMP.fullmatch(words.strip()),))):
        from datetime import date  # few reports say their day

        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None


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
