"""Lines with tabs as rows: where one table ends and the next begins, and what is no table at all."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import dataclass, field
from .pieces import Piece, RawCell, RawRow, blank_or_complete, complete, section_like, sentence, words


@dataclass(slots=True)
class Run:
    """Lines that may be one table: each with the number of blank lines before it and its cells."""

    lines: list[tuple[int, list[RawCell]]] = field(default_factory=list)
    cell_lines: int = 0


def row_lines(run: Run) -> bool:
    """Whether a line holds a row (else: a cell)."""
    return run.cell_lines * 2 < len(run.lines)


def divided(run: Run) -> Iterator[list[RawRow]]:
    """The run's rows, divided where a table ends and the next begins without a heading between: at a row
    of words behind a row of figures, if it stands farther off than rows do, or if a second such follows.
    Where a line holds a row and rows follow each other, a blank line is far enough and blank cells are no
    matter."""
    rows: list[RawRow] = []
    usual = min((gap for gap, _ in run.lines[1:]), default=0)
    found = list(_rows_by_line(run) if row_lines(run) else _rows_by_gap(run, usual))
    for (gap, row), below in zip(found, [*(row for _, row in found[1:]), []], strict=True):
        if rows and len(row) > 1 and _figures(rows[-1]) and (
                (row_lines(run) and not usual and gap and not any(complete(words(cell)) for cell in row))
                or (_all_words(row) and (gap >= usual + 2 or (len(below) > 1 and _all_words(below))))):
            yield rows
            rows = []
        rows.append(row)
    yield rows


def _all_words(row: RawRow) -> bool:
    """Whether no cell of a row is blank or a figure."""
    return not any(blank_or_complete(cell) for cell in row)


def _figures(row: RawRow) -> bool:
    """Whether a row ends as rows of figures do, filled in or not."""
    return len(row) > 1 and blank_or_complete(row[-1])


def between_tables(rows: list[RawRow], place: int) -> bool:
    """Whether a row is a numbered heading that only a tab makes look like a row: alone, behind figures or
    nothing, before words. (A last row alone is one without its figures.)"""
    row = rows[place]
    if len(row) > 1 or place + 1 == len(rows) or not section_like(words(row[0])):
        return False
    return all(map(_figures, rows[place - 1:place])) and _all_words(rows[place + 1])


def _rows_by_line(run: Run) -> Iterator[tuple[int, RawRow]]:
    """A row a line. A tab before every line is an indent, before some lines it follows an empty cell."""
    shift = 1 if all(not cells[0] for _, cells in run.lines if len(cells) > 1) else 0
    for gap, cells in run.lines:
        row = cells[shift:] if len(cells) > 1 else cells
        if row and not row[0]:
            row[0] = [Piece(row[-1][0].line, 1, "")]
        yield gap, row


def _rows_by_gap(run: Run, usual: int) -> Iterator[tuple[int, RawRow]]:
    """A cell a line, rows set apart by more blank lines than the cells of a row."""
    row: RawRow = []
    before = 0
    for gap, cells in run.lines:
        if gap > usual and row:
            yield before, row
            row, before = [], gap
        row.extend(cells[1:] if not cells[0] else cells)
    yield before, row


def table_or_lines(rows: list[RawRow], inner: bool) -> Iterator[list[RawRow] | int]:
    """The table of the rows, sentences before and behind it as lines; all as lines where they make none."""
    first, stop = 0, len(rows)
    while first < stop and len(rows[first]) == 1 and sentence(words(rows[first][0])):
        first += 1
    while first < stop and _behind_table(rows[stop - 1], inner):
        stop -= 1
    if not _is_table(rows[first:stop], inner):
        first, stop = 0, 0
    yield from line_indices(rows[:first])
    if stop:
        yield rows[first:stop]
    yield from line_indices(rows[stop:])


def _behind_table(row: RawRow, inner: bool) -> bool:
    """Whether a last row is a remark under the table, or a signature or date set to the right by tabs."""
    if len(row) == 1:
        return sentence(words(row[0]))
    return inner and not any(map(words, row[:-1])) and not blank_or_complete(row[-1])


def line_indices(rows: list[RawRow]) -> Iterator[int]:
    seen = {part.line - 1: None for row in rows for cell in row for part in cell}
    yield from seen


def _is_table(rows: list[RawRow], inner: bool) -> bool:
    """Two rows or four cells, one row of several cells at least, and figures, blanks or several such rows.

    Lines that are only indented by a tab, or numbered ("1." tab words), make no table.
    """
    wide = [row for row in rows if len(row) > 1]
    if not wide or (len(rows) < 2 and len(rows[0]) < 4):
        return False
    if inner and sum(len(row) == 2 and _bare_number(words(row[0])) for row in wide) * 2 > len(wide):
        return False
    if len(wide) > 2:
        return True
    return any(blank_or_complete(cell) for row in wide for cell in row)


def _bare_number(text: str) -> bool:
    """Whether text is a number of a list: 1. （一） 一、."""
    core = text.strip("（()）、.．")
    return len(text) <= 5 and core != text and (core.isdecimal() or section_like(f"{core}、"))
