"""What crawlers of web pages write: a head of "key: value" lines, and tables with a bar behind each cell.

In tables, cells that others cover are left out. A row a line, or a cell a line. Rows are filled up to the width
of the table by bars side by side at their end, whatever cell it is that covers the slots:

    三、办理结果 | （一）予以公开 | 2 | 0 | |        三、办理结果 |
    （二）部分公开 | 1 | 0 | ||                     （一）予以公开 |
                                                    2 |
                                                    …
So rows come as their own cells only, ragged. Where the bars of a cell a line do not make rows of one width,
there is no table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..figures import FigureKind, read_figure
from ..limits import LIMITS, Limits
from ..model import Line
from ..patterns import compiled
from .pieces import WHITE, Piece, RawCell, RawRow, line_of, piece, section_like, sentence, words

_ENTRY = compiled(r"([^\s:：][^:：]{0,19})[:：]\s*(.*)")
_HEAD_LINES = 40     # a head is no longer
_DIVIDER_WORDS = 20  # characters between the = of the line that ends it
_FILL = compiled(r"\|\s+(\|+)\s*$")
_CLOSING = compiled(r"\s*\|[\s|]*$")
_ALONE = 20         # lines of one bar and nothing else that show a text's bars to have lines of their own
_BAR = compiled(r"\|")
_ONLY = compiled(r"\s*(\|+)\s*")
_LABEL_MAX = 60     # characters of a cell's line without its bar
_BROKEN = 4         # lines of a cell


def metadata_head(lines: list[str]) -> tuple[tuple[tuple[str, str], ...], int]:
    """What a crawler wrote above the text ("key: value" lines down to a line of ====), and the index of
    the first line of the text itself."""
    entries: list[tuple[str, str]] = []
    other = 0
    for index, raw in enumerate(lines[:_HEAD_LINES]):
        if raw.startswith("=====") and len(raw.strip("=" + WHITE)) <= _DIVIDER_WORDS:
            return (tuple(entries), index + 1) if len(entries) > max(1, other) else ((), 0)
        found = _ENTRY.fullmatch(raw.strip(WHITE))
        if found:
            entries.append((found[1].strip(WHITE), found[2]))
        elif raw.strip(WHITE):
            other += 1
    return (), 0


def head_lines(lines: list[str]) -> Iterator[Line]:
    """The lines of a metadata head, which are not of the text."""
    return (line_of(i + 1, raw, True) for i, raw in enumerate(lines) if raw.strip(WHITE))


def ended(raw: str) -> bool:
    """Whether a line is words with a bar behind them, none before."""
    text = raw.strip(WHITE)
    return len(text) > 1 and text[-1] == "|" and text[0] != "|"


def without_own_bars(lines: list[str]) -> list[str]:
    """The lines of a text whose bars have lines of their own, behind each cell or before each row, without its
    bars: such bars do not tell an empty cell from the end of a row. Any other text as it is.

        规章            |                 The cells of a row, and the rows, are then found by what
        |               规章 |            the form says of them.
        0               0 |
        |               0 | ||
    """
    alone = [raw.strip(WHITE) == "|" for raw in lines]
    first = next((index for index, raw in enumerate(lines) if ended(raw)), None)
    opened = first is not None and first > 0 and alone[first - 1]
    if sum(alone) < _ALONE or not (opened or first is None):
        return lines
    bare = [_CLOSING.sub("", raw) for raw in lines]
    return lines if any("|" in raw for raw in bare) else bare


def unfilled(rows: Sequence[RawRow], fills: Sequence[int]) -> list[RawRow]:
    """The rows without the slots at their end that only fill them up, `fills` of them.

    One such slot may be an empty cell as well. It is none where rows of figures are sure to be filled up and
    none of them is full.
    """
    figures = [place for place, row in enumerate(rows) if any(map(_figure, row[:len(row) - fills[place]]))]
    single = any(fills[place] > 1 for place in figures) and all(fills[place] for place in figures)
    return [row[:len(row) - fill] if 1 < fill < len(row) or (fill == 1 and single) else row
            for row, fill in zip(rows, fills, strict=True)]


def _figure(cell: RawCell) -> bool:
    return read_figure(words(cell)).kind is FigureKind.NUMBER


def fill(raw: str) -> int:
    """How many slots at the end of a row (a line) may only fill it up."""
    found = _FILL.search(raw)
    return len(found[1]) if found else 0


def rows_at(lines: list[str], start: int, limits: Limits = LIMITS) -> tuple[list[RawRow], int]:
    """The rows of a table without bars in front that begins at line index `start`, and the index behind it;
    no rows for none."""
    stop = next((index for index in range(start, len(lines)) if not _closed(lines[index])), len(lines))
    several = sum(_BAR.search(raw.rstrip(WHITE)[:-1]) is not None and not _ONLY.fullmatch(raw)
                  for raw in lines[start:stop])
    if several * 3 > stop - start:
        rows = [_cells(index, lines[index]) for index in range(start, stop)]
        return (unfilled(rows, [fill(raw) for raw in lines[start:stop]]), stop) if len(rows) > 1 else ([], start)
    rows, fills = _by_cell(lines, range(start, _behind(lines, start)), limits)
    return (unfilled(rows, fills), rows[-1][-1][-1].line) if rows else ([], start)


def _closed(raw: str) -> bool:
    return raw.rstrip(WHITE).endswith("|")


def _behind(lines: list[str], start: int) -> int:
    """The index behind the cells from line index `start` on, each of them a few lines that a bar ends."""
    stop = index = start
    while index < len(lines) and index - stop < _BROKEN:
        raw = lines[index].strip(WHITE)
        if _closed(raw):
            stop = index + 1
        elif not raw or "|" in raw or len(raw) > _LABEL_MAX or section_like(raw) or sentence(raw):
            break
        index += 1
    return stop


def _cells(index: int, raw: str) -> RawRow:
    cells: list[RawCell] = []
    start = 0
    for part in raw.rstrip(WHITE).removesuffix("|").split("|"):
        cells.append([piece(index + 1, start + 1, part)])
        start += len(part) + 1
    return cells


# ---- a cell a line --------------------------------------------------------------------------------


def _by_cell(lines: list[str], held: range, limits: Limits) -> tuple[list[RawRow], list[int]]:
    """Rows of one width, the largest by which bars side by side only stand at ends of rows (none for no
    such), and for each how many slots may only fill it up. Cells behind the last whole row are left out."""
    items = list(_items(lines, held))
    ends: list[int] = []
    total = 0
    for item, is_fill in items:
        total += len(item)
        if is_fill:
            ends.append(total)
    widths = range(min(ends[0], limits.columns), 1, -1) if ends else ()
    width = next((width for width in widths if not any(end % width for end in ends)), 0)
    return _cut(items, width) if width else ([], [])


def _cut(items: list[tuple[RawRow, bool]], width: int) -> tuple[list[RawRow], list[int]]:
    rows: list[RawRow] = []
    fills: list[int] = []
    row: RawRow = []
    for item, is_fill in items:
        row = row + item
        if len(row) == width:
            rows.append(row)
            fills.append(len(item) if is_fill else not words(item[0]))
            row = []
    return rows, fills


def _items(lines: list[str], held: range) -> Iterator[tuple[RawRow, bool]]:
    """Each cell; and the slots, several, that a line of nothing but bars fills up. One bar alone is a cell."""
    cell: RawCell = []
    for index in held:
        raw = lines[index].rstrip(WHITE)
        only = _ONLY.fullmatch(raw)
        if only and len(only[1]) > 1:
            yield [[Piece(index + 1, 1, "")] for _ in only[1]], True
            continue
        cell.append(piece(index + 1, 1, raw.removesuffix("|")))
        if raw.endswith("|"):
            yield [cell], False
            cell = []
