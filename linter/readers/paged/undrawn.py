"""Cells between which a line is missing: on the page they look merged.

A merged cell holds one text: it runs over the columns' bounds inside the cell, and its lines keep one distance. Where
words stand on both sides of a bound with a gap there, or lines part at it, they are those of two cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from .patches import Patch
from .sheet import Glyph
from .typeset import TextLine

_GAP = 0.35         # squares between the words of two cells, at least
_OVER = 0.15        # squares by which a character may reach over a bound
STEP = 1.3         # the usual distances from line to line from which on lines are not of one text
_LIKE = 0.7         # … and lines of less than this part of another's size are marks
_LEVEL = 0.1        # squares by which lines of one height may differ
_USUAL = 1.9        # … in squares where nothing shows the usual one

Rows = Sequence[Sequence[Patch]]
Merged = tuple[Patch, int, int, int, int]
"""A cell of several slots: left, top, right, bottom."""


def undrawn(rows: Rows, merged: Sequence[Merged], xs: Sequence[float], ys: Sequence[float],
            inside: Mapping[Patch, Sequence[Glyph]]) -> bool:
    """Whether a merged cell of a table's rows holds the words of several cells."""
    usual = pitch(rows) if merged else 0.0
    return any(
        any(_parted_at(bound, patch, inside[patch]) for bound in xs[left + 1:right])
        or any(_stacked_at(bound, patch, usual) for bound in ys[top + 1:bottom])
        or (bottom - top > 1 and _aligned(patch, rows[top:bottom]))
        for patch, left, top, right, bottom in merged if patch in inside)


def _parted_at(bound: float, patch: Patch, glyphs: Sequence[Glyph]) -> bool:
    """Whether words stand on both sides of a column's bound, none on it, and a gap is there in each line."""
    before = [glyph for glyph in glyphs if glyph.char != " " and glyph.left < bound]
    behind = [glyph for glyph in glyphs if glyph.char != " " and glyph.left >= bound]
    if not before or not behind:
        return False
    both = False
    for line in patch.lines:
        ends = [glyph.right for glyph in before if line.top <= (glyph.top + glyph.bottom) / 2 <= line.bottom]
        starts = [glyph.left for glyph in behind if line.top <= (glyph.top + glyph.bottom) / 2 <= line.bottom]
        if ends and max(ends) > bound + _OVER * line.square:
            return False
        if ends and starts:
            if min(starts) - max(ends) < _GAP * line.square:
                return False
            both = True
    letters = sum(len(glyph.char) for glyph in (*before, *behind))
    return both and (letters > 2 or not _spread(patch))


def _spread(patch: Patch) -> bool:
    """Whether two characters are one word set wide."""
    words = patch.text.replace(" ", "")
    return len(words) == 2 and not words.isascii()


def _stacked_at(bound: float, patch: Patch, known: float) -> bool:
    """Whether lines stand above and below a row's bound, farther apart than those of one text."""
    pairs = list(pairwise(patch.lines))
    steps = [below.middle - above.middle for above, below in pairs]
    for index, (above, below) in enumerate(pairs):
        if above.middle < bound < below.middle:
            small, large = sorted((above.square, below.square))
            if max(above.bottom - bound, bound - below.top) > _OVER * large or small < _LIKE * large:
                return False
            others = sorted(steps[:index] + steps[index + 1:])
            usual = others[len(others) // 2] if others else known or _USUAL / STEP * large
            return (above.text.isdecimal() and below.text.isdecimal()) or steps[index] > STEP * usual
    return False


def _aligned(patch: Patch, rows: Rows) -> bool:
    """Whether one line of the cell stands in each of its rows, as high as one of another cell of that row alone."""
    if len(patch.lines) != len(rows) or min(len(line.text) for line in patch.lines) < 2:
        return False
    return all(any(abs(line.middle - beside.middle) < _LEVEL * line.square
                   for cell in row if all(cell not in other for other in rows if other is not row)
                   for beside in cell.lines for line in patch.lines)
               for row in rows)


def pitch(rows: Rows) -> float:
    """How far apart the lines of one text usually are in a table, as its words show; 0 where no cell has two lines."""
    steps = sorted([below.middle - above.middle for row in rows for patch in dict.fromkeys(row)
                    if len(patch.lines) > 1
                    for above, below in pairwise(patch.lines) if _words(above) and _words(below)])
    return steps[len(steps) // 2] if steps else 0.0


def _words(line: TextLine) -> bool:
    return len(line.text) > 1 and not line.text.isdecimal()


def stacked(patch: Patch, usual: float) -> bool:
    """Whether figures stand below each other in a cell, farther apart than the lines of one text (`usual`) are: not
    one figure that was too long for its cell."""
    return len(patch.lines) > 1 and all(line.text.isdecimal() for line in patch.lines) and all(
        below.middle - above.middle > STEP * usual for above, below in pairwise(patch.lines))
