"""Which ruled lines of a page belong together: those of one table.

Lines that meet do. Tables whose sides are open are more than one such group where a cell goes over the whole row,
as no upright line leads past it: what stands above each other with the same ends is put together again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ..pieces import section_like
from .sheet import Rule, Sheet
from .typeset import text_lines

Net = tuple[list[Rule], list[Rule]]
"""Level and upright lines, sorted."""

TOUCH = 3.0          # how far lines that meet may miss each other, in points
_COLUMN = 6.0        # how far apart the same column's bounds may be above and below
_LINES = 2           # lines of text in a cell that goes over the whole row
_ROW = 60.0          # points that such a cell may be high


def nets(sheet: Sheet) -> list[Net]:
    """Groups of lines that touch or cross each other, directly or through others."""
    level, upright = sheet.level, sheet.upright
    lead = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while lead[index] != index:
            lead[index] = lead[lead[index]]
            index = lead[index]
        return index

    places = [rule.at for rule in upright]
    for index, (y, start, end) in enumerate(level):
        here, low, high = root(index), y + TOUCH, y - TOUCH
        for other in range(bisect_left(places, start - TOUCH), bisect_right(places, end + TOUCH)):
            _, over, under = upright[other]
            if over <= low and high <= under:
                lead[root(len(level) + other)] = here
    found: dict[int, Net] = {}
    for index, rule in enumerate(level):
        found.setdefault(root(index), ([], []))[0].append(rule)
    for index, rule in enumerate(upright):
        found.setdefault(root(len(level) + index), ([], []))[1].append(rule)
    whole = [net for net in found.values() if len(net[0]) > 1 and net[1]]
    for _, loose in found.values():
        if len(loose) == 1:
            _take_in(loose[0], whole)
    lines = [net for net in found.values() if len(net[0]) == 1 and not net[1]]
    return _stacked(whole, lines, sheet)


def _take_in(side: Rule, those: list[Net]) -> None:
    """A line that touches no other, but runs beside others of a table from the same height to the same: the
    outer side of a merged cell that goes on over the whole page."""
    for _, upright in those:
        alike = [rule for rule in upright
                 if abs(rule.start - side.start) <= TOUCH and abs(rule.end - side.end) <= TOUCH]
        if len(alike) > 1 and len(alike) * 2 >= len(upright) and side not in upright:
            upright.append(side)
            upright.sort()
            return


def _stacked(whole: list[Net], lines: list[Net], sheet: Sheet) -> list[Net]:
    """Nets with open sides that have one cell over the whole row between them, as one; with lines above and below
    such a row that touch nothing."""
    if not any(map(_open, whole)):
        return whole
    parts = sorted([*(net for net in whole if _open(net)), *lines], key=lambda net: net[0][0].at)
    groups: list[Net] = []
    for net in parts:
        if groups and _one_row_between(groups[-1], net, sheet):
            groups[-1][0].extend(net[0])
            groups[-1][1][:] = sorted([*groups[-1][1], *net[1]])
        else:
            groups.append((list(net[0]), list(net[1])))
    return [*(net for net in whole if not _open(net)), *(net for net in groups if net[1])]


def _open(net: Net) -> bool:
    """Whether a net has a side along which no line runs."""
    level, upright = net
    ends = min(rule.start for rule in level), max(rule.end for rule in level)
    return any(all(abs(rule.at - end) > TOUCH for rule in upright) for end in ends)


def _one_row_between(above: Net, below: Net, sheet: Sheet) -> bool:
    """Whether two nets go on in each other, with one cell between that is as wide as both."""
    left, right = min(rule.start for rule in above[0]), max(rule.end for rule in above[0])
    ends = min(rule.start for rule in below[0]), max(rule.end for rule in below[0])
    top, bottom = above[0][-1].at, below[0][0].at
    if abs(left - ends[0]) > TOUCH or abs(right - ends[1]) > TOUCH or not 0 < bottom - top <= _ROW:
        return False
    few, many = sorted(([rule.at for rule in above[1]], [rule.at for rule in below[1]]), key=len)
    if not all(any(abs(place - other) <= _COLUMN for other in many) for place in few):
        return False
    between = text_lines([glyph for glyph in sheet.glyphs if top < (glyph.top + glyph.bottom) / 2 < bottom])
    return 0 < len(between) <= _LINES and not any(section_like(line.text) for line in between)
