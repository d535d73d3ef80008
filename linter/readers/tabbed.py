"""Tables of text whose cells a tab sets off: a cell a line, or a row a line.

A cell a line: a tab before each cell, a blank line between rows; line breaks, and even blank lines,
may stand inside a cell. A row a line: tabs between the cells, as pasted from Word or Excel. Slots covered
by a merged cell may be empty or left out: rows come as found.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..limits import LIMITS, Limits
from .bounds import guard_columns
from .pieces import (
    BLANK,
    WHITE,
    Piece,
    RawCell,
    RawRow,
    complete,
    piece,
    prose_like,
    section_like,
    sentence,
    words,
)
from .tabbed_rows import Run, between_tables, divided, line_indices, row_lines, table_or_lines

_LABEL_MAX = 60       # characters of one line of a broken label
_AFTER_BLANK = 30     # … with a blank line before and a cell right behind
_ALONE = 8            # … with a blank line before and behind, or at the end of the table
_REMARK_MAX = 20      # … of a bracketed remark under a figure
_UNIT_MAX = 3         # … of a unit under a figure
_CAPTION_MAX = 12     # … of a row with one cell, between rows with tabs
_TABLE = tuple("表0123456789一二三四五六七八九")  # how captions end (续表, 附表2): no unit does
_QUOTE_LINES = 8      # lines that a quoted cell of a spreadsheet may take


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

    def __init__(self, lines: list[str], limits: Limits = LIMITS) -> None:
        self._lines, self._limits = lines, limits
        self._reach = reach(lines)
        self._indented = indented(lines)

    def at(self, start: int) -> tuple[list[list[RawRow] | int], int]:
        """What stands from line index `start` (a line with a tab) on: tables and, between them, the indices
        of lines that are none; and the index behind them all."""
        run, stop = self._collect(start)
        found: list[list[RawRow] | int] = []
        for rows in divided(run):
            found.extend(self._judged(rows, run))
        return found, stop

    def _judged(self, rows: list[RawRow], run: Run) -> Iterator[list[RawRow] | int]:
        """Rows without those that are prose or headings; lines where they make no table."""
        part: list[RawRow] = []
        inner = row_lines(run)
        for place, row in enumerate(rows):
            if self._no_row(row) or between_tables(rows, place):
                yield from table_or_lines(part, inner)
                yield from line_indices([row])
                part = []
            else:
                part.append(row)
        yield from table_or_lines(part, inner)

    def _no_row(self, row: RawRow) -> bool:
        """Whether a row is prose that a tab indents, or a heading that it indents as all others."""
        if len(row) == 1:
            text = words(row[0])
            return prose_like(text) or (self._indented and section_like(text))
        if not any(prose_like(words(cell)) for cell in row):
            return False
        return not any(complete(words(cell)) for cell in row[1:])

    def _collect(self, index: int) -> tuple[Run, int]:
        """The lines from `index` on that belong together, and the index behind the last of them."""
        lines, run, gap, stop = self._lines, Run(), 0, index
        while index < len(lines):
            raw = lines[index]
            if "\t" in raw:
                if run.lines and not row_lines(run) and _set_right(raw):
                    break
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

    def _take(self, run: Run, index: int, gap: int) -> int:
        """Takes the cells of the line at `index`, with the lines of its quoted cells; the index behind."""
        raw = self._lines[index]
        tab = raw.rfind("\t")
        if not tab or not raw[:tab].strip(BLANK):
            run.cell_lines += 1
            run.lines.append((gap, [[], [piece(index + 1, tab + 2, raw[tab + 1:])]]))
            return index + 1
        cells, behind = self._split(index)
        run.lines.append((gap, cells))
        return behind

    def _split(self, index: int) -> tuple[list[RawCell], int]:
        """The cells of a line between its tabs, and the index behind it. A last cell that opens a
        quotation mark goes on to the line that closes it, as Excel pastes a cell with a line break."""
        cells = _between_tabs(index + 1, 1, self._lines[index], self._limits)
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
            cells += _between_tabs(end + 1, behind + 1, self._lines[end][behind:], self._limits)
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

    def _goes_on(self, run: Run, index: int, text: str, gap: int) -> bool:
        """Whether a line without a tab belongs to the table; if so, takes it."""
        if section_like(text) or sentence(text):
            return False
        if run.cell_lines * 2 < len(run.lines):
            return self._caption(run, index, text, gap)
        cell = run.lines[-1][1][-1]
        if len(text) > self._longest(words(cell), index, text, gap):
            return False
        cell.append(piece(index + 1, 1, self._lines[index]))
        return True

    def _longest(self, before: str, index: int, text: str, gap: int) -> int:
        """How many characters a line may have to go on with the cell above that holds `before`.

        The next cell must follow for a long one; a figure is whole as it stands, so that hardly anything
        but a unit or a remark goes on with it; a heading stands between blank lines.
        """
        whole = complete(before)
        if whole and text.endswith(_TABLE):
            return 0
        if not self._reach[index]:
            return 0 if gap else _UNIT_MAX if whole else _ALONE
        if gap:
            beside = not gap > 1 and bool(self._lines[index + 1].strip(BLANK)) and bool(before)
            return _UNIT_MAX if whole else _AFTER_BLANK if beside else _ALONE
        if whole:
            return _REMARK_MAX if text[0] in "（(" else _ALONE
        return _LABEL_MAX

    def _caption(self, run: Run, index: int, text: str, gap: int) -> bool:
        """A row with one cell, between rows with tabs that are no farther from it than from each other."""
        lines = self._lines
        usual = min((before for before, _ in run.lines[1:]), default=0)
        behind = index + 1 + usual
        if gap > usual or behind >= len(lines) or "\t" not in lines[behind] or len(text) > _CAPTION_MAX:
            return False
        run.lines.append((gap, [[piece(index + 1, 1, lines[index])]]))
        return True


def _between_tabs(line: int, column: int, raw: str, limits: Limits) -> list[RawCell]:
    guard_columns(raw.count("\t"), line, limits)
    cells: list[RawCell] = []
    for part in raw.split("\t"):
        cells.append([piece(line, column, part)])
        column += len(part) + 1
    return cells


def _opens_quote(cell: RawCell) -> bool:
    return len(cell) == 1 and cell[0].text.startswith('"') and cell[0].text.count('"') % 2 == 1


def _set_right(raw: str) -> bool:
    """Whether tabs push the one thing in a line to the right, as they do with a signature."""
    return raw.startswith("\t\t\t") and "\t" not in raw.strip(WHITE) and not complete(raw.strip(WHITE))
