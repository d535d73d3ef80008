"""Tables of text whose cells stand side by side: between bars (Markdown, box drawing) or in columns."""

from __future__ import annotations

from collections.abc import Iterator

from ..limits import LIMITS, Limits
from ..patterns import compiled
from .bounds import guard_columns
from .crawled import ended, fill, rows_at, unfilled
from .pieces import WHITE, RawCell, RawRow, blank_or_complete, piece, section_like, sentence

_BAR = compiled(r"(?<!\\)[|│┃║｜]")
_BARS = "|│┃║｜"
_FRAME = compiled(r"[-+=|:\s─-╿]+")     # a line of a frame has nothing else in it …
_STROKE = compiled(r"---|===|[─━═╌┄┈]")  # … and one of these
_DASHES = compiled(r":?-+:?")
_COLUMNS = compiled(r"[^\S\t]{2,}")
_COLUMN_FIELDS = 3  # fields of a line, and lines, that make aligned columns a table
_LABEL_MAX = 40     # characters of a line that is a row of one cell
_WIDE_ROWS = 2      # so many of the lines of such a table have three fields or more
_BAR_ROWS = 3       # rows without outer bars or a delimiter row that make a table


def delimiter(raw: str) -> bool:
    """Whether a line is the |---|---| under the head of a Markdown table."""
    text = raw.strip(WHITE)
    if "-" not in text or "|" not in text or not _FRAME.fullmatch(text):
        return False
    cells = text.removeprefix("|").removesuffix("|").split("|")
    return all(_DASHES.fullmatch(cell.strip(WHITE)) for cell in cells)


def framed(raw: str) -> bool:
    """Whether a line only draws a table's frame."""
    return bool(_FRAME.fullmatch(raw) and _STROKE.search(raw))


class RuledTables:
    """Finds tables among the lines of one file."""

    def __init__(self, lines: list[str], columns: bool = True, limits: Limits = LIMITS) -> None:
        """`columns`: whether aligned columns, too, make a table."""
        self._lines = lines
        self._columns = columns
        self._limits = limits

    def at(self, start: int) -> tuple[list[RawRow], int]:
        """The rows of a table that begins at line index `start`, and the index behind it. No rows: the
        lines up to that index are no table."""
        raw = self._lines[start]
        if ended(raw):
            rows, stop = rows_at(self._lines, start, self._limits)
            if rows:
                return rows, stop
        if barred(raw) or (framed(raw) and barred(self._line(start + 1))) or self._head(start):
            return self._bars(start)
        if self._columns and _set(raw):
            return self._aligned_rows(start)
        return [], start + 1

    def _head(self, index: int) -> bool:
        """Whether a line is the head of a Markdown table: a delimiter row stands below."""
        return "|" in self._lines[index] and delimiter(self._line(index + 1)) and not framed(self._lines[index])

    def _line(self, index: int) -> str:
        return self._lines[index] if index < len(self._lines) else ""

    def _bars(self, start: int) -> tuple[list[RawRow], int]:
        indices, stop = self._extent(start)
        rules = {i for place, i in enumerate(indices) if self._rule(i, place)}
        content = [i for i in indices if i not in rules]
        outer = sum(self._lines[i].strip(WHITE)[0] in _BARS for i in content) * 2 > len(content)
        if not content or not (rules or outer or len(content) >= _BAR_ROWS):
            return [], max(stop, start + 1)
        if not rules and len(content) == 1 and not _closed(self._lines[content[0]]):
            return [], stop
        right = sum(self._lines[i].strip(WHITE)[-1] in _BARS for i in content) * 2 > len(content)
        rows = [self._row(group, outer, right) for group in self._groups(indices, rules)]
        if len(rows) == len(content):
            rows = unfilled(rows, [fill(self._lines[i]) for i in content])
        return rows, stop

    def _rule(self, index: int, place: int) -> bool:
        """Whether the line is part of the frame: | - | - | is so only right under the head."""
        raw = self._lines[index]
        return framed(raw) or (place == 1 and delimiter(raw))

    def _extent(self, start: int) -> tuple[list[int], int]:
        """The indices of the lines of one table, and the index behind it. One blank line does not end a
        table if a row of as many cells follows that is not the head of the next."""
        indices: list[int] = []
        index, head, headed = start, self._head(start), False
        while index < len(self._lines):
            raw = self._lines[index]
            if barred(raw) or framed(raw) or (head and "|" in raw):
                if indices and self._begins(indices, index, headed):
                    break
                headed = headed or delimiter(raw)
                indices.append(index)
            elif raw.strip(WHITE) or not indices or not self._after_blank(indices[-1], index + 1):
                break
            index += 1
        while indices and not barred(self._lines[indices[-1]]) and self._markdown(indices):
            indices.pop()  # a thematic break, or the underline of nothing
        return indices, (indices[-1] + 1 if indices else start)

    def _markdown(self, indices: list[int]) -> bool:
        return not framed(self._lines[indices[0]])

    def _begins(self, indices: list[int], index: int, headed: bool) -> bool:
        """Whether another table begins: a frame's top below a frame's bottom; a row of words above a
        second delimiter row; the first such with outer bars below a line without."""
        raw, last = self._lines[index], self._lines[indices[-1]]
        if framed(raw):
            return len(indices) > 1 and framed(last)
        if not self._head(index):
            return False
        if not headed:
            return _closed(raw) and not _closed(last)
        return not any(blank_or_complete(cell) for cell in self._row([index], True, True))

    def _after_blank(self, last: int, index: int) -> bool:
        raw = self._line(index)
        if not raw.strip(WHITE) or raw.strip(WHITE)[0] not in _BARS or delimiter(self._line(index + 1)):
            return False
        return len(_BAR.findall(raw)) == len(_BAR.findall(self._lines[last])) and not delimiter(raw)

    def _groups(self, indices: list[int], rules: set[int]) -> Iterator[list[int]]:
        """The lines of each row: all those between two frame lines if every row has such, else one."""
        frames = sum(framed(self._lines[i]) and not delimiter(self._lines[i]) for i in indices)
        if frames < 4:
            yield from ([i] for i in indices if i not in rules)
            return
        group: list[int] = []
        for index in indices:
            if index not in rules:
                group.append(index)
            elif group:
                yield group
                group = []
        if group:
            yield group

    def _row(self, group: list[int], left: bool, right: bool) -> RawRow:
        """The cells of the lines of one row, put together column by column."""
        row = self._cells(group[0], left, right)
        for index in group[1:]:
            for column, cell in enumerate(self._cells(index, left, right)):
                if column >= len(row):
                    row.append(cell)
                elif cell[0].text:
                    row[column] = [*(part for part in row[column] if part.text), *cell]
        return row

    def _cells(self, index: int, left: bool, right: bool) -> RawRow:
        """The cells between a line's bars. `left`, `right`: whether a bar at that end is a table's edge."""
        raw = self._lines[index]
        cells: list[RawCell] = []
        start = 0
        if len(raw) > 2 * self._limits.columns:
            guard_columns(len(_BAR.findall(raw)) - 1, index + 1, self._limits)
        for bar in _BAR.finditer(raw):
            cells.append([piece(index + 1, start + 1, raw[start:bar.start()])])
            start = bar.end()
        last = piece(index + 1, start + 1, raw[start:])
        if last.text or not right or not cells:
            cells.append([last])
        if left and len(cells) > 1 and not cells[0][0].text:
            del cells[0]
        return cells

    def _aligned_rows(self, start: int) -> tuple[list[RawRow], int]:
        """Rows set in columns; those of two fields, and of a label alone between such, are of the table too."""
        rows: list[RawRow] = []
        index, wide = start, 0
        while _set(self._line(index)) or (rows and _label(self._line(index)) and _set(self._line(index + 1))):
            rows.append(_fields(index, self._lines[index]))
            wide += _aligned(self._lines[index])
            index += 1
        return (rows, index) if len(rows) >= _COLUMN_FIELDS and wide >= _WIDE_ROWS else ([], max(index, start + 1))


def barred(raw: str) -> bool:
    """Whether a line has a bar at its start, or two or more in it."""
    text = raw.strip(WHITE)
    if not text:
        return False
    return (text[0] in _BARS and len(text) > 1) or len(_BAR.findall(text)) > 1


def _closed(raw: str) -> bool:
    text = raw.strip(WHITE)
    return text[0] in _BARS and text[-1] in _BARS and len(_BAR.findall(text)) > 2


def _aligned(raw: str) -> bool:
    """Whether a line has three or more fields that two or more spaces set apart, and is no prose."""
    text = raw.strip(WHITE)
    return len(text) < 200 and "。" not in text and len(_COLUMNS.findall(text)) >= _COLUMN_FIELDS - 1


def _set(raw: str) -> bool:
    """Whether two or more spaces set a field of a line apart from the next, and it is no prose."""
    text = raw.strip(WHITE)
    return (len(text) < 200 and "。" not in text and _COLUMNS.search(text) is not None
            and (_aligned(raw) or not section_like(text)))


def _label(raw: str) -> bool:
    """Whether a line may be a row of one cell: a label that has a line of its own."""
    text = raw.strip(WHITE)
    return 0 < len(text) <= _LABEL_MAX and not (section_like(text) or sentence(text))


def _fields(index: int, raw: str) -> RawRow:
    text = piece(index + 1, 1, raw)
    cells: list[RawCell] = []
    start = 0
    for space in _COLUMNS.finditer(text.text):
        cells.append([piece(text.line, text.column + start, text.text[start:space.start()])])
        start = space.end()
    cells.append([piece(text.line, text.column + start, text.text[start:])])
    return cells
