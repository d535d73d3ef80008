"""Holds what any reader gave to the bounds of a report, so that what comes behind is bounded too."""

from __future__ import annotations

from ..limits import LIMITS, Limits
from ..model import Grid, Line, Source

UNLIKE = "不像一份年度报告；请确认选对了文件，或只保留报告本身再检查"


def bounded(source: Source, limits: Limits = LIMITS) -> Source:
    """The source itself. Raises ReadError for one that is larger than any report."""
    count = slots = characters = 0
    for block in source.blocks:
        if isinstance(block, Line):
            count += not (not block.text.value or block.text.value.isspace())
            characters += len(block.text.value)
        else:
            count += 1
            slots += _slots(block, limits)
            characters += _characters(block)
    for found, name, what in ((count, "blocks", "段"), (slots, "slots", "格表格"), (characters, "characters", "字")):
        if found > (most := getattr(limits, name)):
            raise limits.refused(name, f"文件内容过多（超过 {most} {what}），{UNLIKE}")
    return source


def guard_columns(count: int, line: int, limits: Limits = LIMITS) -> None:
    """Raises ReadError for a line of a table with more cells than any report has, before they are made."""
    if count > limits.columns:
        raise limits.refused("columns", f"第 {line} 行的表格过大（{count} 列，最多 {limits.columns} 列），{UNLIKE}")


def guarded_lines(text: str, limits: Limits = LIMITS) -> list[str]:
    """A text cut at its line ends. Raises ReadError where it has more of them than any report, or a longer line."""
    if (count := text.count("\n")) > limits.lines:
        raise limits.refused("lines", f"文件有 {count} 行（最多 {limits.lines} 行），{UNLIKE}")
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > limits.characters:
            most = f"全文最多 {limits.characters} 字"
            raise limits.refused("characters", f"第 {number} 行有 {len(line)} 字（{most}），{UNLIKE}")
    return lines


def guard_markup(text: str, limits: Limits = LIMITS) -> None:
    """Raises ReadError for a page with more tags and references than any report has, before they are made."""
    if (count := text.count("<") + text.count("&")) > limits.marks:
        raise limits.refused("marks", f"网页中的标签过多（{count} 个，最多 {limits.marks} 个），{UNLIKE}")


def _characters(grid: Grid) -> int:
    """The characters of all cells, each counted once."""
    return sum([len(cell.text.value) for number, row in enumerate(grid.rows) for column, cell in enumerate(row)
                if cell.column == column and cell.row == number])


def _slots(grid: Grid, limits: Limits) -> int:
    for found, name, what in ((len(grid.rows), "rows", "行"), (grid.width, "columns", "列")):
        if found > (most := getattr(limits, name)):
            raise limits.refused(name, f"第 {grid.number} 张表过大（{found} {what}，最多 {most} {what}），{UNLIKE}")
    return sum(map(len, grid.rows))
