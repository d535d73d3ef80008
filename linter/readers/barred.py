"""Tables as crawlers of web pages write them: a bar behind each cell, cells that others cover left out.

A row a line, or a cell a line. Rows are filled up to the width of the table by bars side by side at their
end, whatever cell it is that covers the slots:

    三、办理结果 | （一）予以公开 | 2 | 0 | |        三、办理结果 |
    （二）部分公开 | 1 | 0 | ||                     （一）予以公开 |
                                                    2 |
                                                    …
So rows come as their own cells only, ragged. Where the bars of a cell a line do not make rows of one width,
there is no table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..patterns import compiled
from .pieces import WHITE, RawCell, RawRow, piece, section_like, sentence, words

_FILL = compiled(r"\|\s+(\|+)\s*$")
_ONLY = compiled(r"\s*(\|+)\s*")
_LABEL_MAX = 60     # characters of a cell's line without its bar
_BROKEN = 4         # lines of a cell
_LEAST = 3          # lines of a table


def ended(raw: str) -> bool:
    """Whether a line is words with a bar behind them, none before."""
    text = raw.strip(WHITE)
    return len(text) > 1 and text[-1] == "|" and text[0] != "|"


def filled(lines: Sequence[str]) -> list[int]:
    """How many slots at the end of each row (a line) only fill it up; 0 everywhere for a table in which
    empty cells stand apart from each other."""
    counts = [_fill(raw) for raw in lines]
    if max(counts, default=0) < 2:
        return [0] * len(lines)
    if all(counts):
        return counts
    return [count if count > 1 else 0 for count in counts]  # one bar more is an empty cell, if rows can be full


def _fill(raw: str) -> int:
    found = _FILL.search(raw)
    return len(found[1]) if found else 0


def rows_at(lines: list[str], start: int) -> tuple[list[RawRow], int]:
    """The rows of a table without bars in front that begins at line index `start`, and the index behind it;
    no rows for none."""
    stop = _behind(lines, start)
    if stop - start < _LEAST:
        return [], start
    held = [index for index in range(start, stop) if lines[index].strip(WHITE)]
    single = sum(lines[index].count("|") == 1 and ended(lines[index]) for index in held)
    several = sum(ended(lines[index]) for index in held) - single
    if single > 2 * several:
        rows = list(_by_cell(lines, held))
        return (rows, stop) if rows else ([], start)
    if not several or any("|" not in lines[index] for index in held):
        return [], start
    fills = filled([lines[index] for index in held])
    return [_cells(index, lines[index], fill) for index, fill in zip(held, fills, strict=True)], stop


def _behind(lines: list[str], start: int) -> int:
    """The index behind the lines from `start` on that end in a bar, and those that such a line goes on with."""
    stop = index = start
    while index < len(lines) and index - stop < _BROKEN:
        raw = lines[index]
        if ended(raw) or _ONLY.fullmatch(raw):
            stop = index + 1
        elif "|" in raw or len(raw) > _LABEL_MAX or section_like(raw.strip(WHITE)) or sentence(raw.strip(WHITE)):
            break
        index += 1
    return stop


def _cells(index: int, raw: str, fill: int) -> RawRow:
    cells: list[RawCell] = []
    start = 0
    for part in raw.rstrip(WHITE).removesuffix("|").split("|"):
        cells.append([piece(index + 1, start + 1, part)])
        start += len(part) + 1
    return cells[:len(cells) - fill] if fill < len(cells) else cells[:1]


# ---- a cell a line --------------------------------------------------------------------------------


def _by_cell(lines: list[str], held: list[int]) -> Iterator[RawRow]:
    """Rows of one width, which the first bars side by side tell; nothing where they do not come out even."""
    items = list(_items(lines, held))
    width = next((index + item for index, item in enumerate(items) if isinstance(item, int)), 0)
    rows: list[RawRow] = []
    row: RawRow = []
    wide = 0
    for item in items:
        if isinstance(item, int):
            wide += item
        else:
            wide += 1
            row.append(item)
        if wide > width:
            return
        if wide == width:
            rows.append(row)
            row, wide = [], 0
    if not wide:
        yield from _unfilled(rows, width)


def _unfilled(rows: list[RawRow], width: int) -> Iterator[RawRow]:
    """The rows without one bar that may fill them up or stand for an empty cell: as in `filled`."""
    full = any(len(row) == width and words(row[-1]) for row in rows)
    for row in rows:
        yield row[:-1] if len(row) == width and not full else row


def _items(lines: list[str], held: list[int]) -> Iterator[RawCell | int]:
    """Cells, and how many slots a line of nothing but bars fills up. One bar alone is a cell."""
    cell: RawCell = []
    for index in held:
        raw = lines[index]
        only = _ONLY.fullmatch(raw)
        if only and len(only[1]) > 1:
            yield len(only[1])
        else:
            cell.append(piece(index + 1, 1, raw.rstrip(WHITE).removesuffix("|")))
            if raw.rstrip(WHITE).endswith("|"):
                yield cell
                cell = []
