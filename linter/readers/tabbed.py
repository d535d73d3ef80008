"""Tables of text whose cells a tab sets off: a cell a line, or a row a line.

A cell a line: a tab before each cell, a blank line between rows; line breaks, and even blank lines,
may stand inside a cell. A row a line: tabs between the cells, as pasted from Word or Excel. Slots covered
by a merged cell may be empty or left out: rows come as found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .pieces import (
    BLANK,
    WHITE,
    Piece,
    RawCell,
    RawRow,
    blank_or_complete,
    complete,
    piece,
    prose_like,
    section_like,
    sentence,
    words,
)

_LABEL_MAX = 60       # characters of one line of a broken label
_AFTER_BLANK = 30     # … with a blank line before and a cell right behind
_ALONE = 8            # … with a blank line before and behind, or at the end of the table
_REMARK_MAX = 20      # … of a bracketed remark under a figure
_UNIT_MAX = 3         # … of a unit under a figure
_CAPTION_MAX = 12     # … of a row with one cell, between rows with tabs
_QUOTE_LINES = 8      # lines that a quoted cell of a spreadsheet may take


@dataclass(slots=True)
class _Run:
    """Lines that may be one table: `rows` with the number of blank lines before each cell line."""

    lines: list[tuple[int, list[RawCell]]] = field(default_factory=list)  # gap before, cells of the line
    cell_lines: int = 0


def indented(lines: list[str]) -> bool:
    """Whether all of a file's numbered headings stand behind a tab, so that the tab is no sign of a cell."""
    tabbed = False
    for raw in lines:
        if raw.startswith("\t"):
            tabbed = tabbed or section_like(raw.strip(WHITE))
        elif section_like(raw.strip(WHITE)):
            return False
    return tabbed


def reach(lines: list[str]) -> list[bool]:
    """For each line, whether from its end on blank lines and short words lead to a line with a tab."""
    reaches, result = False, [False] * len(lines)
    for number in range(len(lines) - 1, -1, -1):
        result[number] = reaches
        raw = lines[number]
        if "\t" in raw:
            reaches = True
        elif reaches:
            text = raw.strip(WHITE)
            reaches = not text or (len(text) <= _LABEL_MAX and not section_like(text) and not sentence(text))
    return result


class TabbedTables:
    """Finds tables among the lines of one file. `lines` are masked or plain lines, without ends."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._reach = reach(lines)
        self._indented = indented(lines)

    def at(self, start: int) -> tuple[list[list[RawRow] | int], int]:
        """What stands from line index `start` (a line with a tab) on: tables and, between them, the indices
        of lines that are none; and the index behind them all."""
        run, stop = self._collect(start)
        found: list[list[RawRow] | int] = []
        for rows in _tables(run):
            found.extend(self._judged(rows, run))
        return found, stop

    def _judged(self, rows: list[RawRow], run: _Run) -> Iterator[list[RawRow] | int]:
        """Rows without those that are prose or headings; lines where they make no table."""
        part: list[RawRow] = []
        inner = _row_lines(run)
        edges = {id(rows[0]), id(rows[-1])}
        for row in rows:
            if self._no_row(row, inner, id(row) in edges):
                yield from _table_or_lines(part, inner)
                yield from _line_indices([row])
                part = []
            else:
                part.append(row)
        yield from _table_or_lines(part, inner)

    def _no_row(self, row: RawRow, inner: bool, edge: bool) -> bool:
        if len(row) == 1:
            text = words(row[0])
            return prose_like(text) or (edge and sentence(text)) or (self._indented and section_like(text))
        if inner and all(not cell[0].text for cell in row[:-1]) and words(row[-1]):
            return len(row) > 2 and edge  # right-aligned by tabs: a signature, a date
        return any(prose_like(words(cell)) for cell in row) and not any(
            complete(words(cell)) for cell in row[1:])

    def _collect(self, index: int) -> tuple[_Run, int]:
        """The lines from `index` on that belong together, and the index behind the last of them."""
        lines, run, gap, stop = self._lines, _Run(), 0, index
        while index < len(lines):
            raw = lines[index]
            if "\t" in raw:
                index = self._take(run, index, gap)
                stop, gap = index, 0
                continue
            text = raw.strip(WHITE)
            if text:
                if not run.lines or not self._goes_on(run, index, text, gap):
                    break
                stop, gap = index + 1, 0
            else:
                gap += 1
            index += 1
        return run, stop

    def _take(self, run: _Run, index: int, gap: int) -> int:
        """Takes the cells of the line at `index`, with the lines of its quoted cells; the index behind."""
        raw = self._lines[index]
        body = raw.lstrip(BLANK)
        if body.startswith("\t") and "\t" not in body[1:]:
            run.cell_lines += 1
            offset = len(raw) - len(body) + 1
            run.lines.append((gap, [[], [piece(index + 1, offset + 1, raw[offset:])]]))
            return index + 1
        cells, behind = self._split(index)
        run.lines.append((gap, cells))
        return behind

    def _split(self, index: int) -> tuple[list[RawCell], int]:
        """The cells of a line between its tabs, and the index behind it. A last cell that opens a
        quotation mark goes on to the line that closes it, as Excel pastes a cell with a line break."""
        cells = _between_tabs(index + 1, 1, self._lines[index])
        while _opens_quote(cells[-1]):
            end = self._closing(index + 1)
            if end is None:
                break
            opened, closed = cells[-1][0], self._lines[end].partition('"')[0]
            inner = [piece(n + 1, 1, self._lines[n]) for n in range(index + 1, end)]
            first = Piece(opened.line, opened.column + 1, opened.text[1:])
            cells[-1] = [first, *inner, piece(end + 1, 1, closed)]
            index, behind = end, len(closed) + 2
            if behind > len(self._lines[end]):
                break
            cells += _between_tabs(end + 1, behind + 1, self._lines[end][behind:])
        if len(cells[0]) == 1 and not cells[0][0].text:
            cells[0] = []
        return cells, index + 1

    def _closing(self, index: int) -> int | None:
        for number in range(index, min(index + _QUOTE_LINES, len(self._lines))):
            head, mark, rest = self._lines[number].partition('"')
            if mark:
                return number if "\t" not in head and rest[:1] in ("", "\t") else None
            if "\t" in head:
                return None
        return None

    def _goes_on(self, run: _Run, index: int, text: str, gap: int) -> bool:
        """Whether a line without a tab belongs to the table; if so, takes it."""
        if section_like(text) or sentence(text):
            return False
        if run.cell_lines * 2 < len(run.lines):
            return self._caption(run, index, text, gap)
        cell = run.lines[-1][1][-1]
        if len(text) > self._limit(words(cell), index, text, gap):
            return False
        cell.append(piece(index + 1, 1, self._lines[index]))
        return True

    def _limit(self, before: str, index: int, text: str, gap: int) -> int:
        """How many characters a line may have to go on with the cell above that holds `before`.

        The next cell must follow for a long one; a figure is whole as it stands, so that hardly anything
        but a unit or a remark goes on with it; a heading stands between blank lines.
        """
        whole = complete(before)
        if not self._reach[index]:
            return 0 if gap else _UNIT_MAX if whole else _ALONE
        if gap:
            beside = not gap > 1 and bool(self._lines[index + 1].strip(BLANK)) and bool(before)
            return _UNIT_MAX if whole else _AFTER_BLANK if beside else _ALONE
        if whole:
            return _REMARK_MAX if text[0] in "（(" else _ALONE
        return _LABEL_MAX

    def _caption(self, run: _Run, index: int, text: str, gap: int) -> bool:
        """A row with one cell, between rows with tabs that are no farther from it than from each other."""
        lines = self._lines
        usual = min((before for before, _ in run.lines[1:]), default=0)
        behind = index + 1 + usual
        if gap > usual or behind >= len(lines) or "\t" not in lines[behind] or len(text) > _CAPTION_MAX:
            return False
        run.lines.append((gap, [[piece(index + 1, 1, lines[index])]]))
        return True


def _between_tabs(line: int, column: int, raw: str) -> list[RawCell]:
    cells: list[RawCell] = []
    for part in raw.split("\t"):
        cells.append([piece(line, column, part)])
        column += len(part) + 1
    return cells


def _opens_quote(cell: RawCell) -> bool:
    return len(cell) == 1 and cell[0].text.startswith('"') and cell[0].text.count('"') % 2 == 1


def _row_lines(run: _Run) -> bool:
    """Whether a line holds a row (else: a cell)."""
    return run.cell_lines * 2 < len(run.lines)


def _tables(run: _Run) -> Iterator[list[RawRow]]:
    """The run's rows, divided where a table ends and the next begins without a heading between."""
    rows: list[RawRow] = []
    gaps = [gap for gap, _ in run.lines[1:]]
    usual = min(gaps, default=0)
    for gap, row in _rows_by_line(run) if _row_lines(run) else _rows_by_gap(run, usual):
        if rows and gap >= usual + 2 and _heads(row) and blank_or_complete(rows[-1][-1]):
            yield rows
            rows = []
        rows.append(row)
    yield rows


def _heads(row: RawRow) -> bool:
    """Whether a row can be a table's first: two or more cells, all words."""
    return len(row) > 1 and not any(blank_or_complete(cell) for cell in row)


def _rows_by_line(run: _Run) -> Iterator[tuple[int, RawRow]]:
    """A row a line. A tab before every line is an indent, before some lines it follows an empty cell."""
    shift = 1 if all(not cells[0] for _, cells in run.lines) else 0
    for gap, cells in run.lines:
        row = cells[shift:]
        if row and not row[0]:
            row[0] = [Piece(row[-1][0].line, 1, "")]
        yield gap, row


def _rows_by_gap(run: _Run, usual: int) -> Iterator[tuple[int, RawRow]]:
    """A cell a line, rows set apart by more blank lines than the cells of a row."""
    row: RawRow = []
    before = 0
    for gap, cells in run.lines:
        if gap > usual and row:
            yield before, row
            row, before = [], gap
        row.extend(cells[1:] if not cells[0] else cells)
    yield before, row


def _table_or_lines(rows: list[RawRow], inner: bool) -> Iterator[list[RawRow] | int]:
    if _is_table(rows, inner):
        yield rows
    else:
        yield from _line_indices(rows)


def _line_indices(rows: list[RawRow]) -> Iterator[int]:
    seen = {part.line - 1: None for row in rows for cell in row for part in cell}
    yield from seen


def _is_table(rows: list[RawRow], inner: bool) -> bool:
    """Two rows or four cells, one row of several cells at least, and figures, blanks or several such rows.

    Lines that are only indented by a tab, or numbered ("1." tab words), make no table.
    """
    wide = [row for row in rows if len(row) > 1]
    if not wide or (len(rows) < 2 and len(rows[0]) < 4):
        return False
    if inner and all(len(row) == 2 and _bare_number(words(row[0])) for row in wide):
        return False
    if len(wide) > 2:
        return True
    return any(blank_or_complete(cell) for row in wide for cell in row)


def _bare_number(text: str) -> bool:
    """Whether text is a number of a list: 1. （一） 一、."""
    core = text.strip("（()）、.．")
    return len(text) <= 5 and core != text and (core.isdecimal() or section_like(f"{core}、"))
