"""Holds what any reader gave to the bounds of a report, so that what comes behind is bounded too."""

from __future__ import annotations

from ..errors import ReadError
from ..limits import BLOCKS, CHARACTERS, COLUMNS, LINES, MARKS, ROWS, SLOTS
from ..model import Grid, Line, Source

UNLIKE = "不像一份年度报告；请确认选对了文件，或只保留报告本身再检查"


def bounded(source: Source) -> Source:
    """The source itself. Raises ReadError for one that is larger than any report."""
    count = slots = characters = 0
    for block in source.blocks:
        if isinstance(block, Line):
            count += not (not block.text.value or block.text.value.isspace())
            characters += len(block.text.value)
        else:
            count += 1
            slots += _slots(block)
            characters += _characters(block)
    for found, most, what in ((count, BLOCKS, "段"), (slots, SLOTS, "格表格"), (characters, CHARACTERS, "字")):
        if found > most:
            raise ReadError(f"文件内容过多（超过 {most} {what}），{UNLIKE}")
    return source


def guard_columns(count: int, line: int) -> None:
    """Raises ReadError for a line of a table with more cells than any report has, before they are made."""
    if count > COLUMNS:
        raise ReadError(f"第 {line} 行的表格过大（{count} 列，最多 {COLUMNS} 列），{UNLIKE}")


def guarded_lines(text: str) -> list[str]:
    """A text cut at its line ends. Raises ReadError where it has more of them than any report, or a longer line."""
    if (count := text.count("\n")) > LINES:
        raise ReadError(f"文件有 {count} 行（最多 {LINES} 行），{UNLIKE}")
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > CHARACTERS:
            raise ReadError(f"第 {number} 行有 {len(line)} 字（全文最多 {CHARACTERS} 字），{UNLIKE}")
    return lines


def guard_markup(text: str) -> None:
    """Raises ReadError for a page with more tags and references than any report has, before they are made."""
    if (count := text.count("<") + text.count("&")) > MARKS:
        raise ReadError(f"网页中的标签过多（{count} 个，最多 {MARKS} 个），{UNLIKE}")


def _characters(grid: Grid) -> int:
    """The characters of all cells, each counted once."""
    return sum([len(cell.text.value) for number, row in enumerate(grid.rows) for column, cell in enumerate(row)
                if cell.column == column and cell.row == number])


def _slots(grid: Grid) -> int:
    for found, most, what in ((len(grid.rows), ROWS, "行"), (grid.width, COLUMNS, "列")):
        if found > most:
            raise ReadError(f"第 {grid.number} 张表过大（{found} {what}，最多 {most} {what}），{UNLIKE}")
    return sum(map(len, grid.rows))
