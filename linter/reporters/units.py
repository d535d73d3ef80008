"""What each unit of a territory handed in, year by year, as lines of a table."""

from __future__ import annotations

from collections.abc import Iterator

from ..display import printable, width
from ..findings import Level, Run, UnitLine, UnitYear
from .phrases import LEVEL_NAMES

_WIDEST = 40
_GAP = "  "


def units_table(run: Run) -> Iterator[str]:
    """A heading, a line for each unit, a last line with sums; nothing without a roster."""
    if not run.units:
        return
    rows = list(units_rows(run))
    wide = [min(_WIDEST, max(width(row[column]) for row in rows)) for column in range(len(rows[0]))]
    for row in rows:
        yield _GAP.join(_padded(word, room) for word, room in zip(row, wide, strict=True)).rstrip()
    yield units_sums(run.units)


def units_rows(run: Run) -> Iterator[tuple[str, ...]]:
    """The table's cells: the heading, then each unit; nothing without a roster."""
    if run.units:
        yield ("单位", "种类", *(f"{entry.year}年" for entry in run.units[0].years))
        yield from map(_row, run.units)


def _row(line: UnitLine) -> tuple[str, ...]:
    kind = line.kind if line.known else "名册中没有"
    return (printable(line.name), kind, *map(_state, line.years))


def _state(entry: UnitYear) -> str:
    """What was handed in for a year, in few words."""
    if not entry.files:
        return "缺" if entry.due else "—"
    found = [f"{name}{entry.levels.count(level)}" for level, name in LEVEL_NAMES.items() if level in entry.levels]
    words = " ".join(found) or "无问题"
    unsure = "（未核对完）" if entry.blind else ""
    return f"{words}{unsure}" + (f"（{len(entry.files)}份）" if len(entry.files) > 1 else "")


def units_sums(lines: tuple[UnitLine, ...]) -> str:
    """How many reports were owed, came, are missing, are faulty."""
    owed = [entry for line in lines if line.known for entry in line.years if entry.due]
    there = sum(1 for entry in owed if entry.files)
    faulty = sum(1 for entry in owed if Level.ERROR in entry.levels)
    strange = sum(1 for line in lines if not line.known)
    more = f"；另有{strange}个机关不在名册中" if strange else ""
    return f"应报{len(owed)}份，已报{there}份，缺{len(owed) - there}份；有错误的{faulty}份{more}。"


def _padded(word: str, room: int) -> str:
    return word + " " * max(0, room - width(word))
