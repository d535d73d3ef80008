"""Last year's report, as far as this year's is held to it: figures by name and the words of each section.

Small enough to keep for every report of a folder while the others are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache

from ..patterns import compiled
from ..records import dataclass, field
from ..terms import View
from ..wording import bare
from .naming import NameIndex

Key = tuple[str, str, str]
"""Table, row, column by the template's names."""


@dataclass(frozen=True)
class Past:
    """One report as a year to look back on. `agency` is "" where the title names none, `short` its short form;
    `figures` holds what was filled in with a number; `texts` the prose of each section by the template's name,
    white space left out but for line feeds between paragraphs."""

    name: str
    agency: str
    year: int
    figures: Mapping[Key, Decimal] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    short: str = ""


def past_of(name: str, view: View) -> Past | None:
    """What to keep of a report; None where neither it nor its file's name tells the year."""
    title = view.document.title
    agency = bare(title.agency) if title else ""
    short = view.template.unsaid.compiled.sub("", agency)
    year = view.year or year_in(name)
    if not year:
        return None
    figures = {_key(table.term.name, *key): _value(str(cell.figure.value)) for table in view.tables.values()
               for key, cell in table.cells.items() if cell.figure.value is not None}
    texts = {bound.term.name: "\n".join("".join(text.value.split()) for text in bound.section.texts)
             for bound in reversed(view.sections) if bound.term}
    return Past(name, agency, year, figures, texts, short)


def year_in(path: str) -> int | None:
    """The one year that a file's name has, else its folder's."""
    for part in reversed(path.replace("\\", "/").split("/")):
        years = set(YEAR.findall(part))
        if years:
            return int(years.pop()) if len(years) == 1 else None
    return None


YEAR = compiled(r"(?<!\d)20\d\d(?!\d)")


@lru_cache(maxsize=4096)
def _key(table: str, row: str, column: str) -> Key:
    """One tuple for all reports: thousands of reports share some 250 keys."""
    return table, row, column


@lru_cache(maxsize=4096)
def _value(printed: str) -> Decimal:
    """One number for all reports, with its decimals as printed."""
    return Decimal(printed)


@dataclass(frozen=True)
class Shelf:
    """The reports at hand, by agency (its short form) and year; the same report in several formats counts once."""

    pasts: Mapping[tuple[str, int], tuple[Past, ...]] = field(default_factory=dict)
    shorts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, pasts: Iterable[Past]) -> Shelf:
        found: dict[tuple[str, int], list[Past]] = {}
        known = tuple(past for past in pasts if past.agency)
        shorts = {past.agency: past.short for past in known if past.short}
        for past in known:
            same = found.setdefault((_short(past, shorts), past.year), [])
            if all(past.figures != other.figures for other in same):
                same.append(past)
        return cls({key: tuple(items) for key, items in found.items()}, shorts)

    def before(self, past: Past) -> tuple[Past, ...]:
        """The reports of the year before: of this agency, or of the one agency whose name is the longer or
        shorter form of it (one ends with the other). More than one: it is not certain which is meant."""
        agency, last = _short(past, self.shorts), past.year - 1
        names = self._names.get(last, _NO_NAMES).alike(agency)
        return tuple(one for name in names for one in self.pasts[(name, last)])

    @cached_property
    def _names(self) -> Mapping[int, NameIndex]:
        """The agencies of each year."""
        found: dict[int, list[str]] = {}
        for name, year in self.pasts:
            found.setdefault(year, []).append(name)
        return {year: NameIndex.of(names) for year, names in found.items()}


def _short(past: Past, shorts: Mapping[str, str]) -> str:
    """A report that goes under a name given to it (by its file's name, the roster) has no short form of its own."""
    return past.short or shorts.get(past.agency, past.agency)


_NO_NAMES = NameIndex.of(())
EMPTY = Shelf()
