"""Tables of one page from its ruled lines: which lines belong together, what cells they enclose, and what
stands in each.

Shared by PDF and OFD. A cell is a patch of the lattice that no line divides; a merged cell is one patch in
many slots.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ...records import dataclass
from .closing import COLUMN, ROW, closed
from .doubled import single
from .nets import TOUCH, nets
from .patches import Patch
from .sheet import Box, Glyph, Rule, Sheet
from .undrawn import Merged, undrawn

_EDGE = 1.0         # points from a page's edge within which a table goes on beyond it, unseen
_GROUNDS = 5        # filled shapes of a page, more of which may be the cells of a table
_STRIP = 10.0        # a row lower than this has no room for text


@dataclass(slots=True, eq=False)
class Lattice:
    """A table as drawn on one page: `rows` hold the patch of every slot; `xs` are the columns' bounds; `doubted`
    where its cells may be others than the author's. `merged` are the cells of several slots, as first drawn."""

    page: int
    xs: list[float]
    ys: list[float]
    rows: list[list[Patch]]
    merged: list[Merged]
    doubted: bool = False

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def single(self) -> bool:
        """Whether all is one cell: a frame around text rather than a table."""
        return all(patch is self.rows[0][0] for row in self.rows for patch in row)


def lattices(sheet: Sheet) -> tuple[list[Lattice], list[Glyph]]:
    """The tables of a page, filled, from top to bottom; and the characters outside of them."""
    if sheet.crowded:
        return [], sheet.glyphs
    sheet.level, sheet.upright, guessed = single(sheet.level, sheet.upright)
    drawn = (_whole(sheet, *net) for net in nets(sheet))
    found = _without_frames([table for table in drawn if table is not None])
    for table in found:
        off_the_page = table.xs[0] < _EDGE or table.xs[-1] > sheet.width - _EDGE
        table.doubted = table.doubted or guessed or off_the_page
    if len(sheet.areas) > _GROUNDS:
        found += _shaded(sheet, [table.box for table in found if not table.single])
    outside = _fill(found, sheet.glyphs)
    for table in found:
        _drop_strips(table)
        table.doubted = table.doubted or any(_beside(table, other) for other in found)
    return sorted(found, key=lambda table: (table.ys[0], table.xs[0])), outside


def _shaded(sheet: Sheet, drawn: list[Box]) -> list[Lattice]:
    """Tables whose cells are shown by their ground alone: doubted, as rows at their rims may have none."""
    from .shaded import each_on_its_own, edges, grounds

    boxes = grounds(sheet.areas, drawn)
    tables = [_lattice(sheet, *net) for net in edges(sheet, boxes)]
    found = [table for table in tables if table
             and each_on_its_own(table.rows, table.xs, table.ys, boxes, sheet.glyphs)]
    for table in found:
        table.doubted = True
    return found


def _whole(sheet: Sheet, level: list[Rule], upright: list[Rule]) -> Lattice | None:
    """The cells that a net of lines encloses; where words stand among its lines outside of them, with a frame around
    all the lines, as if it were drawn, and doubted."""
    table = _lattice(sheet, level, upright)
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    top, bottom = min(rule.start for rule in upright), max(rule.end for rule in upright)
    if table and _inside((left, top, right, bottom), table.box):
        return table
    before, over, behind, under = table.box if table else (left, top, left, top)
    for _, x0, y0, x1, y1, _ in sheet.glyphs:
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if left < x < right and top < y < bottom and not (before < x < behind and over < y < under):
            levels, uprights = _frame(left, top, right, bottom)
            framed = _lattice(sheet, sorted([*level, *levels]), sorted([*upright, *uprights]))
            if framed is None or not (table or len(framed.xs) > 2):
                return table
            framed.doubted = True
            return framed
    return table


def _frame(left: float, top: float, right: float, bottom: float) -> tuple[list[Rule], list[Rule]]:
    return ([Rule(top, left, right), Rule(bottom, left, right)], [Rule(left, top, bottom), Rule(right, top, bottom)])


def _lattice(sheet: Sheet, level: list[Rule], upright: list[Rule]) -> Lattice | None:
    """The cells that a net of lines encloses; None where it encloses none, or too many."""
    level, upright = closed(level, upright)
    xs, ys = _bounds(upright, COLUMN, COLUMN), _bounds(level, ROW, 2 * ROW)
    if not (len(xs) > 1 and len(ys) > 1 and (len(xs) - 1) * (len(ys) - 1) <= sheet.limits.table_slots):
        return None
    over = [[False] * len(xs) for _ in ys]       # over[i][j]: a line above slot i, j
    before = [[False] * len(xs) for _ in ys]     # before[i][j]: a line left of it
    column_at, row_at = _Nearest(xs), _Nearest(ys)
    for at, start, end in level:
        first, last = column_at[start], column_at[end]
        over[row_at[at]][first:last] = [True] * (last - first)
    for at, start, end in upright:
        column = column_at[at]
        for index in range(row_at[start], row_at[end]):
            before[index][column] = True
    rows, merged, whole = _patches(sheet.number, xs, ys, over, before)
    return Lattice(sheet.number, xs, ys, rows, merged, not whole)


def _bounds(rules: Iterable[Rule], tolerance: float, most: float) -> list[float]:
    """The places of lines, sorted; those each nearer than `tolerance` to the next, and all to `most`, as one."""
    bounds: list[float] = []
    group: list[float] = []
    for place in sorted(rule.at for rule in rules):
        if group and (place - group[-1] > tolerance or place - group[0] > most):
            bounds.append(sum(group) / len(group))
            group = []
        group.append(place)
    if group:
        bounds.append(sum(group) / len(group))
    return bounds


class _Nearest(dict[float, int]):
    """Place → the index of the nearest bound; lines begin and end at few places."""

    def __init__(self, bounds: list[float]) -> None:
        super().__init__()
        self._bounds = bounds

    def __missing__(self, place: float) -> int:
        bounds = self._bounds
        index = min(max(bisect_right(bounds, place), 1), len(bounds) - 1)
        self[place] = index = index - (place - bounds[index - 1] <= bounds[index] - place)
        return index


def _patches(page: int, xs: list[float], ys: list[float], over: list[list[bool]],
             before: list[list[bool]]) -> tuple[list[list[Patch]], list[Merged], bool]:
    """Slots with no line between them as one patch, always a rectangle; the patches of several slots; whether lines
    run along all sides."""
    height, width = len(ys) - 1, len(xs) - 1
    whole = all(row[0] and row[width] for row in before[:height]) and all(over[0][:width] + over[height][:width])
    merged: list[Merged] = []
    owner: list[list[Patch | None]] = [[None] * width for _ in range(height)]
    for i in range(height):
        for j in range(width):
            if owner[i][j] is not None:
                continue
            right = j + 1
            if (right == width or before[i][right]) and (i + 1 == height or over[i + 1][j]):  # as most are
                owner[i][j] = Patch(page, (xs[j], ys[i], xs[right], ys[i + 1]))
                continue
            while right < width and not before[i][right] and owner[i][right] is None:
                right += 1
            below = i + 1
            while below < height and not any(over[below][j:right]):
                below += 1
            patch = Patch(page, (xs[j], ys[i], xs[right], ys[below]))
            merged.append((patch, j, i, right, below))
            whole = (whole and (below == height or all(over[below][j:right]))
                     and (right == width or all(row[right] for row in before[i:below])))
            for row in owner[i:below]:
                row[j:right] = [patch] * (right - j)
    return [[patch for patch in row if patch is not None] for row in owner], merged, whole


def _without_frames(tables: list[Lattice]) -> list[Lattice]:
    """Without frames of a single cell that other tables stand in: borders of pages."""
    return [table for table in tables if not (table.single and any(
        other is not table and _inside(other.box, table.box) for other in tables))]


def _beside(table: Lattice, other: Lattice) -> bool:
    """Whether tables stand side by side from the same height to the same: they may be the halves of one."""
    return (abs(table.ys[0] - other.ys[0]) <= TOUCH and abs(table.ys[-1] - other.ys[-1]) <= TOUCH
            and (table.xs[-1] <= other.xs[0] or other.xs[-1] <= table.xs[0]))


def _inside(inner: Box, outer: Box) -> bool:
    return (outer[0] - TOUCH <= inner[0] and outer[1] - TOUCH <= inner[1]
            and inner[2] <= outer[2] + TOUCH and inner[3] <= outer[3] + TOUCH)


def _area(table: Lattice) -> float:
    left, top, right, bottom = table.box
    return (right - left) * (bottom - top)


def _fill(tables: list[Lattice], glyphs: list[Glyph]) -> list[Glyph]:
    """Gives each character to the cell around its middle; those of no cell are returned."""
    if not tables:
        return glyphs
    outside: list[Glyph] = []
    inside: dict[Patch, list[Glyph]] = {}
    boxed = [(*table.box, table.xs, table.ys, table.rows, table) for table in sorted(tables, key=_area)]
    waiting = glyphs[::-1]
    while waiting:
        glyph = waiting.pop()
        _, left, top, right, bottom, lefts = glyph
        y = (top + bottom) / 2
        x, last = ((left + lefts[1]) / 2, (lefts[-1] + right) / 2) if lefts else ((left + right) / 2, 0.0)
        for start, over, end, under, xs, ys, rows, table in boxed:
            if over <= y < under and (start <= x < end or start <= last < end):
                row, column = rows[bisect_right(ys, y) - 1], bisect_right(xs, x) - 1
                if lefts and (last >= end or x < start or row[bisect_right(xs, last) - 1] is not row[column]):
                    singles = [*glyph.singles()]
                    table.doubted = table.doubted or _parts_word(singles, table)
                    waiting += singles[::-1]
                    break
                patch = row[column]
                if patch in inside:
                    inside[patch].append(glyph)
                else:
                    inside[patch] = [glyph]
                break
        else:
            outside.append(glyph)
    for patch, within in inside.items():
        patch.settle(within)
    for table in tables:
        table.doubted = table.doubted or undrawn(table.rows, table.merged, table.xs, table.ys, inside)
    return outside


def _parts_word(run: Sequence[Glyph], table: Lattice) -> bool:
    """Whether two characters of a run stand on either side of a line of the table's."""
    for before, after in pairwise(run):
        if before.char != " " != after.char:
            middles = (before.left + before.right) / 2, (after.left + after.right) / 2
            if bisect_right(table.xs, middles[0]) != bisect_right(table.xs, middles[1]):
                return True
    return False


def _drop_strips(table: Lattice) -> None:
    """Takes out rows too low for text in which no cell of the row alone has any, beside cells that go through: the
    room between the border of a label over rows and that of its last row, where a page cut them."""
    rows = table.rows
    for index in range(len(rows) - 2, 0, -1):
        above, row, below = rows[index - 1:index + 2]
        if table.ys[index + 1] - table.ys[index] >= _STRIP:
            continue
        alone = [patch for column, patch in enumerate(row) if patch is not above[column] and patch is not below[column]]
        if len(alone) < len(row) and not any(patch.text for patch in alone):
            del rows[index], table.ys[index]
