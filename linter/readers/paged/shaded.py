"""Tables whose cells are shown by their ground alone: shaded, with gaps or white lines between, or white on dark.

Each cell has a ground of its own then, and the edges of the grounds are the lines of the table. That is so where every
cell that they enclose holds just one, and is filled by it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from .nets import Net, nets
from .patches import Patch
from .sheet import Box, Glyph, Rule, Sheet
from .strokes import merged

_MOST = 2000        # filled shapes of a page that is no drawing
FEW = 6             # cells of a table, at least
_SMALL = 6.0        # points that a cell is wide and high, at least
_WITHIN = 1.0       # … by which a shape may stand out of another that it stands in
_FREE = 10          # cells for one that has no ground
_GAP = 7.0          # … that a cell's ground may leave free of it


def grounds(areas: Sequence[Box], tables: Sequence[Box]) -> list[Box]:
    """The filled shapes outside of drawn tables in which no other stands; none where they are too few or too many."""
    loose = [box for box in dict.fromkeys(areas) if min(box[2] - box[0], box[3] - box[1]) >= _SMALL
             and not any(_in(box, table) for table in tables)]
    if not FEW <= len(loose) <= _MOST:
        return []
    found: list[Box] = []
    for box in sorted(loose, key=lambda box: (box[2] - box[0]) * (box[3] - box[1])):
        if not any(_in(other, box) for other in found):
            found.append(box)
    return found


def _in(inner: Box, outer: Box) -> bool:
    return (outer[0] - _WITHIN <= inner[0] and outer[1] - _WITHIN <= inner[1]
            and inner[2] <= outer[2] + _WITHIN and inner[3] <= outer[3] + _WITHIN)


def edges(sheet: Sheet, boxes: Sequence[Box]) -> list[Net]:
    """The edges of grounds as lines, those of one table together."""
    level = merged(Rule(y, box[0], box[2]) for box in boxes for y in (box[1], box[3]))
    upright = merged(Rule(x, box[1], box[3]) for box in boxes for x in (box[0], box[2]))
    return nets(Sheet(sheet.number, sheet.width, sheet.height, sheet.glyphs, level, upright, limits=sheet.limits))


def each_on_its_own(rows: list[list[Patch]], xs: Sequence[float], ys: list[float], boxes: Sequence[Box],
                    glyphs: Sequence[Glyph]) -> bool:
    """Whether each cell of a table holds one ground, which fills it, in two rows and two columns at least. A few
    without words may have none; a row of such, which a page leaves free beside a cell that goes on, is taken off."""
    cells = {patch for row in rows for patch in row}
    filled: set[Patch] = set()
    for box in boxes:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if xs[0] < x < xs[-1] and ys[0] < y < ys[-1]:
            patch = rows[bisect_right(ys, y) - 1][bisect_right(xs, x) - 1]
            if patch in filled or max(abs(one - other) for one, other in zip(box, patch.box, strict=True)) > _GAP:
                return False
            filled.add(patch)
    free = cells - filled
    if len(free) * _FREE > len(cells) or any(_holds(patch, glyphs) for patch in free):
        return False
    if len(rows) > 2 and free and free == {*rows[-1]} - {*rows[-2]}:
        del rows[-1], ys[-1]
    return len(filled) >= FEW and min(len(rows), len(rows[0])) > 1


def _holds(patch: Patch, glyphs: Sequence[Glyph]) -> bool:
    left, top, right, bottom = patch.box
    return any(left < (glyph.left + glyph.right) / 2 < right and top < (glyph.top + glyph.bottom) / 2 < bottom
               for glyph in glyphs)
