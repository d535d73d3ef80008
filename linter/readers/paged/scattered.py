"""Tables on pages whose cells cannot be told apart: without borders, or with borders that do not enclose all.

They must not be judged by guesses. Rows of figures outside of drawn cells, set wide apart, are such a table, with
the words between them; so is a drawn one beside whose side its own words go on, or with whole rows in one cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...figures import FigureKind, read_figure
from ...model import Block, Line
from ..pieces import section_like
from .lattice import Lattice
from .nets import TOUCH
from .patches import Patch
from .sheet import Rule
from .typeset import TextLine, squares
from .undrawn import pitch, stacked

UNREAD = "框线不全或歪斜，单元格分不清，数字无法对应到行和列"
PARTED = "一格在换页处为空白，可能是上一页合并单元格的余下部分，单元格分不清，无法核对"

_ENDS = "。；：！？"
_GOING_ON = "，。；：、"     # ends of prose
_APART = 0.6        # squares between the words of cells that stand side by side, at least
_FIGURES = 3        # figures of one line that make it a table's row
_FEW = 6            # … and of all lines of a table, at least
_LABELS = 0.7       # the part of a row's width that its labels take up, at most
_BETWEEN = 16       # lines of a label that may stand between two rows
_PROSE = 22.0       # squares from which on a line without gaps is prose
_NEXT = 1.0         # squares between a row and a line that belongs to it, at most
_BESIDE = 1.5       # squares between a table's side and words that go on beyond it, at most


class Scattered(NamedTuple):
    """A line of a table whose cells could not be told apart."""

    line: TextLine


def without_cells(lines: Sequence[TextLine]) -> set[int]:
    """The indices of the lines, which stand below each other outside of drawn cells, that make tables."""
    found: set[int] = set()
    group: list[int] = []
    for index, line in enumerate(lines):
        if not _wide(line):
            continue
        if group and not _one_table(lines[group[-1] + 1:index], line):
            found |= _table(lines, group)
            group = []
        group.append(index)
    return found | _table(lines, group)


def unread_in(blocks: Iterable[Block]) -> list[str]:
    """On which pages there are tables of which no cell was read, in a sentence."""
    lines = (block for block in blocks if isinstance(block, Line) and block.unread == UNREAD)
    pages = dict.fromkeys(line.text.base.page for line in lines)
    named = "、".join(map(str, pages))
    return [f"第 {named} 页有框线不全（或没有框线）的表，单元格分不清，没有读取；请提供 Word 原稿。"] if pages else []


def _wide(line: TextLine) -> bool:
    """Whether a line's words stand as far apart as those of cells side by side."""
    gaps = line.text.count(" ")
    inked = squares(line.text.replace(" ", "")) * line.square
    return gaps > 0 and line.text[-1] not in _GOING_ON and line.right - line.left >= inked + gaps * _APART * line.square


def _one_table(between: Sequence[TextLine], row: TextLine) -> bool:
    """Whether lines between two rows, the second given, can be labels: even long ones end before the figures."""
    labels = row.left + _LABELS * (row.right - row.left)
    return len(between) <= _BETWEEN and not any(
        _prose(line) and (line.right > labels or line.text[-1] in _ENDS) for line in between)


def _prose(line: TextLine) -> bool:
    return line.text[-1] == "。" or (squares(line.text) >= _PROSE and " " not in line.text)


def _table(lines: Sequence[TextLine], group: Sequence[int]) -> set[int]:
    """The lines from the first to the last of those, with what stands close above and below; none where there are
    too few figures for a table."""
    counts = [_figures(lines[index].text) for index in group]
    if max(counts, default=0) < _FIGURES or sum(counts) < _FEW:
        return set()
    first, last = group[0], group[-1]
    while first and _beside(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and _beside(lines[last + 1], lines[last]):
        last += 1
    return {*range(first, last + 1)}


def _figures(text: str) -> int:
    return sum(read_figure(word).kind in (FigureKind.NUMBER, FigureKind.MARK) for word in text.split())


def _beside(line: TextLine, row: TextLine) -> bool:
    """Whether a line next to a table's outermost row is part of it: a piece of a label."""
    near = max(row.top - line.bottom, line.top - row.bottom) < _NEXT * row.square
    if line.page != row.page:
        near = " " in line.text or _prose(line)
    return near and line.text[-1] not in _ENDS and not section_like(line.text)


def doubted(table: Lattice, outside: Iterable[TextLine], upright: Iterable[Rule]) -> list[TextLine] | None:
    """The lines outside of a drawn table that go on in it, where its cells may be others than the author's. A row
    goes on there, too, that no line closes: the table's upright lines (of the page's) do."""
    left, top, right, bottom = table.box
    own = [rule for rule in upright
           if left - TOUCH <= rule.at <= right + TOUCH and rule.start < bottom and top < rule.end]
    first, last = min([top, *(rule.start for rule in own)]), max([bottom, *(rule.end for rule in own)])
    beyond = [line for line in outside if first < line.middle < last
              and max(left - line.right, line.left - right) < _BESIDE * line.square]
    slots = Counter([patch for row in table.rows for patch in row if len(patch.lines) > 1 or " " in patch.text])
    if beyond or any(_crammed(*item) for item in slots.items()) or _figures_stacked(table, slots):
        return beyond
    return None


def _figures_stacked(table: Lattice, patches: Iterable[Patch]) -> bool:
    """Whether a row has several cells with figures below each other, of those patches that have several words."""
    columns = [patch for patch in patches if len(patch.lines) > 1 and patch.lines[0].text.isdecimal()]
    if len(columns) < _FIGURES:
        return False
    usual = pitch(table.rows)
    those = {patch for patch in columns if stacked(patch, usual)}
    return any(len(those.intersection(row)) >= _FIGURES for row in table.rows)


def _crammed(patch: Patch, slots: int) -> bool:
    """Whether a cell holds what belongs to several: figures side by side or below each other, or beside words."""
    if "\n" in patch.text:
        return True
    if len(patch.lines) > 1 and (slots > 1 or not patch.text.isdecimal()) and any(
            line.text[:1].isdigit() and read_figure(line.text).kind is FigureKind.NUMBER for line in patch.lines):
        return True
    return " " in patch.text and any(_wide(line) and (_figures(line.text) > 0 or _labels(line)) for line in patch.lines)


def _labels(line: TextLine) -> bool:
    """Whether a line is words of two letters or more: one word set wide is letters by themselves."""
    return min(map(len, line.text.split())) > 1 and not line.text.isascii()
