"""Tables that go on on the next page: put together as one, with what the page break cut.

A page break may stand between two rows, inside a row, inside a merged label; it may repeat the header
rows; the columns of one part may be finer than those of the other. Nothing but the drawing is known here:
text goes on in a cell that it had filled to the brim, unless it begins like a new item of a list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from ...figures import FigureKind, read_figure
from ...model import Cell, Grid, Origin, Text
from ...patterns import compiled
from ...records import dataclass, field
from .lattice import Lattice
from .patches import Patch
from .sheet import Tenths, rounded
from .typeset import first_word, joined

_EDGE = 4.0      # how far apart, in points, the outer lines of two parts of a table may be
_SHIFT = 40.0    # how far the second part may be shifted sideways (margins of even and odd pages)
_COLUMN = 6.0
_DIGIT = 0.6     # squares behind a figure that leave no room for another digit
_HIGH = 12.0     # points that a row is high, at least
_SEEN = 60       # rows of each part that are looked at to tell labels from figures
_ITEM = compiled(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十百\d]{1,4}[条章]")
_FIGURES = (FigureKind.NUMBER, FigureKind.MARK, FigureKind.REMARKED)

Row = list[Patch]


@dataclass(slots=True, eq=False)
class WholeTable:
    """A table of one or more pages in reading order."""

    xs: list[float]
    rows: list[Row]
    pages: list[Lattice] = field(default_factory=list)
    under: list[Patch] = field(default_factory=list)    # blank cells at the top of pages, under figures

    @classmethod
    def of(cls, part: Lattice) -> WholeTable:
        return cls(part.xs, part.rows, [part])

    @property
    def single(self) -> bool:
        return all(patch is self.rows[0][0] for row in self.rows for patch in row)

    @property
    def doubted(self) -> bool:
        return any(part.doubted for part in self.pages)

    @property
    def parted(self) -> bool:
        """Whether the only blank cells beside figures are at the top of pages under figures: where a break parts two
        rows of a merged cell, nothing shows that the lower is its rest."""
        return bool(self.under) and all(
            patch.text or patch in self.under for row in self.rows if any(map(_figure, row)) for patch in row)

    def goes_on(self, part: Lattice) -> bool:
        """Whether `part`, which nothing parts from this table but the page break, is more of it."""
        if part.page != self.pages[-1].page + 1:
            return False
        left, right = part.xs[0] - self.xs[0], part.xs[-1] - self.xs[-1]
        if abs(left - right) > _EDGE or abs(left) > _SHIFT:
            return False
        mine, theirs = self.xs[1:-1], [x - left for x in part.xs[1:-1]]
        few, many = sorted((mine, theirs), key=len)
        common = sum(any(abs(x - other) <= _COLUMN for other in many) for x in few)
        return common * 2 >= len(few)

    def add(self, part: Lattice) -> None:
        """Appends the rest of the table."""
        shift = part.xs[0] - self.xs[0]
        theirs = [x - shift for x in part.xs]
        bounds = _union(self.xs, theirs)
        self.rows = [_respread(row, self.xs, bounds) for row in self.rows]
        rows = [_respread(row, theirs, bounds) for row in part.rows]
        self.xs = bounds
        self.pages.append(part)
        rows = rows[_repeated(self.rows, rows):]
        if rows:
            self._join(rows)

    def _join(self, rows: list[Row]) -> None:
        labels = _label_columns(self.rows[:_SEEN] + self.rows[-_SEEN:] + rows[:_SEEN])
        last, first = self.rows[-1], rows[0]
        cut = _row_cut(last, first, labels)
        if cut and _left_blank(self.rows, rows):
            self.rows.extend(rows)
            return
        head = not cut and _head_cut(last, first, labels % len(last))
        same: dict[Patch, Patch] = {}
        for above, below in _meeting(last, first):
            if cut or (head and _words_go_on(above, below)) or _label_cut(
                    above, below, labels, last, rows, self.rows):
                _append(above, below)
                same[below] = above
        if cut:
            rows = rows[1:]
        elif not head and any(map(_figure, first)):
            self.under += [below for above, below in _meeting(last, first)
                           if _figure(above) and not below.text and below not in same]
        self.rows.extend([same.get(patch, patch) for patch in row] for row in rows)

    def grid(self, number: int, unread: str = "") -> Grid:
        """The table as data; each cell knows the page and the box where it begins."""
        extents: dict[Patch, list[int]] = {}
        for r, row in enumerate(self.rows):
            for c, patch in enumerate(row):
                extent = extents.get(patch)
                if extent is None:
                    extents[patch] = [r, c, r, c]
                else:
                    extent[2], extent[3] = r, c
        tenths = Tenths()
        cells = {patch: _cell(patch, number, tenths, *extent) for patch, extent in extents.items()}
        part = self.pages[0]
        return Grid(
            tuple(tuple(cells[patch] for patch in row) for row in self.rows), number,
            Origin(table=number, page=part.page, box=rounded(part.box)), unread)


def _cell(patch: Patch, number: int, tenths: Tenths, top: int, left: int, bottom: int, right: int) -> Cell:
    x0, y0, x1, y1 = patch.box
    box = tenths[x0], tenths[y0], tenths[x1], tenths[y1]
    origin = Origin(0, 0, 0, 0, 0, number, top + 1, left + 1, 0, 0, patch.page, box)
    return Cell(Text(patch.text, (), origin), top, left, bottom - top + 1, right - left + 1)


def _union(mine: list[float], theirs: list[float]) -> list[float]:
    """The columns' bounds of both parts; bounds that mean the same stand where the first part has them."""
    inner = sorted(
        mine[1:-1] + [x for x in theirs[1:-1] if all(abs(x - other) > _COLUMN for other in mine)])
    return [mine[0], *inner, mine[-1]]


def _respread(row: Row, old: list[float], new: list[float]) -> Row:
    """A row over finer columns."""
    if len(old) == len(new):
        return row
    middles = ((start + end) / 2 for start, end in pairwise(new))
    return [row[min(max(bisect_right(old, x) - 1, 0), len(row) - 1)] for x in middles]


def _repeated(table: list[Row], rows: list[Row]) -> int:
    """How many rows at the top of a part are the table's header again."""
    count = 0
    for mine, theirs in zip(table, rows, strict=False):
        if [_words(patch) for patch in mine] != [_words(patch) for patch in theirs]:
            break
        if not any(_words(patch) and not _figure(patch) for patch in theirs):
            break
        count += 1
    return count if count < len(rows) or len(table) > count else 0


def _words(patch: Patch) -> str:
    return "".join(patch.text.split())


def _figure(patch: Patch) -> bool:
    return bool(patch.text) and read_figure(patch.text).kind in _FIGURES


def _label_columns(rows: list[Row]) -> int:
    """How many columns at the left hold labels rather than figures."""
    for column in range(len(rows[0])):
        narrow = dict.fromkeys(row[column] for row in rows if row[column] is not row[-1] or column == len(row) - 1)
        words = sum(bool(patch.text) and not _figure(patch) for patch in narrow)
        if words * 2 < len(narrow):
            return column
    return len(rows[0])


def _meeting(last: Row, first: Row) -> Iterator[tuple[Patch, Patch]]:
    """The cells that meet at the page break and are equally wide."""
    start = 0
    for column in range(1, len(last) + 1):
        parted = (column == len(last) or last[column] is not last[start],
                  column == len(first) or first[column] is not first[start])
        if parted == (True, True) and _opens(last, start) and _opens(first, start):
            yield last[start], first[start]
        if any(parted):
            start = column


def _opens(row: Row, column: int) -> bool:
    return column == 0 or row[column] is not row[column - 1]


def _goes_on(above: Patch, below: Patch) -> bool:
    """Whether the text below is the rest of the text above: its first word would not have fitted there."""
    if not below.text or _ITEM.match(below.text) or _figure(below):
        return False
    return above.spare <= first_word(below.text)


def _digits_go_on(above: Patch, below: Patch) -> bool:
    """Whether a figure was broken by its cell, which had no room for another digit."""
    return above.text.isdecimal() and below.text.isdecimal() and above.spare < _DIGIT


def _row_cut(last: Row, first: Row, labels: int) -> bool:
    """Whether the break went through a row: all its cells have another part below."""
    pairs = list(_meeting(last, first))
    if sum(1 for c in range(len(last)) if _opens(last, c)) != len(pairs) or len(pairs) != sum(
            1 for c in range(len(first)) if _opens(first, c)):
        return False
    both = [(above, below) for above, below in pairs if above.text and below.text]
    if not any(below.text for _, below in pairs):
        return any(above.text for above, _ in pairs)  # the empty foot of a row
    if both:
        alone = not any(below.text for above, below in pairs if not above.text)  # nothing but what goes on
        return (alone or any(_goes_on(*pair) for pair in both)) and all(
            _goes_on(*pair) or _digits_go_on(*pair) for pair in both)
    label_below = any(patch.text for patch in first[:labels])
    figure_above = any(patch.text for patch in last[labels:])
    return not label_below and not figure_above and labels < len(first)


def _left_blank(table: list[Row], rest: list[Row]) -> bool:
    """Whether what follows a header on the next page is the one row below it, left blank: as high as a row."""
    _, top, _, bottom = rest[0][0].box
    return (len(rest) == 1 and bottom - top >= _HIGH
            and not any(_figure(patch) for row in table for patch in row))


def _head_cut(last: Row, first: Row, labels: int) -> bool:
    """Whether the break went between the rows of a header: below it, too, stand words in the figures' columns, no
    figure, and no label before them. Heads of one column that go over both rows are cut."""
    heads = dict.fromkeys(patch for patch in first[labels:] if patch.text)
    if not heads or any(_figure(patch) for patch in (*heads, *last[labels:])):
        return False
    pairs = [(above, below) for above, below in _meeting(last, first) if below.text]
    return len(pairs) < len(heads) and all(_words_go_on(*pair) for pair in pairs)


def _words_go_on(above: Patch, below: Patch) -> bool:
    """Whether there are words above that end there, or go on below."""
    return bool(above.text) and (not below.text or _goes_on(above, below))


def _label_cut(above: Patch, below: Patch, labels: int, last: Row, rows: list[Row], table: list[Row]) -> bool:
    """Whether a label that spans rows was cut: blank, said again, or going on below the break."""
    if not above.text:
        return False
    spans = (len(table) > 1 and above in table[-2]) or (len(rows) > 1 and below in rows[1])
    if above not in last[:labels]:
        return spans and not below.text
    if not below.text:
        return spans or below is not rows[0][labels - 1]
    return spans and (_words(above) == _words(below) or _goes_on(above, below))


def _append(above: Patch, below: Patch) -> None:
    """The text of a cut cell put together."""
    if below.text and _words(above) != _words(below):
        above.text = joined((above.text, below.text))
        above.lines = above.lines + below.lines
    above.spare = below.spare if below.text else above.spare
